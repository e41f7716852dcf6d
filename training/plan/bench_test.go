package plan

import (
	"fmt"
	"testing"

	"olist/store"
	"olist/week"
)

// BenchmarkLay lays overrides of all sales, of each region and of many categories
// over 52 weeks of 1,000 categories and 27 regions.
func BenchmarkLay(b *testing.B) {
	const weeks, categories, states = 52, 1000, 27
	base := &Base{First: first, Keys: []string{store.TotalKey}}
	for c := range categories {
		base.Keys = append(base.Keys, store.CategoryKey(fmt.Sprint(c)))
	}
	for s := range states {
		base.Keys = append(base.Keys, store.StateKey(fmt.Sprint(s)))
	}
	for at := range base.Keys {
		f := make([]int64, weeks)
		for i := range f {
			f[i] = int64(10_000 + at*i%977)
		}
		base.Forecast = append(base.Forecast, f)
	}
	split := map[string]map[string]float64{}
	for c := range categories {
		for s := range states {
			a, b := base.Keys[1+c], base.Keys[1+categories+s]
			for _, way := range [][2]string{{a, b}, {b, a}} {
				if split[way[0]] == nil {
					split[way[0]] = map[string]float64{}
				}
				split[way[0]][way[1]] = float64(1 + c*s%13)
			}
		}
	}
	base.Share = func(of, on string) float64 { return split[of][on] }
	var all []store.PlanSaying
	for k := range store.PlanOverridesMost {
		all = append(all, store.PlanSaying{Segments: []string{base.Keys[(k*37)%len(base.Keys)]}, From: first, To: first + week.Week(weeks-1), Percent: 500})
	}
	for b.Loop() {
		base.Lay(all)
	}
}
