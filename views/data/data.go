// Package data is the page about the data: what there is, what was left out,
// and the word of a person on a week. As every page it imports ui and text and
// no other page; server alone imports it.
package data

import (
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page about the data.
type View struct {
	ui.Frame
	Judge       WeekForm
	From, Until week.Week // the first and the last with data
	Weeks       int
	Usable      int
	Orders      int
	Uncounted   int         // weeks whose orders are not known
	Split       []week.Week // whose parts are estimated
	Items       int
	Revenue     int64 // cents
	Freight     int64
	Fingerprint string
	Incomplete  []LeftWeek
	Left        []ui.LeftOut
	Noted       []ui.LeftOut // peculiar, but kept
	Files       []ui.FileRead
}

// LeftWeek is a week that is not used.
type LeftWeek struct {
	ui.PastWeek
	ByLevel bool // only its level tells against it: one word takes it in
}

func (d View) orders() string {
	if d.Uncounted > 0 {
		return d.Text.T(text.DataOrdersKnown, d.Text.Int(d.Orders), d.Text.N(text.Weeks, d.Uncounted))
	}
	return d.Text.Int(d.Orders)
}
