// Package dashboard is the page of one segment's forecast: the answer, its
// figures, chart and table, targets, notes, what moves it, and the page of what
// drives each week. As every page it imports ui, chart and text and no other
// page; server alone imports it.
package dashboard

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View shows one segment's past and coming weeks.
type View struct {
	ui.Frame
	Drives   Drives // what the forecast is made of
	DrivesAt string // where that is loaded from, where it is not known yet
	Segment  ui.Segment
	Segments []ui.SegmentGroup
	Trail    []ui.Segment // what the segment is part of, the whole first
	Horizon  int          // weeks shown ahead
	Longest  int          // horizon that can be asked for
	Today    week.Week    // the present one; 0 where it is not known
	Past     []ui.PastWeek
	Targets  []ui.Target // one a week, Horizon of them
	Together ui.Range    // the horizon's total
	Periods
	Errors     []ui.StepError
	Pending    bool   // the errors are still being measured
	Unmeasured string // why they are not, nor will be; "" else
	Unsold     bool   // nothing was sold in the weeks that were forecast one week ahead
	Lately     Lately
	Covered    ui.Coverage // how many weeks of the backtest the 80% range held
	Coming     []ComingEvent
	Goal       Goal
	Plan       []PlanWeek // of the published plan; none where there is none
	Overlay    int        // steps ahead of the past forecasts laid over the sales; 0 for none
	Steps      []int      // that can be laid over
	Notes      []Note
	NoteForm   NoteForm        // a new note
	NoteGone   string          // id of the note that was just deleted, or ""
	Parts      []ui.SegmentRow // what all sales consist of, where it is all sales
	Split      []SplitRow      // what another segment consists of, the largest first
	Partial    bool            // only what changes with the controls is sent
	Problem    string          // why there is no forecast, in words; "" where there is one
	Choices    []ui.Segment    // that may have been meant, where the name was not clear
}

// Lately is how the forecasts of the latest weeks did, one week ahead.
type Lately struct {
	Weeks, Inside int // how many fell into the 80% range
	WAPE          float64
}

// ComingEvent is a known event in the weeks ahead.
type ComingEvent struct {
	Week  week.Week
	Name  string
	Cents int64 // that it adds to the forecast; 0 where nothing was found
}

// SplitRow is what a part of a segment is expected to bring.
type SplitRow struct {
	ui.Segment
	Cents int64
	Share float64
}

// Note is what a person wrote about a week.
type Note struct {
	ID       string
	Week     week.Week
	Text, By string
}

// splitWeeks lists the weeks of which only the total is known.
func (d View) splitWeeks() (weeks []week.Week) {
	for _, w := range d.Past {
		if w.Split {
			weeks = append(weeks, w.Week)
		}
	}
	return weeks
}

// weeks is what the chart shows.
func (d View) weeks() chart.Weeks {
	w := chart.Weeks{Text: d.Text, Segment: d.Segment, Horizon: d.Horizon, Today: d.Today, Past: d.Past, Targets: d.Targets, Overlay: d.Overlay}
	if d.weeklyGoal() {
		w.Goal = d.Goal.Cents
	}
	return w
}

// lastWeeks sums the latest n complete weeks; n is cut to what there is.
func (d View) lastWeeks(n int) (cents int64, weeks int) {
	complete := ui.Complete(d.Past)
	for _, w := range complete[max(0, len(complete)-n):] {
		cents += w.Cents
		weeks++
	}
	return cents, weeks
}

// YearAgo sums the weeks 52 before the targets. All must be complete, or there
// is nothing to compare with.
func (d View) YearAgo() (cents int64, ok bool) {
	byWeek := make(map[week.Week]int64, len(d.Past))
	for _, w := range ui.Complete(d.Past) {
		byWeek[w.Week] = w.Cents
	}
	for _, t := range d.Targets {
		c, found := byWeek[t.Week-week.PerYear]
		if !found {
			return 0, false
		}
		cents += c
	}
	return cents, len(d.Targets) > 0
}

// yearAgoIn is what the week 52 before one brought, in words; a dash where it
// is not known whole.
func (d View) yearAgoIn(w week.Week) string {
	cents, ok := d.SoldIn(w - week.PerYear)
	if !ok {
		return "–"
	}
	return d.Text.Whole(cents)
}

func (d View) yearAgoTotal() string {
	cents, ok := d.YearAgo()
	if !ok {
		return "–"
	}
	return d.Text.Whole(cents)
}

// SoFar adds up the forecasts of the weeks up to the i-th.
func (d View) SoFar(i int) (cents int64) {
	for _, t := range d.Targets[:i+1] {
		cents += t.Cents
	}
	return cents
}

// errorAt gives the measured error at a step.
func (d View) errorAt(step int) (float64, bool) {
	for _, e := range d.Errors {
		if e.Step == step {
			return e.WAPE, true
		}
	}
	return 0, false
}

// query is the part of the address that says what is shown.
func (d View) query() string {
	q := ui.ViewQuery(d.Segment.Key, d.Horizon)
	if d.Goal.Cents > 0 && d.Goal.KeptBy == "" && d.Goal.Plan == 0 {
		q.Set("goal", d.goalValue())
		q.Set("per", d.Goal.Per())
	}
	if d.Overlay > 0 {
		q.Set("past", strconv.Itoa(d.Overlay))
	}
	d.addSpan(q)
	return q.Encode()
}

// goalValue is the target in R$ with a point.
func (d View) goalValue() string {
	return strconv.FormatFloat(chart.Reais(d.Goal.Cents), 'f', -1, 64)
}

// goalHint stands in the empty field of the target.
func (d View) goalHint() string {
	if d.Goal.KeptBy != "" {
		return d.Text.MoneyShort(d.Goal.Cents)
	}
	return d.Text.T(text.GoalHint)
}

// stale tells whether the weeks that are called coming have passed.
func (d View) stale() bool {
	return d.Today != 0 && len(d.Targets) > 0 && week.Late(d.Targets[0].Week, d.Today) > 0
}

// dataUntil is the last day of the last complete week, which is forecast from.
// The model may have been trained before the newest weeks came.
func (d View) dataUntil() time.Time { return (d.Targets[0].Week - 1).Last() }

// comparable tells whether there are as many complete weeks as are coming.
func (d View) comparable() bool {
	_, weeks := d.lastWeeks(d.Horizon)
	return weeks == d.Horizon
}

// SoldIn gives what a complete week brought.
func (d View) SoldIn(sought week.Week) (int64, bool) {
	for _, w := range d.Past {
		if w.Week == sought {
			return w.Cents, w.Reason == ""
		}
	}
	return 0, false
}

// splitTitle says of what kind the parts are.
func (d View) splitTitle() string {
	if d.ofState() {
		return d.Text.SplitBy(d.Segment.Name, d.Text.Shop().Category)
	}
	return d.Text.SplitBy(d.Segment.Name, d.Text.Shop().Region)
}

// drillURL leads to a part, from where the trail leads back here.
func (d View) drillURL(key string) string {
	return ui.DashboardURL(key, d.Horizon) + "&" + d.addSpan(url.Values{"from": {d.Segment.Key}}).Encode()
}

func (d View) trailURL(s ui.Segment) string {
	return "/?" + d.addSpan(ui.ViewQuery(s.Key, d.Horizon)).Encode()
}

func (d View) ofState() bool { return strings.HasPrefix(d.Segment.Key, ui.KindState+":") }

// cameFrom reports whether the way down led through a segment.
func (d View) cameFrom(s ui.Segment) bool { return len(d.Trail) > 1 && d.Trail[1].Key == s.Key }

// trailEnd names the segment. Where the way led through one of the other kind,
// it says that the figures are not of both together.
func (d View) trailEnd() string {
	switch {
	case len(d.Trail) < 2:
		return d.Segment.Name
	case d.ofState():
		return d.Text.T(text.TrailWholeState, d.Segment.Name)
	}
	return d.Text.T(text.TrailWholeKind, d.Segment.Name)
}

// PlanWeek is what the published plan says of a week of the forecast.
type PlanWeek struct {
	Number int64 // of the plan
	Cents  int64
	Known  bool
}
