package store_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/secret"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// exportedTo writes an export into a new folder.
func exportedTo(t *testing.T, s *store.Store) string {
	t.Helper()
	dir := t.TempDir()
	var open *os.File
	err := s.Export(t.Context(), func(name string) (io.Writer, error) {
		if open != nil {
			if err := open.Close(); err != nil {
				return nil, err
			}
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		var err error
		open, err = os.Create(path)
		return open, err
	})
	if err == nil {
		err = open.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// stayBehind are the tables that no export has.
var stayBehind = []string{"audit", "jobs", "job_log", "passwords", "people", "sessions", "tokens", "shares", "secrets", "deliveries", "sources", "source_runs", "readers", "sendings", "told", "kept_shops", "files", "attempts", "data_version", "settings", "goose_db_version", "sequences"}

// addedUp are the tables that no export has, and that are made again of those it has.
var addedUp = []string{"category_sums", "state_sums"}

// What was exported and read back is the same, row by row, whatever it says.
func TestExportComesBack(t *testing.T) {
	s := filled(t)
	ctx := t.Context()
	for _, text := range []string{`\N`, `\`, "a\r\nb", "'quoted", "=1+1", "-3", "'=x", "plain, with \"quotes\"\n", "{}"} {
		if _, err := s.AddNote(ctx, "ana", 2537, text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.PutEvent(ctx, "ana", "", forecast.Event{Name: "Fair", Week: 2537, Kind: forecast.KindRetail, Shock: true}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSetting(ctx, "ana", "target:total", map[string]int{"cents": 1000}); err != nil {
		t.Fatal(err)
	}
	dir, want, data := exportedTo(t, s), digest(t, s), history(t, s).Fingerprint
	path := filepath.Join(t.TempDir(), "new.db")
	done, err := store.ImportExport(ctx, "ana", testplace.At(t, path), os.DirFS(dir), dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if done.After.Weeks == 0 || done.After.Models != 1 {
		t.Errorf("it holds %v", done.After)
	}
	back := openAt(t, path, newClock())
	got := digest(t, back)
	for _, table := range stayBehind {
		delete(want, table)
		delete(got, table)
	}
	if len(want) < 20 {
		t.Errorf("%d tables are compared", len(want))
	}
	for table := range want {
		if got[table] != want[table] {
			t.Errorf("the rows of %s differ", table)
		}
	}
	if history(t, back).Fingerprint != data {
		t.Error("the data differ")
	}
	var target map[string]int
	if err := back.Setting(ctx, "target:total", &target); err != nil || target["cents"] != 1000 {
		t.Errorf("the target is %v: %v", target, err)
	}
}

// Every table is either exported or stays behind by name: a new one has to be
// decided about.
func TestEveryTableIsDecidedAbout(t *testing.T) {
	s := filled(t)
	dir := exportedTo(t, s)
	for table := range digest(t, s) {
		_, err := os.Stat(filepath.Join(dir, table+".csv"))
		behind := slices.Contains(slices.Concat(stayBehind, addedUp), table)
		if table == "settings" || table == "sequences" { // in part; made up to date at the start
			behind = false
		}
		if (err == nil) == behind {
			t.Errorf("table %s: exported %v, stays behind %v", table, err == nil, behind)
		}
	}
}

func TestExportHoldsNoSecrets(t *testing.T) {
	s := filled(t)
	ctx := t.Context()
	if _, err := s.PutSettingWithSecret(ctx, "ana", "webhook", map[string]string{"url": "https://hooks.example/T0PSECRET"}, secret.Of("K3YK3YK3Y"), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSetting(ctx, "ana", "sources", "https://files.example/?sig=T0PSECRET"); err != nil {
		t.Fatal(err)
	}
	dir := exportedTo(t, s)
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte("T0PSECRET")) || bytes.Contains(b, []byte("K3YK3YK3Y")) {
			t.Errorf("%s holds a secret", path)
		}
		return err
	})
	if err != nil || files < 20 {
		t.Errorf("%d files: %v", files, err)
	}
}

// A database with sales stays what it is, unless replacing it is said; one file
// that is another than described, and nothing is changed.
func TestExportIsReadWholeOrNotAtAll(t *testing.T) {
	s := filled(t)
	dir := exportedTo(t, s)
	other, _ := open(t)
	apply(t, other, "2018-08-20,mine,SP,5.00,1")
	before := digest(t, other)
	_, err := store.ImportExport(t.Context(), "ana", other.Place(), os.DirFS(dir), dir, false)
	wantCode(t, err, fault.CodeConflict)
	cells := filepath.Join(dir, "cells.csv")
	text, err := os.ReadFile(cells)
	if err != nil {
		t.Fatal(err)
	}
	for what, b := range map[string][]byte{"cut": text[:len(text)-5], "changed": bytes.Replace(text, []byte("100"), []byte("900"), 1), "longer": append(bytes.Clone(text), '\n')} {
		if err := os.WriteFile(cells, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = store.ImportExport(t.Context(), "ana", other.Place(), os.DirFS(dir), dir, true)
		if fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	for table, sum := range digest(t, other) {
		if before[table] != sum {
			t.Errorf("%s has changed", table)
		}
	}
	if err := os.WriteFile(cells, text, 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := store.ImportExport(t.Context(), "ana", other.Place(), os.DirFS(dir), dir, true)
	if err != nil || done.Previous == "" || history(t, other).Fingerprint != history(t, s).Fingerprint {
		t.Errorf("replaced: %+v, %v", done, err)
	}
}

// rewrite gives a file of an export another content, and its description the sum.
func rewrite(t *testing.T, dir, name string, change func(string) string) {
	t.Helper()
	path, pack := filepath.Join(dir, name), filepath.Join(dir, "datapackage.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	told, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	fresh := []byte(change(string(text)))
	sum := func(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }
	was := fmt.Sprintf("\"bytes\": %d,\n      \"hash\": \"sha256:%s\"", len(text), sum(text))
	if !bytes.Contains(told, []byte(was)) {
		t.Fatalf("datapackage.json does not describe %s", name)
	}
	told = bytes.Replace(told, []byte(was), fmt.Appendf(nil, "\"bytes\": %d,\n      \"hash\": \"sha256:%s\"", len(fresh), sum(fresh)), 1)
	for to, b := range map[string][]byte{path: fresh, pack: told} {
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What somebody wrote into an export that no export has does not come in with it,
// and a profile that cannot be is refused.
func TestExportBringsNothingElse(t *testing.T) {
	s := filled(t)
	if err := s.PutShop(t.Context(), "ana", shop.Olist()); err != nil {
		t.Fatal(err)
	}
	dir, path := exportedTo(t, s), filepath.Join(t.TempDir(), "new.db")
	rewrite(t, dir, "settings.csv", func(text string) string { return text + "webhook,{},eve,1\ntarget:total,{},eve,1\n" })
	if _, err := store.ImportExport(t.Context(), "ana", testplace.At(t, path), os.DirFS(dir), dir, false); err != nil {
		t.Fatal(err)
	}
	back := openAt(t, path, newClock())
	var v any
	if err := back.Setting(t.Context(), "webhook", &v); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("the webhook came with an export: %v, %v", v, err)
	}
	if err := back.Setting(t.Context(), "target:total", &v); err != nil {
		t.Error(err)
	}
	rewrite(t, dir, "shop.csv", func(text string) string { return strings.Replace(text, "America/Sao_Paulo", "Nowhere", 1) })
	if _, err := store.ImportExport(t.Context(), "ana", testplace.At(t, path+"2"), os.DirFS(dir), dir, false); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("a profile that cannot be comes with an export: %v", err)
	}
}
