package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// keyFigure is one number with its name, notes and explanation, in words.
type keyFigure struct {
	name, value string
	notes       []string
	help        text.Text
}

// headline says how sure the next week is, and how it compares with the last one
// and with the same a year before. What all weeks bring are the figures.
func (d View) headline() string {
	l, next := d.Text, d.Targets[0]
	var sentences []string
	if !next.Unsure {
		sentences = append(sentences, l.T(text.LikelyBetween, l.MoneyShort(next.Low), l.MoneyShort(next.High)))
	}
	last, _ := d.lastWeeks(1)
	if ratio, ok := ui.Change(next.Cents, last); ok {
		sentences = append(sentences, compared(l, ratio))
	}
	if before, ok := d.SoldIn(next.Week - week.PerYear); ok {
		if ratio, ok := ui.Change(next.Cents, before); ok {
			sentences = append(sentences, l.T(text.AgainstYearAgoWeek, l.Change(ratio)))
		}
	}
	return strings.Join(sentences, " ")
}

// beyondTested tells how many weeks ahead forecasts were tested, and whether
// more are shown.
func (d View) beyondTested() (weeks int, beyond bool) {
	if n := len(d.Errors); n > 0 {
		weeks = d.Errors[n-1].Step
	}
	return weeks, weeks > 0 && d.Horizon > weeks
}

// answerBegins speaks of the next week only where that is still to come.
func (d View) answerBegins() text.Text {
	if d.stale() {
		return text.FirstWeekBrings
	}
	return text.NextWeekBrings
}

// pageTitle names the segment, so that tabs and bookmarks can be told apart.
func (d View) pageTitle() string {
	return d.Segment.Name + ", " + d.Text.T(text.DashboardTitle)
}

// eventsNamed is how many events fit a line: it stays one when the horizon moves.
const eventsNamed = 2

// comingEvents names the known events ahead that add or take most, with what
// they add.
func (d View) comingEvents() string {
	l := d.Text
	if len(d.Coming) == 0 {
		return l.T(text.MovesNoEvent)
	}
	most := slices.Clone(d.Coming)
	slices.SortStableFunc(most, func(a, b ComingEvent) int { return cmp.Compare(abs(b.Cents), abs(a.Cents)) })
	most = most[:min(eventsNamed, len(most))]
	slices.SortStableFunc(most, func(a, b ComingEvent) int { return cmp.Compare(a.Week, b.Week) })
	var all []string
	for _, e := range most {
		said := e.Name + " (" + l.Week(e.Week) + ")"
		if e.Cents != 0 {
			said += " " + ui.Signed(l, e.Cents)
		}
		all = append(all, said)
	}
	said := strings.Join(all, ", ")
	if more := len(d.Coming) - len(most); more > 0 {
		said += " " + l.T(text.MovesMoreEvents, more)
	}
	return said + "."
}

// compared says how a week stands to the last one; under half a percent is
// "about as much".
func compared(l text.Locale, ratio float64) string {
	switch {
	case ratio >= .005:
		return l.T(text.MoreThanLast, l.Percent(ratio, 1))
	case ratio <= -.005:
		return l.T(text.LessThanLast, l.Percent(-ratio, 1))
	}
	return l.T(text.SameAsLast)
}

// keyFigures are the numbers under the chart, in their order. None of them stands
// in the answer.
func (d View) keyFigures() []keyFigure {
	var all []keyFigure
	if d.Horizon > 1 {
		all = append(all, d.comingFigure())
	}
	all = append(all, d.lastFigure())
	if f, ok := d.yearAgoFigure(); ok {
		all = append(all, f)
	}
	all = append(all, d.errorFigure())
	if d.Covered.Known() {
		all = append(all, d.coverageFigure())
	}
	return all
}

func (d View) comingFigure() keyFigure {
	l := d.Text
	f := keyFigure{name: l.N(text.FigureComing, d.Horizon), value: l.MoneyShort(d.Together.Cents), help: text.HelpTotal}
	if !d.Together.Unsure {
		f.notes = []string{l.T(text.RangeLikely, l.MoneyShort(d.Together.Low), l.MoneyShort(d.Together.High))}
	}
	return f
}

func (d View) lastFigure() keyFigure {
	l := d.Text
	cents, weeks := d.lastWeeks(d.Horizon)
	f := keyFigure{name: l.N(text.FigureLast, weeks), value: l.MoneyShort(cents), help: text.HelpLast}
	if ratio, ok := ui.Change(d.Together.Cents, cents); ok && weeks == d.Horizon && weeks > 1 { // of one, the answer says so
		f.notes = append(f.notes, l.T(text.VersusLastWeeks, l.Change(ratio)))
	}
	return f
}

func (d View) yearAgoFigure() (keyFigure, bool) {
	l := d.Text
	cents, ok := d.YearAgo()
	if !ok {
		return keyFigure{}, false
	}
	f := keyFigure{name: l.T(text.FigureYearAgo), value: l.MoneyShort(cents), help: text.HelpYearAgo}
	if ratio, ok := ui.Change(d.Together.Cents, cents); ok && d.Horizon > 1 {
		f.notes = append(f.notes, l.T(text.VersusLastWeeks, l.Change(ratio)))
	}
	return f, true
}

func (d View) errorFigure() keyFigure {
	l := d.Text
	f := keyFigure{name: l.T(text.FigureError), value: "–", help: text.HelpError}
	first, ok := d.errorAt(1)
	ahead := text.ErrorAhead
	switch {
	case ok:
		f.value, f.notes = l.Percent(first, 0), []string{l.T(text.ErrorAheadOne)}
	case d.Unmeasured != "":
		f.notes = []string{d.Unmeasured}
	case d.Pending:
		f.notes = []string{l.T(text.ErrorPending)}
	case d.Unsold:
		f.notes, ahead = []string{l.T(text.ErrorUnsold)}, text.ErrorUnsoldAhead
	default:
		f.notes = []string{l.T(text.ErrorUnknown)}
	}
	// The backtest measures fewer steps than can be asked for: say the last.
	for step := d.Horizon; step > 1; step-- {
		if later, ok := d.errorAt(step); ok {
			f.notes = []string{l.T(ahead, l.Percent(later, 0), step)}
			break
		}
	}
	if d.Lately.Weeks > 0 {
		f.notes = append(f.notes, l.T(text.LatelyOff, l.Percent(d.Lately.WAPE, 0), d.Lately.Weeks))
	}
	return f
}

func (d View) coverageFigure() keyFigure {
	l := d.Text
	f := keyFigure{name: l.T(text.FigureCoverage), value: d.Covered.Holds(l), notes: []string{d.Covered.Verdict(l)}, help: text.HelpCoverage}
	if d.Lately.Weeks > 0 {
		f.notes = append(f.notes, l.T(text.LatelyInside, d.Lately.Inside, d.Lately.Weeks))
	}
	return f
}
