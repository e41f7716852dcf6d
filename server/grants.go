package server

import "olist/store"

// access is what a route needs, any one of several, and what somebody has.
type access uint8

const (
	reads    access = 1 << iota // what is shown: forecasts, data, models, jobs
	plans                       // notes, targets, scenarios, events, what is known of the coming weeks
	loads                       // files of sales, until they are in force or undone
	trains                      // models and the jobs that make them, verdicts on weeks
	measures                    // the metrics
	self                        // who has logged in: their sessions
	admin                       // who may do what, sources, settings, the shop, everything at once

	open access = 0 // needs nothing: whoever can reach the address
)

// What roles and scopes open; each holds the one before it.
const (
	viewer  = reads | self
	planner = viewer | plans
	analyst = planner | loads | trains
	all     = analyst | measures | admin
)

var grantsOfRole = map[store.Role]access{
	store.Viewer:  viewer,
	store.Planner: planner,
	store.Analyst: analyst,
	store.Admin:   all,
}

var grantsOfScope = map[store.Scope]access{
	store.ScopeRead:    reads,
	store.ScopePlan:    planner &^ self,
	store.ScopeTrain:   analyst &^ self,
	store.ScopeImport:  loads,
	store.ScopeMetrics: measures,
	store.ScopeAdmin:   all,
}

// has reports whether who has a may use what needs need.
func (a access) has(need access) bool { return need == open || a&need != 0 }
