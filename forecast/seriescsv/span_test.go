package seriescsv

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// weekly writes n rows of a series, a week in every step, from a Monday on.
func weekly(b *strings.Builder, key string, from time.Time, n, step int) {
	for i := range n {
		fmt.Fprintf(b, "%s,%s,1\n", key, from.AddDate(0, 0, 7*i*step).Format(time.DateOnly))
	}
}

func TestMistypedYears(t *testing.T) {
	monday := time.Date(2015, 1, 5, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		extra string
		line  int
		want  string
	}{
		"long ago, own series":   {"a,1900-01-01,1\n", 162, `series "a"`},
		"long ago, another":      {"b,1900-01-01,1\n", 162, `series "b"`},
		"ahead":                  {"a,2215-01-05,1\n", 162, "2215-01-02"},
		"ahead, the only row":    {"b,2915-01-05,1\n", 162, `series "b"`},
		"in the middle of a few": {"b,1990-01-01,1\nb,2015-01-05,1\n", 162, "1990-01-01"},
	} {
		var b strings.Builder
		b.WriteString("series,week,value\n")
		weekly(&b, "a", monday, 160, 1)
		b.WriteString(c.extra)
		_, err := read(strings.NewReader(b.String()), Options{})
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Message.String(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := read(strings.NewReader("id,1900-01-01,2020-01-06,2020-01-13\na,1,2,3\n"), Options{})
	var e *Error
	if !errors.As(err, &e) || e.Line != 1 || !strings.Contains(e.Message.String(), "column 2") {
		t.Errorf("wide: %v", err)
	}
}

func TestLongAndPatchySeriesAreRead(t *testing.T) {
	var b strings.Builder
	b.WriteString("series,week,value\n")
	weekly(&b, "eighty years", time.Date(1940, 1, 1, 0, 0, 0, 0, time.UTC), 4200, 1)
	weekly(&b, "monthly", time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), 300, 4)
	weekly(&b, "given up", time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), 5, 1)
	if p, err := read(strings.NewReader(b.String()), Options{}); err != nil || len(p.Series) != 3 {
		t.Error(err)
	}
}
