package gbt

// frontier is a heap of the nodes that may be split: by gain (lossguide) or by
// age, which is level by level (depthwise). On a tie the older node comes first.
type frontier struct {
	nodes  []*histNode
	byGain bool
}

func (f *frontier) Len() int      { return len(f.nodes) }
func (f *frontier) Swap(i, j int) { f.nodes[i], f.nodes[j] = f.nodes[j], f.nodes[i] }
func (f *frontier) Push(x any)    { f.nodes = append(f.nodes, x.(*histNode)) }
func (f *frontier) Pop() any {
	last := f.nodes[len(f.nodes)-1]
	f.nodes = f.nodes[:len(f.nodes)-1]
	return last
}

func (f *frontier) Less(i, j int) bool {
	a, b := f.nodes[i], f.nodes[j]
	if f.byGain && a.best.gain != b.best.gain {
		return a.best.gain > b.best.gain
	}
	return a.order < b.order
}
