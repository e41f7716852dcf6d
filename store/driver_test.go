package store_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

const promoted = `week,category,state,revenue,promo_days
2018-08-06,a,SP,1.00,2
2018-08-06,b,SP,1.00,4
2018-08-13,a,SP,1.00,1
2018-08-13,b,SP,1.00,1
2018-08-20,a,SP,,5
2018-08-20,b,SP,,7
2018-08-27,a,SP,,3
`

func promo(t *testing.T, text string) store.NewImport {
	t.Helper()
	return file(t, text, ingest.Options{Drivers: []string{"promo_days"}})
}

// driven writes a segment's values of the only driver.
func driven(t *testing.T, s *store.Store, key string) string {
	t.Helper()
	h := history(t, s)
	i := slices.IndexFunc(h.Segments, func(s store.Segment) bool { return s.Key == key })
	if len(h.Drivers) == 0 {
		return ""
	}
	var all []string
	for _, v := range h.Segments[i].Drivers[0] {
		if math.IsNaN(v) {
			all = append(all, "-")
			continue
		}
		all = append(all, fmt.Sprint(v))
	}
	return strings.Join(all, " ")
}

// TestDriversComeWithTheSales: parts have values of their own, the total their
// mean; what an import brought goes with it, and comes again.
func TestDriversComeWithTheSales(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-07-30,a,SP,1.00,1")
	plain := fingerprint(t, s)
	imp, changes, err := s.Import(ctx, promo(t, promoted))
	if err != nil || len(changes.Drivers) != 1 || changes.Drivers[0].Weeks != 4 {
		t.Fatal(changes, err)
	}
	h := history(t, s)
	if len(h.Drivers) != 1 || h.Drivers[0].Name != "promo_days" || h.Drivers[0].Known != 2 || len(h.Weeks) != 3 {
		t.Fatalf("%+v, %d weeks", h.Drivers, len(h.Weeks))
	}
	for key, want := range map[string]string{"total": "- 3 1 6 3", "category:a": "- 2 1 5 3", "category:b": "- 4 1 7 3", "state:SP": "- 3 1 6 3"} {
		if got := driven(t, s, key); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if again, changes, err := s.Import(ctx, promo(t, promoted)); err != nil || again.Version != 0 || !changes.None() {
		t.Error("the same again:", again, changes, err)
	}
	if _, err := s.UndoImport(ctx, "ana", imp.Version); err != nil {
		t.Fatal(err)
	}
	if got := fingerprint(t, s); got != plain || driven(t, s, "total") != "" {
		t.Error("something is left of the drivers")
	}
	if _, err := s.ApplyImport(ctx, "ana", imp.Version); err != nil || driven(t, s, "total") != "- 3 1 6 3" {
		t.Error(driven(t, s, "total"), err)
	}
}

// TestAFileThatChangesDriversAlone is an import as any other.
func TestAFileThatChangesDriversAlone(t *testing.T) {
	s, _ := open(t)
	_, _, err := s.Import(t.Context(), promo(t, promoted))
	if err != nil {
		t.Fatal(err)
	}
	imp, changes, err := s.Import(t.Context(), promo(t, promoted+"2018-08-27,b,SP,,9\n"))
	if err != nil || imp.Version == 0 || changes.Added+changes.Changed != 0 || len(changes.Drivers) != 1 || changes.Drivers[0].Weeks != 1 {
		t.Fatal(imp, changes, err)
	}
	if got := driven(t, s, "total"); got != "3 1 6 6" {
		t.Error(got)
	}
	sold := revenue(t, s, "total")
	if _, _, err := s.Import(t.Context(), promo(t, "week,promo_days\n2018-08-13,8\n2018-09-03,4\n2018-09-10,3\n")); err != nil {
		t.Fatal(err)
	}
	if got := driven(t, s, "total"); got != "3 8 6 6 4 3" || !slices.Equal(revenue(t, s, "total"), sold) {
		t.Error("without sales:", got)
	}
}

// TestDriversAreCorrected for coming weeks only, by a person whose word holds
// until a later import; undone and done again.
func TestDriversAreCorrected(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	if _, _, err := s.Import(ctx, promo(t, promoted)); err != nil {
		t.Fatal(err)
	}
	w := week.Week(2537) // Monday 2018-08-20
	five, none := 5.5, 0.0
	edit, err := s.PutDriver(ctx, "ana", "promo_days", []store.DriverWord{{w, &five}, {w + 1, nil}, {w + 2, &none}, {w + 3, nil}})
	if err != nil || len(edit.Words) != 3 { // the last changes nothing
		t.Fatal(edit, err)
	}
	if got := driven(t, s, "category:a"); got != "2 1 5.5 - 0" {
		t.Error(got)
	}
	if h := history(t, s); h.Drivers[0].Known != 1 || !slices.Equal(h.Drivers[0].Hand, []week.Week{w, w + 1, w + 2}) {
		t.Errorf("%+v", h.Drivers)
	}
	for range 2 {
		if _, err := s.UndoDriver(ctx, "ana", edit.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := driven(t, s, "total"); got != "3 1 5.5 - 0" {
		t.Error("undone and done again:", got)
	}
	if _, _, err := s.Import(ctx, promo(t, strings.Replace(promoted, "2018-08-20,a,SP,,5", "2018-08-20,a,SP,,1", 1))); err != nil {
		t.Fatal(err)
	}
	if got := driven(t, s, "total"); got != "3 1 4 3 0" { // the file has a word on two of the three weeks
		t.Error("after a later import:", got)
	}
	for what, c := range map[string]struct {
		driver string
		words  []store.DriverWord
		code   fault.Code
	}{
		"past":    {"promo_days", []store.DriverWord{{w - 1, &five}}, fault.CodeInvalid},
		"far":     {"promo_days", []store.DriverWord{{w + 500, &five}}, fault.CodeInvalid},
		"twice":   {"promo_days", []store.DriverWord{{w, &five}, {w, &none}}, fault.CodeInvalid},
		"nan":     {"promo_days", []store.DriverWord{{w, new(float64)}, {w + 1, func() *float64 { v := math.NaN(); return &v }()}}, fault.CodeInvalid},
		"unknown": {"price", []store.DriverWord{{w, &five}}, fault.CodeNotFound},
	} {
		if _, err := s.PutDriver(ctx, "ana", c.driver, c.words); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", what, err)
		}
	}
	want := []string{"ana driver.put promo_days", "ana driver.undo promo_days", "ana driver.redo promo_days"}
	if log := acts(t, s, false); !slices.Equal(log[2:5], want) {
		t.Error(log)
	}
}
