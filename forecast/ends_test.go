package forecast

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// ended is x with its last weeks times factor.
func ended(x []float64, weeks int, factor float64) []float64 {
	x = slices.Clone(x)
	for i := len(x) - weeks; i < len(x); i++ {
		x[i] *= factor
	}
	return x
}

func TestJudgeEnds(t *testing.T) {
	noise, season := gapSeries("noise", 157, 4), gapSeries("season", 157, 4)
	r := rand.New(rand.NewPCG(8, 8))
	rare, rough, promoted := make([]float64, 157), make([]float64, 157), make([]float64, 157)
	for i := range rare {
		if r.Float64() > .3 {
			rare[i] = 10 * r.Float64()
		}
		rough[i] = 1000 * math.Exp(.5*r.NormFloat64())
		promoted[i] = 1000 * (1 + .5*float64(i%2)) * math.Exp(.05*r.NormFloat64())
	}
	christmas := slices.Clone(noise)
	for i := 52; i < 157; i += 52 {
		christmas[i] *= .4
	}
	dip := slices.Clone(noise)
	dip[80] *= .3
	for _, c := range []struct {
		name    string
		x       []float64
		weeks   int // 0: nothing is found
		unclear bool
	}{
		{"whole", noise, 0, false},
		{"nothing in the last week", ended(noise, 1, 0), 1, false},
		{"40% of itself", ended(noise, 1, .4), 1, false},
		{"two weeks", ended(noise, 2, .1), 2, false},
		{"three weeks are a level", ended(noise, 3, .1), 0, false},
		{"of a season", ended(season, 1, .4), 1, false},
		{"a slide", append(slices.Clone(noise), 900, 700, 600, 500, 430), 0, false},
		{"as every year", christmas, 0, false},
		{"zeros are usual", ended(rare, 1, 0), 0, false},
		{"rough", ended(rough, 1, .4), 1, true},
		{"rough, nothing", ended(rough, 1, 0), 1, false},
		{"promotions every other week", ended(promoted, 1, .4), 1, false},
		{"fell as deep once before", ended(dip, 1, .4), 1, true},
		{"a few weeks", ended(noise[:12], 1, .4), 0, false},
		{"less than nothing before", ended(append(slices.Clone(noise[:140]), -5, 1000, 1100, 0), 1, 0), 0, false},
		{"a hole at the end", append(slices.Clone(noise), nan), 0, false},
		{"only zeros", make([]float64, 60), 0, false},
		{"empty", nil, 0, false},
	} {
		for _, size := range []float64{1, 1e-9, 1e9} {
			x := slices.Clone(c.x)
			for i := range x {
				x[i] *= size
			}
			ends := JudgeEnds(Panel{Series: []Series{{Key: "a", Values: x}}})
			switch {
			case c.weeks == 0 && len(ends) > 0:
				t.Errorf("%s, times %g: found %+v", c.name, size, ends)
			case c.weeks > 0 && (len(ends) != 1 || ends[0].Weeks != c.weeks || ends[0].Unclear != c.unclear):
				t.Errorf("%s, times %g: found %+v, want %d weeks, unclear %v", c.name, size, ends, c.weeks, c.unclear)
			}
		}
	}
}

// TestSharedEnd: where no series by itself can tell, all of them together do.
func TestSharedEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	p := Panel{Dated: true}
	for k := range 60 {
		x := make([]float64, 120)
		for i := range x {
			if x[i] = 100 * math.Exp(.6*r.NormFloat64()); r.Float64() < .1 {
				x[i] = 0
			}
		}
		p.Series = append(p.Series, Series{Key: fmt.Sprint(k), Start: 2400, Values: x})
	}
	p.Series[0].Values = p.Series[0].Values[:119] // ends before
	for _, e := range JudgeEnds(p) {
		if e.Shared {
			t.Fatalf("whole, and found %+v", e)
		}
	}
	for i := range p.Series[1:] {
		p.Series[i+1].Values = ended(p.Series[i+1].Values, 1, .4)
	}
	found := 0
	for _, e := range JudgeEnds(p) {
		if e.Shared && !e.Unclear && e.Weeks == 1 && e.Series > 0 {
			found++
		}
	}
	if found != 59 {
		t.Errorf("%d of 59 series are left out", found)
	}
}

// TestACutEndDragsNothingDown: a last week cut short leaves the forecast where
// that of the whole series is, one step further ahead; where it is unclear,
// bands hold both readings. Step 1 is the week after the file's last.
func TestACutEndDragsNothingDown(t *testing.T) {
	for _, factor := range []float64{0, .4} {
		for seed := range uint64(4) {
			whole := gapSeries("noise", 157, seed)
			p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: ended(whole, 1, factor)}}}
			ends := JudgeEnds(p)
			m := trained(t, p.LeaveOut(ends, false), quick())
			got, err := m.ForecastEnds(context.Background(), p, ends, 12, []float64{80, 95})
			if err != nil {
				t.Fatal(err)
			}
			if w := got[0].Points[0].Week; w != p.Series[0].End() {
				t.Errorf("step 1 is the week of %s", w)
			}
			for _, q := range got[0].Points {
				if math.Abs(q.Value-1000) > 150 {
					t.Errorf("cut to %g, seed %d, step %d: %.0f", factor, seed, q.Step, q.Value)
				}
			}
		}
	}
	x := gapSeries("noise", 157, 1)
	x[80] *= .3
	p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: ended(x, 1, .4)}}}
	ends := JudgeEnds(p)
	m := trained(t, p.LeaveOut(ends, false), quick())
	both, err := m.ForecastEnds(context.Background(), p, ends, 12, []float64{80, 95})
	if err != nil || len(ends) != 1 || !ends[0].Unclear {
		t.Fatal(ends, err)
	}
	for _, reading := range []Panel{p, p.LeaveOut(ends, true)} {
		one, err := m.Forecast(context.Background(), reading, 12, []float64{80, 95})
		if err != nil {
			t.Fatal(err)
		}
		for k, q := range both[0].Points {
			for i, b := range one[0].Points[k].Bands {
				if q.Bands[i].Lower > b.Lower || q.Bands[i].Upper < b.Upper {
					t.Errorf("step %d: %v does not hold %v", k+1, q.Bands[i], b)
				}
			}
		}
	}
}
