package gbt

import "math"

// rowSet holds the rows of a tree, those of each node side by side, with their
// integer gradients carried along.
type rowSet struct {
	rows       []uint32
	grad, hess []int32 // hess is nil for a unit hessian
	tmpRows    []uint32
	tmpGrad    []int32
	tmpHess    []int32
}

// partChunk is the least number of rows worth a goroutine.
const partChunk = 1 << 13

// partition parts rows [start, end) by a split, keeping their order:
//
//	start      middle     end
//	| left rows | right rows |
//
// and returns middle. With several threads each chunk is parted by itself,
// then the left parts close up and the right parts follow.
func (s *rowSet) partition(b *binned, best *histSplit, start, end, threads int) int {
	n := end - start
	if threads <= 1 || n < 2*partChunk {
		lefts := s.part(b, best, start, end)
		s.restore(start+lefts, start, n-lefts)
		return start + lefts
	}
	lefts := make([]int, (n+partChunk-1)/partChunk)
	chunks(threads, n, partChunk, func(_, low, high int) {
		lefts[low/partChunk] = s.part(b, best, start+low, start+high)
	})
	middle := start
	for i, l := range lefts {
		s.move(middle, start+i*partChunk, l)
		middle += l
	}
	at := middle
	for i, l := range lefts {
		low := i * partChunk
		rights := min(n-low, partChunk) - l
		s.restore(at, start+low, rights)
		at += rights
	}
	return middle
}

// part writes the left rows of [start, end) to its beginning, the right ones
// to the spare arrays, and returns the number of left ones. Every row is
// written to both; only the side it belongs to moves on, so there is no branch
// to mispredict.
func (s *rowSet) part(b *binned, best *histSplit, start, end int) int {
	codes := b.byCol[best.feature]
	low, span := best.codes(b)
	rows, grad := s.rows[start:end], s.grad[start:end]
	grad = grad[:len(rows)]
	tmpRows, tmpGrad := s.tmpRows[start:end][:len(rows)], s.tmpGrad[start:end][:len(rows)]
	l := 0
	if s.hess == nil {
		for i, row := range rows {
			g := grad[i]
			r := i - l
			rows[l], grad[l] = row, g
			tmpRows[r], tmpGrad[r] = row, g
			l += toInt(codes[row]-low <= span)
		}
		return l
	}
	hess, tmpHess := s.hess[start:end][:len(rows)], s.tmpHess[start:end][:len(rows)]
	for i, row := range rows {
		g, h := grad[i], hess[i]
		r := i - l
		rows[l], grad[l], hess[l] = row, g, h
		tmpRows[r], tmpGrad[r], tmpHess[r] = row, g, h
		l += toInt(codes[row]-low <= span)
	}
	return l
}

// move closes a gap: n rows from one place to an earlier one.
func (s *rowSet) move(to, from, n int) {
	copy(s.rows[to:to+n], s.rows[from:from+n])
	copy(s.grad[to:to+n], s.grad[from:from+n])
	if s.hess != nil {
		copy(s.hess[to:to+n], s.hess[from:from+n])
	}
}

// restore brings n rows back from the spare arrays.
func (s *rowSet) restore(to, from, n int) {
	copy(s.rows[to:to+n], s.tmpRows[from:from+n])
	copy(s.grad[to:to+n], s.tmpGrad[from:from+n])
	if s.hess != nil {
		copy(s.hess[to:to+n], s.tmpHess[from:from+n])
	}
}

// toInt compiles to a flag read, not to a branch.
func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *rowSet) allocate(n int, hess bool) {
	s.grad, s.tmpGrad, s.tmpRows = make([]int32, n), make([]int32, n), make([]uint32, n)
	if hess {
		s.hess, s.tmpHess = make([]int32, n), make([]int32, n)
	}
}

// fill starts a tree with all its rows at the root: it turns their gradients
// into integers and returns how, with the integers' sums.
func (s *rowSet) fill(rows []uint32, g, h []float32, threads int) (q fixedPoint, sumG, sumH int64) {
	n := len(rows)
	s.rows, s.grad = rows, s.grad[:n]
	if h == nil {
		q = unitFixedPoint(len(g), largest(g, threads))
		return q, quantise(s.grad, rows, g, q.gradScale, threads), int64(n)
	}
	s.hess = s.hess[:n]
	q = newFixedPoint(len(g), largest(g, threads), largest(h, threads), mean(h, nil))
	return q, quantise(s.grad, rows, g, q.gradScale, threads), quantise(s.hess, rows, h, q.hessScale, threads)
}

// largest is the largest absolute value.
func largest(v []float32, threads int) float64 {
	parts := make([]float32, (len(v)+rowChunk-1)/rowChunk)
	chunks(threads, len(v), rowChunk, func(_, low, high int) {
		var top uint32 // without its sign bit, a float's bits order like the float
		for _, x := range v[low:high] {
			top = max(top, math.Float32bits(x)&^(1<<31))
		}
		parts[low/rowChunk] = math.Float32frombits(top)
	})
	var top float32
	for _, p := range parts {
		top = max(top, p)
	}
	return float64(top)
}

// roundBits added to a double puts its nearest integer into the low bits.
const roundBits = 3 << 51

// quantise sets to[i] to the integer nearest v[rows[i]]/scale and returns the sum.
func quantise(to []int32, rows []uint32, v []float32, scale float64, threads int) int64 {
	inverse := 1 / scale
	sums := make([]int64, (len(rows)+rowChunk-1)/rowChunk)
	chunks(threads, len(rows), rowChunk, func(_, low, high int) {
		var sum int64
		to := to[low:high]
		for i, r := range rows[low:high] {
			k := int32(math.Float64bits(float64(float64(v[r])*inverse) + roundBits))
			to[i] = k
			sum += int64(k)
		}
		sums[low/rowChunk] = sum
	})
	var total int64
	for _, s := range sums {
		total += s
	}
	return total
}
