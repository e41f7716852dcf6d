package ui

import (
	"fmt"
	"strings"
)

// Spark draws numbers as the points of a polyline in a box of 100 by 30.
func Spark(values []float64) string {
	if len(values) < 2 {
		return ""
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	span := high - low
	if span == 0 {
		span = 1
	}
	var b strings.Builder
	for i, v := range values {
		x := 100 * float64(i) / float64(len(values)-1)
		fmt.Fprintf(&b, "%.2f,%.2f ", x, 1+28*(high-v)/span)
	}
	return strings.TrimSpace(b.String())
}
