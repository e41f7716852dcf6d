package cli

import (
	"fmt"
	"strings"
	"testing"
)

// TestSeriesWithoutAValueAreLeftOut: a forecast of 0 for them would be made up.
func TestSeriesWithoutAValueAreLeftOut(t *testing.T) {
	in := longCSV("series", "week", "value", 20)
	for i := range 5 {
		in += fmt.Sprintf("none%d,2020-01-06,\n", i)
	}
	code, out, errOut := run(t, in, "forecast", "--input", "-", "--horizon", "1", "--set", "n_estimators=5")
	if want := `5 series are left out, as they have no value: "none0", "none1", "none2" and 2 more`; code != 0 || !strings.Contains(errOut, want) || strings.Contains(out, "none") {
		t.Errorf("exit code %d, says %s, writes %s", code, errOut, out)
	}
	for _, file := range []string{"hello\nworld\n", "series,week,value\na,2020-01-06,\n", "series,v1,v2\na,,\n"} {
		code, out, errOut := run(t, file, "forecast", "--input", "-")
		if code != exitFailed || !strings.Contains(errOut, "line 2") || out != "" {
			t.Errorf("%q: exit code %d, says %s, writes %s", file, code, errOut, out)
		}
	}
}

func TestShortSeriesAreForecastByTheirMean(t *testing.T) {
	in := "series,week,value\nfew,2020-01-06,10\n"
	code, out, errOut := run(t, in, "forecast", "--input", "-", "--horizon", "1")
	if want := `series "few" has 1 week with a value, fewer than 8: its forecast is the mean of its values`; code != 0 || !strings.Contains(errOut, want) || !strings.Contains(out, "few,2020-01-13,1,10,") {
		t.Errorf("exit code %d, says %s, writes %s", code, errOut, out)
	}
	for i := range 10 {
		in += fmt.Sprintf("s%d,2020-01-06,3\ns%d,2020-01-13,5\n", i, i)
	}
	_, _, errOut = run(t, in, "forecast", "--input", "-", "--horizon", "1")
	if strings.Count(errOut, "is the mean") != 3 || !strings.Contains(errOut, "and 8 more series are as short") || !strings.Contains(errOut, "2 weeks with a value") {
		t.Errorf("says %s", errOut)
	}
}
