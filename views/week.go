package views

import (
	"fmt"
	"time"
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
