package forecast

import (
	"context"
	"math"
	"slices"

	"olist/quality"
	"olist/stat"
	"olist/week"
)

// CutEnd is an end of a series that drops as if the file had been written
// within the week, or as if its last weeks lacked their sales.
type CutEnd struct {
	Series int     // index in Panel.Series
	Weeks  int     // 1 or 2
	Value  float64 // of the first of them
	Usual  float64 // median of the weeks before
	// Unclear: the series' own noise leaves both readings open. The weeks stay
	// in, and bands cover both readings.
	Unclear bool
	Shared  bool // all series that end there drop together
}

const sharedSeries = 3 // least number of series with a common end

// JudgeEnds finds the ends that drop: each by the series' own noise, zeros and
// season (see quality.JudgeEnd), and by the mean of all series that end in the
// same week. Ends are in the order of p.Series.
func JudgeEnds(p Panel) []CutEnd {
	out, _ := JudgeEndsContext(context.Background(), p)
	return out
}

// JudgeEndsContext is JudgeEnds, until the context ends. Errors: the context's.
func JudgeEndsContext(ctx context.Context, p Panel) ([]CutEnd, error) {
	var out []CutEnd
	p = p.TrimLeadingZeros()
	shared := sharedEnds(p)
	for i, s := range p.Series {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.Values = s.Known()
		one, is := quality.JudgeEnd(s.Values)
		end := cutEnd(i, one)
		if all, cut := shared[s.End()]; cut && len(s.Values) > 0 && s.Values[len(s.Values)-1] == s.Values[len(s.Values)-1] {
			own := end
			end = all
			end.Value, end.Usual = s.Values[len(s.Values)-all.Weeks], stat.Median(quality.KnownBefore(s.Values, all.Weeks))
			if is && !own.Unclear {
				end.Weeks = max(own.Weeks, all.Weeks)
			}
			is = true
		}
		if is {
			end.Series = i // also where the verdict is the common one
			out = append(out, end)
		}
	}
	return out, nil
}

func cutEnd(series int, e quality.End) CutEnd {
	return CutEnd{Series: series, Weeks: e.Weeks, Value: e.Value, Usual: e.Usual, Unclear: e.Unclear}
}

// sharedEnds judges, for each week in which several series end, the mean of
// these, each over its own size.
func sharedEnds(p Panel) map[week.Week]CutEnd {
	groups := map[week.Week][][]float64{}
	for _, s := range p.Series {
		s.Values = s.Known()
		if n := len(s.Values); n > 0 && s.Values[n-1] == s.Values[n-1] {
			groups[s.End()] = append(groups[s.End()], s.Values)
		}
	}
	out := map[week.Week]CutEnd{}
	for week, all := range groups {
		if len(all) < sharedSeries {
			continue
		}
		if end, is := quality.JudgeEnd(quality.MeanSeries(all)); is && !end.Unclear {
			shared := cutEnd(0, end)
			shared.Shared = true
			out[week] = shared
		}
	}
	return out
}

// LeaveOut is a copy of the panel with NaN for the weeks of ends that are
// clear, or of all ends.
func (p Panel) LeaveOut(ends []CutEnd, unclear bool) Panel {
	p.Series = slices.Clone(p.Series)
	for _, e := range ends {
		if e.Unclear && !unclear {
			continue
		}
		s := &p.Series[e.Series]
		s.Values = slices.Clone(s.Values)
		for i := range e.Weeks {
			s.Values[len(s.Values)-1-i] = nan
		}
	}
	return p
}

// ForecastEnds is Forecast of a panel whose ends were judged: weeks of clear
// ends are left out, and bands cover both readings of unclear ones. Step 1
// stays the week after the last value. Errors: as Forecast.
func (m *Model) ForecastEnds(ctx context.Context, p Panel, ends []CutEnd, horizon int, levels []float64) ([]Forecast, error) {
	out, err := m.Forecast(ctx, p.LeaveOut(ends, false), horizon, levels)
	if err != nil || !slices.ContainsFunc(ends, func(e CutEnd) bool { return e.Unclear }) {
		return out, err
	}
	at := p.sampleWith(ends)
	other, err := m.Forecast(ctx, p.LeaveOut(ends, true).only(at), horizon, levels)
	if err != nil {
		return nil, err
	}
	for _, e := range ends {
		if e.Unclear {
			k, _ := slices.BinarySearch(at, e.Series)
			out[e.Series].widen(other[k])
		}
	}
	return out, nil
}

// sampleWith are the series, by position, that another reading of the ends is
// forecast with: all, or, of thousands without sums, those whose end is unclear
// and an even sample beside them.
func (p Panel) sampleWith(ends []CutEnd) []int {
	n := len(p.Series)
	if stride := n / blockSeries; stride > 1 && len(p.Sums) == 0 {
		var out []int
		for i := 0; i < n; i += stride {
			out = append(out, i)
		}
		for _, e := range ends {
			if e.Unclear {
				out = append(out, e.Series)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return positions(n)
}

// only is the panel of these series alone; its sums stay where that is all.
func (p Panel) only(at []int) Panel {
	if len(at) == len(p.Series) {
		return p
	}
	some := make([]Series, len(at))
	for k, i := range at {
		some[k] = p.Series[i]
	}
	p.Series, p.Sums = some, nil
	return p
}

// widen extends the bands to those of another reading. Other levels cannot be
// derived any more.
func (f *Forecast) widen(other Forecast) {
	f.basis = bandBasis{}
	for _, way := range [][2][]Point{{f.Points, other.Points}, {f.Totals, other.Totals}} {
		for k := range way[0] {
			for i := range way[0][k].Bands {
				b, o := &way[0][k].Bands[i], way[1][k].Bands[i]
				b.Lower, b.Upper = min(b.Lower, o.Lower), max(b.Upper, o.Upper)
			}
		}
	}
}

// LastWeek is the ends, one week each, of the series that reach the panel's
// last week: for a caller who knows that it is incomplete.
func LastWeek(p Panel) []CutEnd {
	var out []CutEnd
	last := week.Week(math.MinInt)
	for _, s := range p.Series {
		last = max(last, s.End())
	}
	for i, s := range p.Series {
		if n := len(s.Values); n > 0 && s.End() == last {
			out = append(out, CutEnd{Series: i, Weeks: 1, Value: s.Values[n-1], Usual: stat.Median(quality.KnownBefore(s.Values, 1))})
		}
	}
	return out
}
