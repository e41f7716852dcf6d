package gbt

import (
	"fmt"
	"math"
)

// objective is a loss: its gradients, its first prediction, its link.
type objective interface {
	name() string
	// refuses says why y cannot be a label, or returns "".
	refuses(y float32) string
	// baseScore estimates the best constant prediction.
	baseScore(y, weight []float32) float32
	// margin and transform are the link function and its inverse.
	margin(prediction float32) float32
	transform(margin float32) float32
	// scale measures the residuals of all rows for gradients.
	scale(margin, y, weight []float32) float64
	// gradients fills g and h with the derivatives of the loss by the margin,
	// times the row's weight. h may be nil where it would be 1.
	gradients(scale float64, margin, y, weight, g, h []float32)
	// unitHessian says that h is 1 wherever the weight is 1.
	unitHessian() bool
	// leafQuantile returns the level of the residuals that becomes a leaf's
	// value, or false where the Newton step stays.
	leafQuantile() (level float64, ok bool)
	// maxDeltaStep bounds a leaf's weight; 0 means no bound.
	maxDeltaStep() float32
	// metric is the evaluation metric that XGBoost reports by default.
	metric() metric
}

func newObjective(p Params) (objective, error) {
	switch p.Objective {
	case SquaredError:
		return squaredError{}, nil
	case AbsoluteError:
		if p.LeafEstimation == LeafNewton {
			return smoothAbsolute{}, nil
		}
		return quantileError{alpha: 0.5, absolute: true}, nil
	case Quantile:
		if a := float32(p.QuantileAlpha); !(a > 0 && a < 1) {
			return nil, &ParamError{"quantile_alpha", p.QuantileAlpha, "must be above 0 and below 1"}
		}
		if p.LeafEstimation == LeafNewton {
			return smoothQuantile{quantileError{alpha: p.QuantileAlpha}}, nil
		}
		return quantileError{alpha: p.QuantileAlpha}, nil
	case PseudoHuber:
		if s := float32(p.HuberSlope); !(s > 0 && finite(s)) {
			return nil, &ParamError{"huber_slope", p.HuberSlope, "must be above 0"}
		}
		return pseudoHuber{slope: float32(p.HuberSlope)}, nil
	case Poisson:
		if p.BaseScore != nil && *p.BaseScore <= 0 {
			return nil, &ParamError{"base_score", *p.BaseScore, "must be above 0 with count:poisson"}
		}
		return poisson{}, nil
	}
	return nil, &ParamError{"objective", p.Objective, fmt.Sprintf("must be one of %v",
		[]string{SquaredError, AbsoluteError, PseudoHuber, Quantile, Poisson})}
}

// identity is the link of every objective but poisson.
type identity struct{}

func (identity) refuses(float32) string        { return "" }
func (identity) margin(p float32) float32      { return p }
func (identity) transform(m float32) float32   { return m }
func (identity) maxDeltaStep() float32         { return 0 }
func (identity) unitHessian() bool             { return true }
func (identity) leafQuantile() (float64, bool) { return 0, false }

func (identity) scale(_, _, _ []float32) float64 { return 1 }

// weighted multiplies gradients by the rows' weights.
func weighted(weight, g, h []float32) {
	for i, w := range weight {
		g[i] *= w
		h[i] *= w
	}
}

// ones fills h, unless it is nil.
func ones(h []float32) {
	for i := range h {
		h[i] = 1
	}
}

// squaredError is (margin - y)^2 / 2.
type squaredError struct{ identity }

func (squaredError) name() string   { return SquaredError }
func (squaredError) metric() metric { return rmse }

func (squaredError) baseScore(y, weight []float32) float32 { return float32(mean(y, weight)) }

func (squaredError) gradients(_ float64, margin, y, weight, g, h []float32) {
	y, g = y[:len(margin)], g[:len(margin)]
	for i, m := range margin {
		g[i] = m - y[i]
	}
	ones(h)
	weighted(weight, g, h)
}

// pseudoHuber is slope^2 (sqrt(1 + (r/slope)^2) - 1), with r = margin - y.
type pseudoHuber struct {
	identity
	slope float32
}

func (pseudoHuber) name() string        { return PseudoHuber }
func (o pseudoHuber) metric() metric    { return pseudoHuberError(o.slope) }
func (o pseudoHuber) unitHessian() bool { return false }

func (o pseudoHuber) baseScore(y, weight []float32) float32 {
	return newtonStep(o, 0, y, weight)
}

func (o pseudoHuber) gradients(_ float64, margin, y, weight, g, h []float32) {
	slope2 := float32(o.slope * o.slope)
	for i, m := range margin {
		r := m - y[i]
		scale := 1 + float32(r*r)/slope2
		root := float32(math.Sqrt(float64(scale)))
		g[i] = r / root
		h[i] = slope2 / float32(float32(slope2+float32(r*r))*root)
	}
	weighted(weight, g, h)
}

// poisson is exp(margin) - y margin: the log link for counts.
type poisson struct{ identity }

// poissonStep is XGBoost's default max_delta_step for count:poisson.
const poissonStep = float32(0.7)

func (poisson) name() string          { return Poisson }
func (poisson) metric() metric        { return poissonLoss }
func (poisson) maxDeltaStep() float32 { return poissonStep }
func (poisson) unitHessian() bool     { return false }

func (poisson) refuses(y float32) string {
	if y < 0 {
		return "must be at least 0 with count:poisson"
	}
	return ""
}

func (poisson) margin(p float32) float32    { return float32(math.Log(float64(p))) }
func (poisson) transform(m float32) float32 { return float32(math.Exp(float64(m))) }

func (poisson) baseScore(y, weight []float32) float32 {
	return max(float32(mean(y, weight)), 1e-6) // only zeros: no finite logarithm
}

func (poisson) gradients(_ float64, margin, y, weight, g, h []float32) {
	bound := float32(math.Exp(float64(poissonStep)))
	for i, m := range margin {
		e := float32(math.Exp(float64(m)))
		g[i] = e - y[i]
		h[i] = float32(e * bound) // exp(margin + max_delta_step)
	}
	weighted(weight, g, h)
}

// newtonStep is one Newton step of the whole loss from a constant margin.
func newtonStep(o objective, from float32, y, weight []float32) float32 {
	margin := make([]float32, len(y))
	for i := range margin {
		margin[i] = from
	}
	g, h := make([]float32, len(y)), make([]float32, len(y))
	o.gradients(o.scale(margin, y, weight), margin, y, weight, g, h)
	var sumG, sumH float64
	for i := range g {
		sumG += float64(g[i])
		sumH += float64(h[i])
	}
	if sumH <= 0 {
		return from
	}
	return float32(float64(from) - sumG/sumH)
}

// mean is summed in double, as XGBoost does.
func mean(y, weight []float32) float64 {
	var sum, total float64
	for i, v := range y {
		w := 1.0
		if weight != nil {
			w = float64(weight[i])
		}
		sum += float64(float64(v) * w)
		total += w
	}
	return sum / total
}
