package ingest

import (
	"context"
	"io/fs"
	"strings"

	"olist/week"
)

// orderStatuses are those that the published files know. Orders of the last
// two are left out of the aggregates: their goods were never sold.
var orderStatuses = []string{"delivered", "shipped", "invoiced", "processing", "approved", "created", "canceled", "unavailable"}

// leftOut reports whether orders of the status with this index do not count.
func leftOut(status uint8) bool {
	return orderStatuses[status] == "canceled" || orderStatuses[status] == "unavailable"
}

// order is what must be known of an order until all files are read.
type order struct {
	day      day
	category int32 // of its first item, -1 before that
	status   uint8
	state    uint8
	payments uint8 // two stand for several
	spans    bool  // its items are of several categories
	items    int32
	seen     uint64 // item numbers 1 to 64 that were read
	revenue  int64
}

// cellKey is week, category and state as indices.
type cellKey struct {
	week     int32
	category int32
	state    uint8
}

// orderReader joins the files. What it keeps grows with the number of orders,
// products and customers, some tens of bytes each, never with the file sizes.
type orderReader struct {
	*folder
	report     *OrderReport
	english    map[string]string // of a category
	categories names
	states     names
	products   map[id]int32 // category
	customers  map[id]uint8 // state
	sellers    map[id]bool
	byID       map[id]int32 // order
	orders     []order
	late       map[itemKey]bool     // item numbers above 64
	spanning   map[spanKey]struct{} // (order, category) beyond an order's first category
	cells      map[cellKey]*Cell
	days       map[week.Week]*daySums
	early      map[cellKey]early
	statuses   []Totals
}

type itemKey struct{ order, number int32 }

type spanKey struct{ order, category int32 }

// names gives each text an index, in order of appearance.
type names struct {
	list  []string
	index map[string]int
}

func (n *names) at(s string) int {
	i, ok := n.index[s]
	if !ok {
		if n.index == nil {
			n.index = map[string]int{}
		}
		s = strings.Clone(s)
		i = len(n.list)
		n.list = append(n.list, s)
		n.index[s] = i
	}
	return i
}

// ReadOrders reads the published order files from fsys (see OrderFiles),
// joins them and adds them up by week, category and state. progress may be
// nil. Where anything is wrong with the files, it gives a *Faults in an error
// of CodeInvalid that names every place of the first such file (up to twenty), and no batch.
// So it does where they hold more than the limits allow.
func ReadOrders(ctx context.Context, fsys fs.FS, progress func(Progress), o Options) (*Batch, *OrderReport, error) {
	ctx, cancel := bound(ctx)
	defer cancel()
	r := &orderReader{
		report:    &OrderReport{},
		english:   map[string]string{},
		products:  map[id]int32{},
		customers: map[id]uint8{},
		sellers:   map[id]bool{},
		byID:      map[id]int32{},
		late:      map[itemKey]bool{},
		spanning:  map[spanKey]struct{}{},
		cells:     map[cellKey]*Cell{},
		days:      map[week.Week]*daySums{},
		early:     map[cellKey]early{},
		statuses:  make([]Totals, len(orderStatuses)),
	}
	faults := &Faults{}
	r.folder = openFolder(fsys, OrderFiles(), faults, progress)
	if err := faults.Err(); err != nil {
		return nil, nil, err
	}
	for _, file := range []struct {
		name    string
		row     func(*sheet)
		columns []string
	}{
		{translationFile, r.translation, []string{"product_category_name", "product_category_name_english"}},
		{productsFile, r.product, []string{"product_id", "product_category_name"}},
		{sellersFile, r.seller, []string{"seller_id"}},
		{customersFile, r.customer, []string{"customer_id", "customer_state"}},
		{ordersFile, r.order, []string{"order_id", "customer_id", "order_status", "order_purchase_timestamp",
			"order_approved_at", "order_delivered_carrier_date", "order_delivered_customer_date"}},
		{itemsFile, r.item, []string{"order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"}},
		{paymentsFile, r.payment, []string{"order_id", "payment_value"}},
	} {
		read, err := r.read(ctx, file.name, file.row, file.columns...)
		if err != nil {
			return nil, nil, overtime(ctx, err)
		}
		if err := faults.Err(); err != nil { // the files that refer to this one would only repeat it
			return nil, nil, err
		}
		r.report.Files = append(r.report.Files, read)
	}
	batch := r.batch()
	r.report.Rowless = batch.rowless(o, MissingZero, nil)
	r.finish(batch)
	return batch, r.report, nil
}
