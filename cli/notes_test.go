package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestWeeksToComeAreWarnedOf: a file that goes on beyond today is read as it
// stands, and not without a word.
func TestWeeksToComeAreWarnedOf(t *testing.T) {
	in := weeklyRows("week,value", "2006-01-02", "%s,5", 30) // 2021-01-04 to 2021-07-26
	for today, want := range map[string]string{
		"2021-07-08": "weeks that have not come yet (3, the last that of 2021-07-26; today is 2021-07-08)",
		"2021-07-28": "the week of 2021-07-26 is not over yet",
		"2021-08-02": "",
	} {
		clock := func() time.Time {
			at, err := time.Parse(time.DateOnly, today)
			must(t, err)
			return at
		}
		for _, args := range [][]string{{"forecast", "--horizon", "1"}, {"backtest", "--horizon", "1", "--windows", "1"}} {
			var out, errOut bytes.Buffer
			code := Run(t.Context(), append(args, "--input", "-", "--set", "n_estimators=5"), Env{In: strings.NewReader(in), Out: &out, Err: &errOut, Clock: clock})
			if code != 0 || !strings.Contains(errOut.String(), want) || strings.Contains(errOut.String(), "warning") != (want != "") {
				t.Errorf("%s on %s: exit code %d, says %s", args[0], today, code, &errOut)
			}
		}
	}
}

// TestZerosAreCounted: zeros that teach nothing are told.
func TestZerosAreCounted(t *testing.T) {
	var in strings.Builder
	in.WriteString("series,week,value\n")
	for i := range 120 {
		day := time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		value := 1000 + 40*(i%5)
		if i >= 60 && i < 72 {
			value = 0
		}
		opened := 900 + 30*(i%7)
		if i < 9 {
			opened = 0
		}
		fmt.Fprintf(&in, "a,%s,%d\nb,%s,%d\n", day, value, day, opened)
	}
	code, _, errOut := run(t, in.String(), "forecast", "--input", "-", "--horizon", "1", "--set", "n_estimators=5")
	if code != 0 || !strings.Contains(errOut, `taken for not yet open, and teach nothing: 9 of series "b"`) || !strings.Contains(errOut, `taken for closed, and teach nothing: 12 of series "a"`) {
		t.Errorf("exit code %d, says %s", code, errOut)
	}
}

// TestWeekDatesAreChosen on the command line as in the reader.
func TestWeekDatesAreChosen(t *testing.T) {
	in := weeklyRows("date,value", "2006-01-02", "%s,5", 12)
	for flag, want := range map[string]string{"first": "series,2021-03-29,1,", "last": "series,2021-03-22,1,"} {
		code, out, errOut := run(t, in, "forecast", "--input", "-", "--horizon", "1", "--set", "n_estimators=5", "--week-dates", flag)
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: exit code %d, %s, %s", flag, code, errOut, out)
		}
	}
	if code, _, errOut := run(t, in, "forecast", "--input", "-", "--week-dates", "middle"); code != exitUsage || !strings.Contains(errOut, "should be one of: first last") {
		t.Errorf("exit code %d, %s", code, errOut)
	}
}

// TestAssumedIsTold: Christmas in a first year, and drivers beyond what any week
// with sales had.
func TestAssumedIsTold(t *testing.T) {
	const xmas = "up to Christmas"
	for name, c := range map[string]struct {
		in, driver, says string
	}{
		"before Christmas":     {strings.Replace(weeklyRows("week,value", "2006-01-02", "%s,5", 47), ",5", ",6", 1), "", xmas},
		"what never moved":     {weeklyRows("week,value", "2006-01-02", "%s,5", 47), "", ""},
		"in summer":            {weeklyRows("week,value", "2006-01-02", "%s,5", 20), "", ""},
		"too short for it":     {weeklyRows("week,value", "2006-01-02", "%s,5", 7), "", ""},
		"promotion as known":   {promoCSV(30, 6), "promo", ""},
		"a promotion above":    {promoCSV(30, 4) + "shop,2020-08-31,,0\nshop,2020-09-07,,7\n", "promo", `"promo", known from 0 to 5, in 1 row`},
		"never open for less":  {strings.ReplaceAll(promoCSV(30, 5), ",0\n", ",5\n") + "shop,2020-09-07,,0\n", "promo", `"promo", known from 5 to 5, in 1 row`},
		"a promotion, then no": {promoCSV(30, 6) + "shop,2020-09-14,,9\n", "promo", ""},
	} {
		args := []string{"forecast", "--input", "-", "--horizon", "6", "--set", "n_estimators=5"}
		if c.driver != "" {
			args = append(args, "--drivers", c.driver)
		}
		code, _, errOut := run(t, c.in, args...)
		if code != 0 || !strings.Contains(errOut, c.says) || c.says != xmas && strings.Contains(errOut, xmas) || strings.Contains(errOut, "warning") != strings.Contains(c.says, "promo") {
			t.Errorf("%s: exit code %d, says %s", name, code, errOut)
		}
	}
}
