package ingest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store/ingest"
)

// Exports that are known are read by their own rules: one order may have several
// rows, refunds are taken off, orders that were not sold are left out.
func TestKnownExports(t *testing.T) {
	for file, want := range map[string]string{
		"shopify_orders.csv":        "shopify_orders USD US 2024-03-04 none CA 3000/500/1; 2024-03-04 none NY 10000/500/3; 2024-03-11 none NY 1000/0/1",
		"shopify_sales.csv":         "shopify_sales   2024-03-04 none none 59500/2800/0; 2024-03-11 none none 59500/2800/0",
		"woocommerce_revenue.csv":   "woocommerce_revenue   2024-03-04 none none 35000/1750/0; 2024-03-11 none none 35000/1750/0",
		"woocommerce_analytics.csv": "woocommerce_analytics   2024-03-04 none none 4000/0/2; 2024-03-11 none none 2550/0/1",
		"woocommerce_orders.csv":    "woocommerce_orders USD US 2024-03-04 none NY 3000/500/3; 2024-03-11 none CA 1600/0/1",
		"amazon_orders.txt":         "amazon_orders USD US 2024-03-04 none CA 2000/100/2; 2024-03-11 none NY 1050/100/1",
		"amazon_business.csv":       "amazon_business USD US 2024-03-04 none none 700350/0/70; 2024-03-11 none none 700350/0/70",
		"mercado_livre.csv":         "mercado_livre BRL BR 2024-03-04 none Bahia 0/0/1; 2024-03-04 none São Paulo 10000/1000/2; 2024-03-11 none Bahia 5000/0/1",
	} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", "exports", file))
			if err != nil {
				t.Fatal(err)
			}
			u := understand(t, string(text), ingest.Options{})
			batch, report, err := ingest.ReadWeekly(t.Context(), file, strings.NewReader(string(text)), ingest.Options{})
			if err != nil || report.Err() != nil {
				t.Fatal(err, report)
			}
			got := fmt.Sprintf("%s %s %s %s", u.Preset, u.Guesses.Currency.Value, u.Guesses.Country.Value, stripOrders(cells(batch)))
			if got != want {
				t.Errorf("%s\nwant %s\nnotes %v", got, want, list(report.Notes))
			}
			sumsEqual(t, u, string(text))
			noCustomer(t, u, batch, report)
		})
	}
}

// stripOrders takes the numbers of orders off what cells writes.
func stripOrders(s string) string {
	var all []string
	for cell := range strings.SplitSeq(s, "; ") {
		all = append(all, cell[:strings.LastIndexByte(cell, ' ')])
	}
	return strings.Join(all, "; ")
}

// noCustomer checks that nothing of who bought is in anything that leaves the
// reader.
func noCustomer(t *testing.T, all ...any) {
	t.Helper()
	for _, v := range all {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, of := range []string{"nvented", "nventad", "example.com", "555", "Made-up", "94016", "000.000", "01000-000", "leave at the door", "Nowhere", "NOWHERE", "Lugar Nenhum"} {
			if strings.Contains(string(text), of) {
				t.Errorf("%q of a customer is in %.2000s", of, text)
			}
		}
	}
}

// So it is where the file is wrong: faults quote no column that is not read.
func TestFaultsTellNothingOfCustomers(t *testing.T) {
	for name, file := range map[string]string{
		"no amount":      "date,email,street\n2024-03-04,ana.invented@example.com,12 Made-up Street\n",
		"no header":      "2024-03-04,ana.invented@example.com,5\n2024-03-05,bob.invented@example.com,6\n",
		"a row too long": "date,amount,email\n2024-03-04,5,ana.invented@example.com,555\n2024-03-05,x,bob.invented@example.com\n",
		"no date":        "email,amount\nana.invented@example.com,5\n",
	} {
		t.Run(name, func(t *testing.T) {
			u, err := ingest.Understand(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{}, now)
			_, report, err2 := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
			noCustomer(t, u, fmt.Sprint(err), report, fmt.Sprint(err2))
		})
	}
}
