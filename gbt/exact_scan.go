package gbt

import "math"

// find looks for a node's best split, unless its hessian is too small for two
// children.
func (t *exactGrower) find(n *exactNode, features []int) {
	if n.h < 2*t.p.minChildWeight*(1-1e-9) {
		return
	}
	for k, f := range features {
		column := t.columns[f][n.low[k]:n.high[k]]
		if len(column) == 0 || t.ctx.Err() != nil {
			continue
		}
		all := t.sorted[f]
		constant := all[0].value == all[len(all)-1].value
		if !t.full[f] && !constant {
			t.enumerate(n, f, column, true)
		}
		t.enumerate(n, f, column, false)
	}
}

// enumerate scans a column's entries in one direction; the missing ones stay
// on the far side.
func (t *exactGrower) enumerate(n *exactNode, f int, column []entry, forward bool) {
	at, step := len(column)-1, -1
	if forward {
		at, step = 0, 1
	}
	var g, h float64
	least, lambda, floor := t.p.minChildWeight, t.p.lambda, t.floor(n)
	last := column[at].value
	for range column {
		e := column[at]
		if e.value != last {
			restH := n.h - h
			if h >= least && restH >= least {
				restG, near, far := n.g-g, h+lambda, restH+lambda
				if float64(g*g*far)+float64(restG*restG*near) >= float64(floor*float64(near*far)) {
					t.try(n, f, g, h, between(e.value, last), forward)
					floor = t.floor(n)
				}
			}
			last = e.value
		}
		d := &t.grads[e.row]
		g += d.g
		h += d.h
		at += step
	}
	// Everything present against everything missing.
	if h >= least && n.h-h >= least {
		gap := float32(math.Abs(float64(last))) + minGain
		if !forward {
			gap = -gap
		}
		t.try(n, f, g, h, last+gap, forward)
	}
}

// between is the threshold for a scan that has come from last to value.
func between(value, last float32) float32 {
	threshold := float32(value+last) * 0.5
	if threshold == value {
		return last
	}
	return threshold
}

// filterSlack covers the float32 roundings by which a gain may exceed the
// score G_L^2/(H_L+lambda) + G_R^2/(H_R+lambda).
const filterSlack = 1 - 1.0/(1<<18)

// floor is the score below which no split can beat the best one so far; trying
// only the others spares nearly all divisions. It is below all scores where
// weights are bounded or thresholded.
func (t *exactGrower) floor(n *exactNode) float64 {
	if t.monotone != nil || t.p.alpha != 0 || t.p.maxDeltaStep != 0 {
		return math.Inf(-1)
	}
	return (float64(n.best.gain) + float64(n.gain)) * filterSlack
}

func (t *exactGrower) try(n *exactNode, f int, g, h float64, threshold float32, forward bool) {
	lg, lh, rg, rh := g, h, n.g-g, n.h-h
	if !forward {
		lg, lh, rg, rh = rg, rh, lg, lh
	}
	wl, wr := t.p.weight(lg, lh, n.bounds), t.p.weight(rg, rh, n.bounds)
	if t.monotone != nil {
		if c := t.monotone[f]; c > 0 && wl > wr || c < 0 && wl < wr {
			return
		}
	}
	gain := float32(t.p.gain(lg, lh, wl)+t.p.gain(rg, rh, wr)) - n.gain
	if !math.IsInf(float64(gain), 0) && n.best.better(gain, f) {
		n.best = split{gain, f, threshold, !forward}
	}
}
