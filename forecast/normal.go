package forecast

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// normal is the normal equations of a regression: gram is row by row.
type normal struct {
	m      int
	gram   []float64
	right  []float64
	square float64 // of y
	weight float64
}

func newNormal(m int) *normal {
	return &normal{m: m, gram: make([]float64, m*m), right: make([]float64, m)}
}

func (n *normal) addRow(z []float64, y, w float64) {
	for i, a := range z {
		if a == 0 {
			continue
		}
		n.right[i] += w * a * y
		for j, b := range z[:i+1] {
			n.gram[i*n.m+j] += w * a * b
		}
	}
	n.square += w * y * y
	n.weight += w
}

func (n *normal) add(o *normal, times float64) {
	for i, v := range o.gram {
		n.gram[i] += times * v
	}
	for i, v := range o.right {
		n.right[i] += times * v
	}
	n.square += times * o.square
	n.weight += times * o.weight
}

// solve is the ridge regression with the penalties, each of a column; an
// infinite one leaves its column out. All are 0 where it cannot be solved.
func (n *normal) solve(penalty []float64) []float64 {
	var in []int
	for j, p := range penalty {
		if !math.IsInf(p, 1) {
			in = append(in, j)
		}
	}
	out := make([]float64, n.m)
	if len(in) == 0 {
		return out
	}
	a, b := mat.NewSymDense(len(in), nil), mat.NewVecDense(len(in), nil)
	for i, p := range in {
		b.SetVec(i, n.right[p])
		for j, q := range in[:i+1] {
			a.SetSym(i, j, n.gram[p*n.m+q])
		}
		a.SetSym(i, i, a.At(i, i)+penalty[p])
	}
	if x := solved(a, b); x != nil {
		for i, p := range in {
			out[p] = x.AtVec(i)
		}
	}
	return out
}

// solved is x of a x = b, a positive definite; nil where it is not.
func solved(a *mat.SymDense, b *mat.VecDense) *mat.VecDense {
	var chol mat.Cholesky
	x := new(mat.VecDense)
	if !chol.Factorize(a) || chol.SolveVecTo(x, b) != nil {
		return nil
	}
	return x
}

// error is the sum of squared residuals with coefficients x.
func (n *normal) error(x []float64) float64 {
	sum := n.square
	for i, a := range x {
		if a == 0 {
			continue
		}
		sum -= 2 * a * n.right[i]
		for j, b := range x[:i] {
			sum += 2 * a * b * n.gram[i*n.m+j]
		}
		sum += a * a * n.gram[i*n.m+i]
	}
	return max(0, sum)
}

// grouped is the normal equations of all rows and of each group.
type grouped struct {
	all    *normal
	groups []*normal
}

func newGrouped(m int) *grouped {
	g := &grouped{all: newNormal(m), groups: make([]*normal, driverGroups)}
	for i := range g.groups {
		g.groups[i] = newNormal(m)
	}
	return g
}

func (g *grouped) addSeries(s driverSeries, y []float64) {
	for k, row := range s.z {
		g.groups[groupOf(s.group[k])].addRow(row, y[k], s.weight)
	}
}

func groupOf(block int) int { return (block%driverGroups + driverGroups) % driverGroups }

func (g *grouped) close() {
	for _, o := range g.groups {
		g.all.add(o, 1)
	}
}

// without is the coefficients estimated without each group; nil where it has no
// rows.
func (g *grouped) without(penalty []float64) [][]float64 {
	out := make([][]float64, len(g.groups))
	for i, o := range g.groups {
		if o.weight > 0 {
			rest := newNormal(g.all.m)
			rest.add(g.all, 1)
			rest.add(o, -1)
			out[i] = rest.solve(penalty)
		}
	}
	return out
}

// errors are those of each group, estimated without it.
func (g *grouped) errors(penalty []float64) []float64 {
	var out []float64
	for i, x := range g.without(penalty) {
		if x != nil {
			out = append(out, g.groups[i].error(x))
		}
	}
	return out
}
