package seriescsv

import (
	"fmt"

	"olist/message"
	"olist/table"
	"olist/week"
)

// A mistyped year would fill the weeks up to it with weeks left out, all of
// which the engine would carry along. What is refused of a series:
const (
	maxWeeks  = 200 * 53 // any span longer than two centuries
	longSpan  = 4000     // one longer than this, in weeks, with a gap of
	wideGap   = 520      // more than this; and a span longer than this where
	leastFill = 50       // less than one week in so many has a row
)

// oddSpan is what the weeks of a series look like: how many of them, from first
// to last, the one most out of the way, and how far off its nearest lies.
type oddSpan struct {
	key         int
	weeks       int
	first, last week.Week
	odd         week.Week
	gap         int
}

func (s *oddSpan) Error() string { return fmt.Sprintf("a gap of %d weeks", s.gap) }

// span looks at the weeks that rows name.
func (s *gathered) span() *oddSpan {
	o := &oddSpan{first: s.first, last: s.first + week.Week(len(s.values)) - 1}
	before := -1
	for i, v := range s.values {
		if isAbsent(v) {
			continue
		}
		o.weeks++
		if before >= 0 && i-before > o.gap {
			o.gap = i - before
			o.odd = s.first + week.Week(i)
			if 2*i <= len(s.values) {
				o.odd = s.first + week.Week(before)
			}
		}
		before = i
	}
	return o
}

func (s *oddSpan) unlikely() bool {
	n := int(s.last-s.first) + 1
	return n > maxWeeks || n > longSpan && s.gap > wideGap || n > wideGap && s.weeks*leastFill < n
}

// refuse says what is odd.
func (s *oddSpan) refuse(line int, name string) error {
	return table.Fail(line, message.SeriesSpan.With(message.Quoted(name), s.weeks, s.first, s.last, s.odd, s.gap))
}
