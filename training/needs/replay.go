package needs

import (
	"olist/store"
	"olist/week"
)

// Replay is what the list would have had week by week.
type Replay struct {
	Weeks []Replayed // the oldest first
	Lines int        // new ones, of all weeks
	Most  int        // new ones in one week, at most
	Worst week.Week  // the last week that had so many; 0 where none had any
}

// Replayed is a week of the past as it was looked at when it had just ended.
type Replayed struct {
	Week  week.Week
	Lines []Line // those that were new: not on the list of the week before
	Left  int    // see List
}

// ReplayOf decides each state, the oldest first, as Decide does.
func ReplayOf(states []State, r Rules) Replay {
	var out Replay
	before := map[string]Line{}
	for _, s := range states {
		list := Decide(s, r)
		w := Replayed{Week: s.To, Left: list.Left}
		now := make(map[string]Line, len(list.Lines))
		for _, line := range list.Lines {
			was, known := before[line.ID]
			if !known || store.Grown(was.Amount, line.Amount) {
				w.Lines = append(w.Lines, line)
			} else {
				line.Amount = was.Amount // as when it was looked at
			}
			now[line.ID] = line
		}
		before = now
		out.Weeks, out.Lines = append(out.Weeks, w), out.Lines+len(w.Lines)
		if n := len(w.Lines); n > 0 && n >= out.Most {
			out.Most, out.Worst = n, w.Week
		}
	}
	return out
}
