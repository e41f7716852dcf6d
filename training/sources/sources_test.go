package sources

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
)

// New weeks go into force by themselves, with a training; the same file again
// does nothing.
func TestNewWeeksGoIntoForce(t *testing.T) {
	h := newShop(t)
	p := newPage(t, file(32, usual))
	n := h.add(p.URL, DefaultRules())
	run := h.fetch(n.ID)
	if got, _ := h.weeks(); run.State != store.RunApplied || got != 32 || h.applied != 1 {
		t.Fatalf("%+v, %d weeks in force", run, got)
	}
	open, err := h.store.OpenJobs(t.Context())
	must(t, err)
	if len(open) != 1 || open[0].Kind != "train" || !strings.Contains(string(open[0].Request), "till") {
		t.Errorf("queued is %+v", open)
	}
	_, err = h.store.CancelJob(t.Context(), "ana", open[0].ID)
	must(t, err)
	if run := h.fetch(n.ID); run.State != store.RunUnchanged {
		t.Errorf("again: %+v", run)
	}
	p.set(file(32, usual) + "\n")
	if run := h.fetch(n.ID); run.State != store.RunNothing || h.applied != 1 {
		t.Errorf("another file of the same: %+v", run)
	}
	p.set(file(12, usual))
	if run := h.fetch(n.ID); run.State != store.RunNothing || len(run.Why) != 1 || run.Why[0].Key != message.HoldSmaller.With(0, 0).Key {
		t.Errorf("a smaller file of the same: %+v", run)
	}
}

// What could replace good data waits, with the reason; the data stay to the cent.
func TestWhatMayBeWrongWaits(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		rules Rules
		want  message.Message
	}{
		"cut":       {cut(), DefaultRules(), message.HoldSmaller.With(12, 30)},
		"changed":   {file(31, func(w int, _ string) int { return usual(w, "") + 1 }), DefaultRules(), message.HoldKnown.With(30)},
		"too much":  {file(31, func(w int, c string) int { return usual(w, c) * (1 + w/29) }), Rules{Apply: true, MaxChange: 50}, message.HoldChanged.With(1, message.Percent{}, 0, message.Percent{})},
		"size":      {file(31, func(w int, c string) int { return 50 * usual(w, c) }), Rules{Apply: true, MaxChange: 1000, NewNames: true}, message.HoldForeign.With(0, 0)},
		"names":     {strings.NewReplacer("shoes", "tyres", "socks", "oil").Replace(file(31, usual)), Rules{Apply: true, MaxChange: 1000, NewNames: true}, message.HoldStrange.With(nil)},
		"new name":  {file(31, usual) + "2024-07-29,hats,10.00\n", DefaultRules(), message.HoldNames.With(1, nil)},
		"spelling":  {file(31, usual) + "2024-07-29,SHOES,10.00\n", Rules{Apply: true, NewNames: true}, message.HoldSpellings.With(nil)},
		"rows":      {file(31, usual) + "2024-08-05,shoes,much\n", DefaultRules(), message.HoldRows.With(1)},
		"future":    {file(31, usual) + "2031-08-04,shoes,1.00\n", DefaultRules(), message.HoldSlips.With(nil)},
		"by a rule": {file(31, usual), Rules{}, message.HoldAlways.With()},
	} {
		t.Run(name, func(t *testing.T) {
			h := newShop(t)
			_, before := h.weeks()
			n := h.add(newPage(t, c.text).URL, c.rules)
			run := h.fetch(n.ID)
			found := false
			for _, why := range run.Why {
				found = found || why.Key == c.want.Key
			}
			if weeks, cents := h.weeks(); run.State != store.RunHeld || !found || weeks != 30 || cents != before || h.applied != 0 {
				t.Fatalf("%s, %v; %d weeks in force", run.State, words(run.Why), weeks)
			}
			imp, _, err := h.store.ImportChanges(t.Context(), run.Import)
			must(t, err)
			if imp.State != store.ImportStaged {
				t.Errorf("the import is %s", imp.State)
			}
			if n, err = h.s.Source(t.Context(), n.ID); err != nil || n.Held != run.Import {
				t.Errorf("the source holds %d, %v", n.Held, err)
			}
			if _, err := h.store.ApplyImport(t.Context(), "ana", run.Import); err != nil {
				t.Errorf("a person cannot apply it: %v", err)
			}
		})
	}
}

// A later file takes the place of one that waits, and is held against the data
// in force.
func TestALaterFileTakesThePlaceOfOneThatWaits(t *testing.T) {
	h := newShop(t)
	p := newPage(t, cut())
	n := h.add(p.URL, DefaultRules())
	held := h.fetch(n.ID)
	if again := h.fetch(n.ID); again.State != store.RunHeld || again.Import == held.Import {
		t.Errorf("asked by a person, what waits is read again: %+v after %+v", again, held)
	}
	p.set(file(31, usual))
	if run := h.fetch(n.ID); run.State != store.RunApplied {
		t.Fatalf("%+v", run)
	}
	imports, err := h.store.Imports(t.Context())
	must(t, err)
	for _, i := range imports {
		if i.State == store.ImportStaged {
			t.Errorf("import %d still waits", i.Version)
		}
	}
}

// What cannot be fetched or read is told without what the file holds; nothing
// changes.
func TestWhatCannotBeReadIsToldWithoutItsContents(t *testing.T) {
	h := newShop(t)
	p := newPage(t, "week,category,revenue\nmaria@example.com,shoes,12.00\n")
	n := h.add(p.URL, DefaultRules())
	run := h.fetch(n.ID)
	raw, err := json.Marshal(run)
	must(t, err)
	if run.State != store.RunFailed || strings.Contains(string(raw), "maria") || strings.Contains(string(raw), "key-in-path") {
		t.Errorf("%s", raw)
	}
	p.set("<!doctype html><p>Sign in</p>")
	if run := h.fetch(n.ID); run.State != store.RunFailed || run.Why[0].Key != message.SourceWebPage.With().Key {
		t.Errorf("%+v", run)
	}
	left, err := filepath.Glob(filepath.Join(h.dir, "source-*"))
	must(t, err)
	if weeks, _ := h.weeks(); weeks != 30 || len(left) > 0 {
		t.Errorf("%d weeks in force; left are %v", weeks, left)
	}
	one, err := h.store.Job(t.Context(), "j1")
	must(t, err)
	if one.State != store.JobFailed {
		t.Errorf("the job has %s", one.State)
	}
}

// The address is kept apart and shown by its host alone; saved as it is shown, it
// stays.
func TestTheAddressIsNotShownAgain(t *testing.T) {
	h := newShop(t)
	p := newPage(t, file(31, usual))
	n := h.add(p.URL, DefaultRules())
	raw, err := json.Marshal(n)
	must(t, err)
	log, err := h.store.AuditLog(t.Context(), 0, 100)
	must(t, err)
	logged, err := json.Marshal(log)
	must(t, err)
	if strings.Contains(string(raw)+string(logged), "key-in-path") {
		t.Errorf("shown: %s, logged: %s", raw, logged)
	}
	n.Place.URL = secret.OfURL(n.Place.URL.String())
	n.Name = "the till"
	n, err = h.s.Change(t.Context(), "ana", n)
	must(t, err)
	if run := h.fetch(n.ID); run.State != store.RunApplied || p.hits != 1 || n.Name != "the till" {
		t.Errorf("%+v after %d requests", run, p.hits)
	}
	must(t, h.store.DeleteSource(t.Context(), "ana", n.ID))
	if _, err := h.s.Source(t.Context(), n.ID); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("deleted: %v", err)
	}
	must(t, h.store.RestoreSource(t.Context(), "ana", n.ID))
	if n, err = h.s.Source(t.Context(), n.ID); err != nil || n.Place.URL.Reveal() != p.URL {
		t.Errorf("restored: %v", err)
	}
}

// Each day at six in the shop's zone, once; not while it is paused.
func TestSourcesAreFetchedOnSchedule(t *testing.T) {
	h := newShop(t)
	p := newPage(t, file(31, usual))
	n := h.add(p.URL, DefaultRules())
	sixThere := time.Date(2024, 12, 5, 9, 0, 0, 0, time.UTC) // America/Sao_Paulo is three hours behind
	if !n.Next.Equal(sixThere) {
		t.Fatalf("next is %v", n.Next)
	}
	asked := func() int {
		must(t, h.s.Keep(t.Context()))
		must(t, h.s.Keep(t.Context()))
		open, err := h.store.OpenJobs(t.Context())
		must(t, err)
		return len(open)
	}
	h.now = sixThere.Add(-time.Second)
	if n := asked(); n != 0 {
		t.Fatalf("%d jobs before the time", n)
	}
	h.now = sixThere
	if n := asked(); n != 1 {
		t.Fatalf("%d jobs at the time", n)
	}
	if run := h.work(n.ID); run.State != store.RunApplied || run.Actor != scheduler {
		t.Fatalf("%+v", run)
	}
	if n, _ = h.s.Source(t.Context(), n.ID); !n.Next.Equal(sixThere.AddDate(0, 0, 1)) {
		t.Errorf("next is %v", n.Next)
	}
	must(t, h.s.Pause(t.Context(), "ana", n.ID, true))
	h.now = sixThere.AddDate(0, 0, 3)
	if n := asked(); n != 1 { // the training
		t.Errorf("%d jobs while it is paused", n)
	}
	for _, c := range []struct {
		Schedule
		zone string
		want time.Time
	}{
		{Schedule{Every: automation.EveryHour, Minute: 15}, "Asia/Kolkata", h.now.Add(45 * time.Minute)}, // half past two there
		{Schedule{Every: automation.EveryHour}, "UTC", h.now.Add(time.Hour)},
		{Schedule{Every: automation.EveryWeek, Weekday: time.Monday, Hour: 7, Minute: 30}, "UTC", time.Date(2024, 12, 9, 7, 30, 0, 0, time.UTC)},
		{Schedule{Every: automation.EveryNever}, "UTC", time.Time{}},
	} {
		zone, err := time.LoadLocation(c.zone)
		must(t, err)
		if got, err := c.Next(h.now, zone); err != nil || !got.Equal(c.want) {
			t.Errorf("%+v in %s: %v, not %v (%v)", c.Schedule, c.zone, got, c.want, err)
		}
	}
}

// A folder's file waits while it grows, and is looked at again by itself; files
// that follow one which waits for a person wait, too.
func TestAFolderIsLookedAtAgain(t *testing.T) {
	h := newShop(t)
	folder := filepath.Join(h.dir, "exports")
	must(t, os.Mkdir(folder, 0o700))
	n, err := h.s.Add(t.Context(), "ana", Source{Name: "files", Place: source.Spec{Kind: source.KindFolder, Folder: folder}, Rules: Rules{Apply: true}, Schedule: Schedule{Every: automation.EveryDay}})
	must(t, err)
	write := func(name, text string) {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
		must(t, os.Chtimes(filepath.Join(folder, name), h.now, h.now))
	}
	again := func() store.SourceRun {
		n, err = h.s.Source(t.Context(), n.ID)
		must(t, err)
		h.now = n.Next
		must(t, h.s.Keep(t.Context()))
		return h.work(n.ID)
	}
	write("w31.csv", "week,category,revenue\n2024-07-29,shoes,1000.00\n")
	if run := h.fetch(n.ID); run.State != store.RunWaiting {
		t.Fatalf("%+v", run)
	}
	write("w31.csv", "week,category,revenue\n2024-07-29,shoes,1000.00\n2024-07-29,socks,1000.00\n")
	if run := again(); run.State != store.RunWaiting {
		t.Fatalf("%+v", run)
	}
	write("w32.csv", "week,category,revenue\n2024-08-05,hats,1000.00\n")
	write("w33.csv", "week,category,revenue\n2024-08-12,shoes,1000.00\n")
	if run := again(); run.State != store.RunApplied || run.File != "w31.csv" {
		t.Fatalf("%+v", run)
	}
	run := again()
	for run.State == store.RunWaiting {
		run = again()
	}
	if run.State != store.RunHeld || run.File != "w32.csv" {
		t.Fatalf("%+v", run)
	}
	if later := again(); later.State != store.RunWaiting || later.Why[0].Key != message.SourceOpenHold.With(1).Key {
		t.Fatalf("%+v", later)
	}
	_, err = h.store.ApplyImport(t.Context(), "ana", run.Import)
	must(t, err)
	if run := again(); run.State != store.RunApplied || run.File != "w33.csv" {
		t.Fatalf("%+v", run)
	}
	if weeks, _ := h.weeks(); weeks != 33 {
		t.Errorf("%d weeks", weeks)
	}
}

// A source that ends the program each time is paused.
func TestASourceThatEndsTheProgramIsPaused(t *testing.T) {
	h := newShop(t)
	p := newPage(t, file(31, usual))
	n := h.add(p.URL, DefaultRules())
	for range stopsMost { // as a program that is killed leaves it
		_, err := h.store.BeginSourceRun(t.Context(), n.ID)
		must(t, err)
	}
	h.now = n.Next
	must(t, h.s.Keep(t.Context()))
	if run := h.work(n.ID); run.State != store.RunFailed || p.hits != 0 {
		t.Fatalf("%+v", run)
	}
	n, err := h.s.Source(t.Context(), n.ID)
	must(t, err)
	if !n.Paused {
		t.Error("it is not paused")
	}
	must(t, h.s.Pause(t.Context(), "ana", n.ID, false))
	if run := h.fetch(n.ID); run.State != store.RunApplied {
		t.Errorf("%+v", run)
	}
}

// A preview tells what would come of a fetch, and keeps nothing.
func TestAPreviewKeepsNothing(t *testing.T) {
	h := newShop(t)
	p := newPage(t, file(12, usual))
	draft := Source{Name: "new", Place: source.Spec{Kind: source.KindURL, URL: secret.OfURL(p.URL)}, Rules: Rules{Apply: true, Whole: true, MaxChange: 5}, Schedule: Schedule{Every: automation.EveryNever}}
	p.set(strings.Replace(file(12, usual), "2024-01-01,shoes,1000.00", "2024-01-01,shoes,1001.00", 1))
	v, err := h.s.Preview(t.Context(), "ana", draft)
	must(t, err)
	if v.Changes == nil || v.Changes.Changed != 1 || len(v.Holds) != 1 || v.Holds[0].Key != message.HoldSmaller.With(0, 0).Key {
		t.Errorf("%+v, %v", v.Changes, words(v.Holds))
	}
	p.set("week,revenue\nx@y.z,1\n")
	if v, err = h.s.Preview(t.Context(), "ana", draft); err != nil || v.Problem.IsZero() || len(v.Places) != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	all, err := h.s.Sources(t.Context())
	must(t, err)
	imports, err := h.store.Imports(t.Context())
	must(t, err)
	if len(all) != 0 || len(imports) != 1 {
		t.Errorf("kept: %d sources, %d imports", len(all), len(imports))
	}
}

// Whoever is told hears of what was applied, what waits, and what failed, once.
func TestTheWebhookHearsOfSources(t *testing.T) {
	h := newShop(t)
	_, err := h.s.automation.SetWebhook(t.Context(), "ana", "http://127.0.0.1:9/x")
	must(t, err)
	p := newPage(t, cut())
	n := h.add(p.URL, DefaultRules())
	h.fetch(n.ID)
	p.set("nothing")
	h.fetch(n.ID)
	h.fetch(n.ID)
	p.set(file(31, usual))
	h.fetch(n.ID)
	all, err := h.store.Deliveries(t.Context(), 10)
	must(t, err)
	var events []string
	for _, d := range all {
		events = append(events, d.Event)
	}
	if got := strings.Join(events, " "); got != "source.applied source.failed source.held" {
		t.Errorf("told: %s", got)
	}
}
