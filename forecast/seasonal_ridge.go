package forecast

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// What the profile leaves is regressed on its last weeks, both as deviations
// from a smoothed level in units of the series' mean weekly change: one ridge
// regression a step, pooled over the series.
const (
	ridgeLags   = 13     // last deviations that are regressors, at most
	ridgeAlpha  = .15    // smoothing parameter of the level
	ridgeBound  = 4.     // of a deviation, in mean weekly changes
	ridgeLambda = .05    // penalty, in mean diagonal elements
	ridgeRows   = 20_000 // at most: of more, an even sample
	ridgeCases  = 50     // of a step, at least: its deviation is 0 where there are fewer
	ridgeStart  = 8      // weeks before the first row
)

// seasonalRidge forecasts every series by its profile, its level and the
// regression.
func seasonalRidge(p *pool, out [][]float64) {
	longest, weeks := 0, 0
	for _, s := range p.series {
		longest, weeks = max(longest, len(s.y)), weeks+len(s.y)
	}
	horizon := len(out[0])
	lags := min(ridgeLags, max(2, (longest-min(horizon, ridgeLags))/3))
	r := newRidgeSums(lags, horizon)
	stride, row := weeks/ridgeRows+1, 0
	levelled := make([]levelled, len(p.series))
	for s := range p.series {
		levelled[s] = newLevelled(&p.series[s])
		for i := max(lags, ridgeStart); i < len(levelled[s].z)-1; i++ {
			if row++; row%stride == 0 {
				r.add(levelled[s], i)
			}
		}
	}
	coefficients := r.solve()
	x := make([]float64, lags)
	for s := range p.series {
		series, l := &p.series[s], levelled[s]
		last := len(l.z) - 1
		l.regressors(last, x)
		for k := range out[s] {
			away := 0.0
			for j, v := range x {
				away += v * coefficients[k][j]
			}
			out[s][k] = series.value(l.level[last] + l.change*clip(away, ridgeBound) + series.at(last+1+k))
		}
	}
}

// levelled is a series without its profile, z, its smoothed level and the mean
// weekly change of z.
type levelled struct {
	z, level []float64
	change   float64
}

func newLevelled(p *profiled) levelled {
	l := levelled{make([]float64, len(p.y)), make([]float64, len(p.y)), 1}
	sum, n := 0.0, 0.0
	for i, y := range p.y {
		l.z[i] = y - p.at(i)
		if i > 0 {
			if d := math.Abs(l.z[i] - l.z[i-1]); d == d {
				sum, n = sum+d, n+1
			}
		}
	}
	smoothed(l.z, ridgeAlpha, l.level)
	for i, v := range l.level {
		if v != v {
			l.level[i] = 0
		}
	}
	if sum > 1e-6*n {
		l.change = sum / n
	}
	return l
}

// deviation of week i from the level of week origin.
func (l levelled) deviation(i, origin int) float64 {
	return clip((l.z[i]-l.level[origin])/l.change, ridgeBound)
}

// regressors are the last deviations at week i, 0 where one is not known.
func (l levelled) regressors(i int, x []float64) {
	for j := range x {
		x[j] = 0
		if i >= j {
			if v := l.deviation(i-j, i); v == v {
				x[j] = v
			}
		}
	}
}

// ridgeSums gathers the normal equations of all steps. The regressors' products
// are nearly those of every step, so that they are gathered once.
type ridgeSums struct {
	gram  []float64   // [lag*lag], lower triangle
	rows  float64     // in gram
	cross [][]float64 // [step-1][lag]
	cases []float64   // [step-1]
	x     []float64
}

func newRidgeSums(lags, horizon int) *ridgeSums {
	return &ridgeSums{make([]float64, lags*lags), 0, matrix(horizon, lags), make([]float64, horizon), make([]float64, lags)}
}

// add adds the row of week i.
func (r *ridgeSums) add(l levelled, i int) {
	l.regressors(i, r.x)
	r.rows++
	for a, v := range r.x {
		row := r.gram[a*len(r.x):][:a+1]
		for b, w := range r.x[:a+1] {
			row[b] += v * w
		}
	}
	for k := range min(len(r.cross), len(l.z)-1-i) {
		if y := l.deviation(i+k+1, i); y == y {
			r.cases[k]++
			row := r.cross[k][:len(r.x)]
			for a, v := range r.x {
				row[a] += v * y
			}
		}
	}
}

// solve is the coefficients, [step-1][lag]; 0 where there are too few cases or
// nothing moved.
func (r *ridgeSums) solve() [][]float64 {
	n := len(r.x)
	out := matrix(len(r.cross), n)
	trace := 0.0
	for a := range n {
		trace += r.gram[a*n+a]
	}
	gram := mat.NewSymDense(n, nil)
	for a := range n {
		for b := range a + 1 {
			gram.SetSym(a, b, r.gram[a*n+b]/r.rows)
		}
		gram.SetSym(a, a, gram.At(a, a)+ridgeLambda*trace/float64(n)/r.rows+1e-6)
	}
	var chol mat.Cholesky
	if !(trace > 0) || !chol.Factorize(gram) {
		return out
	}
	for k, cross := range r.cross {
		if r.cases[k] < ridgeCases {
			continue
		}
		b, x := mat.NewVecDense(n, nil), mat.NewVecDense(n, out[k])
		for a, v := range cross {
			b.SetVec(a, v/r.cases[k])
		}
		if chol.SolveVecTo(x, b) != nil {
			clear(out[k])
		}
	}
	return out
}
