package gbt

// histSplit is a split between bins, with the integer sums of its left side.
type histSplit struct {
	split
	bin          int // codes up to bin go left; a missing one follows defaultLeft
	leftG, leftH int64
}

// scanner finds the best split of a node from its histogram.
type scanner struct {
	b        *binned
	q        fixedPoint
	p        penalty
	monotone []int // nil: no constraint
	features []int
	// prefix sums over one feature's bins
	cumG, cumH [256]int64
}

func (s *scanner) best(n *histNode) histSplit {
	var best histSplit
	for _, f := range s.features {
		s.scan(n, f, &best)
	}
	return best
}

func (s *scanner) scan(n *histNode, f int, best *histSplit) {
	cuts, first, offset := s.b.cuts[f], s.b.first[f], s.b.offset[f]
	if len(cuts) == 0 {
		return
	}
	var missG, missH int64
	if first == 1 {
		missG, missH = s.q.sums(n.hist, offset)
	}
	var g, h int64
	for k := range cuts {
		bg, bh := s.q.sums(n.hist, offset+first+k)
		g += bg
		h += bh
		if bh == 0 && k > 0 {
			continue // an empty bin: the cut below it is as good
		}
		s.try(n, f, k, g, h, missH == 0, best)
		if missH != 0 {
			s.try(n, f, k, g+missG, h+missH, true, best)
		}
	}
}

// try weighs one cut: g and h are the sums of its left side.
func (s *scanner) try(n *histNode, f, k int, g, h int64, defaultLeft bool, best *histSplit) {
	rightG, rightH := n.g-g, n.h-h
	if h <= 0 || rightH <= 0 {
		return
	}
	gl, hl := float64(g)*s.q.gradScale, float64(h)*s.q.hessScale
	gr, hr := float64(rightG)*s.q.gradScale, float64(rightH)*s.q.hessScale
	if hl < s.p.minChildWeight || hr < s.p.minChildWeight {
		return
	}
	wl, wr := s.p.weight(gl, hl, n.bounds), s.p.weight(gr, hr, n.bounds)
	if s.monotone != nil {
		if c := s.monotone[f]; c > 0 && wl > wr || c < 0 && wl < wr {
			return
		}
	}
	gain := s.p.gain(gl, hl, wl) + s.p.gain(gr, hr, wr) - n.gain
	if best.better(gain, f) {
		*best = histSplit{
			split: split{gain: gain, feature: f, threshold: s.b.cuts[f][k], defaultLeft: defaultLeft},
			bin:   s.b.first[f] + k, leftG: g, leftH: h,
		}
	}
}
