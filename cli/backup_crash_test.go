package cli

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"olist/backup"
	"olist/backup/placetest"
	"olist/outgoing"
	"olist/secret"
	"olist/store"
	"olist/training/backups"
)

// backupCycles is how many backups are killed; bench/backups.sh asks for more.
func backupCycles(t *testing.T) int {
	text := os.Getenv("OLIST_BACKUP_CYCLES")
	if text == "" {
		return backupKills
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestBackupKilledAtAnyMoment: while others write, a backup to a folder and to a real
// S3 server is killed (SIGKILL) at any moment, and in turn while it copies, writes
// into the folder, has written there, and has written to the S3 server. Whatever a
// place lists then is whole; the next backup is made, takes away what was left, and
// comes back row for row.
func TestBackupKilledAtAnyMoment(t *testing.T) {
	const passphrase = "correct horse battery"
	address, dir := placetest.Server(t), t.TempDir()
	for name, value := range map[string]string{"OLIST_BACKUP_DIR": dir, "OLIST_BACKUP_S3": address, backupKeyID: placetest.KeyID, backupKey: placetest.Key, backupPassphrase: passphrase} {
		t.Setenv(name, value)
	}
	s3, err := backup.NewS3(backup.S3Options{Address: address, KeyID: secret.Of(placetest.KeyID), Key: secret.Of(placetest.Key), Client: outgoing.Rules{}.Client()})
	must(t, err)
	places := []backup.Place{backup.Folder{Dir: dir}, s3}
	w := newVictim(t)
	stop := w.writes()
	now := func() *exec.Cmd { return exec.Command(w.binary, "backup", "now", "--db", w.db, "--log-level", "error") }
	begin := time.Now()
	if out, err := now().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(begin)
	r := rand.New(rand.NewPCG(5, 7))
	phases := []phase{
		{"at any moment", func() func() bool {
			at := time.Now().Add(time.Duration(r.Int64N(int64(took))))
			return func() bool { return time.Now().After(at) }
		}},
		{"copying", w.sees(w.db + ".backing-up-*")},
		{"writing into the folder", w.sees(filepath.Join(dir, "*.tmp"))},
		{"written into the folder", w.grows(places[0])},
		{"written to the S3 server", w.grows(places[1])},
	}
	killed, read := map[string]int{}, map[string]bool{}
	for i := range backupCycles(t) {
		p := phases[i%len(phases)]
		if killedOnce(t, now(), p.reached()) {
			killed[p.name]++
		}
		wantWhole(t, places, secret.Of(passphrase), read)
	}
	if out, err := now().CombinedOutput(); err != nil {
		t.Fatalf("after the kills: %v\n%s", err, out)
	}
	stop()
	for _, pattern := range []string{filepath.Join(dir, "*.tmp"), w.db + ".backing-up-*"} {
		left, _ := filepath.Glob(pattern)
		for _, path := range left {
			// a folder that was killed before its lock goes a minute later
			if files, err := os.ReadDir(path); err != nil || len(files) > 0 {
				t.Errorf("left: %s %v", path, files)
			}
		}
	}
	for _, p := range places {
		w.comesBack(p, secret.Of(passphrase))
	}
	t.Logf("of %d backups were killed: %v", backupCycles(t), killed)
}

// phase is a moment of a backup: reached begins to look for it, and tells whether
// it has come.
type phase struct {
	name    string
	reached func() func() bool
}

// sees is reached when a file of the pattern is there.
func (w *victim) sees(pattern string) func() func() bool {
	return func() func() bool {
		before, _ := filepath.Glob(pattern)
		return func() bool {
			now, _ := filepath.Glob(pattern)
			return slices.ContainsFunc(now, func(f string) bool { return !slices.Contains(before, f) })
		}
	}
}

// grows is reached when the place lists a backup that it did not list before.
func (w *victim) grows(p backup.Place) func() func() bool {
	list := func() []string {
		all, err := p.List(w.t.Context())
		must(w.t, err)
		var names []string
		for _, c := range all {
			names = append(names, c.Name)
		}
		return names
	}
	return func() func() bool {
		before := list()
		return func() bool {
			return slices.ContainsFunc(list(), func(name string) bool { return !slices.Contains(before, name) })
		}
	}
}

// killedOnce runs the program and kills it as soon as reached says so; false where
// it had ended before.
func killedOnce(t *testing.T, c *exec.Cmd, reached func() bool) bool {
	must(t, c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case err := <-ended:
			return err != nil
		case <-time.After(500 * time.Microsecond):
			if reached() {
				_ = c.Process.Kill()
				return <-ended != nil
			}
		}
	}
}

// writes has somebody write into the victim's database until stop is called.
func (w *victim) writes() (stop func()) {
	st, err := store.Open(w.t.Context(), w.db, store.Options{})
	must(w.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			if err := st.PutSetting(context.Background(), "load", "load", i); err != nil {
				done <- err
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
		done <- nil
	}()
	return func() {
		cancel()
		must(w.t, <-done)
		must(w.t, st.Close())
	}
}

// wantWhole reads every backup of every place that was not read before.
func wantWhole(t *testing.T, places []backup.Place, passphrase secret.Text, read map[string]bool) {
	t.Helper()
	for _, p := range places {
		all, err := p.List(t.Context())
		must(t, err)
		for _, c := range all {
			if read[p.Name()+c.Name] {
				continue
			}
			read[p.Name()+c.Name] = true
			if _, err := backups.Fetch(t.Context(), p, c, passphrase, t.TempDir()); err != nil {
				t.Fatalf("%s of %s: %v", c.Name, p.Where(), err)
			}
		}
	}
}

// comesBack restores the latest backup of a place into a folder of its own, and
// compares what belongs to the shop with the backup's rows.
func (w *victim) comesBack(p backup.Place, passphrase secret.Text) {
	w.t.Helper()
	all, err := p.List(w.t.Context())
	must(w.t, err)
	db := filepath.Join(w.t.TempDir(), "restored.db")
	if out, err := exec.Command(w.binary, "backup", "restore", all[0].Name, "--from", p.Name(), "--db", db).CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	file, err := backups.Fetch(w.t.Context(), p, all[0], passphrase, w.t.TempDir())
	must(w.t, err)
	if want, got := shopRows(w.t, file), shopRows(w.t, db); !maps.Equal(want, got) {
		w.t.Errorf("from %s came back %v, want %v", p.Where(), got, want)
	}
}

func shopRows(t *testing.T, path string) map[string]string {
	t.Helper()
	st, err := store.Open(t.Context(), path, store.Options{})
	must(t, err)
	defer st.Close()
	sums, err := st.Digest(t.Context())
	must(t, err)
	of := map[string]string{}
	for _, table := range store.ShopTables() {
		of[table] = sums[table]
	}
	return of
}
