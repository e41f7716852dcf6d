package forecast

import (
	"math"

	"olist/stat"
)

// ownDrivers is by which factor a series follows each driver's shape, and how
// surely.
type ownDrivers struct {
	Key     string    `json:"key"`
	Factors []float64 `json:"factors"`
	Errors  []float64 `json:"errors"` // standard errors
}

// maxOwnSample is the number of series that choose how far series differ.
const maxOwnSample = 1000

// fitOwn estimates the factors of every series that has drivers.
func fitOwn(hs []*history, shapes []driverShape) []ownDrivers {
	var in []*history
	var systems []*grouped
	for _, h := range hs {
		s := driverRows(h, len(shapes), func(i int, row []float64) {
			for d := range shapes {
				row[d] = shapes[d].in(h.drivers[d], i)
			}
		})
		if len(s.y) > 0 {
			in, systems = append(in, h), append(systems, ownSystem(s, len(shapes)))
		}
	}
	deviation := 0.0 // of one series alone, the shape is its own
	if len(in) > 1 {
		deviation = chooseOwn(systems, len(shapes))
	}
	out := make([]ownDrivers, len(in))
	penalty := make([]float64, len(shapes))
	for k, h := range in {
		stat.Fill(penalty, ownPenaltyOf(deviation))
		o := ownDrivers{h.key, systems[k].all.solve(penalty), make([]float64, len(shapes))}
		for d := range shapes {
			o.Factors[d]++
			if p := systems[k].all.gram[d*len(shapes)+d] + penalty[d]; p > 0 {
				o.Errors[d] = 1 / math.Sqrt(p)
			}
		}
		out[k] = o
	}
	return out
}

func ownPenaltyOf(deviation float64) float64 {
	if deviation == 0 {
		return math.Inf(1)
	}
	return 1 / (deviation * deviation)
}

// ownSystem is the regression of what the shapes leave on the shapes, in
// standard deviations of it.
func ownSystem(s driverSeries, drivers int) *grouped {
	left, spread := make([]float64, len(s.y)), 0.0
	for i, row := range s.z {
		left[i] = s.y[i]
		for _, v := range row {
			left[i] -= v
		}
		spread += 1.25 * math.Abs(left[i]) / float64(len(left))
	}
	spread = max(spread, 1e-3)
	for i := range left {
		left[i] = clip(left[i], driverHuber*spread)
	}
	s.weight = 1 / (spread * spread)
	g := newGrouped(drivers)
	g.addSeries(s, left)
	g.close()
	return g
}

// chooseOwn is the deviation a priori of the series' factors that forecasts the
// groups left out best.
func chooseOwn(systems []*grouped, drivers int) float64 {
	best, least := 0.0, math.Inf(1)
	penalty, stride := make([]float64, drivers), len(systems)/maxOwnSample+1
	for _, dev := range ownDeviations {
		stat.Fill(penalty, ownPenaltyOf(dev))
		sum := 0.0
		for k := 0; k < len(systems); k += stride {
			for _, e := range systems[k].errors(penalty) {
				sum += e
			}
		}
		if sum < least {
			best, least = dev, sum
		}
	}
	return best
}
