package forecast

import "math"

// levelAlphas are the smoothing parameters that a level is averaged over.
var levelAlphas = [...]float64{.03, .08, .15, .3, .5, .8}

const (
	levelAhead = 6   // weeks ahead at which a smoothing is judged
	levelPast  = 104 // last weeks that judge it
	levelSharp = 20  // how fast a smoothing's weight falls with its relative error
)

// seasonalLevel forecasts every series by its profile over a level, by simple
// exponential smoothing of what the profile leaves.
func seasonalLevel(p *pool, out [][]float64) {
	for s := range p.series {
		x := &p.series[s]
		z := make([]float64, len(x.y))
		for i, y := range x.y {
			z[i] = y - x.at(i)
		}
		level, young := youngLevel(z)
		if !young {
			level = averagedLevel(z)
		}
		for k := range out[s] {
			out[s][k] = x.value(level + x.at(len(x.y)+k))
		}
	}
}

// averagedLevel is the level by every smoothing parameter, weighted by how well
// each forecast in the past; 0 where no week is observed.
func averagedLevel(z []float64) float64 {
	var levels, errs [len(levelAlphas)]float64
	least := math.Inf(1)
	smooth := make([]float64, len(z))
	for a, alpha := range levelAlphas {
		levels[a] = smoothed(z, alpha, smooth)
		n := 0.0
		for i := max(levelAhead, len(z)-levelPast); i < len(z); i++ {
			if e := math.Abs(z[i] - smooth[i-levelAhead]); e == e {
				errs[a], n = errs[a]+e, n+1
			}
		}
		errs[a] /= max(1, n)
		least = min(least, errs[a])
	}
	level, weight := 0.0, 0.0
	for a, l := range levels {
		if l == l {
			w := math.Exp(-levelSharp * (errs[a]/max(least, 1e-9) - 1))
			level, weight = level+w*l, weight+w
		}
	}
	return level / max(weight, math.SmallestNonzeroFloat64)
}

// smoothed is simple exponential smoothing over the observed weeks of z, week by
// week into out, and the last level; NaN before the first.
func smoothed(z []float64, alpha float64, out []float64) float64 {
	level := nan
	for i, v := range z {
		switch {
		case level != level:
			level = v
		case v == v:
			level += alpha * (v - level)
		}
		out[i] = level
	}
	return level
}
