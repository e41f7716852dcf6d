package ingest

import (
	"strconv"
	"strings"

	"olist/message"
	"olist/table"
)

// key reads a column that must hold an identifier.
func key(t *sheet, column int) (id, bool) {
	s := t.value(column)
	if s == "" {
		t.broken(column, message.ValueEmpty.With())
		return id{}, false
	}
	return parseID(s), true
}

// newKey reads an identifier that must not have been seen before.
func newKey[V any](t *sheet, column int, seen map[id]V) (id, bool) {
	k, ok := key(t, column)
	if !ok {
		return id{}, false
	}
	if _, twice := seen[k]; twice {
		t.broken(column, message.ValueTwice.With(t.quoted(column)))
		return id{}, false
	}
	return k, true
}

func (r *orderReader) translation(t *sheet) {
	name := table.Clean(t.value(0))
	wrong, _ := checkName(table.Clean(t.value(1)))
	switch {
	case name == "":
		t.broken(0, message.ValueEmpty.With())
	case t.value(1) == "":
		t.broken(1, message.ValueEmpty.With())
	case !wrong.IsZero():
		t.broken(1, wrong)
	case r.english[name] != "":
		t.broken(0, message.ValueTwice.With(brief(name)))
	default:
		r.english[strings.Clone(name)] = strings.Clone(table.Clean(t.value(1)))
	}
}

func (r *orderReader) product(t *sheet) {
	k, ok := newKey(t, 0, r.products)
	if !ok {
		return
	}
	name := table.Clean(t.value(1))
	if wrong, flawed := checkName(name); flawed != nil {
		t.broken(1, wrong)
		return
	}
	if name == "" {
		name = NoCategory
		r.report.ProductsWithoutCategory++
	}
	category := r.categories.at(name)
	if category >= MaxCategories {
		t.broken(1, message.CategoryTooMany.With(brief(name), MaxCategories))
		t.fatal = true
		return
	}
	r.products[k] = int32(category)
}

func (r *orderReader) seller(t *sheet) {
	if k, ok := newKey(t, 0, r.sellers); ok {
		r.sellers[k] = true
	}
}

func (r *orderReader) customer(t *sheet) {
	k, ok := newKey(t, 0, r.customers)
	if !ok {
		return
	}
	state := regionName(t.value(1))
	if wrong := checkState(state); wrong != nil {
		t.broken(1, wrong(t.quoted(1)))
		return
	}
	i := r.states.at(state)
	if i >= MaxRegions {
		t.broken(1, message.StateTooMany.With(brief(state), MaxRegions))
		t.fatal = true
		return
	}
	r.customers[k] = uint8(i)
}

func (r *orderReader) order(t *sheet) {
	k, ok := newKey(t, 0, r.byID)
	if !ok {
		return
	}
	customer, ok := key(t, 1)
	if !ok {
		return
	}
	state, ok := r.customers[customer]
	if !ok {
		t.broken(1, message.CustomerUnknown.With(t.quoted(1)))
		return
	}
	status, ok := statusIndex(t.value(2))
	if !ok {
		t.broken(2, message.ValueStatus.With(t.quoted(2), orderStatuses))
		return
	}
	bought, wrong := parseDay(t.value(3))
	if wrong != nil {
		t.broken(3, wrong(t.quoted(3)))
		return
	}
	r.mayMiss(t, 4, &r.report.MissingApproved)
	r.mayMiss(t, 5, &r.report.MissingCarrier)
	r.mayMiss(t, 6, &r.report.MissingDelivered)
	r.byID[k] = int32(len(r.orders))
	r.orders = append(r.orders, order{day: bought, category: -1, status: status, state: state})
	r.statuses[status].Orders++
}

// mayMiss checks a time that is not used, but counted where it is missing.
func (r *orderReader) mayMiss(t *sheet, column int, missing *int64) {
	if t.value(column) == "" {
		*missing++
	} else if _, wrong := parseDay(t.value(column)); wrong != nil {
		t.broken(column, wrong(t.quoted(column)))
	}
}

func statusIndex(s string) (uint8, bool) {
	for i, known := range orderStatuses {
		if s == known {
			return uint8(i), true
		}
	}
	return 0, false
}

func (r *orderReader) item(t *sheet) {
	at, ok := r.lookUp(t)
	if !ok {
		return
	}
	o := &r.orders[at]
	number, err := strconv.ParseInt(t.value(1), 10, 31)
	if err != nil || number < 1 {
		t.broken(1, message.ValueItem.With(t.quoted(1)))
		return
	}
	product, ok := key(t, 2)
	if !ok {
		return
	}
	category, ok := r.products[product]
	if !ok {
		t.broken(2, message.ProductUnknown.With(t.quoted(2)))
		return
	}
	seller, ok := key(t, 3)
	if !ok {
		return
	}
	if !r.sellers[seller] {
		t.broken(3, message.SellerUnknown.With(t.quoted(3)))
		return
	}
	price, wrong := parseCents(t.value(4))
	if wrong != nil {
		t.broken(4, wrong(t.quoted(4)))
		return
	}
	freight, wrong := parseCents(t.value(5))
	if wrong != nil {
		t.broken(5, wrong(t.quoted(5)))
		return
	}
	if !r.firstTime(at, int32(number)) {
		t.broken(1, message.ItemTwice.With(number))
		return
	}
	r.count(at, category, price, freight)
	o.items++
	o.revenue += price
}

// lookUp finds the order that the row's first column names.
func (r *orderReader) lookUp(t *sheet) (int32, bool) {
	k, ok := key(t, 0)
	if !ok {
		return 0, false
	}
	at, ok := r.byID[k]
	if !ok {
		t.broken(0, message.OrderUnknown.With(t.quoted(0)))
	}
	return at, ok
}

// firstTime notes an item's number and tells whether it is new to its order.
func (r *orderReader) firstTime(at, number int32) bool {
	if number > 64 {
		k := itemKey{at, number}
		twice := r.late[k]
		r.late[k] = true
		return !twice
	}
	o := &r.orders[at]
	bit := uint64(1) << (number - 1)
	twice := o.seen&bit != 0
	o.seen |= bit
	return !twice
}

// count adds an item to all that it belongs to.
func (r *orderReader) count(at, category int32, price, freight int64) {
	o := &r.orders[at]
	sale := Totals{Items: 1, Revenue: price, Freight: freight}
	r.statuses[o.status].add(sale)
	if r.categories.list[category] == NoCategory {
		r.report.WithoutCategory.add(sale)
	}
	switch {
	case o.category < 0:
		o.category = category
	case o.category != category:
		r.spanning[spanKey{at, category}] = struct{}{}
		o.spans = true
	}
	if leftOut(o.status) {
		return
	}
	k := cellKey{int32(o.day.week()), category, o.state}
	c := r.cells[k]
	if c == nil {
		c = &Cell{Category: r.categories.list[category], State: r.states.list[o.state]}
		r.cells[k] = c
	}
	c.Revenue += price
	c.Freight += freight
	c.Items++
	sums := r.days[o.day.week()]
	if sums == nil {
		sums = &daySums{}
		r.days[o.day.week()] = sums
	}
	sums.add(o.day.weekday(), price, unit)
	r.sellEarly(k, o.day, price)
}

func (r *orderReader) payment(t *sheet) {
	at, ok := r.lookUp(t)
	if !ok {
		return
	}
	value, wrong := parseCents(t.value(1))
	if wrong != nil {
		t.broken(1, wrong(t.quoted(1)))
		return
	}
	r.report.Payments += value
	r.orders[at].payments = min(2, r.orders[at].payments+1)
}
