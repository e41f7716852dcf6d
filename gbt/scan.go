package gbt

// histSplit is a split between bins, with the integer sums of its left side.
type histSplit struct {
	split
	code         uint8 // codes up to it go left; a missing one follows defaultLeft
	leftG, leftH int64
}

// scanner finds the best split of a node from its histogram.
type scanner struct {
	b        *binned
	c        *columns // of the tree at hand
	q        fixedPoint
	p        penalty
	monotone []int // nil: no constraint
	features []int
}

// best returns the split of most gain; the lower feature and the lower
// threshold win a tie.
func (s *scanner) best(n *histNode) histSplit {
	if s.p.alpha != 0 || s.p.maxDeltaStep != 0 || s.monotone != nil {
		return s.bestBounded(n)
	}
	c := s.newSearch(n)
	for _, f := range s.features {
		if len(s.b.cuts[f]) == 0 {
			continue
		}
		var missG, missH int64
		if s.b.first[f] == 1 {
			missG, missH = s.c.sums(n.hist, &s.q, f, 0)
		}
		c.scan(s, n.hist, f, 0, 0, missH == 0)
		if missH != 0 {
			c.scan(s, n.hist, f, missG, missH, true)
		}
	}
	if c.feature < 0 {
		return histSplit{}
	}
	return histSplit{
		split: split{
			gain: c.gain(), feature: c.feature,
			threshold: s.b.cuts[c.feature][c.cut], defaultLeft: c.defaultLeft,
		},
		code: s.b.first[c.feature] + uint8(c.cut), leftG: c.leftG, leftH: c.leftH,
	}
}

// splitSearch looks for the split of most gain, equation 7 of the paper. With l
// = H_L+lambda, r = H_R+lambda and their sum s, which all splits of a node
// share,
//
//	G_L^2/l + G_R^2/r = s d^2/(l r) + G^2/s, where d = G_L - (G/s) l,
//
// so that the highest score d^2/(l r) wins. All are in the units of the
// integers: a gain is unit * (s * score + rest).
type splitSearch struct {
	q      *fixedPoint
	lambda float64
	unit   float64
	least  int64 // min_child_weight
	g, h   int64 // of the node
	s      float64
	rest   float64

	score        float64
	feature      int // -1: no split found
	cut          int
	defaultLeft  bool
	leftG, leftH int64
}

func (s *scanner) newSearch(n *histNode) splitSearch {
	c := splitSearch{
		q: &s.q, lambda: s.p.lambda / s.q.hessScale, unit: s.q.gradScale * s.q.gradScale / s.q.hessScale,
		least: s.q.least(s.p.minChildWeight), g: n.g, h: n.h, feature: -1,
	}
	g, h := float64(n.g), float64(n.h)
	c.s = h + 2*c.lambda
	c.rest = float64(-g * g * (c.lambda / (c.s * (h + c.lambda)))) // G^2/s - G^2/(H+lambda)
	c.score = (minGain/c.unit - c.rest) / c.s
	return c
}

// gain is the loss change of the best split.
func (c *splitSearch) gain() float32 { return float32((float64(c.s*c.score) + c.rest) * c.unit) }

// scan tries every cut of a feature. missG and missH are the sums of the
// missing values where these go left, and 0 where they go right.
func (c *splitSearch) scan(s *scanner, hist []int64, f int, missG, missH int64, defaultLeft bool) {
	at, cuts := s.c.place[f]+8*int(s.b.first[f]), len(s.b.cuts[f])
	var cut int
	var leftG, leftH int64
	if c.q.packed {
		var left int64
		cut, left = c.scanPacked(hist[at:], cuts, missG<<c.q.lowBits+missH)
		leftG, leftH = c.q.unpack(left)
	} else {
		cut, leftG, leftH = c.scanPairs(hist[2*at:], cuts, missG, missH)
	}
	if cut >= 0 {
		c.feature, c.cut, c.defaultLeft, c.leftG, c.leftH = f, cut, defaultLeft, leftG, leftH
	}
}

// scanPacked returns the best cut, if it beats the score, and its left side.
// It compares a/b > score as a > score*b and so divides only where it wins.
func (c *splitSearch) scanPacked(hist []int64, cuts int, left int64) (best int, bestLeft int64) {
	lowBits, mask := c.q.lowBits&63, int64(1)<<c.q.lowBits-1
	mean, sum := float64(c.g)/c.s, c.s
	lambda, least, most, score := c.lambda, c.least, c.h-c.least, c.score
	best = -1
	for k := range cuts {
		left += hist[8*k]
		n := left & mask
		if n < least {
			continue
		}
		if n > most {
			break
		}
		l := float64(n) + lambda
		d := float64(left>>lowBits) - float64(mean*l)
		over, under := float64(d*d), float64(l*(sum-l))
		if over > float64(score*under) {
			score = over / under
			best, bestLeft = k, left
		}
	}
	c.score = score
	return best, bestLeft
}

// scanPairs is scanPacked for bins of two sums.
func (c *splitSearch) scanPairs(hist []int64, cuts int, leftG, leftH int64) (best int, bestG, bestH int64) {
	mean, sum := float64(c.g)/c.s, c.s
	lambda, least, most, score := c.lambda, c.least, c.h-c.least, c.score
	best = -1
	for k := range cuts {
		leftG += hist[16*k]
		leftH += hist[16*k+1]
		if leftH < least {
			continue
		}
		if leftH > most {
			break
		}
		l := float64(leftH) + lambda
		d := float64(leftG) - float64(mean*l)
		over, under := float64(d*d), float64(l*(sum-l))
		if over > float64(score*under) {
			score = over / under
			best, bestG, bestH = k, leftG, leftH
		}
	}
	c.score = score
	return best, bestG, bestH
}

// bestBounded is best where weights are bounded or thresholded (reg_alpha,
// max_delta_step, monotone constraints): the gain then needs the weights.
func (s *scanner) bestBounded(n *histNode) histSplit {
	var best histSplit
	for _, f := range s.features {
		first := int(s.b.first[f])
		var missG, missH, g, h int64
		if first == 1 {
			missG, missH = s.c.sums(n.hist, &s.q, f, 0)
		}
		for k := range s.b.cuts[f] {
			binG, binH := s.c.sums(n.hist, &s.q, f, first+k)
			g += binG
			h += binH
			s.try(n, f, k, g, h, missH == 0, &best)
			if missH != 0 {
				s.try(n, f, k, g+missG, h+missH, true, &best)
			}
		}
	}
	return best
}

// try weighs one cut: g and h are the sums of its left side.
func (s *scanner) try(n *histNode, f, k int, g, h int64, defaultLeft bool, best *histSplit) {
	if least := s.q.least(s.p.minChildWeight); h < least || n.h-h < least {
		return
	}
	gl, hl := s.q.real(g, h)
	gr, hr := s.q.real(n.g-g, n.h-h)
	wl, wr := s.p.weight(gl, hl, n.bounds), s.p.weight(gr, hr, n.bounds)
	if s.monotone != nil {
		if c := s.monotone[f]; c > 0 && wl > wr || c < 0 && wl < wr {
			return
		}
	}
	gain := float32(s.p.gain(gl, hl, wl)+s.p.gain(gr, hr, wr)) - n.gain
	if best.better(gain, f) {
		*best = histSplit{
			split: split{gain, f, s.b.cuts[f][k], defaultLeft},
			code:  s.b.first[f] + uint8(k), leftG: g, leftH: h,
		}
	}
}
