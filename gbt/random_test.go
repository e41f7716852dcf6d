package gbt

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// randomData draws a small set full of what trips trainers: ties, missing
// values, constant columns, now and then weights of zero or a thousand.
func randomData(r *rand.Rand, rows, cols int) Dataset {
	d := Dataset{X: Matrix{Data: make([]float32, rows*cols), Rows: rows, Cols: cols}, Y: make([]float32, rows)}
	for f := range cols {
		levels := []int{1, 2, 5, 1000}[r.IntN(4)]
		missing := []float64{0, 0, 0.3, 1}[r.IntN(4)]
		for i := range rows {
			v := float32(r.IntN(levels)) - float32(levels/2)
			if levels == 1000 {
				v = float32(r.NormFloat64())
			}
			if r.Float64() < missing {
				v = float32(math.NaN())
			}
			d.X.Data[i*cols+f] = v
		}
	}
	for i := range rows {
		d.Y[i] = float32(math.Round(r.NormFloat64()*8) / 4)
	}
	if r.IntN(3) == 0 {
		d.Weight = make([]float32, rows)
		for i := range rows {
			d.Weight[i] = []float32{0, 1, 1, 2.5, 1000}[r.IntN(5)]
		}
		d.Weight[r.IntN(rows)] = 1
	}
	return d
}

func randomParams(r *rand.Rand, method string) Params {
	p := DefaultParams()
	p.TreeMethod = method
	p.NEstimators = 1 + r.IntN(3)
	p.MaxDepth = 1 + r.IntN(4)
	p.LearningRate = []float64{0.1, 0.3, 1}[r.IntN(3)]
	p.MinChildWeight = []float64{0, 1, 3}[r.IntN(3)]
	p.RegLambda = []float64{0, 1, 5}[r.IntN(3)]
	p.RegAlpha = []float64{0, 0, 1}[r.IntN(3)]
	p.Gamma = []float64{0, 0, 0.5}[r.IntN(3)]
	return p
}

// bruteForce returns the most that any split of the rows by any feature and
// threshold, missing values left or right, can gain in a squared error's first
// tree, by the paper's equation 7 (without its 1/2) in double.
func bruteForce(p Params, x Matrix, g, h []float64) float64 {
	score := func(g, h float64) float64 {
		switch {
		case g > p.RegAlpha:
			g -= p.RegAlpha
		case g < -p.RegAlpha:
			g += p.RegAlpha
		default:
			return 0
		}
		return g * g / (h + p.RegLambda)
	}
	best := 0.0
	for f := range x.Cols {
		thresholds := []float32{float32(math.Inf(1))}
		for i := range x.Rows {
			thresholds = append(thresholds, x.Row(i)[f])
		}
		for _, threshold := range thresholds {
			for _, missingLeft := range []bool{false, true} {
				var gl, hl, gr, hr float64
				for i := range x.Rows {
					v := x.Row(i)[f]
					if v < threshold || v != v && missingLeft {
						gl += g[i]
						hl += h[i]
					} else {
						gr += g[i]
						hr += h[i]
					}
				}
				if hl >= p.MinChildWeight && hr >= p.MinChildWeight && hl > 0 && hr > 0 {
					best = max(best, score(gl, hl)+score(gr, hr)-score(gl+gr, hl+hr))
				}
			}
		}
	}
	return best
}

// The root's split of 10,000 random sets gains what the best of all splits
// does, by both methods.
func TestRootSplitIsTheBestOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	splits := 0
	for range 10_000 {
		method := []string{Exact, Hist}[r.IntN(2)]
		p, d := randomParams(r, method), randomData(r, 2+r.IntN(14), 1+r.IntN(3))
		p.NEstimators, p.Gamma = 1, 0
		m, err := Train(context.Background(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		g, h := make([]float64, d.X.Rows), make([]float64, d.X.Rows)
		total := 0.0
		for i, y := range d.Y {
			w := 1.0
			if d.Weight != nil {
				w = float64(d.Weight[i])
			}
			g[i], h[i] = float64(m.baseScore-y)*w, w
			total += math.Abs(g[i] * float64(m.baseScore-y))
		}
		want := bruteForce(p, d.X, g, h)
		got := float64(m.trees[0].gain[0])
		slack := 1e-5*(want+total) + 2*minGain
		if math.Abs(got-want) > slack {
			t.Fatalf("%s %+v\n%+v\nroot gains %v, the best split %v", method, p, d, got, want)
		}
		if m.trees[0].left[0] >= 0 {
			splits++
		}
	}
	if splits < 5000 {
		t.Errorf("only %d of the 10000 sets were split at all", splits)
	}
}

// Every node of random trees: covers and weights follow from the rows that
// fall into it, and children add up to their parent.
func TestNodesHoldTheirRows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		method := []string{Exact, Hist}[r.IntN(2)]
		p, d := randomParams(r, method), randomData(r, 2+r.IntN(60), 1+r.IntN(12))
		p.NEstimators, p.RegAlpha = 1, 0
		m, err := Train(context.Background(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		tr := &m.trees[0]
		g, h := make([]float64, tr.nodes()), make([]float64, tr.nodes())
		largest := 0.0
		for i := range d.X.Rows {
			w := 1.0
			if d.Weight != nil {
				w = float64(d.Weight[i])
			}
			gi := float64(m.baseScore-d.Y[i]) * w
			largest = max(largest, math.Abs(gi), w)
			for n := tr.leaf(d.X.Row(i)); ; n = tr.parent[n] {
				g[n] += gi
				h[n] += w
				if n == 0 {
					break
				}
			}
		}
		for n := range tr.nodes() {
			if d := math.Abs(float64(tr.cover[n]) - h[n]); d > 1e-5*(h[n]+largest) {
				t.Fatalf("%s: node %d covers %v, its rows %v", method, n, tr.cover[n], h[n])
			}
			want := 0.0
			if h[n] >= p.MinChildWeight && h[n] > 0 {
				want = -g[n] / (h[n] + p.RegLambda)
			}
			if d := math.Abs(float64(tr.weight[n]) - want); d > 1e-4*(1+math.Abs(want)+largest/max(h[n], 1)) {
				t.Fatalf("%s: node %d weighs %v, its rows %v", method, n, tr.weight[n], want)
			}
		}
	}
}

// Rows routed by their codes reach the leaf that their values lead to, also
// values unseen in training: missing, infinite, beyond the range.
func TestRoutesFollowTheTree(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		p, d := randomParams(r, Hist), randomData(r, 2+r.IntN(60), 1+r.IntN(6))
		other := randomData(r, 50, d.X.Cols).X
		for i := range other.Data {
			if r.IntN(10) == 0 {
				other.Data[i] = []float32{nan, inf, -inf, 1e30, -1e30}[r.IntN(5)]
			}
		}
		b := newBooster(context.Background(), p, options{threads: 1}, squaredError{}, d)
		if err := b.run(); err != nil {
			t.Fatal(err)
		}
		codes := b.hist.scan.b.encodeLike(other, 1)
		last := &b.model.trees[len(b.model.trees)-1]
		for i := range other.Rows {
			if got, want := b.hist.routes.leaf(codes, i), last.leaf(other.Row(i)); got != want {
				t.Fatalf("%v goes to leaf %d, want %d", other.Row(i), got, want)
			}
		}
		for i := range d.X.Rows {
			if got, want := b.leafOf(last, i), last.leaf(d.X.Row(i)); got != want {
				t.Fatalf("training row %v goes to leaf %d, want %d", d.X.Row(i), got, want)
			}
		}
	}
}
