package gbt

import (
	"math"
	"math/bits"
)

// fixedPoint says how gradients become integers: sums of integers do not
// depend on the order of their terms, so threads cannot change a result.
//
// With a unit hessian one int64 holds a bin: the gradients' sum above
// countBits, the rows' count below. Otherwise a bin is two int64: the sums of
// gradients and of hessians.
type fixedPoint struct {
	unit      bool
	countBits uint
	gradScale float64 // a gradient is its integer times gradScale
	hessScale float64
}

// maxInteger bounds one row's integer where the sum leaves room for more.
const maxInteger = 1 << 30

func newFixedPoint(unit bool, rows int, maxG, maxH float64) fixedPoint {
	q := fixedPoint{unit: unit, countBits: uint(bits.Len(uint(rows))), hessScale: 1}
	room := min(maxInteger, math.Ldexp(1, 62-int(q.countBits)))
	if unit {
		room = min(maxInteger, math.Ldexp(1, 62-2*int(q.countBits)))
	} else if maxH > 0 {
		q.hessScale = maxH / room
	}
	q.gradScale = 1
	if maxG > 0 {
		q.gradScale = maxG / room
	}
	return q
}

// slots is the number of int64 in one bin.
func (q *fixedPoint) slots() int {
	if q.unit {
		return 1
	}
	return 2
}

// sums unpacks a bin.
func (q *fixedPoint) sums(hist []int64, bin int) (g, h int64) {
	if q.unit {
		return hist[bin] >> q.countBits, hist[bin] & (1<<q.countBits - 1)
	}
	return hist[2*bin], hist[2*bin+1]
}

// build adds the rows' gradients to hist. q and h run along with rows; h is
// nil for a unit hessian.
func (b *binned) build(hist []int64, q *fixedPoint, rows []uint32, grad, hess []int32) {
	for w := range b.words {
		f := 8 * w
		if q.unit {
			b.buildPacked(hist, q.countBits, w, f, rows, grad)
		} else {
			b.buildPairs(hist, w, f, rows, grad, hess)
		}
	}
}

// at returns the histogram of feature f, or of nothing beyond the last one:
// its codes are all 0 and land in the padding.
func (b *binned) at(hist []int64, f int) *[256]int64 {
	o := b.offset[min(f, b.cols)]
	return (*[256]int64)(hist[o : o+256])
}

func (b *binned) buildPacked(hist []int64, countBits uint, word, f int, rows []uint32, grad []int32) {
	h0, h1, h2, h3 := b.at(hist, f), b.at(hist, f+1), b.at(hist, f+2), b.at(hist, f+3)
	h4, h5, h6, h7 := b.at(hist, f+4), b.at(hist, f+5), b.at(hist, f+6), b.at(hist, f+7)
	words, step := b.byRow[word:], b.words
	grad = grad[:len(rows)]
	for i, r := range rows {
		c := words[int(r)*step]
		v := int64(grad[i])<<countBits | 1
		h0[uint8(c)] += v
		h1[uint8(c>>8)] += v
		h2[uint8(c>>16)] += v
		h3[uint8(c>>24)] += v
		h4[uint8(c>>32)] += v
		h5[uint8(c>>40)] += v
		h6[uint8(c>>48)] += v
		h7[uint8(c>>56)] += v
	}
}

func (b *binned) pairsAt(hist []int64, f int) []int64 {
	o := 2 * b.offset[min(f, b.cols)]
	return hist[o : o+512 : o+512]
}

func (b *binned) buildPairs(hist []int64, word, f int, rows []uint32, grad, hess []int32) {
	for k := 0; k < 8 && f+k < b.cols; k++ {
		h := (*[512]int64)(b.pairsAt(hist, f+k))
		words, step, shift := b.byRow[word:], b.words, uint(8*k)
		grad, hess := grad[:len(rows)], hess[:len(rows)]
		for i, r := range rows {
			c := 2 * int(uint8(words[int(r)*step]>>shift))
			h[c] += int64(grad[i])
			h[c+1] += int64(hess[i])
		}
	}
}

// subtract turns a parent's histogram into one child's, given the other's.
func subtract(parent, child []int64) {
	child = child[:len(parent)]
	for i := range parent {
		parent[i] -= child[i]
	}
}
