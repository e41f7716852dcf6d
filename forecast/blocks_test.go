package forecast

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

// ofClass are so many histories of a class, in the order of their keys.
func ofClass(n int, c class) []*history {
	out := make([]*history, n)
	for i := range out {
		out[i] = &history{key: fmt.Sprintf("%d-%05d", c, i), class: c}
	}
	return out
}

func TestBlocksHaveEverySeriesOnceAndOfEachClassAlike(t *testing.T) {
	hs := slices.Concat(ofClass(2900, longSeries), ofClass(700, shortSeries))
	seen := map[int]int{}
	all := blocksOf(hs)
	for _, b := range all {
		short := 0
		for _, i := range b {
			seen[i]++
			if hs[i].class == shortSeries {
				short++
			}
		}
		if len(b) != 900 || short != 175 {
			t.Errorf("a block of %d series, %d of them short, for 900 and 175", len(b), short)
		}
	}
	if len(all) != 4 || len(seen) != len(hs) {
		t.Errorf("%d blocks with %d series of %d", len(all), len(seen), len(hs))
	}
	if small := blocksOf(hs[:1499]); len(small) != 1 {
		t.Errorf("1499 series in %d blocks", len(small))
	}
}

func TestTheOriginsHaveRareClassesAndTheSumsThatSeriesFollow(t *testing.T) {
	hs := slices.Concat(ofClass(5000, longSeries), ofClass(60, shortSeries), ofClass(3000, shareSeries))
	total := hs[4999]
	for _, h := range hs[5060:] {
		h.parent = total
	}
	at := sampled(hs, 1)
	var count [classes]int
	for _, i := range at {
		count[hs[i].class]++
	}
	if !slices.Contains(at, 4999) || count[shortSeries] != classSeries || count[longSeries] < 500 || count[shareSeries] < 300 || len(at) > 1100 {
		t.Errorf("%d series by class %v; the sum among them: %v", len(at), count, slices.Contains(at, 4999))
	}
	sums := []Sum{{Total: 4999, Parts: []int{at[0], at[1]}}, {Total: 4999, Parts: []int{at[0], 1}}}
	if slices.Contains(at, 1) {
		t.Fatal("the test needs a series that is not in the sample")
	}
	within := sumsWithin(sums, at)
	if len(within) != 1 || at[within[0].Total] != 4999 || within[0].Parts[0] != 0 || within[0].Parts[1] != 1 {
		t.Errorf("sums within the sample: %v", within)
	}
}

// manySeries is a panel of blocks: counts around levels of their own.
func manySeries(n, weeks int) Panel {
	p := Panel{Series: make([]Series, n)}
	for i := range p.Series {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		p.Series[i] = Series{Key: fmt.Sprintf("s%05d", i), Values: make([]float64, weeks)}
		level := 5 + 50*r.Float64()
		for k := range p.Series[i].Values {
			p.Series[i].Values[k] = float64(int(level * (.6 + .8*r.Float64())))
		}
	}
	return p
}

func TestAPanelOfBlocksDoesNotDependOnTheOrderOfItsSeries(t *testing.T) {
	blocks := blockSeries
	t.Cleanup(func() { blockSeries = blocks })
	blockSeries = 40
	p := manySeries(160, 26) // four blocks; the rolling origins have the series of one and of each class 50
	c := DefaultConfig()
	c.Params.NEstimators = 10
	turned := p
	turned.Series = slices.Clone(p.Series)
	slices.Reverse(turned.Series)
	var all [2][]Forecast
	for i, q := range []Panel{p, turned} {
		m, err := Train(context.Background(), q, c, Run{Workers: 1 + i})
		if err != nil {
			t.Fatal(err)
		}
		if len(m.series) != len(p.Series) {
			t.Fatalf("fits of %d series", len(m.series))
		}
		if all[i], err = m.Forecast(context.Background(), q, 4, []float64{80}); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(all[1], func(a, b Forecast) int { return cmp.Compare(a.Key, b.Key) })
	for i, f := range all[0] {
		if g := all[1][i]; f.Key != g.Key || f.Points[3].Value != g.Points[3].Value || f.Points[3].Bands[0] != g.Points[3].Bands[0] {
			t.Fatalf("%s: %v in one order, %v in the other", f.Key, f.Points[3], g.Points[3])
		}
	}
}

// cancelling is a context that ends after so many looks at it.
type cancelling struct {
	context.Context
	cancel context.CancelFunc
	left   *atomic.Int64
}

func cancelledAfter(looks int) cancelling {
	ctx, cancel := context.WithCancel(context.Background())
	c := cancelling{ctx, cancel, new(atomic.Int64)}
	c.left.Store(int64(looks))
	return c
}

func (c cancelling) Err() error {
	if c.left.Add(-1) < 0 {
		c.cancel()
	}
	return c.Context.Err()
}

func TestWhatIsCancelledSaysSo(t *testing.T) {
	p := manySeries(8, 40)
	c := DefaultConfig()
	c.Params.NEstimators = 3
	do := func(ctx context.Context) error {
		m, err := Train(ctx, p, c, Run{Workers: 1})
		if err != nil {
			return err
		}
		_, err = m.Forecast(ctx, p, 4, nil)
		return err
	}
	const all = 1 << 30
	whole := cancelledAfter(all)
	if err := do(whole); err != nil {
		t.Fatal(err)
	}
	t.Log(all-int(whole.left.Load()), "looks")
	looks := all - int(whole.left.Load())
	for k := 0; k < looks; k += 1 + looks/60 {
		if err := do(cancelledAfter(k)); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at look %d of %d: %v", k, looks, err)
		}
	}
}
