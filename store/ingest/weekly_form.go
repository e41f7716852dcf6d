package ingest

import (
	"errors"
	"regexp"
	"strings"

	"olist/forecast/csvform"
)

// portuguese are the columns' names in Brazilian files.
var portuguese = map[string]string{
	"semana": weekColumn, "categoria": categoryColumn, "estado": stateColumn, "uf": stateColumn,
	"frete": freightColumn, "itens": itemsColumn, "pedidos": ordersColumn, "receita": revenueColumn,
}

// asKnown finds what the columns of a header are known by, in either language
// and whatever their capitals. A file with a Portuguese name in it, or not
// parted by commas, may write its numbers and dates as in Brazil.
func (t *table) asKnown() (brazilian bool) {
	brazilian = t.csv.Comma != ','
	t.called = make([]string, len(t.header))
	for i, h := range t.header {
		t.called[i] = strings.ToLower(h)
		if known, ok := portuguese[t.called[i]]; ok {
			t.called[i], brazilian = known, true
		}
	}
	return brazilian
}

var (
	errDate      = errors.New("is not a date like 2018-08-13")
	errEitherDay = errors.New("is not a date like 2018-08-13; 20/08/2018 is taken where the columns are parted by ; or have Portuguese names")
	errCentsBR   = errors.New("is not an amount like 1.234,56 or 1234.56, from 0 to 1000000000")
)

// date gives a week's day as ISO text. Day and month are told apart only where
// the file is of the Brazilian form.
func (r *weeklyReader) date(s string) (string, error) {
	switch iso := csvform.Date(s); {
	case iso == s || r.brazilian:
		return iso, nil
	}
	return s, errEitherDay
}

func (r *weeklyReader) cents(s string) (int64, error) {
	if !r.brazilian {
		return parseCents(s)
	}
	plain, err := csvform.Number(s)
	if err != nil {
		return 0, err
	}
	n, err := parseCents(plain)
	if err != nil {
		return 0, errCentsBR
	}
	return n, nil
}

// count takes the points of thousands in a whole number, where there are some.
func (r *weeklyReader) count(s string) (int64, error) {
	if whole := strings.TrimSpace(s); r.brazilian && thousands.MatchString(whole) {
		s = strings.ReplaceAll(whole, ".", "")
	}
	return parseCount(s)
}

var thousands = regexp.MustCompile(`^[1-9][0-9]{0,2}(\.[0-9]{3})+$`)
