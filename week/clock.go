package week

import "time"

// Clock is when a clock in a zone shows hour and minute on the calendar day of a
// moment there. A time that a change of the clocks leaves out is an hour later; of one
// that they repeat it is the first.
func Clock(day time.Time, zone *time.Location, hour, minute int) time.Time {
	y, m, d := day.In(zone).Date()
	at := time.Date(y, m, d, hour, minute, 0, 0, zone)
	if at.Day() != d || at.Hour() < hour { // the clocks skip it, and Date looked back; or else it looked ahead
		return at.Add(time.Hour)
	}
	if earlier := at.Add(-time.Hour); earlier.Hour() == at.Hour() { // it comes twice
		return earlier
	}
	return at
}
