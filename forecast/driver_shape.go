package forecast

import (
	"math"
	"slices"
	"sort"

	"olist/stat"
)

const (
	shapeValues = 9 // so many different values of a driver are all knots; of more, the quarters are
	nothingPart = .1
	// changeValues are the knots of changes, at most: falls, none, rises.
	changeValues = 2*shapeValues + 1
)

// driverShape is the effect of a driver on the logarithm of a week: of its value
// and, on top, of its change against the week before, as the first week of a
// promotion is another than its third. Change is nil in what an earlier version
// wrote.
type driverShape struct {
	curve
	Change *curve `json:"change,omitempty"`
}

// curve is an effect piecewise linear between knots and constant beyond them:
// what was never seen is not extrapolated. It is 0 at the reference.
type curve struct {
	Knots     []float64 `json:"knots"` // ascending
	Reference float64   `json:"reference"`
	// Logs are the effects at the knots; Drawn the same estimated without a tenth
	// or so of the weeks each (jackknife).
	Logs  []float64   `json:"logs"`
	Drawn [][]float64 `json:"drawn,omitempty"`
}

// newShape takes knots and reference from the values seen of a driver, in rows of
// one series each.
func newShape(rows [][]float64) driverShape {
	var seen, changes []float64
	for _, row := range rows {
		for i, v := range row {
			if v != v {
				continue
			}
			seen = append(seen, v)
			if c := change(row, i); c == c {
				changes = append(changes, c)
			}
		}
	}
	slices.Sort(seen)
	s := driverShape{curve{Knots: knotsOf(seen)}, &curve{Knots: changeKnots(changes)}}
	counts, most := map[float64]int{}, 0
	for _, v := range seen {
		counts[v]++
	}
	middle := stat.Median(seen)
	for _, v := range slices.Compact(seen) {
		if counts[v] > most || counts[v] == most && math.Abs(v-middle) < math.Abs(s.Reference-middle) {
			s.Reference, most = v, counts[v]
		}
	}
	if float64(counts[0]) >= nothingPart*float64(len(seen)) {
		s.Reference = 0
	}
	s.Logs, s.Change.Logs = make([]float64, len(s.Knots)), make([]float64, len(s.Change.Knots))
	return s
}

// knotsOf sorted values: all, or their quarters.
func knotsOf(sorted []float64) []float64 {
	distinct := slices.Compact(slices.Clone(sorted))
	if len(distinct) <= shapeValues {
		return distinct
	}
	var out []float64
	for q := range 5 {
		at := q * (len(sorted) - 1)
		out = append(out, (sorted[at/4]+sorted[(at+3)/4])/2) // alike from either end
	}
	return slices.Compact(out)
}

// changeKnots are knots on either side of 0, no change.
func changeKnots(changes []float64) []float64 {
	slices.Sort(changes)
	fall, _ := slices.BinarySearch(changes, 0)
	rise, _ := slices.BinarySearch(changes, math.SmallestNonzeroFloat64)
	return slices.Concat(knotsOf(changes[:fall]), []float64{0}, knotsOf(changes[rise:]))
}

// change of a driver into week i; NaN where it is not known.
func change(values []float64, i int) float64 {
	if i < 1 || i >= len(values) {
		return nan
	}
	return values[i] - values[i-1]
}

// pieces are the shapes, each with what its changes do.
func pieces(shapes []driverShape) []*curve {
	var out []*curve
	for d := range shapes {
		out = append(out, &shapes[d].curve, shapes[d].Change)
	}
	return out
}

// fill writes the columns of week i of a driver's values, of the shape and then
// of its changes.
func (s *driverShape) fill(values []float64, i int, out []float64) {
	n := s.columns()
	s.row(valueAt(values, i), out[:n])
	s.Change.row(change(values, i), out[n:])
}

// valueAt is the value of week i; NaN where it is not known.
func valueAt(values []float64, i int) float64 {
	if i < len(values) {
		return values[i]
	}
	return nan
}

// in is the effect in week i of a driver's values; 0 where that is not known.
func (s *driverShape) in(values []float64, i int) float64 {
	log := s.at(valueAt(values, i), s.Logs)
	if s.Change != nil {
		log += s.Change.at(change(values, i), s.Change.Logs)
	}
	return log
}

// columns of the regression: one for the slope, one for each bend.
func (s *curve) columns() int { return max(0, len(s.Knots)-1) }

// row writes the columns of value v; 0 where it is not known.
func (s *curve) row(v float64, out []float64) {
	n := s.columns()
	if n == 0 {
		return
	}
	span := s.Knots[n] - s.Knots[0]
	v = s.within(v)
	out[0] = (v - s.within(s.Reference)) / span
	for j := 1; j < n; j++ {
		k := s.Knots[j]
		out[j] = (math.Abs(v-k) - math.Abs(s.Reference-k)) / 2 / span // even, so that a driver's sign is neutral
	}
}

// within is v between the outer knots; the reference where it is not known.
func (s *curve) within(v float64) float64 {
	if v != v {
		v = s.Reference
	}
	return max(s.Knots[0], min(s.Knots[len(s.Knots)-1], v))
}

// logsOf are the effects at the knots by the coefficients of the columns.
func (s *curve) logsOf(coefficients []float64) []float64 {
	out, row := make([]float64, len(s.Knots)), make([]float64, s.columns())
	for i, k := range s.Knots {
		s.row(k, row)
		for j, c := range coefficients {
			out[i] += c * row[j]
		}
	}
	return out
}

// at is the effect of value v by logs at the knots; 0 where v is not known.
func (s *curve) at(v float64, logs []float64) float64 {
	if v != v || len(logs) == 0 {
		return 0
	}
	i := sort.SearchFloat64s(s.Knots, v)
	switch {
	case i == 0:
		return logs[0]
	case i == len(s.Knots):
		return logs[i-1]
	}
	p := (v - s.Knots[i-1]) / (s.Knots[i] - s.Knots[i-1])
	return logs[i-1] + p*(logs[i]-logs[i-1])
}

// error is the standard error of the difference between the effects of two
// values, held, by the jackknife.
func (s *curve) error(from, to float64) float64 {
	return jackknife(s.drawn(from, to), s.at(to, s.Logs)-s.at(from, s.Logs))
}

// drawn are the differences between the effects of two values in the jackknife.
func (s *curve) drawn(from, to float64) []float64 {
	out := make([]float64, len(s.Drawn))
	for i, logs := range s.Drawn {
		out[i] = s.at(to, logs) - s.at(from, logs)
	}
	return out
}

// errorIn is error of the effects in week i of two rows of a driver's values.
func (s *driverShape) errorIn(from, to []float64, i int) float64 {
	all := s.drawn(valueAt(from, i), valueAt(to, i))
	if s.Change != nil {
		switch more := s.Change.drawn(change(from, i), change(to, i)); {
		case len(all) == 0:
			all = more
		case len(more) == len(all):
			for k, v := range more {
				all[k] += v
			}
		}
	}
	return jackknife(all, s.in(to, i)-s.in(from, i))
}

// jackknife is the standard error of a difference by what it is without a group
// each; where that is not known, as large as itself.
func jackknife(drawn []float64, difference float64) float64 {
	n := float64(len(drawn))
	if n < 2 {
		return math.Abs(difference)
	}
	mean, sq := stat.Mean(drawn), 0.0
	for _, v := range drawn {
		sq += (v - mean) * (v - mean)
	}
	return math.Sqrt(sq * (n - 1) / n)
}
