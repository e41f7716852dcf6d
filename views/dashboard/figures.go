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

// headline is the answer in sentences: how sure the next week is, what the
// horizon brings, and how that compares with the weeks before.
func (d View) headline() string {
	l, next := d.Text, d.Targets[0]
	sentences := []string{l.T(text.LikelyBetween, l.MoneyShort(next.Low), l.MoneyShort(next.High))}
	if d.Horizon > 1 {
		sentences = append(sentences, l.T(text.ComingTogether, l.N(text.Weeks, d.Horizon),
			l.MoneyShort(d.Together.Cents), l.MoneyShort(d.Together.Low), l.MoneyShort(d.Together.High)))
	}
	before, weeks := d.lastWeeks(d.Horizon)
	if ratio, ok := ui.Change(d.Together.Cents, before); ok && weeks == d.Horizon {
		sentences = append(sentences, compared(l, ratio, weeks))
	}
	if cents, ok := d.yearAgo(); ok {
		if ratio, ok := ui.Change(d.Together.Cents, cents); ok {
			said := text.AgainstYearAgo
			if d.Horizon == 1 {
				said = text.AgainstYearAgoWeek
			}
			sentences = append(sentences, l.T(said, l.Change(ratio)))
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

// mostMoved are the parts that change the whole most: a state and two
// categories.
func (d View) mostMoved() []mover {
	if !d.comparable() {
		return nil
	}
	states, categories := d.movers(ui.KindState), d.movers(ui.KindCategory)
	most := append(states[:min(1, len(states))], categories[:min(2, len(categories))]...)
	slices.SortStableFunc(most, func(a, b mover) int { return cmp.Compare(abs(b.delta), abs(a.delta)) })
	return most
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

// compared says a ratio in words; under half a percent is "about as much".
func compared(l text.Locale, ratio float64, weeks int) string {
	switch {
	case ratio >= .005:
		return l.T(text.ComparedWith, l.T(text.PercentMore, l.Percent(ratio, 1)), l.N(text.ThanLast, weeks))
	case ratio <= -.005:
		return l.T(text.ComparedWith, l.T(text.PercentLess, l.Percent(-ratio, 1)), l.N(text.ThanLast, weeks))
	}
	return l.T(text.ComparedSame, l.N(text.InTheLast, weeks))
}

// keyFigures are the numbers under the answer, in their order.
func (d View) keyFigures() []keyFigure {
	all := []keyFigure{d.nextFigure()}
	if d.Horizon > 1 {
		all = append(all, d.comingFigure())
	}
	all = append(all, d.lastFigure())
	if f, ok := d.yearAgoFigure(); ok {
		all = append(all, f)
	}
	return append(all, d.errorFigure())
}

func (d View) nextFigure() keyFigure {
	l, next := d.Text, d.Targets[0]
	f := keyFigure{
		name:  l.T(d.firstWeekName()),
		value: l.MoneyShort(next.Cents),
		notes: []string{l.T(text.RangeLikely, l.MoneyShort(next.Low), l.MoneyShort(next.High))},
		help:  text.HelpLikely,
	}
	last, _ := d.lastWeeks(1)
	if ratio, ok := ui.Change(next.Cents, last); ok {
		f.notes = append(f.notes, l.T(text.VersusLastWeek, l.Change(ratio)))
	}
	if before, ok := d.soldIn(next.Week - week.PerYear); ok {
		if ratio, ok := ui.Change(next.Cents, before); ok {
			f.notes = append(f.notes, l.T(text.VersusYearAgo, l.Change(ratio)))
		}
	}
	return f
}

func (d View) comingFigure() keyFigure {
	l := d.Text
	return keyFigure{
		name:  l.N(text.FigureComing, d.Horizon),
		value: l.MoneyShort(d.Together.Cents),
		notes: []string{l.T(text.RangeLikely, l.MoneyShort(d.Together.Low), l.MoneyShort(d.Together.High))},
		help:  text.HelpTotal,
	}
}

func (d View) lastFigure() keyFigure {
	l := d.Text
	cents, weeks := d.lastWeeks(d.Horizon)
	f := keyFigure{name: l.N(text.FigureLast, weeks), value: l.MoneyShort(cents), help: text.HelpLast}
	if ratio, ok := ui.Change(d.Together.Cents, cents); ok && weeks == d.Horizon {
		f.notes = append(f.notes, l.T(text.VersusLastWeeks, l.Change(ratio)))
	}
	return f
}

func (d View) yearAgoFigure() (keyFigure, bool) {
	l := d.Text
	cents, ok := d.yearAgo()
	if !ok {
		return keyFigure{}, false
	}
	f := keyFigure{name: l.T(text.FigureYearAgo), value: l.MoneyShort(cents), help: text.HelpYearAgo}
	if ratio, ok := ui.Change(d.Together.Cents, cents); ok {
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
	return f
}

func (d View) firstWeekName() text.Text {
	if d.stale() {
		return text.FigureFirst
	}
	return text.FigureNext
}
