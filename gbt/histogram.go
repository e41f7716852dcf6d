package gbt

import (
	"math"
	"math/bits"
)

// fixedPoint says how gradients become integers: sums of integers do not
// depend on the order of their terms, so threads cannot change a result.
//
// Packed, one int64 holds a bin: the sum of the gradients above lowBits, below
// it that of the hessians, which is the number of rows where each is 1.
// Otherwise a bin is two int64.
type fixedPoint struct {
	packed    bool
	lowBits   uint
	gradScale float64 // a gradient is its integer times gradScale
	hessScale float64
}

const (
	// maxInteger bounds one row's integer where the sum leaves room for more.
	maxInteger = 1 << 30
	// packRows and packRatio say when gradient and hessian share an int64: half
	// of it each is enough for that many rows, and for hessians whose mean is
	// that close to the largest.
	packRows  = 1 << 17
	packRatio = 1.0 / 64
)

// unitFixedPoint is for hessians of 1.
func unitFixedPoint(rows int, maxG float64) fixedPoint {
	lowBits := uint(bits.Len(uint(rows)))
	room := min(maxInteger, math.Ldexp(1, 62-2*int(lowBits)))
	return fixedPoint{packed: true, lowBits: lowBits, gradScale: scaleFor(maxG, room), hessScale: 1}
}

func newFixedPoint(rows int, maxG, maxH, meanH float64) fixedPoint {
	q := fixedPoint{lowBits: 31, packed: rows <= packRows && meanH >= packRatio*maxH}
	top := 62
	if q.packed {
		top = 30
	}
	room := min(maxInteger, math.Ldexp(1, top-bits.Len(uint(rows))))
	q.gradScale, q.hessScale = scaleFor(maxG, room), scaleFor(maxH, room)
	return q
}

// slots is the number of int64 in one bin.
func (q *fixedPoint) slots() int {
	if q.packed {
		return 1
	}
	return 2
}

// unpack parts a packed sum.
func (q *fixedPoint) unpack(sum int64) (g, h int64) {
	return sum >> q.lowBits, sum & (1<<q.lowBits - 1)
}

// least is the smallest sum of hessians that a child may have.
func (q *fixedPoint) least(weight float64) int64 {
	return max(1, int64(math.Ceil(min(weight/q.hessScale, math.MaxInt64/2))))
}

// scaleFor is the least power of two by which top stays within room. Powers of
// two keep what fits exact: so are the sums of moderate labels and weights.
func scaleFor(top, room float64) float64 {
	if top == 0 {
		return 1
	}
	fraction, exponent := math.Frexp(top / room)
	if fraction == 0.5 {
		exponent--
	}
	return math.Ldexp(1, exponent)
}

// real turns integer sums into sums of gradients and hessians.
func (q *fixedPoint) real(g, h int64) (float64, float64) {
	return float64(float64(g) * q.gradScale), float64(float64(h) * q.hessScale)
}

// histBuffer holds the words of a block of rows, group by group: they are
// fetched from all over memory at once and then read in order.
type histBuffer struct {
	words  []uint64 // groups x stride
	block  int      // rows in it at most
	stride int
	grads  [histBlock]int64
	hess   [histBlock]int64
}

// histBlock is the largest number of rows in a block.
const histBlock = 512

func newHistBuffer(words int) *histBuffer {
	block := min(histBlock, max(16, 1<<15/words))
	stride := block + 8 // groups a power of two apart would share few sets of the cache
	return &histBuffer{words: make([]uint64, words*stride), block: block, stride: stride}
}

// build adds rows to hist. grad and hess run along with rows; hess is nil
// where it is 1.
func (c *columns) build(hist []int64, q *fixedPoint, buf *histBuffer, rows []uint32, grad, hess []int32) {
	for len(rows) > 0 {
		n := min(buf.block, len(rows))
		c.fetch(buf, rows[:n])
		grads, part := buf.grads[:n], grad[:n]
		for i, g := range part {
			grads[i] = int64(g)
		}
		switch {
		case hess == nil:
			for i, g := range grads {
				grads[i] = g<<q.lowBits | 1
			}
		case q.packed:
			part := hess[:n]
			for i, h := range part {
				grads[i] = grads[i]<<q.lowBits + int64(h)
			}
		default:
			for i, h := range hess[:n] {
				buf.hess[i] = int64(h)
			}
		}
		for w := range c.words {
			words := buf.words[w*buf.stride : w*buf.stride+n]
			if q.packed {
				c.addPacked(hist, w, words, grads)
			} else {
				c.addPairs(hist, w, words, grads, buf.hess[:n])
			}
		}
		rows, grad = rows[n:], grad[n:]
		if hess != nil {
			hess = hess[n:]
		}
	}
}

// fetch copies the rows' words into the buffer.
func (c *columns) fetch(buf *histBuffer, rows []uint32) {
	stride, words := buf.stride, c.words
	if words == 4 {
		c.fetch4(buf, rows)
		return
	}
	for i, r := range rows {
		at := i
		for _, w := range c.byRow[int(r)*words : int(r)*words+words] {
			buf.words[at] = w
			at += stride
		}
	}
}

// fetch4 is fetch for 25 to 32 features, where the loop over words would cost
// as much as the loads.
func (c *columns) fetch4(buf *histBuffer, rows []uint32) {
	stride, n := buf.stride, len(rows)
	b0, b1, b2, b3 := buf.words[:n], buf.words[stride:][:n], buf.words[2*stride:][:n], buf.words[3*stride:][:n]
	for i, r := range rows {
		row := (*[4]uint64)(c.byRow[4*int(r):])
		b0[i], b1[i], b2[i], b3[i] = row[0], row[1], row[2], row[3]
	}
}

// addPacked adds a block's packed gradients to a group. The masks keep each
// index inside the group's room, so that no bound is checked.
func (c *columns) addPacked(hist []int64, group int, words []uint64, grads []int64) {
	h := (*[groupRoom]int64)(hist[c.start[group]:][:groupRoom])
	grads = grads[:len(words)]
	if c.count-8*group <= 4 {
		for i, w := range words {
			v := grads[i]
			h[w<<3&0x7f8] += v
			h[w>>5&0x7f8+1] += v
			h[w>>13&0x7f8+2] += v
			h[w>>21&0x7f8+3] += v
		}
		return
	}
	for i, w := range words {
		v := grads[i]
		h[w<<3&0x7f8] += v
		h[w>>5&0x7f8+1] += v
		h[w>>13&0x7f8+2] += v
		h[w>>21&0x7f8+3] += v
		h[w>>29&0x7f8+4] += v
		h[w>>37&0x7f8+5] += v
		h[w>>45&0x7f8+6] += v
		h[w>>53&0x7f8+7] += v
	}
}

// addPairs adds a block's gradients and hessians to a group.
func (c *columns) addPairs(hist []int64, group int, words []uint64, grads, hess []int64) {
	h := (*[2 * groupRoom]int64)(hist[2*c.start[group]:][:2*groupRoom])
	grads, hess = grads[:len(words)], hess[:len(words)]
	for i, w := range words {
		g, s := grads[i], hess[i]
		at := w << 4 & 0xff0
		h[at] += g
		h[at+1] += s
		at = w >> 4 & 0xff0
		h[at+2] += g
		h[at+3] += s
		at = w >> 12 & 0xff0
		h[at+4] += g
		h[at+5] += s
		at = w >> 20 & 0xff0
		h[at+6] += g
		h[at+7] += s
		at = w >> 28 & 0xff0
		h[at+8] += g
		h[at+9] += s
		at = w >> 36 & 0xff0
		h[at+10] += g
		h[at+11] += s
		at = w >> 44 & 0xff0
		h[at+12] += g
		h[at+13] += s
		at = w >> 52 & 0xff0
		h[at+14] += g
		h[at+15] += s
	}
}

// subtract turns a parent's histogram into one child's, given the other's.
func subtract(parent, child []int64) {
	child = child[:len(parent)]
	for i := range parent {
		parent[i] -= child[i]
	}
}

// accumulate adds one worker's histogram to another's.
func accumulate(into, part []int64) {
	part = part[:len(into)]
	for i := range into {
		into[i] += part[i]
	}
}
