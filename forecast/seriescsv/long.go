package seriescsv

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"olist/forecast"
)

// long are the columns of a file with one row a value; series is -1 where
// there is but one.
type long struct {
	series, week, value int
	brazilian           bool // numbers and dates may be
}

// point is one row.
type point struct {
	week  forecast.Week
	value float64
}

// gathered are the rows of a long file, by series in the order of the file.
type gathered struct {
	keys   []string
	points map[string][]point
	lines  map[string]map[forecast.Week]int
}

// read collects the rows by series. Weeks may come in any order; those that
// no row names are left out (NaN). All series end with the last week of the
// file: one that ends earlier has weeks left out at its end.
func (l long) read(rs *rows) (forecast.Panel, error) {
	g := gathered{points: map[string][]point{}, lines: map[string]map[forecast.Week]int{}}
	first, numbers := 0, 0
	for {
		row, line, err := rs.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return forecast.Panel{}, err
		}
		if err := rs.hold(1, line); err != nil {
			return forecast.Panel{}, err
		}
		key, p, err := l.parse(row, line)
		if err != nil {
			return forecast.Panel{}, err
		}
		if first == 0 {
			first = line
		}
		if p.value == p.value {
			numbers++
		}
		if err := g.add(key, p, line); err != nil {
			return forecast.Panel{}, err
		}
	}
	switch {
	case len(g.keys) == 0:
		return forecast.Panel{}, fail(0, "the file has a header and no rows")
	case numbers == 0:
		return forecast.Panel{}, fail(first, "no row from here on has a number in its value column; a forecast needs some")
	}
	return g.panel()
}

func (l long) parse(row []string, line int) (string, point, error) {
	if need := max(l.series, l.week, l.value); need >= len(row) {
		return "", point{}, fail(line, "the row has %d fields; it needs %d", len(row), need+1)
	}
	key := "series"
	if l.series >= 0 {
		if key = strings.TrimSpace(row[l.series]); key == "" {
			return "", point{}, fail(line, "the series' name is empty")
		}
	}
	w, err := parseWeek(row[l.week], l.brazilian)
	if err != nil {
		return "", point{}, fail(line, "%v", err)
	}
	v, err := parse(row[l.value], line, l.brazilian)
	return strings.Clone(key), point{w, v}, err
}

func (g *gathered) add(key string, p point, line int) error {
	lines, ok := g.lines[key]
	if !ok {
		lines = map[forecast.Week]int{}
		g.keys, g.lines[key] = append(g.keys, key), lines
	}
	if at, ok := lines[p.week]; ok {
		return fail(line, "the week of %s of series %q stands in line %d already", p.week, key, at)
	}
	lines[p.week] = line
	g.points[key] = append(g.points[key], p)
	return nil
}

func (g *gathered) panel() (forecast.Panel, error) {
	p := forecast.Panel{Dated: true}
	spans, err := g.spans()
	if err != nil {
		return p, err
	}
	last := spans[0].last
	for _, s := range spans {
		last = max(last, s.last)
	}
	for i, key := range g.keys {
		s := forecast.Series{Key: key, Start: spans[i].first, Values: missing(int(last-spans[i].first) + 1)}
		for _, x := range g.points[key] {
			s.Values[x.week-s.Start] = x.value
		}
		p.Series = append(p.Series, s)
	}
	return p, nil
}

// spans gives that of every series, all of which are likely, as is that of
// the whole file.
func (g *gathered) spans() ([]span, error) {
	spans := make([]span, len(g.keys))
	first, last := forecast.Week(math.MaxInt), forecast.Week(math.MinInt)
	for i, key := range g.keys {
		spans[i] = spanOf(weeksOf(g.points[key]))
		if spans[i].unlikely() {
			return nil, spans[i].refuse(g.lines[key][spans[i].odd], fmt.Sprintf("series %q", key))
		}
		first, last = min(first, spans[i].first), max(last, spans[i].last)
	}
	if int(last-first) < wideGap {
		return spans, nil
	}
	var all []forecast.Week
	for _, key := range g.keys {
		all = append(all, weeksOf(g.points[key])...)
	}
	if s := spanOf(all); s.unlikely() {
		for _, key := range g.keys {
			if line, ok := g.lines[key][s.odd]; ok {
				return nil, s.refuse(line, fmt.Sprintf("the file, with this row of series %q,", key))
			}
		}
	}
	return spans, nil
}

func weeksOf(ps []point) []forecast.Week {
	weeks := make([]forecast.Week, len(ps))
	for i, x := range ps {
		weeks[i] = x.week
	}
	return weeks
}

// missing are n weeks left out.
func missing(n int) []float64 { return slices.Repeat([]float64{math.NaN()}, n) }
