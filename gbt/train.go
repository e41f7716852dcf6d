package gbt

import (
	"context"
	"fmt"
	"math"
)

// Train grows p.NEstimators trees on d. It returns a *[ParamError] or
// *[DataError] for bad input, and ctx's error when cancelled.
func Train(ctx context.Context, p Params, d Dataset, opts ...Option) (*Model, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	obj, err := newObjective(p)
	if err != nil {
		return nil, err
	}
	if err := o.check(p, obj, d); err != nil {
		return nil, err
	}
	b := newBooster(ctx, p, o, obj, d)
	if err := b.run(); err != nil {
		return nil, err
	}
	return b.model, nil
}

func (o *options) check(p Params, obj objective, d Dataset) error {
	if err := d.check(obj); err != nil {
		return err
	}
	if n := len(p.MonotoneConstraints); n != 0 && n != d.X.Cols {
		return &ParamError{"monotone_constraints", n, fmt.Sprintf("must have one entry for each of the %d columns", d.X.Cols)}
	}
	if n := len(o.names); n != 0 && n != d.X.Cols {
		return &DataError{"feature names", -1, -1, fmt.Sprintf("has %d names for %d columns", n, d.X.Cols)}
	}
	if o.validation != nil {
		if err := o.validation.check(obj); err != nil {
			return fmt.Errorf("validation set: %w", err)
		}
		if o.validation.X.Cols != d.X.Cols {
			return &DataError{"validation set", -1, -1, fmt.Sprintf("has %d columns, the training set %d", o.validation.X.Cols, d.X.Cols)}
		}
	} else if p.EarlyStoppingRounds > 0 {
		return &ParamError{"early_stopping_rounds", p.EarlyStoppingRounds, "needs a validation set"}
	}
	if m := o.init; m != nil && (m.features != d.X.Cols || m.objective.name() != obj.name()) {
		return fmt.Errorf("gbt: cannot continue a %s model of %d columns with %s on %d columns",
			m.objective.name(), m.features, obj.name(), d.X.Cols)
	}
	return nil
}

// booster adds trees to a model.
type booster struct {
	ctx   context.Context
	p     Params
	o     options
	obj   objective
	d     Dataset
	model *Model

	margin  []float32 // of every row, with all trees so far
	valid   []float32 // the same for the validation set
	g, h    []float32
	sampler sampler
	unit    bool

	exact *exactGrower
	hist  *histGrower
	rest  []uint32 // rows not drawn for the tree at hand
	leafs []leafRows
}

// leafRows is a leaf with the training rows in it.
type leafRows struct {
	node int32
	rows []uint32
}

func newBooster(ctx context.Context, p Params, o options, obj objective, d Dataset) *booster {
	n := d.X.Rows
	b := &booster{
		ctx: ctx, p: p, o: o, obj: obj, d: d, model: newModel(p, o, obj, d),
		margin: make([]float32, n), g: make([]float32, n), h: make([]float32, n),
		sampler: sampler{uint64(p.RandomState)}, unit: obj.unitHessian() && d.Weight == nil,
	}
	b.startMargins(b.margin, d.X)
	if o.validation != nil {
		b.valid = make([]float32, o.validation.X.Rows)
		b.startMargins(b.valid, o.validation.X)
	}
	return b
}

func (b *booster) startMargins(margin []float32, x Matrix) {
	for i := range margin {
		margin[i] = b.model.marginRow(x.Row(i))
	}
}

func (b *booster) run() error {
	if b.p.TreeMethod == Exact {
		b.exact = newExactGrower(b.p, b.obj, b.d.X)
	} else {
		b.hist = newHistGrower(b.p, b.obj, newBinned(b.d.X, b.p.MaxBin))
	}
	best, bestTree := math.Inf(1), 0
	before := len(b.model.trees)
	for i := range b.p.NEstimators {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		b.round(before + i)
		r := b.evaluate(i + 1)
		if b.o.progress != nil {
			b.o.progress(r)
		}
		if b.p.EarlyStoppingRounds == 0 {
			continue
		}
		if r.Validation < best {
			best, bestTree = r.Validation, i
		} else if i-bestTree >= b.p.EarlyStoppingRounds {
			break
		}
	}
	if b.p.EarlyStoppingRounds > 0 {
		b.model.trees = b.model.trees[:before+bestTree+1]
		b.model.bestScore = best
	}
	b.model.compile()
	return nil
}

// round grows one tree and moves the margins.
func (b *booster) round(number int) {
	b.obj.gradients(b.margin, b.d.Y, b.d.Weight, b.g, b.h)
	rows := b.draw(number)
	features := b.sampler.columns(number, b.d.X.Cols, b.p.ColsampleByTree)
	var t tree
	b.leafs = b.leafs[:0]
	if b.exact != nil {
		t = b.flattenExact(b.exact.grow(rows, b.g, b.h, features))
	} else {
		t = b.flattenHist(b.hist.grow(b.quantise(rows), features))
	}
	b.renewLeaves(&t)
	for _, l := range b.leafs {
		value := t.threshold[l.node]
		for _, r := range l.rows {
			b.margin[r] += value
		}
	}
	for _, r := range b.rest {
		b.margin[r] += t.threshold[t.leaf(b.d.X.Row(int(r)))]
	}
	for i := range b.valid {
		b.valid[i] += t.threshold[t.leaf(b.o.validation.X.Row(i))]
	}
	b.model.trees = append(b.model.trees, t)
}

// draw returns the rows of a tree.
func (b *booster) draw(number int) []uint32 {
	n := b.d.X.Rows
	rows := make([]uint32, 0, n)
	if b.p.Subsample < 1 {
		rows, b.rest = b.sampler.rows(number, n, b.p.Subsample, rows, b.rest[:0])
		return rows
	}
	for i := range n {
		rows = append(rows, uint32(i))
	}
	return rows
}

// quantise fills the hist grower's row set with integer gradients.
func (b *booster) quantise(rows []uint32) fixedPoint {
	var maxG, maxH float64
	for i, g := range b.g {
		maxG = max(maxG, math.Abs(float64(g)))
		maxH = max(maxH, float64(b.h[i]))
	}
	q := newFixedPoint(b.unit, len(b.g), maxG, maxH)
	s := &b.hist.set
	n := len(b.g)
	if s.grad == nil {
		s.grad, s.tmpGrad, s.tmpRows = make([]int32, n), make([]int32, n), make([]uint32, n)
		if !b.unit {
			s.hess, s.tmpHess = make([]int32, n), make([]int32, n)
		}
	}
	s.rows, s.grad = rows, s.grad[:len(rows)]
	inverse := 1 / q.gradScale
	for i, r := range rows {
		s.grad[i] = int32(math.RoundToEven(float64(b.g[r]) * inverse))
	}
	if !b.unit {
		s.hess = s.hess[:len(rows)]
		inverse := 1 / q.hessScale
		for i, r := range rows {
			s.hess[i] = int32(math.RoundToEven(float64(b.h[r]) * inverse))
		}
	}
	return q
}

func (b *booster) flattenHist(root *histNode) tree {
	var t tree
	q := &b.hist.scan.q
	queue := []*histNode{root}
	t.add(noParent, 0, 0, 0)
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		t.weight[i], t.cover[i] = n.weight, float32(float64(n.h)*q.hessScale)
		t.threshold[i] = b.hist.scan.p.eta * n.weight
		if n.left == nil {
			b.leafs = append(b.leafs, leafRows{int32(i), b.hist.set.rows[n.start:n.end]})
			continue
		}
		t.split(i, &n.best.split)
		queue = append(queue, n.left, n.right)
	}
	return t
}

func (b *booster) flattenExact(root *exactNode) tree {
	var t tree
	queue := []*exactNode{root}
	t.add(noParent, 0, 0, 0)
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		t.weight[i], t.cover[i] = n.weight, float32(n.h)
		t.threshold[i] = b.exact.p.eta * n.weight
		if n.left == nil {
			b.leafs = append(b.leafs, leafRows{int32(i), b.exact.rows[n.start:n.end]})
			continue
		}
		t.split(i, &n.best.split)
		queue = append(queue, n.left, n.right)
	}
	return t
}

// split turns leaf i into a split with two new leaves.
func (t *tree) split(i int, s *split) {
	t.feature[i], t.threshold[i] = int32(s.feature), s.threshold
	t.defaultLeft[i], t.gain[i] = s.defaultLeft, s.gain
	t.left[i] = t.add(int32(i), 0, 0, 0)
	t.right[i] = t.add(int32(i), 0, 0, 0)
}

// renewLeaves replaces the Newton step by the quantile of the residuals.
func (b *booster) renewLeaves(t *tree) {
	level, ok := b.obj.leafQuantile()
	if !ok {
		return
	}
	eta := float32(b.p.LearningRate)
	var residual, weight []float32
	for _, l := range b.leafs {
		residual, weight = residual[:0], weight[:0]
		for _, r := range l.rows {
			residual = append(residual, b.d.Y[r]-b.margin[r])
			if b.d.Weight != nil {
				weight = append(weight, b.d.Weight[r])
			}
		}
		if b.d.Weight == nil {
			weight = nil
		}
		t.weight[l.node] = quantile(residual, weight, level)
		t.threshold[l.node] = t.weight[l.node] * eta
	}
}

func (b *booster) evaluate(tree int) Round {
	r := Round{Tree: tree, Trees: b.p.NEstimators, Train: math.NaN(), Validation: math.NaN()}
	m := b.obj.metric()
	r.Metric = m.name
	if b.o.progress != nil {
		r.Train = m.of(b.obj, b.margin, b.d.Y, b.d.Weight)
	}
	if v := b.o.validation; v != nil {
		r.Validation = m.of(b.obj, b.valid, v.Y, v.Weight)
	}
	return r
}
