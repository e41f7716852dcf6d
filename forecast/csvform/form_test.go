package csvform

import (
	"bufio"
	"strings"
	"testing"
)

func TestSeparator(t *testing.T) {
	for head, want := range map[string]rune{
		"week,revenue\n1;2;3,4": ',', "semana;receita\n": ';', "a\tb\n": '\t', "week\n": ',', "": ',', "a;b,c;d": ';',
	} {
		if got := Separator(bufio.NewReader(strings.NewReader(head))); got != want {
			t.Errorf("%q: %q", head, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for written, want := range map[string]string{
		"251.000,50": "251000.50", "251000,5": "251000.5", "251000.50": "251000.50", "R$ 1.251.000": "1251000", "7": "7", "-1.234,5": "-1234.5",
		"0.125": "0.125", "12,345": "12.345", "": "", "viele": "viele",
		"251.000": "may mean 251000 or 251,000; write 251000,00 or 251000", "251,000.50": "mixes", "1.23,4": "mixes", "1,2,3": "mixes", "12.34.56": "mixes",
	} {
		got, err := Number(written)
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.HasPrefix(got, want)) {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	for written, want := range map[string]string{"20/08/2018": "2018-08-20", "1/2/2018": "2018-02-01", "2018-08-20": "2018-08-20", "32/1/2018": "32/1/2018"} {
		if got := Date(written); got != want {
			t.Errorf("%q: %q", written, got)
		}
	}
}
