package store_test

import (
	"strings"
	"testing"

	"olist/store"
	"olist/store/ingest"
	"olist/week"
)

// knownWeeks are 20 weeks in which a sells three times as much as b, and SP
// four times as much as RJ.
func knownWeeks() (b ingest.Batch) {
	for i := range 20 {
		w := ingest.Week{Week: week.Week(2500 + i)}
		w.Cells = []ingest.Cell{
			{Category: "a", State: "SP", Revenue: 6000}, {Category: "b", State: "SP", Revenue: 2000},
			{Category: "a", State: "RJ", Revenue: 1500}, {Category: "b", State: "RJ", Revenue: 500},
		}
		w.Orders = []ingest.Count{{Segment: "category:a", Orders: 3}, {Segment: "category:b", Orders: 2}, {Segment: "state:RJ", Orders: 1}, {Segment: "state:SP", Orders: 4}, {Segment: "total", Orders: 5}}
		b.Weeks = append(b.Weeks, w)
	}
	return b
}

func importCSV(t *testing.T, s *store.Store, csv string) store.Changes {
	t.Helper()
	batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(csv), ingest.Options{})
	check(t, err)
	_, changes, err := s.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "w.csv", Actor: "test", Batch: batch, Report: report})
	check(t, err)
	return changes
}

// day gives the Monday of a week of the tests.
func day(at int) string { return week.Week(at).String() }

func TestWeeksWithoutPartsAreSplitByShares(t *testing.T) {
	for _, test := range []struct {
		name, csv string
		vague     store.Vague
		want      map[string]int64 // revenue of the week 2520
		orders    map[string]int64
	}{
		{"totals alone", "week,revenue\n" + day(2520) + ",100.01\n", store.Vague{Categories: true, States: true},
			map[string]int64{"total": 10001, "category:a": 7501, "category:b": 2500, "state:SP": 8001, "state:RJ": 2000},
			map[string]int64{"total": store.OrdersUnknown, "category:a": store.OrdersUnknown, "state:SP": store.OrdersUnknown}},
		{"states known", "week,state,revenue,orders\n" + day(2520) + ",RJ,100,7\n", store.Vague{Categories: true},
			map[string]int64{"total": 10000, "category:a": 7500, "category:b": 2500, "state:RJ": 10000, "state:SP": 0},
			map[string]int64{"total": 7, "category:a": store.OrdersUnknown, "state:RJ": 7}},
		{"categories known", "week,category,revenue,orders\n" + day(2520) + ",b,100,7\n", store.Vague{States: true},
			map[string]int64{"total": 10000, "category:a": 0, "category:b": 10000, "state:SP": 8000, "state:RJ": 2000},
			map[string]int64{"total": 7, "category:b": 7, "state:SP": store.OrdersUnknown}},
		{"some rows without a state", "week,category,state,revenue\n" + day(2520) + ",b,SP,100\n" + day(2520) + ",b,,10\n", store.Vague{States: true},
			map[string]int64{"total": 11000, "category:b": 11000, "state:SP": 10800, "state:RJ": 200}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := open(t)
			known := knownWeeks()
			_, _, err := s.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "known", Actor: "test", Batch: &known})
			check(t, err)
			changes := importCSV(t, s, test.csv)
			if len(changes.Weeks) != 1 || changes.Weeks[0].Vague != test.vague {
				t.Errorf("the preview says %+v", changes.Weeks)
			}
			h, err := s.History(t.Context())
			check(t, err)
			last := len(h.Weeks) - 1
			if h.Weeks[last].Vague != test.vague || h.Weeks[last-1].Vague.Any() {
				t.Errorf("the weeks say %+v, %+v", h.Weeks[last].Vague, h.Weeks[last-1].Vague)
			}
			for _, seg := range h.Segments {
				if strings.HasSuffix(seg.Key, ":none") {
					t.Errorf("there is a segment %s", seg.Key)
				}
				if want, ok := test.want[seg.Key]; ok && seg.Revenue[last] != want {
					t.Errorf("%s sells %d, want %d", seg.Key, seg.Revenue[last], want)
				}
				if want, ok := test.orders[seg.Key]; ok && seg.Orders[last] != want {
					t.Errorf("%s has %d orders, want %d", seg.Key, seg.Orders[last], want)
				}
			}
			cells, err := s.Cells(t.Context(), 2520, 2520)
			check(t, err)
			var sum int64
			for _, c := range cells {
				sum += c.Cents
			}
			if sum != test.want["total"] {
				t.Errorf("the cells sum to %d", sum)
			}
			if again := importCSV(t, s, test.csv); !again.None() {
				t.Errorf("the same file brings %+v", again)
			}
		})
	}
}

// TestNothingKnownToSplitBy: without any week that has parts, totals stay what
// they are.
func TestNothingKnownToSplitBy(t *testing.T) {
	s, _ := open(t)
	importCSV(t, s, "week,revenue\n"+day(2500)+",10\n"+day(2501)+",20\n")
	h, err := s.History(t.Context())
	check(t, err)
	if h.Weeks[0].Vague.Any() || h.Segments[0].Revenue[1] != 2000 || len(h.Segments) != 3 {
		t.Errorf("%+v", h)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
