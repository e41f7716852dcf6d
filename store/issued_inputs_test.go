package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
	"olist/week"
)

// issues gives the entries, newest first, as model, kept or not.
func issues(t *testing.T, s *store.Store) (all []string) {
	t.Helper()
	entries, err := s.IssuedEntries(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, fmt.Sprintf("%d %s %t", int(e.Cutoff)-2500, e.ModelID, e.Kept))
	}
	return all
}

func keep(t *testing.T, s *store.Store, cutoff week.Week, model string, value float64, inputs []byte) {
	t.Helper()
	err := s.KeepIssued(t.Context(), store.Issued{ModelID: model, Cutoff: 2500 + cutoff, Inputs: inputs,
		Forecasts: []forecast.Forecast{{Key: "total", Points: []forecast.Point{{Step: 1, Value: value}}}}})
	if err != nil {
		t.Fatal(err)
	}
}

// What a forecast was made from is kept beside it, equal ones once; a forecast
// stays as it was issued first, and gets the inputs that it lacks where it is the
// same.
func TestInputsBesideWhatWasIssued(t *testing.T) {
	s, c := open(t)
	keep(t, s, 1, "m1", 10, nil) // an earlier program
	c.Add(time.Hour)
	keep(t, s, 2, "m1", 20, []byte("two"))
	c.Add(time.Hour)
	keep(t, s, 2, "m2", 21, []byte("two"))
	keep(t, s, 1, "m1", 11, []byte("other figures"))
	want := []string{"2 m2 true", "2 m1 true", "1 m1 false"}
	if got := issues(t, s); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	keep(t, s, 1, "m1", 10, []byte("one"))
	keep(t, s, 2, "m2", 21, []byte("an event was entered since"))
	entries, err := s.IssuedEntries(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"two", "two", "one"} {
		got, err := s.IssuedInputs(t.Context(), entries[i].Inputs)
		if err != nil || string(got) != want || !entries[i].Kept {
			t.Errorf("%+v was made from %q, %v, want %q", entries[i], got, err, want)
		}
	}
	f, err := s.IssuedForecast(t.Context(), "m1", 2501)
	if err != nil || f.Forecasts[0].Points[0].Value != 10 {
		t.Errorf("%+v, %v", f, err)
	}
	for _, unknown := range []struct {
		model  string
		cutoff week.Week
	}{{"m2", 2501}, {"m1", 2503}} {
		if _, err := s.IssuedForecast(t.Context(), unknown.model, unknown.cutoff); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("%v: %v", unknown, err)
		}
	}
	if _, err := s.IssuedInputs(t.Context(), store.InputsHash([]byte("an event was entered since"))); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("inputs of no forecast: %v", err)
	}
	if got := rowsIn(t, s, `SELECT COUNT(*) FROM issued_inputs`); got != 2 {
		t.Errorf("%d inputs are kept", got)
	}
}

func rowsIn(t *testing.T, s *store.Store, query string) (n int) {
	t.Helper()
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// However many forecasts are issued, and of whatever size, few inputs are kept; of
// the latest two always, and of the others it is known that they were.
func TestInputsHaveABound(t *testing.T) {
	s, c := open(t)
	for i := range 30 {
		keep(t, s, week.Week(i), "m1", 1, fmt.Appendf(nil, "inputs %d", i))
		c.Add(time.Hour)
	}
	all := issues(t, s)
	if got := rowsIn(t, s, `SELECT COUNT(*) FROM issued_inputs`); got != 26 || len(all) != 30 || all[25] != "4 m1 true" || all[26] != "3 m1 false" {
		t.Errorf("%d are kept: %q", got, all)
	}
	large := func(seed byte) []byte { // that does not pack
		b, r := make([]byte, 12<<20), rand.NewChaCha8([32]byte{seed})
		_, _ = r.Read(b)
		return b
	}
	for i := range byte(3) {
		keep(t, s, week.Week(40+i), "m1", 1, large(i))
		c.Add(time.Hour)
	}
	if all := issues(t, s); !slices.Equal(all[:4], []string{"42 m1 true", "41 m1 true", "40 m1 false", "29 m1 false"}) {
		t.Errorf("%q", all)
	}
}

// Inputs that were changed on disk are no inputs.
func TestInputsAreSealed(t *testing.T) {
	s, _ := open(t)
	keep(t, s, 1, "m1", 1, []byte("inputs"))
	db, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE issued_inputs SET inputs = 'others'`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.IssuedInputs(t.Context(), store.InputsHash([]byte("inputs"))); !errors.Is(err, store.ErrDamaged) {
		t.Error(err)
	}
}

// An export from before there were inputs is read as it was.
func TestEarlierExportsLackInputs(t *testing.T) {
	dir := exportedTo(t, filled(t))
	path := filepath.Join(dir, "datapackage.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var pack map[string]any
	if err := json.NewDecoder(bytes.NewReader(b)).Decode(&pack); err != nil {
		t.Fatal(err)
	}
	all := pack["resources"].([]any)
	left := slices.DeleteFunc(slices.Clone(all), func(r any) bool { return r.(map[string]any)["table"] == "issued_inputs" })
	if len(left) != len(all)-1 {
		t.Fatalf("%d of %d are left", len(left), len(all))
	}
	pack["resources"] = left
	if b, err = json.Marshal(pack); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "new.db")
	if _, err := store.ImportExport(t.Context(), "ana", testplace.At(t, into), os.DirFS(dir), dir, false); err != nil {
		t.Fatal(err)
	}
	if got := issues(t, openAt(t, into, newClock())); len(got) != 1 {
		t.Errorf("%q", got)
	}
}
