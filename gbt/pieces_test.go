package gbt

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"sync/atomic"
	"testing"
)

func TestKeysKeepOrder(t *testing.T) {
	values := []float32{-inf, -math.MaxFloat32, -1.5, -1, -math.SmallestNonzeroFloat32, 0,
		math.SmallestNonzeroFloat32, 1, math.Nextafter32(1, 2), math.MaxFloat32, inf}
	for i, v := range values {
		if keyFloat(floatKey(v)) != v {
			t.Errorf("%v comes back as %v", v, keyFloat(floatKey(v)))
		}
		if i > 0 && (floatKey(values[i-1]) >= floatKey(v) || orderedKey(values[i-1]) >= orderedKey(v)) {
			t.Errorf("%v and %v change places", values[i-1], v)
		}
	}
	if zero := float32(math.Copysign(0, -1)); floatKey(zero) != floatKey(0) || orderedKey(zero) != orderedKey(0) {
		t.Error("the zeros differ")
	}
}

func TestRadixSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var s sortBuffer
	for _, n := range []int{0, 1, 2, 1000, 5000, 10, 3000} {
		s.keys = s.keys[:0]
		for range n {
			s.keys = append(s.keys, r.Uint64()>>(r.IntN(20))<<32)
		}
		want := slices.Sorted(slices.Values(s.keys))
		if got := s.sorted(); !slices.Equal(got, want) {
			t.Errorf("%d keys come out as %v, want %v", n, got, want)
		}
	}
}

// The bin of a value is the number of cuts at or below it; cuts are spread
// over the rows.
func TestCutsAndCodes(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, maxBin := range []int{2, 16, 254, 256} {
		x := Matrix{Rows: 5000, Cols: 1}
		for range x.Rows {
			x.Data = append(x.Data, float32(r.NormFloat64()))
		}
		cuts := featureCuts(x, 0, false, maxBin, &sortBuffer{})
		if len(cuts) != maxBin-1 || !slices.IsSorted(cuts) {
			t.Fatalf("%d cuts for %d bins", len(cuts), maxBin)
		}
		table := newCutTable(cuts, 0)
		counts := make([]int, maxBin)
		for _, v := range x.Data {
			want := sort.Search(len(cuts), func(i int) bool { return v < cuts[i] })
			if got := int(table.code(v)); got != want {
				t.Fatalf("%v falls into bin %d, want %d", v, got, want)
			}
			counts[want]++
		}
		for b, n := range counts {
			if want := x.Rows / maxBin; n < want-1 || n > want+2 {
				t.Errorf("bin %d of %d has %d rows", b, maxBin, n)
			}
		}
	}
	if cuts := featureCuts(Matrix{Data: []float32{1, 2, nan}, Rows: 3, Cols: 1}, 0, true, 256, &sortBuffer{}); !slices.Equal(cuts, []float32{1.5, math.MaxFloat32}) {
		t.Errorf("two values and a missing one are cut at %v", cuts)
	}
}

// A histogram's bins add up to the rows that went in, feature by feature, and
// a parent less one child is the other.
func TestHistogramSumsAreConserved(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, cols := range []int{1, 4, 5, 12, 27, 40} {
		d := friedman(700, max(cols, 5), 1)
		b, err := newBinned(context.Background(), d.X, make([]bool, d.X.Cols), 32, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []fixedPoint{{packed: true, lowBits: 10}, {packed: true, lowBits: 31}, {}} {
			var rows [2][]uint32
			var grad, hess [2][]int32
			for i := range d.X.Rows {
				k := r.IntN(2)
				rows[k] = append(rows[k], uint32(i))
				grad[k] = append(grad[k], int32(r.IntN(1<<20))-1<<19)
				hess[k] = append(hess[k], int32(r.IntN(1<<20)))
			}
			if q.lowBits == 10 {
				hess = [2][]int32{}
			}
			slots := q.slots()
			var hists [3][]int64
			for k := range hists {
				hists[k] = make([]int64, b.all.size(slots), b.all.size(slots)+slots*groupRoom)
			}
			buf := newHistBuffer(b.all.words)
			for k := range 2 {
				b.all.build(hists[k], &q, buf, rows[k], grad[k], hess[k])
				b.all.build(hists[2], &q, buf, rows[k], grad[k], hess[k])
			}
			subtract(hists[2], hists[0])
			for f := range d.X.Cols {
				var sumG, sumH int64
				for code := range b.codes(f) {
					g, h := b.all.sums(hists[1], &q, f, code)
					rest, restH := b.all.sums(hists[2], &q, f, code)
					if g != rest || h != restH {
						t.Fatalf("feature %d code %d: parent less child %d %d, child %d %d", f, code, rest, restH, g, h)
					}
					sumG, sumH = sumG+g, sumH+h
				}
				var wantG, wantH int64
				for i, g := range grad[1] {
					wantG += int64(g)
					if hess[1] == nil {
						wantH++
					} else {
						wantH += int64(hess[1][i])
					}
				}
				if sumG != wantG || sumH != wantH {
					t.Fatalf("%d columns, feature %d: bins add up to %d %d, rows to %d %d", cols, f, sumG, sumH, wantG, wantH)
				}
			}
		}
	}
}

// Integers keep to their room, and a power of two keeps small numbers exact.
func TestScaleFor(t *testing.T) {
	for _, top := range []float64{1e-45, 0.3, 0.5, 1, 1000, 3e38} {
		for _, room := range []float64{1 << 8, 1 << 30} {
			s := scaleFor(top, room)
			if fraction, _ := math.Frexp(s); fraction != 0.5 || top/s > room || top/s <= room/2 {
				t.Errorf("scaleFor(%v, %v) is %v: %v of room", top, room, s, top/s/room)
			}
		}
	}
	if scaleFor(0, 4) != 1 {
		t.Error("nothing to scale")
	}
}

func TestQuantile(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 2000 {
		n := 1 + r.IntN(30)
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(r.IntN(12))
		}
		sorted := slices.Sorted(slices.Values(v))
		level := r.Float64()
		x := level*float64(n+1) - 1
		k := min(max(math.Floor(x), 0), float64(n-1))
		high := sorted[min(int(k)+1, n-1)]
		want := float64(sorted[int(k)]) + min(max(x-k, 0), 1)*float64(high-sorted[int(k)])
		if got := quantile(slices.Clone(v), nil, level); math.Abs(float64(got)-want) > 1e-5 {
			t.Fatalf("%v at %v: %v, want %v", v, level, got, want)
		}
	}
	for _, c := range []struct {
		v, w  []float32
		level float64
		want  float32
	}{
		{nil, nil, 0.5, 0},
		{[]float32{3, 1, 2}, nil, 0.5, 2},
		{[]float32{4, 1, 2, 3}, nil, 0.5, 2.5},
		{[]float32{3, 1, 2}, []float32{1, 1, 8}, 0.5, 2},
		{[]float32{3, 1, 2}, []float32{8, 1, 1}, 0.5, 3},
		{[]float32{3, 1, 2}, []float32{0, 1, 0}, 0.9, 1},
		{[]float32{3, 1, 2}, []float32{0, 0, 0}, 0.5, 3},
	} {
		if got := quantile(slices.Clone(c.v), slices.Clone(c.w), c.level); got != c.want {
			t.Errorf("quantile(%v, %v, %v) is %v, want %v", c.v, c.w, c.level, got, c.want)
		}
	}
}

func TestSampler(t *testing.T) {
	s := sampler{7}
	drawn, rest := s.rows(3, 10_000, 0.3, nil, nil)
	if len(drawn)+len(rest) != 10_000 || math.Abs(float64(len(drawn))-3000) > 200 {
		t.Errorf("%d of 10000 rows drawn for a share of 0.3", len(drawn))
	}
	if drawn, rest := s.rows(0, 2, 1e-300, nil, nil); len(drawn) != 1 || len(rest) != 1 {
		t.Errorf("a tiny share draws %d rows", len(drawn))
	}
	counts := make([]int, 10)
	for tree := range 1000 {
		columns := s.columns(tree, 10, 0.35)
		if len(columns) != 3 || !slices.IsSorted(columns) {
			t.Fatalf("columns %v", columns)
		}
		for _, c := range columns {
			counts[c]++
		}
	}
	for c, n := range counts {
		if n < 240 || n > 360 {
			t.Errorf("column %d is drawn %d of 1000 times, want about 300", c, n)
		}
	}
	if got := s.columns(0, 10, 0.01); len(got) != 1 {
		t.Errorf("a tiny share draws columns %v", got)
	}
}

func TestParallel(t *testing.T) {
	for _, threads := range []int{1, 3} {
		var done [100]atomic.Int32
		chunks(threads, 100, 7, func(worker, low, high int) {
			if worker < 0 || worker >= threads {
				t.Errorf("worker %d of %d", worker, threads)
			}
			for i := low; i < high; i++ {
				done[i].Add(1)
			}
		})
		for i := range done {
			if done[i].Load() != 1 {
				t.Errorf("%d is done %d times", i, done[i].Load())
			}
		}
	}
}
