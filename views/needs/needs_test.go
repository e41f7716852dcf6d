package needs

import (
	"strings"
	"testing"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// What a person typed that was refused stands in the form of its line; who may not
// answer has no form.
func TestARefusedAnswerKeepsWhatWasTyped(t *testing.T) {
	row := Row{ID: "a1", Kind: "band", Name: "Toys", Said: "The week was outside.", URL: "/?segment=category:toys", Cents: 123_456,
		Answer: Answer{Kind: "closed", Word: "known", By: "ana", At: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), Change: 3},
		Typed:  Typed{Word: "mine", Until: "2026-12-07", Problem: map[string]string{"change": "Somebody was first."}}}
	v := View{Frame: ui.Frame{Text: text.English, Path: "/needs", MayPlan: true}, Open: []Row{row}}
	page := drawn(t, v)
	for _, want := range []string{`value="mine"`, `value="2026-12-07"`, "Somebody was first.", `name="change" value="3"`, "closed by ana on 30 Nov 2026: “known”", "R$ 1,235", "Outside its range"} {
		if !strings.Contains(page, want) {
			t.Errorf("without %q:\n%s", want, page)
		}
	}
	v.MayPlan = false
	if page := drawn(t, v); strings.Contains(page, `action="/needs/a1"`) || strings.Contains(page, `value="save"`) {
		t.Error("who may not answer has a form")
	}
}

func drawn(t *testing.T, v View) string {
	t.Helper()
	var out strings.Builder
	if err := Page(v).Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), "\u00a0", " ")
}
