package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"olist/quality"
	"olist/week"
)

// OrderReport is what ReadOrders found. Money is in cents. What is left out of
// the aggregates, and why, stands here; what is only noteworthy, too.
type OrderReport struct {
	Files []FileReport `json:"files"`

	Net       Totals         `json:"net"`       // without canceled and unavailable: what the aggregates hold
	All       Totals         `json:"all"`       // every status
	Delivered Totals         `json:"delivered"` // delivered only
	Statuses  []StatusReport `json:"statuses"`  // by number of orders
	Payments  int64          `json:"payments_cents"`

	OrdersWithoutItems    int64    `json:"orders_without_items"`
	NetWithoutItems       int64    `json:"net_orders_without_items"`
	OrdersWithoutPayment  int64    `json:"orders_without_payment"`
	OrdersSeveralItems    int64    `json:"orders_with_several_items"`
	MostItems             int64    `json:"most_items_of_an_order"`
	OrdersSeveralPayments int64    `json:"orders_with_several_payments"`
	OrdersSpanning        int64    `json:"orders_spanning_categories"`
	LargestOrder          BigOrder `json:"largest_order"`
	MissingApproved       int64    `json:"missing_approved_at"`
	MissingCarrier        int64    `json:"missing_delivered_carrier"`
	MissingDelivered      int64    `json:"missing_delivered_customer"`

	ProductsWithoutCategory int64    `json:"products_without_category"`
	WithoutCategory         Totals   `json:"without_category"` // their items, every status
	Untranslated            []string `json:"categories_without_translation"`

	Categories int `json:"categories"` // with sales, "none" among them
	States     int `json:"states"`
	Cells      int `json:"cells"` // weeks x categories x states with sales
	Long       struct {
		Weeks           int     `json:"weeks"` // with at least so many weeks of sales
		Categories      int     `json:"categories"`
		CategoriesShare float64 `json:"categories_share"` // of revenue
		States          int     `json:"states"`
		StatesShare     float64 `json:"states_share"`
	} `json:"long_series"`

	Range WeekReport `json:"weeks"`
	Staging
	Rowless
}

// StatusReport is what one status holds.
type StatusReport struct {
	Status  string `json:"status"`
	LeftOut bool   `json:"left_out"`
	Totals
}

// BigOrder is the order with the highest revenue that counts.
type BigOrder struct {
	Day     string `json:"day"`
	Revenue int64  `json:"revenue_cents"`
}

// WeekReport tells which weeks there are and which may teach a model.
type WeekReport struct {
	First      week.Week        `json:"first"`
	Last       week.Week        `json:"last"`
	UsableFrom week.Week        `json:"usable_from"`
	UsableTo   week.Week        `json:"usable_to"`
	Usable     int              `json:"usable"`
	Empty      []week.Week      `json:"empty"`
	Incomplete []IncompleteWeek `json:"incomplete"` // neither usable nor empty
}

// IncompleteWeek is a week that is left out, and why.
type IncompleteWeek struct {
	quality.WeekStatus
	Reason string `json:"reason"` // in English, for programs
}

// longSeries is the number of weeks from which a series counts as long.
const longSeries = 80

// finish fills what can be known only after the last row.
func (r *orderReader) finish(b *Batch) {
	p := r.report
	for i, totals := range r.statuses {
		s := StatusReport{orderStatuses[i], leftOut(uint8(i)), totals}
		p.All.add(totals)
		if !s.LeftOut {
			p.Net.add(totals)
		}
		if s.Status == "delivered" {
			p.Delivered = totals
		}
		if totals.Orders > 0 {
			p.Statuses = append(p.Statuses, s)
		}
	}
	slices.SortStableFunc(p.Statuses, func(a, b StatusReport) int { return cmp.Compare(b.Orders, a.Orders) })
	for i := range r.orders {
		r.countOrder(&r.orders[i])
	}
	for _, slug := range r.categories.list {
		if slug != NoCategory && r.english[slug] == "" {
			p.Untranslated = append(p.Untranslated, slug)
		}
	}
	slices.Sort(p.Untranslated)
	r.countSeries(b)
	p.Range = b.Report()
}

func (r *orderReader) countOrder(o *order) {
	p := r.report
	if o.items == 0 {
		p.OrdersWithoutItems++
		if !leftOut(o.status) {
			p.NetWithoutItems++
		}
	}
	if o.items > 1 {
		p.OrdersSeveralItems++
	}
	if o.spans {
		p.OrdersSpanning++
	}
	switch o.payments {
	case 0:
		p.OrdersWithoutPayment++
	case 2:
		p.OrdersSeveralPayments++
	}
	p.MostItems = max(p.MostItems, int64(o.items))
	if big := o.revenue > p.LargestOrder.Revenue; big && !leftOut(o.status) {
		p.LargestOrder = BigOrder{o.day.String(), o.revenue}
	}
}

// countSeries counts cells, and the categories and states that are sold in
// many weeks.
func (r *orderReader) countSeries(b *Batch) {
	type series struct {
		weeks   int
		last    week.Week
		revenue int64
	}
	all := map[string]*series{}
	note := func(key string, week week.Week, revenue int64) {
		s := all[key]
		if s == nil {
			s = &series{last: week - 1}
			all[key] = s
		}
		if s.last != week {
			s.weeks++
			s.last = week
		}
		s.revenue += revenue
	}
	p := r.report
	for _, w := range b.Weeks {
		p.Cells += w.Size()
		for c := range w.All() {
			note(categoryKey(c.Category), w.Week, c.Revenue)
			note(stateKey(c.State), w.Week, c.Revenue)
		}
	}
	p.Long.Weeks = longSeries
	for _, key := range slices.Sorted(maps.Keys(all)) {
		s := all[key]
		number, long, share := &p.States, &p.Long.States, &p.Long.StatesShare
		if strings.HasPrefix(key, categoryKey("")) {
			number, long, share = &p.Categories, &p.Long.Categories, &p.Long.CategoriesShare
		}
		*number++
		if s.weeks >= longSeries {
			*long++
			*share += float64(s.revenue) / float64(max(1, p.Net.Revenue))
		}
	}
}

// Report tells which weeks of the batch are usable, seen by themselves.
func (b *Batch) Report() WeekReport {
	var r WeekReport
	if len(b.Weeks) == 0 {
		return r
	}
	r.First, r.Last = b.Weeks[0].Week, b.Weeks[len(b.Weeks)-1].Week
	var days []quality.DayCount
	for _, w := range b.Weeks {
		if w.Days == nil {
			continue
		}
		for i, n := range w.Days {
			days = append(days, quality.DayCount{Day: w.Week.First().AddDate(0, 0, i), Orders: n})
		}
	}
	for _, s := range quality.Inspect(days, r.First) {
		switch {
		case s.Usable():
			if r.Usable == 0 {
				r.UsableFrom = s.Week
			}
			r.UsableTo = s.Week
			r.Usable++
		case s.State == quality.StateEmpty:
			r.Empty = append(r.Empty, s.Week)
		default:
			r.Incomplete = append(r.Incomplete, IncompleteWeek{s, s.Reason().String()})
		}
	}
	return r
}
