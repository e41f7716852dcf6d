package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/week"
)

// families are series of two kinds that end together: each kind shares its
// weekly changes, with noise of its own on top.
func families(each, weeks int, seed uint64) Panel {
	r := rand.New(rand.NewPCG(seed, 2))
	var p Panel
	for kind := range 2 {
		common := make([]float64, weeks)
		for i := range common {
			common[i] = r.NormFloat64()
		}
		for k := range each {
			s := Series{Key: fmt.Sprintf("kind %d no %02d", kind, k), Values: make([]float64, weeks)}
			level, size := 1000+100*r.Float64(), 1+20*r.Float64()
			for i := range s.Values {
				level += size * (common[i] + .3*r.NormFloat64())
				s.Values[i] = level
			}
			p.Series = append(p.Series, s)
		}
	}
	return p
}

func TestPeersAreTheSeriesThatMoveAlike(t *testing.T) {
	p := families(6, 120, 1)
	late := slices.Clone(p.Series[0].Values)
	p.Series = append(p.Series, Series{Key: "kind 0, but ends earlier", Values: late[:110]})
	hs, _ := histories(p)
	for i, ps := range findPeers(hs) {
		if hs[i].key == "kind 0, but ends earlier" {
			if len(ps) != 0 {
				t.Errorf("%s has peers that end in another week", hs[i].key)
			}
			continue
		}
		sum, own := 0.0, 0
		for _, q := range ps {
			sum += q.share
			if q.at == i {
				t.Errorf("%s is a peer of itself", hs[i].key)
			}
			if hs[q.at].key[:6] == hs[i].key[:6] {
				own++
			}
		}
		if own != 5 || math.Abs(sum-1) > 1e-12 {
			t.Errorf("%s: %d of 5 of its kind among %d peers, shares add up to %g", hs[i].key, own, len(ps), sum)
		}
	}
}

// A companion's weekly change is the mean of its peers' moves, also where some
// peers began later; it goes on by the mean of what they do next.
func TestCompanionIsTheMeanOfMoves(t *testing.T) {
	a := []float64{0, 1, 2, 0, -1, 3}
	b := []float64{0, 4, -2} // the last two moves alone
	path := peerIndex([]peer{{0, .75}, {1, .25}}, [][]float64{a, b}, len(a), make([]float64, 3*len(a)+1))
	want := []float64{0, 1, 3, 3, 3 + (-.75 + 1), 3 + (-.75 + 1) + (2.25 - .5)}
	for i := range want {
		if math.Abs(path[i]-want[i]) > 1e-12 {
			t.Fatalf("the path is %v, want %v", path, want)
		}
	}
	c := newRolling(path, 1)
	extend(c, []peer{{0, .75}, {1, .25}}, []float64{2, -2})
	if got := c.x[len(c.x)-1] - c.x[len(c.x)-2]; math.Abs(got-1) > 1e-12 {
		t.Errorf("it goes on by %g, want 1", got)
	}
	if alone := peerIndex(nil, [][]float64{a}, len(a), make([]float64, 3*len(a)+1)); len(alone) > 1 {
		t.Errorf("without peers the path is %v", alone)
	}
}

// A feature row of a week is the same whether the weeks before the features'
// reach are there or not, with the companion at its place.
func TestRecentWeeksGiveTheSameFeatures(t *testing.T) {
	p := families(4, lookback+3*week.PerYear, 3)
	hs, _ := histories(p)
	peers := findPeers(hs)
	f := newFeatures(65, 26)
	whole := peerIndices(hs, peers, math.MaxInt, 0, nil)
	short := peerIndices(hs, peers, lookback+week.PerYear, 0, nil)
	for k, h := range hs {
		a, b := make([]float32, f.len()), make([]float32, f.len())
		long, recent := newRolling(h.x, 0), h.recent(0, nil)
		i, j := len(long.x)-1, len(recent.x)-1
		f.fill(long, whole[k], i, long.scale(i), a)
		f.fill(recent, short[k], j, recent.scale(j), b)
		for c := range a {
			if d := math.Abs(float64(a[c] - b[c])); !(d < 1e-4) && a[c] == a[c] {
				t.Errorf("%s: %s is %g over all weeks, %g over the recent ones", h.key, f.names[c], a[c], b[c])
			}
		}
	}
}

// What a year did to one series is hidden by its own noise, and seen in the
// mean of many: with peers the forecast is closer to what comes.
func TestPeersMakeTheForecastBetter(t *testing.T) {
	const weeks, horizon, count = 130, 8, 24
	r := rand.New(rand.NewPCG(8, 8))
	common := make([]float64, weeks+horizon) // the same every year
	year := make([]float64, week.PerYear)
	for i := range year {
		year[i] = r.NormFloat64()
	}
	for i := range common {
		common[i] = year[i%week.PerYear]
	}
	errorOf := func(together bool) float64 {
		r := rand.New(rand.NewPCG(9, 9))
		var p Panel
		var actual [][]float64
		for k := range count {
			v := make([]float64, weeks+horizon)
			for i := range v {
				v[i] = 100 + 10*common[i] + 10*r.NormFloat64()
			}
			s := Series{Key: fmt.Sprintf("s%02d", k), Values: v[:weeks]}
			if !together { // then no two end in the same week
				s.Start = week.Week(k)
			}
			p.Series, actual = append(p.Series, s), append(actual, v[weeks:])
		}
		c := DefaultConfig()
		c.Params.NEstimators = scaled(150, 30)
		sum := 0.0
		for i, f := range forecasts(t, trained(t, p, c), p, horizon) {
			for h, q := range f.Points {
				sum += math.Abs(q.Value - actual[i][h])
			}
		}
		return sum / count / horizon
	}
	alone, together := errorOf(false), errorOf(true)
	if !(together < .97*alone) {
		t.Errorf("off by %.3f with peers, by %.3f without", together, alone)
	}
}

// Contributions follow the same recursion as the forecast, companions
// included: they add up to it before anything is scaled.
func TestCausesAddUpAlongTheRecursion(t *testing.T) {
	p := families(5, 150, 4)
	m := trained(t, p, quick())
	hs, _, _ := m.histories(p)
	const horizon = 20
	for _, damping := range []float64{1, .7} {
		out := matrix(len(hs), horizon)
		from := newRecursion(hs, findPeers(hs), horizon)
		if err := m.forest.forecast(from, horizon, damping, out); err != nil {
			t.Fatal(err)
		}
		comp := from.indices
		for k, h := range hs {
			if comp[k] == nil {
				t.Fatalf("%s has no companion: this shows nothing", h.key)
			}
			for step, c := range m.forest.contributions(t.Context(), h, comp[k], horizon, damping) {
				if d := math.Abs(c.sum() - out[k][step]); d > 1e-3*h.scale() {
					t.Errorf("%s step %d: causes add up to %g, the forecast is %g", h.key, step+1, c.sum(), out[k][step])
				}
			}
		}
	}
}
