package table

import (
	"fmt"
	"strings"
	"testing"

	"olist/message"
)

// A column of the state of orders has such a name and such words, in any of
// five languages; one alone of the two is none.
func TestStatuses(t *testing.T) {
	for name, c := range map[string]struct{ header, words, want string }{
		"English":               {"Status", "delivered|Cancelled|cancelled|refunded", "Cancelled (2), refunded (1)"},
		"of Shopify":            {"Financial Status", "paid|paid|partially_refunded|voided", "partially_refunded (1), voided (1)"},
		"Portuguese":            {"Situação do pedido", "entregue|devolvido|Cancelado|em separação", "Cancelado (1), devolvido (1)"},
		"Spanish":               {"Estado", "entregado|devuelto|pagado|pagado", "devuelto (1)"},
		"German":                {"Bestellstatus", "geliefert|storniert|Zurückgesendet|offen", "Zurückgesendet (1), storniert (1)"},
		"French":                {"statut de la commande", "livrée|annulée|remboursé|en cours", "annulée (1), remboursé (1)"},
		"a kind of rows":        {"Type", "sale|sale|sale|return", "return (1)"},
		"some words are others": {"order_status", "picked at noon|delivered|cancelled|delivered", "cancelled (1)"},
		"all were sold":         {"status", "paid|delivered|shipped|paid", ""},
		"states of Brazil":      {"state", "SP|RJ|SP|MG", ""},
		"types of goods":        {"product type", "mug|bowl|returns|mug", ""},
		"no such name":          {"remark", "delivered|cancelled|cancelled|refunded", ""},
	} {
		file := "week,value," + c.header + "\n"
		for i, w := range strings.Split(c.words, "|") {
			file += fmt.Sprintf("2018-08-%02d,5,%s\n", 6+i, w)
		}
		tab, err := open(t, file, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if all := tab.Statuses(); len(all) == 1 {
			got = all[0].Words
		}
		if err := tab.SetRole(2, Ignore); err != nil {
			t.Fatal(err)
		}
		warned := message.List(tab.Warnings()).String()
		if got != c.want || (c.want == "") != (warned == "") || !strings.Contains(warned, c.want) {
			t.Errorf("%s: %q, want %q; %s", name, got, c.want, warned)
		}
	}
}

// Amounts in several currencies are refused by what their column says, as those
// whose cells say it are.
func TestCurrencies(t *testing.T) {
	for name, c := range map[string]struct{ header, words, want string }{
		"codes":              {"currency", "BRL|USD|BRL|EUR", `line 3: the column "currency" says that amounts are in BRL (line 2) and USD (line 3), and their sum is none; give each currency a file of its own`},
		"Portuguese":         {"Moeda", "R$|R$|US$|R$", `in R$ (line 2) and US$ (line 4)`},
		"German":             {"Währung", "eur|chf|eur|eur", "in eur (line 2) and chf (line 3)"},
		"of Shopify":         {"presentment_currency", "EUR|EUR|EUR|GBP", "in EUR (line 2) and GBP (line 5)"},
		"one":                {"currency", "EUR|eur|€|Euro", ""},
		"no currencies":      {"currency", "old|new|old|new", ""},
		"no such name":       {"code", "EUR|USD|EUR|USD", ""},
		"one and no account": {"currency", "EUR||EUR|n/a", ""},
	} {
		file := "week,value," + c.header + "\n"
		for i, w := range strings.Split(c.words, "|") {
			file += fmt.Sprintf("2018-08-%02d,5,%s\n", 6+i, w)
		}
		tab, err := open(t, file, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := tab.Currencies(); (c.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err := tab.SetRole(tab.Column("value"), Units); err != nil {
			t.Fatal(err)
		}
		if err := tab.Currencies(); err != nil {
			t.Errorf("%s: pieces have no currency: %v", name, err)
		}
	}
}
