package gbt

import "math"

// floatKey maps floats to integers of the same order; -0 becomes 0.
func floatKey(x float32) uint32 {
	b := math.Float32bits(x + 0)
	return b ^ (uint32(int32(b)>>31) | 1<<31)
}

// keyFloat inverts floatKey.
func keyFloat(k uint32) float32 {
	return math.Float32frombits(k ^ (uint32(int32(^k)>>31) | 1<<31))
}

// sortBuffer sorts keys by radix, with room that is used again.
type sortBuffer struct{ keys, spare []uint32 }

// sorted sorts the keys in three passes of 11 bits, least significant first.
func (s *sortBuffer) sorted() []uint32 {
	if cap(s.spare) < len(s.keys) {
		s.spare = make([]uint32, len(s.keys))
	}
	from, to := s.keys, s.spare[:len(s.keys)]
	var counts [3][2048]int32
	for _, k := range from {
		counts[0][k&2047]++
		counts[1][k>>11&2047]++
		counts[2][k>>22]++
	}
	for pass := range counts {
		c, shift := &counts[pass], uint(11*pass)
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
