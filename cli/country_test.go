package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

// mothersCSV is a shop that sells twice as much in the week of the fourth Sunday
// of Lent, Mother's Day in the United Kingdom, up to some weeks before that of 2020.
func mothersCSV() string {
	var b strings.Builder
	b.WriteString("week,value\n")
	busy := map[string]bool{"2017-03-20": true, "2018-03-05": true, "2019-03-25": true}
	for day := time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC); day.Before(time.Date(2020, 3, 9, 0, 0, 0, 0, time.UTC)); day = day.AddDate(0, 0, 7) {
		value := 100 + day.YearDay()%3
		if busy[day.Format(time.DateOnly)] {
			value *= 2
		}
		fmt.Fprintf(&b, "%s,%d\n", day.Format(time.DateOnly), value)
	}
	return b.String()
}

func TestCountryBringsItsEvents(t *testing.T) {
	at := func(country ...string) map[string]float64 {
		t.Helper()
		code, out, errOut := run(t, mothersCSV(), append([]string{"forecast", "--input", "-", "--horizon", "4", "--set", "n_estimators=20"}, country...)...)
		if code != 0 {
			t.Fatalf("exit code %d: %s", code, errOut)
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		must(t, err)
		values := map[string]float64{}
		for _, row := range rows[1:] {
			values[row[1]], err = strconv.ParseFloat(row[3], 64)
			must(t, err)
		}
		return values
	}
	british, none := at("--country", "gb"), at()
	// 22 March 2020 was Mother's Day; the week is that of 16 March.
	if v := british["2020-03-16"]; v < 130 {
		t.Errorf("Mother's Day's week is forecast at %v: its effect was not learnt", v)
	}
	if british["2020-03-16"] <= none["2020-03-16"] || british["2020-03-23"] > 130 {
		t.Errorf("with the calendar %v, without %v", british, none)
	}
}

func TestCountryThatIsNotKnown(t *testing.T) {
	code, _, errOut := run(t, mothersCSV(), "forecast", "--input", "-", "--country", "XX")
	if code != 2 || !strings.Contains(errOut, "--country") || !strings.Contains(errOut, "DE DK") {
		t.Errorf("exit code %d: %s", code, errOut)
	}
	code, _, errOut = run(t, "a,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\nb,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n", "backtest", "--input", "-", "--country", "DE")
	if code != 1 || !strings.Contains(errOut, "--country") {
		t.Errorf("weeks without dates: exit code %d: %s", code, errOut)
	}
}
