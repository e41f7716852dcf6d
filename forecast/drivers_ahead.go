package forecast

import (
	"math"
	"slices"

	"olist/message"
	"olist/stat"
	"olist/week"
)

// How drivers are continued beyond what is known of them.
const (
	DriversHold = "hold" // the last number known
	DriversMean = "mean" // the mean of the last year known
)

// DriversAhead is p with every driver known for the coming weeks up to the
// horizon. With how empty, one that is not known is a *PanelError that names the
// series, the driver and the first such week; else it is continued.
func (p Panel) DriversAhead(horizon int, how string) (Panel, error) {
	p.Series = slices.Clone(p.Series)
	for i, s := range p.Series {
		if s.Drivers == nil {
			continue
		}
		end := len(s.Values) + horizon
		p.Series[i].Drivers = slices.Clone(s.Drivers)
		for d, x := range s.Drivers {
			x = slices.Concat(x, slices.Repeat([]float64{nan}, max(0, end-len(x))))
			fill := continued(x[:len(s.Values)], how)
			for k := len(s.Values); k < end; k++ {
				switch {
				case x[k] == x[k]:
					if how == DriversHold {
						fill = x[k]
					}
				case how == "":
					return p, &PanelError{s.Key, message.DriverNotAhead.With(p.Drivers[d], s.Start+week.Week(k), horizon)}
				default:
					x[k] = fill
				}
			}
			p.Series[i].Drivers[d] = x
		}
	}
	return p, nil
}

// continued is the number that continues x; NaN where none is known.
func continued(x []float64, how string) float64 {
	var known []float64
	for _, v := range x {
		if !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	switch {
	case len(known) == 0:
		return nan
	case how == DriversHold:
		return known[len(known)-1]
	}
	return stat.Mean(stat.Tail(known, week.PerYear))
}
