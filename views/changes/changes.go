// Package changes is the page on what changed from one issued forecast to the next.
// As every page it imports ui, chart and text and no other page; server alone
// imports it.
package changes

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// View is the page on what changed. Money is in cents.
type View struct {
	ui.Frame
	Segment       ui.Segment
	Segments      []ui.SegmentGroup
	Horizon       int // weeks asked for
	Longest       int // that can be asked for
	Choice        []Issue
	Before, After Issue // zero where there are no two
	Current       bool  // After is of the weeks that are coming
	Parts         []string
	Reasons       []string
	Weeks         []Amounts
	Together      Amounts
	Came          []Came
	Movers        []Movers
}

// Issue is a forecast that can be chosen.
type Issue struct {
	ID    string
	Until week.Week // last week of sales that it knew
	Model string
	Now   bool // not issued: as it is now
}

// Amounts are what was forecast before and after, and the parts between.
type Amounts struct {
	Week          week.Week // of no meaning where it is of several
	Before, After int64
	Parts         []int64 // along View.Parts
}

// Came is a week that came true between the two.
type Came struct {
	Week             week.Week
	Forecast, Actual int64
	Known            bool
}

// Movers are the segments of one way to split the sales that changed most.
type Movers struct {
	Name string
	All  []Mover
}

// Mover is a segment and how its forecast changed.
type Mover struct {
	Key, Name     string
	Before, After int64
}

// MoversMost is how many of a split are shown.
const MoversMost = 5

// Most gives those that changed most, of which the forecast changed at all.
func Most(all []Mover) []Mover {
	all = slices.DeleteFunc(slices.Clone(all), func(m Mover) bool { return m.Before == m.After })
	slices.SortStableFunc(all, func(a, b Mover) int { return cmp.Compare(abs(b.After-b.Before), abs(a.After-a.Before)) })
	return all[:min(len(all), MoversMost)]
}

func abs(v int64) int64 { return max(v, -v) }

// change is what the parts make.
func (a Amounts) change() int64 { return a.After - a.Before }

// whole rounds to whole amounts so that the row still adds up: what rounding down took
// goes to the parts that it took most from.
func (a Amounts) whole() Amounts {
	round := func(cents int64) int64 { return 100 * int64(math.Round(float64(cents)/100)) }
	out := Amounts{Week: a.Week, Before: round(a.Before), After: round(a.After), Parts: make([]int64, len(a.Parts))}
	left, order := out.change(), make([]int, len(a.Parts))
	for i, part := range a.Parts {
		order[i], out.Parts[i] = i, 100*int64(math.Floor(float64(part)/100))
		left -= out.Parts[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(a.Parts[j]-out.Parts[j], a.Parts[i]-out.Parts[i]) })
	for _, i := range order[:min(max(left/100, 0), int64(len(order)))] {
		out.Parts[i] += 100
	}
	return out
}

// share writes an amount as a part of the forecast before.
func (v View) share(cents int64) string {
	if v.Together.Before <= 0 {
		return "–"
	}
	return v.Text.Change(float64(cents) / float64(v.Together.Before))
}

// moved are the places of the parts that are something in a week at least.
func (v View) moved() (at []int) {
	for i := range v.Parts {
		if slices.ContainsFunc(v.Weeks, func(a Amounts) bool { return a.Parts[i] != 0 }) {
			at = append(at, i)
		}
	}
	return at
}

// unmoved names the other parts.
func (v View) unmoved() string {
	var names []string
	moved := v.moved()
	for i, part := range v.Parts {
		if !slices.Contains(moved, i) {
			names = append(names, partWords(v.Text, part))
		}
	}
	return strings.Join(names, ", ")
}

// partWords names a part within a sentence, and partName by itself.
func partWords(l text.Locale, part string) string { return l.T(text.ChangeParts[part]) }

func partName(l text.Locale, part string) string {
	first, size := utf8.DecodeRuneInString(partWords(l, part))
	return string(unicode.ToUpper(first)) + partWords(l, part)[size:]
}

// unseen: less than the two thousandth part is written as nothing.
const unseen = 2000

// Headline is the change in a sentence, with the parts that are something, the
// largest first: what a digest begins with.
func (v View) Headline() string {
	l, of, said := v.Text, v.Together, ""
	weeks := l.N(text.FigureComing, len(v.Weeks))
	if !v.Current && len(v.Weeks) > 0 {
		weeks = l.T(text.ChangesFrom, l.N(text.Weeks, len(v.Weeks)), l.Date(v.Weeks[0].Week.First()))
	}
	until := l.Date(v.Before.Until.Last())
	if of.Before > 0 {
		said = l.T(text.ChangesHead, weeks, l.MoneyShort(of.After), v.share(of.change()), until)
	} else {
		said = l.T(text.ChangesHeadSum, weeks, l.MoneyShort(of.After), l.MoneyShort(of.Before), until)
	}
	order, parts := v.moved(), []string(nil)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(abs(of.Parts[b]), abs(of.Parts[a])) })
	for _, i := range order {
		if len(parts) > 0 && abs(of.Parts[i])*unseen < of.Before { // it would read 0.0%
			break
		}
		amount := ui.Signed(l, of.Parts[i])
		if of.Before > 0 {
			amount = v.share(of.Parts[i])
		}
		parts = append(parts, l.T(text.ChangesOf, amount, partWords(l, v.Parts[i])))
	}
	if len(parts) == 0 {
		return said + ". " + l.T(text.ChangesSame)
	}
	return said + ": " + strings.Join(parts, ", ") + "."
}

// name names a forecast in the choice.
func (i Issue) name(l text.Locale) string {
	if i.Now {
		return l.T(text.ChangesNow, i.Model)
	}
	return l.T(text.ChangesIssue, l.Date(i.Until.Last()), i.Model)
}

// query is the part of the address that says what is shown, of a segment.
func (v View) query(segment string) string {
	q := ui.ViewQuery(segment, v.Horizon)
	q.Set("before", v.Before.ID)
	q.Set("after", v.After.ID)
	return q.Encode()
}

func (v View) moverURL(m Mover) string { return "/changes?" + v.query(m.Key) }

// ratio is how much the segment's forecast changed.
func (m Mover) ratio(l text.Locale) string {
	ratio, ok := ui.Change(m.After, m.Before)
	if !ok {
		return "–"
	}
	return l.Change(ratio)
}

// signed writes a whole amount with its sign.
func signed(l text.Locale, cents int64) string {
	if cents > 0 {
		return "+" + l.MoneyWhole(cents)
	}
	return l.MoneyWhole(cents)
}
