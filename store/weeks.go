package store

import (
	"context"
	"time"

	"olist/quality"
	"olist/week"
)

// weeks gives every week from the first to the last of those that the query
// which selects, as package quality judges them, with the administrator's
// overrides.
func (t *tx) weeks(ctx context.Context, which string, args ...any) ([]WeekInfo, error) {
	current, err := collect(ctx, t, func(row scanner) (w WeekInfo, err error) {
		err = row.Scan(&w.Week, &w.Version, &w.Orders)
		return w, err
	}, `
		SELECT cw.week, cw.version, COALESCE(o.orders, 0)
		FROM (`+which+`) AS cw
		LEFT JOIN order_counts o ON o.version = cw.version AND o.week = cw.week AND o.segment = 'total'
		ORDER BY cw.week`, args...)
	if err != nil || len(current) == 0 {
		return nil, err
	}
	overrides, err := t.overrides(ctx)
	if err != nil {
		return nil, err
	}
	first := current[0].Week
	weeks := make([]WeekInfo, current[len(current)-1].Week-first+1)
	known := make([]quality.Evidence, len(weeks))
	for _, w := range current {
		weeks[w.Week-first] = w
		known[w.Week-first] = quality.Evidence{Present: w.Version != 0, Orders: w.Orders}
	}
	for i := range weeks {
		if o, ok := overrides[first+week.Week(i)]; ok {
			weeks[i].Override, known[i].Decision = &o, &o.Usable
		}
	}
	days, err := t.evidence(ctx, first, known, which, args...)
	if err != nil {
		return nil, err
	}
	for i, s := range quality.Judge(first, known, days) {
		weeks[i].WeekStatus = s
	}
	for _, d := range days {
		w := first.Containing(d.Day)
		weeks[w-first].Days[d.Day.Sub(w.First())/(24*time.Hour)] = d.Orders
	}
	return weeks, t.daySums(ctx, weeks, which, args...)
}

// evidence adds to weeks from first on their revenue, whether their orders are
// known by the day and whether an event explains them, and gives those orders.
func (t *tx) evidence(ctx context.Context, first week.Week, known []quality.Evidence, which string, args ...any) ([]quality.DayCount, error) {
	days, err := collect(ctx, t, func(row scanner) (d quality.DayCount, err error) {
		var week week.Week
		var weekday int
		err = row.Scan(&week, &weekday, &d.Orders)
		d.Day = week.First().AddDate(0, 0, weekday)
		known[week-first].Daily = true
		return d, err
	}, `
		SELECT d.week, d.weekday, d.orders
		FROM (`+which+`) AS cw
		JOIN daily_orders d ON d.version = cw.version AND d.week = cw.week
		ORDER BY d.week, d.weekday`, args...)
	if err != nil {
		return nil, err
	}
	if _, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var cents int64
		err = row.Scan(&week, &cents)
		known[week-first].Revenue = float64(cents) / 100
		return struct{}{}, err
	}, `
		SELECT c.week, SUM(c.revenue)
		FROM (`+which+`) AS cw JOIN category_sums c ON c.version = cw.version AND c.week = cw.week
		GROUP BY c.week`, args...); err != nil {
		return nil, err
	}
	events, err := t.events(ctx)
	for _, e := range events {
		if i := int(e.Week - first); i >= 0 && i < len(known) && e.Explains() {
			known[i].Explained = true
		}
	}
	return days, err
}
