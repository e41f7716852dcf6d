package seriescsv

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"olist/forecast"
)

// readWide reads one series a row. A first row whose second field is a number
// is data, not a header.
func readWide(c *csv.Reader, header []string, brazilian bool) (forecast.Panel, error) {
	var p forecast.Panel
	seen := map[string]int{}
	count := 0
	add := func(row []string, line int) error {
		key := strings.TrimSpace(row[0])
		if key == "" {
			return fail(line, "the first field, the series' name, is empty")
		}
		if at, ok := seen[key]; ok {
			return fail(line, "series %q stands in line %d already", key, at)
		}
		seen[key] = line
		fields := row[1:]
		for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
			fields = fields[:len(fields)-1] // ragged right
		}
		values := make([]float64, len(fields))
		for i, f := range fields {
			v, err := parse(f, line, brazilian)
			if err != nil {
				return err
			}
			values[i] = v
		}
		if count += len(values); count > MaxValues {
			return fail(line, "the file holds more than %d values; split it", MaxValues)
		}
		p.Series = append(p.Series, forecast.Series{Key: key, Values: values})
		return nil
	}
	if len(header) > 1 {
		if _, err := parse(header[1], 1, brazilian); err == nil && strings.TrimSpace(header[1]) != "" {
			if err := add(header, 1); err != nil {
				return p, err
			}
		}
	}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return p, explain(err)
		}
		line, _ := c.FieldPos(0)
		if err := add(row, line); err != nil {
			return p, err
		}
	}
	if len(p.Series) == 0 {
		return p, fail(0, "the file has a header and no series")
	}
	return p, nil
}
