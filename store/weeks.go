package store

import (
	"context"

	"olist/forecast"
	"olist/quality"
	"olist/week"
)

// weeks gives every week from the first to the last of those that the query
// which selects, as the detector judges them, with the administrator's
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
	found, err := t.inspect(ctx, which, args...)
	if err != nil {
		return nil, err
	}
	overrides, err := t.overrides(ctx)
	if err != nil {
		return nil, err
	}
	first := current[0].Week
	weeks := make([]WeekInfo, current[len(current)-1].Week-first+1)
	for _, w := range current {
		weeks[w.Week-first] = w
	}
	for i := range weeks {
		w := &weeks[i]
		w.Week = first + week.Week(i)
		if status, ok := found[w.Week]; ok {
			w.WeekStatus = status
		} else if w.Version == 0 {
			w.State, w.Reason = quality.StateEmpty, "no data for this week"
		} else {
			w.State = quality.StateComplete // weekly figures without days have only their level to judge by
		}
		if o, ok := overrides[w.Week]; ok {
			w.Override = &o
		}
	}
	return weeks, t.judgeLevels(ctx, weeks, found, which, args...)
}

// inspect judges the weeks whose orders are known by the day.
func (t *tx) inspect(ctx context.Context, which string, args ...any) (map[week.Week]quality.WeekStatus, error) {
	known := map[week.Week]bool{}
	days, err := collect(ctx, t, func(row scanner) (d quality.DayCount, err error) {
		var week week.Week
		var weekday int
		err = row.Scan(&week, &weekday, &d.Orders)
		d.Day = week.Monday().AddDate(0, 0, weekday)
		known[week] = true
		return d, err
	}, `
		SELECT d.week, d.weekday, d.orders
		FROM (`+which+`) AS cw
		JOIN daily_orders d ON d.version = cw.version AND d.week = cw.week
		ORDER BY d.week, d.weekday`, args...)
	if err != nil {
		return nil, err
	}
	found := map[week.Week]quality.WeekStatus{}
	for _, status := range quality.Inspect(days) {
		if known[status.Week] {
			found[status.Week] = status
		}
	}
	return found, nil
}

// judgeLevels marks the weeks whose total is far from usual. A week that
// somebody decided on, or entered an event for, speaks for itself.
func (t *tx) judgeLevels(ctx context.Context, weeks []WeekInfo, daily map[week.Week]quality.WeekStatus, which string, args ...any) error {
	cents := map[week.Week]int64{}
	if _, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var revenue int64
		err = row.Scan(&week, &revenue)
		cents[week] = revenue
		return struct{}{}, err
	}, `
		SELECT c.week, SUM(c.revenue)
		FROM (`+which+`) AS cw JOIN cells c ON c.version = cw.version AND c.week = cw.week
		GROUP BY c.week`, args...); err != nil {
		return err
	}
	events, err := t.events(ctx)
	if err != nil {
		return err
	}
	told := map[week.Week]bool{}
	for _, e := range events {
		told[e.Week] = told[e.Week] || e.Shock || e.Kind == forecast.KindOneOff || e.Kind == forecast.KindRetail
	}
	found, levels := make([]*quality.WeekStatus, len(weeks)), make([]quality.Level, len(weeks))
	for i := range weeks {
		w := &weeks[i]
		_, byDay := daily[w.Week]
		found[i] = &w.WeekStatus
		levels[i] = quality.Level{Revenue: float64(cents[w.Week]) / 100, Usable: w.Usable(), Daily: byDay, Told: w.Override != nil || told[w.Week]}
	}
	quality.JudgeLevels(found, levels)
	return nil
}
