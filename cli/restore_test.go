package cli

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store"
)

// TestRestoreKilledAtAnyMoment: after SIGKILL at any moment of a restore under
// a running server, the database is the old one or the new one, whole; and
// what a restore reports is what happened.
func TestRestoreKilledAtAnyMoment(t *testing.T) {
	w := newVictim(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	w.start()
	must(t, w.withStore(func(st *store.Store) error { return st.Backup(t.Context(), backup) }))
	r := rand.New(rand.NewPCG(3, 11))
	outcomes := map[string]int{}
	begin := time.Now()
	if out, err := exec.Command(w.binary, "restore", backup, "--db", w.db).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	must(t, w.withStore(func(st *store.Store) error {
		mark, err := st.RestoredBy(t.Context())
		w.jobs = append(w.jobs, mark)
		return err
	}))
	took := time.Since(begin)
	for round := range restoreKills {
		must(t, w.withStore(func(st *store.Store) error { return st.PutSetting(t.Context(), "test", "round", round) }))
		c := exec.Command(w.binary, "restore", backup, "--db", w.db)
		must(t, c.Start())
		limit := time.AfterFunc(time.Duration(r.Int64N(int64(2*took))), func() { _ = c.Process.Kill() })
		err := c.Wait()
		limit.Stop()
		var happened bool
		must(t, w.withStore(func(st *store.Store) error {
			mark, err := st.RestoredBy(t.Context())
			happened = mark != "" && !slices.Contains(w.jobs, mark)
			w.jobs = append(w.jobs, mark)
			for _, check := range st.Doctor(t.Context()) {
				if check.Problem != "" && !check.Minor {
					t.Errorf("%s: %s", check.Name, check.Problem)
				}
			}
			var kept int
			if lost := st.Setting(t.Context(), "round", &kept); happened == (lost == nil) {
				t.Errorf("neither old nor new: restored %v, the setting %v", happened, lost)
			}
			return err
		}))
		switch {
		case err == nil && !happened:
			t.Fatal("it reports success, and nothing happened")
		case err == nil:
			outcomes["done"]++
		case happened:
			outcomes["killed after the switch"]++
		default:
			outcomes["killed before the switch"]++
		}
	}
	w.check() // the server lives on
	if left, _ := filepath.Glob(w.db + ".before-restore-*"); len(left) < outcomes["done"] {
		t.Errorf("%d copies are kept of %d restores", len(left), outcomes["done"])
	}
	w.kill()
	w.start()
	if left, _ := filepath.Glob(w.db + ".restoring-*"); len(left) > 0 {
		t.Errorf("after a start is left of killed restores: %v", left)
	}
	t.Log(outcomes)
}

// withStore opens the victim's database beside its server.
func (w *victim) withStore(act func(*store.Store) error) error {
	st, err := store.Open(context.Background(), w.db, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	return act(st)
}

// TestRestoreSaysWhatItDid: the lines that a person reads.
func TestRestoreSaysWhatItDid(t *testing.T) {
	dir := t.TempDir()
	db, empty := filepath.Join(dir, "t.db"), filepath.Join(dir, "empty.db")
	must(t, os.WriteFile(empty, nil, 0o600))
	if code, _, errOut := runCLI(t, "week,revenue\n2018-08-13,1.00\n", "--db", db, "import", "-"); code != 0 {
		t.Fatal(errOut)
	}
	code, out, errOut := runCLI(t, "", "--db", db, "restore", empty)
	if want := "cannot be restored and nothing was changed: it is empty"; code != 1 || out != "" || !strings.Contains(errOut, want) {
		t.Errorf("exit code %d, %q, %q, want %q", code, out, errOut, want)
	}
	if code, out, _ := runCLI(t, "week,revenue\n2018-08-13,1.00\n", "--db", db, "import", "-"); code != 0 || !strings.Contains(out, "nothing changed") {
		t.Error("the data are not as they were:", out)
	}
}
