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
	q := fixedPoint{unit: unit, countBits: uint(bits.Len(uint(rows))), gradScale: 1, hessScale: 1}
	room := min(maxInteger, math.Ldexp(1, 62-int(q.countBits)))
	if unit {
		room = min(maxInteger, math.Ldexp(1, 62-2*int(q.countBits)))
	} else if maxH > 0 {
		q.hessScale = maxH / room
	}
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

// unpack parts a packed sum into gradients and rows.
func (q *fixedPoint) unpack(sum int64) (g, h int64) {
	return sum >> q.countBits, sum & (1<<q.countBits - 1)
}

// A histogram keeps eight features side by side, so that a bin of a group is
// one cache line (two with hessians):
//
//	group 0: bin 0 of features 0..7, bin 1 of features 0..7, ...
//	group 1: bin 0 of features 8..15, ...
//
// groupRoom is how far a group's kernel may reach, whatever its bins.
const groupRoom = 8 * 256

// size is the length of a histogram that is used; its capacity has to have
// groupRoom bins more, which the kernels could reach but never do.
func (b *binned) size(slots int) int { return slots * b.start[b.words] }

// sums returns feature f's sums at a code.
func (b *binned) sums(hist []int64, q *fixedPoint, f, code int) (g, h int64) {
	at := b.start[f/8] + 8*code + f%8
	if q.unit {
		return q.unpack(hist[at])
	}
	return hist[2*at], hist[2*at+1]
}

// histBuffer holds the words of a block of rows, group by group: they are
// fetched from all over memory at once and then read in order.
type histBuffer struct {
	words []uint64 // groups x block
	block int
	grads [histBlock]int64
	hess  [histBlock]int64
}

// histBlock is the largest number of rows in a block.
const histBlock = 512

func newHistBuffer(words int) *histBuffer {
	block := min(histBlock, max(16, 1<<15/words))
	return &histBuffer{words: make([]uint64, words*block), block: block}
}

// build adds rows to hist, in the groups of eight features given. grad and
// hess run along with rows; hess is nil for a unit hessian.
func (b *binned) build(hist []int64, q *fixedPoint, groups []int, buf *histBuffer, rows []uint32, grad, hess []int32) {
	for len(rows) > 0 {
		n := min(buf.block, len(rows))
		b.fetch(buf, groups, rows[:n])
		grads := buf.grads[:n]
		for i, g := range grad[:n] {
			grads[i] = int64(g)
		}
		if q.unit {
			for i := range grads {
				grads[i] = grads[i]<<q.countBits | 1
			}
			for k, w := range groups {
				b.addPacked(hist, w, buf.words[k*buf.block:k*buf.block+n], grads)
			}
		} else {
			for i, h := range hess[:n] {
				buf.hess[i] = int64(h)
			}
			for k, w := range groups {
				b.addPairs(hist, w, buf.words[k*buf.block:k*buf.block+n], grads, buf.hess[:n])
			}
			hess = hess[n:]
		}
		rows, grad = rows[n:], grad[n:]
	}
}

// fetch copies the rows' words into the buffer.
func (b *binned) fetch(buf *histBuffer, groups []int, rows []uint32) {
	block, words := buf.block, b.words
	if words == 4 && len(groups) == 4 {
		b.fetch4(buf, rows)
		return
	}
	for i, r := range rows {
		row := b.byRow[int(r)*words : int(r)*words+words]
		at := i
		for _, w := range groups {
			buf.words[at] = row[w]
			at += block
		}
	}
}

// fetch4 is fetch for 25 to 32 features, where the loop over groups would cost
// as much as the loads.
func (b *binned) fetch4(buf *histBuffer, rows []uint32) {
	block := buf.block
	b0, b1 := buf.words[:block][:len(rows)], buf.words[block : 2*block][:len(rows)]
	b2, b3 := buf.words[2*block : 3*block][:len(rows)], buf.words[3*block : 4*block][:len(rows)]
	for i, r := range rows {
		row := (*[4]uint64)(b.byRow[4*int(r):])
		b0[i], b1[i], b2[i], b3[i] = row[0], row[1], row[2], row[3]
	}
}

// addPacked adds a block's packed gradients to a group. The masks keep each
// index inside the group's room, so that no bound is checked.
func (b *binned) addPacked(hist []int64, group int, words []uint64, grads []int64) {
	h := (*[groupRoom]int64)(hist[b.start[group]:][:groupRoom])
	grads = grads[:len(words)]
	if b.cols-8*group <= 4 {
		for i, c := range words {
			v := grads[i]
			h[c<<3&0x7f8] += v
			h[c>>5&0x7f8+1] += v
			h[c>>13&0x7f8+2] += v
			h[c>>21&0x7f8+3] += v
		}
		return
	}
	for i, c := range words {
		v := grads[i]
		h[c<<3&0x7f8] += v
		h[c>>5&0x7f8+1] += v
		h[c>>13&0x7f8+2] += v
		h[c>>21&0x7f8+3] += v
		h[c>>29&0x7f8+4] += v
		h[c>>37&0x7f8+5] += v
		h[c>>45&0x7f8+6] += v
		h[c>>53&0x7f8+7] += v
	}
}

// addPairs adds a block's gradients and hessians to a group.
func (b *binned) addPairs(hist []int64, group int, words []uint64, grads, hess []int64) {
	h := (*[2 * groupRoom]int64)(hist[2*b.start[group]:][:2*groupRoom])
	grads, hess = grads[:len(words)], hess[:len(words)]
	for i, c := range words {
		g, s := grads[i], hess[i]
		at := c << 4 & 0xff0
		h[at] += g
		h[at+1] += s
		at = c >> 4 & 0xff0
		h[at+2] += g
		h[at+3] += s
		at = c >> 12 & 0xff0
		h[at+4] += g
		h[at+5] += s
		at = c >> 20 & 0xff0
		h[at+6] += g
		h[at+7] += s
		at = c >> 28 & 0xff0
		h[at+8] += g
		h[at+9] += s
		at = c >> 36 & 0xff0
		h[at+10] += g
		h[at+11] += s
		at = c >> 44 & 0xff0
		h[at+12] += g
		h[at+13] += s
		at = c >> 52 & 0xff0
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
