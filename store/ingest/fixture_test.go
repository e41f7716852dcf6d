package ingest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"olist/store/fault"
	"olist/store/ingest"
)

// Names of the files, as published.
const (
	ordersFile      = "olist_orders_dataset.csv"
	itemsFile       = "olist_order_items_dataset.csv"
	paymentsFile    = "olist_order_payments_dataset.csv"
	customersFile   = "olist_customers_dataset.csv"
	productsFile    = "olist_products_dataset.csv"
	sellersFile     = "olist_sellers_dataset.csv"
	translationFile = "product_category_name_translation.csv"
)

// sample holds one of each trap that the published files have: values quoted
// or not, a byte order mark and CRLF without a last newline, misspelt and
// unused columns, rows in no order, an order without items, one without
// payment, one with several items, payments and categories, canceled and
// unavailable ones, a product without category, a category without
// translation, missing times, an item number above 64, an id that is not
// hexadecimal.
func sample() map[string]string {
	return map[string]string{
		translationFile: "\xef\xbb\xbfproduct_category_name,product_category_name_english\r\n" +
			"beleza_saude,health_beauty\r\ninformatica,\"computers, accessories\"",
		productsFile: `"product_id","product_category_name","product_name_lenght"
"1e9e8ef04dbcff4541ed26657ea517e5",beleza_saude,40
aaaa8ef04dbcff4541ed26657ea517e5,informatica,41
p3,,
p4,pc_gamer,1
`,
		sellersFile: `"seller_id","seller_zip_code_prefix"
s1,"01234"
`,
		customersFile: `"customer_id","customer_unique_id","customer_zip_code_prefix","customer_city","customer_state"
c1,u1,"01409","sao paulo, centro",SP
c2,u2,"20000",rio,RJ
c3,u1,"01409",sao paulo,SP
c4,u1,"01409",sao paulo,SP
c5,u1,"01409",sao paulo,SP
c6,u1,"01409",sao paulo,SP
`,
		ordersFile: `"order_id","customer_id","order_status","order_purchase_timestamp","order_approved_at","order_delivered_carrier_date","order_delivered_customer_date","order_estimated_delivery_date"
o2,c2,shipped,2018-01-14 23:59:59,2018-01-15 00:10:00,,,2018-02-01 00:00:00
o1,c1,delivered,2018-01-08 00:00:00,2018-01-08 00:00:00,2018-01-09 00:00:00,2018-01-12 00:00:00,2018-02-01 00:00:00
o3,c3,canceled,2018-01-09 10:00:00,,,,2018-02-01 00:00:00
o4,c4,unavailable,2018-01-09 10:00:00,2018-01-09 10:00:00,,,2018-02-01 00:00:00
o5,c5,created,2018-01-10 10:00:00,,,,2018-02-01 00:00:00
o6,c6,delivered,2018-01-22 10:00:00,2018-01-22 10:00:00,2018-01-22 10:00:00,2018-01-23 10:00:00,2018-02-01 00:00:00
`,
		itemsFile: `"order_id","order_item_id","product_id","seller_id","shipping_limit_date","price","freight_value"
o1,1,1e9e8ef04dbcff4541ed26657ea517e5,s1,2018-01-19 09:45:35,58.90,13.29
o6,1,p4,s1,2018-01-19 09:45:35,1000.1,0
o1,2,aaaa8ef04dbcff4541ed26657ea517e5,s1,2018-01-19 09:45:35,0.10,0.20
o1,70,1e9e8ef04dbcff4541ed26657ea517e5,s1,2018-01-19 09:45:35,58.90,13.29
o2,1,p3,s1,2018-01-19 09:45:35,7,1.01
o3,1,p3,s1,2018-01-19 09:45:35,500.00,50.00
`,
		paymentsFile: `"order_id","payment_sequential","payment_type","payment_installments","payment_value"
o1,1,credit_card,8,100.00
o1,2,voucher,1,44.68
o2,1,credit_card,1,8.01
o3,1,credit_card,1,550.00
o4,1,credit_card,1,10.00
o6,1,boleto,1,1000.10
`,
	}
}

// with gives the sample with one file changed.
func with(name, old, new string) map[string]string {
	files := sample()
	if !strings.Contains(files[name], old) {
		panic(name + " does not hold " + old)
	}
	files[name] = strings.Replace(files[name], old, new, 1)
	return files
}

func toFS(files map[string]string) fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func zip(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func zipAll(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range maps.All(files) {
		out[name+".gz"] = zip(text)
	}
	return out
}

// wantFault checks that err names a place and says what is wrong there.
func wantFault(t *testing.T, err error, where string) {
	t.Helper()
	var faults *ingest.Faults
	if !errors.As(err, &faults) || fault.CodeOf(err) != fault.CodeInvalid {
		t.Fatalf("got error %v, want faults", err)
	}
	if !strings.Contains(err.Error(), where) {
		t.Errorf("got %v\nwant it to hold %q", err, where)
	}
}
