package training

import (
	"math"
	"slices"

	"olist/forecast"
	"olist/store"
	"olist/training/periods"
	"olist/week"
)

// Periods are a segment's months or quarters (span) from the first week of the data
// to those that so many steps ahead reach, with bands at levels. Returns CodeNotFound
// for a segment that is not there.
func (l *Live) Periods(segment string, span week.Span, steps int, levels []float64) ([]periods.Sum, error) {
	f, err := l.ForecastAt(segment, levels)
	if err != nil {
		return nil, err
	}
	return l.book().Of(l.Data.index[segment], span, f, steps), nil
}

// Together is what periods of a segment that are not past come to in all.
func (l *Live) Together(segment string, sums []periods.Sum, levels []float64) (periods.Sum, error) {
	f, err := l.ForecastAt(segment, levels)
	return periods.Together(f, sums), err
}

// planLevels are the bands that the probability to reach a budget is read off.
var planLevels = []float64{20, 50, 80, 90, 95, 99}

// Planned is a segment by month, from the first of the data to the last that
// forecasts reach, and what adds months up.
type Planned struct {
	Months []periods.Sum
	f      forecast.Forecast
}

// Planned gives a segment's months with bands to read probabilities off: what is known
// and what is expected of each (Reaches is the probability that the month comes to an
// amount; NaN of a past one, and where nothing is known of its bands). Returns
// CodeNotFound for a segment that is not there.
func (l *Live) Planned(segment string) (Planned, error) {
	f, err := l.ForecastAt(segment, planLevels)
	if err != nil {
		return Planned{}, err
	}
	return Planned{l.book().Of(l.Data.index[segment], week.ByMonth, f, MaxHorizon), f}, nil
}

// Month gives one; false where neither the data nor forecasts reach it whole.
func (p Planned) Month(m week.Month) (periods.Sum, bool) {
	for _, s := range p.Months {
		if s.Period.Month == m {
			return s, true
		}
	}
	return periods.Sum{}, false
}

// Join adds months up, with a band of the sum: Reaches of it is the probability
// that all of them together come to an amount. False where one of them is not reached.
func (p Planned) Join(months ...week.Month) (periods.Sum, bool) {
	var sums []periods.Sum
	for _, m := range months {
		s, ok := p.Month(m)
		if !ok {
			return periods.Sum{}, false
		}
		sums = append(sums, s)
	}
	return periods.Join(p.f, sums), true
}

// SplitDaily tells whether weeks that straddle months are divided by their days; else
// evenly.
func (l *Live) SplitDaily() bool { return l.book().Daily }

// SplitShared is how many past weeks that straddle months came without what the segment
// sold by day: it has its share of all sales' days, or of the orders.
func (l *Live) SplitShared(segment string) int {
	if i, ok := l.Data.index[segment]; ok {
		return l.book().Shared(i)
	}
	return 0
}

func (l *Live) newBook() *periods.Book {
	d := l.Data
	in := periods.Inputs{Sums: d.Panel.Sums, Grain: int64(centsPerUnit / d.Shop.Least())}
	for _, w := range d.Weeks {
		if w.Week <= d.To {
			in.Weeks = append(in.Weeks, periods.Week{Week: w.Week, Usable: w.Usable(), Days: soldByDay(w)})
		}
	}
	in.Early = func(segment, i int) (int64, bool) {
		early := d.Segments[segment].Early
		if early == nil || early[i] == store.EarlyUnknown {
			return 0, false
		}
		return early[i], true
	}
	for _, s := range d.Segments {
		in.Sold = append(in.Sold, s.Revenue[:len(in.Weeks)])
		in.Ahead = append(in.Ahead, inCents(l.forecasts[s.Key].Points))
	}
	return periods.NewBook(in)
}

// soldByDay is what a week's days sold, or their orders where that is not known; a day
// on which more came back than was sold divides nothing.
func soldByDay(w store.WeekInfo) (days periods.Days) {
	if w.Sold == [7]int64{} || slices.Min(w.Sold[:]) < 0 {
		return w.Days
	}
	for i, cents := range w.Sold {
		days[i] = int(cents)
	}
	return days
}

func inCents(points []forecast.Point) []int64 {
	out := make([]int64, len(points))
	for k, p := range points {
		out[k] = int64(math.Round(p.Value * centsPerUnit))
	}
	return out
}
