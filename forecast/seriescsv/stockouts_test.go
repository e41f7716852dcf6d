package seriescsv

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"olist/week"
)

func TestStockouts(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []bool
		says string // of the refusal
	}{
		"weeks":            {"series,week,value,out\na,2018-01-01,5,0\na,2018-01-08,2,1\na,2018-01-15,4,\n", []bool{false, true, false}, ""},
		"a day of a week":  {"date,value,out\n2018-01-01,5,0\n2018-01-02,1,1\n2018-01-03,1,0\n2018-01-04,1,0\n2018-01-05,1,0\n2018-01-06,1,0\n2018-01-07,1,0\n2018-01-08,5,\n2018-01-09,5,\n2018-01-10,5,\n2018-01-11,5,\n2018-01-12,5,\n2018-01-13,5,\n2018-01-14,5,\n", []bool{true, false}, ""},
		"none":             {"series,week,value,out\na,2018-01-01,5,0\na,2018-01-08,2,0\n", nil, ""},
		"another number":   {"series,week,value,out\na,2018-01-01,5,0\na,2018-01-08,2,2\n", nil, "1 where the week ran out"},
		"words":            {"series,week,value,out\na,2018-01-01,5,no\na,2018-01-08,2,yes\n", nil, "no column of 0 and 1"},
		"no such column":   {"series,week,value\na,2018-01-01,5\n", nil, "out"},
		"a column of keys": {"out,week,value\na,2018-01-01,5\nb,2018-01-01,5\n", nil, "0 and 1"},
		"a wide file":      {"id,2018-01-01,2018-01-08\nx,1,2\n", nil, "no column"},
	} {
		p, err := read(strings.NewReader(c.file), Options{Stockouts: "out", Series: seriesOf(c.file)})
		switch {
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.says == "" && (!slices.Equal(p.Series[0].Censored, c.want) || p.Drivers != nil || p.Series[0].Drivers != nil):
			t.Errorf("%s: %v, drivers %v; want %v", name, p.Series[0].Censored, p.Drivers, c.want)
		}
	}
}

func seriesOf(file string) string {
	if strings.HasPrefix(file, "series") {
		return "series"
	}
	return ""
}

func TestStockoutsBesideDrivers(t *testing.T) {
	file := "series,week,value,promo,out\na,2018-01-01,5,3,1\na,2018-01-08,2,0,0\na,2018-01-15,,4,\n"
	p, err := read(strings.NewReader(file), Options{Stockouts: "out", Drivers: []string{"promo"}})
	if err != nil {
		t.Fatal(err)
	}
	s := p.Series[0]
	if !slices.Equal(s.Censored, []bool{true, false}) || len(s.Drivers) != 1 || !slices.Equal(s.Drivers[0], []float64{3, 0, 4}) || len(p.Drivers) != 1 {
		t.Errorf("%+v of %v", s, p.Drivers)
	}
	if _, err := read(strings.NewReader(file), Options{Stockouts: "promo", Drivers: []string{"promo"}}); err == nil {
		t.Error("one column is a driver and says what ran out")
	}
}

// FuzzStockouts: whatever the file, marks are as long as values at most, and a
// panel.
func FuzzStockouts(f *testing.F) {
	f.Add([]byte("series,week,value,out\na,2018-01-01,5,0\na,2018-01-08,2,1\n"), "out")
	f.Add([]byte("week,value,out\n2018-01-01,,1\n2018-01-01,3,\n"), "out")
	f.Add([]byte("a;b;c\n01/02/2018;1,5;1\n"), "c")
	f.Fuzz(func(t *testing.T, b []byte, column string) {
		p, err := read(bytes.NewReader(b), Options{Stockouts: column})
		if err != nil {
			return
		}
		if err := p.Validate(); err != nil {
			t.Fatalf("what was read is no panel: %v", err)
		}
		for _, s := range p.Series {
			if len(s.Censored) != 0 && len(s.Censored) != len(s.Values) || s.Start+week.Week(len(s.Values)) != s.End() {
				t.Fatalf("%d marks of %d weeks", len(s.Censored), len(s.Values))
			}
		}
	})
}
