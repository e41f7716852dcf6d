package gbt

import (
	"fmt"
	"math"
)

// Contributions fills out (Features()+1 values) with what each feature adds to
// the row's margin, the prediction before the link; the last value is the
// bias, the mean prediction. They add up to the margin: the rounding of
// float32 sums goes to the bias.
//
// These are exact path-dependent SHAP values: Lundberg, Erion and Lee,
// "Consistent Individualized Feature Attribution for Tree Ensembles"
// (2018), algorithm 2. The cost is O(leaves * depth^2) a tree. A row or out of
// another length is a programmer's error and panics.
func (m *Model) Contributions(row []float32, out []float64) {
	if len(row) != m.features || len(out) != m.features+1 {
		panic(fmt.Sprintf("gbt: Contributions: %d values into %d, the model has %d features", len(row), len(out), m.features))
	}
	clear(out)
	s := shap{row: row, out: out}
	bias := float64(m.baseMargin)
	for i := range m.trees {
		s.tree = &m.trees[i]
		bias += m.means[i]
		s.visit(0, 0, nil, 1, 1, -1)
	}
	total := bias
	for _, v := range out[:m.features] {
		total += v
	}
	out[m.features] = bias + (float64(m.marginRow(row)) - total)
	if !allFinite(out) { // covers overflow: all is bias
		clear(out)
		out[m.features] = float64(m.marginRow(row))
	}
}

func allFinite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// mean is the tree's mean leaf value, weighted by cover.
func (t *tree) mean() float64 {
	mean := make([]float64, t.nodes())    // below each node
	for i := len(mean) - 1; i >= 0; i-- { // children come after their parent
		if t.left[i] < 0 {
			mean[i] = float64(t.threshold[i])
			continue
		}
		l, r := t.left[i], t.right[i]
		share := t.share(i, l)
		mean[i] = float64(share*mean[l]) + float64((1-share)*mean[r])
	}
	return mean[0]
}

// share is the part of node i's cover that its child has.
func (t *tree) share(i int, child int32) float64 {
	l, r := float64(t.cover[t.left[i]]), float64(t.cover[t.right[i]])
	if !(l+r > 0) {
		return 0.5
	}
	return float64(t.cover[child]) / (l + r)
}

// pathElement is one feature on the way from the root.
type pathElement struct {
	feature int32
	zero    float64 // share of paths that pass when the feature is unknown
	one     float64 // 1 if the row itself passes, else 0
	weight  float64 // of the subsets of this size
}

type shap struct {
	tree  *tree
	row   []float32
	out   []float64
	paths [][]pathElement // scratch, one a level
}

// visit walks down with the path so far, extended by the split that led here.
// Trees are at most MaxDepth deep. Where nothing was ever covered and the row
// itself does not pass, all weights below are 0.
func (s *shap) visit(n int32, level int, parent []pathElement, zero, one float64, feature int32) {
	if zero == 0 && one == 0 {
		return
	}
	if len(s.paths) <= level {
		s.paths = append(s.paths, make([]pathElement, 0, level+2))
	}
	path := append(s.paths[level][:0], parent...)
	path = extend(path, zero, one, feature)
	t := s.tree
	if t.left[n] < 0 {
		value := float64(t.threshold[n])
		for i := 1; i < len(path); i++ {
			e := &path[i]
			s.out[e.feature] += float64(unwoundSum(path, i) * (e.one - e.zero) * value)
		}
		return
	}
	f := t.feature[n]
	hot, cold := t.left[n], t.right[n]
	x := s.row[f]
	if !(x < t.threshold[n] || (x != x && t.defaultLeft[n])) {
		hot, cold = cold, hot
	}
	seenZero, seenOne := 1.0, 1.0
	for i := 1; i < len(path); i++ {
		if path[i].feature == f { // met before: the two splits count as one
			seenZero, seenOne = path[i].zero, path[i].one
			path = unwind(path, i)
			break
		}
	}
	s.visit(hot, level+1, path, seenZero*t.share(int(n), hot), seenOne, f)
	s.visit(cold, level+1, path, seenZero*t.share(int(n), cold), 0, f)
}

// extend grows all subsets by one more feature.
func extend(path []pathElement, zero, one float64, feature int32) []pathElement {
	d := len(path)
	weight := 0.0
	if d == 0 {
		weight = 1
	}
	path = append(path, pathElement{feature, zero, one, weight})
	for i := d - 1; i >= 0; i-- {
		path[i+1].weight += float64(one * path[i].weight * float64(i+1) / float64(d+1))
		path[i].weight = zero * path[i].weight * float64(d-i) / float64(d+1)
	}
	return path
}

// unwind takes back extend for element at.
func unwind(path []pathElement, at int) []pathElement {
	d := len(path) - 1
	zero, one := path[at].zero, path[at].one
	next := path[d].weight
	for i := d - 1; i >= 0; i-- {
		if one != 0 {
			w := path[i].weight
			path[i].weight = next * float64(d+1) / (float64(i+1) * one)
			next = w - float64(path[i].weight*zero*float64(d-i)/float64(d+1))
		} else {
			path[i].weight = path[i].weight * float64(d+1) / (zero * float64(d-i))
		}
	}
	for i := at; i < d; i++ {
		w := path[i].weight
		path[i] = path[i+1]
		path[i].weight = w
	}
	return path[:d]
}

// unwoundSum is the sum of the weights that unwind would leave.
func unwoundSum(path []pathElement, at int) float64 {
	d := len(path) - 1
	zero, one := path[at].zero, path[at].one
	next, sum := path[d].weight, 0.0
	for i := d - 1; i >= 0; i-- {
		if one != 0 {
			w := next * float64(d+1) / (float64(i+1) * one)
			sum += w
			next = path[i].weight - float64(w*zero*float64(d-i)/float64(d+1))
		} else if zero != 0 {
			sum += path[i].weight / (zero * float64(d-i) / float64(d+1))
		}
	}
	return sum
}
