package seriescsv

import (
	"fmt"

	"olist/message"
	"olist/table"
	"olist/week"
)

// A mistyped year would make a series of thousands of missing weeks, all of
// which the engine would carry. What is refused of a series:
const (
	maxWeeks       = 200 * 53 // any span longer than two centuries
	longSpan       = 4000     // one longer than this, in weeks, with a gap of
	wideGap        = 520      // more than this; and a span longer than this where
	minFillInverse = 50       // less than one week in so many has a row
)

// weekSpan is the weeks of a series: their number, first and last, the one
// furthest from the others and its distance to the nearest.
type weekSpan struct {
	key         int
	weeks       int
	first, last week.Week
	outlier     week.Week
	gap         int
}

func (s *weekSpan) Error() string { return fmt.Sprintf("a gap of %d weeks", s.gap) }

// span is that of the weeks that rows name.
func (s *gathered) span() *weekSpan {
	o := &weekSpan{first: s.first, last: s.first + week.Week(len(s.values)) - 1}
	before := -1
	for i, v := range s.values {
		if isAbsent(v) {
			continue
		}
		o.weeks++
		if before >= 0 && i-before > o.gap {
			o.gap = i - before
			o.outlier = s.first + week.Week(i)
			if 2*i <= len(s.values) {
				o.outlier = s.first + week.Week(before)
			}
		}
		before = i
	}
	return o
}

func (s *weekSpan) implausible() bool {
	n := int(s.last-s.first) + 1
	return n > maxWeeks || n > longSpan && s.gap > wideGap || n > wideGap && s.weeks*minFillInverse < n
}

// refuse is the error of an implausible span.
func (s *weekSpan) refuse(line int, name string) error {
	return table.Fail(line, message.SeriesSpan.With(message.Quoted(name), s.weeks, s.first, s.last, s.outlier, s.gap))
}
