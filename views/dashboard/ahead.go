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
