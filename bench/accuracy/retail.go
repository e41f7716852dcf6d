package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"olist/forecast"
)

// levels of the bands that the engine is asked for.
var levels = []float64{50, 60, 80, 95}

// half50 is the quantile .75 of the normal distribution.
const half50 = .6745

// quantilesOf are those of a forecast with bands at levels. Between the median
// and the 50% band they are the normal's.
func quantilesOf(f forecast.Forecast) quantiles {
	return func(h, k int) float64 {
		p := f.Points[h]
		edge := func(band int) float64 {
			if k < 0 {
				return p.Bands[band].Lower
			}
			return p.Bands[band].Upper
		}
		switch size := max(k, -k); size {
		case 0:
			return p.Value
		case 1, 2:
			return p.Value + (edge(0)-p.Value)*normalZ[size]/half50
		default:
			return edge(size - 2)
		}
	}
}

// retail follows fev-bench for weekly panels: for each cut, a week's number in
// the panel, all weeks up to it are known and the 13 after it are forecast. The
// result is the mean of the cuts.
func retail(p forecast.Panel, c forecast.Config, cuts string) []figures {
	start := p.Series[0].Start
	for _, s := range p.Series {
		start = min(start, s.Start)
	}
	windows := make([][]figures, 1+len(simple))
	for _, text := range strings.Split(cuts, ",") {
		cut, err := strconv.Atoi(text)
		check(err)
		panel := forecast.Panel{Dated: p.Dated, Drivers: p.Drivers}
		var known, actual [][]float64
		for _, s := range p.Series {
			if n := cut - int(s.Start-start); n > 0 && n < len(s.Values) {
				panel.Series = append(panel.Series, forecast.Series{Key: s.Key, Start: s.Start, Values: s.Values[:n], Drivers: s.Drivers})
				known, actual = append(known, s.Values[:n]), append(actual, s.Values[n:min(len(s.Values), n+horizon)])
			}
		}
		ends := judge(panel)
		m := train(panel.LeaveOut(ends, false), c)
		fs, err := m.ForecastEnds(context.Background(), panel, ends, horizon, levels)
		check(err)
		printSums(fs, actual)
		for k, f := range holdOut(known, actual, func(i int) quantiles { return quantilesOf(fs[i]) }) {
			windows[k] = append(windows[k], f)
		}
		last := len(windows[0]) - 1
		fmt.Printf("cut %d: ", cut)
		printRetail(windows[0][last], windows[1][last])
	}
	var out []figures
	for _, w := range windows {
		out = append(out, mean(w))
	}
	printRetail(out[0], out[1])
	printHealth(out[0])
	return out
}

func printRetail(ours, naive figures) {
	fmt.Printf("SQL %.4f MASE %.4f WAPE %.4f (naive %.4f %.4f %.4f)\n", ours.SQL, ours.MASE, ours.WAPE, naive.SQL, naive.MASE, naive.WAPE)
}

func printHealth(f figures) {
	fmt.Printf("coverage 80%%: %.3f, step 1 %.3f, step 12 %.3f; 95%%: %.3f, step 1 %.3f, step 12 %.3f; MSIS %.3f; bias of the sum %+.3f\n",
		f.Cover80[0], f.Cover80[1], f.Cover80[2], f.Cover95[0], f.Cover95[1], f.Cover95[2], f.MSIS, f.Bias)
}

// cutsOf are the development windows of a panel by its file's name, where no
// others are given.
func cutsOf(file, given string) string {
	if given != "" {
		return given
	}
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	return retailCuts[name]
}

// printSums prints by how much the sums of the medians and of the means are off.
func printSums(fs []forecast.Forecast, actual [][]float64) {
	truth, medians, means := 0.0, 0.0, 0.0
	for i, f := range fs {
		for h, a := range actual[i] {
			if a == a {
				truth, medians, means = truth+a, medians+f.Points[h].Value, means+f.Points[h].Mean
			}
		}
	}
	fmt.Printf("sum of the medians off by %+.3f, of the means by %+.3f\n", medians/truth-1, means/truth-1)
}
