package ingest

import (
	"maps"
	"slices"
	"strings"
)

// DaySums are what a week sold on each of its days, from the first: in cents, or in
// hundredths of units of a shop that measures them. It is nil where only the week is
// known.
type DaySums [7]int64

// daySums are what the days of a week sold, from its first.
type daySums struct{ sold, items DaySums } // items in hundredths

func (d *daySums) add(day int, cents, items int64) {
	d.sold[day] += cents
	d.items[day] += items
}

// Early is what a segment sold of a week that straddles two months on the days before
// the month turned.
type Early struct {
	Segment      string
	Cents, Items int64 // items in hundredths
}

// early is Early of a cell.
type early struct{ cents, items int64 }

func (e *early) add(f early) {
	e.cents += f.cents
	e.items += f.items
}

// earlySums are those of a week's segments by their keys, the total always among them.
type earlySums map[string]early

func (s earlySums) add(segment string, e early) {
	sum := s[segment]
	sum.add(e)
	s[segment] = sum
}

// list gives the sums by segment, without parts that sold nothing.
func (s earlySums) list() (out []Early) {
	for _, key := range slices.Sorted(maps.Keys(s)) {
		if e := s[key]; key == totalKey || e != (early{}) {
			out = append(out, Early{key, e.cents, e.items})
		}
	}
	return out
}

// sell adds the row that came last to what its day sold, counted from the first day of
// weeks.
func (w *weekRows) sell(day int, row weekRow, more further) {
	if w.days == nil {
		w.days = &daySums{}
	}
	w.days.add(day, row.revenue, more.items)
	if w.turn == 7 {
		return
	}
	if n := len(w.rows) - len(w.early); n > 0 {
		w.early = append(w.early, make([]early, n)...)
	}
	if day < w.turn {
		w.early[w.last].add(early{row.revenue, more.items})
	}
}

// early adds up the rows of a week that straddles two months; nil where it does not,
// or rows are not of days.
func (s *weeklySums) early(w *weekRows, keys [2][]string) []Early {
	if w.early == nil {
		return nil
	}
	total, parts := early{}, [2][]early{make([]early, len(keys[0])), make([]early, len(keys[1]))}
	for i, e := range w.early {
		total.add(e)
		parts[0][w.rows[i].category].add(e)
		parts[1][w.rows[i].state].add(e)
	}
	sums := earlySums{totalKey: total}
	for level, list := range parts {
		for place, e := range list {
			sums.add(keys[level][place], e)
		}
	}
	return sums.list()
}

// sellEarly adds an item to what the days before the month turned sold.
func (r *orderReader) sellEarly(k cellKey, on day, price int64) {
	if turn := on.week().Turn(); turn == 7 || on.weekday() >= turn {
		return
	}
	sum := r.early[k]
	sum.add(early{price, unit})
	r.early[k] = sum
}

// divide gives weeks what they sold before the month turned.
func (r *orderReader) divide(weeks []Week) {
	of := map[int32]earlySums{}
	for i := range weeks {
		if w := weeks[i].Week; w.Turn() < 7 {
			of[int32(w)] = earlySums{totalKey: {}}
		}
	}
	for k, e := range r.early {
		for _, key := range []string{totalKey, categoryKey(r.categories.list[k.category]), stateKey(r.states.list[k.state])} {
			of[k.week].add(key, e)
		}
	}
	for i := range weeks {
		if sums := of[int32(weeks[i].Week)]; sums != nil {
			weeks[i].Early = sums.list()
		}
	}
}

// respellState gives the key of a region its other name.
func respellState(key string, spell func(string) string) string {
	if region, ok := strings.CutPrefix(key, stateKey("")); ok {
		return stateKey(spell(region))
	}
	return key
}
