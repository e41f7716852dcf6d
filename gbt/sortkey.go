package gbt

import (
	"math"
	"slices"
)

// floatKey maps floats to integers of the same order; -0 becomes 0.
func floatKey(x float32) uint32 {
	b := math.Float32bits(x + 0)
	return b ^ (uint32(int32(b)>>31) | 1<<31)
}

// keyFloat inverts floatKey.
func keyFloat(k uint32) float32 {
	return math.Float32frombits(k ^ (uint32(int32(^k)>>31) | 1<<31))
}

// sortBuffer sorts words by their upper half, with room that is used again.
type sortBuffer struct{ keys, spare []uint64 }

// fewKeys is how many are sorted faster by comparison.
const fewKeys = 1 << 10

// sorted sorts the keys; those with equal upper halves keep their order if the
// lower halves ascend. Many are sorted by radix, 11 bits a pass.
func (s *sortBuffer) sorted() []uint64 {
	if len(s.keys) < fewKeys {
		slices.Sort(s.keys)
		return s.keys
	}
	if cap(s.spare) < len(s.keys) {
		s.spare = make([]uint64, len(s.keys))
	}
	from, to := s.keys, s.spare[:len(s.keys)]
	var counts [3][2048]int32
	for _, k := range from {
		counts[0][k>>32&2047]++
		counts[1][k>>43&2047]++
		counts[2][k>>54]++
	}
	for pass := range counts {
		c, shift := &counts[pass], uint(32+11*pass)
		sum := int32(0)
		for i, n := range c {
			c[i] = sum
			sum += n
		}
		for _, k := range from {
			digit := k >> shift & 2047
			to[c[digit]] = k
			c[digit]++
		}
		from, to = to, from
	}
	s.keys, s.spare = from, to
	return from
}
