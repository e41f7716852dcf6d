package server

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
)

// backUp has an app whose worker rests make a backup.
func (a *app) backUp() {
	a.t.Helper()
	_, _, err := a.training.Backups().Now(a.t.Context(), "test")
	must(a.t, err)
	_, err = a.training.Jobs().Next(a.t.Context())
	must(a.t, err)
}

// TestBackupsPage: a backup is asked for, followed, listed, told to monitors, and
// restored; what fails is said first.
func TestBackupsPage(t *testing.T) {
	a := newIdleApp(t)
	dir := filepath.Join(filepath.Dir(a.store.Path()), "backups")
	wantIn(t, a.page("/backups"), "There is no backup yet.", "None is made automatically.", "not encrypted", dir)
	resp, _ := a.press("/backups/now", "")
	job, found := strings.CutPrefix(resp.Header.Get("Location"), "/admin/jobs/")
	if !found {
		t.Fatal(resp.StatusCode, resp.Header)
	}
	wantIn(t, a.page("/backups"), "A backup is being made", "/admin/jobs/"+job)
	_, err := a.training.Jobs().Next(t.Context())
	must(t, err)
	wantIn(t, a.page("/admin/jobs/"+job), "Backup", "Done.", "read back and verified")
	name := a.formPage("{backup}")
	link := "place=folder&name=" + name
	wantIn(t, a.page("/backups"), "The latest backup is from", strings.ReplaceAll("/backups?name="+name+"&place=folder", "&", "&amp;"), " MB")
	wantIn(t, a.page("/metrics"), "olist_backup_succeeded 1", `olist_backups{place="folder"} 1`, `olist_backup_age_seconds{place="folder"} `)
	wantIn(t, a.page("/backups?"+link), "Everything here becomes what it was then", name)

	_, err = a.store.AddNote(t.Context(), "test", 2540, "made later")
	must(t, err)
	resp, body := a.press("/backups/restore", link)
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.StatusCode, body)
	}
	wantIn(t, body, "is restored, read whole", ".before-restore-", "All sessions have ended")
	if notes, err := a.store.Notes(t.Context()); err != nil || len(notes) > 0 {
		t.Error("the note is still there", err)
	}
	for form, want := range map[string]int{"place=s3&name=" + name: 422, "place=folder&name=" + url.QueryEscape("../olist.db"): 422, "place=folder&name=" + strings.Replace(name, name[6:14], "zzzzzzzz", 1): 404} {
		if resp, body := a.press("/backups/restore", form); resp.StatusCode != want {
			t.Errorf("%s answers %d: %.200s", form, resp.StatusCode, body)
		}
	}

	must(t, os.RemoveAll(dir))
	must(t, os.WriteFile(dir, nil, 0o600)) // where the folder should be
	a.backUp()
	latest, _, err := a.training.Backups().Latest(t.Context())
	must(t, err)
	if latest.State != store.JobFailed {
		t.Fatalf("into a file: %s", latest.State)
	}
	wantIn(t, a.page("/backups"), "The backup failed: ", "Tried: ", "cannot be used. May the program read and write it?", `role="alert"`)
	wantIn(t, a.page("/metrics"), "olist_backup_succeeded 0")
}

func TestBackupSettings(t *testing.T) {
	a := newIdleApp(t)
	for form, want := range map[string]int{
		"every=day&weekday=1&time=03:00&days=7&weeks=4&months=12": 303, "every=often&weekday=1&time=03:00&days=7&weeks=4&months=12": 422,
		"every=day&weekday=1&time=3&days=7&weeks=4&months=12": 422, "every=day&weekday=1&time=03:00&days=-1&weeks=4&months=12": 422, "every=day&weekday=x&time=03:00&days=1&weeks=4&months=12": 422,
	} {
		if resp, body := a.press("/backups", form); resp.StatusCode != want || want == 422 && !strings.Contains(body, `class="error"`) {
			t.Errorf("%s answers %d", form, resp.StatusCode)
		}
	}
	wantIn(t, a.page("/backups"), "The next one by itself:", `value="7"`)
}
