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

// leaf returns the number of the leaf that row falls into.
func (t *tree) leaf(row []float32) int32 {
	n := int32(0)
	for t.left[n] >= 0 {
		x := row[t.feature[n]]
		if x < t.threshold[n] || (x != x && t.defaultLeft[n]) {
			n = t.left[n]
		} else {
			n = t.right[n]
		}
	}
	return n
}
