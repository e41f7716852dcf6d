package server

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"olist/store"
	"olist/views/text"
)

// Every act that is logged is called something in either language.
func TestActsAreTranslated(t *testing.T) {
	sources, err := filepath.Glob("../store/*.go")
	must(t, err)
	found := 0
	for _, path := range sources {
		raw, err := os.ReadFile(path)
		must(t, err)
		for _, m := range regexp.MustCompile(`audit\(ctx, [^,\n]+, "([a-z._]+)"`).FindAllStringSubmatch(string(raw), -1) {
			found++
			e := store.AuditEntry{Action: m[1], Subject: "x1", Detail: []byte("{}")}
			en, _ := actWords{Locale: text.English}.say(e)
			pt, _ := actWords{Locale: text.Portuguese}.say(e)
			if strings.HasPrefix(en, m[1]) || pt == en || strings.Contains(en+pt, "%!") {
				t.Errorf("%s is called %q and %q", m[1], en, pt)
			}
		}
	}
	if found < 20 {
		t.Errorf("found only %d acts: the source is not being read", found)
	}
}
