package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

// promoCSV is a shop that sells 100 a week, and half as much again in every
// third one, whose promotion is known some weeks ahead.
func promoCSV(weeks, ahead int) string {
	var b strings.Builder
	b.WriteString("series,week,value,promo\n")
	for i := range weeks + ahead {
		promo := 0
		if i%3 == 0 {
			promo = 5
		}
		value := ""
		if i < weeks {
			value = fmt.Sprint((100 + i%5) * (10 + promo) / 10)
		}
		fmt.Fprintf(&b, "shop,%s,%s,%d\n", time.Date(2020, 1, 6+7*i, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), value, promo)
	}
	return b.String()
}

func TestDriversKnownAheadRaiseTheirWeeks(t *testing.T) {
	code, out, errOut := run(t, promoCSV(80, 6), "forecast", "--input", "-", "--horizon", "6", "--drivers", "promo", "--set", "n_estimators=20")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	must(t, err)
	if len(rows) != 7 || rows[1][1] != "2021-07-19" {
		t.Fatalf("rows %v: want the six weeks after the last value", rows)
	}
	for i, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[3], 64)
		must(t, err)
		if promo := (80+i)%3 == 0; promo != (v > 130) {
			t.Errorf("week %d: %v, promotion %v", i+1, v, promo)
		}
	}
}

func TestDriversNotKnownAhead(t *testing.T) {
	line := []string{"forecast", "--input", "-", "--horizon", "6", "--drivers", "promo", "--set", "n_estimators=20"}
	code, _, errOut := run(t, promoCSV(80, 2), line...)
	for _, say := range []string{`"shop"`, "promo", "2021-08-02", "--drivers-ahead"} {
		if code == 0 || !strings.Contains(errOut, say) {
			t.Errorf("exit code %d, %q: want an error that says %s", code, errOut, say)
		}
	}
	for _, how := range []string{"hold", "mean"} {
		if code, _, errOut := run(t, promoCSV(80, 2), append(line, "--drivers-ahead", how)...); code != 0 {
			t.Errorf("%s: exit code %d: %s", how, code, errOut)
		}
	}
}

func TestDriversThatAreNone(t *testing.T) {
	bad := strings.Replace(promoCSV(30, 6), ",5\n", ",five\n", 1)
	for name, c := range map[string][3]string{ // input, drivers, what is said
		"no such column": {promoCSV(30, 6), "price", "price"},
		"a bad number":   {bad, "promo", "line 2"},
		"the value":      {promoCSV(30, 6), "week", "week"},
	} {
		code, _, errOut := run(t, c[0], "forecast", "--input", "-", "--drivers", c[1], "--set", "n_estimators=20")
		if code == 0 || !strings.Contains(errOut, c[2]) {
			t.Errorf("%s: exit code %d, %q, want %q", name, code, errOut, c[2])
		}
	}
}

func TestBacktestWithDrivers(t *testing.T) {
	code, out, errOut := run(t, promoCSV(60, 4), "backtest", "--input", "-", "--drivers", "promo", "--horizon", "4", "--windows", "4", "--refit", "4", "--set", "n_estimators=20")
	if code != 0 || !strings.Contains(out, "engine") {
		t.Errorf("exit code %d: %s%s", code, out, errOut)
	}
}
