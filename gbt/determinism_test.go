package gbt

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The same bytes come out whatever GOMAXPROCS and the number of threads, on
// data large enough to be shared out, with everything that draws or rounds.
func TestDeterministic(t *testing.T) {
	d := friedman(20_000, 20, 1)
	for i := range d.X.Data {
		if i%17 == 0 {
			d.X.Data[i] = float32(math.NaN())
		}
	}
	weight := make([]float32, d.X.Rows)
	for i := range weight {
		weight[i] = 0.1 + float32(i%7)
	}
	for _, c := range []struct {
		name string
		edit func(*Params, *Dataset)
	}{
		{"plain", func(*Params, *Dataset) {}},
		{"sampled", func(p *Params, _ *Dataset) { p.Subsample, p.ColsampleByTree = 0.7, 0.5 }},
		{"weights", func(_ *Params, d *Dataset) { d.Weight = weight }},
		{"absoluteerror", func(p *Params, _ *Dataset) { p.Objective = AbsoluteError }},
		{"smooth quantile", func(p *Params, _ *Dataset) { p.Objective, p.LeafEstimation = Quantile, LeafNewton }},
		{"lossguide", func(p *Params, _ *Dataset) { p.GrowPolicy, p.MaxLeaves, p.MaxDepth = LossGuide, 20, 0 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, set := DefaultParams(), d
			p.NEstimators, p.MaxDepth, p.RandomState = 5, 7, 42
			c.edit(&p, &set)
			var first []byte
			for _, procs := range []int{1, 2, 8} {
				before := runtime.GOMAXPROCS(procs)
				m, err := Train(context.Background(), p, set)
				runtime.GOMAXPROCS(before)
				if err != nil {
					t.Fatal(err)
				}
				b, err := m.MarshalBinary()
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = b
				}
				if !bytes.Equal(first, b) {
					t.Errorf("GOMAXPROCS %d gives other bytes", procs)
				}
			}
		})
	}
}

// The bytes are the same on every machine and under the race detector: these
// sums were taken on amd64, without it.
func TestPinnedBytes(t *testing.T) {
	d := loadGolden(t, "plain").train
	for _, c := range []struct{ method, objective, want string }{
		{Hist, SquaredError, "9812417c41667f52"},
		{Exact, SquaredError, "ef70bc3726d05317"},
		{Hist, AbsoluteError, "05ccdcbe568cc469"},
	} {
		p := DefaultParams()
		p.TreeMethod, p.Objective, p.Subsample, p.ColsampleByTree = c.method, c.objective, 0.8, 0.8
		b, err := mustTrain(t, p, d).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(b))[:16]; got != c.want {
			t.Errorf("%s %s: %s, want %s", c.method, c.objective, got, c.want)
		}
	}
}

// Histograms that several threads share add up the same; so do those of two
// sums a bin, which far-apart weights ask for.
func TestDeterministicManyRows(t *testing.T) {
	d := friedman(2*buildChunk+5000, 6, 1)
	for _, weighted := range []bool{false, true} {
		if weighted {
			d.Weight = make([]float32, d.X.Rows)
			for i := range d.Weight {
				d.Weight[i] = 1
			}
			d.Weight[0] = 5000
		}
		p := DefaultParams()
		p.NEstimators, p.MaxDepth = 3, 5
		one := mustTrain(t, p, d, WithThreads(1))
		three := mustTrain(t, p, d, WithThreads(3))
		if fmt.Sprint(one.trees) != fmt.Sprint(three.trees) {
			t.Error("three threads grow other trees than one")
		}
		if got := rmseOf(t, one, d); got > 4 {
			t.Errorf("training RMSE %v", got)
		}
	}
}

// Other seeds draw other samples; without sampling the seed does not matter.
func TestSeed(t *testing.T) {
	d := friedman(500, 6, 1)
	train := func(seed int64, share float64) string {
		p := DefaultParams()
		p.NEstimators, p.RandomState, p.Subsample = 3, seed, share
		m, err := Train(context.Background(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(m.trees)
	}
	if train(1, 0.5) == train(2, 0.5) {
		t.Error("seeds 1 and 2 draw the same rows")
	}
	if train(1, 1) != train(2, 1) {
		t.Error("the seed matters without sampling")
	}
}

// A large node's rows are parted in chunks by several threads just as by one.
func TestPartitionInChunks(t *testing.T) {
	const n = 3*partChunk + 777
	b := &binned{byCol: [][]uint8{make([]uint8, n)}, first: []uint8{1}}
	for i := range n {
		b.byCol[0][i] = uint8(splitmix64(uint64(i)) % 9)
	}
	for _, hess := range []bool{false, true} {
		var sets [2]rowSet
		for k := range sets {
			s := &sets[k]
			s.allocate(n, hess)
			for i := range n {
				s.rows = append(s.rows, uint32(i))
				s.grad[i] = int32(2 * i)
				if hess {
					s.hess[i] = int32(3 * i)
				}
			}
			split := &histSplit{split: split{}, code: 4}
			middle := s.partition(b, split, 0, n, 1+k)
			for i, row := range s.rows {
				code := b.byCol[0][row]
				if left := code >= 1 && code <= 4; left != (i < middle) {
					t.Fatalf("row %d of code %d is on the wrong side", row, code)
				}
				if i != 0 && i != middle && s.rows[i-1] >= row {
					t.Fatal("the order of rows is lost")
				}
				if s.grad[i] != int32(2*row) || hess && s.hess[i] != int32(3*row) {
					t.Fatal("a gradient has left its row")
				}
			}
		}
	}
}

// Many trainings on the same data and many forecasts of the same model, side by
// side, neither disturb nor change each other: all that they share is only read.
func TestSideBySide(t *testing.T) {
	d := friedman(600, 6, 3)
	for _, method := range []string{Hist, Exact} {
		p := DefaultParams()
		p.TreeMethod, p.NEstimators, p.Subsample = method, 3, .8
		want, err := Train(t.Context(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		bytesOf := func(m *Model) string {
			b, err := m.MarshalBinary()
			if err != nil {
				t.Error(err)
			}
			return string(b)
		}
		first := make([]float32, d.X.Rows)
		if err := want.Predict(d.X, first); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				more, err := Train(t.Context(), p, d, WithInit(want), WithValidation(d), WithThreads(2))
				if err != nil || more.Trees() != want.Trees()+p.NEstimators {
					t.Errorf("%s: going on with it: %v", method, err)
				}
				m, err := Train(t.Context(), p, d, WithThreads(2))
				if err != nil || bytesOf(m) != bytesOf(want) {
					t.Errorf("%s: side by side it is trained otherwise: %v", method, err)
				}
				got := make([]float32, d.X.Rows)
				if err := want.Predict(d.X, got); err != nil || !slices.Equal(got, first) {
					t.Errorf("%s: side by side it predicts otherwise: %v", method, err)
				}
				want.PredictRow(d.X.Row(0))
				want.Contributions(d.X.Row(0), make([]float64, d.X.Cols+1))
				want.Importance(Gain)
			})
		}
		all.Wait()
	}
}
