package gbt

import (
	"context"
	"fmt"
	"math"
)

// booster adds trees to a model.
type booster struct {
	ctx   context.Context
	p     Params
	o     options
	obj   objective
	d     Dataset
	model *Model

	margin     []float32 // of every row, with all trees so far
	valid      []float32 // the same for the validation set
	validCodes [][]uint8 // its bin codes, with hist
	g, h       []float32 // h is nil where it is 1
	sampler    sampler

	exact  *exactGrower
	hist   *histGrower
	rows   []uint32 // drawn for the tree at hand
	rest   []uint32 // and not drawn
	leaves []leafRows

	renewed []leafBuffer // by worker
}

// leafRows is a leaf with the training rows in it.
type leafRows struct {
	node int32
	rows []uint32
}

// smallData is the number of values up to which one thread is faster than two.
const smallData = 1 << 18

func newBooster(ctx context.Context, p Params, o options, obj objective, d Dataset) *booster {
	n := d.X.Rows
	if len(d.X.Data) <= smallData {
		o.threads = 1
	}
	b := &booster{
		ctx: ctx, p: p, o: o, obj: obj, d: d, model: newModel(p, o, obj, d),
		margin: make([]float32, n), g: make([]float32, n), rows: make([]uint32, 0, n),
		sampler: sampler{uint64(p.RandomState)},
	}
	if p.TreeMethod == Exact || !obj.unitHessian() || d.Weight != nil {
		b.h = make([]float32, n)
	}
	return b
}

func (b *booster) run() error {
	if err := b.prepare(); err != nil {
		return err
	}
	best, bestTree := math.Inf(1), 0
	before, nodes := len(b.model.trees), 0
	for _, t := range b.model.trees {
		nodes += t.nodes()
	}
	for i := range b.p.NEstimators {
		b.round(before + i)
		if err := b.ctx.Err(); err != nil {
			return err // and the tree at hand is unfinished
		}
		if nodes += b.model.trees[before+i].nodes(); nodes > MaxNodes || before+i >= MaxTrees {
			return &ParamError{"n_estimators", b.p.NEstimators, fmt.Sprintf("a model holds at most %d trees of %d nodes together; these grew past it after %d trees. Ask for fewer, or for a lower max_depth", MaxTrees, MaxNodes, before+i+1)}
		}
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
	}
	b.model.compile()
	return nil
}

func (b *booster) prepare() error {
	missing, err := b.d.X.missing(b.ctx, b.o.threads)
	if err != nil {
		return err
	}
	b.model.margins(b.d.X, b.margin, b.o.threads)
	if v := b.o.validation; v != nil {
		b.valid = make([]float32, v.X.Rows)
		b.model.margins(v.X, b.valid, b.o.threads)
	}
	if b.p.TreeMethod == Exact {
		b.exact, err = newExactGrower(b.ctx, b.p, b.obj, b.d.X)
		return err
	}
	binned, err := newBinned(b.ctx, b.d.X, missing, b.p.MaxBin, b.o.threads)
	if err != nil {
		return err
	}
	b.hist = newHistGrower(b.ctx, b.p, b.obj, binned, b.o.threads)
	b.hist.set.allocate(b.d.X.Rows, b.h != nil)
	if v := b.o.validation; v != nil {
		b.validCodes = binned.encodeLike(v.X, b.o.threads)
	}
	return nil
}

// rowChunk is the number of rows in a task of work that goes row by row.
const rowChunk = 1 << 13

// round grows one tree and moves the margins.
func (b *booster) round(number int) {
	b.gradients()
	b.draw(number)
	features := b.sampler.columns(number, b.d.X.Cols, b.p.ColsampleByTree)
	var t tree
	if b.exact != nil {
		t, b.leaves = b.exact.flatten(b.exact.grow(b.rows, b.g, b.h, features), b.leaves[:0])
	} else {
		q, g, h := b.hist.set.fill(b.rows, b.g, b.h, b.o.threads)
		t, b.leaves = b.hist.flatten(b.hist.grow(q, g, h, features), b.leaves[:0])
	}
	if b.ctx.Err() != nil {
		return
	}
	b.renewLeaves(&t)
	t.clampOverflow()
	b.move(&t)
	b.model.trees = append(b.model.trees, t)
}

func (b *booster) gradients() {
	scale := b.obj.scale(b.margin, b.d.Y, b.d.Weight)
	chunks(b.o.threads, len(b.margin), rowChunk, func(_, low, high int) {
		cut := func(v []float32) []float32 {
			if v == nil {
				return nil
			}
			return v[low:high]
		}
		b.obj.gradients(scale, b.margin[low:high], b.d.Y[low:high], cut(b.d.Weight), b.g[low:high], cut(b.h))
	})
}

// draw picks the rows of a tree.
func (b *booster) draw(number int) {
	n := b.d.X.Rows
	if b.p.Subsample < 1 {
		b.rows, b.rest = b.sampler.rows(number, n, b.p.Subsample, b.rows[:0], b.rest[:0])
		return
	}
	b.rows = b.rows[:n]
	for i := range b.rows {
		b.rows[i] = uint32(i)
	}
}

// move adds a tree to the margins. The rows drawn for it lie leaf by leaf.
func (b *booster) move(t *tree) {
	parallel(b.o.threads, len(b.leaves), func(_, i int) {
		value := t.threshold[b.leaves[i].node]
		for _, r := range b.leaves[i].rows {
			b.margin[r] += value
		}
	})
	chunks(b.o.threads, len(b.rest), rowChunk, func(_, low, high int) {
		for _, r := range b.rest[low:high] {
			b.margin[r] += t.threshold[b.leafOf(t, int(r))]
		}
	})
	chunks(b.o.threads, len(b.valid), rowChunk, func(_, low, high int) {
		for i := low; i < high; i++ {
			b.valid[i] += t.threshold[b.validLeafOf(t, i)]
		}
	})
}

// leafOf returns the leaf of a training row that was not drawn.
func (b *booster) leafOf(t *tree, row int) int32 {
	if b.hist != nil {
		return b.hist.routes.leaf(b.hist.scan.b.byCol, row)
	}
	return t.leaf(b.d.X.Row(row))
}

// validLeafOf returns the leaf of a validation row.
func (b *booster) validLeafOf(t *tree, row int) int32 {
	if b.hist != nil {
		return b.hist.routes.leaf(b.validCodes, row)
	}
	return t.leaf(b.o.validation.X.Row(row))
}

// leafBuffer is a worker's, for the rows of a leaf.
type leafBuffer struct{ residual, weight []float32 }

// renewLeaves replaces the Newton step by the quantile of the residuals.
func (b *booster) renewLeaves(t *tree) {
	level, ok := b.obj.leafQuantile()
	if !ok {
		return
	}
	eta := float32(b.p.LearningRate)
	if b.renewed == nil {
		b.renewed = make([]leafBuffer, b.o.threads)
	}
	parallel(b.o.threads, len(b.leaves), func(worker, i int) {
		l, buf := b.leaves[i], &b.renewed[worker]
		buf.residual, buf.weight = buf.residual[:0], buf.weight[:0]
		for _, r := range l.rows {
			buf.residual = append(buf.residual, b.d.Y[r]-b.margin[r])
			if b.d.Weight != nil {
				buf.weight = append(buf.weight, b.d.Weight[r])
			}
		}
		weight := buf.weight
		if b.d.Weight == nil {
			weight = nil
		}
		t.weight[l.node] = quantile(buf.residual, weight, level)
		t.threshold[l.node] = t.weight[l.node] * eta
	})
}

func (b *booster) evaluate(tree int) Round {
	m := b.obj.metric()
	r := Round{Tree: tree, Trees: b.p.NEstimators, Metric: m.name, Train: math.NaN(), Validation: math.NaN()}
	if b.o.progress != nil {
		r.Train = m.of(b.obj, b.margin, b.d.Y, b.d.Weight, b.o.threads)
	}
	if v := b.o.validation; v != nil {
		r.Validation = m.of(b.obj, b.valid, v.Y, v.Weight, b.o.threads)
	}
	return r
}
