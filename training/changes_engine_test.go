package training

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/training/changes"
)

// smallShop is the inputs of a shop of three categories and two regions, that add
// up, and their history to come.
func smallShop(r *rand.Rand, weeks int) *changes.Inputs {
	in := &changes.Inputs{Least: 100, Panel: forecast.Panel{Dated: true, Drivers: []string{"promotion"}, Sums: []forecast.Sum{{Total: 0, Parts: []int{1, 2, 3}}, {Total: 0, Parts: []int{4, 5}}}}}
	promotion := make([]float64, weeks+20)
	for i := range promotion {
		promotion[i] = float64(r.IntN(2))
	}
	for _, key := range []string{"total", "category:a", "category:b", "category:c", "state:x", "state:y"} {
		in.Panel.Series = append(in.Panel.Series, forecast.Series{Key: key, Start: 2000, Values: make([]float64, weeks), Drivers: [][]float64{promotion}})
	}
	for k := range weeks {
		total, first := 0, 0
		for i := 1; i <= 3; i++ {
			cents := 50_000 + r.IntN(40_000) + 30_000*int(promotion[k])
			total += cents
			in.Panel.Series[i].Values[k] = float64(cents) / 100
		}
		first = total * (30 + r.IntN(10)) / 100
		in.Panel.Series[0].Values[k] = float64(total) / 100
		in.Panel.Series[4].Values[k], in.Panel.Series[5].Values[k] = float64(first)/100, float64(total-first)/100
	}
	return in
}

// asOf is the inputs as they were known at a week, corrected or with other events
// or drivers by chance.
func asOf(r *rand.Rand, in *changes.Inputs, weeks int) *changes.Inputs {
	b, err := in.Encode()
	if err != nil {
		panic(err)
	}
	out, err := changes.Decode(b)
	if err != nil {
		panic(err)
	}
	p := &out.Panel
	for i := range p.Series {
		p.Series[i].Values = p.Series[i].Values[:weeks]
	}
	if r.IntN(4) == 0 { // a week of one category and region was wrong
		k := r.IntN(weeks)
		for _, i := range []int{0, 1, 4} {
			p.Series[i].Values[k] += 100
		}
	}
	if r.IntN(4) == 0 {
		p.Events = []forecast.Event{{Name: "fair", Week: 2000 + 60, Kind: forecast.KindOneOff, Shock: true}}
	}
	if r.IntN(4) == 0 {
		p.Series[0].Drivers[0][weeks+r.IntN(5)] = 3
	}
	return out
}

// TestPartsOfRealForecastsAddUp: what TestPartsAddUp in package changes asks of any
// model, of the engine's own, over random pairs of cutoffs, inputs and models: each
// pair's parts make the difference of the two forecasts as they serve, in cents, and
// what was not changed has no part.
func TestPartsOfRealForecastsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 2))
	whole := smallShop(r, 90)
	c := forecast.DefaultConfig()
	c.Params.NEstimators, c.Calibration, c.Lags = 10, 4, 13
	var models [2]changes.Model
	for i := range models {
		m, err := forecast.Train(t.Context(), asOf(rand.New(rand.NewPCG(1, 0)), whole, 80+2*i).Panel, c, forecast.Run{})
		must(t, err)
		models[i] = figuring(m)
	}
	side := func(weeks int) changes.Side {
		in, m := asOf(r, whole, weeks), r.IntN(2)
		computed, err := models[m](t.Context(), in)
		must(t, err)
		issued := changes.Figures{}
		for key, cents := range computed {
			issued[key] = cents[:12]
		}
		return changes.Side{Cutoff: in.Cutoff(), ModelID: fmt.Sprint("m", m), Inputs: in, Model: models[m], Issued: issued, Computed: computed}
	}
	for range realPairs {
		weeks := 70 + r.IntN(16)
		before, after := side(weeks), side(weeks+r.IntN(5))
		got, err := changes.Explain(t.Context(), before, after)
		must(t, err)
		sums := map[string]int64{}
		for _, all := range got.All(DefaultHorizon) {
			one, _ := got.Change(all.Key, DefaultHorizon)
			apart := int(after.Cutoff - before.Cutoff)
			if len(one.Weeks) != DefaultHorizon || len(got.Reasons) > 0 || slices.Contains(got.Parts, changes.Program) {
				t.Fatalf("%d weeks, %q, %q", len(one.Weeks), got.Parts, got.Reasons)
			}
			for k, w := range one.Weeks {
				left := after.Computed[all.Key][k] - before.Computed[all.Key][k+apart]
				for i, part := range w.Parts {
					left -= part
					kind, _, _ := strings.Cut(all.Key, ":")
					sums[kind+got.Parts[i]] += part
				}
				if left != 0 {
					t.Fatalf("%s in %v: %d cents are left of %+v", all.Key, w.Week, left, w)
				}
			}
			retraining := one.Parts[slices.Index(got.Parts, changes.Retraining)]
			if before.ModelID == after.ModelID && retraining != 0 {
				t.Fatalf("%s: %d by another model, which is the same", all.Key, retraining)
			}
		}
		for _, part := range got.Parts {
			if sums["category"+part] != sums["total"+part] || sums["state"+part] != sums["total"+part] {
				t.Fatalf("the segments' parts %s are not those of all sales: %v", part, sums)
			}
		}
	}
}
