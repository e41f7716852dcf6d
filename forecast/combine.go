package forecast

import (
	"math"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// originForecasts holds what every member forecast from one rolling origin
// inside the training part, and the actuals.
type originForecasts struct {
	weeks  int // weeks from the first origin to this one
	hs     []*history
	values [][][]float64 // forecasts of the targets, [member][series][step-1]
	target [][]float64   // actual targets, [series][step-1]; NaN where the week is not observed
	actual [][]float64   // actuals of the series, likewise
}

// stepBins are the last steps of the bins that have weights of their own.
var stepBins = []int{1, 3, 6, MaxHorizon}

func binOf(step int) int {
	for b, last := range stepBins {
		if step <= last {
			return b
		}
	}
	return len(stepBins) - 1
}

// weights are the shares of the members by bin of steps, [bin][member]; those
// of a bin add up to 1.
type weights [][]float64

// at is the shares at a step, interpolated linearly between the middles of the
// bins.
func (w weights) at(step int) []float64 {
	mids := [...]float64{1, 2.5, 5, 10}
	s := float64(step)
	b := 0
	for b+1 < len(mids) && s >= mids[b+1] {
		b++
	}
	if b+1 == len(mids) {
		return w[b]
	}
	p := max(0, (s-mids[b])/(mids[b+1]-mids[b]))
	out := make([]float64, len(w[b]))
	for m := range out {
		out[m] = (1-p)*w[b][m] + p*w[b+1][m]
	}
	return out
}

const (
	gradientSteps = 60     // steps of exponentiated gradient; the shares are the mean over the second half
	maxCases      = 40_000 // per bin at most
)

// loss of an error: the slope by it, over that of an error of the given size
// where that is squared.
type loss func(e, size float64) float64

func absoluteError(e, _ float64) float64 { return math.Copysign(1, e) }

func squaredError(e, size float64) float64 { return clip(e, maxMeanError) / size }

// fitWeights finds, by g, the shares on the simplex that minimise the mean loss
// of the combination plus a Kullback-Leibler penalty towards the prior,
// by exponentiated gradient (Kivinen & Warmuth 1997). Errors are in units of
// the targets' scale, so that each series counts alike; the penalty is in units
// of the best member's error, so that a member that is never wrong takes all.
// The shares are there, but for splitFirstBin, when g has ended.
func fitWeights(g *errgroup.Group, origins []originForecasts, c class, scale []float64, priors [][]float64, penalty float64, of loss) weights {
	w := make(weights, len(stepBins))
	for b := range slices.Backward(w) { // the last has the most cases: it begins
		g.Go(func() error {
			buf := caseRoom.Get().(*[]float64)
			*buf = casesOf((*buf)[:0], origins, c, scale, b, len(priors[b]))
			w[b] = fitBin(*buf, priors[b], penalty, of)
			caseRoom.Put(buf)
			return nil
		})
	}
	return w
}

// splitFirstBin divides the trees' weight in the first bin as in the second:
// members with trees differ in damping alone, which does nothing to step 1, so
// that its errors cannot tell them apart.
func (w weights) splitFirstBin(members []member) {
	first, second := 0.0, 0.0
	for i, m := range members {
		if m.damping > 0 {
			first, second = first+w[0][i], second+w[1][i]
		}
	}
	for i, m := range members {
		if m.damping > 0 && second > 0 {
			w[0][i] = first * w[1][i] / second
		}
	}
}

// caseRoom is the memory of cases, which a training makes by class, bin and aim.
var caseRoom = sync.Pool{New: func() any { return new([]float64) }}

// casesOf appends to cases, flat, the scaled error of each member and then 0 for
// the actual, case by case.
func casesOf(cases []float64, origins []originForecasts, c class, scale []float64, bin, members int) []float64 {
	n := 0
	eachCase(origins, c, bin, func(originForecasts, int, int) { n++ })
	stride := n/maxCases + 1
	cases = slices.Grow(cases, (n/stride+1)*(members+1))
	at := 0
	eachCase(origins, c, bin, func(t originForecasts, s, h int) {
		if at++; at%stride != 0 {
			return
		}
		for m := range members {
			cases = append(cases, (t.values[m][s][h]-t.target[s][h])/scale[s])
		}
		cases = append(cases, 0)
	})
	return cases
}

func eachCase(origins []originForecasts, c class, bin int, visit func(t originForecasts, series, h int)) {
	for _, t := range origins {
		for s, actual := range t.target {
			if t.hs[s].class != c {
				continue
			}
			for h, a := range actual {
				if a == a && binOf(h+1) == bin {
					visit(t, s, h)
				}
			}
		}
	}
}

// addSlopes adds the slopes of four cases to grad, one after the other as a loop
// over the cases would, to the bit: their errors are sums that need not wait for
// each other, which is what takes the time.
func addSlopes(grad, w, cases []float64, size float64, of loss) {
	k := len(w)
	a, b, c, d := cases[:k], cases[k+1:][:k], cases[2*(k+1):][:k], cases[3*(k+1):][:k]
	var ea, eb, ec, ed float64
	for m, share := range w {
		ea += share * a[m]
		eb += share * b[m]
		ec += share * c[m]
		ed += share * d[m]
	}
	sa, sb, sc, sd := of(ea, size), of(eb, size), of(ec, size), of(ed, size)
	grad = grad[:k]
	for m, sum := range grad {
		grad[m] = sum + sa*a[m] + sb*b[m] + sc*c[m] + sd*d[m]
	}
}

func fitBin(cases, prior []float64, penalty float64, of loss) []float64 {
	k := len(prior)
	w := append([]float64(nil), prior...)
	n := len(cases) / (k + 1)
	if n == 0 {
		return w
	}
	grad, sum := make([]float64, k), make([]float64, k)
	for c := 0; c < len(cases); c += k + 1 {
		for m, v := range cases[c : c+k] {
			sum[m] += math.Abs(v)
		}
	}
	size := slices.Min(sum) / float64(n)
	if size == 0 {
		size = 1
	}
	penalty *= slices.Min(sum) / float64(n)
	clear(sum)
	for round := range gradientSteps {
		clear(grad)
		rest := cases
		for ; len(rest) >= 4*(k+1); rest = rest[4*(k+1):] {
			addSlopes(grad, w, rest, size, of)
		}
		for ; len(rest) > 0; rest = rest[k+1:] {
			e := 0.0
			for m, v := range rest[:k] {
				e += w[m] * v
			}
			slope := of(e, size)
			for m, v := range rest[:k] {
				grad[m] += slope * v
			}
		}
		rate := 3 / (1 + .1*float64(round))
		total, centre := 0.0, 0.0
		for m := range w {
			grad[m] = grad[m]/float64(n) + penalty*math.Log((w[m]+1e-12)/(prior[m]+1e-12))
			centre += w[m] * grad[m]
		}
		for m := range w {
			w[m] *= math.Exp(-rate * max(-2, min(2, grad[m]-centre)))
			total += w[m]
		}
		for m := range w {
			w[m] /= total
			if round >= gradientSteps/2 {
				sum[m] += w[m]
			}
		}
	}
	for m := range sum {
		sum[m] /= float64(gradientSteps - gradientSteps/2)
	}
	return sum
}
