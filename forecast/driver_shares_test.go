package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
)

// promotedParts is a shop of parts that sell times as much in weeks of a full
// promotion, each of weeks of its own unless common; the total has their mean.
func promotedParts(parts, weeks, ahead int, times float64, common bool) Panel {
	r := rand.New(rand.NewPCG(11, 12))
	p := Panel{Dated: true, Drivers: []string{"promo"}, Sums: []Sum{{}}}
	p.Series = append(p.Series, Series{Key: "total", Start: 2400, Values: make([]float64, weeks), Drivers: matrix(1, weeks+ahead)})
	for k := range parts {
		s := Series{Key: string(rune('a' + k)), Start: 2400, Values: make([]float64, weeks), Drivers: matrix(1, weeks+ahead)}
		for i := range weeks + ahead {
			s.Drivers[0][i] = float64(r.IntN(6))
			if common && k > 0 {
				s.Drivers[0][i] = p.Series[1].Drivers[0][i]
			}
			if p.Series[0].Drivers[0][i] += s.Drivers[0][i] / float64(parts); i < weeks {
				s.Values[i] = 100 * math.Exp(.08*r.NormFloat64()+math.Log(times)*s.Drivers[0][i]/5)
				p.Series[0].Values[i] += s.Values[i]
			}
		}
		p.Series = append(p.Series, s)
		p.Sums[0].Parts = append(p.Sums[0].Parts, k+1)
	}
	return p
}

// TestDriversOfPartsActOnThem: what a part's own promotion does is put on its
// forecast, adds up to the total's, and stands in its explanation.
func TestDriversOfPartsActOnThem(t *testing.T) {
	const weeks, ahead = 100, 8
	p := promotedParts(5, weeks, ahead, 1.8, false)
	m := promotedModel(t, p)
	fs, err := m.Forecast(t.Context(), p, ahead, []float64{80})
	must(t, err)
	e, err := m.Explainer(t.Context(), p, ahead)
	must(t, err)
	wrong, n := 0.0, 0.0
	for k := range ahead {
		sum := 0.0
		for i := range p.Series[1:] {
			f := fs[i+1]
			sum += f.Points[k].Mean
			want := 100 * math.Exp(math.Log(1.8)*p.Series[i+1].Drivers[0][weeks+k]/5)
			wrong, n = wrong+math.Abs(f.Points[k].Value/want-1), n+1
			why, err := e.Explain(t.Context(), f, ahead)
			must(t, err)
			if amount := why[k].Contributions[len(why[k].Contributions)-1]; amount.Driver != "promo" || math.Abs(amount.Amount-f.Points[k].Drivers[0].Amount) > 1e-6 {
				t.Errorf("%s, step %d: explained by %+v, told %+v", f.Key, k+1, amount, f.Points[k].Drivers)
			}
		}
		if total := fs[0].Points[k].Mean; math.Abs(sum-total) > 1e-6*total {
			t.Errorf("step %d: the parts come to %v, the total is %v", k+1, sum, total)
		}
	}
	if wrong/n > .1 { // a fifth and more without
		t.Errorf("parts are %.1f%% off", 100*wrong/n)
	}
	b, err := m.MarshalBinary()
	must(t, err)
	back, err := UnmarshalModel(b)
	must(t, err)
	again, err := back.Forecast(t.Context(), p, ahead, []float64{80})
	must(t, err)
	if again[1].Points[3].Value != fs[1].Points[3].Value {
		t.Errorf("decoded, the model forecasts %v, not %v", again[1].Points[3].Value, fs[1].Points[3].Value)
	}
}

// TestDriversOfAllAreLearntAtTheSumAlone: where every part has the sum's values,
// nothing is learnt of parts.
func TestDriversOfAllAreLearntAtTheSumAlone(t *testing.T) {
	m := promotedModel(t, promotedParts(4, 90, 8, 1.5, true))
	if m.drivers.Parts != nil || len(m.drivers.Shapes[0].Logs) == 0 {
		t.Errorf("parts have shapes %+v", m.drivers.Parts)
	}
}

// TestWhatADriverDoesToAPartIsTold as it is of series at their own level.
func TestWhatADriverDoesToAPartIsTold(t *testing.T) {
	m := promotedModel(t, promotedParts(5, 100, 8, 1.8, false))
	all, err := m.ShareDriversLearnt([]float64{80})
	must(t, err)
	day, whole := math.Pow(1.8, .2), all[0].Whole
	if math.Abs(whole.Factor-1.8) > .15 || math.Abs(all[0].Unit.Factor-day) > .02 || whole.Bands[0].Lower > whole.Factor || whole.Bands[0].Upper < whole.Factor {
		t.Errorf("whole %+v, a day %+v", whole, all[0].Unit)
	}
	effect, err := m.ShareEffect("promo", 0, 5, []float64{80})
	must(t, err)
	if effect.Factor != whole.Factor {
		t.Errorf("five days do %v, of which %v is told", effect, whole)
	}
	for _, m := range []*Model{promotedModel(t, promotedParts(3, 90, 8, 1.5, true)), {}} {
		if all, err := m.ShareDriversLearnt(nil); all != nil || err != nil {
			t.Errorf("parts like their sum: %v, %v", all, err)
		}
	}
}
