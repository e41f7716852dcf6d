package cli

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// emptyCSV is a shop that sells about 100 a week and runs out in every fourth
// one after a third of that.
func emptyCSV(weeks int) string {
	var b strings.Builder
	b.WriteString("series,week,value,out\n")
	for i := range weeks {
		value, out := 100+7*(i%5)-14, 0
		if i%4 == 1 {
			value, out = 33, 1
		}
		fmt.Fprintf(&b, "shop,%s,%d,%d\n", time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), value, out)
	}
	return b.String()
}

func TestStockoutsOfAFile(t *testing.T) {
	line := []string{"--input", "-", "--stockouts", "out", "--set", "n_estimators=20"}
	lost := filepath.Join(t.TempDir(), "lost.csv")
	code, out, errOut := run(t, emptyCSV(80), append([]string{"forecast", "--horizon", "6", "--lost", lost}, line...)...)
	if code != 0 || !strings.Contains(errOut, "20 weeks of 1 series ran out of stock") {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	must(t, err)
	for _, row := range rows[1:] {
		if v, err := strconv.ParseFloat(row[3], 64); err != nil || v < 90 || v > 110 {
			t.Errorf("forecast %v of a shop that would sell 100", row)
		}
	}
	b, err := os.ReadFile(lost)
	must(t, err)
	rows, err = csv.NewReader(strings.NewReader(string(b))).ReadAll()
	must(t, err)
	if len(rows) != 21 || strings.Join(rows[0], ",") != "series,week,sold,lost,lo80,hi80" || rows[1][1] != "2020-01-13" || rows[1][2] != "33" {
		t.Fatalf("%v: want twenty weeks", rows)
	}
	for _, row := range rows[1:] {
		if v, err := strconv.ParseFloat(row[3], 64); err != nil || v < 55 || v > 80 {
			t.Errorf("lost %v, about 67", row)
		}
	}
	code, out, errOut = run(t, emptyCSV(80), append([]string{"backtest", "--windows", "8", "--refit", "8", "--horizon", "4", "--output", "-"}, line...)...)
	if code != 0 || !strings.Contains(out, `"engine"`) {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
}

func TestLostNeedsStockouts(t *testing.T) {
	if code, _, errOut := run(t, emptyCSV(40), "forecast", "--input", "-", "--lost", "x.csv"); code == 0 || !strings.Contains(errOut, "--stockouts") {
		t.Errorf("exit code %d: %s", code, errOut)
	}
	if code, _, errOut := run(t, emptyCSV(40), "forecast", "--input", "-", "--stockouts", "value"); code == 0 || !strings.Contains(errOut, "value") {
		t.Errorf("exit code %d: %s", code, errOut)
	}
}
