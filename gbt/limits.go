package gbt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// Limits of a model, however it came to be: [Train] makes none beyond them, and
// the decoders refuse one before they make room for it.
const (
	MaxColumns = 1 << 16 // features
	MaxDepth   = 64      // splits on the longest way down a tree
	MaxTrees   = 100_000
	MaxNodes   = 1 << 24 // of all trees together

	maxHeader  = 8 << 20   // bytes of an encoded model's header
	maxText    = 256 << 20 // bytes of a model in XGBoost's JSON
	maxNameLen = 1000      // bytes of a column's name
	maxBins    = 256
)

// errNodes is why a tree is one too many.
var errNodes = fmt.Errorf("the trees have more than %d nodes together", MaxNodes)

// checkNames refuses names that are not one for each column, or too long.
func checkNames(names []string, columns int) error {
	if len(names) != 0 && len(names) != columns {
		return fmt.Errorf("%d names for %d columns", len(names), columns)
	}
	for i, n := range names {
		if len(n) > maxNameLen {
			return fmt.Errorf("the name of column %d has %d bytes, more than %d", i, len(n), maxNameLen)
		}
	}
	return nil
}

// check refuses a tree that could not be walked or would compute NaN or
// infinities: every node but the root is the child of one before it, features
// exist, no path is longer than MaxDepth, all numbers are finite, covers not
// negative.
func (t *tree) check(features int) error {
	n := t.nodes()
	level, children := make([]uint8, n), 0
	for i := range n {
		if !finite(t.threshold[i]) {
			return fmt.Errorf("node %d: threshold or leaf value is not finite", i)
		}
		if !finite(t.gain[i]) || !finite(t.weight[i]) || !finite(t.cover[i]) || t.cover[i] < 0 {
			return fmt.Errorf("node %d: gain %v, cover %v, weight %v", i, t.gain[i], t.cover[i], t.weight[i])
		}
		left, right := t.left[i], t.right[i]
		if left < 0 {
			if left != -1 || right != -1 {
				return fmt.Errorf("node %d: one child only", i)
			}
			continue
		}
		if left <= int32(i) || right <= int32(i) || int(left) >= n || int(right) >= n || left == right {
			return fmt.Errorf("node %d: children %d and %d", i, left, right)
		}
		if t.parent[left] != int32(i) || t.parent[right] != int32(i) {
			return fmt.Errorf("node %d: its children name another parent", i)
		}
		if int(t.feature[i]) >= features {
			return fmt.Errorf("node %d: feature %d of %d", i, t.feature[i], features)
		}
		if level[i] == MaxDepth {
			return fmt.Errorf("node %d: deeper than %d splits", i, MaxDepth)
		}
		level[left], level[right] = level[i]+1, level[i]+1
		children += 2
	}
	if children != n-1 {
		return fmt.Errorf("%d of %d nodes have no parent", n-1-children, n)
	}
	return nil
}

// clampOverflow replaces what overflowed while a tree grew by the largest
// float32, so that every tree is finite.
func (t *tree) clampOverflow() {
	for _, values := range [][]float32{t.threshold, t.gain, t.cover, t.weight} {
		for i, v := range values {
			if !finite(v) {
				values[i] = clampFinite(v)
			}
		}
	}
}

func clampFinite(v float32) float32 {
	switch {
	case v > math.MaxFloat32:
		return math.MaxFloat32
	case v < -math.MaxFloat32:
		return -math.MaxFloat32
	}
	return 0 // not a number
}

// Bound is a bound on the size of every prediction before the link: that of the
// base score and of the largest leaf of each tree together. Beyond the range of
// float32 predictions may be infinite, or no numbers.
func (m *Model) Bound() float64 {
	sum := math.Abs(float64(m.baseMargin))
	for i := range m.trees {
		t, largest := &m.trees[i], 0.0
		for n, left := range t.left {
			if left < 0 {
				largest = max(largest, math.Abs(float64(t.threshold[n])))
			}
		}
		sum += largest
	}
	return sum
}

// decodeList decodes a JSON array element by element and refuses one of more
// than most before there is room for it.
func decodeList[T any](b []byte, most int, what string) ([]T, error) {
	if string(b) == "null" {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return nil, errors.Join(fmt.Errorf("%s are not a list", what), err)
	}
	var out []T
	for d.More() {
		if len(out) == most {
			return nil, fmt.Errorf("more than %d %s", most, what)
		}
		var one T
		if err := d.Decode(&one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}
