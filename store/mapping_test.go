package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// What was chosen for a file is used for the next one of the same header, and
// said.
func TestMappingIsRemembered(t *testing.T) {
	s, c := open(t)
	const first, next = "Tag;Ertrag;Preis\n2018-08-13;5,50;9\n", "tag;ERTRAG;Preis\n2018-08-20;7,50;9\n"
	u, err := ingest.Understand(t.Context(), "w.csv", strings.NewReader(first), ingest.Options{Roles: map[string]string{"Ertrag": ingest.RoleAmount, "Preis": ingest.RoleIgnore}}, c.Now())
	if err != nil || !u.Readable() {
		t.Fatal(err, u)
	}
	m := ingest.MappingOf(u.Header, u.Names(), ingest.Options{Roles: u.Roles(), Decimal: ","})
	if err := s.PutMapping(t.Context(), "ana", m); err != nil {
		t.Fatal(err)
	}
	kept, err := s.MappingFor(t.Context(), u.Header)
	if err != nil || kept == nil {
		t.Fatal(kept, err)
	}
	m.By, m.At = "ana", kept.At
	if diff := cmp.Diff(&m, kept); diff != "" {
		t.Error(diff)
	}
	o, err := s.ReadingOptions(t.Context(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(next), o)
	if err != nil || b.Weeks[0].Revenue() != 750 {
		t.Fatal(b, err)
	}
	if want := "columns as you chose on " + kept.At.Format(time.DateOnly); !strings.Contains(fmt.Sprint(report.Notes), want) {
		t.Errorf("notes %v, want %s", report.Notes, want)
	}
	if other, err := s.MappingFor(t.Context(), "else"); other != nil || err != nil {
		t.Errorf("another header has %v, %v", other, err)
	}
	m.Roles = map[string]string{"Ertrag": "price"}
	if err := s.PutMapping(t.Context(), "ana", m); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("a role that is none is remembered: %v", err)
	}
}

func TestOldestMappingGivesWay(t *testing.T) {
	s, c := open(t)
	for i := range store.MostMappings + 2 {
		c.Add(time.Second)
		if err := s.PutMapping(t.Context(), "ana", ingest.Mapping{Header: fmt.Sprint(i), Roles: map[string]string{"a": ingest.RoleAmount}}); err != nil {
			t.Fatal(err)
		}
	}
	for header, want := range map[string]bool{"0": false, "1": false, "2": true, fmt.Sprint(store.MostMappings + 1): true} {
		if m, err := s.MappingFor(t.Context(), header); err != nil || (m != nil) != want {
			t.Errorf("header %s: %v, %v", header, m, err)
		}
	}
}

// Weeks of a file begin on the day that the shop's do, or the file is refused.
func TestWeeksOfAFileBeginAsTheShopsDo(t *testing.T) {
	s, _ := open(t)
	p := shop.New()
	p.Name, p.Start = "Shoes", 1
	if err := s.PutShop(t.Context(), "ana", p); err != nil {
		t.Fatal(err)
	}
	const csv = "week,sales\n2018-08-12,5\n2018-08-19,6\n"
	o, err := s.ReadingOptions(t.Context(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, changes, err := s.Import(t.Context(), file(t, csv, o)); err != nil || len(changes.Weeks) != 2 || changes.Weeks[0].Week.String() != "2018-08-12" {
		t.Errorf("%v, %v", changes.Weeks, err)
	}
	if _, _, err := s.Import(t.Context(), file(t, "week,sales\n2018-08-26,5\n", ingest.Options{})); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("weeks from Monday on are taken: %v", err)
	}
}
