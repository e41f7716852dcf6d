package server

import (
	"fmt"
	"strings"

	"olist/store"
	"olist/training"
	"olist/views/text"
	"olist/views/ui"
)

func modelName(seq int64) string { return fmt.Sprintf("#%d", seq) }

func modelView(m store.Model) ui.Model {
	return ui.Model{
		ID: m.ID, Name: modelName(m.Seq), Trained: m.CreatedAt,
		FromWeek: m.TrainFrom, UntilWeek: m.TrainTo,
	}
}

// segmentName is what people call a segment.
func segmentName(l text.Locale, seg store.Segment) string {
	if seg.Key == store.TotalKey {
		return l.T(text.SegmentTotal)
	}
	if code, ok := strings.CutPrefix(seg.Key, store.StatePrefix); ok {
		return l.State(code)
	}
	return l.Category(strings.TrimPrefix(seg.Key, store.CategoryPrefix), seg.Name)
}

// segmentView is a segment with its names, in the language and the next one.
func segmentView(l text.Locale, seg store.Segment) ui.Segment {
	v := ui.Segment{Key: seg.Key, Name: segmentName(l, seg)}
	if also := segmentName(l.Next(), seg); also != v.Name {
		v.Also = also
	}
	return v
}

// segmentChoice groups the segments as the choice shows them.
func segmentChoice(l text.Locale, d *training.Data) []ui.SegmentGroup {
	total := ui.SegmentGroup{}
	states := ui.SegmentGroup{Name: l.Regions()}
	categories := ui.SegmentGroup{Name: l.Categories()}
	for _, seg := range d.Segments {
		v := segmentView(l, seg)
		switch {
		case seg.Key == store.TotalKey:
			total.Segments = append(total.Segments, v)
		case strings.HasPrefix(seg.Key, store.StatePrefix):
			states.Segments = append(states.Segments, v)
		default:
			categories.Segments = append(categories.Segments, v)
		}
	}
	groups := []ui.SegmentGroup{total, states, categories}
	for _, g := range groups {
		text.SortBy(len(g.Segments), func(i int) string { return g.Segments[i].Name },
			func(i, j int) { g.Segments[i], g.Segments[j] = g.Segments[j], g.Segments[i] })
	}
	return groups
}

// reasonOf says why a week is not used, "" where it is.
func reasonOf(l text.Locale, w store.WeekInfo) string { return l.SayWords(w.WhyLeft()) }
