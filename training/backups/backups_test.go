package backups

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/backup"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
	"olist/training/automation"
	"olist/training/jobs"
)

// house is a database with the service on it, by a clock of its own.
type house struct {
	t     *testing.T
	now   time.Time
	store *store.Store
	queue *jobs.Queue
	dir   string
	log   bytes.Buffer
	s     *Service
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newHouse(t *testing.T, opt Options) *house {
	t.Helper()
	h := &house{t: t, now: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC), dir: t.TempDir()}
	opt.Clock = func() time.Time { return h.now }
	opt.Log = slog.New(slog.NewTextHandler(&h.log, nil))
	var err error
	h.store, err = testplace.Open(t, filepath.Join(h.dir, "olist.db"), store.Options{Clock: opt.Clock})
	must(t, err)
	t.Cleanup(func() { must(t, h.store.Close()) })
	h.queue = jobs.New(h.store, jobs.Options{Log: opt.Log, Owner: "test", Lease: time.Minute, Clock: opt.Clock})
	auto := automation.New(h.store, h.queue, nil, automation.Options{Log: opt.Log, Clock: opt.Clock})
	h.s = New(h.store, h.queue, auto, opt)
	return h
}

func (h *house) digest() map[string]string {
	h.t.Helper()
	sums, err := h.store.Digest(h.t.Context())
	must(h.t, err)
	return sums
}

// tick is what the worker does between jobs, and the job that comes of it: its
// state, "" for none.
func (h *house) tick() store.JobState {
	h.t.Helper()
	must(h.t, h.s.Keep(h.t.Context()))
	worked, err := h.queue.Next(h.t.Context())
	must(h.t, err)
	if !worked {
		return ""
	}
	job, _, err := h.s.Latest(h.t.Context())
	must(h.t, err)
	return job.State
}

func (h *house) copies(p backup.Place) []backup.Copy {
	h.t.Helper()
	all, err := p.List(h.t.Context())
	must(h.t, err)
	return all
}

// What was backed up, sealed or not, comes back row for row; nothing is left beside.
func TestBackUpAndRestore(t *testing.T) {
	for name, passphrase := range map[string]secret.Text{"plain": {}, "sealed": secret.Of("correct horse battery")} {
		t.Run(name, func(t *testing.T) {
			a, b := backup.Folder{Dir: filepath.Join(t.TempDir(), "a"), Make: true}, backup.Folder{Dir: t.TempDir()}
			h := newHouse(t, Options{Places: []backup.Place{a, b}, Passphrase: passphrase})
			must(t, h.store.PutSetting(t.Context(), "ana", "which", 1))
			if h.tick() != "" {
				t.Fatal("a backup that nobody asked for")
			}
			_, _, err := h.s.Now(t.Context(), "ana")
			must(t, err)
			if state := h.tick(); state != store.JobSucceeded {
				t.Fatalf("it is %s:\n%s", state, &h.log)
			}
			must(t, h.store.PutSetting(t.Context(), "ana", "which", 2))
			for _, p := range []backup.Folder{a, b} {
				all := h.copies(p)
				if len(all) != 1 || all[0].Sealed != !passphrase.Empty() || !all[0].At.Equal(h.now) {
					t.Fatalf("%+v", all)
				}
				content, err := os.ReadFile(filepath.Join(p.Dir, all[0].Name))
				must(t, err)
				if bytes.Contains(content, []byte("SQLite format")) != passphrase.Empty() {
					t.Error("it is not what its name says")
				}
				if _, err := h.s.Restore(t.Context(), "ana", "elsewhere", all[0].Name, false); fault.CodeOf(err) != fault.CodeInvalid {
					t.Error(err)
				}
			}
			_, err = h.s.Restore(t.Context(), "ana", backup.InFolder, h.copies(a)[0].Name, false)
			must(t, err)
			var which int
			must(t, h.store.Setting(t.Context(), "which", &which))
			if job, ok, err := h.s.Latest(t.Context()); which != 1 || !ok || err != nil || job.State != store.JobSucceeded {
				t.Errorf("restored: %d, and its own job is %s", which, job.State)
			}
			if left, _ := filepath.Glob(filepath.Join(h.dir, "olist.db.backing*")); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
			if strings.Contains(h.log.String(), "correct horse") {
				t.Error("the log tells the passphrase")
			}
		})
	}
}

// On its schedule a backup is made once, one that was missed is made up for, and
// one that failed is tried again in an hour.
func TestSchedule(t *testing.T) {
	disk := backup.Folder{Dir: filepath.Join(t.TempDir(), "disk")}
	must(t, os.Mkdir(disk.Dir, 0o700))
	h := newHouse(t, Options{Places: []backup.Place{disk}, Daily: true})
	h.tick() // finds nothing settled
	for _, step := range []struct {
		after time.Duration
		disk  bool
		want  store.JobState
	}{
		{0, true, store.JobSucceeded},                       // the first at once
		{time.Minute, true, ""}, {14 * time.Hour, true, ""}, // 02:01 in UTC: 23:01 of the shop
		{4 * time.Hour, true, store.JobSucceeded}, {time.Minute, true, ""}, // 03:01 of the shop
		{5 * 24 * time.Hour, false, store.JobFailed}, {30 * time.Minute, false, ""}, {31 * time.Minute, false, store.JobFailed},
		{61 * time.Minute, true, store.JobSucceeded}, {time.Minute, true, ""},
	} {
		h.now = h.now.Add(step.after)
		if _, err := os.Stat(disk.Dir); step.disk && err != nil {
			must(t, os.Rename(disk.Dir+".away", disk.Dir))
		} else if !step.disk && err == nil {
			must(t, os.Rename(disk.Dir, disk.Dir+".away"))
		}
		if got := h.tick(); got != step.want {
			t.Fatalf("at %v: %q, want %q\n%s", h.now, got, step.want, &h.log)
		}
	}
	if all := h.copies(disk); len(all) != 3 {
		t.Errorf("there are %d", len(all))
	}
	must(t, h.s.SetSettings(t.Context(), "ana", Settings{Times: automation.Times{Every: automation.EveryNever}}))
	h.now = h.now.Add(48 * time.Hour)
	if got := h.tick(); got != "" {
		t.Errorf("after it was turned off: %s", got)
	}
	if err := h.s.SetSettings(t.Context(), "ana", Settings{Times: automation.Times{Every: "often"}}); fault.CodeOf(err) != fault.CodeInvalid {
		t.Error(err)
	}
}

// spoiled is a folder whose backups come back changed.
type spoiled struct{ backup.Folder }

func (s spoiled) Put(ctx context.Context, c backup.Copy, file string) error {
	err := s.Folder.Put(ctx, c, file)
	path := filepath.Join(s.Dir, c.Name)
	content, readErr := os.ReadFile(path)
	content[len(content)-1]++
	return errors.Join(err, readErr, os.WriteFile(path, content, 0o600))
}

// What comes back changed is no backup: it fails, goes again, and takes no older one
// with it. Another place has its own all the same.
func TestSpoiledBackup(t *testing.T) {
	good, bad := backup.Folder{Dir: t.TempDir()}, backup.Folder{Dir: t.TempDir()}
	h := newHouse(t, Options{Places: []backup.Place{good, bad}, Passphrase: secret.Of("correct horse battery")})
	_, _, err := h.s.Now(t.Context(), "ana")
	must(t, err)
	h.tick()
	before := h.copies(bad)
	h.s.opt.Places = []backup.Place{good, spoiled{bad}}
	must(t, h.s.SetSettings(t.Context(), "ana", Settings{Times: automation.Times{Every: automation.EveryNever}}))
	h.now = h.now.Add(time.Hour)
	_, _, err = h.s.Now(t.Context(), "ana")
	must(t, err)
	if state := h.tick(); state != store.JobFailed {
		t.Fatalf("it is %s", state)
	}
	job, _, err := h.s.Latest(t.Context())
	must(t, err)
	if !strings.Contains(job.Error, "is not whole") {
		t.Error(job.Error)
	}
	if after := h.copies(bad); len(after) != 1 || after[0] != before[0] {
		t.Errorf("%v became %v", before, after)
	}
	if after := h.copies(good); len(after) != 2 {
		t.Errorf("in the other place: %v", after)
	}
	sums := h.digest()
	name := before[0].Name
	must(t, os.WriteFile(filepath.Join(bad.Dir, name), []byte("age-encryption.org/v1\nrubbish"), 0o600))
	h.s.opt.Places = []backup.Place{bad}
	if _, err := h.s.Restore(t.Context(), "ana", backup.InFolder, name, true); fault.CodeOf(err) != fault.CodeInvalid || !maps.Equal(sums, h.digest()) {
		t.Error("a damaged backup:", err)
	}
}

// A process that knows other places makes no backup elsewhere in silence.
func TestOtherPlaces(t *testing.T) {
	a, b := backup.Folder{Dir: t.TempDir()}, backup.Folder{Dir: t.TempDir()}
	h := newHouse(t, Options{Places: []backup.Place{a}})
	_, _, err := h.s.Now(t.Context(), "ana")
	must(t, err)
	h.s.opt.Places = []backup.Place{b}
	if state := h.tick(); state != store.JobFailed || len(h.copies(b)) > 0 {
		t.Errorf("it is %s", state)
	}
}
