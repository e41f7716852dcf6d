package ingest_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store/ingest"
	"olist/week"
)

// figures is what the oracle knows of a week and a segment.
type figures struct{ Orders, Items, Revenue, Freight int64 }

type place struct {
	Week    string
	Segment string
}

// random makes a data set and, the slow and plain way, what must come out: one
// pass over all items for each segment that an order touches. Of weeks that straddle
// two months early is what came before the month turned.
func random(seed uint64) (files map[string]string, want map[place]figures, early map[place]ingest.Early) {
	r := rand.New(rand.NewPCG(seed, 1))
	categories := []string{"", "a", "b", "c"}
	states := []string{"SP", "RJ", "BA"}
	statuses := []string{"delivered", "shipped", "canceled", "unavailable", "created"}
	files = map[string]string{
		translationFile: "product_category_name,product_category_name_english\na,A\n",
		sellersFile:     "seller_id\ns\n",
	}
	products, customers := "product_id,product_category_name\n", "customer_id,customer_state\n"
	var orders, items, payments []string
	for i, c := range categories {
		products += fmt.Sprintf("p%d,%s\n", i, c)
	}
	want, early = map[place]figures{}, map[place]ingest.Early{}
	for n := range 200 {
		state, status := states[r.IntN(len(states))], statuses[r.IntN(len(statuses))]
		day := time.Date(2017, 11, 20, r.IntN(24), r.IntN(60), r.IntN(60), 0, time.UTC).AddDate(0, 0, r.IntN(40))
		customers += fmt.Sprintf("c%d,%s\n", n, state)
		orders = append(orders, fmt.Sprintf("o%d,c%d,%s,%s,,,", n, n, status, day.Format(time.DateTime)))
		touched := map[string]figures{"total": {Orders: 1}, "state:" + state: {Orders: 1}}
		for k := range r.IntN(4) {
			price, freight, product := r.Int64N(100000), r.Int64N(5000), r.IntN(len(categories))
			items = append(items, fmt.Sprintf("o%d,%d,p%d,s,%d.%02d,%d.%02d", n, k+1, product, price/100, price%100, freight/100, freight%100))
			slug := categories[product]
			if slug == "" {
				slug = "none"
			}
			for _, segment := range []string{"total", "state:" + state, "category:" + slug} {
				f := touched[segment]
				touched[segment] = figures{1, f.Items + 1, f.Revenue + price, f.Freight + freight}
			}
		}
		if status == "canceled" || status == "unavailable" {
			continue
		}
		begins := day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		monday := begins.Format(time.DateOnly)
		for segment, f := range touched {
			if at := (place{monday, segment}); begins.AddDate(0, 0, 6).Month() != begins.Month() && (segment == "total" || early[at].Items > 0 || day.Month() == begins.Month() && f.Items > 0) {
				e := early[at]
				e.Segment = segment
				if day.Month() == begins.Month() {
					e.Cents, e.Items = e.Cents+f.Revenue, e.Items+100*f.Items
				}
				early[at] = e
			}
			w := want[place{monday, segment}]
			want[place{monday, segment}] = figures{w.Orders + f.Orders, w.Items + f.Items, w.Revenue + f.Revenue, w.Freight + f.Freight}
		}
	}
	shuffle := func(header string, rows []string) string {
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		return header + "\n" + strings.Join(rows, "\n")
	}
	files[productsFile], files[customersFile] = products, customers
	files[ordersFile] = shuffle("order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date", orders)
	files[itemsFile] = shuffle("order_id,order_item_id,product_id,seller_id,price,freight_value", items)
	files[paymentsFile] = shuffle("order_id,payment_value", payments)
	return files, want, early
}

// earlyOf is what the weeks of a batch tell of the days before the month turned.
func earlyOf(b *ingest.Batch) map[place]ingest.Early {
	got := map[place]ingest.Early{}
	for _, w := range b.Weeks {
		for _, e := range w.Early {
			got[place{w.Week.String(), e.Segment}] = e
		}
	}
	return got
}

func flatten(b *ingest.Batch) map[place]figures {
	got := map[place]figures{}
	for _, w := range b.Weeks {
		add := func(segment string, f figures) {
			at := place{w.Week.String(), segment}
			g := got[at]
			got[at] = figures{g.Orders + f.Orders, g.Items + f.Items, g.Revenue + f.Revenue, g.Freight + f.Freight}
		}
		for _, c := range w.Cells {
			f := figures{0, c.Items, c.Revenue, c.Freight}
			add("total", f)
			add("category:"+c.Category, f)
			add("state:"+c.State, f)
		}
		for _, c := range w.Orders {
			add(c.Segment, figures{Orders: c.Orders})
		}
	}
	return got
}

func TestAgainstThePlainWay(t *testing.T) {
	for seed := range uint64(50) {
		files, want, early := random(seed)
		batch, _, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
		if err != nil {
			t.Fatal(seed, err)
		}
		if diff := cmp.Diff(want, flatten(batch)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		if diff := cmp.Diff(early, earlyOf(batch)); diff != "" || len(early) < 5 {
			t.Fatalf("seed %d: before the month turned: %s", seed, diff)
		}
		for i, w := range batch.Weeks {
			if i > 0 && w.Week != batch.Weeks[i-1].Week+1 {
				t.Fatalf("seed %d: a gap before %s", seed, w.Week)
			}
			sum := 0
			for _, n := range w.Days {
				sum += n
			}
			if int64(sum) != want[place{w.Week.String(), "total"}].Orders {
				t.Fatalf("seed %d: the days of %s do not add up", seed, w.Week)
			}
		}
	}
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"0", "1.1", "58.90", ".5", "5.", "1000000000.00", "1000000000.01", "-1", "1e3", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, ",\"\r\n") || s == "" {
			return
		}
		batch, _, err := ingest.ReadOrders(t.Context(), toFS(with(itemsFile, "1000.1,", s+",")), nil, ingest.Options{})
		exact, ok := new(big.Rat).SetString(s)
		if err != nil {
			return
		}
		if !ok {
			t.Fatalf("%q is taken for an amount", s)
		}
		got := batch.Weeks[2].Cells[0].Revenue
		if exact.Mul(exact, big.NewRat(100, 1)).Cmp(new(big.Rat).SetInt64(got)) != 0 {
			t.Fatalf("%q gives %d cents", s, got)
		}
	})
}

func FuzzFiles(f *testing.F) {
	for i, name := range ingest.OrderFiles() {
		f.Add(i, []byte(sample()[name]))
		f.Add(i, []byte(zip(sample()[name])))
	}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		names := ingest.OrderFiles()
		files := sample()
		files[names[(i%len(names)+len(names))%len(names)]] = string(data)
		batch, report, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
		if err != nil {
			if batch != nil {
				t.Fatal("a batch comes with the error")
			}
			return
		}
		var revenue int64
		for _, w := range batch.Weeks {
			for _, c := range w.Cells {
				revenue += c.Revenue
			}
		}
		if revenue != report.Net.Revenue {
			t.Fatalf("the cells hold %d, the report says %d", revenue, report.Net.Revenue)
		}
	})
}

func TestWeekOfDays(t *testing.T) {
	for _, test := range []struct{ time, monday string }{
		{"1990-01-01 00:00:00", "1990-01-01"}, {"2016-12-31 23:59:59", "2016-12-26"}, {"2017-01-01 00:00:00", "2016-12-26"},
		{"2017-01-02 00:00:00", "2017-01-02"}, {"2018-02-29 00:00:00", ""}, {"2016-02-29 12:00:00", "2016-02-29"},
		{"2100-12-31 00:00:00", "2100-12-27"}, {"2101-01-01 00:00:00", ""}, {"2018-01-22", ""}, {"2018-01-22T10:00:00", ""},
	} {
		files := with(ordersFile, "2018-01-22 10:00:00,2018-01-22 10:00:00,2018-01-22 10:00:00", test.time+",,")
		// Leave only this order in the aggregates.
		files[ordersFile] = strings.NewReplacer("delivered,2018-01-08", "canceled,2018-01-08", "shipped", "canceled", "created", "canceled").Replace(files[ordersFile])
		batch, _, err := ingest.ReadOrders(t.Context(), toFS(files), nil, ingest.Options{})
		if test.monday == "" {
			wantFault(t, err, "order_purchase_timestamp")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		monday, err := week.Parse(test.monday)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch.Weeks) != 1 || batch.Weeks[0].Week != monday {
			t.Errorf("%s lies in %v, want %s", test.time, batch.Weeks, monday)
		}
	}
}
