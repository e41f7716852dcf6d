package forecast

import (
	"context"
	"math"
	"slices"
)

// CutEnd is the end of a series that drops as if it had been cut: the file was
// written within the week, or its last weeks are there without their sales.
type CutEnd struct {
	Series int     // place in Panel.Series
	Weeks  int     // how many weeks it is, 1 or 2
	Value  float64 // of the first of them
	Usual  float64 // median of the weeks before
	// Unclear says that the series' own noise leaves both readings open: the
	// weeks stay, and bands hold both.
	Unclear bool
	Shared  bool // all series of the panel that end there drop as one
}

const (
	endUnclear   = .6             // an end of so much of the usual is doubted,
	endDoubt     = 2              // where it fell by so many usual weekly changes
	endDeeper    = 40             // and at most one of so many weeks fell as deep
	endUnit      = 1e3            // what a series' median counts as, against a cent for nothing: see newLevelLine
	endYears     = 10 * yearWeeks // so many weeks are asked how deep the series fell
	sharedSeries = 3              // so many series must end in a week for it to be theirs together
)

// JudgeEnds finds the ends that drop, each by the series' own noise, zeros and
// year (see JudgeLevels), and by all series that end in the same week together,
// where these drop as one. Ends come in the order of the series.
func JudgeEnds(p Panel) []CutEnd {
	var out []CutEnd
	p = p.begun()
	shared := sharedEnds(p)
	for i, s := range p.Series {
		end, is := judgeEnd(s.Values)
		if all, cut := shared[s.End()]; cut && len(s.Values) > 0 && s.Values[len(s.Values)-1] == s.Values[len(s.Values)-1] {
			own := end
			end = all
			end.Value, end.Usual = s.Values[len(s.Values)-all.Weeks], median(knownBefore(s.Values, all.Weeks))
			if is && !own.Unclear {
				end.Weeks = max(own.Weeks, all.Weeks)
			}
			is = true
		}
		if is {
			end.Series = i
			out = append(out, end)
		}
	}
	return out
}

// judgeEnd judges the end of one series; negative values are of another kind.
func judgeEnd(x []float64) (CutEnd, bool) {
	if len(x) == 0 || x[len(x)-1] != x[len(x)-1] {
		return CutEnd{}, false
	}
	x = tail(x, endYears)
	last, usual := x[len(x)-1], median(knownBefore(x, 1))
	switch { // cheap, and never so of an end that drops
	case !(last >= 0 && usual > 0), last > endUnclear*slices.Max(knownBefore(x, 1)), slices.ContainsFunc(x, func(v float64) bool { return v < 0 }):
		return CutEnd{}, false
	}
	size := median(knownBefore(x, 0))
	if size == 0 {
		size = usual
	}
	levels := make([]Level, len(x))
	for i, v := range x {
		levels[i] = Level{Revenue: v / size * endUnit, Usable: v == v}
	}
	l := newLevelLine(levels)
	if len(l.x) < 2*levelWeeks {
		return CutEnd{}, false
	}
	if cut := l.cutEnd(nil); len(cut) > 0 && l.atOnce(len(l.x)-len(cut)) {
		return CutEnd{Weeks: len(cut), Value: x[l.at[cut[len(cut)-1]]], Usual: median(knownBefore(x, len(cut)))}, true
	}
	if l.doubtful() && l.atOnce(len(l.x)-1) {
		return CutEnd{Weeks: 1, Value: x[len(x)-1], Usual: usual, Unclear: true}, true
	}
	return CutEnd{}, false
}

// atOnce tells whether week k made at least half of its fall against the week
// before it: what slides there was not cut.
func (l *levelLine) atOnce(k int) bool { return l.x[k]-l.x[k-1] <= l.fall(k)/2 }

// doubtful tells whether the last week fell as the series seldom does.
func (l *levelLine) doubtful() bool {
	k := len(l.x) - 1
	fell := l.fall(k)
	if fell > math.Log(endUnclear) || fell > -endDoubt*l.change {
		return false
	}
	if l.fall(k-1) <= math.Log(endUnclear) {
		return false // a level
	}
	deeper := 0
	for j := range k {
		if l.fall(j) <= fell {
			deeper++
		}
	}
	return deeper*endDeeper <= k && !l.yearlyFall(k)
}

// knownBefore are the levelReach weeks with a value before the last k.
func knownBefore(x []float64, k int) []float64 {
	var out []float64
	for i := len(x) - 1 - k; i >= 0 && len(out) < levelReach; i-- {
		if x[i] == x[i] {
			out = append(out, x[i])
		}
	}
	return out
}

// sharedEnds judges, for each week that several series end in, these together:
// the mean of their weeks, each in its own size.
func sharedEnds(p Panel) map[Week]CutEnd {
	groups := map[Week][][]float64{}
	for _, s := range p.Series {
		if n := len(s.Values); n > 0 && s.Values[n-1] == s.Values[n-1] {
			groups[s.End()] = append(groups[s.End()], tail(s.Values, endYears))
		}
	}
	out := map[Week]CutEnd{}
	for week, all := range groups {
		if len(all) < sharedSeries {
			continue
		}
		if end, is := judgeEnd(meanLine(all)); is && !end.Unclear {
			end.Shared = true
			out[week] = end
		}
	}
	return out
}

// meanLine is the mean of series that end together, each in its mean size; NaN
// where none has a value.
func meanLine(all [][]float64) []float64 {
	sum, n := make([]float64, endYears), make([]float64, endYears)
	for _, x := range all {
		size, known := 0.0, 0.0
		for _, v := range x {
			if v == v {
				size, known = size+math.Abs(v), known+1
			}
		}
		if size == 0 {
			continue
		}
		for i, v := range x {
			if v == v {
				at := endYears - len(x) + i
				sum[at] += v / size * known
				n[at]++
			}
		}
	}
	for i := range sum {
		sum[i] /= n[i] // 0/0 is missing
	}
	return sum
}

// LeaveOut is the panel without the ends that are clear, or without all of them.
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

// ForecastEnds is Forecast of a panel whose ends were judged: without those that
// are clear, and with bands that hold both readings of the others. Step 1 stays
// the week after the series' last.
func (m *Model) ForecastEnds(ctx context.Context, p Panel, ends []CutEnd, horizon int, levels []float64) ([]Forecast, error) {
	out, err := m.Forecast(ctx, p.LeaveOut(ends, false), horizon, levels)
	if err != nil || !slices.ContainsFunc(ends, func(e CutEnd) bool { return e.Unclear }) {
		return out, err
	}
	other, err := m.Forecast(ctx, p.LeaveOut(ends, true), horizon, levels)
	if err != nil {
		return nil, err
	}
	for _, e := range ends {
		if e.Unclear {
			out[e.Series].hold(other[e.Series])
		}
	}
	return out, nil
}

// hold widens the bands to hold those of another reading; at other levels they
// are no longer known.
func (f *Forecast) hold(other Forecast) {
	f.outline = outline{}
	for _, way := range [][2][]Point{{f.Points, other.Points}, {f.Totals, other.Totals}} {
		for k := range way[0] {
			for i := range way[0][k].Bands {
				b, o := &way[0][k].Bands[i], way[1][k].Bands[i]
				b.Lower, b.Upper = min(b.Lower, o.Lower), max(b.Upper, o.Upper)
			}
		}
	}
}

// LastWeek are the ends of the series that reach the panel's last week, for who
// knows that it is not whole.
func LastWeek(p Panel) []CutEnd {
	var out []CutEnd
	last := Week(math.MinInt)
	for _, s := range p.Series {
		last = max(last, s.End())
	}
	for i, s := range p.Series {
		if n := len(s.Values); n > 0 && s.End() == last {
			out = append(out, CutEnd{Series: i, Weeks: 1, Value: s.Values[n-1], Usual: median(knownBefore(s.Values, 1))})
		}
	}
	return out
}
