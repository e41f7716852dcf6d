package store

import (
	"context"
	"math"
	"slices"

	"olist/store/ingest"
	"olist/week"
)

// driverSpan gathers the values of one driver along the weeks of a history and
// on to what is known ahead.
type driverSpan struct {
	first    week.Week
	common   []float64             // of every segment
	parts    map[string][]partMean // of segments with values of their own, by key
	imported []int64               // the version that each week's value comes from
	hand     []handValue           // the last word of a person
}

type partMean struct {
	sum float64
	n   int
}

type handValue struct {
	given bool
	value float64 // NaN where a person said that it is not known
}

// drivers reads what is known ahead into a history: its drivers, and each
// segment's values. A segment's value is the mean over its cells, all of equal
// weight; a correction by hand holds for all of them.
func (t *tx) drivers(ctx context.Context, h *History) error {
	names, err := t.driverNames(ctx)
	if err != nil || len(names) == 0 || len(h.Weeks) == 0 {
		return err
	}
	first, last := h.Weeks[0].Week, h.Weeks[len(h.Weeks)-1].Week
	var furthest week.Week
	if err := t.QueryRowContext(ctx, `
		SELECT COALESCE(MAX(week), 0) FROM (SELECT week FROM current_drivers UNION ALL
			SELECT v.week FROM driver_edit_values v JOIN driver_edits e ON e.seq = v.seq WHERE e.undone_at = 0) AS w`).Scan(&furthest); err != nil {
		return err
	}
	weeks := int(max(last, min(furthest, last+ingest.MaxAhead))-first) + 1
	for _, name := range names {
		s := newDriverSpan(first, weeks)
		if err := t.readDriver(ctx, s, name); err != nil {
			return err
		}
		known := 0
		for i := range h.Segments {
			values := s.of(h.Segments[i].Key)
			h.Segments[i].Drivers = append(h.Segments[i].Drivers, values)
			known = max(known, knownAhead(values[h.taught():]))
		}
		h.Drivers = append(h.Drivers, Driver{Name: name, Known: known, Hand: s.byHand()})
	}
	return nil
}

// taught is the place of the first week after the last that teaches.
func (h *History) taught() int {
	end := 0
	for i, w := range h.Weeks {
		if w.Usable() {
			end = i + 1
		}
	}
	return end
}

func knownAhead(values []float64) int {
	if i := slices.IndexFunc(values, math.IsNaN); i >= 0 {
		return i
	}
	return len(values)
}

func newDriverSpan(first week.Week, weeks int) *driverSpan {
	return &driverSpan{first: first, common: slices.Repeat([]float64{math.NaN()}, weeks), parts: map[string][]partMean{},
		imported: make([]int64, weeks), hand: make([]handValue, weeks)}
}

// readDriver reads what imports brought, then what people said since.
func (t *tx) readDriver(ctx context.Context, s *driverSpan, name string) error {
	if _, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var v ingest.DriverValue
		var version int64
		if err = row.Scan(&v.Week, &version, &v.Category, &v.State, &v.Value); err == nil {
			s.add(v, version)
		}
		return struct{}{}, err
	}, `
		SELECT v.week, v.version, v.category, v.state, v.value
		FROM current_drivers c JOIN driver_values v ON v.version = c.version AND v.driver = c.driver AND v.week = c.week
		WHERE c.driver = $1 ORDER BY v.week, v.category, v.state`, name); err != nil {
		return err
	}
	_, err := collect(ctx, t, func(row scanner) (_ struct{}, err error) {
		var at week.Week
		var after int64
		var value *float64
		if err = row.Scan(&at, &after, &value); err == nil {
			s.say(at, after, value)
		}
		return struct{}{}, err
	}, `
		SELECT v.week, e.after, v.value FROM driver_edits e JOIN driver_edit_values v ON v.seq = e.seq
		WHERE e.driver = $1 AND e.undone_at = 0 ORDER BY e.seq`, name)
	return err
}

func (s *driverSpan) add(v ingest.DriverValue, version int64) {
	i := int(v.Week - s.first)
	if i < 0 || i >= len(s.common) {
		return
	}
	s.imported[i] = version
	if v.Category == "" && v.State == "" {
		s.common[i] = v.Value
		return
	}
	for _, key := range []string{TotalKey, CategoryKey(v.Category), StateKey(v.State)} {
		means := s.parts[key]
		if means == nil {
			means = make([]partMean, len(s.common))
			s.parts[key] = means
		}
		means[i] = partMean{means[i].sum + v.Value, means[i].n + 1}
	}
}

func (s *driverSpan) say(at week.Week, after int64, value *float64) {
	i := int(at - s.first)
	if i < 0 || i >= len(s.common) || s.imported[i] > after {
		return
	}
	s.hand[i] = handValue{true, math.NaN()}
	if value != nil {
		s.hand[i].value = *value
	}
	s.common[i] = s.hand[i].value
}

// of gives a segment's values: shared with others where it has none of its own.
func (s *driverSpan) of(key string) []float64 {
	means := s.parts[key]
	if means == nil {
		return s.common
	}
	values := slices.Clone(s.common)
	for i, m := range means {
		if m.n > 0 && !s.hand[i].given {
			values[i] = m.sum / float64(m.n)
		}
	}
	return values
}

func (s *driverSpan) byHand() (weeks []week.Week) {
	for i, h := range s.hand {
		if h.given {
			weeks = append(weeks, s.first+week.Week(i))
		}
	}
	return weeks
}
