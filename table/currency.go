package table

import (
	"strings"

	"olist/message"
)

// currencyNames end the words of names that columns of currencies have.
var currencyNames = []string{"currency", "moeda", "moneda", "divisa", "divisas", "wahrung", "waehrung", "devise", "devises", "monnaie", "valuta"}

// signOf are the codes of symbols and names that are those of one currency.
var signOf = map[string]string{"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "R$": "BRL", "real": "BRL", "reais": "BRL", "US$": "USD", "dollar": "USD", "dollars": "USD", "yen": "JPY"}

// withoutCurrency takes a currency off the end of a folded name, but from one
// that is nothing else.
func withoutCurrency(name string) string {
	before, last := name, ""
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		before, last = name[:i], name[i+1:]
	}
	if last != "" && (len(last) == 3 && strings.Contains(codes, " "+strings.ToUpper(last)+" ") || signOf[last] != "") {
		return strings.TrimSuffix(before, " in")
	}
	return name
}

// Money is the currency of a column's amounts, as an ISO 4217 code, and what
// says so: its fields, its name, or a column of currencies. A sign that several
// currencies have, as $, is given as it stands. Empty where nothing says it.
func (t *Table) Money(column int) string {
	c := &t.Columns[column]
	if code := currency(c.numbers.currency); code != "" {
		return code
	}
	if c.numbers.currency != "" {
		return c.numbers.currency
	}
	for _, word := range strings.FieldsFunc(c.Name, func(r rune) bool { return strings.ContainsRune(" ()[]_-/,", r) }) {
		if code := currency(word); code != "" && word != strings.ToLower(word) || signOf[word] != "" && len(word) < 4 {
			return code
		}
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.vocabulary == nil || !namedOne(c.Name, currencyNames) {
			continue
		}
		for _, w := range c.vocabulary.fields {
			if code := currency(w.text); code != "" {
				return code
			}
		}
	}
	return ""
}

// currency gives the currency that a field names, empty where it names none.
func currency(field string) string {
	if code, ok := signOf[field]; ok {
		return code
	}
	if code, ok := signOf[Fold(field)]; ok {
		return code
	}
	if code := strings.ToUpper(field); len(code) == 3 && strings.Contains(codes, " "+code+" ") {
		return code
	}
	for _, s := range symbols {
		if s == field {
			return s
		}
	}
	return ""
}

// Currencies is the fault of amounts in several currencies: a column of that
// name has words for more than one. Nil where it tells series apart, or where
// nothing is an amount.
func (t *Table) Currencies() error {
	if len(t.With(Amount)) == 0 {
		return nil
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.vocabulary == nil || c.Role.Keys() || !namedOne(c.Name, currencyNames) {
			continue
		}
		first := map[string]word{}
		for _, w := range c.vocabulary.fields {
			code := currency(w.text)
			if f, ok := first[code]; code != "" && (!ok || w.line < f.line) {
				first[code] = *w
			}
		}
		if len(first) < 2 {
			continue
		}
		var a, b word // the two that stand first
		for _, w := range first {
			switch {
			case a.line == 0 || w.line < a.line:
				a, b = w, a
			case b.line == 0 || w.line < b.line:
				b = w
			}
		}
		return Fail(b.line, message.ColumnCurrencies.With(message.Quoted(c.Name), a.text, int64(a.line), b.text, int64(b.line)))
	}
	return nil
}
