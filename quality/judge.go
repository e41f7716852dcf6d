package quality

import "olist/week"

// Evidence is what is known of one week.
type Evidence struct {
	Present   bool    // there are figures of the week
	Orders    int     // as the figures have them; those of its days count before them
	Daily     bool    // its orders are known by the day
	Revenue   float64 // R$
	Decision  *bool   // a person's: usable or not
	Explained bool    // an event explains its level
}

// Judge judges the weeks from first on, one for each entry of weeks: those with
// daily orders by Inspect, then all by JudgeLevels. A week that a person decided
// on, or that an event explains, is not judged by its level. days are the orders
// of the weeks marked Daily.
func Judge(first week.Week, weeks []Evidence, days []DayCount) []WeekStatus {
	found := map[week.Week]WeekStatus{}
	for _, s := range Inspect(days, first) {
		found[s.Week] = s
	}
	out, levels := make([]WeekStatus, len(weeks)), make([]Level, len(weeks))
	marked := make([]*WeekStatus, len(weeks))
	for i, e := range weeks {
		w := first + week.Week(i)
		s := WeekStatus{Week: w, State: StateComplete, Orders: e.Orders}
		by, daily := found[w]
		if daily = daily && e.Daily; daily {
			s = by
		} else if !e.Present {
			s.State = StateEmpty
		}
		out[i], marked[i] = s, &out[i]
		usable := s.Usable()
		if e.Decision != nil {
			usable = *e.Decision
		}
		levels[i] = Level{Revenue: e.Revenue, Usable: usable, Daily: daily, Confirmed: e.Decision != nil || e.Explained}
	}
	JudgeLevels(marked, levels)
	return out
}
