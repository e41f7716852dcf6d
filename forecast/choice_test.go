package forecast

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestChoiceIsFigures: the words beside the figures are those of the figures,
// for any classes; a model that has only the words of an earlier version gives
// the same.
func TestChoiceIsFigures(t *testing.T) {
	members := []Member{
		{Name: "trees", Weights: [classes]float64{.3, .04, .1}, Error: .98, Trees: 21},
		{Name: "trees_damped", Weights: [classes]float64{.25, .27, .25}, Error: .99, Trees: 21},
		{Name: "median_13", Weights: [classes]float64{.45, .69, .65}, Error: .946},
	}
	const rest = "; robust levels and smoothing carry the rest."
	const best = "On the last weeks, which were held back from the trees, the best single way was \"return to the 13-week median\", off by 0.95 usual weekly changes; the trees were off by 0.98."
	for _, c := range []struct {
		classes []string
		season  float64
		ref     reference
		summary string
		because string
	}{
		{[]string{"long"}, 0, refLast, "Trees on the change against the last value carry 55% of the forecasts of series of two years or more" + rest, best},
		{[]string{"short", "share"}, .43, refLevel, "Trees on the change against the 13-week level carry 31% of the forecasts of shorter series, 35% of the forecasts of shares in a sum" + rest,
			best + " History is too short to learn the year, so 43% of last year's shape is laid on."},
		{[]string{"long", "short", "share"}, 0, refLevel, "Trees on the change against the 13-week level carry 55% of the forecasts of series of two years or more, 31% of the forecasts of shorter series, 35% of the forecasts of shares in a sum" + rest, best},
	} {
		choice := Choice{Members: members, Season: c.season, Reference: string(c.ref), Classes: c.classes}
		choice.word()
		if choice.Summary != c.summary || choice.Because != c.because {
			t.Errorf("%v: %q\n%q", c.classes, choice.Summary, choice.Because)
		}
		if label := choice.Members[1].Label; label != "trees on change against the "+string(c.ref)+", damped" {
			t.Errorf("%v: %q", c.classes, label)
		}
		old := choice
		old.Reference, old.Classes = "", nil
		if got := old.Reasons(); len(got) != 2 || !got[0].IsProse() || got[0].String() != c.summary {
			t.Errorf("%v: words alone are %v", c.classes, got)
		}
		back, _ := json.Marshal(old.restored(c.ref).Reasons())
		want, _ := json.Marshal(choice.Reasons())
		if string(back) != string(want) {
			t.Errorf("%v: restored as %s, want %s", c.classes, back, want)
		}
	}
	if got := (Choice{}).Reasons(); len(got) != 0 {
		t.Errorf("no choice has the reasons %v", got)
	}
	m := Choice{Reference: string(refLast)}.MemberName(Member{Name: "of_a_later_version", Label: "another way"})
	if m.String() != "another way" {
		t.Errorf("a member that is not known is called %q", m)
	}
}

// TestEveryMemberHasAName: no member is shown by its stable name or by nothing.
func TestEveryMemberHasAName(t *testing.T) {
	c := Choice{Reference: string(refLevel)}
	seen := map[string]string{}
	for _, mem := range members() {
		name := c.MemberName(Member{Name: mem.name})
		if name.IsZero() || name.IsProse() || strings.Contains(name.String(), "_") || seen[name.String()] != "" {
			t.Errorf("%s is called %q, as is %q", mem.name, name, seen[name.String()])
		}
		seen[name.String()] = mem.name
	}
}
