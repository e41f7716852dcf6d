package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Marks tell names apart; case, spaces, accents and width do not.
func TestSpellingsProposed(t *testing.T) {
	var brought []NamedSales
	for i, name := range []string{"Café", "CAFE", "cafe", "Ｃａｆé", "a/b", "a,b", `a"b`, "_x", "# x", "home_office", "Home Office"} {
		brought = append(brought, NamedSales{Slug: name, Revenue: int64(1000 - i)})
	}
	want := []Spelling{{Into: "Café", Names: []string{"CAFE", "cafe", "Ｃａｆé"}}, {Into: "home_office", Names: []string{"Home Office"}}}
	if diff := cmp.Diff(want, Spellings(brought, nil)); diff != "" {
		t.Error(diff)
	}
}
