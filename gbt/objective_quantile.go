package gbt

import (
	"math"
	"slices"
)

// quantileError is the pinball loss at level alpha; at 0.5 (times 2) it is the
// absolute error. Its Newton step says little, so a leaf's value is the
// quantile of its residuals.
type quantileError struct {
	identity
	alpha    float64
	absolute bool
}

func (o quantileError) name() string {
	if o.absolute {
		return AbsoluteError
	}
	return Quantile
}

func (o quantileError) metric() metric {
	if o.absolute {
		return mae
	}
	return pinball(o.alpha)
}

func (o quantileError) leafQuantile() (float64, bool) { return o.alpha, true }

func (o quantileError) baseScore(y, weight []float32) float32 {
	return quantile(slices.Clone(y), slices.Clone(weight), o.alpha)
}

func (o quantileError) gradients(_ float64, margin, y, weight, g, h []float32) {
	above, below := float32(1-o.alpha), float32(-o.alpha)
	if o.absolute {
		above, below = 1, -1
	}
	for i, m := range margin {
		switch {
		case m > y[i]:
			g[i] = above
		case m < y[i] || !o.absolute:
			g[i] = below
		default:
			g[i] = 0
		}
	}
	ones(h)
	weighted(weight, g, h)
}

// The smoothed losses below have quadratic bounds that touch them at the
// present residual r (majorise-minimise), so that the Newton step is safe. Both
// measure residuals by S = (mean of sqrt|r|)^2: dmlc/xgboost pull requests
// 12373 (absolute error) and 12386 (quantile error), released in 3.4.

func rootScale(margin, y, weight []float32) float64 {
	var sum, total float64
	for i, m := range margin {
		w := 1.0
		if weight != nil {
			w = float64(weight[i])
		}
		sum += float64(w * math.Sqrt(math.Abs(float64(m-y[i]))))
		total += w
	}
	return (sum / total) * (sum / total)
}

// smoothAbsolute has h = S / sqrt(S^2 + r^2) and g = r h.
type smoothAbsolute struct{ identity }

func (smoothAbsolute) name() string      { return AbsoluteError }
func (smoothAbsolute) metric() metric    { return mae }
func (smoothAbsolute) unitHessian() bool { return false }

func (smoothAbsolute) scale(margin, y, weight []float32) float64 {
	return rootScale(margin, y, weight)
}

func (o smoothAbsolute) baseScore(y, weight []float32) float32 {
	return newtonStep(o, float32(mean(y, weight)), y, weight)
}

func (smoothAbsolute) gradients(scale float64, margin, y, weight, g, h []float32) {
	for i, m := range margin {
		r := float64(m - y[i])
		c := 1.0
		if scale > 0 {
			c = scale / math.Sqrt(float64(scale*scale)+float64(r*r))
		}
		g[i], h[i] = float32(r*c), float32(c)
	}
	weighted(weight, g, h)
}

// smoothQuantile has, with x = r / (c S), g = S/2 (tanh x + 1 - 2 alpha) and
// h = tanh(x)/x / (2c).
type smoothQuantile struct{ quantileError }

const (
	quantileSmoothing = 0.04 // c
	quantileLeast     = 3e-4 // of tanh(x)/x
)

func (smoothQuantile) unitHessian() bool             { return false }
func (smoothQuantile) leafQuantile() (float64, bool) { return 0, false }

func (smoothQuantile) scale(margin, y, weight []float32) float64 {
	return rootScale(margin, y, weight)
}

func (o smoothQuantile) gradients(scale float64, margin, y, weight, g, h []float32) {
	for i, m := range margin {
		t, ratio := 0.0, 1.0
		if r := float64(m - y[i]); r != 0 && scale > 0 {
			x := r / (quantileSmoothing * scale)
			t = math.Tanh(x)
			ratio = max(t/x, quantileLeast)
		}
		g[i] = float32(scale / 2 * (t + 1 - 2*o.alpha))
		h[i] = float32(ratio / (2 * quantileSmoothing))
	}
	weighted(weight, g, h)
}
