package forecast

import (
	"math"
	"slices"
	"sort"
)

const (
	shapeValues = 9 // so many different values of a driver are all knots; of more, the quarters are
	nothingPart = .1
)

// driverShape is the effect of a driver's value on the logarithm of a week,
// piecewise linear between knots and constant beyond them: what was never seen
// is not extrapolated. It is 0 at the reference.
type driverShape struct {
	Knots     []float64 `json:"knots"` // ascending
	Reference float64   `json:"reference"`
	// Logs are the effects at the knots; Drawn the same estimated without a tenth
	// or so of the weeks each (jackknife).
	Logs  []float64   `json:"logs"`
	Drawn [][]float64 `json:"drawn,omitempty"`
}

// newShape takes knots and reference from the values seen, sorted in place: 0
// is the reference where a tenth of the values are, else the most frequent one.
func newShape(seen []float64) driverShape {
	slices.Sort(seen)
	var s driverShape
	counts, most := map[float64]int{}, 0
	for _, v := range seen {
		counts[v]++
	}
	distinct := slices.Compact(slices.Clone(seen))
	for _, v := range distinct {
		if counts[v] > most {
			s.Reference, most = v, counts[v]
		}
	}
	if float64(counts[0]) >= nothingPart*float64(len(seen)) {
		s.Reference = 0
	}
	s.Knots = distinct
	if len(distinct) > shapeValues {
		s.Knots = nil
		for q := range 5 {
			s.Knots = append(s.Knots, seen[q*(len(seen)-1)/4])
		}
		s.Knots = slices.Compact(s.Knots)
	}
	s.Logs = make([]float64, len(s.Knots))
	return s
}

// columns of the regression: one for the slope, one for each bend.
func (s *driverShape) columns() int { return max(0, len(s.Knots)-1) }

// row writes the columns of value v; 0 where it is not known.
func (s *driverShape) row(v float64, out []float64) {
	n := s.columns()
	if n == 0 {
		return
	}
	span := s.Knots[n] - s.Knots[0]
	v = s.within(v)
	out[0] = (v - s.within(s.Reference)) / span
	for j := 1; j < n; j++ {
		k := s.Knots[j]
		out[j] = (max(0, v-k) - max(0, s.Reference-k)) / span
	}
}

// within is v between the outer knots; the reference where it is not known.
func (s *driverShape) within(v float64) float64 {
	if v != v {
		v = s.Reference
	}
	return max(s.Knots[0], min(s.Knots[len(s.Knots)-1], v))
}

// logsOf are the effects at the knots by the coefficients of the columns.
func (s *driverShape) logsOf(coefficients []float64) []float64 {
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
func (s *driverShape) at(v float64, logs []float64) float64 {
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
// values, by the jackknife.
func (s *driverShape) error(from, to float64) float64 {
	n := float64(len(s.Drawn))
	if n < 2 {
		return math.Abs(s.at(to, s.Logs) - s.at(from, s.Logs)) // not known: as large as itself
	}
	mean, sq := 0.0, 0.0
	for _, logs := range s.Drawn {
		mean += (s.at(to, logs) - s.at(from, logs)) / n
	}
	for _, logs := range s.Drawn {
		d := s.at(to, logs) - s.at(from, logs) - mean
		sq += d * d
	}
	return math.Sqrt(sq * (n - 1) / n)
}
