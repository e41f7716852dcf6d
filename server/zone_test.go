package server

import (
	"strings"
	"testing"
	"time"

	"olist/training/automation"
)

// TestTimesInTheDatasZone: pages write times in the schedule's zone and say which;
// the API keeps UTC.
func TestTimesInTheDatasZone(t *testing.T) {
	a := newIdleApp(t)
	pages := []string{"/models", "/", "/admin/audit", "/admin/jobs/j1"}
	for _, path := range pages {
		if page := a.page(path); strings.Contains(page, ":00 UTC") || strings.Contains(page, " UTC<") || path != "/admin/jobs/j1" && !strings.Contains(page, " UTC\u2212") {
			t.Errorf("%s is not in the time of São Paulo", path)
		}
	}
	must(t, a.training.Automation().SetSchedule(t.Context(), "test", automation.Schedule{Mode: automation.ScheduleOff, Weekday: time.Monday, Zone: "Asia/Kathmandu"}))
	for _, path := range pages[:3] {
		wantIn(t, a.page(path), " UTC+5:45")
	}
	if _, models := a.ask("GET", "/api/v1/models", ""); !strings.Contains(models, `Z"`) || strings.Contains(models, "+05:45") {
		t.Error("the API does not write UTC")
	}
}
