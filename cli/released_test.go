//go:build !race

package cli

import (
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"olist/store"
)

// released is a database that an earlier program made, and what it forecast then.
type released struct {
	name, rows           string // rows is their hash
	file                 string // a copy that no program has touched
	counts               map[string]int
	Models               []string
	Predict, Total, Part json.RawMessage
}

// trainedAnew are those whose model is of an encoding that is no longer read: the
// program says so and trains one with the same parameters.
var trainedAnew = map[string]bool{"03-d2d5507": true, "04-7def7cc": true, "05-bce08ad": true, "06-a9af092": true}

// grows are the tables that an update adds rows to, and why.
var grows = map[string]string{
	"goose_db_version": "each step", "audit": "what was done", "sequences": "the number of the next row in a log",
	"settings": "whose it is", "secrets": "the webhook's address",
}

// stays are the tables of which a restore takes nothing: those of the house, and the
// log of what was done.
var stays = map[string]bool{"audit": true, "sequences": true, "settings": true, "passwords": true, "goose_db_version": true}

// busy are the tables that the running program adds to by itself, before a backup and
// after a restore as well, and people, whose invitations end: their rows are counted.
var busy = map[string]bool{"issued": true, "issued_inputs": true, "deliveries": true, "evaluations": true, "jobs": true, "job_log": true, "activations": true, "people": true, "told": true}

// oldest is how many migrations the first program of main had.
const oldest = 3

// together are the numbers of migrations that no program had which anybody could take:
// they came with the next.
var together = map[int]bool{20: true, 28: true, 29: true, 31: true, 32: true, 34: true, 36: true, 37: true, 38: true, 39: true}

// TestReleasedSchemas opens databases of every earlier schema, made by the programs that
// shipped them, with the real program: it keeps a copy, brings it up to date, keeps every row,
// forecasts what was forecast then, and goes back by backup, to now and to then.
func TestReleasedSchemas(t *testing.T) {
	all := releasedDatabases(t)
	for n := oldest; n < migrationsNow(t); n++ {
		if !together[n] && !slices.ContainsFunc(all, func(r *released) bool { return r.migrations(t) == n }) {
			t.Errorf("there is no database of the schema of %d migrations; bench/kept/released.sh makes it", n)
		}
	}
	two := make(chan bool, 2) // at once, each with a server
	for _, r := range all {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			two <- true
			defer func() { <-two }()
			r.lives(t)
		})
	}
}

func (r *released) lives(t *testing.T) {
	w := newVictim(t)
	r.read(t, w.db)
	w.start()
	r.forecasts(w)
	must(t, w.withStore(func(st *store.Store) error { r.keepsRows(t, st, false); return nil }))
	copies, err := filepath.Glob(w.db + ".before-update-*")
	must(t, err)
	if isNow := r.migrations(t) == migrationsNow(t); r.counts["goose_db_version"] != r.migrations(t)+1 || isNow && len(copies) > 0 || !isNow && len(copies) != 1 {
		t.Fatalf("of %d steps, and kept from before: %v", r.counts["goose_db_version"], copies)
	}
	for _, file := range copies {
		if rows, err := store.RowsOf(t.Context(), file); err != nil || rows != r.rows {
			t.Errorf("what is kept from before the update has other rows: %v", err)
		}
	}
	r.goesBack(w, append(copies, r.file))
	w.kill()
}

// migrations is how many its program had, by its name.
func (r *released) migrations(t *testing.T) int {
	number, _, _ := strings.Cut(r.name, "-")
	n, err := strconv.Atoi(number)
	must(t, err)
	return n
}

func migrationsNow(t *testing.T) int {
	files, err := filepath.Glob("../store/migrations/*.sql")
	must(t, err)
	return len(files)
}

func releasedDatabases(t *testing.T) (all []*released) {
	files, err := filepath.Glob("testdata/released/*.json")
	must(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		r := &released{name: strings.TrimSuffix(filepath.Base(file), ".json")}
		must(t, json.Unmarshal(text, r))
		all = append(all, r)
	}
	return all
}

// read unpacks the database to path, and beside, and counts what it holds.
func (r *released) read(t *testing.T, path string) {
	f, err := os.Open("testdata/released/" + r.name + ".db.gz")
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	raw, err := io.ReadAll(z)
	must(t, err)
	r.file = filepath.Join(t.TempDir(), "then.db")
	must(t, os.WriteFile(r.file, raw, 0o600))
	r.putOff(t)
	raw, err = os.ReadFile(r.file)
	must(t, err)
	must(t, os.WriteFile(path, raw, 0o600))
	r.rows, err = store.RowsOf(t.Context(), r.file)
	must(t, err)
	r.counts = countsOf(t, r.file)
}

// putOff has the scheduled retraining far ahead: the day on which it was due has come
// since the database was made, and another model would forecast.
func (r *released) putOff(t *testing.T) {
	db, err := sql.Open("sqlite3", "file:"+r.file)
	must(t, err)
	_, err = db.Exec(`UPDATE settings SET value = json_set(value, '$.due', $1) WHERE key = 'schedule' AND value LIKE '%"due":%'`, time.Now().AddDate(1, 0, 0).UnixMilli())
	must(t, errors.Join(err, db.Close()))
}

// countsOf are the numbers of rows of a database's tables.
func countsOf(t *testing.T, file string) map[string]int {
	db, err := sql.Open("sqlite3", "file:"+file+"?_query_only=on")
	must(t, err)
	defer db.Close()
	var names string
	must(t, db.QueryRow(`SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).Scan(&names))
	counts := map[string]int{}
	for _, table := range strings.Split(names, ",") {
		var n int
		must(t, db.QueryRow(fmt.Sprintf(`SELECT COUNT(*) FROM %q`, table)).Scan(&n))
		counts[table] = n
	}
	return counts
}

// forecasts compares what is answered now with what was then, to the cent.
func (r *released) forecasts(w *victim) {
	w.t.Helper()
	if trainedAnew[r.name] {
		r.saysThatItTrains(w)
		return
	}
	for path, then := range map[string]json.RawMessage{
		"/predict?weeks=26": r.Predict,
		"/api/v1/forecast?horizon=12&level=80,95&segment=total":                 r.Total,
		"/api/v1/forecast?horizon=12&level=80,95&segment=category:beleza_saude": r.Part,
	} {
		_, now := w.get(path)
		was, is := figuresOf(w.t, then), figuresOf(w.t, now)
		if len(was) < 12 {
			w.t.Fatalf("%s was %s", path, then)
		}
		for key, figure := range was {
			if is[key] != figure {
				w.t.Errorf("%s: %s is %s, was %s", path, key, is[key], figure)
			}
		}
	}
}

// saysThatItTrains: the job of the update names the model that it takes the place of.
func (r *released) saysThatItTrains(w *victim) {
	w.t.Helper()
	w.until("/readyz")
	var body []byte
	for begin := time.Now(); time.Since(begin) < time.Minute; time.Sleep(10 * time.Millisecond) { // a restore is followed in a moment
		if _, body = w.get("/api/v1/jobs"); strings.Contains(string(body), `"after_update","args":{"id":"`+r.Models[0]+`"}`) {
			return
		}
	}
	w.t.Errorf("%s is trained anew, and no job says so: %s", r.Models[0], body)
}

// figuresOf are the numbers in an answer, as written, by their place in it.
func figuresOf(t *testing.T, answer []byte) map[string]string {
	var whole any
	d := json.NewDecoder(strings.NewReader(string(answer)))
	d.UseNumber()
	must(t, d.Decode(&whole))
	all := map[string]string{}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case json.Number:
			all[at] = v.String()
		case []any:
			for i, e := range v {
				walk(fmt.Sprintf("%s[%d]", at, i), e)
			}
		case map[string]any:
			for key, e := range v {
				walk(at+"."+key, e)
			}
		}
	}
	walk("", whole)
	return all
}

// keepsRows compares the numbers of rows with those before the update.
func (r *released) keepsRows(t *testing.T, st *store.Store, restored bool) {
	t.Helper()
	now := countsOf(t, st.Path())
	for table, n := range r.counts {
		if restored && stays[table] {
			continue
		}
		if got := now[table]; got < n || got > n && grows[table] == "" && !busy[table] && !trainedAnew[r.name] {
			t.Errorf("%s has %d rows, and had %d", table, got, n)
		}
	}
}

// goesBack restores a backup of now, after a change, and what was kept from before.
func (r *released) goesBack(w *victim, earlier []string) {
	backup := filepath.Join(w.t.TempDir(), "now.db")
	w.tell("backup", backup)
	now := digestOf(w.t, backup)
	resp, err := http.Post(w.url+"/api/v1/events", "application/json", strings.NewReader(`{"name":"A fair","week":"2017-03-06","kind":"retail"}`))
	must(w.t, err)
	resp.Body.Close()
	w.tell("restore", backup)
	must(w.t, w.withStore(func(st *store.Store) error {
		back, err := st.Digest(w.t.Context())
		rows, kept := countsOf(w.t, st.Path()), countsOf(w.t, backup)
		for table := range maps.Keys(now) {
			if back[table] != now[table] && !stays[table] && !busy[table] || busy[table] && rows[table] < kept[table] {
				w.t.Errorf("restored, %s has other rows", table)
			}
		}
		return err
	}))
	r.forecasts(w)
	for _, file := range earlier {
		w.tell("restore", file, "--accept-loss")
		r.forecasts(w)
		must(w.t, w.withStore(func(st *store.Store) error { r.keepsRows(w.t, st, true); return nil }))
	}
}

// digestOf are the hashes of a database's tables.
func digestOf(t *testing.T, file string) map[string]string {
	st, err := store.Open(t.Context(), file, store.Options{})
	must(t, err)
	defer st.Close()
	all, err := st.Digest(t.Context())
	must(t, err)
	return all
}

// tell runs the program on the database.
func (w *victim) tell(args ...string) {
	w.t.Helper()
	if out, err := exec.Command(w.binary, append(args, "--db", w.db)...).CombinedOutput(); err != nil {
		w.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}
