package week

import (
	"testing"
	"time"
)

// TestClock on days when the clocks change, whichever way time.Date looks.
func TestClock(t *testing.T) {
	for _, c := range []struct {
		zone, day    string
		hour, minute int
		want         string
	}{
		{"Europe/Berlin", "2026-03-28", 2, 30, "2026-03-28T01:30:00Z"},
		{"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T00:30:00Z"},
		{"America/Sao_Paulo", "2018-11-04", 0, 0, "2018-11-04T03:00:00Z"},
		{"America/Sao_Paulo", "2018-11-04", 0, 30, "2018-11-04T03:30:00Z"},
		{"America/New_York", "2026-03-08", 2, 15, "2026-03-08T07:15:00Z"},
		{"Australia/Lord_Howe", "2026-10-04", 2, 10, "2026-10-03T15:40:00Z"}, // by half an hour
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		day, err := time.ParseInLocation(time.DateOnly, c.day, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := Clock(day.Add(12*time.Hour), zone, c.hour, c.minute).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s, %s %d:%02d: %s, want %s", c.zone, c.day, c.hour, c.minute, got, c.want)
		}
	}
}
