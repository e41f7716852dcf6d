package table

import (
	"strings"
	"testing"
)

// open reads a small file.
func open(t *testing.T, text string, o Options) (*Table, error) {
	t.Helper()
	tab, err := Open(t.Context(), strings.NewReader(text), o)
	if err == nil {
		t.Cleanup(func() { tab.Close() })
		err = tab.Settle()
	}
	return tab, err
}

// column reads one column as numbers, as text.
func column(t *testing.T, tab *Table, name string) string {
	t.Helper()
	var all []string
	at := tab.Column(name)
	err := tab.Each(t.Context(), func(r *Row) error {
		text, ok, err := r.Plain(at)
		if !ok {
			text = "?"
		}
		all = append(all, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestFormsOfNumbers(t *testing.T) {
	for name, c := range map[string]struct{ values, want string }{
		"plain":                          {"948|1012.5|-3", "948 1012.5 -3"},
		"thousands, as all agree":        {"948|1,012|977|1,034", "948 1012 977 1034"},
		"thousands of points":            {"948|1.012|977|1.034", "948 1012 977 1034"},
		"both marks":                     {"1,234.56|7", "1234.56 7"},
		"Brazil":                         {"R$ 1.234,56|-R$ 1.234,56|R$ -7,00", "1234.56 -1234.56 -7.00"},
		"brackets are negative":          {"(1,234.56)|($5.50)|3", "-1234.56 -5.50 3"},
		"a sign behind":                  {"1.234,56-|3,5", "-1234.56 3.5"},
		"the sign of typesetters":        {"\u22125,5|1", "-5.5 1"},
		"no-break spaces":                {"1\u00a0234,56|2\u202f345\u202f678", "1234.56 2345678"},
		"apostrophes":                    {"1'234.56|1’000", "1234.56 1000"},
		"millions prove thousands":       {"1,234,567|1,234", "1234567 1234"},
		"one decimal proves the comma":   {"1,012|1,5", "1.012 1.5"},
		"a leading zero is no thousands": {"0,512|1,012", "0.512 1.012"},
		"currency codes":                 {"EUR 1.234,50|12,00 EUR", "1234.50 12.00"},
		"currency behind":                {"1.234,56 €|5,00€", "1234.56 5.00"},
		"India":                          {"12,34,567.50|1,000", "1234567.50 1000"},
		"scientific":                     {"1.5e3|2E-2", "1.5e3 2E-2"},
		"scientific, comma":              {"1,5E+03|2,25", "1.5E+03 2.25"},
		"Japan":                          {"￥989764|¥1,044,552|￥ 1035", "989764 1044552 1035"},
		"wide digits":                    {"￥１，０４４，５５２|－９８．５", "1044552 -98.5"},
		"missing":                        {"1.5|NA||-|n/a|#N/A", "1.5 ? ? ? ? ?"},
	} {
		rows := strings.Split(c.values, "|")
		file := "week\tvalue\tother\n2018-01-01\t" + strings.Join(rows, "\tx\n2018-01-01\t") + "\tx\n"
		tab, err := open(t, file, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := column(t, tab, "value"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestNumbersOfTwoReadings(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"a comma, three digits":          {"week\tv\n2018-01-01\t1,012\n2018-01-08\t1,034\n", `line 2: "1,012" may mean 1012 or 1.012`},
		"a point, three digits":          {"week;v\n2018-01-01;1.012\n2018-01-08;1.034\n", `line 2: "1.012" may mean 1.012 or 1012`},
		"few and small":                  {"week\tv\n2018-01-01\t2\n2018-01-08\t1,125\n", "line 3: \"1,125\" may mean"},
		"mixed":                          {"week\tv\n2018-01-01\t1.5\n2018-01-08\t1,5\n", `line 3: the file mixes two forms of numbers: "1.5" in line 2 has a decimal point, "1,5" in line 3 a decimal comma`},
		"both marks of thousands":        {"week\tv\n2018-01-01\t948\n2018-01-08\t1.012\n2018-01-15\t1,034\n", "may mean"},
		"percent":                        {"week\tv\n2018-01-01\t5%\n", "line 2: \"5%\" is a percentage"},
		"points between commas, as text": {"week,v\n2018-01-01,948\n2018-01-08,1.012\n2018-01-15,977\n", "may mean 1.012 or 1012"},
		"points between commas, all":     {"week,v\n2018-01-01,121.000\n2018-01-08,102.000\n", `line 2: "121.000" may mean 121.000 or 121000, and nothing in the file says which; choose with --decimal . or --decimal ,`},
		"not only zeros":                 {"week,v\n2018-01-01,115.310\n2018-01-08,106.738\n", `"115.310" may mean 115.310 or 115310`},
		"with a currency":                {"week,v\n2018-01-01,R$ 115.310\n2018-01-08,R$ 106.738\n", "may mean 115.310 or 115310"},
		"whole numbers prove nothing":    {"week,v\n2018-01-01,0\n2018-01-08,1200\n2018-01-15,7\n2018-01-22,106.738\n", "may mean 106.738 or 106738"},
		"one of two columns":             {"week,revenue,units\n2018-01-01,115.310,7\n2018-01-08,106.738,9\n", "may mean 115.310 or 115310"},
		"words prove nothing":            {"week,name,v\n2018-01-01,1.5,115.310\n2018-01-08,a,106.738\n2018-01-15,b,106.738\n", "may mean 115.310 or 115310"},
	} {
		if _, err := open(t, c.file, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for decimal, want := range map[byte]string{'.': "1012 1034", ',': "1.012 1.034"} {
		tab, err := open(t, "week\tv\n2018-01-01\t1,012\n2018-01-08\t1,034\n", Options{Decimal: decimal})
		if err != nil {
			t.Fatal(err)
		}
		if got := column(t, tab, "v"); got != want {
			t.Errorf("with --decimal %c: %s, want %s", decimal, got, want)
		}
	}
	for decimal, want := range map[byte]string{'.': "121.000 102.000", ',': "121000 102000"} {
		tab, err := open(t, "week,v\n2018-01-01,121.000\n2018-01-08,102.000\n", Options{Decimal: decimal})
		if err != nil {
			t.Fatal(err)
		}
		if got := column(t, tab, "v"); got != want {
			t.Errorf("between commas with --decimal %c: %s, want %s", decimal, got, want)
		}
	}
	if _, err := open(t, "week\tv\n2018-01-01\t1.5\n", Options{Decimal: ','}); err == nil || !strings.Contains(err.Error(), "--decimal ,") {
		t.Errorf("a wrong --decimal: %v", err)
	}
	tab, err := open(t, "week\tv\tprice\n2018-01-01\t1,012\t0,5\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := column(t, tab, "v"); got != "1.012" {
		t.Errorf("another column decides: %s", got)
	}
}

// One number that can only be read with a decimal point proves it for all, and
// so nothing is asked.
func TestNumbersBetweenCommasThatProveThePoint(t *testing.T) {
	for name, proof := range map[string]string{
		"cents": "7.25", "one digit": "7.5", "four digits": "7.1255", "a leading zero": "0.123", "more than three digits before": "1200.125",
		"nothing before": ".125", "scientific": "1.125e3", "thousands of commas": "\"1,200.125\"",
	} {
		tab, err := open(t, "week,v\n2018-01-01,121.000\n2018-01-08,"+proof+"\n2018-01-15,102.000\n", Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := column(t, tab, "v"); !strings.HasPrefix(got, "121.000 ") {
			t.Errorf("%s: %s", name, got)
		}
	}
	tab, err := open(t, "week,value,fuel price\n2018-01-01,1200,3.579\n2018-01-08,1300,3.811\n", Options{})
	if err != nil {
		t.Fatal("what is known ahead asks: ", err)
	}
	if got := column(t, tab, "fuel price"); got != "3.579 3.811" {
		t.Error(got)
	}
}
