package gbt

// tree is a grown tree in XGBoost's own layout: parallel arrays over nodes,
// the root first. A leaf has left == -1, and its value (times the learning
// rate) stands in threshold.
type tree struct {
	left, right, parent []int32
	feature             []int32
	threshold           []float32 // x < threshold goes left
	defaultLeft         []bool    // where a missing value goes
	gain                []float32 // loss change of the split
	cover               []float32 // sum of hessians
	weight              []float32 // -T(G)/(H+lambda), before the learning rate
}

const noParent = 1<<31 - 1 // XGBoost's mark at the root

// newTree returns a tree with room for n nodes.
func newTree(n int) tree {
	ints, reals := make([]int32, 4*n), make([]float32, 4*n)
	return tree{
		left: ints[0:0:n], right: ints[n : n : 2*n], parent: ints[2*n : 2*n : 3*n], feature: ints[3*n : 3*n : 4*n],
		threshold: reals[0:0:n], gain: reals[n : n : 2*n], cover: reals[2*n : 2*n : 3*n], weight: reals[3*n : 3*n : 4*n],
		defaultLeft: make([]bool, 0, n),
	}
}

func (t *tree) nodes() int { return len(t.left) }

// add appends a leaf and returns its number.
func (t *tree) add(parent int32, value, weight, cover float32) int32 {
	t.left = append(t.left, -1)
	t.right = append(t.right, -1)
	t.parent = append(t.parent, parent)
	t.feature = append(t.feature, 0)
	t.threshold = append(t.threshold, value)
	t.defaultLeft = append(t.defaultLeft, false)
	t.gain = append(t.gain, 0)
	t.cover = append(t.cover, cover)
	t.weight = append(t.weight, weight)
	return int32(len(t.left) - 1)
}

// split turns leaf i into a split with two new leaves.
func (t *tree) split(i int, s *split) {
	t.feature[i], t.threshold[i] = int32(s.feature), s.threshold
	t.defaultLeft[i], t.gain[i] = s.defaultLeft, s.gain
	t.left[i] = t.add(int32(i), 0, 0, 0)
	t.right[i] = t.add(int32(i), 0, 0, 0)
}

// leaf returns the number of the leaf that row falls into. Which way a row goes
// cannot be foreseen, so the next node is computed, not branched to.
func (t *tree) leaf(row []float32) int32 {
	n := int32(0)
	for t.left[n] >= 0 {
		x := row[t.feature[n]]
		right := toInt(!(x < t.threshold[n]))
		if x != x && t.defaultLeft[n] {
			right = 0
		}
		n = t.left[n] ^ (t.left[n]^t.right[n])&-int32(right)
	}
	return n
}
