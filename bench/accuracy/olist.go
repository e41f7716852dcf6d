package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/forecast/calendar"
	"olist/training"
)

// olist follows the protocol for the shop: rolling origin over the last 26
// weeks, horizon 12; the total, and all categories and states with at least
// 70 weeks of sales, each at its own level.
func olist(p forecast.Panel, c forecast.Config) [][]figures {
	groups := []backtest.Group{{Name: "total", Keys: []string{"total"}}, {Name: "pooled"}}
	var categories, states forecast.Sum
	for i, s := range p.Series {
		switch {
		case s.Key == "total":
			categories.Total, states.Total = i, i
			continue
		case strings.HasPrefix(s.Key, "category:"):
			categories.Parts = append(categories.Parts, i)
		case strings.HasPrefix(s.Key, "state:"):
			states.Parts = append(states.Parts, i)
		}
		sold := 0
		for _, v := range s.Values {
			if v > 0 {
				sold++
			}
		}
		if sold >= 70 {
			groups[1].Keys = append(groups[1].Keys, s.Key)
		}
	}
	p.Sums = []forecast.Sum{categories, states}
	p.Events = nil
	if p.Dated && *knowCalendar {
		p.Events = calendar.For("BR", p.Series[0].Start, p.Series[0].End()+forecast.MaxHorizon)
	}
	m := train(p, c)
	cold(m, p)
	r, err := backtest.Run(context.Background(), p, c, backtest.Options{Groups: groups, Means: *judgeMeans, Challengers: training.Challengers()}, nil)
	check(err)
	for _, g := range groups {
		fmt.Printf("\n%s: %d series\n%-16s WAPE   MASE   bias   cov80 cov95  by step 1 .. %d; cov80/95 at 1, %d\n", g.Name, len(g.Keys), "", r.Horizon, r.Horizon)
		for _, method := range r.Methods {
			s, _ := r.Score(method.Name, g.Name)
			print(method.Name, s)
		}
		for _, s := range r.Unreconciled {
			if s.Group == g.Name {
				print("not reconciled", s)
			}
		}
	}
	return [][]figures{reported(r, "total"), reported(r, "pooled")}
}

// reported are the figures of a group: of the engine and of those methods that
// the other tasks have, too.
func reported(r *backtest.Report, group string) []figures {
	var out []figures
	for _, name := range []string{"olist", "last_value", "seasonal_naive", "theta"} {
		s, _ := r.Score(name, group)
		first, last := s.BySteps[0], s.BySteps[len(s.BySteps)-1]
		f := figures{Method: name, WAPE: float64(s.Overall.WAPE), MASE: float64(s.Overall.MASE), OWA: nan, MSIS: nan, Bias: float64(s.Overall.Bias)}
		f.Cover80 = [3]float64{float64(s.Overall.Coverage80), float64(first.Coverage80), float64(last.Coverage80)}
		f.Cover95 = [3]float64{float64(s.Overall.Coverage95), float64(first.Coverage95), float64(last.Coverage95)}
		out = append(out, f)
	}
	return out
}

func print(name string, g backtest.GroupScore) {
	o := g.Overall
	fmt.Printf("%-16s %.4f %.4f %+.3f %.3f %.3f ", name, float64(o.WAPE), float64(o.MASE), float64(o.Bias), float64(o.Coverage80), float64(o.Coverage95))
	for _, s := range g.BySteps {
		fmt.Printf(" %.3f", float64(s.WAPE))
	}
	first, last := g.BySteps[0], g.BySteps[len(g.BySteps)-1]
	fmt.Printf("  %.3f/%.3f %.3f/%.3f\n", float64(first.Coverage80), float64(first.Coverage95), float64(last.Coverage80), float64(last.Coverage95))
}

// cold times a first forecast of everything for a year.
func cold(m *forecast.Model, p forecast.Panel) {
	begin := time.Now()
	_, err := m.Forecast(context.Background(), p, forecast.MaxHorizon, []float64{80, 95})
	check(err)
	b, err := m.MarshalBinary()
	check(err)
	fmt.Printf("forecast of %d series x 52 weeks: %.1f ms; model %d KiB\n", len(p.Series), 1000*time.Since(begin).Seconds(), len(b)>>10)
}
