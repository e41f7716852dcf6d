package gbt

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
)

func mustTrain(t *testing.T, p Params, d Dataset, opts ...Option) *Model {
	t.Helper()
	m, err := Train(context.Background(), p, d, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Ten trees and ten more are the twenty of one training, sampling included.
func TestContinuing(t *testing.T) {
	d := friedman(400, 6, 1)
	for _, method := range []string{Hist, Exact} {
		p := DefaultParams()
		p.TreeMethod, p.Subsample, p.ColsampleByTree, p.NEstimators = method, 0.7, 0.7, 20
		whole := mustTrain(t, p, d)
		p.NEstimators = 10
		first := mustTrain(t, p, d)
		both := mustTrain(t, p, d, WithInit(first))
		if first.Trees() != 10 || fmt.Sprint(both.trees) != fmt.Sprint(whole.trees) {
			t.Errorf("%s: continuing differs from training at once", method)
		}
	}
}

// Early stopping keeps the trees up to the best round, and Round tells the
// metrics that a prediction with so many trees has.
func TestEarlyStoppingAndRounds(t *testing.T) {
	train, valid := friedman(150, 6, 1), friedman(500, 6, 2)
	p := DefaultParams()
	p.NEstimators, p.EarlyStoppingRounds = 500, 10
	var rounds []Round
	m := mustTrain(t, p, train, WithValidation(valid), WithProgress(func(r Round) { rounds = append(rounds, r) }))
	best := slices.IndexFunc(rounds, func(r Round) bool {
		return r.Validation == slices.MinFunc(rounds, func(a, b Round) int {
			if a.Validation < b.Validation {
				return -1
			}
			return 1
		}).Validation
	})
	if m.Trees() != best+1 || len(rounds) != best+1+10 {
		t.Errorf("best round %d, %d rounds run, %d trees kept", best+1, len(rounds), m.Trees())
	}
	if got := rmseOf(t, m, valid); math.Abs(got-rounds[best].Validation) > 1e-6 {
		t.Errorf("validation RMSE %v, its round said %v", got, rounds[best].Validation)
	}
	if got := rmseOf(t, m, train); math.Abs(got-rounds[best].Train) > 1e-6 {
		t.Errorf("training RMSE %v, its round said %v", got, rounds[best].Train)
	}
	for i, r := range rounds {
		if r.Tree != i+1 || r.Trees != 500 || r.Metric != "rmse" {
			t.Fatalf("round %d is %+v", i, r)
		}
	}
}

// Cancelling from within stops soon, returns the context's error and leaves no
// goroutine behind (TestMain looks).
func TestCancellation(t *testing.T) {
	for _, method := range []string{Hist, Exact} {
		p := DefaultParams()
		p.TreeMethod, p.NEstimators = method, 1000
		ctx, cancel := context.WithCancel(context.Background())
		last := 0
		_, err := Train(ctx, p, friedman(3000, 10, 1), WithProgress(func(r Round) {
			if last = r.Tree; last == 3 {
				cancel()
			}
		}))
		if !errors.Is(err, context.Canceled) || last != 3 {
			t.Errorf("%s: cancelled after tree 3: %v after tree %d", method, err, last)
		}
		if m, err := Train(ctx, p, friedman(3000, 10, 1)); m != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: cancelled beforehand: %v", method, err)
		}
	}
}

// A constrained prediction never falls (or rises) along its feature.
func TestMonotoneConstraints(t *testing.T) {
	d := friedman(1000, 5, 1)
	for _, method := range []string{Hist, Exact} {
		for _, policy := range []string{DepthWise, LossGuide} {
			if method == Exact && policy == LossGuide {
				continue
			}
			p := DefaultParams()
			p.TreeMethod, p.GrowPolicy, p.NEstimators = method, policy, 30
			p.MonotoneConstraints = []int{1, 0, -1, 0, 0}
			m := mustTrain(t, p, d)
			for i := range 100 {
				row := slices.Clone(d.X.Row(i))
				for f, c := range p.MonotoneConstraints {
					last := float32(math.Inf(-1))
					for x := range 101 {
						row[f] = float32(x) / 100
						if v := float32(c) * m.PredictRow(row); c != 0 && v < last {
							t.Fatalf("%s %s: row %d falls along feature %d at %v", method, policy, i, f, row[f])
						} else {
							last = v
						}
					}
					row[f] = d.X.Row(i)[f]
				}
			}
		}
	}
}

// max_leaves and max_depth hold; lossguide splits where most is gained, so
// that with few leaves it is ahead of level by level.
func TestMaxLeaves(t *testing.T) {
	d := friedman(2000, 6, 1)
	p := DefaultParams()
	p.NEstimators, p.MaxLeaves, p.MaxDepth = 10, 11, 5
	var loss [2]float64
	for k, policy := range []string{LossGuide, DepthWise} {
		p.GrowPolicy = policy
		m := mustTrain(t, p, d)
		for i := range m.trees {
			if leaves := (m.trees[i].nodes() + 1) / 2; leaves != 11 || m.trees[i].depth() > 5 {
				t.Errorf("%s: tree %d has %d leaves and depth %d", policy, i, leaves, m.trees[i].depth())
			}
		}
		loss[k] = rmseOf(t, m, d)
	}
	if loss[0] >= loss[1] {
		t.Errorf("lossguide %v, depthwise %v", loss[0], loss[1])
	}
	p.GrowPolicy, p.MaxLeaves = DepthWise, 0
	free := mustTrain(t, p, d)
	p.GrowPolicy = LossGuide
	if guided := mustTrain(t, p, d); fmt.Sprint(guided.trees) != fmt.Sprint(free.trees) {
		t.Error("without a limit on leaves the policies differ")
	}
}

// A leaf's value is eta times the quantile of its residuals, weighted or not.
func TestQuantileLeaves(t *testing.T) {
	d := friedman(500, 5, 1)
	weight := make([]float32, len(d.Y))
	for i := range weight {
		weight[i] = float32(i%3) + 0.5
	}
	for _, method := range []string{Hist, Exact} {
		for _, w := range [][]float32{nil, weight} {
			for _, alpha := range []float64{0.1, 0.5, 0.9} {
				d.Weight = w
				p := DefaultParams()
				p.TreeMethod, p.NEstimators, p.MaxDepth, p.LearningRate = method, 1, 3, 0.5
				p.Objective, p.QuantileAlpha = Quantile, alpha
				m := mustTrain(t, p, d)
				if tr := m.trees[0]; tr.nodes() < 5 {
					t.Fatalf("only %d nodes", tr.nodes())
				}
				below, total := map[int32]float64{}, map[int32]float64{}
				for i := range d.Y {
					v := 1.0
					if w != nil {
						v = float64(w[i])
					}
					leaf := m.trees[0].leaf(d.X.Row(i))
					total[leaf] += v
					if d.Y[i]-m.baseMargin <= m.trees[0].weight[leaf] {
						below[leaf] += v
					}
				}
				for leaf, sum := range total {
					share := below[leaf] / sum
					slack := 3 / sum
					if math.Abs(share-alpha) > slack || m.trees[0].threshold[leaf] != 0.5*m.trees[0].weight[leaf] {
						t.Errorf("%s alpha %v: leaf %d has %v of its residuals below its value", method, alpha, leaf, share)
					}
				}
			}
		}
	}
}

func TestImportanceAndAccessors(t *testing.T) {
	d := friedman(2000, 8, 1)
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	p := DefaultParams()
	p.NEstimators, p.MaxDepth = 20, 4
	m := mustTrain(t, p, d, WithFeatureNames(names), WithThreads(2))
	gain, cover, weight := m.Importance(Gain), m.Importance(Cover), m.Importance(Weight)
	splits := 0.0
	for f := range 8 {
		splits += weight[f]
		if f < 5 && gain[f] < 5*gain[5+f%3] {
			t.Errorf("feature %d tells, but gains %v against %v", f, gain[f], gain[5+f%3])
		}
		if weight[f] > 0 && !(cover[f] > 0 && cover[f] <= 2000) {
			t.Errorf("feature %d covers %v", f, cover[f])
		}
	}
	inner := 0
	for i := range m.trees {
		inner += (m.trees[i].nodes() - 1) / 2
	}
	if splits != float64(inner) {
		t.Errorf("%v splits counted, %d made", splits, inner)
	}
	if m.Features() != 8 || !slices.Equal(m.FeatureNames(), names) || m.Params().MaxDepth != 4 || m.BaseScore() != m.baseScore {
		t.Error("the model forgets how it was made")
	}
}

// The metrics by hand.
func TestMetrics(t *testing.T) {
	margin, y, weight := []float32{1, 3}, []float32{2, 1}, []float32{1, 3}
	for _, c := range []struct {
		m    metric
		obj  objective
		w    []float32
		want float64
	}{
		{rmse, squaredError{}, nil, math.Sqrt(2.5)},
		{rmse, squaredError{}, weight, math.Sqrt(13.0 / 4)},
		{mae, squaredError{}, nil, 1.5},
		{pinball(0.9), squaredError{}, nil, (0.9*1 + 0.1*2) / 2},
		{pseudoHuberError(2), squaredError{}, nil, (4*(math.Sqrt(1.25)-1) + 4*(math.Sqrt(2)-1)) / 2},
		{poissonLoss, poisson{}, nil, (math.Exp(1) - 2 + math.Log(2) + math.Exp(3) - 3) / 2},
	} {
		if got := c.m.of(c.obj, margin, y, c.w, 1); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", c.m.name, got, c.want)
		}
	}
}
