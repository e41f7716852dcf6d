package ui

import (
	"fmt"
	"strings"

	"olist/views/text"
	"olist/week"
)

// ISOWeek names a week by its number: 2018-W34.
func ISOWeek(w week.Week) string {
	year, n := w.ISO()
	return fmt.Sprintf("%d-W%02d", year, n)
}

// WeekList writes weeks with commas, the first of many.
func WeekList(l text.Locale, weeks []week.Week) string {
	const most = 6
	var names []string
	for _, w := range weeks[:min(most, len(weeks))] {
		names = append(names, l.Week(w))
	}
	if more := len(weeks) - most; more > 0 {
		names = append(names, l.T(text.AndMore, l.Int(more)))
	}
	return strings.Join(names, ", ")
}
