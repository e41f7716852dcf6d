package periods

import "olist/week"

// usualWeeks is how many of the latest weeks with days make the usual pattern.
const usualWeeks = 26

// Days are what a week sold by the day, from its first, or else its orders; all 0 where
// neither is known.
type Days [7]int

func (d Days) sum() (n int) {
	for _, v := range d {
		n += v
	}
	return n
}

// Split divides weeks that straddle two months.
type Split struct {
	days  map[week.Week]Days
	usual [7]float64 // share of each day in a week; the same where no days are known
	Daily bool       // orders by day are known of some weeks
}

// NewSplit learns the usual pattern from days, by week in their order.
func NewSplit(weeks []week.Week, days []Days) Split {
	s := Split{days: map[week.Week]Days{}}
	total, n := [7]float64{}, 0
	for i := len(weeks) - 1; i >= 0; i-- {
		sum := days[i].sum()
		if sum == 0 {
			continue
		}
		if weeks[i].Turn() < 7 {
			s.days[weeks[i]] = days[i]
		}
		if n++; n <= usualWeeks {
			for d, v := range days[i] {
				total[d] += float64(v) / float64(sum)
			}
		}
	}
	s.Daily = n > 0
	for d := range s.usual {
		s.usual[d] = 1. / 7
		if n > 0 {
			s.usual[d] = total[d] / float64(min(n, usualWeeks))
		}
	}
	return s
}

// Early is the part of a week, above 0 and up to 1, that falls into the month of its
// first day.
func (s Split) Early(w week.Week) float64 {
	turn := w.Turn()
	if turn == 7 {
		return 1
	}
	if days, ok := s.days[w]; ok {
		early := 0
		for _, v := range days[:turn] {
			early += v
		}
		return float64(early) / float64(days.sum())
	}
	part := 0.0
	for _, v := range s.usual[:turn] {
		part += v
	}
	return part
}
