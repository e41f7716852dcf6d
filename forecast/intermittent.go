package forecast

import (
	"olist/forecast/baseline"
	"olist/week"
)

// Intermittent demand: where every third week is zero or more of them, the
// median says nothing and a logarithm too much. Its members forecast the mean:
// methods for sales and the intervals between them, times a year in the mean
// that all such series have in common, since one by itself shows none.
const (
	sparseZeros = .3  // share of zeros from which a series is intermittent
	mostSparse  = .99 // share of the prior that members for intermittent demand have where all series are
	sparseLevel = 52  // weeks around a week whose mean is its level
	sparseKept  = .95 // of a week's weight in the level, a week later
	leastIndex  = .05 // of a week of the year, over its level

	crostonMember = "croston"
	tsbMember     = "tsb"
)

// sparse reports whether a series' target is intermittent.
func sparse(x []float64) bool {
	return float64(zerosIn(x)) > sparseZeros*float64(len(x))
}

// sparseShares are the shares of intermittent series by class.
func sparseShares(hs []*history) (out [classes]float64) {
	var n [classes]float64
	for _, h := range hs {
		n[h.class]++
		if h.floor == 0 && sparse(h.raw) {
			out[h.class]++
		}
	}
	for c := range out {
		out[c] /= max(1, n[c])
	}
	return out
}

// isIntermittent reports whether a member is for intermittent demand.
func (m member) isIntermittent() bool { return m.name == crostonMember || m.name == tsbMember }

// forSparse are the priors in a class of which a share is intermittent: those of
// the members for intermittent demand grow with it, from 0.
func forSparse(priors [][]float64, members []member, share float64) [][]float64 {
	for _, row := range priors {
		for i, m := range members {
			if m.isIntermittent() {
				row[i] *= share
			}
		}
	}
	return priors
}

// forSparseMeans are those in the mean: members for intermittent demand have
// that share of it all, each alike, since what aims at medians is biased there.
func forSparseMeans(priors [][]float64, members []member, share float64) {
	for _, row := range priors {
		other, special := 0.0, 0.0
		for i, m := range members {
			if m.isIntermittent() {
				special++
			} else {
				other += row[i]
			}
		}
		for i, m := range members {
			if m.isIntermittent() {
				row[i] = share / special
			} else {
				row[i] *= (1 - mostSparse*share) / other
			}
		}
	}
}

// intermittent makes a member of a method for intermittent demand.
func intermittent(method baseline.Method) func(p *pool, out [][]float64) {
	return func(p *pool, out [][]float64) {
		index := p.meanIndex()
		for s := range p.series {
			series := &p.series[s]
			x, year := series.x, index
			if series.linear || !sparse(x) {
				year = flatYear()
			}
			observed, exposure, weight := make([]float64, 0, len(x)), 0.0, 0.0
			first := 0
			if series.sales != nil {
				x = series.sales
				if series.age == 0 {
					first = 1 // see afterFirst
				}
			}
			for i, v := range x {
				if y := series.y[i]; y == y && i >= first {
					observed = append(observed, v)
					exposure = sparseKept*exposure + year[phase(series.start+week.Week(i))]
					weight = sparseKept*weight + 1
				}
			}
			if len(observed) == 0 {
				continue
			}
			method(observed, out[s])
			for k := range out[s] {
				out[s][k] *= year[phase(series.start+week.Week(len(x)+k))] * weight / exposure
			}
		}
	}
}

func flatYear() (out yearProfile) {
	for j := range out {
		out[j] = 1
	}
	return out
}

// meanIndex is what weeks of the year sell over the year around them, in the
// mean of the intermittent series, each in units of its own mean; drawn to 1 by
// how much of its variance is noise (empirical Bayes, Efron & Morris 1975).
func (p *pool) meanIndex() yearProfile {
	var sold, square, n yearProfile
	for i := range p.series {
		s := &p.series[i]
		x := s.x
		if s.linear || !sparse(x) {
			continue
		}
		for i := sparseLevel / 2; i+sparseLevel/2 <= len(x); i++ {
			around, known := 0.0, 0.0
			for k := i - sparseLevel/2; k < i+sparseLevel/2; k++ {
				if v := x[k]; s.y[k] == s.y[k] {
					around, known = around+v, known+1
				}
			}
			if around == 0 || known < profileKnown || s.y[i] != s.y[i] {
				continue
			}
			j, v := phase(s.start+week.Week(i)), x[i]*known/around
			sold[j], square[j], n[j] = sold[j]+v, square[j]+(v-1)*(v-1), n[j]+1
		}
	}
	out := flatYear()
	away, noise, signal := yearProfile{}, 0.0, 0.0
	var cases yearProfile
	for j := range out {
		sum := 0.0
		for d, k := range profileKernel {
			near := phase(week.Week(j + d - len(profileKernel)/2))
			sum, cases[j] = sum+k*(sold[near]-n[near]), cases[j]+k*n[near]
			noise += k * square[near]
		}
		if cases[j] == 0 {
			return flatYear() // less than a whole year is known
		}
		away[j] = sum / cases[j]
	}
	all := 0.0
	for _, c := range cases {
		all += c
	}
	noise /= all // of one case
	for j, v := range away {
		signal += (v*v - noise/cases[j]) / float64(len(away))
	}
	for j, v := range away {
		if signal > 0 {
			out[j] = max(leastIndex, 1+v*signal/(signal+noise/cases[j]))
		}
	}
	return out
}
