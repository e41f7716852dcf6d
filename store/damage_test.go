package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// raw opens the store's file for a test that damages it, past every guard.
func raw(t *testing.T, s *store.Store) *sql.DB {
	t.Helper()
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	drop := `DROP TRIGGER models_no_update`
	if store.IsPostgres(s.Place().Name) {
		drop += ` ON models`
	}
	if _, err := db.Exec(drop); err != nil {
		t.Fatal(err)
	}
	return db
}

func execute(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatal(query, err)
	}
}

func TestEveryFlippedByteOfAModelIsFound(t *testing.T) {
	testplace.OnFile(t)
	s, _ := open(t)
	ctx := t.Context()
	m := addModel(t, s, "a small model, but a model all the same")
	db := raw(t, s)
	for _, column := range []string{"kind", "params", "config", "data_fingerprint", "program_version", "note", "created_by", "sha256", "seal", "payload"} {
		var value []byte
		if err := db.QueryRow(`SELECT ` + column + ` FROM models`).Scan(&value); err != nil {
			t.Fatal(err)
		}
		set := func(v []byte) {
			if column == "payload" {
				execute(t, db, `UPDATE models SET payload = $1`, v)
			} else {
				execute(t, db, `UPDATE models SET `+column+` = $1`, string(v))
			}
		}
		for i := range value {
			flipped := bytes.Clone(value)
			flipped[i] ^= 1 << (i % 8)
			set(flipped)
			if _, _, err := s.Payload(ctx, m.ID); !errors.Is(err, store.ErrDamaged) {
				t.Fatalf("%s with byte %d flipped: %v", column, i, err)
			}
			if err := s.Activate(ctx, "ana", m.ID, ""); !errors.Is(err, store.ErrDamaged) {
				t.Fatalf("%s with byte %d flipped went live: %v", column, i, err)
			}
		}
		set(value)
	}
	for _, column := range []string{"seq", "train_from", "train_to", "seed", "duration_ms", "created_at", "size"} {
		for bit := range 40 {
			flip := fmt.Sprintf(`UPDATE models SET %s = (%s | (1 << %d)) - (%s & (1 << %d))`, column, column, bit, column, bit)
			execute(t, db, flip)
			if _, err := s.Model(ctx, m.ID); !errors.Is(err, store.ErrDamaged) {
				t.Fatalf("%s with bit %d flipped: %v", column, bit, err)
			}
			execute(t, db, flip)
		}
	}
	if _, _, err := s.Payload(ctx, m.ID); err != nil {
		t.Fatal("not as it was:", err)
	}
}

var flips = flag.Int("flips", 200, "how many random bits of the shipped model to flip, one at a time")

func TestRandomFlipsOfTheShippedModelAreFound(t *testing.T) {
	testplace.OnFile(t)
	s := shipped(t)
	live, err := s.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, payload, err := s.Payload(t.Context(), live.ModelID)
	if err != nil {
		t.Fatal(err)
	}
	db := raw(t, s)
	db.SetMaxOpenConns(1)
	execute(t, db, `PRAGMA synchronous = OFF`)
	r := rand.New(rand.NewPCG(1, 2))
	for range *flips {
		at, bit := r.IntN(len(payload)), byte(1)<<r.IntN(8)
		payload[at] ^= bit
		execute(t, db, `UPDATE models SET payload = $1 WHERE id = $2`, payload, live.ModelID)
		if _, _, err := s.Payload(t.Context(), live.ModelID); !errors.Is(err, store.ErrDamaged) {
			t.Fatalf("bit %d of byte %d: %v", bit, at, err)
		}
		payload[at] ^= bit
	}
}

func TestTheLastGoodModelServes(t *testing.T) {
	testplace.OnFile(t)
	s, _ := open(t)
	ctx := t.Context()
	_, err := s.LoadLive(ctx, nil)
	wantCode(t, err, fault.CodeNotFound)
	var models []store.Model
	for _, payload := range []string{"one", "two", "three"} {
		m := addModel(t, s, payload)
		if err := s.Activate(ctx, "ana", m.ID, ""); err != nil {
			t.Fatal(err)
		}
		models = append(models, m)
	}
	if err := s.DeleteModel(ctx, "ana", models[1].ID); err != nil {
		t.Fatal(err)
	}
	db := raw(t, s)
	execute(t, db, `UPDATE models SET payload = 'thrEe' WHERE seq = 3`)
	l, err := s.LoadLive(ctx, nil)
	if err != nil || l.Model.ID != models[0].ID || string(l.Payload) != "one" || l.Intended != models[2].ID || len(l.Damaged) != 1 || !errors.Is(l.Damaged[0], store.ErrDamaged) {
		t.Fatal(l, err)
	}
	execute(t, db, `UPDATE models SET note = 'other' WHERE seq = 3`)
	if all, err := s.Models(ctx); err != nil || len(all) != 1 {
		t.Error("the damaged row is listed", all, err)
	}
	execute(t, db, `UPDATE models SET train_from = 'text' WHERE seq = 3`)
	if all, err := s.Models(ctx); err != nil || len(all) != 1 {
		t.Error("a row that cannot even be scanned hides the sound ones", all, err)
	}
	execute(t, db, `UPDATE models SET payload = 'x'`)
	l, err = s.LoadLive(ctx, nil)
	wantCode(t, err, fault.CodeUnavailable)
	if len(l.Damaged) != 2 {
		t.Error(l.Damaged)
	}
	if err := s.DeleteModel(ctx, "ana", models[2].ID); fault.CodeOf(err) != fault.CodeConflict {
		t.Error("the live model was deleted because it is damaged", err)
	}
}

func TestDoctor(t *testing.T) {
	healthy := func(t *testing.T, s *store.Store) {
		t.Helper()
		for _, c := range s.Doctor(t.Context()) {
			if c.Problem != "" {
				t.Errorf("%s: %s", c.Name, c.Problem)
			}
		}
	}
	s := filled(t)
	healthy(t, s)
	empty, _ := open(t)
	for _, c := range empty.Doctor(t.Context()) {
		if c.Problem != "" && !c.Minor {
			t.Errorf("an empty database: %s: %s", c.Name, c.Problem)
		}
	}
	for _, test := range []struct{ name, damage, problem string }{
		{"models", `UPDATE models SET note = 'x'`, "is damaged on disk"},
		{"live model", `UPDATE models SET payload = 'x'`, "is damaged on disk"},
		{"live model", `INSERT INTO activations VALUES (99, 'm9', '', '', '', 0)`, "is not the one that the log names"},
		{"database", `UPDATE live SET model_id = 'm9'`, "1 rows refer to rows that are gone, of live"},
		{"live model", `UPDATE live SET model_id = 'm9'`, `there is no model "m9"`},
		{"aggregates", `UPDATE order_counts SET orders = 0 WHERE segment = 'total'`, "counts 0 orders, one of its segments 1"},
		{"aggregates", `UPDATE cells SET revenue = revenue + 1`, "category_sums are not the sums of the cells"},
		{"aggregates", `DELETE FROM state_sums`, "state_sums are not the sums of the cells"},
		{"aggregates", `INSERT INTO daily_orders VALUES (1, 2537, 0, 9)`, "are not the sum of their days"},
		{"aggregates", `INSERT INTO early_sums VALUES (1, 2537, 'category:a', 5, 0)`, "before a month turned is not what all sold"},
		{"aggregates", `INSERT INTO early_sums VALUES (1, 2537, 'total', 5, 0), (1, 2537, 'category:a', 5, 0), (1, 2537, 'state:SP', 4, 0)`, "before a month turned is not what all sold"},
		{"aggregates", `INSERT INTO early_sums VALUES (1, 2537, 'total', 5, 3), (1, 2537, 'category:a', 5, 2), (1, 2537, 'state:SP', 5, 3)`, "before a month turned is not what all sold"},
		{"jobs", `UPDATE jobs SET state = 'running', lease_until = 1`, "has had no sign of life"},
	} {
		t.Run(test.damage, func(t *testing.T) {
			if strings.Contains(test.damage, "live SET model_id") {
				testplace.OnFile(t) // PostgreSQL lets no row refer to what is not there
			}
			s := filled(t)
			db := raw(t, s)
			execute(t, db, test.damage)
			for _, c := range s.Doctor(t.Context()) {
				if c.Name == test.name && !strings.Contains(c.Problem, test.problem) {
					t.Errorf("%s: %q, want %q", c.Name, c.Problem, test.problem)
				}
			}
		})
	}
}

func TestLogsAreAppendOnly(t *testing.T) {
	s := filled(t)
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{
		`UPDATE audit SET actor = 'x'`, `DELETE FROM audit`, `UPDATE activations SET actor = 'x'`, `DELETE FROM activations`, `UPDATE models SET note = 'x'`,
	} {
		if _, err := db.Exec(query); err == nil {
			t.Errorf("%s was possible", query)
		}
	}
}
