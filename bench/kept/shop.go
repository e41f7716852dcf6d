package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"
)

// The made-up shop: the slugs of categories, the states, and what each has of
// the sales.
var (
	first      = time.Date(2016, 8, 1, 0, 0, 0, 0, time.UTC) // a Monday
	categories = []string{"beleza_saude", "informatica_acessorios", "brinquedos", "cafe_e_cha"}
	states     = []string{"SP", "RJ", "MG"}
	chance     = rand.New(rand.NewPCG(22, 11))
)

func monday(week int) string { return first.AddDate(0, 0, 7*week).Format("2006-01-02") }

// level is how many orders a week has.
func level(week int) int {
	year := math.Sin(2 * math.Pi * float64(week) / 52)
	n := 34 + .15*float64(week) + 6*year + 3*chance.NormFloat64()
	if month := first.AddDate(0, 0, 7*week).Month(); month == time.November {
		n *= 1.4
	}
	return int(max(8, n))
}

func anyOf(all []string) string {
	return all[min(len(all)-1, int(math.Abs(chance.NormFloat64()*float64(len(all))/2)))]
}

// orderFiles are the published kind of files, of the weeks from until to.
func orderFiles(from, to int) map[string]string {
	var orders, items, payments, customers, products strings.Builder
	fmt.Fprintln(&orders, "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date")
	fmt.Fprintln(&items, "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value")
	fmt.Fprintln(&payments, "order_id,payment_sequential,payment_type,payment_installments,payment_value")
	fmt.Fprintln(&customers, "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state")
	fmt.Fprintln(&products, "product_id,product_category_name,product_name_lenght")
	for _, c := range categories {
		fmt.Fprintf(&products, "p-%s,%s,1\n", c, c)
	}
	for week := from; week < to; week++ {
		for i := range level(week) {
			id := fmt.Sprintf("o%d-%d", week, i)
			at := first.AddDate(0, 0, 7*week+i%7).Add(time.Duration(8+i%12) * time.Hour).Format(time.DateTime)
			price := 4000 + chance.IntN(12000)
			fmt.Fprintf(&orders, "%s,c%s,delivered,%s,%s,%s,%s,%s\n", id, id, at, at, at, at, at)
			fmt.Fprintf(&items, "%s,1,p-%s,s1,%s,%d.%02d,9.90\n", id, anyOf(categories), at, price/100, price%100)
			fmt.Fprintf(&payments, "%s,1,boleto,1,%d.%02d\n", id, (price+990)/100, (price+990)%100)
			fmt.Fprintf(&customers, "c%s,u%s,1000,a,%s\n", id, id, anyOf(states))
		}
	}
	return map[string]string{
		"olist_orders_dataset.csv": orders.String(), "olist_order_items_dataset.csv": items.String(),
		"olist_order_payments_dataset.csv": payments.String(), "olist_customers_dataset.csv": customers.String(),
		"olist_products_dataset.csv": products.String(), "olist_sellers_dataset.csv": "seller_id\ns1\n",
		"product_category_name_translation.csv": "product_category_name,product_category_name_english\nbeleza_saude,health_beauty\n" +
			"informatica_acessorios,computers_accessories\nbrinquedos,toys\n",
	}
}

// weekly is a file of weekly figures by category and state.
func weekly(from, to int) string { return weeklyOf(from, to, categories, states) }

func weeklyOf(from, to int, categories, states []string) string {
	var b strings.Builder
	fmt.Fprintln(&b, "week,category,state,revenue,freight,items,orders")
	for week := from; week < to; week++ {
		n := float64(level(week))
		for i, c := range categories {
			for j, s := range states {
				share := []float64{.4, .3, .2, .1}[i] * []float64{.5, .3, .2}[j]
				fmt.Fprintf(&b, "%s,%s,%s,%.2f,%.2f,%d,%d\n", monday(week), c, s, n*share*100, n*share*9.9, 1+int(n*share), 1+int(n*share))
			}
		}
	}
	return b.String()
}

// totals is a file of weekly sums, which are split by the shares of before.
func totals(from, to int) string {
	var b strings.Builder
	fmt.Fprintln(&b, "week,revenue,orders")
	for week := from; week < to; week++ {
		n := level(week)
		fmt.Fprintf(&b, "%s,%d.50,%d\n", monday(week), n*100, n)
	}
	return b.String()
}
