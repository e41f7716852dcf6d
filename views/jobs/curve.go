package jobs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"olist/views/text"
	"olist/views/ui"
)

// Curve is how the error on weeks held back went with the rounds of a training.
type Curve struct {
	Errors    []float64 // oldest first
	Rounds    []int     // of each; none where that is not known
	Best      int       // round with the smallest error; 0 where that is not known
	BestError float64
	Stops     bool // the training keeps that round, not the last
}

// axes are the ends of the scales, as they are written.
func (c Curve) low(l text.Locale) string  { return l.Number(slices.Min(c.Errors), 3) }
func (c Curve) high(l text.Locale) string { return l.Number(slices.Max(c.Errors), 3) }

func (c Curve) measured() bool { return len(c.Rounds) == len(c.Errors) && c.Best > 0 }

func (c Curve) first() int { return c.Rounds[0] }
func (c Curve) last() int  { return c.Rounds[len(c.Rounds)-1] }

// chosen is the round that the training keeps.
func (c Curve) chosen() int {
	if c.Stops {
		return c.Best
	}
	return c.last()
}

// at is where a round lies from left to right in a box 100 wide.
func (c Curve) at(round int) string {
	x := 100 * float64(round-c.first()) / float64(max(1, c.last()-c.first()))
	return strconv.FormatFloat(min(max(x, 0), 100), 'f', 2, 64)
}

// points draws the curve in a box of 100 by 30, each round at its place:
// earlier ones stand further apart, as they were thinned more often.
func (c Curve) points() string {
	if !c.measured() {
		return ui.Spark(c.Errors)
	}
	low, high := slices.Min(c.Errors), slices.Max(c.Errors)
	span := high - low
	if span == 0 {
		span = 1
	}
	var b strings.Builder
	for i, v := range c.Errors {
		fmt.Fprintf(&b, "%s,%.2f ", c.at(c.Rounds[i]), 1+28*(high-v)/span)
	}
	return strings.TrimSpace(b.String())
}

// say words what the curve comes to in a job of that state.
func (c Curve) say(l text.Locale, state string) string {
	last := l.Number(c.Errors[len(c.Errors)-1], 4)
	switch {
	case !c.measured():
		return l.T(text.JobError, last)
	case state == Queued || state == Running:
		return l.T(text.CurveSoFar, l.Int(c.last()), last, l.Int(c.Best), l.Number(c.BestError, 4))
	case state != Succeeded:
		return l.T(text.CurveEnded, l.Int(c.last()), last, l.Int(c.Best), l.Number(c.BestError, 4))
	case c.Stops:
		return l.T(text.CurveChosen, l.Int(c.Best), l.Number(c.BestError, 4))
	}
	return l.T(text.CurveAll, l.Int(c.last()), last, l.Int(c.Best), l.Number(c.BestError, 4))
}
