package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// compare finds the weeks that are not in force exactly so. It reads one week
// at a time: the data in force may be large. What days sold is added to a week that
// is in force without it, which came before the program kept that.
func (t *tx) compare(ctx context.Context, current []weekVersion, weeks []ingest.Week) (fresh []ingest.Week, s ingest.Staging, unchanged int, err error) {
	versions := make(map[week.Week]int64, len(current))
	for _, w := range current {
		versions[w.week] = w.version
	}
	for _, w := range weeks {
		revenue := w.Revenue()
		if version, known := versions[w.Week]; known {
			old, err := t.weekData(ctx, aWeek, version, w.Week)
			if err != nil {
				return nil, s, 0, err
			}
			if old[0].Equal(w) {
				if err := t.learnDays(ctx, version, w); err != nil {
					return nil, s, 0, err
				}
				s.Known += revenue
				unchanged++
				continue
			}
		}
		s.Taken += revenue
		fresh = append(fresh, w)
	}
	return fresh, s, unchanged, nil
}

// weekSum is a week's figures over all segments, and what it came without.
type weekSum struct {
	week   week.Week
	sold   bool // it has cells
	totals WeekTotals
	vague  Vague
}

// sumWeeks adds up the weeks that the query which selects, ascending. Order
// files tell everything; a week without sales has no orders.
func (t *tx) sumWeeks(ctx context.Context, which string, args ...any) ([]weekSum, error) {
	return collect(ctx, t, func(row scanner) (w weekSum, err error) {
		var byDay bool
		if err := row.Scan(&w.week, &w.sold, &w.totals.Revenue, &w.totals.Freight, &w.totals.Items, &w.totals.Orders, &w.vague.Categories, &w.vague.States, &byDay); err != nil {
			return w, err
		}
		if !w.sold && w.totals.Orders == nil {
			w.totals.Orders = new(int64)
		}
		if !w.sold || byDay {
			w.vague = Vague{}
		}
		return w, nil
	}, `
		SELECT w.week, COUNT(c.category) > 0, COALESCE(SUM(c.revenue), 0), COALESCE(SUM(c.freight), 0), COALESCE(SUM(c.items), 0),
			(SELECT o.orders FROM order_counts o WHERE o.version = w.version AND o.week = w.week AND o.segment = 'total'),
			`+lacksCategories+`, `+lacksStates+`,
			EXISTS (SELECT 1 FROM daily_orders d WHERE d.version = w.version AND d.week = w.week)
		FROM (`+which+`) AS w
		LEFT JOIN category_sums c ON c.version = w.version AND c.week = w.week
		GROUP BY w.week, w.version ORDER BY w.week`, args...)
}

// changesOf tells what the weeks of a version change of those in force below it.
func (t *tx) changesOf(ctx context.Context, version int64) (c Changes, err error) {
	brought, err := t.sumWeeks(ctx, weeksOf, version)
	if err != nil {
		return c, err
	}
	below, err := t.sumWeeks(ctx, weeksBelow, version)
	if err != nil {
		return c, err
	}
	told := func(w weekSum) bool { return w.sold && !w.vague.Any() }
	shared := slices.ContainsFunc(brought, told) || slices.ContainsFunc(below, told) // else there are no shares to split by
	before := make(map[week.Week]WeekTotals, len(below))
	var were, are []week.Week
	for _, w := range below {
		before[w.week] = w.totals
		were = append(were, w.week)
		c.RevenueBefore += w.totals.Revenue
	}
	c.RevenueAfter = c.RevenueBefore
	for _, w := range brought {
		old, known := before[w.week]
		if known {
			c.Changed++
		} else {
			c.Added++
			old.Orders = new(int64)
		}
		are = append(are, w.week)
		c.RevenueAfter += w.totals.Revenue - old.Revenue
		if !shared {
			w.vague = Vague{}
		}
		c.Weeks = append(c.Weeks, WeekChange{Week: w.week, Added: !known, Before: old, After: w.totals, Vague: w.vague})
	}
	c.Gaps = ingest.Gaps(are, were)
	if c.Drivers, err = t.driverChanges(ctx, version); err != nil {
		return c, err
	}
	return c, t.nameChanges(ctx, &c, version)
}

// nameChanges tells the categories and states that the version brings, and
// which may be others in another spelling.
func (t *tx) nameChanges(ctx context.Context, c *Changes, version int64) error {
	brought, err := t.categorySales(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	below, err := t.categorySales(ctx, weeksBelow, version)
	if err != nil {
		return err
	}
	c.Spellings = ingest.Spellings(brought, below)
	c.NewCategories = newNames(slugs(brought), slugs(below))
	statesNow, err := t.statesOf(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	statesBefore, err := t.statesOf(ctx, weeksBelow, version)
	if err != nil {
		return err
	}
	c.NewStates = newNames(statesNow, statesBefore)
	return nil
}

// checkRoom returns CodeTooLarge where the data in force and these weeks would
// together hold more than the limits allow.
func (t *tx) checkRoom(ctx context.Context, weeks []ingest.Week) error {
	categories, states := map[string]bool{}, map[string]bool{}
	for _, w := range weeks {
		for c := range w.All() {
			categories[c.Category], states[c.State] = true, true
		}
	}
	return t.roomFor(ctx, slices.Collect(maps.Keys(categories)), slices.Collect(maps.Keys(states)))
}

// roomAgain is checkRoom for the weeks of a version that is not in force.
func (t *tx) roomAgain(ctx context.Context, version int64) error {
	categories, err := t.categorySales(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	states, err := t.statesOf(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	drivers, err := t.driverChanges(ctx, version)
	if err != nil {
		return err
	}
	var names []string
	for _, d := range drivers {
		names = append(names, d.Name)
	}
	return cmp.Or(t.roomFor(ctx, slugs(categories), states), t.driverRoom(ctx, names))
}

func (t *tx) roomFor(ctx context.Context, categories, states []string) error {
	current, err := t.categorySales(ctx, currentWeeks)
	if err != nil {
		return err
	}
	currentStates, err := t.statesOf(ctx, currentWeeks)
	if err != nil {
		return err
	}
	newCategories, newStates := newNames(categories, slugs(current)), newNames(states, currentStates)
	if n := len(current) + len(newCategories); n > ingest.MaxCategories && len(newCategories) > 0 {
		return fault.New(fault.CodeTooLarge, message.ImportCategories.With(n, ingest.MaxCategories))
	}
	if n := len(currentStates) + len(newStates); n > ingest.MaxRegions && len(newStates) > 0 {
		return fault.New(fault.CodeTooLarge, message.ImportStates.With(n, ingest.MaxRegions))
	}
	return nil
}

// newNames gives the names of one list that the other lacks.
func newNames(names, known []string) []string {
	is := make(map[string]bool, len(known))
	for _, n := range known {
		is[n] = true
	}
	fresh := []string{}
	for _, n := range names {
		if !is[n] && n != ingest.NoCategory {
			fresh = append(fresh, n)
		}
	}
	return fresh
}

func slugs(list []ingest.NamedSales) []string {
	names := make([]string, 0, len(list))
	for _, c := range list {
		names = append(names, c.Slug)
	}
	return names
}

// categorySales adds up the weeks that the query which selects by category.
func (t *tx) categorySales(ctx context.Context, which string, args ...any) ([]ingest.NamedSales, error) {
	names, err := t.categoryNames(ctx)
	if err != nil {
		return nil, err
	}
	return collect(ctx, t, func(row scanner) (c ingest.NamedSales, err error) {
		err = row.Scan(&c.Slug, &c.Revenue)
		c.NameEN = names[c.Slug]
		return c, err
	}, `
		SELECT c.category, SUM(c.revenue) FROM (`+which+`) AS w
		JOIN category_sums c ON c.version = w.version AND c.week = w.week
		GROUP BY c.category ORDER BY c.category`, args...)
}

// statesOf lists the states of the weeks that the query which selects.
func (t *tx) statesOf(ctx context.Context, which string, args ...any) ([]string, error) {
	return collect(ctx, t, func(row scanner) (s string, err error) {
		err = row.Scan(&s)
		return s, err
	}, `
		SELECT DISTINCT c.state FROM (`+which+`) AS w
		JOIN state_sums c ON c.version = w.version AND c.week = w.week
		ORDER BY c.state`, args...)
}
