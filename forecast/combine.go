package forecast

import (
	"math"
	"slices"

	"golang.org/x/sync/errgroup"
)

// trial holds what every member forecast from one origin inside the training
// part, and what came.
type trial struct {
	after  int // weeks from the first trial's origin to this one's
	hs     []*history
	values [][][]float64 // of what is learnt: [member][series][step-1]
	learnt [][]float64   // what came of that: [series][step-1]; NaN where the week does not count
	actual [][]float64   // the series itself, likewise
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

// weights are the shares of the members by bin of steps, [bin][member].
type weights [][]float64

// at gives the shares at a step: within a bin's own steps those of the bin,
// moving over to the next bin's in a straight line.
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
	weightRounds = 60     // steps of exponentiated gradient
	weightCases  = 40_000 // at most, per bin
)

// fitWeights finds the shares, on the simplex, that make the mean absolute
// error of the combination least, held near the prior by a Kullback-Leibler
// penalty: exponentiated gradient (Kivinen & Warmuth 1997). Errors are in
// units of the series' scale, so that each series counts alike. The penalty is
// told in the error of the best member: one that is never wrong takes all.
func fitWeights(workers int, trials []trial, c class, scale []float64, members []member, ref reference, strength float64) weights {
	w := make(weights, len(stepBins))
	var g errgroup.Group
	g.SetLimit(workers)
	for b := range w {
		g.Go(func() error {
			open := make([]float64, len(members))
			for i, m := range members {
				open[i] = m.prior.of(c, b, ref)
			}
			w[b] = fitBin(casesOf(trials, c, scale, b, len(members)), open, strength)
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail
	w.shareFirst(members)
	return w
}

// shareFirst parts what the members with trees have in the first bin as the
// second bin does: they differ in damping alone, which does nothing to the first
// step, so that its errors cannot part them, and step 2 lies between the bins.
func (w weights) shareFirst(members []member) {
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

// casesOf lists, flat, each member's forecast and then the actual, scaled.
func casesOf(trials []trial, c class, scale []float64, bin, members int) []float64 {
	n := 0
	each(trials, c, bin, func(trial, int, int) { n++ })
	stride := n/weightCases + 1
	cases := make([]float64, 0, (n/stride+1)*(members+1))
	at := 0
	each(trials, c, bin, func(t trial, s, h int) {
		if at++; at%stride != 0 {
			return
		}
		for m := range members {
			cases = append(cases, (t.values[m][s][h]-t.learnt[s][h])/scale[s])
		}
		cases = append(cases, 0)
	})
	return cases
}

func each(trials []trial, c class, bin int, visit func(t trial, series, h int)) {
	for _, t := range trials {
		for s, actual := range t.learnt {
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

func fitBin(cases, prior []float64, strength float64) []float64 {
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
	strength *= slices.Min(sum) / float64(n)
	clear(sum)
	for round := range weightRounds {
		clear(grad)
		for c := 0; c < len(cases); c += k + 1 {
			e := 0.0
			for m, v := range cases[c : c+k] {
				e += w[m] * v
			}
			sign := 1.0
			if e < 0 {
				sign = -1
			}
			for m, v := range cases[c : c+k] {
				grad[m] += sign * v
			}
		}
		rate := 3 / (1 + .1*float64(round))
		total, centre := 0.0, 0.0
		for m := range w {
			grad[m] = grad[m]/float64(n) + strength*math.Log((w[m]+1e-12)/(prior[m]+1e-12))
			centre += w[m] * grad[m]
		}
		for m := range w {
			w[m] *= math.Exp(-rate * max(-2, min(2, grad[m]-centre)))
			total += w[m]
		}
		for m := range w {
			w[m] /= total
			if round >= weightRounds/2 {
				sum[m] += w[m]
			}
		}
	}
	for m := range sum {
		sum[m] /= float64(weightRounds - weightRounds/2)
	}
	return sum
}
