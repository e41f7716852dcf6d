// Package order is the page of what to order. As every page it imports ui, chart and
// text and no other page; server alone imports it.
package order

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// View is what to order.
type View struct {
	ui.Frame
	Cash      text.Locale // writes amounts of money, whatever the shop measures
	Pieces    string      // where pieces come from: "measured", "counted" or "price"
	From      time.Time   // the day that orders are counted from
	Today     bool        // which is today
	Revision  int64
	Segments  []ui.SegmentGroup
	Rows      []Row
	Open      *Open // the segment that is looked into
	Beginning Row   // what a segment begins with
	Assumed   int   // segments just taken over of which it was not said how they are ordered
	Problem   string
	Paste     ui.Paste
	ui.Overtaken
	ui.Edits
}

// Row is a segment.
type Row struct {
	ui.Segment
	OnHand, OnOrder string // as they stand, or were typed
	HandNow, Coming string // as they stand
	WrongHand       bool   // what was typed is no number
	WrongOrder      bool
	Lead, Review    string // days
	Service         string // percent
	Why             string // nothing is said, and why; ""
	Quantity        int64
	By              time.Time
	Late, Far       bool // it should have been ordered by now; By lies beyond the forecast
	Cover           float64
	Lasting         bool    // Cover is all that is forecast
	Risk            float64 // of running out before what is ordered now comes
	Cost, Loss      int64   // cents; HasCost, HasLoss: they are known
	HasCost         bool
	HasLoss         bool
	Planned         bool
}

// Open is a segment's figures and what is typed of it.
type Open struct {
	Row
	New      bool
	Known    bool // the figures below stand
	Service  float64
	Position int64
	Level    int64
	Demand   Band // over lead time and review period
	Lead     Band
	Days     int // of the interval
	Without  float64
	Missing  float64
	Fill     float64 // NaN where it is not known
	Before   int64   // pieces that fall short before a delivery
	Price    int64   // cents; 0 where it is not known
	Margin   bool
	Short    int64
	TypedBy  string // who said so last
	At       time.Time
	Fields   []Field
}

// Band is a demand in pieces: expected, and the middle 80 of 100.
type Band struct{ Mean, Lower, Upper float64 }

// Field is an input of the form.
type Field struct{ Name, Label, Hint, Value, Now, Problem string }

// hint says what a field is and, where others were faster, what stands there now.
func (v View) hint(f Field) string {
	return strings.TrimSpace(v.There(v.Text, f.Value, f.Now) + " " + f.Hint)
}

// Address leads to the page, with a segment looked into; saved names a change just made.
func Address(segment, saved string) string {
	q := url.Values{}
	if segment != "" {
		q.Set("segment", segment)
	}
	if saved != "" {
		q.Set("saved", saved)
	}
	if len(q) == 0 {
		return "/order"
	}
	return "/order?" + q.Encode()
}

// Assumed is Address after a table of which so many segments began with what is usual.
func Assumed(saved string, segments int) string {
	if segments == 0 {
		return Address("", saved)
	}
	return Address("", saved) + "&assumed=" + strconv.Itoa(segments)
}

// undoURL leads to where a change is taken back.
func undoURL(id string) string { return "/order/" + id + "/undo" }

// showURL leads to the page with a change on top.
func showURL(id string) string { return Address("", id) }

var words = ui.EditWords{Saved: text.StockSaved, Undone: text.StockUndone, Changed: text.StockEdited, Same: text.StockSame}

// source says where pieces come from.
func (v View) source() string {
	switch v.Pieces {
	case "measured":
		return v.Text.T(text.OrderMeasured)
	case "counted":
		return v.Text.T(text.OrderCounted)
	}
	return v.Text.T(text.OrderByPrice)
}

// due are the orders to place now and those that follow, without a word of the rest.
func (v View) due() (now, later []Row) {
	for _, r := range v.Rows {
		switch {
		case r.Why != "" || r.Quantity == 0:
		case r.Late:
			now = append(now, r)
		default:
			later = append(later, r)
		}
	}
	return now, later
}

// standing says how many orders are due and what they cost, and how many follow.
func (v View) standing() string {
	now, later := v.due()
	if len(v.Rows) == 0 {
		return v.Text.T(text.OrderIntro)
	}
	said := v.Text.T(text.OrderNone)
	if len(now) > 0 {
		said = v.Text.N(text.OrderDue, len(now)) + v.costs(now)
	}
	if len(later) == 0 {
		return said
	}
	last := slices.MaxFunc(later, func(a, b Row) int { return a.By.Compare(b.By) })
	return said + " " + v.Text.T(text.OrderLater, v.Text.N(text.OrderMore, len(later)), last.when(v.Text))
}

// costs says what orders come to, and of how many that is not known.
func (v View) costs(of []Row) string {
	sum, without := int64(0), 0
	for _, r := range of {
		if sum += r.Cost; !r.HasCost {
			without++
		}
	}
	amount := v.Cash.MoneyWhole(sum)
	switch {
	case without == len(of):
		return ""
	case len(of) == 1:
		return " " + v.Text.T(text.OrderCostsOne, amount)
	case !oneKind(of):
		return " " + v.Text.T(text.OrderCostsApart)
	case without > 0:
		return " " + v.Text.T(text.OrderCostsKnown, amount, v.Text.N(text.OrderNoCost, without))
	}
	return " " + v.Text.T(text.OrderCosts, amount)
}

// by is when in the list: where nothing is to be ordered, no day.
func (r Row) by(l text.Locale) string {
	if r.Quantity == 0 {
		return "–"
	}
	return r.when(l)
}

// when is the day to order by, in words.
func (r Row) when(l text.Locale) string {
	switch {
	case r.Late:
		return l.T(text.OrderNow)
	case r.Far:
		return l.T(text.OrderAfter, l.DayMonth(r.By))
	}
	return l.DayMonth(r.By)
}

func (r Row) cover(l text.Locale) string {
	weeks := l.Number(r.Cover, 1)
	if r.Lasting {
		return l.T(text.OrderOver, weeks)
	}
	return weeks
}

func (v View) money(cents int64, known bool) string {
	if !known {
		return "–"
	}
	return v.Cash.MoneyWhole(cents)
}

func pieces(l text.Locale, n int64) string { return l.Number(float64(n), 0) }

// amount writes pieces: of few, with a decimal.
func amount(l text.Locale, v float64) string {
	if math.Abs(v) < 20 {
		return l.Number(v, 1)
	}
	return l.Number(v, 0)
}

// kind tells segments of one kind from those of another.
func kind(key string) string {
	k, _, _ := strings.Cut(key, ":")
	return k
}

// oneKind tells whether all rows are segments of one kind, so that their orders add up.
func oneKind(rows []Row) bool {
	for _, r := range rows {
		if kind(r.Key) != kind(rows[0].Key) {
			return false
		}
	}
	return true
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// says is what to do of a segment, in a sentence.
func (o Open) says(v View) string {
	l := v.Text
	switch {
	case o.Quantity == 0:
		return l.T(text.OrderSaysNone, o.Row.when(l))
	case o.HasCost:
		return l.T(text.OrderSaysCost, pieces(l, o.Quantity), o.Row.when(l), v.Cash.MoneyWhole(o.Cost))
	}
	return l.T(text.OrderSays, pieces(l, o.Quantity), o.Row.when(l))
}

// notes are where the figures come from.
func (o Open) notes(v View) string {
	l := v.Text
	said := []string{l.T(text.OrderLead, amount(l, o.Lead.Mean), amount(l, o.Lead.Lower), amount(l, o.Lead.Upper))}
	if o.Before > 0 {
		said = append(said, l.T(text.OrderBefore, pieces(l, o.Before)))
	}
	if !math.IsNaN(o.Fill) {
		said = append(said, l.T(text.OrderFill, l.Percent(o.Fill, 1)))
	}
	if o.Price > 0 && v.Pieces == "counted" {
		said = append(said, l.T(text.OrderPrice, v.Cash.Money(o.Price)))
	}
	if o.Margin {
		said = append(said, l.T(text.OrderMargin, v.Cash.Money(o.Short)))
	}
	if o.Row.Planned {
		said = append(said, l.T(text.OrderByPlan))
	}
	if !o.New {
		said = append(said, l.T(text.StockTypedAt, l.Who(o.TypedBy), l.Time(o.At)))
	}
	return strings.Join(said, " ")
}
