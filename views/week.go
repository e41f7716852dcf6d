package views

import (
	"fmt"
	"strings"
	"time"

	"olist/views/text"
)

// addWeeks moves an ISO date by whole weeks; what is not a date stays.
func addWeeks(iso string, weeks int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.AddDate(0, 0, 7*weeks).Format(time.DateOnly)
}

// isoWeek names the ISO week of a Monday: 2018-W34.
func isoWeek(monday string) string {
	t, err := time.Parse(time.DateOnly, monday)
	if err != nil {
		return monday
	}
	year, week := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// addWeekEnd gives the Sunday of a Monday's week.
func addWeekEnd(monday string) string {
	t, err := time.Parse(time.DateOnly, monday)
	if err != nil {
		return monday
	}
	return t.AddDate(0, 0, 6).Format(time.DateOnly)
}

func weekList(l text.Locale, mondays []string) string {
	const most = 6
	var names []string
	for _, m := range mondays[:min(most, len(mondays))] {
		names = append(names, l.Week(m))
	}
	if more := len(mondays) - most; more > 0 {
		names = append(names, l.T(text.AndMore, l.Int(more)))
	}
	return strings.Join(names, ", ")
}
