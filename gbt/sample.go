package gbt

// sampler draws rows and columns from counters, not from a stream: what is
// drawn for a row does not depend on who asks first.
type sampler struct{ seed uint64 }

// splitmix64 is the finaliser of Steele, Lea and Flood, "Fast Splittable
// Pseudorandom Number Generators" (OOPSLA 2014).
func splitmix64(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Streams keep the draws of rows and columns apart.
const (
	rowStream = 1
	colStream = 2
)

func (s sampler) stream(tree, kind int) uint64 {
	return splitmix64(splitmix64(s.seed+uint64(kind)) + uint64(tree))
}

// rows appends the rows drawn for a tree to dst, each with probability share
// (as XGBoost's uniform sampling), and the others to rest. At least one row is drawn.
func (s sampler) rows(tree, n int, share float64, dst, rest []uint32) (drawn, left []uint32) {
	key := s.stream(tree, rowStream)
	limit := uint64(share * (1 << 53))
	for i := range n {
		if splitmix64(key+uint64(i))>>11 < limit {
			dst = append(dst, uint32(i))
		} else {
			rest = append(rest, uint32(i))
		}
	}
	if len(dst) == 0 {
		dst = append(dst, rest[len(rest)-1])
		rest = rest[:len(rest)-1]
	}
	return dst, rest
}

// columns returns max(1, floor(share * n)) column numbers in ascending order.
func (s sampler) columns(tree, n int, share float64) []int {
	take := max(1, int(share*float64(n)))
	key := s.stream(tree, colStream)
	picked := make([]int, 0, take)
	for i := range n { // selection sampling: Knuth 3.4.2, algorithm S
		need, have := uint64(take-len(picked)), uint64(n-i)
		if splitmix64(key+uint64(i))%have < need {
			picked = append(picked, i)
		}
	}
	return picked
}
