package seriescsv

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"olist/forecast"
)

// describe writes a panel in short.
func describe(p forecast.Panel) string {
	var b strings.Builder
	for _, s := range p.Series {
		b.WriteString(s.Key)
		if p.Dated {
			b.WriteString(" from " + s.Start.String())
		}
		for _, v := range s.Values {
			if math.IsNaN(v) {
				b.WriteString(" -")
			} else {
				fmt.Fprintf(&b, " %g", v)
			}
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestWideHeaders(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"numbered":             {"series,1,2,3\na,5,6,7\n", "a 5 6 7"},
		"numbered from 0":      {"unique_id,0,1\na,5,6\n", "a 5 6"},
		"an index of pandas":   {",1,2,3\na,5,6,7\n", "a 5 6 7"},
		"quoted":               {"\"V1\",\"1\",\"2\"\n\"W1\",5,6\n", "W1 5 6"},
		"a series that counts": {"shop,1,2,3\n", "shop 1 2 3"},
		"a series called id":   {"id,1,3,2\n", "id 1 3 2"},
		"no header":            {"a,5,6\nb,7\n", "a 5 6; b 7"},
		"M4":                   {"V1,V2,V3\nW1,5,\nW2,6,7\n", "W1 5; W2 6 7"},
		"dates":                {"series,2018-01-01,2018-01-08\na,5,6\n", "a from 2018-01-01 5 6"},
		"dates of pandas":      {",2018-01-01 00:00:00,2018-01-08 00:00:00\na,5,6\n", "a from 2018-01-01 5 6"},
		"dates of Brazil":      {"loja;01/01/2018;08/01/2018\na;5,5;6\n", "a from 2018-01-01 5.5 6"},
		"dates backwards":      {"x,2018-01-08,2018-01-01\na,6,5\n", "a from 2018-01-01 5 6"},
		"a week not there":     {"x,2018-01-01,2018-01-15\na,6,5\n", "a from 2018-01-01 6 - 5"},
		"blanks at the ends":   {"x,2018-01-01,2018-01-08,2018-01-15,2018-01-22,\na,,6,7\nb,5,,\nc,,,\n", "a from 2018-01-08 6 7 -; b from 2018-01-01 5 - - -; c from 2018-01-22 -"},
	} {
		p, err := read(strings.NewReader(c.file), Options{})
		if got := describe(p); err != nil || got != c.want {
			t.Errorf("%s: %s, want %s; %v", name, got, c.want, err)
		}
	}
}

// TestWideIsAsLong: the same data give the same panel in either form.
func TestWideIsAsLong(t *testing.T) {
	wide, err := read(strings.NewReader("series,2018-01-01,2018-01-08,2018-01-15\na,1,,3\nb,,5,\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	long, err := read(strings.NewReader("series,week,value\na,2018-01-01,1\na,2018-01-15,3\nb,2018-01-08,5\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if describe(wide) != describe(long) {
		t.Errorf("wide %s, long %s", describe(wide), describe(long))
	}
}

func TestColumnsThatAreNotThere(t *testing.T) {
	const longFile, wideFile = "store,dt,qty\na,monday,1\n", "id,v1,v2\na,1,2\n"
	for name, c := range map[string]struct {
		file    string
		options Options
		want    string
	}{
		"no options":           {longFile, Options{}, "--week-column and --value-column; there are: store, dt, qty"},
		"only the values":      {longFile, Options{Value: "qty"}, "name it with --week-column"},
		"only the week":        {longFile, Options{Week: "dt"}, `"monday" is not a date`},
		"no such week":         {longFile, Options{Week: "when"}, `no column "when"; there are: store, dt, qty`},
		"no such value":        {longFile, Options{Week: "dt", Value: "amount"}, `no column "amount"`},
		"no such series, wide": {wideFile, Options{Series: "shop"}, `no column "shop"`},
		"a series, wide":       {wideFile, Options{Series: "id"}, "no column for the weeks"},
	} {
		if _, err := read(strings.NewReader(c.file), c.options); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read(strings.NewReader("store,dt,qty\na,2018-01-01,1\n"), Options{Series: "store", Week: "dt", Value: "qty"}); err != nil {
		t.Error(err)
	}
}

func TestRowsAreTold(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,v1\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "s%d,1\n", i)
	}
	told := 0
	if _, err := read(strings.NewReader(b.String()), Options{Rows: func(n int) { told = n }}); err != nil || told < 2000 {
		t.Errorf("told %d rows, %v", told, err)
	}
}

// Names of rows are clean, and one that comes a second time is named.
func TestWideNamesAreClean(t *testing.T) {
	p, err := read(strings.NewReader("name,2018-08-06,2018-08-13\n\u202emug\u200b,1,2\nbowl,1,2\n"), Options{})
	if err != nil || p.Series[0].Key != "mug" {
		t.Errorf("%v, %v", p.Series, err)
	}
	if _, err = read(strings.NewReader("name,2018-08-06,2018-08-13\nmug,1,2\nmug\u200b,1,2\n"), Options{}); err == nil || !strings.Contains(err.Error(), `series "mug" stands in line 2 already`) {
		t.Error(err)
	}
}
