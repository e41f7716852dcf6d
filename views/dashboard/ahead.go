package dashboard

import (
	"net/url"
	"strconv"
	"strings"

	"olist/views/text"
	"olist/week"
)

// Ahead is what is known ahead of coming weeks, and its corrections.
type Ahead struct {
	Drivers []KnownDriver
	Chosen  int // the place in Drivers of the one whose weeks are listed
	Weeks   []KnownWeek
	Problem string
	Saved   *SavedAhead
}

// KnownDriver is a number of each week that is known ahead.
type KnownDriver struct {
	Name  string
	Until week.Week // the last week for which it is known without a gap
	Known int       // how many weeks ahead that is
	// Learnt is what the model that serves learnt of it; nil where it was trained
	// without it.
	Learnt *Learnt
}

// Learnt is what a driver does, as a model learnt it.
type Learnt struct {
	Model    string // its name
	Weeks    int    // that it was learnt from
	From, To string // the least and the most of its values then
	// Unit is what one more does; Whole what To does against From. Nil where that is
	// not known.
	Unit, Whole *LearntEffect
	Own         bool     // learnt from parts of all sales that have values of their own
	Closed      []string // values with which nothing was ever sold
}

// LearntEffect is a change of sales with its likely range, as ratios: .03 is
// three percent more.
type LearntEffect struct {
	Ratio, Low, High float64
	Unsure           bool // the range is not known
}

// KnownWeek is its value in a week.
type KnownWeek struct {
	Week  week.Week
	Value string // as a person writes it; empty where it is not known
	Usual string // what counts then
	Hand  bool   // a person gave it
	Wrong bool   // what was written is no number
}

// SavedAhead is the correction that was just made, or taken back; without an ID
// nothing was changed.
type SavedAhead struct {
	ID     string
	Driver string
	Weeks  int
	Undone bool
}

func (a Ahead) driver() KnownDriver { return a.Drivers[a.Chosen] }

// reach says how far ahead a driver is known of the weeks that are shown.
func (a Ahead) reach(l text.Locale, k KnownDriver) string {
	switch {
	case k.Known == 0:
		return l.T(text.AheadUnknown)
	case k.Known >= len(a.Weeks):
		return l.T(text.AheadAll)
	}
	return l.T(text.AheadUntil, l.Week(k.Until))
}

// words say what was learnt of the driver.
func (k Learnt) words(l text.Locale) string {
	var all []string
	switch {
	case k.Unit != nil && k.Unit.Unsure:
		all = append(all, l.T(text.LearntUnitBare, l.Change(k.Unit.Ratio)))
	case k.Whole != nil && k.Whole.Unsure:
		all = append(all, l.T(text.LearntWholeBare, k.To, k.From, l.Change(k.Whole.Ratio)))
	case k.Unit != nil:
		all = append(all, l.T(text.LearntUnit, l.Change(k.Unit.Ratio), l.Change(k.Unit.Low), l.Change(k.Unit.High)))
	case k.Whole != nil:
		all = append(all, l.T(text.LearntWhole, k.To, k.From, l.Change(k.Whole.Ratio), l.Change(k.Whole.Low), l.Change(k.Whole.High)))
	case len(k.Closed) == 0:
		all = append(all, l.T(text.LearntNone))
	}
	if len(k.Closed) > 0 {
		all = append(all, l.T(text.LearntClosed, strings.Join(k.Closed, "; ")))
	}
	from := text.LearntFrom
	if k.Own {
		from = text.LearntParts
	}
	return strings.Join(append(all, l.T(from, k.Model, l.N(text.Weeks, k.Weeks), k.From, k.To)), " ")
}

func (w KnownWeek) source(l text.Locale) string {
	switch {
	case w.Hand:
		return l.T(text.AheadHand)
	case w.Value == "":
		return l.T(text.AheadNot)
	}
	return l.T(text.AheadFile)
}

func (s SavedAhead) words(l text.Locale) string {
	switch {
	case s.ID == "":
		return l.T(text.AheadSame)
	case s.Undone:
		return l.T(text.AheadUndone, s.Driver, l.N(text.Weeks, s.Weeks))
	}
	return l.T(text.AheadSaved, s.Driver, l.N(text.Weeks, s.Weeks))
}

// KnownURL leads to a driver's weeks on the page of what drives a segment;
// saved, where it is not empty, names the correction just made.
func KnownURL(segment string, horizon int, driver, saved string) string {
	to := DrivesURL(segment, horizon) + "&driver=" + url.QueryEscape(driver)
	if saved != "" {
		to += "&saved=" + url.QueryEscape(saved)
	}
	return to + "#known-title"
}

// knownAct is the address of an act, with what is shown.
func knownAct(path string, d WeeklyDrives) string {
	q := url.Values{"segment": {d.Segment.Key}, "horizon": {strconv.Itoa(d.horizon())}, "driver": {d.Ahead.driver().Name}}
	return path + "?" + q.Encode()
}

// NotNumbers names the weeks whose value is no number.
func (a Ahead) NotNumbers(l text.Locale) string {
	var all []string
	for _, w := range a.Weeks {
		if w.Wrong {
			all = append(all, l.Week(w.Week))
		}
	}
	return l.T(text.AheadNumber, strings.Join(all, "; "))
}
