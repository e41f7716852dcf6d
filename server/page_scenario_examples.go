package server

import (
	"strings"

	"olist/forecast"
	"olist/store"
	"olist/training"
	"olist/views/scenarios"
	"olist/views/text"
	"olist/week"
)

// exampleWeeks is how long a price cut of an example lasts.
const exampleWeeks = 4

// example is a scenario that is made at one click: its name, what it assumes in
// words, and the changes.
type example struct {
	scenarios.Example
	changes []store.Change
}

// scenarioExamples are made of the data at hand: a price cut in the largest
// category, a campaign in the week of the next retail event, and the largest
// state lost. Where there is no category or no state, there is no such example.
func scenarioExamples(l text.Locale, live *training.Live) ([]example, error) {
	var out []example
	first := live.Data.To + 1
	add := func(key, name, says string, c store.Change) {
		out = append(out, example{scenarios.Example{Key: key, Name: name, Says: says}, []store.Change{c}})
	}
	category, ok, err := largest(live, store.CategoryPrefix)
	if err != nil {
		return nil, err
	}
	if ok {
		price, last, name := store.Price{Percent: -10, Elasticity: usualElasticity}, first+exampleWeeks-1, segmentName(l, category)
		add("price", l.T(text.ExamplePrice, name), l.T(text.ExamplePriceSays, name, l.WeekRange(first, last), l.Number(price.Elasticity, 1)),
			store.Change{Segment: category.Key, From: first, To: last, Percent: price.Effect(), Price: &price})
	}
	at := campaignWeek(live.Data, first)
	add("campaign", l.T(text.ExampleCampaign), l.T(text.ExampleCampaignSays, weekAndEvent(l, live.Data, at)),
		store.Change{Segment: store.TotalKey, From: at, To: at, Percent: 20})
	state, ok, err := largest(live, store.StatePrefix)
	if err != nil {
		return nil, err
	}
	if ok {
		last, name := first+training.DefaultHorizon-1, segmentName(l, state)
		add("state", l.T(text.ExampleState, name), l.T(text.ExampleStateSays, name, l.WeekRange(first, last)),
			store.Change{Segment: state.Key, From: first, To: last, Percent: -100})
	}
	return out, nil
}

func weekAndEvent(l text.Locale, d *training.Data, at week.Week) string {
	if event := eventsByWeek(l, d)[at]; event != "" {
		return l.Week(at) + " (" + event + ")"
	}
	return l.Week(at)
}

// largest is the segment of a kind with the most sales forecast; false where
// there are fewer than two, since the only one is all sales.
func largest(live *training.Live, prefix string) (best store.Segment, ok bool, err error) {
	most, n := 0.0, 0
	for _, segment := range live.Data.Segments {
		if !strings.HasPrefix(segment.Key, prefix) {
			continue
		}
		f, err := live.Forecast(segment.Key)
		if err != nil {
			return best, false, err
		}
		n++
		if sold := f.Totals[training.DefaultHorizon-1].Value; sold > most {
			best, most = segment, sold
		}
	}
	return best, n > 1 && most > 0, nil
}

// campaignWeek is that of the first retail event ahead, or the second week.
func campaignWeek(d *training.Data, first week.Week) week.Week {
	at := first + training.MaxHorizon
	for _, e := range d.Panel.Events {
		if e.Kind == forecast.KindRetail && e.Week >= first {
			at = min(at, e.Week)
		}
	}
	if at == first+training.MaxHorizon {
		return first + 1
	}
	return at
}
