// Package plan is the page of the plan and that of what overrides were worth. As
// every page it imports ui, chart and text and no other page; server alone imports it.
package plan

import (
	"strconv"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page of the plan. Money is in cents.
type View struct {
	ui.Frame
	Segment  ui.Segment
	Segments []ui.SegmentGroup
	Horizon  int
	Longest  int
	Weeks    []Week
	Coming   []week.Week // that an override may name
	Reasons  []string
	Form     Form
	Listed   []Override // in force
	Gone     []Override // deleted of late
	Counts   *Published // nil for none
	Differs  int        // weeks of this segment in which the published plan is not the forecast
	Older    bool       // it began from an earlier forecast
	Open     bool       // overrides were changed since
	History  []Published
	Next     int64  // number that the next plan gets
	Version  string // of the forecast that is shown
	Seen     int64  // the latest change that is shown
	Problem  string // what was refused, outside of the form
}

// Week is one week of the segment.
type Week struct {
	Week            week.Week
	Forecast, Draft int64
	Published       int64
	HasPublished    bool
}

// Override is one override in the list.
type Override struct {
	ID, Says, By string
	At           time.Time
	Remark       string
	Version      int64
	New          bool // nothing was said before: to undo it is to delete it
}

// Published is a published plan.
type Published struct {
	Number    int64
	By        string
	At        time.Time
	Until     week.Week
	Withdrawn bool
	Counts    bool
}

// Form is the override that is being written.
type Form struct {
	Open                        bool
	ID                          string // that it takes the place of; "" for a new one
	Row                         week.Week
	From, To                    week.Week
	Kind, Value, Reason, Remark string
	Problem                     string
	Field                       string // that is wrong
	Effect                      []Effect
	Asked                       string // what it was asked about, if it is meant; "" for nothing
}

// Effect is what an override would do to a segment, in its weeks together.
type Effect struct {
	Name          string
	Forecast, Now int64
	With          int64
}

// The ways to say what an override should be, as training names them.
const (
	Percent = "percent"
	Amount  = "amount"
	Set     = "set"
)

var kinds = []struct {
	key  string
	name text.Text
}{{Set, text.PlanKindSet}, {Amount, text.PlanKindAmount}, {Percent, text.PlanKindPercent}}

func (v View) query() string { return ui.ViewQuery(v.Segment.Key, v.Horizon).Encode() }

func (v View) url(more string) string { return "/plan?" + v.query() + more }

func (v View) number(n int64) string { return v.Text.Int(int(n)) }

func (v View) seen() string { return strconv.FormatInt(v.Seen, 10) }

// standing says what plan counts and how it stands to the forecast.
func (v View) standing() string {
	l, p := v.Text, v.Counts
	if p == nil {
		return l.T(text.PlanNone)
	}
	number, on, weeks := v.number(p.Number), l.Time(p.At), l.N(text.Weeks, v.Differs)
	here := l.Here(p.By)
	switch {
	case here && v.Differs == 0:
		return l.T(text.PlanIsHereSame, number, on)
	case here:
		return l.T(text.PlanIsHere, number, on, weeks)
	case v.Differs == 0:
		return l.T(text.PlanIsSame, number, p.By, on)
	}
	return l.T(text.PlanIs, number, p.By, on, weeks)
}

func (v View) by(o Override) string {
	if v.Text.Here(o.By) {
		return v.Text.T(text.PlanByHere, v.Text.Time(o.At))
	}
	return v.Text.T(text.PlanBy, o.By, v.Text.Time(o.At))
}

func who(l text.Locale, name string) string {
	if l.Here(name) {
		return l.T(text.WorthHere)
	}
	return name
}

// Totals are the sums of the weeks shown.
func (v View) Totals() (t Week) {
	t.HasPublished = true
	for _, w := range v.Weeks {
		t.Forecast += w.Forecast
		t.Draft += w.Draft
		t.Published += w.Published
		t.HasPublished = t.HasPublished && w.HasPublished
	}
	return t
}

// change writes what is laid over a forecast.
func change(l text.Locale, cents int64) string {
	switch {
	case cents == 0:
		return "–"
	case cents > 0:
		return "+" + l.MoneyWhole(cents)
	}
	return l.MoneyWhole(cents)
}

func wrong(problem bool) string {
	if problem {
		return "true"
	}
	return "false"
}

func (v View) formName() string {
	if v.Form.ID == "" {
		return v.Text.T(text.PlanNew)
	}
	return v.Text.T(text.PlanEdit, v.Form.ID)
}

func (p Published) turnURL() string {
	act := "/withdraw"
	if p.Withdrawn {
		act = "/restore"
	}
	return "/plan/" + strconv.FormatInt(p.Number, 10) + act
}
