package store

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"olist/store/ingest"
	"olist/week"
)

// ShareWeeks is how many known weeks say how the sales of a week that came
// without categories or states spread over them.
const ShareWeeks = 13

// Vague is what an import did not tell of a week.
type Vague struct {
	Categories bool `json:"categories"`
	States     bool `json:"states"`
}

// Any reports whether something is missing.
func (v Vague) Any() bool { return v.Categories || v.States }

// Whether the week w of an import with sales lacks something: it has no category
// with a name, or sales of no known state.
const (
	lacksCategories = `NOT EXISTS (SELECT 1 FROM category_sums c WHERE c.version = w.version AND c.week = w.week AND c.category <> 'none')`
	lacksStates     = `EXISTS (SELECT 1 FROM state_sums s WHERE s.version = w.version AND s.week = w.week AND s.state = 'none')`
)

// vagueWeek is a week of a weekly file, and what that did not tell.
type vagueWeek struct {
	week week.Week
	Vague
	counted bool // orders are known
}

// vagueWeeks finds the weeks in force that came from weekly files with
// something missing. A missing category among others is a category of its own;
// a week that has no other came without them.
func (t *tx) vagueWeeks(ctx context.Context) ([]vagueWeek, error) {
	return collect(ctx, t, func(row scanner) (v vagueWeek, err error) {
		err = row.Scan(&v.week, &v.Categories, &v.States, &v.counted)
		return v, err
	}, `
		SELECT week, categories, states, counted FROM (
			SELECT w.week, `+lacksCategories+` AS categories, `+lacksStates+` AS states,
				EXISTS (SELECT 1 FROM order_counts o WHERE o.version = w.version AND o.week = w.week AND o.segment = 'total') AS counted
			FROM current_weeks w
			JOIN imports i ON i.version = w.version AND i.kind = 'weekly'
			WHERE EXISTS (SELECT 1 FROM category_sums c WHERE c.version = w.version AND c.week = w.week)) AS lacking
		WHERE categories OR states OR NOT counted
		ORDER BY week`)
}

// weekCell is a cell of one week.
type weekCell struct {
	week week.Week
	ingest.Cell
}

// spread splits the cells of vague weeks by the shares of the known weeks
// before them. Where no week is known at all it gives none: then nothing says
// how to split.
func (t *tx) spread(ctx context.Context, weeks []WeekInfo, vague []vagueWeek) ([]weekCell, error) {
	var out []weekCell
	var shares []ingest.Cell
	var from []week.Week
	known, err := t.knownWeeks(ctx, weeks, vague)
	if err != nil {
		return nil, err
	}
	for _, v := range vague {
		if !v.Any() {
			continue
		}
		near := knownNear(known, v.week)
		if len(near) == 0 {
			return nil, nil
		}
		if !slices.Equal(near, from) { // weeks in a row share them
			if shares, err = t.cellsIn(ctx, near); err != nil {
				return nil, err
			}
			from = near
		}
		told, err := t.cellsIn(ctx, []week.Week{v.week})
		if err != nil {
			return nil, err
		}
		for _, c := range told {
			for _, part := range spreadCell(c, v.Vague, shares) {
				out = append(out, weekCell{v.week, part})
			}
		}
	}
	return out, nil
}

// knownWeeks are the usable weeks with sales whose categories and states are
// known.
func (t *tx) knownWeeks(ctx context.Context, weeks []WeekInfo, vague []vagueWeek) ([]week.Week, error) {
	if !slices.ContainsFunc(vague, func(v vagueWeek) bool { return v.Any() }) {
		return nil, nil
	}
	out, err := collect(ctx, t, func(row scanner) (w week.Week, err error) {
		err = row.Scan(&w)
		return w, err
	}, `SELECT cw.week FROM current_weeks cw
		WHERE NOT EXISTS (SELECT 1 FROM category_sums c WHERE c.version = cw.version AND c.week = cw.week)`)
	if err != nil {
		return nil, err
	}
	for _, v := range vague {
		if v.Any() {
			out = append(out, v.week)
		}
	}
	slices.Sort(out)
	var known []week.Week
	for _, w := range weeks {
		if _, unknown := slices.BinarySearch(out, w.Week); w.Usable() && w.Version != 0 && !unknown {
			known = append(known, w.Week)
		}
	}
	return known, nil
}

// knownNear gives the latest known weeks before a week, or the first after it
// where there is none before.
func knownNear(known []week.Week, week week.Week) []week.Week {
	i, _ := slices.BinarySearch(known, week)
	if i > 0 {
		return known[max(0, i-ShareWeeks):i]
	}
	return known[:min(len(known), ShareWeeks)]
}

// cellsIn adds up the cells of some weeks.
func (t *tx) cellsIn(ctx context.Context, weeks []week.Week) ([]ingest.Cell, error) {
	return collect(ctx, t, func(row scanner) (c ingest.Cell, err error) {
		err = row.Scan(&c.Category, &c.State, &c.Revenue, &c.Freight, &c.Items)
		return c, err
	}, `
		SELECT c.category, c.state, SUM(c.revenue), SUM(c.freight), SUM(c.items)
		FROM current_weeks cw JOIN cells c ON c.version = cw.version AND c.week = cw.week
		WHERE cw.week IN (`+weekList(weeks)+`)
		GROUP BY c.category, c.state ORDER BY c.category, c.state`)
}

// weekList writes weeks for an IN of SQL; PostgreSQL wants one that is empty in words.
func weekList(weeks []week.Week) string {
	if len(weeks) == 0 {
		return `SELECT 1 WHERE FALSE`
	}
	numbers := make([]string, len(weeks))
	for i, w := range weeks {
		numbers[i] = strconv.Itoa(int(w))
	}
	return strings.Join(numbers, ",")
}

// spreadCell splits a cell over what it does not tell, to the cent.
func spreadCell(c ingest.Cell, missing Vague, shares []ingest.Cell) []ingest.Cell {
	parts := make([]ingest.Cell, 0, len(shares))
	var weights []int64
	at := map[[2]string]int{}
	for _, s := range shares {
		part := ingest.Cell{Category: c.Category, State: c.State}
		if missing.Categories {
			part.Category = s.Category
		}
		if c.State == ingest.NoState {
			part.State = s.State
		}
		k := [2]string{part.Category, part.State}
		i, known := at[k]
		if !known {
			i, at[k] = len(parts), len(parts)
			parts, weights = append(parts, part), append(weights, 0)
		}
		weights[i] += s.Revenue
	}
	revenue, freight, items := portions(c.Revenue, weights), portions(c.Freight, weights), portions(c.Items, weights)
	for i := range parts {
		parts[i].Revenue, parts[i].Freight, parts[i].Items = revenue[i], freight[i], items[i]
	}
	return parts
}

// portions splits n by weights so that the parts add up: what rounding leaves
// goes to those that lost most by it.
func portions(n int64, weights []int64) []int64 {
	var total uint64
	for _, w := range weights {
		total += uint64(w)
	}
	parts, lost, order := make([]int64, len(weights)), make([]uint64, len(weights)), make([]int, len(weights))
	left := n
	for i, w := range weights {
		order[i] = i
		if total == 0 { // nothing was sold: the first takes all
			continue
		}
		hi, lo := bits.Mul64(uint64(n), uint64(w))
		part, rest := bits.Div64(hi, lo, total)
		parts[i], lost[i] = int64(part), rest
		left -= parts[i]
	}
	if total == 0 {
		parts[0] = n
		return parts
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lost[b], lost[a]) })
	for _, i := range order[:left] { // fewer than there are parts
		parts[i]++
	}
	return parts
}
