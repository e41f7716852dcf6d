package training

import (
	"math"

	"olist/forecast"
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

// SplitDaily tells whether weeks that straddle months are divided by the orders of
// their days; else evenly.
func (l *Live) SplitDaily() bool { return l.book().Daily }

func (l *Live) newBook() *periods.Book {
	d := l.Data
	in := periods.Inputs{Sums: d.Panel.Sums, Grain: int64(centsPerUnit / d.Shop.Least())}
	for _, w := range d.Weeks {
		if w.Week <= d.To {
			in.Weeks = append(in.Weeks, periods.Week{Week: w.Week, Usable: w.Usable(), Days: w.Days})
		}
	}
	for _, s := range d.Segments {
		in.Sold = append(in.Sold, s.Revenue[:len(in.Weeks)])
		in.Ahead = append(in.Ahead, inCents(l.forecasts[s.Key].Points))
	}
	return periods.NewBook(in)
}

func inCents(points []forecast.Point) []int64 {
	out := make([]int64, len(points))
	for k, p := range points {
		out[k] = int64(math.Round(p.Value * centsPerUnit))
	}
	return out
}
