package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

// cutCSV is a steady series whose last week is factor of itself.
func cutCSV(name string, weeks int, factor float64) string {
	var b strings.Builder
	for i := range weeks {
		v := 1000 + float64(i*37%101)
		if i == weeks-1 {
			v *= factor
		}
		fmt.Fprintf(&b, "%s,%s,%.1f\n", name, time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), v)
	}
	return b.String()
}

// An end that drops is named and left out, unless the person says otherwise.
// Step 1 stays the week after the file's last.
func TestForecastJudgesTheLastWeek(t *testing.T) {
	one := "series,week,value\n" + cutCSV("shop", 110, .4)
	all := "series,week,value\n" + cutCSV("a", 110, .4) + cutCSV("b", 110, .4) + cutCSV("c", 110, .4)
	whole := "series,week,value\n" + cutCSV("shop", 110, 1)
	for _, c := range []struct {
		name, in string
		flags    []string
		low      bool   // the forecast follows the last week
		says     string // on standard error; empty: nothing of it
	}{
		{"judged", one, nil, false, "series \"shop\", week 2022-02-07"},
		{"kept", one, []string{"--last-week", "keep"}, true, ""},
		{"dropped", one, []string{"--last-week", "drop"}, false, ""},
		{"of all series", all, nil, false, "all series together fall"},
		{"whole", whole, nil, false, ""},
	} {
		line := append([]string{"forecast", "--input", "-", "--horizon", "3", "--set", "n_estimators=20"}, c.flags...)
		code, out, errOut := run(t, c.in, line...)
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s", c.name, code, errOut)
		}
		if told := strings.Contains(errOut, "last-week"); told != (c.says != "") || !strings.Contains(errOut, c.says) {
			t.Errorf("%s: standard error is %s", c.name, errOut)
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		must(t, err)
		v, err := strconv.ParseFloat(rows[1][3], 64)
		must(t, err)
		if rows[1][1] != "2022-02-14" || rows[1][2] != "1" || (v < 1000) != c.low {
			t.Errorf("%s: first row %v", c.name, rows[1])
		}
	}
	for _, name := range []string{"forecast", "backtest"} {
		if code, _, errOut := run(t, one, name, "--input", "-", "--last-week", "maybe"); code != 2 || !strings.Contains(errOut, "judge keep drop") {
			t.Errorf("%s: exit code %d, %s", name, code, errOut)
		}
	}
	if code, _, errOut := run(t, one, "backtest", "--input", "-", "--windows", "3", "--refit", "3", "--horizon", "3", "--set", "n_estimators=20"); code != 0 || !strings.Contains(errOut, "2022-02-07") {
		t.Errorf("backtest: exit code %d, %s", code, errOut)
	}
}

// What is beyond a number's reach is refused, not written as NaN.
func TestForecastRefusesWhatNoNumberHolds(t *testing.T) {
	var b strings.Builder
	b.WriteString("week,value\n")
	for i := range 80 {
		fmt.Fprintf(&b, "%s,%de305\n", time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), 100+i)
	}
	for _, name := range []string{"forecast", "backtest"} {
		code, out, errOut := run(t, b.String(), name, "--input", "-", "--set", "n_estimators=20")
		if code == 0 || out != "" || !strings.Contains(errOut, "larger unit") {
			t.Errorf("%s: exit code %d, %s%s", name, code, out, errOut)
		}
	}
}
