package gbt

import "math"

// penalty holds what turns sums of gradients into weights and gains, in
// XGBoost's float32 parameters.
type penalty struct {
	lambda, alpha  float64
	minChildWeight float64
	maxDeltaStep   float64
	eta            float32
}

func newPenalty(p Params, obj objective) penalty {
	return penalty{
		lambda:         float64(float32(p.RegLambda)),
		alpha:          float64(float32(p.RegAlpha)),
		minChildWeight: float64(float32(p.MinChildWeight)),
		maxDeltaStep:   float64(obj.maxDeltaStep()),
		eta:            float32(p.LearningRate),
	}
}

// minGain is XGBoost's kRtEps: a split has to gain more.
const minGain = 1e-6

// threshold is the soft threshold T by alpha.
func (p *penalty) threshold(g float64) float64 {
	switch {
	case g > p.alpha:
		return g - p.alpha
	case g < -p.alpha:
		return g + p.alpha
	}
	return 0
}

// bounds are the limits that monotone constraints put on a node's weight.
type bounds struct{ low, high float32 }

var unbounded = bounds{float32(math.Inf(-1)), float32(math.Inf(1))}

// weight is -T(G)/(H+lambda), in float32, within max_delta_step and the bounds.
func (p *penalty) weight(g, h float64, b bounds) float32 {
	var w float64
	if h >= p.minChildWeight && h > 0 {
		w = -p.threshold(g) / (h + p.lambda)
		if p.maxDeltaStep != 0 && math.Abs(w) > p.maxDeltaStep {
			w = math.Copysign(p.maxDeltaStep, w)
		}
	}
	return min(max(float32(w), b.low), b.high)
}

// gain is twice the fall in the loss that weight w brings to a node:
// -(2 G w + (H+lambda) w^2 + 2 alpha |w|), rounded as XGBoost 3.4.1 does.
func (p *penalty) gain(g, h float64, w float32) float32 {
	if h <= 0 {
		return 0
	}
	wd := float64(w)
	sum := float64(2*g*wd) + float64((h+p.lambda)*float64(float32(w*w)))
	if p.alpha != 0 {
		sum += float64(2 * p.alpha * math.Abs(wd))
	}
	return float32(-sum)
}

// split is a candidate split of a node.
type split struct {
	gain        float32 // loss change
	feature     int
	threshold   float32
	defaultLeft bool
}

// better is XGBoost's order: more gain wins; on a tie the lower feature.
func (s *split) better(gain float32, feature int) bool {
	if s.feature <= feature {
		return gain > s.gain
	}
	return gain >= s.gain
}
