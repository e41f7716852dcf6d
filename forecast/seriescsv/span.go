package seriescsv

import (
	"slices"

	"olist/forecast"
)

// A mistyped year would fill the weeks up to it with weeks left out, all of
// which the engine would carry along. What is refused:
const (
	maxWeeks  = 200 * 53 // any span longer than two centuries
	longSpan  = 4000     // one longer than this, in weeks, with a gap of
	wideGap   = 520      // more than this; and a span longer than this where
	leastFill = 50       // less than one week in so many has a row
)

// span is what the weeks that rows name look like: weeks many of them, from
// first to last, the one most out of the way, and how far off its nearest lies.
type span struct {
	weeks       int
	first, last forecast.Week
	odd         forecast.Week
	gap         int
}

// spanOf sorts weeks, of which there must be one.
func spanOf(weeks []forecast.Week) span {
	slices.Sort(weeks)
	weeks = slices.Compact(weeks)
	s := span{weeks: len(weeks), first: weeks[0], last: weeks[len(weeks)-1]}
	for i := 1; i < len(weeks); i++ {
		if gap := int(weeks[i] - weeks[i-1]); gap > s.gap {
			s.gap, s.odd = gap, weeks[i]
			if i <= len(weeks)/2 {
				s.odd = weeks[i-1] // the few are the odd ones
			}
		}
	}
	return s
}

// length is in weeks.
func (s span) length() int { return int(s.last-s.first) + 1 }

func (s span) unlikely() bool {
	n := s.length()
	return n > maxWeeks || n > longSpan && s.gap > wideGap || n > wideGap && s.weeks*leastFill < n
}

// refuse says what is odd: of names whose weeks they are.
func (s span) refuse(line int, of string) error {
	return fail(line, "%s has rows for %d weeks from %s to %s, and the week of %s lies %d weeks from the nearest other; is its date right? Weeks without sales are written as 0",
		of, s.weeks, s.first, s.last, s.odd, s.gap)
}
