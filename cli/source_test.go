package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// weeksFrom is a weekly file of n weeks from a Monday in 2023.
func weeksFrom(n int) string {
	var b strings.Builder
	b.WriteString("week,category,revenue\n")
	for i := range n {
		fmt.Fprintf(&b, "%s,shoes,%d.50\n", time.Date(2023, 1, 2+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), 1000+i%5)
	}
	return b.String()
}

func TestSourcesFromTheCommandLine(t *testing.T) {
	var text atomic.Value
	text.Store(weeksFrom(31))
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text.Load()) }))
	defer web.Close()
	db := filepath.Join(t.TempDir(), "t.db")
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "w33.csv"), []byte("week,category,revenue\n2023-08-14,shoes,900.00\n"), 0o600))
	sqlite := filepath.Join(t.TempDir(), "shop.db")
	t.Setenv("OLIST_SOURCE_SHOP_DSN", sqlite)
	for _, step := range []struct {
		name  string
		stdin string
		args  []string
		code  int
		says  string
		not   string
	}{
		{"base", weeksFrom(30), []string{"import", "-"}, 0, "version 1 ", ""},
		{"none", "", []string{"source", "list"}, 0, "latest", "f1"},
		{"two places", "", []string{"source", "add", "x", "--url", web.URL, "--folder", folder}, 2, "one of --url", ""},
		{"no address", "", []string{"source", "add", "x", "--url", "ftp://x"}, 2, "https://", ""},
		{"no time", "", []string{"source", "add", "x", "--url", web.URL, "--at", "six"}, 2, "--at", ""},
		{"add", web.URL + "/hidden-key\n", []string{"source", "add", "till", "--url", "-", "--no-retrain"}, 0, "source f1 (till) is fetched next at ", "hidden"},
		{"a second of its name", "", []string{"source", "add", "till", "--url", web.URL}, 2, "already a source called", ""},
		{"fetch", "", []string{"source", "fetch", "till"}, 0, "new sales are in force as import 2", "hidden"},
		{"again", "", []string{"source", "fetch", "f1"}, 0, "the same as last time", ""},
		{"list", "", []string{"source"}, 0, "unchanged", "hidden"},
		{"in force", "", []string{"imports"}, 0, "till: 127.0.0.1", "hidden"},
		{"outside", "", []string{"source", "add", "files", "--folder", folder}, 2, "--source-dir", ""},
		{"folder", "", []string{"source", "add", "files", "--folder", folder, "--source-dir", folder, "--every", "never", "--no-retrain"}, 0, "is fetched when asked", ""},
		{"folder's file", "", []string{"source", "fetch", "files", "--source-dir", folder}, 0, "new sales are in force as import 3", ""},
		{"query", "SELECT '2023-08-21' AS week, 'shoes' AS category, 1.5 AS revenue", []string{"source", "add", "shop", "--driver", "sqlite", "--connection", "shop", "--query", "-", "--parts", "--no-retrain"}, 0, "f3", ""},
		{"no database", "", []string{"source", "fetch", "shop"}, 1, "could not be reached", sqlite},
		{"remove", "", []string{"source", "remove", "till"}, 0, "is removed", ""},
		{"removed", "", []string{"source", "fetch", "till"}, 1, "no source", ""},
	} {
		code, out, errOut := runCLI(t, step.stdin, append([]string{"--db", db, "--log-level", "error"}, step.args...)...)
		if code != step.code || !strings.Contains(out+errOut, step.says) || step.not != "" && strings.Contains(out+errOut, step.not) {
			t.Fatalf("%s: exit code %d, want %d and %q in\n%s%s", step.name, code, step.code, step.says, out, errOut)
		}
	}
}
