package access

import (
	"strconv"
	"strings"
	"time"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Shares is the page of the links that show a page to whoever has them.
type Shares struct {
	ui.Frame
	Rows     []ShareRow
	Any      bool // there is something to share
	Now      time.Time
	Farthest time.Time // day that a link can last until
	Longest  int       // weeks ahead
	Pages    []string  // to choose from
	Segments []ui.SegmentGroup
	Link     string // that was just made; shown this once
	Framed   bool   // sites may frame it
	Refused  string // why none can be made

	Page, Language, Until, Origins string // as they stand in the form
	Segment                        ui.Segment
	Horizon                        int
	Period                         week.Span
	Problem                        map[string]string // what is wrong with them, by field
}

// ShareRow is one link.
type ShareRow struct {
	ID, Page, Segment, Language, By string
	Origins                         []string
	Horizon, Views                  int
	Period                          week.Span
	Ends, Revoked, Opened           time.Time
}

func (r ShareRow) isOver(now time.Time) bool { return !r.Revoked.IsZero() || !now.Before(r.Ends) }

// what names what a link shows.
func (s Shares) what(r ShareRow) string {
	said := s.Text.SharePage(r.Page)
	if r.Page == "forecast" {
		said += ": " + r.Segment
	}
	if r.Period != week.ByWeek {
		said += ", " + strings.ToLower(s.Text.SumsBy(r.Period))
	}
	return said
}

// lastDay is the last one that a link is good for.
func (s Shares) lastDay(r ShareRow) string { return s.Text.Day(r.Ends.Add(-time.Second)) }

func (s Shares) opened(r ShareRow) string {
	if r.Views == 0 {
		return s.Text.T(text.ShareUnopened)
	}
	return s.Text.N(text.ShareViews, r.Views)
}

// frame is what a site puts on its page.
func (s Shares) frame() string {
	return `<iframe src="` + s.Link + `" title="` + s.Text.T(text.Product) + `" width="100%" height="` + strconv.Itoa(frameHeight) + `" referrerpolicy="no-referrer"></iframe>`
}

const frameHeight = 900

// live counts the links that open something.
func (s Shares) live() (n int) {
	for _, r := range s.Rows {
		if !r.isOver(s.Now) {
			n++
		}
	}
	return n
}
