package main

import (
	"context"
	"time"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

// known are the one-off events of the published weeks, for a person to edit.
// What is marked as a shock does not teach the model: the World Cup's weeks
// are, since that lowers the error of the total and of its parts; leaving out
// the strike's raises the parts'.
var known = []struct {
	name, week string
	shock      bool
}{
	{"Truckers' strike", "2018-05-21", false},
	{"Truckers' strike", "2018-05-28", false},
	{"World Cup", "2018-07-02", true},
	{"World Cup", "2018-07-09", true},
}

func seedEvents(ctx context.Context, db string, clock func() time.Time) error {
	s, err := store.Open(ctx, db, store.Options{Clock: clock})
	if err != nil {
		return err
	}
	defer s.Close()
	for _, k := range known {
		week, err := week.Parse(k.week)
		if err != nil {
			return err
		}
		if _, err := s.PutEvent(ctx, "makedb", "", forecast.Event{Name: k.name, Week: week, Kind: forecast.KindOneOff, Shock: k.shock}); err != nil {
			return err
		}
	}
	return nil
}
