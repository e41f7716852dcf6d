package gbt

// routes sends rows down a tree by their bin codes: those that were not drawn
// for the tree, and the validation set. A column's codes lie together, a row's
// values may not even share a page.
type routes struct {
	nodes []routeNode
}

// routeNode is a split as a range of codes, or a leaf, where left is -1.
type routeNode struct {
	left      int32 // the right child is the next one
	feature   int32
	low, span uint8 // codes from low to low+span go left; 0 wraps around
}

// set takes over a grown tree, whose nodes are numbered level by level.
func (r *routes) set(b *binned, queue []*histNode, t *tree) {
	r.nodes = r.nodes[:0]
	for i, n := range queue {
		node := routeNode{left: t.left[i]}
		if n.left != nil {
			node.feature = int32(n.best.feature)
			node.low, node.span = n.best.codes(b)
		}
		r.nodes = append(r.nodes, node)
	}
}

// codes returns the range of codes that go left: from low to low+span. Where
// missing values go right their code, 0, wraps around to 255.
func (s *histSplit) codes(b *binned) (low, span uint8) {
	if b.first[s.feature] == 1 && !s.defaultLeft {
		return 1, s.code - 1
	}
	return 0, s.code
}

// leaf returns the number of the leaf that a row falls into, given its codes
// column by column.
func (r *routes) leaf(byCol [][]uint8, row int) int32 {
	n := int32(0)
	for r.nodes[n].left >= 0 {
		s := &r.nodes[n]
		n = s.left + int32(toInt(byCol[s.feature][row]-s.low > s.span))
	}
	return n
}

// encodeLike returns the codes, column by column, of other data under the same
// cuts.
func (b *binned) encodeLike(x Matrix, threads int) [][]uint8 {
	codes := make([][]uint8, x.Cols)
	parallel(threads, x.Cols, func(_, f int) {
		codes[f] = make([]uint8, x.Rows)
		table := newCutTable(b.cuts[f], b.first[f])
		for i := range codes[f] {
			codes[f][i] = table.code(x.Data[i*x.Cols+f])
		}
	})
	return codes
}
