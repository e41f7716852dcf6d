package server

import (
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"

	"olist/shop"
	"olist/store"
	"olist/views/order"
	"olist/views/text"
)

// orders is what GET /api/v1/orders answers.
type orders struct {
	Revision     int64
	From, Pieces string
	Orders       []struct {
		Segment, Why string
		Order        *int64
		UpTo         *int64 `json:"order_up_to"`
		By           string `json:"order_by"`
		Late         bool
		Demand       struct{ Mean float64 }
		Cost         *float64 `json:"order_cost"`
		Loss         *float64 `json:"lost_without"`
		Price        *float64
		Planned      bool
	}
}

func (a *app) orders() (o orders) {
	a.t.Helper()
	a.decodes("/api/v1/orders", &o)
	return o
}

const wholeForm = "on_hand=%s&on_order=0&lead_days=14&review_days=7&pack=12&minimum=0&service=95&unit_cost=50&short_cost=&price="

// TestOrderIsTyped: a segment's form, the table, what is no number, what others changed,
// taken back and ordered no more.
func TestOrderIsTyped(t *testing.T) {
	a := newApp(t)
	l := text.English.For(shop.Olist())
	if page := a.page("/order"); !strings.Contains(page, l.T(text.OrderIntro)) || strings.Contains(page, `id="order-title"`) {
		t.Error("a page without stock does not say what to do")
	}
	if page := a.page("/order?segment=SP"); !strings.Contains(page, `name="service"`) || strings.Contains(page, l.T(text.StockForget)) {
		t.Error("a new segment has no form of its own")
	}
	const path = "/order/segment?segment=state:SP"
	form := strings.Replace(wholeForm, "%s", "100", 1)
	if resp, _ := a.press(path, "revision=0&"+form); resp.StatusCode != http.StatusSeeOther && resp.Request.URL.Path != "/order" {
		t.Fatalf("saving answers %d", resp.StatusCode)
	}
	o := a.orders()
	first := o.Orders[0]
	if len(o.Orders) != 1 || first.Why != "" || *first.Order%12 != 0 || *first.Order < *first.UpTo-100 || *first.Cost != 50*float64(*first.Order) || *first.Loss <= 0 || !first.Late {
		t.Fatalf("the order is %+v", first)
	}
	page := a.page("/order?segment=state:SP")
	for _, said := range []string{l.N(text.OrderDue, 1), l.T(text.OrderNow), inMoney(l).MoneyWhole(int64(100 * *first.Cost)), l.Number(float64(*first.Order), 0)} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	resp, page := a.press("/order", "revision=1&hand-state:SP=many&coming-state:SP=5")
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `value="many"`) || !strings.Contains(page, `aria-invalid="true"`) {
		t.Errorf("no number: %d", resp.StatusCode)
	}
	resp, page = a.press(path, "revision=1&"+strings.Replace(form, "service=95", "service=100", 1))
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, `id="service-error"`) {
		t.Errorf("a service that cannot be: %d", resp.StatusCode)
	}
	resp, page = a.press("/order", "revision=0&hand-state:SP=70000&coming-state:SP=5")
	if resp.StatusCode != http.StatusConflict || !strings.Contains(page, `value="70000"`) || !strings.Contains(page, `name="revision" value="1"`) {
		t.Errorf("a change in between: %d", resp.StatusCode)
	}
	if status, location := a.post("/order", "revision", "1", "hand-state:SP", "70000", "coming-state:SP", "5"); status != http.StatusSeeOther || location != order.Address("", "2") {
		t.Fatalf("the table answers %d, %s", status, location)
	}
	if o := a.orders().Orders[0]; *o.Order != 0 || o.Late {
		t.Errorf("with plenty the order is %+v", o)
	}
	if status, _ := a.post("/order/2/undo"); status != http.StatusSeeOther || *a.orders().Orders[0].Order != *first.Order {
		t.Error("the change is not taken back")
	}
	if status, _ := a.post("/order/x/undo"); status != http.StatusNotFound {
		t.Errorf("no change: %d", status)
	}
	if status, _ := a.post(path, "forget", "true"); status != http.StatusSeeOther || len(a.orders().Orders) != 0 {
		t.Error("it is ordered still")
	}
}

// TestOrderIsPasted: rows, below a header, in another language, as it was exported; a
// row at fault is named and nothing is kept.
func TestOrderIsPasted(t *testing.T) {
	a := newApp(t)
	kept := func() map[string]store.StockRule {
		all, err := a.store.Stocks(t.Context())
		must(t, err)
		out := map[string]store.StockRule{}
		for _, k := range all.All {
			out[k.Segment] = k.StockRule
		}
		return out
	}
	send := func(table string) (int, string) {
		resp, page := a.send("/order/import", map[string]string{"pasted": table}, nil, "Accept-Language", "en")
		return resp.StatusCode, page
	}
	for _, c := range []struct {
		name, table, said string
		hand, lead, cost  int64 // of state:SP
	}{
		{"rows", "SP\t1200\t30\nstate:RJ\t400\t0\n", "", 1200, 14, 0},
		{"a header", "segment,unit_cost,on_hand,lead_days\nstate:SP,12.50,900,21\n", "", 900, 21, 1250},
		{"labels", "Segmento;Em estoque;Prazo de entrega, dias\nstate:SP;800;28\n", "", 800, 28, 1250},
		{"part of it", "segment,on_hand\nstate:SP,700\n", "", 700, 28, 1250},
		{"no segment", "segment,on_hand\nnowhere,700\n", "nowhere", 700, 28, 1250},
		{"no number", "segment,on_hand\nstate:SP,many\n", "Row 2", 700, 28, 1250},
		{"too long", "segment,lead_days\nstate:SP,500\n", "from 0 to 240", 700, 28, 1250},
		{"no column", "segment,colour\nstate:SP,red\n", "colour", 700, 28, 1250},
		{"twice", "SP\t1\t1\nstate:SP\t2\t2\n", "twice", 700, 28, 1250},
	} {
		status, page := send(c.table)
		got := kept()["state:SP"]
		if got.OnHand != c.hand || got.Lead != c.lead || got.Cost != c.cost || (status >= 400) != (c.said != "") || !strings.Contains(page, c.said) {
			t.Errorf("%s: %d, %+v", c.name, status, got)
		}
	}
	before := kept()
	_, file := a.ask("GET", "/order.csv", "")
	resp, _ := a.send("/order/import", map[string]string{"pasted": strings.TrimPrefix(file, "\ufeff")}, nil, "Accept-Language", "en")
	if len(before) != 2 || kept()["state:SP"] != before["state:SP"] || !strings.Contains(resp.Header.Get("Location"), "saved=nothing") {
		t.Errorf("what was exported comes back as %+v: %d", kept(), resp.StatusCode)
	}
}

// TestOrderByProgram: what is left out stays; what is wrong is named; amounts add up.
func TestOrderByProgram(t *testing.T) {
	a := newApp(t)
	put := func(body string) (int, string) {
		resp, answer := a.ask("POST", "/api/v1/stock", body)
		return resp.StatusCode, answer
	}
	if status, answer := put(`{"stock":[{"segment":"state:SP","on_hand":900,"unit_cost":70.25},{"segment":"total","service":98}]}`); status != 200 {
		t.Fatal(status, answer)
	}
	if status, answer := put(`{"stock":[{"segment":"state:SP","on_order":10}]}`); status != 200 {
		t.Fatal(status, answer)
	}
	_, body := a.ask("GET", "/api/v1/stock", "")
	var got struct {
		Stock []struct {
			Segment string
			OnHand  int64 `json:"on_hand"`
			OnOrder int64 `json:"on_order"`
			Service float64
			Cost    *float64 `json:"unit_cost"`
		}
	}
	must(t, json.Unmarshal([]byte(body), &got))
	if k := got.Stock[0]; k.OnHand != 900 || k.OnOrder != 10 || k.Service != 95 || *k.Cost != 70.25 || got.Stock[1].Service != 98 || got.Stock[1].Cost != nil {
		t.Errorf("kept are %s", body)
	}
	for field, body := range map[string]string{
		"pack": `{"stock":[{"segment":"total","pack":0}]}`, "on_hand": `{"stock":[{"segment":"total","on_hand":1.5}]}`, "service": `{"stock":[{"segment":"total","service":99.9}]}`,
		"unit_cost": `{"stock":[{"segment":"total","unit_cost":1e300}]}`, "stock": `{"stock":[{"segment":"none"}]}`,
	} {
		if status, answer := put(body); status != http.StatusUnprocessableEntity || !strings.Contains(answer, `"field":"`+field+`"`) {
			t.Errorf("%s: %d %s", body, status, answer)
		}
	}
	if status, _ := put(`{"revision":1,"stock":[{"segment":"total","on_hand":1}]}`); status != http.StatusConflict {
		t.Errorf("over what was not seen: %d", status)
	}
	if status, _ := put(`{"stock":[{"segment":"total","remove":true}]}`); status != 200 || len(a.orders().Orders) != 1 {
		t.Errorf("it is not removed: %d", status)
	}
}

// TestOrderInOtherShops: one that measures units orders from its own forecast, and what
// costs money has the currency's sign.
func TestOrderInOtherShops(t *testing.T) {
	a := newApp(t)
	form := strings.Replace(wholeForm, "%s", "100", 1)
	a.press("/order/segment?segment=total", form)
	counted := a.orders()
	p, err := a.store.Shop(t.Context())
	must(t, err)
	p.Measure = shop.Units
	must(t, a.store.PutShop(t.Context(), "test", p))
	must(t, a.training.Reload(t.Context()))
	measured := a.orders()
	if counted.Pieces != "counted" || measured.Pieces != "measured" || counted.Orders[0].Why != "" {
		t.Fatalf("pieces are %s, then %s", counted.Pieces, measured.Pieces)
	}
	if measured.Orders[0].Why != "bands" { // its model learnt revenue
		t.Errorf("a model of other data says %+v", measured.Orders[0])
	}
	if page := a.page("/order"); !strings.Contains(page, text.English.T(text.OrderNoBands)) {
		t.Error("the page does not say why nothing is ordered")
	}
	if math.Abs(counted.Orders[0].Demand.Mean-3*1500) > 1500 { // a usual week of the sample has about 1,500 to 1,900 pieces
		t.Errorf("three weeks are expected to sell %v", counted.Orders[0].Demand.Mean)
	}
}
