package seriescsv

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCases reads the small files that went wrong, each as it is meant.
func TestCases(t *testing.T) {
	const weeks = "948 1012 977 1034 989 1021 963 1008 995 1040 970 1003"
	const from = " from 2018-05-28 "
	for file, c := range map[string]struct{ form, panel, err string }{
		"tab-us-thousands.tsv":      {form: "tab-separated, numbers 1,234.5, dates year-month-day, one row a week, 1 series", panel: "series" + from + weeks},
		"time-column.csv":           {form: "one row a week, 1 series", panel: "series" + from + weeks},
		"week-ending-store.csv":     {form: "1 series by `Store`", panel: "1 from 2018-05-21 " + weeks},
		"wide-two-keys.csv":         {form: "2 series by `item`", panel: "A100" + from + weeks + "; A200" + from + "1896 2024 1954 2068 1978 2042 1926 2016 1990 2080 1940 2006"},
		"wide-newest-first-us.csv":  {form: "dates month/day", panel: "a from 2018-05-28 100 110 120 130 140 150 160 170 180 190 200 210"},
		"monthly.csv":               {err: "one row a month"},
		"trailing-blank-rows.csv":   {form: "1 series by `series`", panel: "a" + from + weeks},
		"trailing-blank-wide.csv":   {form: "one row a series, 1 series", panel: "a from 2018-08-06 1 2"},
		"empty-lines.csv":           {form: "1 series", panel: "a" + from + weeks},
		"latin1-one-series.csv":     {form: "Windows-1252, semicolon-separated, numbers 1234,5, dates day/month", panel: "São Paulo" + from + strings.ReplaceAll(weeks, " ", ".5 ") + ".5"},
		"latin1-two-series.csv":     {form: "2 series by `Série`", panel: "São Paulo" + from},
		"last-week-whole.csv":       {form: "one row a week, 1 series", panel: "series from 2016-01-04 1070.1"},
		"last-week-zero.csv":        {form: "one row a week, 1 series", panel: "series from 2016-01-04 1070.1"},
		"gap-52-weeks.csv":          {form: "one row a week, 1 series", panel: "series from 2016-01-04 1233.8"},
		"closed-a-year-26-back.csv": {form: "one row a week, 1 series", panel: "series from 2016-01-04 1077.9"},
	} {
		f, err := os.Open(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Read(context.Background(), f, Options{})
		f.Close()
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v", file, err)
			}
		case err != nil:
			t.Errorf("%s: %v", file, err)
		default:
			if got := describe(r.Panel); !strings.HasPrefix(got, c.panel) || !strings.Contains(r.Form.String(), c.form) {
				t.Errorf("%s: %s\n%s\nwant %s\n%s", file, r.Form, got, c.form, c.panel)
			}
		}
	}
}
