package store

import (
	"context"
	"slices"
	"time"

	"olist/forecast"
	"olist/message"
	"olist/quality"
	"olist/shop"
	"olist/week"
)

// History is all that is known of the sales, seen at one moment: the weeks,
// and every segment's figures for each of them.
type History struct {
	Version     int64         // the newest applied import, 0 before the first
	Fingerprint string        // sha256 of everything below but times and actors
	Weeks       []WeekInfo    // without gaps, from the first week with data to the last
	Segments    []Segment     // total, categories by slug, states by code
	Events      []StoredEvent // by week, then name
	LeftOut     []EventGroup  // of the calendar's events, sorted
	Drivers     []Driver      // as they came first
	Stockouts   []Stockout    // by segment, then week
	Shop        shop.Profile  // whose sales these are
}

// Teaches reports whether there are sales in weeks that a model may learn from.
func (h *History) Teaches() bool {
	return len(h.Segments) > 0 && slices.ContainsFunc(h.Weeks, WeekInfo.Usable)
}

// WeekInfo is one week and whether it may teach a model.
type WeekInfo struct {
	quality.WeekStatus
	Version  int64     // the import that it comes from, 0 where there is none
	Override *Override // what an administrator decided, or nil
	Vague    Vague     // what is split by the shares of the weeks before, since the import did not tell it
	Days     [7]int    // orders by day, from the week's first; all 0 where the import did not tell them
	Sold     [7]int64  // what days sold in what the shop measures, likewise; in hundredths
}

// Usable reports whether the week may teach a model, an administrator's word
// before the detector's.
func (w WeekInfo) Usable() bool {
	if w.Override != nil {
		return w.Override.Usable
	}
	return w.WeekStatus.Usable()
}

// WhyLeft is why the week is left out, the zero message where it is not.
func (w WeekInfo) WhyLeft() message.Message {
	switch {
	case w.Usable():
		return message.Message{}
	case w.Override != nil && w.Override.Note != "":
		return message.WeekRuledWhy.With(w.Override.Note)
	case w.Override != nil:
		return message.WeekRuledOut.With()
	}
	return w.Reason()
}

// Override is an administrator's decision about a week.
type Override struct {
	Week   week.Week `json:"week"`
	Usable bool      `json:"usable"`
	Note   string    `json:"note"`
	Actor  string    `json:"actor"`
	At     time.Time `json:"at"`
}

// StoredEvent is an event that a person can edit.
type StoredEvent struct {
	ID string `json:"id"`
	forecast.Event
	Actor string    `json:"actor"`
	At    time.Time `json:"at"`
}

// Segment is a level of the sales that is shown and forecast. The slices run
// along History.Weeks; money is in cents.
type Segment struct {
	Key     string // "total", "category:beleza_saude", "state:SP"
	Name    string // the category's English name, the state's code, or "total"
	Revenue []int64
	Freight []int64
	Items   []int64
	// Early is what came of Revenue before the month turned, of weeks that straddle two
	// and came with days; EarlyUnknown of others. Nil where there is none such.
	Early []int64
	// Drivers are the values of History.Drivers, [driver][week], along
	// History.Weeks and on to what is known ahead; NaN where that is nothing.
	// Nobody changes them: segments without values of their own share them.
	Drivers [][]float64
	Orders  []int64 // an order counts once in every segment that it touches; OrdersUnknown where no import told
}

// OrdersUnknown stands for orders of a week that came without them.
const OrdersUnknown = -1

// History reads all segments of all weeks in one transaction.
func (s *Store) History(ctx context.Context) (*History, error) {
	return given(ctx, s.inRead, func(t *tx) (*History, error) { return t.history(ctx) })
}
