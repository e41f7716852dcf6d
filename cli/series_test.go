package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/forecast/backtest"
)

// run gives the exit code and what a command line writes.
func run(t *testing.T, stdin string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, Env{In: strings.NewReader(stdin), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

// longCSV is two series of weeks, rising and flat.
func longCSV(series, week, value string, weeks int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s,%s,%s\n", series, week, value)
	for i := range weeks {
		day := time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
		fmt.Fprintf(&b, "up,%s,%d\nflat,%s,50\n", day, 100+i, day)
	}
	return b.String()
}

func TestForecastLongFile(t *testing.T) {
	for name, args := range map[string][]string{
		"usual names": {"series", "week", "value"},
		"own names":   {"shop", "monday", "turnover", "--series-column", "shop", "--week-column", "monday", "--value-column", "turnover"},
	} {
		t.Run(name, func(t *testing.T) {
			in := longCSV(args[0], args[1], args[2], 60)
			line := append([]string{"forecast", "--input", "-", "--horizon", "5", "--set", "n_estimators=20"}, args[3:]...)
			code, out, errOut := run(t, in, line...)
			if code != 0 {
				t.Fatalf("exit code %d: %s", code, errOut)
			}
			rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
			must(t, err)
			if got := strings.Join(rows[0], ","); got != "series,week,step,forecast,lo80,hi80,lo95,hi95,mean" {
				t.Errorf("header %s", got)
			}
			if len(rows) != 11 || rows[1][0] != "up" || rows[1][1] != "2021-03-01" || rows[6][0] != "flat" || rows[10][2] != "5" {
				t.Errorf("rows %v", rows)
			}
		})
	}
}

func TestForecastWideFileToFile(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "wide.csv"), filepath.Join(dir, "out.csv")
	var b strings.Builder
	b.WriteString("id,v1\n")
	for s := range 3 {
		fmt.Fprintf(&b, "S%d", s)
		for i := range 40 + 10*s {
			fmt.Fprintf(&b, ",%d", 100+(i*(s+1))%7)
		}
		b.WriteString("\n")
	}
	must(t, os.WriteFile(in, []byte(b.String()), 0o600))
	code, _, errOut := run(t, "", "forecast", "--input", in, "--horizon", "2", "--level", "90", "--output", out, "--set", "n_estimators=5")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	text, err := os.ReadFile(out)
	must(t, err)
	if lines := strings.Split(strings.TrimSpace(string(text)), "\n"); len(lines) != 7 || lines[0] != "series,week,step,forecast,lo90,hi90,mean" || !strings.HasPrefix(lines[1], "S0,,1,") {
		t.Errorf("the file holds\n%s", text)
	}
}

func TestBadSeriesAreNamed(t *testing.T) {
	good := longCSV("series", "week", "value", 20)
	for _, c := range []struct {
		name, in string
		args     []string
		want     string
		code     int
	}{
		{"a date", good + "up,2020-99-01,5\n", nil, "line 42", exitFailed},
		{"a number", good + "up,2021-01-04,many\n", nil, "line 42", exitFailed},
		{"nothing", "", nil, "empty", exitFailed},
		{"horizon", good, []string{"--horizon", "53"}, "1 to 52", exitUsage},
		{"level", good, []string{"--level", "0.5"}, "1 to 99", exitUsage},
		{"level twice", good, []string{"--level", "80,95,80.0"}, "names 80 twice", exitUsage},
		{"parameter", good, []string{"--set", "learning_rate=-1"}, "learning_rate", exitUsage},
		{"column", good, []string{"--value-column", "sales"}, `no column "sales"`, exitFailed},
		{"one column for two", good, []string{"--value-column", "value", "--series-column", "value"}, "--value-column and --series-column both name the column `value`", exitFailed},
		{"one column for three", good, []string{"--value-column", "week", "--week-column", "week"}, "--week-column and --value-column both name the column `week`", exitFailed},
		{"one column for week and series", good, []string{"--week-column", "week", "--series-column", "series,week"}, "--week-column and --series-column both name the column `week`", exitFailed},
		{"one column twice", good, []string{"--series-column", "series,series"}, "--series-column names the column `series` twice", exitFailed},
		{"unknown flag", good, []string{"--nonsense"}, "nonsense", exitUsage},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errOut := run(t, c.in, append([]string{"forecast", "--input", "-"}, c.args...)...)
			if code != c.code || !strings.Contains(errOut, c.want) || strings.Contains(out, "series,week,step") {
				t.Errorf("exit code %d, says %q, writes %.100q", code, errOut, out)
			}
		})
	}
}

func TestBacktestOfAFile(t *testing.T) {
	in := longCSV("series", "week", "value", 60)
	code, out, errOut := run(t, in, "backtest", "--input", "-", "--horizon", "4", "--windows", "3", "--set", "n_estimators=20")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	for _, want := range []string{"3 origins, horizon 4", "This engine", "Last value", "Mean of 13 weeks", "golearn CART", "golearn KNN", "step 4"} {
		if !strings.Contains(out, want) {
			t.Errorf("the table lacks %q:\n%s", want, out)
		}
	}
	code, out, errOut = run(t, in, "backtest", "--input", "-", "--horizon", "4", "--windows", "3", "--set", "n_estimators=20", "--output", "-")
	var r backtest.Report
	if code != 0 || json.Unmarshal([]byte(out), &r) != nil || r.Windows != 3 || len(r.Methods) < 8 {
		t.Errorf("exit code %d, report %.100s, %s", code, out, errOut)
	}
}

// What is counted is what is judged: no origin before a week that is left out.
func TestBacktestCountsWhatIsJudged(t *testing.T) {
	in := longCSV("series", "week", "value", 60)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"all":                  {nil, "3 origins, horizon 4"},
		"the last is left out": {[]string{"--last-week", "drop"}, "2 origins of 3 (the others have no week to be judged by), horizon 4"},
	} {
		code, out, errOut := run(t, in, append([]string{"backtest", "--input", "-", "--horizon", "4", "--windows", "3", "--set", "n_estimators=5"}, c.args...)...)
		if code != 0 || !strings.HasPrefix(out, c.want) {
			t.Errorf("%s: exit code %d\n%s%s", name, code, out, errOut)
		}
	}
}

// A spreadsheet takes no name for a formula, whichever CSV it opens.
func TestNamesAreNoFormulas(t *testing.T) {
	for _, name := range []string{"=cmd|A0", "+1", "-x", "@sum", "＝1"} {
		in := strings.ReplaceAll(longCSV("series", "week", "value", 60), "up,", name+",")
		for _, args := range [][]string{{"forecast", "--horizon", "1"}, {"backtest", "--csv", "-", "--horizon", "2", "--windows", "1", "--set", "n_estimators=5"}} {
			code, out, errOut := run(t, in, append(args, "--input", "-")...)
			if code != 0 || !strings.Contains(out, "'"+name+",") || strings.Contains(strings.ReplaceAll(out, "'"+name, ""), name) {
				t.Errorf("%v of %s: exit code %d\n%.400s%s", args, name, code, out, errOut)
			}
		}
	}
}

func TestBacktestAsCSV(t *testing.T) {
	in, file := longCSV("series", "week", "value", 60), filepath.Join(t.TempDir(), "scores.csv")
	args := []string{"backtest", "--input", "-", "--horizon", "2", "--windows", "3", "--set", "n_estimators=5"}
	code, out, errOut := run(t, in, append(args, "--csv", file)...)
	if code != 0 || !strings.Contains(out, "3 origins, horizon 2") {
		t.Fatalf("exit code %d, %s, %s", code, out, errOut)
	}
	stored, err := os.ReadFile(file)
	must(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(stored))).ReadAll()
	must(t, err)
	if head := strings.Join(rows[0], ","); head != "group,series,method,cutoff,step,wape,mase,bias,coverage_80,coverage_95,count" {
		t.Errorf("header %s", head)
	}
	// a method: 1 group by all, 2 steps, 3 cutoffs; 2 series by all, 2 steps
	if methods := 8; len(rows) != 1+methods*12 || rows[4][3] != "2021-02-01" {
		t.Errorf("%d rows, the first cutoff is %v", len(rows), rows[4])
	}
	if code, out, _ := run(t, in, append(args, "--csv", "-")...); code != 0 || out != string(stored) {
		t.Errorf("exit code %d; standard output differs from the file: %.200s", code, out)
	}
	if code, _, errOut := run(t, in, append(args, "--csv", "-", "--output", "-")...); code == 0 || !strings.Contains(errOut, "--csv") {
		t.Errorf("two reports on one standard output: exit code %d, %s", code, errOut)
	}
}

func TestBacktestRanges(t *testing.T) {
	good, short := longCSV("series", "week", "value", 40), longCSV("series", "week", "value", 9)
	for _, c := range []struct {
		flags, in, want string
		code            int
	}{
		{"--horizon 0", good, "--horizon: should be a whole number from 1 to 52", exitUsage},
		{"--horizon 53", good, "--horizon: should", exitUsage},
		{"--windows 0", good, "--windows: should be a whole number of weeks", exitUsage},
		{"--windows -1", good, "--windows: should", exitUsage},
		{"--refit 0", good, "--refit: should be a whole number of origins", exitUsage},
		{"--windows 33", good, "has 40 weeks, and 33 windows need 41, one each and 8 before the first; give more data, or --windows 32", exitFailed},
		{"--windows 26", short, "has 9 weeks, and 26 windows need 34, one each and 8 before the first; give more data, or --windows 1", exitFailed},
		{"--windows 1", longCSV("series", "week", "value", 1), "has 1 week, and 1 window need 9", exitFailed},
	} {
		code, out, errOut := run(t, c.in, append([]string{"backtest", "--input", "-"}, strings.Fields(c.flags)...)...)
		if code != c.code || !strings.Contains(errOut, c.want) || out != "" {
			t.Errorf("%s: exit code %d, says %s, writes %s", c.flags, code, errOut, out)
		}
	}
}

func TestInterruptedIs130(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errOut bytes.Buffer
	code := Run(ctx, []string{"forecast", "--input", "-"}, Env{In: strings.NewReader(longCSV("series", "week", "value", 40)), Out: &out, Err: &errOut})
	if code != exitStopped || out.Len() > 0 || !strings.Contains(errOut.String(), "stopped") {
		t.Errorf("exit code %d, says %s", code, errOut.String())
	}
}

func TestHelpNamesExitCodesAndMondays(t *testing.T) {
	for command, want := range map[string]string{"": "130 interrupted", "forecast": "called by its Monday", "backtest": "called by its Monday"} {
		if _, out, _ := run(t, "", strings.Fields(command+" --help")...); !strings.Contains(out, want) {
			t.Errorf("the help of %q lacks %q", command, want)
		}
	}
}
