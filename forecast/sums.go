package forecast

import (
	"math"
	"slices"

	"olist/stat"
)

// SumOf is the forecast of a sum of weeks, [step-1], each with a weight from 0 to
// 1: the part of the week's days that are in it. Value and Mean are the weighted
// sums. Bands, at the levels of f, come from those of the weeks and of the running
// totals: how much wider or narrower a total is than its last week and the total
// before it are together says how far their errors go together, and that is spread
// over the weeks before by their widths. So the first weeks together have the bands of
// Totals, and a week by itself those of Points. Days of one week are taken for
// independent, as the spread of part of a week is not measured.
func (f Forecast) SumOf(weights []float64) Point {
	weights = weights[:min(len(weights), len(f.Points))]
	last := len(weights)
	for last > 0 && weights[last-1] == 0 {
		last--
	}
	if last == 0 {
		return Point{}
	}
	weights = weights[:last]
	if whole(weights) {
		return f.Totals[last-1]
	}
	out := Point{Step: last, Week: f.Points[last-1].Week}
	for k, w := range weights {
		out.Value += w * f.Points[k].Value
		out.Mean += w * f.Points[k].Mean
	}
	if first := slices.IndexFunc(weights, func(w float64) bool { return w != 0 }); first == last-1 && weights[first] == 1 {
		out.Bands = slices.Clone(f.Points[first].Bands)
		return out
	}
	for i, b := range f.Points[0].Bands {
		lower := out.Value - f.spread(weights, func(p Point) float64 { return p.Value - p.Bands[i].Lower })
		upper := out.Value + f.spread(weights, func(p Point) float64 { return p.Bands[i].Upper - p.Value })
		if !slices.ContainsFunc(f.Points[:last], func(p Point) bool { return p.Bands[i].Lower < 0 }) {
			lower = max(lower, min(0, out.Value))
		}
		out.Bands = append(out.Bands, Band{Level: b.Level, Lower: lower, Upper: upper})
	}
	for i := 1; i < len(out.Bands); i++ { // bands of rising level contain each other
		if a, b := out.Bands[i-1], &out.Bands[i]; a.Level < b.Level {
			b.Lower, b.Upper = min(b.Lower, a.Lower), max(b.Upper, a.Upper)
		}
	}
	return out
}

// whole tells whether the weights are those of a running total.
func whole(weights []float64) bool {
	return !slices.ContainsFunc(weights, func(w float64) bool { return w != 1 })
}

// spread is the half-width on one side of a weighted sum, of the half-widths of the
// weeks and their running totals. These stand in for standard errors: the bands are
// multiples of them, of one level.
func (f Forecast) spread(weights []float64, half func(Point) float64) float64 {
	square, least := 0.0, 0.0
	before, all, weighed := 0.0, 0.0, 0.0 // half-width of the total, and sums of the weeks', up to the week before
	for k, w := range weights {
		own, total := half(f.Points[k]), half(f.Totals[k])
		together := 0.0 // correlation with the weeks before
		if own > 0 && all > 0 {
			together = (total*total - before*before - own*own) / (2 * own * all)
			together = max(-1, min(1, together))
		}
		square += w*own*own + 2*w*own*together*weighed
		least = max(least, w*own)
		before, all, weighed = total, all+own, weighed+w*own
	}
	return max(least, math.Sqrt(max(0, square)))
}

// RoundSums rounds values to integers so that the sums hold exactly, as forecasts
// are rounded: see RoundForecasts.
func RoundSums(values []float64, sums []Sum) []int64 { return roundSums(values, sums) }

// At is the point moved to another value, its bands with it, as where what is known
// is added to what is forecast.
func (p Point) At(value float64) Point {
	by := value - p.Value
	p.Bands = slices.Clone(p.Bands)
	for i := range p.Bands {
		p.Bands[i].Lower, p.Bands[i].Upper = p.Bands[i].Lower+by, p.Bands[i].Upper+by
	}
	p.Value, p.Mean = value, p.Mean+by
	return p
}

// Reaches is the probability that what is forecast comes to at least v, read off the
// bands: their ends are taken as quantiles of a distribution whose normal scores run
// straight between them and on beyond them. NaN where there are no bands.
func (p Point) Reaches(v float64) float64 { return stat.Above(p.Score(v)) }

// Score is the normal score of the probability that what is forecast stays below v:
// infinite on either side of a value that is sure. NaN where there are no bands.
func (p Point) Score(v float64) float64 {
	known := p.quantiles()
	if len(known) == 0 {
		return nan
	}
	i := 0 // of the stretch that v lies in; the outer ones go on
	for i < len(known)-2 && v > known[i+1].value {
		i++
	}
	from, to := known[i], known[i+1]
	if to.value <= from.value {
		if v <= p.Value {
			return math.Inf(-1)
		}
		return math.Inf(1)
	}
	return from.score + (to.score-from.score)*(v-from.value)/(to.value-from.value)
}

// AtScore is the value with a normal score: the upper end of the band of 95 percent at
// 1.96, the lower at -1.96. NaN where there are no bands.
func (p Point) AtScore(score float64) float64 {
	known := p.quantiles()
	if len(known) == 0 {
		return nan
	}
	i := 0
	for i < len(known)-2 && score > known[i+1].score {
		i++
	}
	from, to := known[i], known[i+1]
	return from.value + (to.value-from.value)*(score-from.score)/(to.score-from.score)
}

// quantile is a value with the normal score of the probability to stay below it.
type quantile struct{ value, score float64 }

// quantiles are the ends of the bands, ascending, and the value between them; nil
// without bands.
func (p Point) quantiles() []quantile {
	if len(p.Bands) == 0 {
		return nil
	}
	mid := len(p.Bands)
	known := make([]quantile, 2*mid+1)
	known[mid] = quantile{p.Value, 0}
	for i, b := range p.Bands {
		score := stat.BandScore(b.Level)
		known[mid-1-i], known[mid+1+i] = quantile{b.Lower, -score}, quantile{b.Upper, score}
	}
	return known
}

// Excess is by how much what is forecast lies above v in the mean, where less counts
// as nothing: the loss function of the distribution of Reaches, in the unit of p. NaN
// where there are no bands.
func (p Point) Excess(v float64) float64 {
	known := p.quantiles()
	if len(known) == 0 {
		return nan
	}
	sum := 0.0
	for i := range len(known) - 1 {
		from, to := known[i], known[i+1]
		slope := (to.value - from.value) / (to.score - from.score)
		low, high := from.score, to.score
		if i == 0 {
			low = math.Inf(-1)
		}
		if i == len(known)-2 {
			high = math.Inf(1)
		}
		if slope > 0 {
			low = max(low, from.score+(v-from.value)/slope)
		} else if from.value <= v {
			continue
		}
		if low < high {
			sum += (from.value-slope*from.score-v)*(stat.Above(low)-stat.Above(high)) + slope*(stat.Density(low)-stat.Density(high))
		}
	}
	return max(0, sum)
}
