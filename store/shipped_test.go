package store_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"olist/forecast"
	"olist/quality"
	"olist/shop"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
)

// shipped opens a copy of the database that the program embeds.
func shipped(t testing.TB) *store.Store {
	t.Helper()
	embedded, err := os.ReadFile(filepath.Join("..", "olist.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	path, err := store.Install(t.TempDir(), embedded)
	if err != nil {
		t.Fatal(err)
	}
	return openAt(t, path, newClock())
}

// TestShippedIsOne: what is embedded is the database that lies beside it.
func TestShippedIsOne(t *testing.T) {
	testplace.OnFile(t)
	embedded, err := os.ReadFile(shipped(t).Path())
	if err != nil {
		t.Fatal(err)
	}
	if beside, err := os.ReadFile(filepath.Join("..", "olist.db")); err != nil || !bytes.Equal(embedded, beside) {
		t.Errorf("olist.db.gz holds another database than olist.db (%v); make both anew: go generate ./...", err)
	}
}

// TestShippedIsUpToDate: a first start has nothing to bring up to date, of which it
// would keep a copy (go generate ./... makes the file anew).
func TestShippedIsUpToDate(t *testing.T) {
	testplace.OnFile(t)
	dir := filepath.Dir(shipped(t).Path())
	if copies, _ := filepath.Glob(filepath.Join(dir, "*before-update*")); len(copies) > 0 {
		t.Errorf("the sample is of an older schema: %v", copies)
	}
}

// The expectations stem from the published files, counted by other programs.
func TestShippedAggregates(t *testing.T) {
	s := shipped(t)
	h := history(t, s)
	if h.Segments[0].Key != store.TotalKey || len(h.Segments) != 1+74+27 {
		t.Fatalf("%d segments, the first is %s", len(h.Segments), h.Segments[0].Key)
	}
	week := func(s store.Segment, i int) ingest.Totals {
		return ingest.Totals{Orders: s.Orders[i], Items: s.Items[i], Revenue: s.Revenue[i], Freight: s.Freight[i]}
	}
	var total ingest.Totals
	levels := map[string]ingest.Totals{}
	for i := range h.Weeks {
		w := week(h.Segments[0], i)
		total = plus(total, w)
		for _, s := range h.Segments[1:] {
			level := s.Key[:5]
			levels[level] = plus(levels[level], week(s, i))
		}
	}
	want := ingest.Totals{Orders: 98207, Items: 112101, Revenue: 1349440074, Freight: 1573552703 - 1349440074}
	if diff := cmp.Diff(want, total); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, levels["state"]); diff != "" { // an order has one state, so orders add up, too
		t.Error(diff)
	}
	if diff := cmp.Diff(want, levels["categ"], cmpopts.IgnoreFields(ingest.Totals{}, "Orders")); diff != "" {
		t.Error(diff)
	}
	for monday, want := range map[string]ingest.Totals{
		"2017-01-09": {Orders: 78, Items: 88, Revenue: 1277234},
		"2017-11-20": {Orders: 2973, Items: 3490, Revenue: 40524117},
		"2018-05-21": {Orders: 946, Items: 1100, Revenue: 13358472},
		"2018-08-13": {Orders: 1852, Items: 2045, Revenue: 24467559},
		"2018-08-20": {Orders: 1058, Items: 1191, Revenue: 12638639},
	} {
		i := slices.IndexFunc(h.Weeks, func(w store.WeekInfo) bool { return w.Week.String() == monday })
		got := week(h.Segments[0], i)
		got.Freight = 0
		if got != want {
			t.Errorf("%s: %+v, want %+v", monday, got, want)
		}
	}
}

func plus(a, b ingest.Totals) ingest.Totals {
	return ingest.Totals{Orders: a.Orders + b.Orders, Items: a.Items + b.Items, Revenue: a.Revenue + b.Revenue, Freight: a.Freight + b.Freight}
}

func TestShippedWeeks(t *testing.T) {
	h := history(t, shipped(t))
	var usable, empty []string
	truncated := map[string]quality.State{}
	for _, w := range h.Weeks {
		switch {
		case w.Usable():
			usable = append(usable, w.Week.String())
		case w.State == quality.StateEmpty:
			empty = append(empty, w.Week.String())
		}
		truncated[w.Week.String()] = w.State
	}
	if len(usable) != 84 || usable[0] != "2017-01-09" || usable[83] != "2018-08-13" {
		t.Errorf("%d usable weeks: %v", len(usable), usable)
	}
	if want := []string{"2016-09-05", "2016-09-19", "2016-09-26", "2016-10-17", "2016-10-24", "2016-10-31", "2016-11-07", "2016-11-14",
		"2016-11-21", "2016-11-28", "2016-12-05", "2016-12-12", "2016-12-26"}; !slices.Equal(empty, want) {
		t.Errorf("empty weeks: %v", empty)
	}
	if h.Weeks[0].Week.String() != "2016-08-29" || h.Weeks[len(h.Weeks)-1].Week.String() != "2018-09-03" || truncated["2018-08-20"] != quality.StateTruncated {
		t.Errorf("from %s to %s, 2018-08-20 is %s", h.Weeks[0].Week, h.Weeks[len(h.Weeks)-1].Week, truncated["2018-08-20"])
	}
}

func TestShippedReport(t *testing.T) {
	s := shipped(t)
	imports, err := s.Imports(t.Context())
	if err != nil || len(imports) != 1 {
		t.Fatal(imports, err)
	}
	for _, e := range history(t, s).Events { // entered after the import
		if err := s.DeleteEvent(t.Context(), "test", e.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := history(t, s).Fingerprint; got != imports[0].Fingerprint {
		t.Errorf("the data have the fingerprint %s, their import %s", got, imports[0].Fingerprint)
	}
	var got ingest.OrderReport
	if err := json.Unmarshal(imports[0].Report, &got); err != nil {
		t.Fatal(err)
	}
	rows := []int64{71, 32951, 3095, 99441, 99441, 112650, 103886}
	for i, f := range got.Files {
		if f.Rows != rows[i] {
			t.Errorf("%s has %d rows, want %d", f.Name, f.Rows, rows[i])
		}
	}
	want := ingest.OrderReport{
		Net:                ingest.Totals{Orders: 98207, Items: 112101, Revenue: 1349440074, Freight: 224112629},
		All:                ingest.Totals{Orders: 99441, Items: 112650, Revenue: 1359164370, Freight: 1584355324 - 1359164370},
		Delivered:          ingest.Totals{Orders: 96478, Items: 110197, Revenue: 1322149811, Freight: 1541977375 - 1322149811},
		OrdersWithoutItems: 775, OrdersWithoutPayment: 1, OrdersSeveralItems: 9803, MostItems: 21, OrdersSeveralPayments: 2961, OrdersSpanning: 786,
		NetWithoutItems: 8,
		LargestOrder:    ingest.BigOrder{Day: "2017-09-29", Revenue: 1344000},
		MissingApproved: 160, MissingCarrier: 1783, MissingDelivered: 2965,
		ProductsWithoutCategory: 610, Untranslated: []string{"pc_gamer", "portateis_cozinha_e_preparadores_de_alimentos"},
		Categories: 74, States: 27, Cells: 26370,
		Staging: ingest.Staging{Taken: 1349440074},
	}
	ignore := cmpopts.IgnoreFields(ingest.OrderReport{}, "Rowless", "Files", "Statuses", "Payments", "WithoutCategory", "Long", "Range")
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Error(diff)
	}
	if got.Missing != ingest.MissingZero || len(got.MissingWeeks) != 13 {
		t.Errorf("weeks without a row: %q, %v", got.Missing, got.MissingWeeks)
	}
	if got.WithoutCategory.Items != 1603 || got.WithoutCategory.Revenue != 17953528 || got.Long.Categories != 27 || got.Long.States != 21 || got.Range.Usable != 84 {
		t.Errorf("%+v %+v %+v", got.WithoutCategory, got.Long, got.Range)
	}
}

func TestShippedDatabaseIsSound(t *testing.T) {
	s := shipped(t)
	if p, err := s.Shop(t.Context()); err != nil || p != shop.Olist() { // whose holidays its model learnt
		t.Errorf("its shop is %+v, %v", p, err)
	}
	for _, c := range s.Doctor(t.Context()) {
		if c.Problem != "" {
			t.Errorf("%s: %s", c.Name, c.Problem)
		}
	}
}

// Weekly figures have no days to judge by; at the usual level they count.
func TestWeeklyFiguresReplaceATruncatedEnd(t *testing.T) {
	s := shipped(t)
	imp := apply(t, s, "2018-08-20,beleza_saude,SP,230000.00,1700", "2018-08-27,beleza_saude,SP,240000.00,1800",
		"2018-09-03,beleza_saude,SP,250000.00,1900", "2018-09-10,beleza_saude,SP,260000.00,2000")
	usable := func() (n int, last string) {
		for _, w := range history(t, s).Weeks {
			if w.Usable() {
				n++
				last = w.Week.String()
			}
		}
		return n, last
	}
	if n, last := usable(); n != 88 || last != "2018-09-10" {
		t.Errorf("%d usable weeks, the last is %s", n, last)
	}
	h := history(t, s)
	if i := slices.IndexFunc(h.Segments, func(s store.Segment) bool { return s.Key == "category:beleza_saude" }); h.Segments[i].Name != "health_beauty" {
		t.Errorf("the category is now called %s", h.Segments[i].Name)
	}
	if _, err := s.UndoImport(t.Context(), "ana", imp.Version); err != nil {
		t.Fatal(err)
	}
	if n, last := usable(); n != 84 || last != "2018-08-13" {
		t.Errorf("after undo: %d usable weeks, the last is %s", n, last)
	}
}

// A total far from usual is left out, unless somebody answers for the week.
func TestWeeklyFiguresFarFromUsual(t *testing.T) {
	s := shipped(t)
	imp, changes, err := s.Import(t.Context(), weekly(batch(t, "2018-08-20,,,230000.00,1700", "2018-08-27,,,235000.00,1800", "2018-09-03,,,2300000.00,1900", "2018-09-10,,,15000.00,90")))
	if err != nil {
		t.Fatal(err)
	}
	const spike, end = "R$ 2,300,000 is 10 times the usual level: left out until you say it is right",
		"R$ 15,000 is 7% of the usual level: the data seem to end within this week; left out until you say it is right"
	var told []string
	for _, w := range changes.Weeks {
		told = append(told, w.Reason)
	}
	if want := []string{"", "", spike, end}; !slices.Equal(told, want) || len(changes.LeftOut()) != 2 {
		t.Errorf("the import says %q", told)
	}
	if _, kept, err := s.ImportChanges(t.Context(), imp.Version); err != nil || cmp.Diff(changes.Weeks, kept.Weeks) != "" {
		t.Error("what is said afterwards differs:", cmp.Diff(changes.Weeks, kept.Weeks), err)
	}
	states := func() (last []quality.State, usable int) {
		for _, w := range history(t, s).Weeks {
			if w.Usable() {
				usable++
			}
			last = append(last, w.State)
		}
		return last[len(last)-2:], usable
	}
	check := func(what string, usable int, want ...quality.State) {
		t.Helper()
		if last, n := states(); !slices.Equal(last, want) || n != usable {
			t.Errorf("%s: %v, %d usable", what, last, n)
		}
	}
	check("imported", 86, quality.StateSuspicious, quality.StateTruncated)
	week := changes.Weeks[2].Week
	if err := s.OverrideWeek(t.Context(), "ana", week, true, "a big order"); err != nil {
		t.Fatal(err)
	}
	check("overruled", 87, quality.StateComplete, quality.StateTruncated)
	if err := s.ClearOverride(t.Context(), "ana", week); err != nil {
		t.Fatal(err)
	}
	check("given back", 86, quality.StateSuspicious, quality.StateTruncated)
	event, err := s.PutEvent(t.Context(), "ana", "", forecast.Event{Week: week, Name: "the largest sale ever", Kind: forecast.KindOneOff, Shock: true})
	if err != nil {
		t.Fatal(err)
	}
	check("known as a shock", 87, quality.StateComplete, quality.StateTruncated)
	if err := s.DeleteEvent(t.Context(), "ana", event.ID); err != nil {
		t.Fatal(err)
	}
	check("no longer known", 86, quality.StateSuspicious, quality.StateTruncated)
}
