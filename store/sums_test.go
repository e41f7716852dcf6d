package store_test

import (
	"testing"

	"olist/shop"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
)

// Whatever writes cells writes their sums: as staged, with spellings joined, by
// what is measured, undone, of another shop, and read back from an export.
func TestSumsFollowTheCells(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	const header = "week,category,state,revenue,freight,items\n"
	if _, _, err := s.Import(ctx, file(t, header+"2018-08-06,beleza_saude,SP,1.00,0.10,2\n2018-08-06,moveis,RJ,2.00,0,1\n2018-08-13,moveis,SP,4.00,0,3\n", ingest.Options{})); err != nil {
		t.Fatal(err)
	}
	staged, _, err := s.StageImport(ctx, file(t, header+"2018-08-13,Beleza_Saude,SP,8.00,0,1\n2018-08-13,beleza_saude,SP,16.00,0,1\n2018-08-13,moveis,,3.00,0,1\n", ingest.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	profile := shop.Olist()
	for _, act := range []struct {
		what string
		do   func() error
	}{
		{"staged", func() error { return nil }},
		{"joined", func() error { return s.JoinSpellings(ctx, "ana", staged.Version, []string{store.JoinAll}) }},
		{"applied", func() error { _, err := s.ApplyImport(ctx, "ana", staged.Version); return err }},
		{"in units", func() error { profile.Measure = shop.Units; return s.PutShop(ctx, "ana", profile) }},
		{"undone", func() error { _, err := s.UndoImport(ctx, "ana", staged.Version); return err }},
		{"of another shop", func() error { _, _, _, err := s.StartShop(ctx, "ana", shoeShop(), shoes()); return err }},
	} {
		if err := act.do(); err != nil {
			t.Fatal(act.what, err)
		}
		wantSums(t, s, act.what)
	}
}

func wantSums(t *testing.T, s *store.Store, what string) {
	t.Helper()
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, name := range []string{"category", "state"} {
		cells := `SELECT version, week, ` + name + `, SUM(revenue), SUM(freight), SUM(items) FROM cells GROUP BY version, week, ` + name
		sums := `SELECT * FROM ` + name + `_sums`
		var rows, differ int
		if err := db.QueryRow(`SELECT (SELECT COUNT(*) FROM `+name+`_sums), (SELECT COUNT(*) FROM (`+cells+` EXCEPT `+sums+`) AS a) + (SELECT COUNT(*) FROM (`+sums+` EXCEPT `+cells+`) AS b)`).Scan(&rows, &differ); err != nil {
			t.Fatal(err)
		}
		if rows == 0 || differ > 0 {
			t.Errorf("%s: of %d rows of %s_sums and the cells %d differ", what, rows, name, differ)
		}
	}
}
