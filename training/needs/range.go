package needs

import (
	"math"

	"olist/forecast"
	"olist/stat"
	"olist/week"
)

// Range is what is expected with its 80 and 95% range, in cents.
type Range struct{ Cents, Low, High, Low95, High95 int64 }

// Misses is the probability that less than goal comes.
func (r Range) Misses(goal int64) float64 {
	return 1 - stat.Reaches(goal, [5]int64{r.Low95, r.Low, r.Cents, r.High, r.High95})
}

// at gives the range of a level.
func (r Range) at(level int) (low, high int64) {
	if level == 80 {
		return r.Low, r.High
	}
	return r.Low95, r.High95
}

// Ahead is what is expected of a segment: Weeks[k] of the week k+1 after the last
// known, Sums[k] of the weeks up to it together; where that was not kept, there
// are none.
type Ahead struct{ Weeks, Sums []Range }

// Issued is a forecast as it was given when Cutoff was the last week known.
type Issued struct {
	Cutoff   week.Week
	Segments map[string]Ahead
}

// IssuedOf takes so many steps out of forecasts with the bands of 80 and 95%;
// those without are left out.
func IssuedOf(cutoff week.Week, all []forecast.Forecast, steps int) Issued {
	out := Issued{Cutoff: cutoff, Segments: make(map[string]Ahead, len(all))}
	for _, f := range all {
		if a := (Ahead{ranges(f.Points, steps), ranges(f.Totals, steps)}); len(a.Weeks) > 0 {
			out.Segments[f.Key] = a
		}
	}
	return out
}

func ranges(points []forecast.Point, steps int) []Range {
	points = points[:min(steps, len(points))]
	out := make([]Range, 0, len(points))
	for _, p := range points {
		r, sure := RangeOf(p)
		if !sure {
			return nil
		}
		out = append(out, r)
	}
	return out
}

// RangeOf is a point with the bands of 80 and 95%; sure is false where it has none.
func RangeOf(p forecast.Point) (r Range, sure bool) {
	if len(p.Bands) != 2 {
		return r, false
	}
	return Range{Cents: cents(p.Value), Low: cents(p.Bands[0].Lower), High: cents(p.Bands[0].Upper),
		Low95: cents(p.Bands[1].Lower), High95: cents(p.Bands[1].Upper)}, true
}

func cents(amount float64) int64 { return int64(math.Round(amount * 100)) }
