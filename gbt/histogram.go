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

// columns are the codes of the features that a tree may use, eight to a word
// row by row, so that a histogram reads no others.
type columns struct {
	b        *binned
	features []int // padded with b.cols, whose codes land in the padding
	words    int
	byRow    []uint64
}

// use lays out the codes of features; all of them are there already.
func (c *columns) use(b *binned, features []int) {
	c.b, c.words = b, (len(features)+7)/8
	c.features = append(c.features[:0], features...)
	for len(c.features) < 8*c.words {
		c.features = append(c.features, b.cols)
	}
	if len(features) == b.cols {
		c.byRow = b.byRow
		return
	}
	if n := b.rows * c.words; cap(c.byRow) < n {
		c.byRow = make([]uint64, n)
	} else {
		c.byRow = c.byRow[:n]
	}
	for w := range c.words {
		var col [8][]uint8
		for k := range col {
			// A column beyond the last repeats another: it is counted in the padding.
			col[k] = b.byCol[features[min(8*w+k, len(features)-1)]][:b.rows]
		}
		c0, c1, c2, c3, c4, c5, c6, c7 := col[0], col[1], col[2], col[3], col[4], col[5], col[6], col[7]
		for i := range b.rows {
			c.byRow[i*c.words+w] = uint64(c0[i]) | uint64(c1[i])<<8 | uint64(c2[i])<<16 | uint64(c3[i])<<24 |
				uint64(c4[i])<<32 | uint64(c5[i])<<40 | uint64(c6[i])<<48 | uint64(c7[i])<<56
		}
	}
}

// build adds the rows' gradients to hist. grad and hess run along with rows;
// hess is nil for a unit hessian.
func (c *columns) build(hist []int64, q *fixedPoint, rows []uint32, grad, hess []int32) {
	for w := range c.words {
		if q.unit {
			c.buildPacked(hist, q.countBits, w, rows, grad)
		} else {
			c.buildPairs(hist, w, 0, rows, grad, hess)
			c.buildPairs(hist, w, 4, rows, grad, hess)
		}
	}
}

// at returns the histogram of the k-th feature in use.
func (c *columns) at(hist []int64, k int) *[256]int64 {
	o := c.b.offset[c.features[k]]
	return (*[256]int64)(hist[o : o+256])
}

func (c *columns) buildPacked(hist []int64, countBits uint, word int, rows []uint32, grad []int32) {
	f := 8 * word
	h0, h1, h2, h3 := c.at(hist, f), c.at(hist, f+1), c.at(hist, f+2), c.at(hist, f+3)
	h4, h5, h6, h7 := c.at(hist, f+4), c.at(hist, f+5), c.at(hist, f+6), c.at(hist, f+7)
	words, step := c.byRow[word:], c.words
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

func (c *columns) pairsAt(hist []int64, k int) *[512]int64 {
	o := 2 * c.b.offset[c.features[k]]
	return (*[512]int64)(hist[o : o+512])
}

// buildPairs takes four features of a word at a time: as many histograms as
// the registers can point to.
func (c *columns) buildPairs(hist []int64, word, from int, rows []uint32, grad, hess []int32) {
	f, shift := 8*word+from, uint(8*from)
	h0, h1, h2, h3 := c.pairsAt(hist, f), c.pairsAt(hist, f+1), c.pairsAt(hist, f+2), c.pairsAt(hist, f+3)
	words, step := c.byRow[word:], c.words
	grad, hess = grad[:len(rows)], hess[:len(rows)]
	for i, r := range rows {
		c := words[int(r)*step] >> shift
		g, h := int64(grad[i]), int64(hess[i])
		a := 2 * int(uint8(c))
		h0[a] += g
		h0[a+1] += h
		a = 2 * int(uint8(c>>8))
		h1[a] += g
		h1[a+1] += h
		a = 2 * int(uint8(c>>16))
		h2[a] += g
		h2[a+1] += h
		a = 2 * int(uint8(c>>24))
		h3[a] += g
		h3[a+1] += h
	}
}

// subtract turns a parent's histogram into one child's, given the other's.
func subtract(parent, child []int64) {
	child = child[:len(parent)]
	for i := range parent {
		parent[i] -= child[i]
	}
}
