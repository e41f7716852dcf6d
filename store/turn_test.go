package store_test

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/secret"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/week"
)

func shoeShop() shop.Profile {
	p := shop.New()
	p.Name, p.Currency, p.Country, p.TimeZone, p.Region = "Schuhe", "eur", "de", "Europe/Berlin", "Bundesland"
	return p
}

func shoes() *store.NewImport {
	b := &ingest.Batch{Categories: []ingest.Category{{Slug: "Stiefel", NameEN: "Stiefel"}}}
	for i := range 60 {
		b.Weeks = append(b.Weeks, ingest.Week{Week: week.Week(2700 + i), Cells: []ingest.Cell{{Category: "Stiefel", State: "Bayern", Revenue: int64(10_000 + i), Items: 7}}})
	}
	return &store.NewImport{Kind: "weekly", Source: "schuhe.csv", Actor: "ana", Batch: b, Report: &ingest.WeeklyReport{}}
}

// rowsOf are the rows of every table but those of the house, whose rows stay.
func rowsOf(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	counts := map[string]int{}
	for _, table := range store.ShopTables() {
		var n int
		if err := db.QueryRow(`SELECT COUNT(*) FROM ` + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	return counts
}

// keptFiles counts the files of shops that were set aside, wherever they are kept.
func keptFiles(t *testing.T, s *store.Store, db *sql.DB) (n int) {
	t.Helper()
	if !store.IsPostgres(s.Place().Name) {
		left, err := filepath.Glob(s.Path() + ".shop-*")
		if err != nil {
			t.Fatal(err)
		}
		return len(left)
	}
	if err := db.QueryRow(`SELECT COUNT(DISTINCT name) FROM files WHERE name LIKE '%.shop-%'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A shop is set aside whole and comes back as it was; the other one lies aside
// meanwhile, and what belongs to the house stays.
func TestShopsTakeTurns(t *testing.T) {
	ctx := t.Context()
	s := shipped(t)
	if _, err := s.AddNote(ctx, "ana", 2500, "carnival"); err != nil {
		t.Fatal(err)
	}
	reader, err := s.AddReader(ctx, "ana", store.Reader{Kind: store.ReaderSlack, Address: "https://hooks.example/…"}, secret.Of("https://hooks.example/key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.BeginSending(ctx, reader.ID, 2500, false, store.Telling{}); err != nil {
		t.Fatal(err)
	}
	before, err := s.History(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, s)
	log, err := s.AuditLog(ctx, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}

	kept, _, _, err := s.StartShop(ctx, "ana", shoeShop(), shoes())
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.Latest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if h.Shop.Currency != "EUR" || len(h.Weeks) != 60 || len(h.Segments) != 3 || h.Segments[2].Key != "state:Bayern" {
		t.Errorf("the new shop is %+v, %d weeks, %d segments", h.Shop, len(h.Weeks), len(h.Segments))
	}
	if models, err := s.Models(ctx); err != nil || len(models) > 0 {
		t.Errorf("%d models of the shop before are left, %v", len(models), err)
	}
	if notes, err := s.Notes(ctx); err != nil || len(notes) > 0 {
		t.Errorf("notes of the shop before are left: %v, %v", notes, err)
	}
	if hidden, err := s.ReaderAddress(ctx, reader.ID); err != nil || !hidden.Empty() {
		t.Error("the channel of the shop before is still known")
	}
	if all, err := s.KeptShops(ctx); err != nil || len(all) != 1 || all[0].Name != "Olist" || all[0].Weeks == 0 {
		t.Errorf("kept are %+v, %v", all, err)
	}

	shoesKept, err := s.ReturnShop(ctx, "ana", kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Latest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, rowsOf(t, s)); diff != "" || after.Fingerprint != before.Fingerprint || after.Shop != before.Shop {
		t.Errorf("the shop that came back is another one: %s", diff)
	}
	if _, again, err := s.BeginSending(ctx, reader.ID, 2500, false, store.Telling{}); err != nil || again {
		t.Errorf("the digest of a week goes twice over two shops: %v", err)
	}
	if hidden, err := s.ReaderAddress(ctx, reader.ID); err != nil || hidden.Reveal() != "https://hooks.example/key" {
		t.Error("the channel's address did not come back")
	}
	now, err := s.AuditLog(ctx, 0, 1000)
	if err != nil || len(now) <= len(log) {
		t.Errorf("the log has %d acts, had %d, %v", len(now), len(log), err)
	}
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`DELETE FROM activations`); err == nil {
		t.Error("the log of activations can be deleted from")
	}
	if left := keptFiles(t, s, db); left != 1 {
		t.Errorf("%d files of shops", left)
	}
	if _, err := s.ReturnShop(ctx, "ana", kept.ID); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("a shop comes back twice: %v", err)
	}
	if err := s.DropShop(ctx, "ana", shoesKept.ID); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(s.Path() + ".shop-*"); len(left) != 0 {
		t.Errorf("files of shops: %v", left)
	}
}

// What cannot be leaves the shop as it is, and nothing beside it.
func TestShopNotBegun(t *testing.T) {
	s := shipped(t)
	rows := rowsOf(t, s)
	for name, c := range map[string]struct {
		change func(*shop.Profile)
		n      *store.NewImport
	}{
		"no name":     {func(p *shop.Profile) { p.Name = " " }, nil},
		"no currency": {func(p *shop.Profile) { p.Currency = "EURO" }, nil},
		"no country":  {func(p *shop.Profile) { p.Country = "Germany" }, nil},
		"no zone":     {func(p *shop.Profile) { p.TimeZone = "Berlin" }, nil},
		"no sales":    {func(*shop.Profile) {}, &store.NewImport{Batch: &ingest.Batch{}}},
	} {
		p := shoeShop()
		c.change(&p)
		if _, _, _, err := s.StartShop(t.Context(), "ana", p, c.n); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(rows, rowsOf(t, s)); diff != "" {
		t.Error(diff)
	}
	if left, _ := filepath.Glob(s.Path() + ".shop-*"); len(left) != 0 {
		t.Errorf("files of shops: %v", left)
	}
}

// The sources of a shop, and their addresses, go and come with it: what one shop
// fetches never comes into another.
func TestSourcesAreOfTheirShop(t *testing.T) {
	ctx := t.Context()
	s, _ := open(t)
	if _, _, err := s.Import(ctx, *shoes()); err != nil {
		t.Fatal(err)
	}
	address := secret.Of("https://till.example/?key=1")
	j := json.RawMessage(`{}`)
	src, err := s.PutSource(ctx, "ana", store.Source{Name: "till", Spec: j, Options: j, Rules: j, Schedule: j}, &address)
	if err != nil {
		t.Fatal(err)
	}
	kept, _, _, err := s.StartShop(ctx, "ana", shoeShop(), shoes())
	if err != nil {
		t.Fatal(err)
	}
	if all, err := s.Sources(ctx); err != nil || len(all) > 0 {
		t.Errorf("the new shop fetches from %v, %v", all, err)
	}
	if hidden, err := s.SourceAddress(ctx, src.ID); err != nil || !hidden.Empty() {
		t.Errorf("the address is left, %v", err)
	}
	if _, _, err := s.TakeFetched(ctx, store.FetchedImport{NewImport: *shoes(), Judge: func(store.Changes) []message.Message { return nil }},
		store.SourceEnd{Run: store.SourceRun{Source: src.ID}}); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("what was being fetched came into another shop: %v", err)
	}
	if _, err := s.ReturnShop(ctx, "ana", kept.ID); err != nil {
		t.Fatal(err)
	}
	if hidden, err := s.SourceAddress(ctx, src.ID); err != nil || hidden.Reveal() != address.Reveal() {
		t.Errorf("the source came back without its address, %v", err)
	}
}

// Where as many shops are kept as can be, none begins, but one comes back: it makes
// room for the one that goes. A restored backup knows of none that came later, and
// they are kept all the same.
func TestShopsAreMany(t *testing.T) {
	ctx := t.Context()
	s, _ := open(t)
	if _, _, err := s.Import(ctx, *shoes()); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	var kept store.KeptShop
	var err error
	for range store.KeptMost {
		if kept, _, _, err = s.StartShop(ctx, "ana", shoeShop(), shoes()); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, _, err := s.StartShop(ctx, "ana", shoeShop(), nil); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("one shop too many is kept: %v", err)
	}
	if _, err := s.ReturnShop(ctx, "ana", kept.ID); err != nil {
		t.Errorf("no shop comes back: %v", err)
	}
	if _, err := store.Restore(ctx, "ana", s.Place(), backup, false); err != nil {
		t.Fatal(err)
	}
	all, err := s.KeptShops(ctx)
	if err != nil || len(all) != store.KeptMost {
		t.Fatalf("%d shops are kept after a restore, %v", len(all), err)
	}
	if _, err := s.ReturnShop(ctx, "ana", all[0].ID); err != nil {
		t.Error(err)
	}
}

// What a backup says of files is no word on which files are deleted.
func TestKeptFilesAreBesideTheDatabase(t *testing.T) {
	ctx := t.Context()
	s, _ := open(t)
	victim := filepath.Join(filepath.Dir(s.Path()), "victim.shop-x")
	if err := os.WriteFile(victim, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", backup)
	if err != nil {
		t.Fatal(err)
	}
	for id, file := range map[string]string{"x": "../" + filepath.Base(filepath.Dir(s.Path())) + "/victim.shop-x", "y": "victim.shop-x", "z": "olist.db.shop-z"} {
		if _, err := db.Exec(`INSERT INTO kept_shops VALUES (?, ?, 'n', 1, 'eve', 1)`, id, file); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, "ana", s.Place(), backup, true); err != nil {
		t.Fatal(err)
	}
	if all, err := s.KeptShops(ctx); err != nil || len(all) > 0 {
		t.Errorf("%v, %v", all, err)
	}
}

// houseTables are those whose rows stay where they are when shops take turns.
var houseTables = []string{"attempts", "audit", "data_version", "deliveries", "files", "goose_db_version", "job_log", "jobs", "kept_shops", "mappings", "passwords", "people", "secrets", "sequences", "sessions", "settings", "tokens"}

// TestEveryTableHasAPlace: a table that is added belongs to a shop or to the house.
func TestEveryTableHasAPlace(t *testing.T) {
	testplace.OnFile(t)
	s := shipped(t)
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(store.ShopTables(), name) == slices.Contains(houseTables, name) {
			t.Errorf("is %s of a shop or of the house? See shopTables", name)
		}
	}
}

// A shop that measures units counts them, and has its money back when it measures
// that again.
func TestMeasure(t *testing.T) {
	ctx := t.Context()
	s, _ := open(t)
	if _, _, err := s.Import(ctx, *shoes()); err != nil {
		t.Fatal(err)
	}
	p := shoeShop()
	if err := s.KeepIssued(ctx, store.Issued{ModelID: "m", Cutoff: 2500}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		measure string
		first   int64
		issued  int // what was forecast in money is held against money alone
	}{{shop.Units, 700, 0}, {shop.Revenue, 10_000, 1}} {
		p.Measure = c.measure
		if err := s.PutShop(ctx, "ana", p); err != nil {
			t.Fatal(err)
		}
		h, err := s.Latest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Segments[0].Revenue[0]; got != c.first {
			t.Errorf("%s: the first week is %d, not %d", c.measure, got, c.first)
		}
		if issued, err := s.IssuedBefore(ctx, 2600, 9); err != nil || len(issued) != c.issued {
			t.Errorf("%s: %d forecasts were issued, %v", c.measure, len(issued), err)
		}
	}
	p.Start = 1
	if err := s.PutShop(ctx, "ana", p); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("weeks that are there begin on another day: %v", err)
	}
}
