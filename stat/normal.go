package stat

import "math"

// Density is that of the standard normal distribution at z.
func Density(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// Above is the probability that a standard normal variable is more than z.
func Above(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// Quantile is the value that a standard normal variable stays below with probability p,
// 0..1.
func Quantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// BandScore is the standard score of the upper end of a central band of a level in
// percent: 1.96 of 95.
func BandScore(level float64) float64 { return math.Sqrt2 * math.Erfinv(level/100) }
