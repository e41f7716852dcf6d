package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// weeklyRows writes weeks from a Monday on, the date in a layout.
func weeklyRows(header, layout, row string, weeks int) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range weeks {
		fmt.Fprintf(&b, row+"\n", time.Date(2021, 1, 4+7*i, 0, 0, 0, 0, time.UTC).Format(layout))
	}
	return b.String()
}

// TestWhatWasUnderstoodIsSaid on standard error, and nothing of it on output.
func TestWhatWasUnderstoodIsSaid(t *testing.T) {
	in := weeklyRows("store\tdate\tsales", "1/2/2006", "a\t%[1]s\t1,034.5\nb\t%[1]s\t948", 12)
	for _, args := range [][]string{{"forecast", "--horizon", "1"}, {"backtest", "--horizon", "1", "--windows", "1"}} {
		code, out, errOut := run(t, in, append(args, "--input", "-", "--set", "n_estimators=5")...)
		if want := "olist: standard input: tab-separated, numbers 1,234.5, dates month/day, one row a week, 2 series by `store`\n"; code != 0 || !strings.HasPrefix(errOut, want) || strings.Contains(out, "separated") {
			t.Errorf("%s: exit code %d, says %q", args[0], code, errOut)
		}
	}
}

// TestFlagsChooseBetweenReadings: what a file leaves open is refused with the
// flag, and read with it.
func TestFlagsChooseBetweenReadings(t *testing.T) {
	numbers := weeklyRows("week\tvalue", "2006-01-02", "%s\t1,012", 12)
	dates := "day,value\n"
	for i := range 12 {
		dates += fmt.Sprintf("%02d/%02d/2018,100\n", i+1, (i*5)%12+1)
	}
	for _, c := range []struct{ name, in, flags, want string }{
		{"numbers", numbers, "", "--decimal . or --decimal ,"},
		{"numbers, a point", numbers, "--decimal .", "series,2021-03-29,1,1012,"},
		{"numbers, a comma", numbers, "--decimal ,", "series,2021-03-29,1,1.012,"},
		{"dates", dates, "", "--dates dmy or --dates mdy"},
		{"dates, day first", dates, "--dates dmy", "dates day/month"},
		{"dates, month first", dates, "--dates mdy", "dates month/day"},
		{"no such mark", numbers, "--decimal x", "should be one of: . ,"},
		{"no such order", dates, "--dates ddmm", "should be one of: ymd dmy mdy"},
		{"no such kind of week", dates, "--missing none", "should be one of: zero hole"},
	} {
		args := append([]string{"forecast", "--input", "-", "--horizon", "1", "--set", "n_estimators=5"}, strings.Fields(c.flags)...)
		code, out, errOut := run(t, c.in, args...)
		if !strings.Contains(out+errOut, c.want) {
			t.Errorf("%s: exit code %d, says %s, writes %s", c.name, code, errOut, out)
		}
		if failed := strings.Contains(c.want, "--") || strings.HasPrefix(c.want, "should"); failed != (code != 0) {
			t.Errorf("%s: exit code %d, %s", c.name, code, errOut)
		}
	}
}
