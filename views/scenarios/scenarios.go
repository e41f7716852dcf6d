// Package scenarios is the pages of what-if: the list, and one scenario laid
// over a segment's forecast. As every page it imports ui, chart and text and no
// other page; server alone imports it.
package scenarios

import (
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page of all scenarios.
type View struct {
	ui.Frame
	Rows    []Row
	Name    Input  // of a new one
	Deleted string // id of the one that was just deleted, or ""
	// Examples are offered where there is no scenario yet.
	Examples []Example
}

// Input is what stands in a field, and what is wrong with it, "" for nothing.
type Input struct{ Value, Problem string }

// Example is a scenario that is made at one click.
type Example struct {
	Key  string
	Name string
	Says string // what it assumes
}

// Row is one scenario in the list.
type Row struct {
	ID, Name, By string
	Changed      time.Time
	Assumptions  int
}

// Scenario is one scenario, laid over a segment's forecast.
type Scenario struct {
	ui.Frame
	ID, Name    string
	By          string
	Changed     time.Time
	Segment     ui.Segment
	Segments    []ui.SegmentGroup
	Horizon     int
	Longest     int
	Today       week.Week
	Past        []ui.PastWeek
	Base        []ui.Target
	Assumed     []ui.Target
	Assumptions []Assumption
	Weeks       []week.Week          // that an assumption may name
	Events      map[week.Week]string // what happens in them
	Problem     string               // what is wrong with the assumption just given
	Rename      Input                // a name that could not be taken
	Given       Assumption
	Drivers     []string // that an assumption may change
	Editing     int      // number of the assumption in the form; -1 for a new one
	Undone      bool     // the latest change was undone, and may be redone
	MayUndo     bool     // there is a state before the latest change
	Seen        ui.Seen
}

// The kinds of assumptions.
const (
	AssumePercent = "percent"
	AssumePrice   = "price"
	AssumeStop    = "stop"
	AssumeDriver  = "driver"
)

func (s Scenario) query() string {
	return ui.ViewQuery(s.Segment.Key, s.Horizon).Encode()
}

// Totals are the sums of the weeks shown, as forecast and as assumed.
func (s Scenario) Totals() (base, assumed int64) {
	for i := range s.Base {
		base += s.Base[i].Cents
		assumed += s.Assumed[i].Cents
	}
	return base, assumed
}

// outcome says what the assumptions come to.
func (s Scenario) outcome() string {
	l := s.Text
	base, assumed := s.Totals()
	weeks := l.N(text.InComing, s.Horizon)
	ratio, ok := ui.Change(assumed, base)
	if !ok || base == assumed {
		return l.T(text.ScenarioSame, l.MoneyShort(base), weeks)
	}
	return l.T(text.ScenarioOutcome, l.MoneyShort(assumed), weeks, ui.Signed(l, assumed-base), l.Change(ratio))
}

// beyond is how many weeks would have to be shown to see every assumption; 0
// where all are in sight.
func (s Scenario) beyond() int {
	if len(s.Base) == 0 {
		return 0
	}
	need := 0
	for _, a := range s.Assumptions {
		for i, w := range s.Weeks {
			if w == a.From && i >= s.Horizon {
				need = max(need, i+1)
			}
			if w == a.To && i >= s.Horizon {
				need = max(need, i+1)
			}
		}
	}
	return need
}

// AssumedIn names the assumptions about a week, for a table.
func (s Scenario) AssumedIn(w week.Week) string {
	var all []string
	for _, a := range s.Assumptions {
		if w >= a.From && w <= a.To {
			all = append(all, a.Segment.Name+": "+a.effect(s.Text))
		}
	}
	return strings.Join(all, "; ")
}

// weekWithEvent is a week as a choice names it.
func (s Scenario) weekWithEvent(w week.Week) string {
	if e := s.Events[w]; e != "" {
		return s.Text.Week(w) + " – " + e
	}
	return s.Text.Week(w)
}

// url leads to the scenario as it is shown.
func (s Scenario) url(more string) string { return "/scenarios/" + s.ID + "?" + s.query() + more }

// urlAt is the same with so many weeks.
func (s Scenario) urlAt(horizon int) string {
	s.Horizon = horizon
	return s.url("")
}

// chart draws the history, the forecast, and what the assumptions make of it.
func (s Scenario) chart() chart.Data {
	d := chart.Weeks{Text: s.Text, Segment: s.Segment, Past: s.Past, Targets: s.Base, Horizon: s.Horizon, Today: s.Today}
	l, rows := s.Text, d.Rows()
	n := len(rows)
	data := chart.Data{View: 26 + s.Horizon, Name: s.Name + ", " + l.T(text.AssumptionTag) + ". " + d.Name(),
		Words: append([]string{s.outcome()}, d.Words()...), Legend: []chart.LegendItem{
			chart.Swatch("history", l.T(text.SeriesHistory)), chart.Swatch("compared-1", l.T(text.SeriesScenario)),
			chart.Swatch("forecast", l.T(text.SeriesBaseline)),
		}}
	if !d.Unsure() {
		data.Legend = append(data.Legend, chart.Swatch("band-80", l.T(text.SeriesBand80)))
	}
	weeks := make([]week.Week, n)
	history, base, assumed := chart.LineData(n), chart.LineData(n), chart.LineData(n)
	low, high, events, notes := chart.LineData(n), chart.LineData(n), chart.LineData(n), chart.LineData(n)
	joint, step := -1, 0
	for i, r := range rows {
		weeks[i] = r.Week
		tip := d.Tip(r)
		if r.Past != nil && r.Past.Reason == "" {
			history[i].Value = chart.Reais(r.Past.Cents)
			joint = i
		}
		chart.MarkWeek(r, &events[i], &notes[i])
		if r.Target != nil {
			base[i].Value, assumed[i].Value = chart.Reais(r.Target.Cents), chart.Reais(s.Assumed[step].Cents)
			chart.SetBand(low, high, i, r.Target.Range, r.Target.Low, r.Target.High)
			chart.AddRow(&tip, l.T(text.SeriesScenario), l.MoneyWhole(s.Assumed[step].Cents))
			if said := s.AssumedIn(r.Week); said != "" {
				chart.AddRow(&tip, said, "")
			}
			step++
		}
		data.Ticks = append(data.Ticks, chart.Tick(l, r.Week))
		data.Tips = append(data.Tips, tip)
	}
	if joint >= 0 {
		lines := [][]opts.LineData{base, assumed, low, high}
		if d.Unsure() {
			lines = lines[:2]
		}
		for _, line := range lines {
			line[joint].Value = history[joint].Value
		}
	}
	c := chart.OverWeeks(weeks)
	chart.AddHistory(c, l.T(text.SeriesHistory), history)
	if !d.Unsure() {
		chart.AddBand(c, l.T(text.SeriesBand80), low, high, "--band-80")
	}
	chart.AddLine(c, l.T(text.SeriesBaseline), base, "--accent", "dashed", d.MarkLines(weeks)...)
	chart.AddLine(c, l.T(text.SeriesScenario), assumed, "--other-1", "solid")
	data.Legend = append(data.Legend, chart.AddWeekMarks(c, l, events, notes)...)
	data.Option = chart.Option(c)
	return data
}

// undoName says what the way back does: undone once, it is the way forward.
func (s Scenario) undoName() string {
	if s.Undone {
		return s.Text.T(text.ScenarioRedo)
	}
	return s.Text.T(text.ScenarioUndo)
}

func scenarioChanged(l text.Locale, by string, at time.Time) string {
	if l.Here(by) {
		return l.T(text.ScenarioChangedHere, l.Time(at))
	}
	return l.T(text.ScenarioChangedBy, by, l.Time(at))
}
