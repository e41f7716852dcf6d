package plan

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	// LeastWeeks have to come before anything is said of what overrides were worth.
	LeastWeeks = 8
	// Level of intervals, in percent.
	Level = 95
)

// Interval is a mean and where it lies, with Level of certainty; Known is false where
// there are too few weeks to say.
type Interval struct {
	Mean, Low, High float64
	Known           bool
}

// Verdicts of an interval.
const (
	TooFew  = "too_few"
	Helped  = "helped"
	Harmed  = "harmed"
	Unclear = "unclear"
)

// Verdict says what an interval of gains shows.
func (i Interval) Verdict() string {
	switch {
	case !i.Known:
		return TooFew
	case i.Low > 0:
		return Helped
	case i.High < 0:
		return Harmed
	}
	return Unclear
}

// intervalOf is Student's interval of the mean of differences that may hang together
// from week to week, since one word speaks of many: the long-run variance is the
// mean of the first squared cosine weights, and there are as many degrees of
// freedom as weights (equal-weighted cosine estimator; Lazarus, Lewis, Stock and
// Watson, HAR Inference: Recommendations for Practice, JBES 36, 2018, with 0.41 n^(2/3)
// weights; with 0.3, as here, intervals are wider and hold where weeks hang together
// by a half, see TestIntervalsHold).
func intervalOf(d []float64) (i Interval) {
	n := float64(len(d))
	for _, v := range d {
		i.Mean += v / n
	}
	if len(d) < LeastWeeks {
		return i
	}
	weights := max(1, math.Floor(.3*math.Pow(n, 2./3)))
	variance := 0.0
	for j := 1.0; j <= weights; j++ {
		sum := 0.0
		for t, v := range d {
			sum += v * math.Cos(math.Pi*j*(float64(t)+.5)/n)
		}
		variance += 2 / n * sum * sum / weights
	}
	reach := distuv.StudentsT{Sigma: 1, Nu: weights}.Quantile(.5+Level/200.) * math.Sqrt(variance/n)
	i.Low, i.High, i.Known = i.Mean-reach, i.Mean+reach, true
	return i
}
