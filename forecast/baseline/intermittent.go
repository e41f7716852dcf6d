package baseline

import "olist/stat"

const (
	intermittentAlpha = .1  // smoothing parameter of sizes and intervals
	intermittentBeta  = .05 // and of the probability of a sale
	intermittentFirst = 52  // first weeks that initial values come from
)

// Croston is Croston's method (1972): the smoothed size of a sale over the
// smoothed interval between two, renewed where something is sold; without
// the bias that a mean of intervals in the denominator makes (Syntetos & Boylan
// 2001; their estimator of 2005 is its limit for long intervals).
func Croston(x, out []float64) {
	size, chance := firstSales(x)
	if size == 0 {
		stat.Fill(out, 0)
		return
	}
	interval, since := 1/chance, 1.0
	for _, v := range x {
		if v == 0 {
			since++
			continue
		}
		size += intermittentAlpha * (v - size)
		interval += intermittentAlpha * (since - interval)
		since = 1
	}
	bias := intermittentAlpha / (2 - intermittentAlpha) * (interval - 1) / interval
	stat.Fill(out, size/interval/(1+bias))
}

// TSB is the method of Teunter, Syntetos & Babai (2011): the smoothed size of a
// sale times its probability, which falls in every week without one: so that
// what is sold no more goes to 0.
func TSB(x, out []float64) {
	size, chance := firstSales(x)
	for _, v := range x {
		if v == 0 {
			chance -= intermittentBeta * chance
			continue
		}
		size += intermittentAlpha * (v - size)
		chance += intermittentBeta * (1 - chance)
	}
	stat.Fill(out, size*chance)
}

// firstSales is the mean size of a sale and the share of weeks with one among
// the first weeks, or among all where these have none; 0 where there is none.
func firstSales(x []float64) (size, chance float64) {
	for _, weeks := range []int{min(len(x), intermittentFirst), len(x)} {
		n := 0.0
		for _, v := range x[:weeks] {
			if v != 0 {
				size, n = size+v, n+1
			}
		}
		if n > 0 {
			return size / n, n / float64(weeks)
		}
	}
	return 0, 0
}
