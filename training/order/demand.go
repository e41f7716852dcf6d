package order

import (
	"math"
	"slices"
	"sort"

	"olist/forecast"
)

const weekDays = 7

// Over is the demand of the next so many days, with bands: the sum of the weeks that
// they cover, of weeks in part by their days.
func (d Demand) Over(days int) forecast.Point {
	days = max(0, min(days, d.days()))
	weights := make([]float64, len(d.Forecast.Points))
	for k := range weights {
		first := max(k*weekDays, d.From)
		end := min((k+1)*weekDays, d.From+days)
		weights[k] = float64(max(0, end-first)) / weekDays
	}
	p := d.Forecast.SumOf(weights)
	if len(p.Bands) == 0 && len(d.Forecast.Points) > 0 { // of no days at all
		for _, b := range d.Forecast.Points[0].Bands {
			p.Bands = append(p.Bands, forecast.Band{Level: b.Level})
		}
	}
	by := d.scale(weights)
	if d.Unit > 0 {
		by *= d.Unit
	}
	return d.Learnt.apply(times(p, by), float64(days)/weekDays, d.Zeros)
}

// days are those that are forecast, from From on.
func (d Demand) days() int { return max(0, len(d.Forecast.Points)*weekDays-d.From) }

// scale is by how much Scale changes the sum of weeks with weights.
func (d Demand) scale(weights []float64) float64 {
	before, after := 0.0, 0.0
	for k, w := range weights {
		v := w * max(0, d.Forecast.Points[k].Value)
		before += v
		if k < len(d.Scale) {
			v *= d.Scale[k]
		}
		after += v
	}
	if before == 0 {
		return 1
	}
	return after / before
}

// times is a forecast times a factor.
func times(p forecast.Point, by float64) forecast.Point {
	if by == 1 {
		return p
	}
	p.Value, p.Mean = p.Value*by, p.Mean*by
	p.Bands = slices.Clone(p.Bands)
	for i := range p.Bands {
		p.Bands[i].Lower, p.Bands[i].Upper = p.Bands[i].Lower*by, p.Bands[i].Upper*by
	}
	return p
}

// lasts is the most days of which what of says of the demand is no more than there is.
// far: all that are forecast.
func (d Demand) lasts(of func(forecast.Point) float64, there float64) (days int, far bool) {
	all := d.days()
	days = sort.Search(all, func(k int) bool { return of(d.Over(k+1)) > there })
	return days, days == all
}

// cover is how many weeks the position lasts at the demand expected; far: all that are
// forecast.
func (d Demand) cover(position float64) (weeks float64, far bool) {
	mean := func(p forecast.Point) float64 { return max(0, p.Mean) }
	if position <= 0 {
		return 0, false
	}
	days, far := d.lasts(mean, position)
	cover := float64(days)
	if !far { // and part of a day
		before, after := mean(d.Over(days)), mean(d.Over(days+1))
		if after > before {
			cover += math.Min(1, (position-before)/(after-before))
		}
	}
	return cover / weekDays, far
}
