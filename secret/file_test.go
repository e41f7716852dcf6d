package secret

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFromFile(t *testing.T) {
	dir := t.TempDir()
	for held, want := range map[string]string{
		"correct horse\n": "correct horse", "\n  x\r\n": "x", "": "", "\n": "", strings.Repeat("a", 4096): strings.Repeat("a", 4096), strings.Repeat("a", 4097): "",
	} {
		path := filepath.Join(dir, "held")
		if err := os.WriteFile(path, []byte(held), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := FromFile(path)
		if got.Reveal() != want || (err == nil) != (want != "") {
			t.Errorf("%.20q: %.20q, %v", held, got.Reveal(), err)
		}
		if err != nil && (!strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "aaaa")) {
			t.Errorf("%.20q: %v", held, err)
		}
	}
	if _, err := FromFile(filepath.Join(dir, "none")); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
}
