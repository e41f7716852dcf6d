package store

import (
	"context"
	"math"
	"strings"

	"olist/shop"
	"olist/store/ingest"
	"olist/week"
)

// EarlyUnknown stands for what a segment sold before the month turned of weeks that
// lie in one month, or came without days.
const EarlyUnknown = math.MinInt64

// daySums adds what days sold to weeks, which run from the first on.
func (t *tx) daySums(ctx context.Context, weeks []WeekInfo, which string, args ...any) error {
	_, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var weekday int
		var cents int64
		if err = row.Scan(&week, &weekday, &cents); err == nil {
			weeks[week-weeks[0].Week].Sold[weekday] = cents
		}
		return struct{}{}, err
	}, `
		SELECT d.week, d.weekday, d.revenue
		FROM (`+which+`) AS cw
		JOIN daily_sums d ON d.version = cw.version AND d.week = cw.week`, args...)
	return err
}

// learnDays adds what days sold to a week that is in force without it.
func (t *tx) learnDays(ctx context.Context, version int64, w ingest.Week) error {
	known, err := t.exists(ctx, `SELECT 1 FROM daily_sums WHERE version = $1 AND week = $2`, version, w.Week)
	if err == nil && !known {
		err = t.insertDaySums(ctx, version, w)
	}
	if err != nil {
		return err
	}
	if known, err = t.exists(ctx, `SELECT 1 FROM early_sums WHERE version = $1 AND week = $2`, version, w.Week); known || err != nil {
		return err
	}
	early := t.newEarly()
	defer early.close()
	if err := addEarly(ctx, early, version, w); err != nil {
		return err
	}
	return early.flush(ctx)
}

func (t *tx) insertDaySums(ctx context.Context, version int64, w ingest.Week) error {
	if w.Sold == nil {
		return nil
	}
	for weekday, cents := range w.Sold {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO daily_sums (version, week, weekday, revenue) VALUES ($1, $2, $3, $4)`,
			version, w.Week, weekday, cents); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) newEarly() *bulk {
	return t.newBulk("early_sums", "version", "week", "segment", "cents", "items")
}

func addEarly(ctx context.Context, into *bulk, version int64, w ingest.Week) error {
	for _, e := range w.Early {
		if err := into.add(ctx, version, w.Week, e.Segment, e.Cents, e.Items); err != nil {
			return err
		}
	}
	return nil
}

// earlySum is what a segment sold of a week before the month turned, in what the shop
// measures.
type earlySum struct {
	week    week.Week
	segment string
	sold    int64
}

// early gives the segments what they sold of weeks before the month turned, as far as
// files told. Parts that were split by shares have no days of their own.
func (b *segmentBuilder) early(ctx context.Context, t *tx, p shop.Profile, weeks []WeekInfo) error {
	sold := `e.cents`
	if p.Measure == shop.Units {
		sold = `e.items`
	}
	sums, err := collect(ctx, t, func(row scanner) (e earlySum, err error) {
		err = row.Scan(&e.week, &e.segment, &e.sold)
		return e, err
	}, `
		SELECT e.week, e.segment, `+sold+`
		FROM current_weeks cw JOIN early_sums e ON e.version = cw.version AND e.week = cw.week`)
	if err != nil {
		return err
	}
	for _, e := range sums {
		if e.segment == TotalKey {
			b.knowEarly(e.week)
		}
	}
	for _, e := range sums {
		if s, i := b.byKey[e.segment], e.week-b.first; s != nil && s.Early != nil && s.Early[i] != EarlyUnknown {
			s.Early[i] = e.sold
		}
	}
	b.totalEarly(weeks)
	return nil
}

// knowEarly makes a week's days known to the segments that it told of.
func (b *segmentBuilder) knowEarly(w week.Week) {
	split := b.spread[w]
	for key, s := range b.byKey {
		if !(split.Categories && strings.HasPrefix(key, CategoryPrefix) || split.States && strings.HasPrefix(key, StatePrefix)) {
			s.setEarly(int(w-b.first), 0)
		}
	}
}

// totalEarly takes the total of weeks that came before the program kept it by segment
// from what their days sold, where these are all of the week.
func (b *segmentBuilder) totalEarly(weeks []WeekInfo) {
	total := b.at(TotalKey)
	for i, w := range weeks {
		turn := w.Week.Turn()
		if w.Sold == [7]int64{} || turn == 7 || total.Early != nil && total.Early[i] != EarlyUnknown {
			continue
		}
		early, all := int64(0), int64(0)
		for d, sold := range w.Sold {
			if all += sold; d < turn {
				early += sold
			}
		}
		if all == total.Revenue[i] {
			total.setEarly(i, early)
		}
	}
}

func (s *Segment) setEarly(i int, sold int64) {
	if s.Early == nil {
		s.Early = make([]int64, len(s.Revenue))
		for k := range s.Early {
			s.Early[k] = EarlyUnknown
		}
	}
	s.Early[i] = sold
}

// earlyDiffer is a query that finds a week whose parts do not make up what it sold
// before the month turned.
const earlyDiffer = `
	SELECT 1 FROM (
		SELECT MAX(CASE WHEN segment = 'total' THEN 1 ELSE 0 END) AS known,
			SUM(CASE WHEN segment = 'total' THEN cents ELSE 0 END) AS cents, SUM(CASE WHEN segment = 'total' THEN items ELSE 0 END) AS items,
			SUM(CASE WHEN segment LIKE 'category:%' THEN cents ELSE 0 END) AS cents1, SUM(CASE WHEN segment LIKE 'category:%' THEN items ELSE 0 END) AS items1,
			SUM(CASE WHEN segment LIKE 'state:%' THEN cents ELSE 0 END) AS cents2, SUM(CASE WHEN segment LIKE 'state:%' THEN items ELSE 0 END) AS items2
		FROM early_sums GROUP BY version, week) AS early
	WHERE known = 0 OR cents <> cents1 OR items <> items1 OR cents <> cents2 OR items <> items2`
