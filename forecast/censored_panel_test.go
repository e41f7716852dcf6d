package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func encodedModel(t *testing.T, p Panel) []byte {
	t.Helper()
	b, err := trained(t, p, few()).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestNoMarksChangeNothing: marks that mark nothing leave model, forecast and
// fingerprint as they are to the bit, and one that does changes the fingerprint.
func TestNoMarksChangeNothing(t *testing.T) {
	p := shop(3, 110, 4)
	marked := p
	marked.Series = slices.Clone(p.Series)
	for i := range marked.Series {
		marked.Series[i].Censored = make([]bool, 110+i)
	}
	if !slices.Equal(encodedModel(t, p), encodedModel(t, marked)) {
		t.Error("marks that mark nothing change the model")
	}
	before := Fingerprint(p, few(), nil)
	if before != Fingerprint(marked, few(), nil) {
		t.Error("marks that mark nothing change the fingerprint")
	}
	marked.Series[1].Censored[50] = true
	if before == Fingerprint(marked, few(), nil) {
		t.Error("a mark leaves the fingerprint")
	}
	for i, x := range p.Actuals() {
		if !slices.Equal(x, p.Series[i].Values) {
			t.Error("actuals of a panel without marks are not its values")
		}
	}
}

// TestMarkOfAWeekThatSoldNormally does next to nothing.
func TestMarkOfAWeekThatSoldNormally(t *testing.T) {
	for _, kind := range gapKinds {
		x := gapSeries(kind, 157, 9)
		p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: x}}}
		want := forecasts(t, trained(t, p, few()), p, 12)[0]
		for _, at := range []int{80, 156} {
			marked := Series{Key: "a", Start: 2400, Values: x, Censored: make([]bool, 157)}
			marked.Censored[at] = true
			q := Panel{Dated: true, Series: []Series{marked}}
			got := forecasts(t, trained(t, q, few()), q, 12)[0]
			if r := got.Totals[11].Value / want.Totals[11].Value; r < .93 || r > 1.07 {
				t.Errorf("%s, week %d: the forecast is %.3f of that without the mark", kind, at, r)
			}
		}
	}
}

// TestMarksAtTheEdges: whatever is marked, forecasts are finite, add up, and what
// was sold is never undercut by what would have been.
func TestMarksAtTheEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	all := func(n int, is func(i int) bool) []bool {
		out := make([]bool, n)
		for i := range out {
			out[i] = is(i)
		}
		return out
	}
	for name, mark := range map[string]func(part, i int) bool{
		"the beginning":           func(part, i int) bool { return part == 1 && i < 20 },
		"the end":                 func(part, i int) bool { return part == 1 && i >= 80 },
		"all of one":              func(part, i int) bool { return part == 1 },
		"all of all":              func(int, int) bool { return true },
		"the total":               func(part, i int) bool { return part == 0 && i%7 == 0 },
		"the total and its parts": func(_, i int) bool { return i%9 < 2 },
		"here and there":          func(int, int) bool { return r.IntN(5) == 0 },
		"all but a few":           func(part, i int) bool { return i%12 != 3 },
	} {
		p := shop(3, 100, 5)
		for k := range p.Series {
			s := &p.Series[k]
			s.Censored = all(len(s.Values), func(i int) bool { return mark(k, i) })
			for i, is := range s.Censored {
				if is && k > 0 && i%4 == 0 { // nothing was left at all
					p.Series[0].Values[i] -= s.Values[i]
					s.Values[i] = 0
				}
			}
		}
		m := trained(t, p, few())
		fs := forecasts(t, m, p, 12)
		for k := range 12 {
			sum := 0.0
			for _, f := range fs[1:] {
				sum += f.Points[k].Value
			}
			if v := fs[0].Points[k].Value; !(math.Abs(sum-v) <= 1e-6*math.Abs(v)) {
				t.Errorf("%s: parts %v, total %v", name, sum, v)
			}
		}
		lost, err := m.LostSales(p, 80)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lost {
			for _, w := range l.Weeks {
				if !(w.Lost >= 0 && w.Lower <= w.Upper) || math.IsInf(w.Upper, 0) {
					t.Errorf("%s, %s: %+v", name, l.Key, w)
				}
			}
		}
		hs, _ := histories(p)
		for _, h := range hs {
			for i := range h.raw {
				if h.isCensored(i) && h.raw[i] < h.least[i] {
					t.Fatalf("%s, %s: week %d filled with %v, sold %v", name, h.key, i, h.raw[i], h.least[i])
				}
			}
		}
		if name != "the total and its parts" {
			continue
		}
		slices.Reverse(p.Series)
		for k, s := range p.Sums {
			turn := func(i int) int { return len(p.Series) - 1 - i }
			p.Sums[k].Total = turn(s.Total)
			for j := range s.Parts {
				p.Sums[k].Parts[j] = turn(s.Parts[j])
			}
		}
		other := forecasts(t, trained(t, p, few()), p, 12)
		slices.Reverse(other)
		for i := range fs {
			if fs[i].Points[3].Value != other[i].Points[3].Value {
				t.Errorf("%s: the order of the series changes the forecast", name)
			}
		}
	}
}

// TestSumsRiseWithTheirParts: what a part lost, its total lost; parts that are not
// marked keep their shares where only the total is.
func TestSumsRiseWithTheirParts(t *testing.T) {
	p := shop(3, 100, 6)
	for k := range p.Series {
		p.Series[k].Censored = make([]bool, 100)
	}
	plain, _ := histories(p)
	share := slices.Clone(plain[1].x)
	p.Series[2].Censored[50], p.Series[0].Censored[70] = true, true
	sold := p.Series[2].Values[50] * .2
	p.Series[0].Values[50] -= p.Series[2].Values[50] - sold
	p.Series[2].Values[50] = sold
	for k := range p.Series {
		p.Series[k].Values[70] *= .3
	}
	hs, _ := histories(p)
	byKey := map[string]*history{}
	for _, h := range hs {
		byKey[h.key] = h
	}
	total, part := byKey[p.Series[0].Key], byKey[p.Series[2].Key]
	if up, more := total.raw[50]*total.unit-p.Series[0].Values[50], part.raw[50]*part.unit-sold; up <= 0 || math.Abs(up-more) > .02*up {
		t.Errorf("the total rises by %v, its part by %v", up, more)
	}
	if total.raw[70]*total.unit < 2*p.Series[0].Values[70] {
		t.Errorf("a total that sold %v is filled to %v", p.Series[0].Values[70], total.raw[70]*total.unit)
	}
	if got := hs[1].x[70]; math.Abs(got-share[70]) > 1e-3*share[70] {
		t.Errorf("share %v where only the total is marked, else %v", got, share[70])
	}
	if a := p.Actuals(); !math.IsNaN(a[2][50]) || !math.IsNaN(a[0][70]) || !math.IsNaN(a[1][70]) {
		t.Error("forecasts are held against weeks that are estimates")
	}
}
