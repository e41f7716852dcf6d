package seriescsv

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strings"

	"olist/forecast"
	"olist/forecast/csvform"
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

// maxWeeks bounds the span of one series: two centuries.
const maxWeeks = 200 * 53

// read collects the rows by series. Weeks may come in any order; those that
// no row names are left out (NaN). All series end with the last week of the
// file: one that ends earlier has weeks left out at its end.
func (l long) read(c *csv.Reader) (forecast.Panel, error) {
	var keys []string
	rows := map[string][]point{}
	lines := map[string]map[forecast.Week]int{}
	count := 0
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return forecast.Panel{}, explain(err)
		}
		line, _ := c.FieldPos(0)
		if count++; count > MaxValues {
			return forecast.Panel{}, fail(line, "the file holds more than %d values; split it", MaxValues)
		}
		key, p, err := l.parse(row, line)
		if err != nil {
			return forecast.Panel{}, err
		}
		if _, ok := rows[key]; !ok {
			keys = append(keys, key)
			lines[key] = map[forecast.Week]int{}
		}
		if at, ok := lines[key][p.week]; ok {
			return forecast.Panel{}, fail(line, "the week of %s of series %q stands in line %d already", p.week, key, at)
		}
		lines[key][p.week] = line
		rows[key] = append(rows[key], p)
	}
	if len(keys) == 0 {
		return forecast.Panel{}, fail(0, "the file has a header and no rows")
	}
	return panel(keys, rows)
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
	day := strings.TrimSpace(row[l.week])
	if l.brazilian {
		day = csvform.Date(day)
	}
	w, err := forecast.ParseWeek(day)
	if err != nil {
		return "", point{}, fail(line, "%v", err)
	}
	v, err := parse(row[l.value], line, l.brazilian)
	return strings.Clone(key), point{w, v}, err
}

func panel(keys []string, rows map[string][]point) (forecast.Panel, error) {
	p := forecast.Panel{Dated: true}
	last, any := forecast.Week(0), false
	for _, ps := range rows {
		for _, x := range ps {
			if !any || x.week > last {
				last, any = x.week, true
			}
		}
	}
	for _, key := range keys {
		ps := rows[key]
		first := ps[0].week
		for _, x := range ps {
			first = min(first, x.week)
		}
		if n := int(last-first) + 1; n > maxWeeks {
			return p, fail(0, "series %q spans %d weeks, from %s to %s; are its dates right?", key, n, first, last)
		}
		s := forecast.Series{Key: key, Start: first, Values: make([]float64, last-first+1)}
		for i := range s.Values {
			s.Values[i] = math.NaN()
		}
		for _, x := range ps {
			s.Values[x.week-first] = x.value
		}
		p.Series = append(p.Series, s)
	}
	return p, nil
}
