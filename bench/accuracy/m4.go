package main

import (
	"context"
	"fmt"
	"math"

	"olist/forecast"
)

const m4Horizon = 13

// m4 follows the M4 competition's rules for weekly series: horizon 13, m = 1;
// sMAPE, MASE, OWA against the naive forecast, MSIS of the 95% bands
// (Makridakis, Spiliotis & Assimakopoulos 2020).
func m4(p forecast.Panel, c forecast.Config, back int) {
	var known forecast.Panel
	var actual [][]float64
	for _, s := range p.Series {
		n := len(s.Values) - back
		if n-m4Horizon < 40 {
			continue
		}
		actual = append(actual, s.Values[n-m4Horizon:n])
		known.Series = append(known.Series, forecast.Series{Key: s.Key, Values: s.Values[:n-m4Horizon]})
	}
	ends := judge(known)
	m := train(known.LeaveOut(ends, false), c)
	fs, err := m.ForecastEnds(context.Background(), known, ends, m4Horizon, []float64{80, 95})
	check(err)
	var ours, naive m4Score
	for i, f := range fs {
		x := known.Series[i].Values
		ours.add(x, actual[i], func(h int) forecast.Point { return f.Points[h] })
		naive.add(x, actual[i], randomWalk(x))
	}
	n := float64(len(fs))
	fmt.Printf("%d series: sMAPE %.3f MASE %.3f (naive %.3f %.3f)\n", len(fs), ours.smape/n, ours.mase/n, naive.smape/n, naive.mase/n)
	fmt.Printf("OWA %.4f  MSIS %.3f (naive %.3f)  coverage 80%%: %.3f, step 1 %.3f, step 12 %.3f; 95%%: %.3f, step 1 %.3f, step 12 %.3f\n",
		(ours.smape/naive.smape+ours.mase/naive.mase)/2, ours.msis/n, naive.msis/n,
		ours.overall(0), ours.in[0][0]/n, ours.in[0][11]/n, ours.overall(1), ours.in[1][0]/n, ours.in[1][11]/n)
}

// randomWalk is the naive forecast with the bands of a random walk with normal
// steps.
func randomWalk(x []float64) func(h int) forecast.Point {
	sum := 0.0
	for i := 1; i < len(x); i++ {
		d := x[i] - x[i-1]
		sum += d * d
	}
	deviation := math.Sqrt(sum / float64(len(x)-1))
	last := x[len(x)-1]
	return func(h int) forecast.Point {
		p := forecast.Point{Value: last}
		for _, z := range []float64{1.282, 1.960} {
			half := z * deviation * math.Sqrt(float64(h+1))
			p.Bands = append(p.Bands, forecast.Band{Lower: last - half, Upper: last + half})
		}
		return p
	}
}

type m4Score struct {
	smape, mase, msis float64
	in                [2][m4Horizon]float64
	n                 float64
}

func (s *m4Score) add(x, actual []float64, at func(h int) forecast.Point) {
	scale := 0.0
	for i := 1; i < len(x); i++ {
		scale += math.Abs(x[i] - x[i-1])
	}
	scale /= float64(len(x) - 1)
	for h, a := range actual {
		p := at(h)
		e := math.Abs(a - p.Value)
		s.smape += 200 * e / (math.Abs(a) + math.Abs(p.Value)) / m4Horizon
		s.mase += e / scale / m4Horizon
		b := p.Bands[1]
		const alpha = .05
		s.msis += (b.Upper - b.Lower + 2/alpha*math.Max(0, b.Lower-a) + 2/alpha*math.Max(0, a-b.Upper)) / scale / m4Horizon
		for k, b := range p.Bands {
			if b.Lower <= a && a <= b.Upper {
				s.in[k][h]++
			}
		}
	}
	s.n++
}

func (s *m4Score) overall(k int) float64 {
	sum := 0.0
	for _, v := range s.in[k] {
		sum += v
	}
	return sum / s.n / m4Horizon
}
