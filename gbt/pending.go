// Package gbt: an interim trainer so that the other rooms can run; the trees' first commit deletes this file.
package gbt

import (
	"bytes"
	"context"
	"encoding/gob"
	"io"
	"math"
	"math/rand/v2"
	"slices"
)

// Params of a training.
type Params struct {
	NEstimators     int     `json:"n_estimators"`
	LearningRate    float64 `json:"learning_rate"`
	MaxDepth        int     `json:"max_depth"`
	MinChildWeight  float64 `json:"min_child_weight"`
	RegLambda       float64 `json:"reg_lambda"`
	RegAlpha        float64 `json:"reg_alpha"`
	Gamma           float64 `json:"gamma"`
	Subsample       float64 `json:"subsample"`
	ColsampleByTree float64 `json:"colsample_bytree"`
	MaxBin          int     `json:"max_bin"`
	RandomState     int64   `json:"random_state"`
	TreeMethod      string  `json:"tree_method"`
	Objective       string  `json:"objective"`
}

func DefaultParams() Params {
	return Params{NEstimators: 100, LearningRate: .3, MaxDepth: 6, MinChildWeight: 1, RegLambda: 1, Subsample: 1,
		ColsampleByTree: 1, MaxBin: 256, TreeMethod: "hist", Objective: "reg:squarederror"}
}

func (p Params) Validate() error { return nil }

type Matrix struct {
	Data       []float32
	Rows, Cols int
}
type Dataset struct {
	X         Matrix
	Y, Weight []float32
}
type Round struct {
	Tree, Trees       int
	Train, Validation float64
}
type options struct{ progress func(Round) }
type Option func(*options)

func WithProgress(f func(Round)) Option { return func(o *options) { o.progress = f } }
func WithThreads(int) Option            { return func(*options) {} }
func WithFeatureNames([]string) Option  { return func(*options) {} }

type node struct {
	F, L, R int32
	T, V    float32
}
type Model struct {
	P     Params
	Base  float32
	Trees [][]node
}

func Train(ctx context.Context, p Params, d Dataset, opts ...Option) (*Model, error) {
	var o options
	for _, f := range opts {
		f(&o)
	}
	n, m := d.X.Rows, d.X.Cols
	cuts := make([][]float32, m)
	bins := make([]uint8, n*m)
	mb := min(max(p.MaxBin, 2), 250)
	for j := range m {
		var v []float32
		for i := range n {
			if x := d.X.Data[i*m+j]; x == x {
				v = append(v, x)
			}
		}
		slices.Sort(v)
		for k := 1; k < mb && len(v) > 0; k++ {
			c := v[k*(len(v)-1)/mb]
			if len(cuts[j]) == 0 || c > cuts[j][len(cuts[j])-1] {
				cuts[j] = append(cuts[j], c)
			}
		}
		for i := range n {
			x := d.X.Data[i*m+j]
			if x != x {
				bins[i*m+j] = 255
				continue
			}
			b, eq := slices.BinarySearch(cuts[j], x)
			if eq {
				b++
			}
			bins[i*m+j] = uint8(b)
		}
	}
	r := rand.New(rand.NewPCG(uint64(p.RandomState), 1))
	mod := &Model{P: p}
	abs := p.Objective == "reg:absoluteerror"
	w := func(i int) float32 {
		if d.Weight == nil {
			return 1
		}
		return d.Weight[i]
	}
	y := slices.Clone(d.Y)
	if abs {
		slices.Sort(y)
		mod.Base = y[len(y)/2]
	} else {
		s := 0.0
		for _, v := range y {
			s += float64(v)
		}
		mod.Base = float32(s / float64(len(y)))
	}
	pred := make([]float32, n)
	for i := range pred {
		pred[i] = mod.Base
	}
	g, h := make([]float32, n), make([]float32, n)
	for t := range p.NEstimators {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		loss := 0.0
		var rows []int32
		for i := range n {
			e := pred[i] - d.Y[i]
			h[i] = w(i)
			loss += math.Abs(float64(e))
			if abs {
				e = float32(math.Copysign(1, float64(e)))
			}
			g[i] = e * w(i)
			if p.Subsample >= 1 || r.Float64() < p.Subsample {
				rows = append(rows, int32(i))
			}
		}
		var cols []int
		for j := range m {
			if p.ColsampleByTree >= 1 || r.Float64() < p.ColsampleByTree {
				cols = append(cols, j)
			}
		}
		b := &builder{p: p, d: d, bins: bins, cuts: cuts, g: g, h: h, cols: cols, m: m, pred: pred, abs: abs}
		b.grow(rows, 0)
		for i := range n {
			pred[i] += leaf(b.nodes, d.X.Data[i*m:i*m+m])
		}
		mod.Trees = append(mod.Trees, b.nodes)
		if o.progress != nil {
			o.progress(Round{Tree: t + 1, Trees: p.NEstimators, Train: loss / float64(n)})
		}
	}
	return mod, nil
}

type builder struct {
	p     Params
	d     Dataset
	bins  []uint8
	cuts  [][]float32
	g, h  []float32
	pred  []float32
	cols  []int
	m     int
	abs   bool
	nodes []node
}

func (b *builder) grow(rows []int32, depth int) int32 {
	id := int32(len(b.nodes))
	b.nodes = append(b.nodes, node{L: -1, R: -1})
	G, H := 0.0, 0.0
	for _, i := range rows {
		G += float64(b.g[i])
		H += float64(b.h[i])
	}
	lam := b.p.RegLambda
	v := -G / (H + lam)
	if b.abs && len(rows) > 0 {
		e := make([]float32, len(rows))
		for k, i := range rows {
			e[k] = b.d.Y[i] - b.pred[i]
		}
		slices.Sort(e)
		v = float64(e[len(e)/2])
	}
	b.nodes[id].V = float32(v * b.p.LearningRate)
	if depth >= b.p.MaxDepth || len(rows) < 2 {
		return id
	}
	best, bf, bc := b.p.Gamma+1e-6, -1, 0
	var hg, hh [256]float64
	for _, j := range b.cols {
		hg, hh = [256]float64{}, [256]float64{}
		for _, i := range rows {
			k := b.bins[int(i)*b.m+j]
			hg[k] += float64(b.g[i])
			hh[k] += float64(b.h[i])
		}
		gl, hl := 0.0, 0.0
		for c := range b.cuts[j] {
			gl += hg[c]
			hl += hh[c]
			gr, hr := G-gl, H-hl // missing goes right
			if hl < b.p.MinChildWeight || hr < b.p.MinChildWeight {
				continue
			}
			gain := gl*gl/(hl+lam) + gr*gr/(hr+lam) - G*G/(H+lam)
			if gain > best {
				best, bf, bc = gain, j, c
			}
		}
	}
	if bf < 0 {
		return id
	}
	var l, r []int32
	for _, i := range rows {
		if int(b.bins[int(i)*b.m+bf]) <= bc {
			l = append(l, i)
		} else {
			r = append(r, i)
		}
	}
	b.nodes[id].F, b.nodes[id].T = int32(bf), b.cuts[bf][bc]
	li := b.grow(l, depth+1)
	ri := b.grow(r, depth+1)
	b.nodes[id].L, b.nodes[id].R = li, ri
	return id
}

func leaf(t []node, x []float32) float32 {
	k := int32(0)
	for t[k].L >= 0 {
		if x[t[k].F] < t[k].T {
			k = t[k].L
		} else {
			k = t[k].R
		}
	}
	return t[k].V
}

func (m *Model) PredictRow(x []float32) float32 {
	s := m.Base
	for _, t := range m.Trees {
		s += leaf(t, x)
	}
	return s
}
func (m *Model) Predict(x Matrix, out []float32) error {
	for i := range x.Rows {
		out[i] = m.PredictRow(x.Data[i*x.Cols : (i+1)*x.Cols])
	}
	return nil
}
func (m *Model) MarshalBinary() ([]byte, error) {
	var b bytes.Buffer
	type plain Model
	err := gob.NewEncoder(&b).Encode((*plain)(m))
	return b.Bytes(), err
}
func (m *Model) UnmarshalBinary(b []byte) error {
	type plain Model
	return gob.NewDecoder(bytes.NewReader(b)).Decode((*plain)(m))
}
func (m *Model) WriteXGBoost(w io.Writer) error { _, err := io.WriteString(w, "{}"); return err }

// Contributions is not here yet.
func (m *Model) Contributions(row []float32, out []float64) {
	out[len(out)-1] = float64(m.PredictRow(row))
}
