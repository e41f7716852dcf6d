package table

import (
	"strings"
	"testing"
)

// dated reads a column of dates.
func dated(t *testing.T, tab *Table) (string, error) {
	t.Helper()
	var all []string
	err := tab.Each(t.Context(), func(r *Row) error {
		d, _, err := r.Day(tab.When())
		all = append(all, d.String())
		return err
	})
	return strings.Join(all, " "), err
}

func TestFormsOfDates(t *testing.T) {
	for name, c := range map[string]struct{ dates, want string }{
		"ISO":                      {"2018-08-20|2018-08-27", "2018-08-20 2018-08-27"},
		"slashes":                  {"2018/08/20|2018/8/27", "2018-08-20 2018-08-27"},
		"compact":                  {"20180820|20180827", "2018-08-20 2018-08-27"},
		"day first":                {"06/08/2018|13/08/2018", "2018-08-06 2018-08-13"},
		"month first":              {"8/6/2018|8/13/2018", "2018-08-06 2018-08-13"},
		"points":                   {"06.08.2018|13.08.2018", "2018-08-06 2018-08-13"},
		"decided by a late row":    {"1/8/2018|1/2/2018|1/22/2018", "2018-01-08 2018-01-02 2018-01-22"},
		"two digits":               {"06.08.18|13.08.18", "2018-08-06 2018-08-13"},
		"two digits, year first":   {"18-06-30|99-12-31", "2018-06-30 1999-12-31"},
		"all Mondays, month first": {"1/1/2018|1/8/2018|2/5/2018|2/12/2018", "2018-01-01 2018-01-08 2018-02-05 2018-02-12"},
		"all Mondays, day first":   {"01/01/2018|08/01/2018|05/02/2018|12/02/2018", "2018-01-01 2018-01-08 2018-02-05 2018-02-12"},
		"ISO weeks":                {"2018-W34|2018-W35|2019W01", "2018-08-20 2018-08-27 2018-12-31"},
		"ISO weeks with days":      {"2018-W34-1|2018-W35-1", "2018-08-20 2018-08-27"},
		"calendar weeks":           {"KW 34/2018|KW 35/2018", "2018-08-20 2018-08-27"},
		"pandas":                   {"2018-08-20 00:00:00|2018-08-27T00:00:00Z", "2018-08-20 2018-08-27"},
		"times":                    {"8/20/2018 3:04 PM|8/27/2018 11:59:59 AM", "2018-08-20 2018-08-27"},
		"zones":                    {"2018-08-20T13:04:05.123+02:00|2018-08-27T00:00:00-03:00", "2018-08-20 2018-08-27"},
		"English months":           {"20 Aug 2018|August 27, 2018|27-Aug-18", "2018-08-20 2018-08-27 2018-08-27"},
		"Portuguese months":        {"20 de agosto de 2018|27 dez 2018", "2018-08-20 2018-12-27"},
		"German months":            {"20. August 2018|5. März 2018|1. Okt 2018", "2018-08-20 2018-03-05 2018-10-01"},
		"Spanish months":           {"20 de enero de 2018|1 dic 2018", "2018-01-20 2018-12-01"},
		"with a weekday":           {"Mon, 20 Aug 2018|Tuesday, August 21, 2018", "2018-08-20 2018-08-21"},
		"blanks around":            {" 2018-08-20 |\u00a02018-08-27", "2018-08-20 2018-08-27"},
	} {
		rows := strings.ReplaceAll(c.dates, "|", "\t5\n")
		tab, err := open(t, "when\tvalue\n"+rows+"\t5\n", Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if tab.When() != 0 {
			t.Errorf("%s: no column of dates: %+v", name, tab.Columns[0].Kind)
		} else if got, err := dated(t, tab); err != nil || got != c.want {
			t.Errorf("%s: %s, want %s; %v", name, got, c.want, err)
		}
	}
}

func TestDatesOfTwoReadings(t *testing.T) {
	for name, c := range map[string]struct{ dates, want string }{
		"either":        {"01/02/2018|03/04/2018", `line 2, column when: "01/02/2018" may be 2018-02-01 (day/month) or 2018-01-02 (month/day)`},
		"the flag":      {"01/02/2018|03/04/2018", "--dates dmy or --dates mdy"},
		"mixed":         {"13/01/2018|01/14/2018", `"13/01/2018" in line 2 and "01/14/2018" in line 3 cannot both`},
		"mixed with":    {"2018-01-01|2018-01-08|2018-01-15|22/01/2018", `line 5, column when: "22/01/2018" is written in another form`},
		"daily, either": {"01/02/2018|02/02/2018|03/02/2018", "may be"},
	} {
		rows := strings.ReplaceAll(c.dates, "|", "\t5\n")
		if _, err := open(t, "when\tvalue\n"+rows+"\t5\n", Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for order, want := range map[string]string{"dmy": "2018-02-01 2018-04-03", "mdy": "2018-01-02 2018-03-04"} {
		tab, err := open(t, "when\tvalue\n01/02/2018\t5\n03/04/2018\t5\n", Options{Dates: order})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := dated(t, tab); err != nil || got != want {
			t.Errorf("--dates %s: %s, %v", order, got, err)
		}
	}
	if _, err := open(t, "when\tvalue\n01/13/2018\t5\n", Options{Dates: "dmy"}); err == nil || !strings.Contains(err.Error(), "--dates dmy") {
		t.Errorf("a wrong --dates: %v", err)
	}
}
