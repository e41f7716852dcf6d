package plan

import (
	"olist/views/text"
	"olist/views/ui"
)

// Worth is the page of what overrides were worth. Money is in cents.
type Worth struct {
	ui.Frame
	Any    bool
	Groups []Group
}

// Group is one way to group what was said.
type Group struct {
	ID   string
	Name text.Text
	Rows []Row
}

// Row is what one group was worth.
type Row struct {
	Name                 string
	Weeks                int
	OffForecast, OffSaid int64
	OffNaive             int64
	HasNaive             bool
	Gain, Low, High      int64 // cents a week
	Known                bool
	Verdict, Naive       string // of plan.Interval
}

var verdicts = map[string]text.Text{"too_few": text.WorthFew, "helped": text.WorthHelped, "harmed": text.WorthHarmed, "unclear": text.WorthUnclear}

func (r Row) gain(l text.Locale) string {
	if !r.Known {
		return ui.Signed(l, r.Gain)
	}
	return l.T(text.WorthInterval, ui.Signed(l, r.Gain), ui.Signed(l, r.Low), ui.Signed(l, r.High))
}
