package ui

import (
	"fmt"
	"strings"
	"time"

	"olist/views/text"
)

// AddWeeks moves an ISO date by whole weeks; what is not a date stays.
func AddWeeks(iso string, weeks int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.AddDate(0, 0, 7*weeks).Format(time.DateOnly)
}

// ISOWeek names the ISO week of a Monday: 2018-W34.
func ISOWeek(monday string) string {
	t, err := time.Parse(time.DateOnly, monday)
	if err != nil {
		return monday
	}
	year, week := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// WeekEnd gives the Sunday of a Monday's week.
func WeekEnd(monday string) string {
	t, err := time.Parse(time.DateOnly, monday)
	if err != nil {
		return monday
	}
	return t.AddDate(0, 0, 6).Format(time.DateOnly)
}

func WeekList(l text.Locale, mondays []string) string {
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
