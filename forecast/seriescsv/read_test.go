package seriescsv

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math"
	"strings"
	"testing"

	"olist/week"
)

func TestReadLong(t *testing.T) {
	const file = "\ufeffseries,week,value\na,2018-01-01,1.5\nb,2018-01-10,2\na,2018-01-15,\n\"a\",2018-01-22,4\n"
	p, err := read(strings.NewReader(file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Dated || len(p.Series) != 2 || p.Series[0].Key != "a" || p.Series[0].Start.String() != "2018-01-01" {
		t.Fatalf("%+v", p)
	}
	want := []float64{1.5, math.NaN(), math.NaN(), 4}
	for i, v := range p.Series[0].Values {
		if v != want[i] && !(math.IsNaN(v) && math.IsNaN(want[i])) {
			t.Errorf("week %d is %g, want %g", i, v, want[i])
		}
	}
	if end := p.Series[1].End().String(); end != "2018-01-29" {
		t.Errorf("b ends before %s; all series should end with the file's last week", end)
	}
}

func TestReadOneSeriesUnderOtherNames(t *testing.T) {
	p, err := read(strings.NewReader("quando,quanto\n2018-01-01,1\n2018-01-08,2\n"), Options{Week: "quando", Value: "quanto"})
	if err != nil || len(p.Series) != 1 || len(p.Series[0].Values) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
}

func TestReadWide(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte("\"V1\",\"V2\",\"V3\",\"V4\"\n\"W1\",\"1\",\"2\",\"3\"\n\"W2\",\"4\",NA,\n"))
	z.Close()
	p, err := read(&zipped, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Dated || len(p.Series) != 2 || len(p.Series[0].Values) != 3 || len(p.Series[1].Values) != 2 || !math.IsNaN(p.Series[1].Values[1]) {
		t.Fatalf("%+v", p)
	}
}

func TestFaultsNameTheirLine(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		line int
	}{
		"empty":             {"", 0},
		"header only":       {"series,week,value\n", 0},
		"not a number":      {"series,week,value\na,2018-01-01,1\na,2018-01-08,viele\n", 3},
		"not a date":        {"series,week,value\na,01/02/2018,1\n", 2},
		"a week twice":      {"series,week,value\na,2018-01-01,1\na,2018-01-03,1\n", 3},
		"too few fields":    {"series,week,value\na,2018-01-01\n", 2},
		"infinite":          {"series,week,value\na,2018-01-01,inf\n", 2},
		"no name":           {"series,week,value\n,2018-01-01,1\n", 2},
		"no value column":   {"series,week,comment\na,2018-01-01,x\n", 1},
		"broken quote":      {"series,week,value\n\"a,2018-01-01,1\n", 2},
		"centuries":         {"series,week,value\na,0001-01-01,1\na,2018-01-01,1\n", 2},
		"quote left open":   {"series,week,value\na,2018-01-01,1\n\"a,2018-01-08,1\na,2018-01-15,1\na,2018-01-22,1\n", 3},
		"a quote inside":    {"series,week,value\na\"b,2018-01-01,1\n", 2},
		"no table":          {"hello\nworld\n", 2},
		"one column":        {"value\n1\n2\n", 2},
		"no value, long":    {"series,week,value\na,2018-01-01,\na,2018-01-08,NA\n", 2},
		"no value, wide":    {"series,2018-01-01,2018-01-08\na,,\nb,NA,\n", 2},
		"no header":         {"a,2018-01-01,10\na,2018-01-08,11\n", 1},
		"unknown columns":   {"store,dt,qty\na,monday,1\n", 2},
		"wide: days":        {"series,2018-01-01,2018-01-02\na,1,2\n", 1},
		"wide: too long":    {"series,2018-01-01,2018-01-08\na,1,2,3\n", 2},
		"wide: a word":      {"id,a,b\nx,1,2\ny,1,eins\n", 3},
		"wide: a key twice": {"id,a,b\nx,1,2\nx,3,4\n", 3},
	} {
		_, err := read(strings.NewReader(c.file), Options{})
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line {
			t.Errorf("%s: %v", name, err)
		}
	}
	var cut bytes.Buffer
	z := gzip.NewWriter(&cut)
	z.Write(bytes.Repeat([]byte("a,2018-01-01,1\n"), 1000))
	z.Close()
	if _, err := read(bytes.NewReader(cut.Bytes()[:cut.Len()-6]), Options{}); err == nil {
		t.Error("a truncated gzip file was read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("series,week,value\na,2018-01-01,1\n"))
	f.Add([]byte("id,a\nx,1,2,3\n"))
	f.Add([]byte("week,value\n2018-01-01,\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := read(bytes.NewReader(b), Options{})
		if err != nil {
			return
		}
		if err := p.Validate(); err != nil {
			t.Fatalf("what was read is no panel: %v", err)
		}
		for _, s := range p.Series {
			if s.Start+week.Week(len(s.Values)) != s.End() {
				t.Fatal("the end is not the end")
			}
		}
	})
}

func TestReadTheBrazilianForm(t *testing.T) {
	for name, file := range map[string]string{
		"long": "Série;Semana;Valor\na;20/08/2018;1.234,5\na;27/08/2018;2\n",
		"wide": "loja;s1;s2\na;1.234,5;2\n",
	} {
		p, err := read(strings.NewReader(file), Options{})
		if err != nil || len(p.Series) != 1 || len(p.Series[0].Values) != 2 || p.Series[0].Values[0] != 1234.5 {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	_, err := read(strings.NewReader("semana;valor\n20/08/2018;1.234\n"), Options{})
	var e *Error
	if !errors.As(err, &e) || e.Line != 2 || !strings.Contains(e.Message.String(), "may mean 1.234 or 1234") {
		t.Error(err)
	}
}
