package main

import (
	"context"
	"fmt"

	"olist/forecast"
	"olist/stat"
)

// m4 follows the M4 competition's rules for weekly series: horizon 13, m = 1;
// sMAPE, MASE, OWA against the naive forecast, MSIS of the 95% bands
// (Makridakis, Spiliotis & Assimakopoulos 2020). Of each series only the last
// keep weeks are known, the hold-out among them; all where keep is 0.
func m4(p forecast.Panel, c forecast.Config, back, keep int) []figures {
	var panel forecast.Panel
	var known, actual [][]float64
	for _, s := range p.Series {
		n := len(s.Values) - back
		if n-horizon < 40 || n < keep {
			continue
		}
		x := s.Values[:n]
		if keep > 0 {
			x = stat.Tail(x, keep)
		}
		x, after := x[:len(x)-horizon], x[len(x)-horizon:]
		known, actual = append(known, x), append(actual, after)
		panel.Series = append(panel.Series, forecast.Series{Key: s.Key, Values: x})
	}
	ends := judge(panel)
	m := train(panel.LeaveOut(ends, false), c)
	fs, err := m.ForecastEnds(context.Background(), panel, ends, horizon, levels)
	check(err)
	out := holdOut(known, actual, func(i int) quantiles { return quantilesOf(fs[i]) })
	ours, naive := out[0], out[1]
	fmt.Printf("%d series: sMAPE %.3f MASE %.3f (naive %.3f %.3f)\n", len(fs), ours.SMAPE, ours.MASE, naive.SMAPE, naive.MASE)
	fmt.Printf("OWA %.4f  MSIS %.3f (naive %.3f)\n", ours.OWA, ours.MSIS, naive.MSIS)
	printHealth(ours)
	return out
}
