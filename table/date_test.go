package table

import (
	"strings"
	"testing"
	"time"
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
		"two digits, the year's":   {"18/08/20|18/08/27|18/09/03|18/09/10", "2018-08-20 2018-08-27 2018-09-03 2018-09-10"},
		"two digits, with a dash":  {"18-08-20|18-08-27|18-09-03", "2018-08-20 2018-08-27 2018-09-03"},
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
		"French months":            {"1 janv. 2024|8 févr. 2024|15 juil. 2024|3 août 2024|2 déc. 2024", "2024-01-01 2024-02-08 2024-07-15 2024-08-03 2024-12-02"},
		"French, without accents":  {"1 fevr. 2024|8 fevrier 2024|15 JUIN 2024|3 aout 2024|1er sept. 2024", "2024-02-01 2024-02-08 2024-06-15 2024-08-03 2024-09-01"},
		"Japan and China":          {"2018年8月20日|2018年8月27日|2018年12月3日 00:00:00", "2018-08-20 2018-08-27 2018-12-03"},
		"Korea":                    {"2018년 8월 20일|2018년 8월 27일", "2018-08-20 2018-08-27"},
		"wide digits":              {"２０１８／０８／２０|２０１８年８月２７日", "2018-08-20 2018-08-27"},
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
		"days as months": {"01/01/2018|02/02/2018|01/03/2018", `line 4, column when: "01/03/2018" may be 2018-03-01 (day/month) or 2018-01-03 (month/day)`},
		"either":         {"01/02/2018|03/04/2018", `line 2, column when: "01/02/2018" may be 2018-02-01 (day/month) or 2018-01-02 (month/day)`},
		"the flag":       {"01/02/2018|03/04/2018", "--dates dmy or --dates mdy"},
		"mixed":          {"13/01/2018|01/14/2018", `"13/01/2018" in line 2 and "01/14/2018" in line 3 cannot both`},
		"mixed with":     {"2018-01-01|2018-01-08|2018-01-15|22/01/2018", `line 5, column when: "22/01/2018" is written in another form`},
		"one of short":   {"18/08/20", `"18/08/20" may be 2020-08-18 (day/month/year) or 2018-08-20 (year/month/day), and nothing in the column says which; choose with --dates dmy or --dates ymd`},
		"three of them":  {"01/02/03", `"01/02/03" may be 2003-02-01 (day/month/year), 2003-01-02 (month/day/year) or 2001-02-03 (year/month/day)`},
		"daily, either":  {"01/02/2018|02/02/2018|03/02/2018", "may be"},
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
	for order, want := range map[string]string{"dmy": "2020-08-18", "ymd": "2018-08-20"} {
		tab, err := open(t, "when\tvalue\n18/08/20\t5\n", Options{Dates: order})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := dated(t, tab); err != nil || got != want {
			t.Errorf("--dates %s: %s, %v", order, got, err)
		}
	}
	for order, dates := range map[string]string{"mdy": "01.01.24\t5\n08.01.24\t5\n15.01.24", "ymd": "13/01/2018"} { // which prove another order
		if _, err := open(t, "when\tvalue\n"+dates+"\t5\n", Options{Dates: order}); err == nil || !strings.Contains(err.Error(), "is no date in the order that --dates "+order+" asks for") {
			t.Errorf("a wrong --dates %s: %v", order, err)
		}
	}
	if _, err := open(t, "when\tvalue\n01/13/2018\t5\n", Options{Dates: "dmy"}); err == nil || !strings.Contains(err.Error(), "--dates dmy") {
		t.Errorf("a wrong --dates: %v", err)
	}
}

// Days that follow each other are most of those between them by the right order
// of short dates; by a wrong one they lie scattered over decades.
func TestShortDatesOfDays(t *testing.T) {
	for layout, order := range map[string]string{"02/01/06": "dmy", "06/01/02": "ymd", "2.1.06": "dmy"} {
		for _, step := range []int{1, 3} {
			var rows strings.Builder
			for i := 0; i < 730; i += step {
				rows.WriteString(time.Date(2023, 1, 2+i, 0, 0, 0, 0, time.UTC).Format(layout) + "\t5\n")
			}
			tab, err := open(t, "when\tvalue\n"+rows.String(), Options{})
			if err != nil {
				t.Errorf("%s, every %d days: %v", layout, step, err)
			} else if k := tab.Calendar(); tab.Columns[0].Dates().Order != order || k.First.String() != "2023-01-02" || k.Grain != Days {
				t.Errorf("%s, every %d days: %s, %+v", layout, step, tab.Columns[0].Dates().Order, k)
			}
		}
	}
}

// A name of a month, or the beginning of one, is one month in all languages.
func TestNamesOfMonthsAgree(t *testing.T) {
	for name, want := range map[string]int{"jan": 1, "janv": 1, "févr": 2, "fevr": 2, "mär": 3, "marz": 3, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "août": 8, "ago": 8, "sept": 9, "set": 9, "out": 10, "dez": 12, "déc": 12, "dic": 12, "jui": 0, "ju": 0} {
		if months[name] != want {
			t.Errorf("%s is month %d, want %d", name, months[name], want)
		}
	}
}
