package order

import (
	"math"
	"slices"
	"sort"

	"olist/forecast"
	"olist/stat"
)

// The bands of sums are as wide above the forecast as below it, which demand that sells
// seldom or by fits is not: of a band of 60 percent more than 20 lie above. What an
// order needs is one side, so that is measured: forecasts of past weeks, by a model that
// had not seen them, are held against what came, as scores of the forecast's own
// distribution, and the quantile of these scores takes the place of the normal one
// (recalibration of a forecast's distribution: Kuleshov, Fenner and Ermon 2018; as a
// conformal method Chernozhukov, Wüthrich and Zhu 2021).
const (
	scoreMost   = 6.  // bound of a score
	priorWeeks  = 13. // independent ones at which what was measured counts half
	learntLeast = 30  // scores without which nothing is said
)

// Spans are the sums of weeks that are measured, in weeks.
var Spans = []int{1, 2, 4, 8, 13}

// Past is a forecast of the sum of Spans[Span] weeks from Origin on, held against what
// came: Score is its score in the forecast's distribution.
type Past struct {
	Span, Origin int
	Zeros        float64 // share of weeks without a sale in the year before
	Score        float64
}

// Calibration is how sums came out, by span and by how seldom a series sells.
type Calibration struct{ by [][groups]scores }

const groups = 3

// Size is the memory that it holds, in bytes, approximately.
func (c *Calibration) Size() (bytes int) {
	if c == nil {
		return 0
	}
	for _, span := range c.by {
		for _, s := range span {
			bytes += 50 + 8*len(s.sorted)
		}
	}
	return bytes
}

// scores are ascending; weight is how much they count against what is above them: that
// of a group against all, and of all against the normal.
type scores struct {
	sorted []float64
	weight float64
}

// group tells apart series that sell every week, in most, and seldom.
func group(zeros float64) int {
	switch {
	case zeros < .05:
		return 0
	case zeros < .3:
		return 1
	}
	return 2
}

// Calibrate learns from past forecasts; nil where they are too few to say anything.
func Calibrate(past []Past) *Calibration {
	c := &Calibration{by: make([][groups]scores, len(Spans))}
	known := false
	for span := range Spans {
		var of [groups][]Past
		for _, p := range past {
			if p.Span == span && p.Score == p.Score {
				p.Score = between(p.Score, -scoreMost, scoreMost)
				of[group(p.Zeros)] = append(of[group(p.Zeros)], p)
			}
		}
		for g := range of {
			c.by[span][g] = measured(of[g], Spans[span])
			known = known || c.by[span][g].weight > 0
		}
	}
	if !known {
		return nil
	}
	return c
}

func measured(past []Past, span int) scores {
	if len(past) < learntLeast {
		return scores{}
	}
	s := scores{}
	for _, p := range past {
		s.sorted = append(s.sorted, p.Score)
	}
	slices.Sort(s.sorted)
	n := independent(past) / float64(span) // sums overlap
	s.weight = n / (n + priorWeeks)
	return s
}

// independent is the number of independent scores that all are worth: those of an
// origin have causes in common, which their intraclass correlation measures (Kish 1965,
// the design effect of a cluster sample).
func independent(past []Past) float64 {
	n, mean := float64(len(past)), 0.
	for _, p := range past {
		mean += p.Score / n
	}
	type cluster struct{ n, sum, square float64 }
	at := map[int]cluster{}
	var origins []int
	for _, p := range past {
		c, ok := at[p.Origin]
		if !ok {
			origins = append(origins, p.Origin)
		}
		v := p.Score - mean
		at[p.Origin] = cluster{c.n + 1, c.sum + v, c.square + v*v}
	}
	weeks := float64(len(origins))
	if weeks < 3 || n <= weeks {
		return weeks
	}
	among, within := 0., 0.
	for _, o := range origins { // in their order, that sums are the same each time
		c := at[o]
		among += c.sum * c.sum / c.n / (weeks - 1)
		within += (c.square - c.sum*c.sum/c.n) / (n - weeks)
	}
	both := among + (n/weeks-1)*within
	if !(both > 0) {
		return weeks
	}
	correlation := max(0, (among-within)/both)
	return weeks / (correlation + (1-correlation)*weeks/n)
}

// apply is the distribution of a sum of so many weeks as such sums came out.
func (c *Calibration) apply(p forecast.Point, weeks, zeros float64) forecast.Point {
	if c == nil || len(p.Bands) == 0 {
		return p
	}
	of := c.by[nearest(weeks)][group(zeros)]
	if of.weight == 0 {
		return p
	}
	out := p
	out.Bands = make([]forecast.Band, len(p.Bands))
	out.Value = p.AtScore(of.score(0))
	for i, b := range p.Bands {
		s := stat.BandScore(b.Level)
		out.Bands[i] = forecast.Band{Level: b.Level, Lower: p.AtScore(of.score(-s)), Upper: p.AtScore(of.score(s))}
		if p.Bands[len(p.Bands)-1].Lower >= 0 {
			out.Bands[i].Lower = max(0, out.Bands[i].Lower)
		}
	}
	return out
}

// nearest is the span that so many weeks are nearest to, by their ratio.
func nearest(weeks float64) (span int) {
	for i, s := range Spans {
		if math.Abs(math.Log(weeks/float64(s))) < math.Abs(math.Log(weeks/float64(Spans[span]))) {
			span = i
		}
	}
	return span
}

// score is the one below which as many lie as below a normal score.
func (s scores) score(z float64) float64 {
	p := stat.Above(-z)
	at := p*float64(len(s.sorted)+1) - 1
	i := int(math.Floor(at))
	var v float64
	switch {
	case i < 0:
		v = s.sorted[0]
	case i >= len(s.sorted)-1:
		v = s.sorted[len(s.sorted)-1]
	default:
		v = s.sorted[i] + (at-float64(i))*(s.sorted[i+1]-s.sorted[i])
	}
	return s.weight*v + (1-s.weight)*z
}

// Learn is Past of a panel whose last weeks the forecaster has not learnt from: origins
// lie every so many weeks within them. Errors: those of the forecaster.
func Learn(p forecast.Panel, held, every int, of func(p forecast.Panel, horizon int) ([]forecast.Forecast, error)) (past []Past, err error) {
	longest := Spans[len(Spans)-1]
	for back := held; back >= Spans[0]; back -= every {
		cut := p
		cut.Series = slices.Clone(p.Series)
		for i, s := range cut.Series {
			cut.Series[i].Values = s.Values[:max(0, len(s.Values)-back)]
		}
		all, err := of(cut, min(longest, back))
		if err != nil {
			return nil, err
		}
		for i, f := range all {
			came := p.Series[i].Known()[len(cut.Series[i].Values):] // of weeks that ran out of stock nobody knows
			past = append(past, outcomes(f, came, held-back, Zeros(cut.Series[i].Values))...)
		}
	}
	return past, nil
}

// outcomes are the scores of a series' sums from an origin on.
func outcomes(f forecast.Forecast, came []float64, origin int, zeros float64) (past []Past) {
	if zeros == 1 { // has not sold, or no longer does
		return nil
	}
	sum := 0.
	for k := range min(len(came), len(f.Totals)) {
		sum += came[k] // NaN from the first week that is not known
		if span := sort.SearchInts(Spans, k+1); span < len(Spans) && Spans[span] == k+1 && sum == sum {
			past = append(past, Past{span, origin, zeros, f.Totals[k].Score(sum)})
		}
	}
	return past
}

// Zeros is the share of the last year's known weeks in which nothing was sold; 1 where
// none is known.
func Zeros(values []float64) float64 {
	const year = 52
	known, none := 0, 0
	for _, v := range values[max(0, len(values)-year):] {
		if v == v {
			known++
			if v == 0 {
				none++
			}
		}
	}
	if known == 0 {
		return 1
	}
	return float64(none) / float64(known)
}
