package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"olist/forecast"
)

const retailHorizon = 13

// quantiles .6 to .9 lie at these parts of the normal distribution; the engine
// gives bands from 50% on, inside which the normal's are taken.
var retailZ = []float64{.2533, .5244, .8416, 1.2816}

const retailHalf = .6745 // of the 50% band

// retail follows fev-bench for weekly panels: for each cut, a week's number in
// the panel, all weeks up to it are known and the 13 after it are forecast.
// Scaled quantile loss over .1 to .9, MASE and WAPE, each the mean of the cuts.
func retail(p forecast.Panel, c forecast.Config, cuts string) {
	start := p.Series[0].Start
	for _, s := range p.Series {
		start = min(start, s.Start)
	}
	var ours, naive retailScore
	for _, text := range strings.Split(cuts, ",") {
		cut, err := strconv.Atoi(text)
		check(err)
		known := forecast.Panel{Dated: p.Dated}
		var actual [][]float64
		for _, s := range p.Series {
			if n := cut - int(s.Start-start); n > 0 && n < len(s.Values) {
				known.Series = append(known.Series, forecast.Series{Key: s.Key, Start: s.Start, Values: s.Values[:n]})
				actual = append(actual, s.Values[n:min(len(s.Values), n+retailHorizon)])
			}
		}
		ends := judge(known)
		m := train(known.LeaveOut(ends, false), c)
		fs, err := m.ForecastEnds(context.Background(), known, ends, retailHorizon, []float64{50, 60, 80})
		check(err)
		var w, n retailScore
		for i, f := range fs {
			x := known.Series[i].Values
			w.add(x, actual[i], func(h, k int) float64 {
				q := f.Points[h]
				edge := func(b forecast.Band) float64 {
					if k < 0 {
						return b.Lower
					}
					return b.Upper
				}
				switch max(k, -k) {
				case 0:
					return q.Value
				case 4:
					return edge(q.Bands[2])
				case 3:
					return edge(q.Bands[1])
				}
				return q.Value + (edge(q.Bands[0])-q.Value)*retailZ[max(k, -k)-1]/retailHalf
			})
			n.add(x, actual[i], walkQuantiles(x))
		}
		fmt.Printf("cut %d: SQL %.4f MASE %.4f WAPE %.4f (naive %.4f %.4f %.4f)\n", cut, w.sql/w.n, w.mase/w.n, w.abs/w.sum, n.sql/n.n, n.mase/n.n, n.abs/n.sum)
		ours.window(w)
		naive.window(n)
	}
	fmt.Printf("SQL %.4f MASE %.4f WAPE %.4f (naive %.4f %.4f %.4f)\n", ours.sql/ours.n, ours.mase/ours.n, ours.abs/ours.n, naive.sql/naive.n, naive.mase/naive.n, naive.abs/naive.n)
}

// walkQuantiles are those of the naive forecast with normal steps.
func walkQuantiles(x []float64) func(h, k int) float64 {
	sum, n, last := 0.0, 0.0, math.NaN()
	for i, v := range x {
		if i > 0 && v-x[i-1] == v-x[i-1] {
			sum, n = sum+(v-x[i-1])*(v-x[i-1]), n+1
		}
		if v == v {
			last = v
		}
	}
	deviation := math.Sqrt(sum / n)
	return func(h, k int) float64 {
		if k == 0 {
			return last
		}
		return last + math.Copysign(retailZ[max(k, -k)-1], float64(k))*deviation*math.Sqrt(float64(h+1))
	}
}

// retailScore adds up; where n counts windows, abs are their WAPEs.
type retailScore struct{ sql, mase, abs, sum, n float64 }

// add scores one series; quantile k of a step is .5 + k/10.
func (s *retailScore) add(x, actual []float64, quantile func(h, k int) float64) {
	scale, n := 0.0, 0.0
	for i := 1; i < len(x); i++ {
		if d := math.Abs(x[i] - x[i-1]); d == d {
			scale, n = scale+d, n+1
		}
	}
	scale /= n
	for h, a := range actual {
		if a != a {
			continue
		}
		e := math.Abs(a - quantile(h, 0))
		s.abs, s.sum = s.abs+e, s.sum+math.Abs(a)
		if !(scale > 0) {
			continue
		}
		loss := 0.0
		for _, k := range []int{-4, -3, -2, -1, 0, 1, 2, 3, 4} {
			q, tau := quantile(h, k), .5+float64(k)/10
			loss += 2 * slices.Max([]float64{tau * (a - q), (tau - 1) * (a - q)}) / 9
		}
		s.sql, s.mase, s.n = s.sql+loss/scale, s.mase+e/scale, s.n+1
	}
}

func (s *retailScore) window(w retailScore) {
	s.sql, s.mase, s.abs, s.n = s.sql+w.sql/w.n, s.mase+w.mase/w.n, s.abs+w.abs/w.sum, s.n+1
}
