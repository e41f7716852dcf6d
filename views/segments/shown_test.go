package segments

import (
	"slices"
	"testing"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

// What is picked to be compared is marked in the table, and named where the
// table does not show it.
func TestPickedSegments(t *testing.T) {
	for _, l := range text.Locales {
		s := sampleSegments(l)
		s.Arrange()
		elsewhere := ui.Segment{Key: "state:RJ", Name: viewtest.Hostile}
		s.Picked = []ui.Segment{s.Rows[0].Segment, elsewhere}
		if !s.isPicked(s.Rows[0].Key) || s.isPicked(s.Rows[1].Key) || !slices.Equal(s.pickedElsewhere(), []ui.Segment{elsewhere}) {
			t.Errorf("elsewhere are %v", s.pickedElsewhere())
		}
		if got := namesOf(s.Picked); got != s.Rows[0].Name+"; "+viewtest.Hostile || namesOf(nil) != "" {
			t.Error(got)
		}
		viewtest.Check(t, map[string]viewtest.Case{l.Code(): {Part: Page(s), Says: []string{viewtest.Hostile}}})
		s.Kind = ui.KindAll
		if s.sharesSay() != l.T(text.SegmentsTwice) {
			t.Error("shares of two kinds in one column are not told")
		}
		s.Rows = slices.DeleteFunc(slices.Clone(s.Rows), func(r ui.SegmentRow) bool { return r.Kind != ui.KindState })
		if len(s.Rows) == 0 || s.sharesSay() != "" {
			t.Errorf("of %d states it says %s", len(s.Rows), s.sharesSay())
		}
	}
}
