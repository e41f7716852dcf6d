package cli

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
)

// Exported from one folder and imported into another, sample or not, the data
// are the same; other sales are replaced only where that is said.
func TestExportAndImportElsewhere(t *testing.T) {
	sample, err := os.ReadFile("../olist.db.gz")
	must(t, err)
	do := func(args ...string) (int, string) {
		var out bytes.Buffer
		code := Run(t.Context(), args, Env{In: strings.NewReader(""), Out: &out, Err: &out, Shipped: sample})
		return code, out.String()
	}
	fingerprint := func(dir string) string {
		st, err := store.Open(t.Context(), store.PathIn(dir), store.Options{})
		must(t, err)
		defer st.Close()
		f, err := st.DataFingerprint(t.Context())
		must(t, err)
		return f
	}
	old, export := t.TempDir(), filepath.Join(t.TempDir(), "export")
	if code, out := do("export", export, "--data-dir", old); code != exitOK || !strings.Contains(out, "files") {
		t.Fatalf("%d: %s", code, out)
	}
	if code, out := do("export", export, "--data-dir", old); code != exitFailed || !strings.Contains(out, "not empty") {
		t.Errorf("into a folder with files: %d: %s", code, out)
	}
	archive := filepath.Join(t.TempDir(), "export.zip")
	zipped(t, archive, export)
	for _, from := range []string{export, archive} {
		fresh := t.TempDir()
		if code, out := do("import", from, "--data-dir", fresh); code != exitOK {
			t.Fatalf("%s: %d: %s", from, code, out)
		}
		if fingerprint(fresh) != fingerprint(old) {
			t.Errorf("%s: the data differ", from)
		}
		if code, out := do("import", from, "--data-dir", fresh); code != exitFailed || !strings.Contains(out, "--replace") {
			t.Errorf("over sales: %d: %s", code, out)
		}
		if code, out := do("import", from, "--data-dir", fresh, "--replace"); code != exitOK || !strings.Contains(out, "is kept in") {
			t.Errorf("replacing: %d: %s", code, out)
		}
	}
}

func zipped(t *testing.T, archive, dir string) {
	t.Helper()
	f, err := os.Create(archive)
	must(t, err)
	z := zip.NewWriter(f)
	must(t, z.AddFS(os.DirFS(dir)))
	must(t, z.Close())
	must(t, f.Close())
}
