package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"olist/store/ingest"
	"olist/week"
)

func TestReadOrders(t *testing.T) {
	const week = 2505 // 2018-01-08
	want := []ingest.Week{{
		Week: week,
		Cells: []ingest.Cell{
			{Category: "beleza_saude", State: "SP", Revenue: 11780, Freight: 2658, Items: 2},
			{Category: "informatica", State: "SP", Revenue: 10, Freight: 20, Items: 1},
			{Category: "none", State: "RJ", Revenue: 700, Freight: 101, Items: 1},
		},
		Orders: []ingest.Count{
			{Segment: "category:beleza_saude", Orders: 1}, {Segment: "category:informatica", Orders: 1}, {Segment: "category:none", Orders: 1},
			{Segment: "state:RJ", Orders: 1}, {Segment: "state:SP", Orders: 2}, {Segment: "total", Orders: 3},
		},
		Days: &[7]int{0: 1, 2: 1, 6: 1},
	}, {
		Week: week + 1, Days: new([7]int),
	}, {
		Week:   week + 2,
		Cells:  []ingest.Cell{{Category: "pc_gamer", State: "SP", Revenue: 100010, Items: 1}},
		Orders: []ingest.Count{{Segment: "category:pc_gamer", Orders: 1}, {Segment: "state:SP", Orders: 1}, {Segment: "total", Orders: 1}},
		Days:   &[7]int{0: 1},
	}}
	crlf := map[string]string{}
	for name, text := range sample() {
		crlf[name] = "\xef\xbb\xbf" + strings.NewReplacer("\xef\xbb\xbf", "", "\r", "", "\n", "\r\n").Replace(text)
	}
	for name, files := range map[string]map[string]string{"plain": sample(), "gzip": zipAll(sample()), "CRLF and mark": crlf} {
		t.Run(name, func(t *testing.T) {
			batch, _, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, batch.Weeks); diff != "" {
				t.Error(diff)
			}
			categories := []ingest.Category{{Slug: "beleza_saude", NameEN: "health_beauty"}, {Slug: "informatica", NameEN: "computers, accessories"},
				{Slug: "none", NameEN: "none"}, {Slug: "pc_gamer", NameEN: "pc_gamer"}}
			if diff := cmp.Diff(categories, batch.Categories); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOrderReport(t *testing.T) {
	_, got, err := ingest.ReadOrders(t.Context(), toFS(sample()), nil, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := &ingest.OrderReport{
		Files: []ingest.FileReport{{Name: translationFile, Rows: 2}, {Name: productsFile, Rows: 4}, {Name: sellersFile, Rows: 1},
			{Name: customersFile, Rows: 6}, {Name: ordersFile, Rows: 6}, {Name: itemsFile, Rows: 6}, {Name: paymentsFile, Rows: 6}},
		Net:       ingest.Totals{Orders: 4, Items: 5, Revenue: 112500, Freight: 2779},
		All:       ingest.Totals{Orders: 6, Items: 6, Revenue: 162500, Freight: 7779},
		Delivered: ingest.Totals{Orders: 2, Items: 4, Revenue: 111800, Freight: 2678},
		Statuses: []ingest.StatusReport{
			{Status: "delivered", Totals: ingest.Totals{Orders: 2, Items: 4, Revenue: 111800, Freight: 2678}},
			{Status: "shipped", Totals: ingest.Totals{Orders: 1, Items: 1, Revenue: 700, Freight: 101}},
			{Status: "created", Totals: ingest.Totals{Orders: 1}},
			{Status: "canceled", LeftOut: true, Totals: ingest.Totals{Orders: 1, Items: 1, Revenue: 50000, Freight: 5000}},
			{Status: "unavailable", LeftOut: true, Totals: ingest.Totals{Orders: 1}},
		},
		Payments:           171279,
		OrdersWithoutItems: 2, NetWithoutItems: 1, OrdersWithoutPayment: 1,
		OrdersSeveralItems: 1, MostItems: 3, OrdersSeveralPayments: 1, OrdersSpanning: 1,
		LargestOrder:    ingest.BigOrder{Day: "2018-01-22", Revenue: 100010},
		MissingApproved: 2, MissingCarrier: 4, MissingDelivered: 4,
		ProductsWithoutCategory: 1, WithoutCategory: ingest.Totals{Items: 2, Revenue: 50700, Freight: 5101},
		Untranslated: []string{"pc_gamer"},
		Categories:   4, States: 2, Cells: 4,
		Rowless: ingest.Rowless{Missing: ingest.MissingZero, MissingWeeks: []week.Week{2506}},
	}
	ignore := cmpopts.IgnoreFields(ingest.OrderReport{}, "Long", "Range")
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Error(diff)
	}
	if got.Range.First != 2505 || got.Range.Last != 2507 || !slices.Contains(got.Range.Empty, 2506) {
		t.Errorf("weeks %+v", got.Range)
	}
}

func TestBrokenFilesAreNamed(t *testing.T) {
	drop := func(name string) map[string]string {
		files := sample()
		delete(files, name)
		return files
	}
	add := func(name, text string) map[string]string {
		files := sample()
		files[name] = text
		return files
	}
	for _, test := range []struct {
		name  string
		files map[string]string
		where string
	}{
		{"missing file", drop(itemsFile), itemsFile + ": the file is missing"},
		{"file twice", add(itemsFile+".gz", "x"), itemsFile + ": there is also " + itemsFile + ".gz"},
		{"empty file", add(itemsFile, ""), itemsFile + ": the file is empty"},
		{"empty gzip", add(itemsFile, zip("")), itemsFile + ": the file is empty"},
		{"another file", add(itemsFile, sample()[ordersFile]), itemsFile + `:1: the column "order_item_id" is missing; the header has "order_id, customer_id`},
		{"not a table", add(itemsFile, "\x89PNG\r\n\x1a\n\x00"), itemsFile + ": the file is a picture, no table; export the data as CSV or XLSX"},
		{"gzip header only", add(itemsFile, "\x1f\x8b"), itemsFile + ": the gzip data end in the middle"},
		{"damaged gzip", add(itemsFile, zip(sample()[itemsFile])[:40]+"\xff\xff\xff\xff"), itemsFile + ":"},
		{"endless line", add(itemsFile, zip(strings.Repeat("x", 2<<20))), itemsFile + ": the compressed data grow more than 200 times"},
		{"missing column", with(itemsFile, `"price"`, `"prize"`), itemsFile + `:1: the column "price" is missing`},
		{"column twice", with(ordersFile, `"order_estimated_delivery_date"`, `"order_id"`), ordersFile + `:1: the column "order_id" appears twice`},
		{"too few fields", with(customersFile, ",rio,RJ", ",RJ"), customersFile + ":3: the row has 4 fields, the header has 5"},
		{"too many fields", with(customersFile, ",rio,", ",rio, capital,"), customersFile + ":3: the row has 6 fields"},
		{"bare quote", with(customersFile, "rio", `ri"o`), customersFile + `:3: a quote stands inside a field without quotes`},
		{"open quote", with(paymentsFile, "o6,1,boleto", `o6,1,"boleto`), paymentsFile + ":7:"},
		{"price is no number", with(itemsFile, "1000.1,", "abc,"), itemsFile + `:3: price: "abc" is not an amount`},
		{"negative price", with(itemsFile, "1000.1,", "-5.00,"), itemsFile + ":3: price: "},
		{"three decimals", with(itemsFile, "1000.1,", "1.005,"), itemsFile + ":3: price: "},
		{"decimal comma", with(itemsFile, "1000.1,", `"1,00",`), itemsFile + ":3: price: "},
		{"huge price", with(itemsFile, "1000.1,", "99999999999999999999,"), itemsFile + ":3: price: "},
		{"empty freight", with(itemsFile, ",0\n", ",\n"), itemsFile + ":3: freight_value: "},
		{"item number", with(itemsFile, "o6,1,", "o6,0,"), itemsFile + `:3: order_item_id: "0" is not`},
		{"item twice", with(itemsFile, "o1,2,", "o1,1,"), itemsFile + ":4: order_item_id: item 1 of this order appears a second time"},
		{"late item twice", with(itemsFile, "o2,1,p3,s1,2018-01-19 09:45:35,7", "o1,70,p3,s1,2018-01-19 09:45:35,7"), itemsFile + ":6: order_item_id: item 70"},
		{"unknown order", with(itemsFile, "o6,1,", "o9,1,"), itemsFile + `:3: order_id: there is no order "o9"`},
		{"unknown product", with(itemsFile, "o6,1,p4", "o6,1,p9"), itemsFile + `:3: product_id: there is no product "p9"`},
		{"unknown seller", with(itemsFile, "p4,s1", "p4,s9"), itemsFile + `:3: seller_id: there is no seller "s9"`},
		{"no seller", with(itemsFile, "p4,s1", "p4,"), itemsFile + `:3: seller_id: is empty`},
		{"no product", with(itemsFile, "o6,1,p4", "o6,1,"), itemsFile + `:3: product_id: is empty`},
		{"order twice", with(ordersFile, "o6,c6", "o5,c6"), ordersFile + `:7: order_id: "o5" appears a second time`},
		{"no order id", with(ordersFile, "o6,c6", ",c6"), ordersFile + ":7: order_id: is empty"},
		{"no customer id", with(ordersFile, "o6,c6", "o6,"), ordersFile + ":7: customer_id: is empty"},
		{"unknown customer", with(ordersFile, "o6,c6", "o6,c9"), ordersFile + `:7: customer_id: there is no customer "c9"`},
		{"unknown status", with(ordersFile, "canceled", "cancelled"), ordersFile + `:4: order_status: "cancelled" is no status that is known`},
		{"no purchase time", with(ordersFile, "2018-01-22 10:00:00,2018-01-22 10:00:00,2018", ",2018-01-22 10:00:00,2018"), ordersFile + `:7: order_purchase_timestamp: "" is not a time`},
		{"no such day", with(ordersFile, "2018-01-22 10", "2018-02-30 10"), ordersFile + `:7: order_purchase_timestamp: "2018-02-30 10:00:00" is not a time`},
		{"year", with(ordersFile, "2018-01-22 10", "0218-01-22 10"), ordersFile + ":7: order_purchase_timestamp: "},
		{"broken approval", with(ordersFile, "2018-01-15 00:10:00", "soon"), ordersFile + `:2: order_approved_at: "soon" is not a time`},
		{"state", with(customersFile, "rio,RJ", "rio,Rio"), customersFile + `:3: customer_state: "Rio" is not a state's code`},
		{"customer twice", with(customersFile, "c6,", "c1,"), customersFile + `:7: customer_id: "c1" appears a second time`},
		{"product twice", with(productsFile, "p4,", "p3,"), productsFile + ":5: product_id: "},
		{"category control", with(productsFile, "pc_gamer", "pc\x01gamer"), productsFile + ":5: product_category_name: holds a control character"},
		{"category length", with(productsFile, "pc_gamer", strings.Repeat("x", 101)), productsFile + ":5: product_category_name: is longer"},
		{"seller twice", with(sellersFile, "s1,", "s1,1\ns1,"), sellersFile + ":3: seller_id: "},
		{"translation twice", with(translationFile, "informatica,", "beleza_saude,"), translationFile + ":3: product_category_name: "},
		{"translation of nothing", with(translationFile, "informatica,", ","), translationFile + ":3: product_category_name: is empty"},
		{"translation to nothing", with(translationFile, ",health_beauty", ","), translationFile + ":2: product_category_name_english: is empty"},
		{"translation bytes", with(translationFile, "health", "\xff"), translationFile + ":2: the line has bytes that are not UTF-8"},
		{"payment of no order", with(paymentsFile, "o6,", "o9,"), paymentsFile + `:7: order_id: there is no order "o9"`},
		{"payment", with(paymentsFile, "44.68", "x"), paymentsFile + `:3: payment_value: "x" is not`},
	} {
		t.Run(test.name, func(t *testing.T) {
			batch, report, err := ingest.ReadOrders(t.Context(), toFS(test.files), nil, ingest.Options{})
			wantFault(t, err, test.where)
			if batch != nil || report != nil {
				t.Error("a batch comes with the error")
			}
		})
	}
}

func TestEveryFaultIsNamedUpToTwenty(t *testing.T) {
	files := sample()
	for i := range 30 {
		files[paymentsFile] += fmt.Sprintf("o1,%d,voucher,1,?%d\n", i+3, i)
	}
	_, _, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
	wantFault(t, err, paymentsFile+`:8: payment_value: "?0"`)
	wantFault(t, err, paymentsFile+`:27: payment_value: "?19"`)
	wantFault(t, err, "and 10 more")
}

func TestEveryTruncationOfGzipIsFound(t *testing.T) {
	files := zipAll(sample())
	whole := files[itemsFile+".gz"]
	for n := 0; n < len(whole); n += 1 + n/40 {
		files[itemsFile+".gz"] = whole[:n]
		_, _, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
		wantFault(t, err, itemsFile+".gz")
		if n > 100 {
			wantFault(t, err, "the gzip data end in the middle: the file is cut off")
		}
	}
}

func TestFolderInPlaceOfAFile(t *testing.T) {
	fsys := toFS(sample()).(fstest.MapFS)
	fsys[itemsFile] = &fstest.MapFile{Mode: fs.ModeDir}
	_, _, err := ingest.ReadOrders(t.Context(), fsys, nil, ingest.Options{})
	wantFault(t, err, itemsFile+": reading stopped: ")
}

func TestReadOrdersStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := ingest.ReadOrders(ctx, toFS(sample()), nil, ingest.Options{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	var last ingest.Progress
	if _, _, err := ingest.ReadOrders(t.Context(), toFS(zipAll(sample())), func(p ingest.Progress) {
		if p.Done < last.Done {
			t.Errorf("went back from %d to %d", last.Done, p.Done)
		}
		last = p
	}, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	if last.Total == 0 || last.Done != last.Total {
		t.Errorf("ended at %+v", last)
	}
}

func TestOnlyOrdersLeftOut(t *testing.T) {
	files := sample()
	for _, status := range []string{"delivered", "shipped", "created"} {
		files[ordersFile] = strings.ReplaceAll(files[ordersFile], ","+status+",", ",canceled,")
	}
	batch, report, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
	if err != nil || len(batch.Weeks) != 0 || report.Net.Orders != 0 {
		t.Fatal(batch, report, err)
	}
}
