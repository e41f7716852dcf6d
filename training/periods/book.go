package periods

import (
	"time"

	"olist/forecast"
	"olist/week"
)

// Week is a week of the past: whether it counts, and its orders by day.
type Week struct {
	Week   week.Week
	Usable bool // its sales are known whole
	Days   Days
}

// Inputs are the sales and forecasts of all segments, in the order of a panel. Sold
// runs along Weeks, which have no hole and end before the first week ahead; Ahead has
// the forecasts by step. All amounts are in cents.
type Inputs struct {
	Weeks       []Week
	Sold, Ahead [][]int64 // [segment][week], [segment][step-1]
	Sums        []forecast.Sum
	Grain       int64 // cents that are not divided: 100 where a currency has none
	// Early is what a segment sold of a week known in the month of its first day; false
	// where its days are not known. Nil where none are.
	Early func(segment, week int) (int64, bool)
}

// Book has every segment's amounts divided between months.
type Book struct {
	Split
	in    Inputs
	early [][]int64 // [week, then step][segment]: cents in the month of its first day; nil: all
	lies  []lies    // [week, then step]

	shared []int // [segment]
}

// lies says where a week lies, the same for every segment.
type lies struct {
	month week.Month // of its first day
	turn  int        // days of it in that month
	part  float64    // of its amount in that month, 0..1
}

// NewBook divides the weeks.
func NewBook(in Inputs) *Book {
	weeks, days := make([]week.Week, len(in.Weeks)), make([]Days, len(in.Weeks))
	for i, w := range in.Weeks {
		weeks[i], days[i] = w.Week, w.Days
	}
	b := &Book{Split: NewSplit(weeks, days), in: in}
	if len(in.Sold) == 0 || len(weeks) == 0 {
		return b
	}
	b.early = make([][]int64, len(weeks)+len(in.Ahead[0]))
	b.shared = make([]int, len(in.Sold))
	b.lies = make([]lies, len(b.early))
	for i := range b.early {
		w := weeks[0] + week.Week(i)
		at := lies{week.MonthOf(w.First()), w.Turn(), 1}
		if at.turn < 7 {
			at.part = b.Early(w)
		}
		if b.lies[i] = at; at.turn == 7 {
			continue
		}
		b.early[i] = b.divide(i, at.part)
	}
	return b
}

// cents are a segment's in the i-th week, known or ahead.
func (b *Book) cents(segment, i int) int64 {
	if n := len(b.in.Weeks); i >= n {
		return b.in.Ahead[segment][i-n]
	}
	return b.in.Sold[segment][i]
}

// Sum is a segment's month or quarter.
type Sum struct {
	Period  week.Period
	Sold    int64          // cents of its days that are known
	Ahead   int64          // cents of its days that are forecast
	Known   int            // days of it up to the last week known; all of a past one
	Missing int            // of these, days of weeks that are not known whole, or from before the data
	Weights []float64      // [step-1]: the part of each week ahead that is in it; nil of a past one
	Point   forecast.Point // Sold and Ahead together; without bands of a past one
}

// Past tells whether all its days are known, or were.
func (s Sum) Past() bool { return s.Weights == nil }

// Partly tells whether some of its days are known, and some are forecast.
func (s Sum) Partly() bool { return s.Known > 0 && !s.Past() }

// Whole tells whether nothing of it is missing.
func (s Sum) Whole() bool { return s.Missing == 0 }

// Cents is what it came to, or is expected to come to.
func (s Sum) Cents() int64 { return s.Sold + s.Ahead }

// Of are a segment's periods from the first week of the data on: those that the first
// steps ahead reach, each whole, as far as forecasts reach to its end. f is the
// segment's forecast, at the levels that bands are wanted at.
func (b *Book) Of(segment int, span week.Span, f forecast.Forecast, steps int) []Sum {
	n := len(b.in.Weeks)
	if n == 0 || len(b.early) <= n {
		return nil
	}
	first := b.in.Weeks[0].Week
	begin := span.Of(week.MonthOf(first.First()))
	at := func(m week.Month) int { return int(span.Of(m).Month-begin.Month) / int(begin.Add(1).Month-begin.Month) }
	reach := (first + week.Week(n+min(steps, len(b.early)-n)-1)).Last()
	end := (first + week.Week(len(b.early)-1)).Last()
	out := make([]Sum, at(week.MonthOf(reach))+1)
	for i := range out {
		out[i].Period = begin.Add(i)
	}
	if last := len(out) - 1; out[last].Period.Last().After(end) {
		out = out[:last]
	}
	if len(out) > 0 {
		out[0].Missing = days(begin.First(), first.First())
		out[0].Known = out[0].Missing
	}
	for i, w := range b.lies {
		cents := b.cents(segment, i)
		early := cents
		if w.turn < 7 {
			early = b.early[i][segment]
			b.add(out, at(w.month+1), i, 7-w.turn, cents-early, 1-w.part)
		}
		b.add(out, at(w.month), i, w.turn, early, w.part)
	}
	for i := range out {
		out[i].close(f)
	}
	return out
}

// add puts so many days of the i-th week into a period.
func (b *Book) add(sums []Sum, at, i, days int, cents int64, part float64) {
	if at >= len(sums) {
		return
	}
	s, n := &sums[at], len(b.in.Weeks)
	if i < n {
		s.Sold += cents
		s.Known += days
		if !b.in.Weeks[i].Usable {
			s.Missing += days
		}
		return
	}
	for len(s.Weights) <= i-n {
		s.Weights = append(s.Weights, 0)
	}
	s.Weights[i-n] = joined(s.Weights[i-n], part)
	s.Ahead += cents
}

// close gives the sum its point: the band of what is ahead, around the cents.
func (s *Sum) close(f forecast.Forecast) {
	s.Point.Value = amount(s.Cents())
	if !s.Past() {
		s.Point = f.SumOf(s.Weights).At(s.Point.Value)
	}
}

// Reaches is the probability that the sum comes to so many cents: 1 where what is known
// does already and no week to come can take from it, NaN of what is past, and where
// there are no bands.
func (s Sum) Reaches(cents int64) float64 {
	chance := s.Point.Reaches(amount(cents))
	if len(s.Point.Bands) > 0 && s.Sold >= cents && s.Point.Bands[len(s.Point.Bands)-1].Lower >= amount(s.Sold) {
		return 1
	}
	return chance
}

// Together is the sum of periods that are not past, with a band of its own.
func Together(f forecast.Forecast, sums []Sum) Sum {
	first := 0
	for first < len(sums) && sums[first].Past() {
		first++
	}
	return Join(f, sums[first:])
}

// Join is the sum of periods, past ones and others, with a band of its own.
func Join(f forecast.Forecast, sums []Sum) Sum {
	var all Sum
	for _, s := range sums {
		all.Sold, all.Ahead = all.Sold+s.Sold, all.Ahead+s.Ahead
		all.Known, all.Missing = all.Known+s.Known, all.Missing+s.Missing
		for k, w := range s.Weights {
			if k == len(all.Weights) {
				all.Weights = append(all.Weights, 0)
			}
			all.Weights[k] = joined(all.Weights[k], w)
		}
	}
	all.close(f)
	return all
}

// joined adds two parts of one week: both together are the whole of it, exactly.
func joined(a, b float64) float64 {
	if a+b > 1-1e-9 {
		return 1
	}
	return a + b
}

func amount(cents int64) float64 { return float64(cents) / 100 }

func days(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
