// Package segments is the page of all categories and states, and the one that
// lays a few of them over each other. As every page it imports ui, chart and
// text and no other page; server alone imports it.
package segments

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Most segments that are compared on one chart.
const MostCompared = 4

// View is the page of all categories and states.
type View struct {
	ui.Frame
	Horizon int
	Span    week.Span // a month or a quarter, where sums are by these; else ""
	Kind    string    // KindAll, KindCategory or KindState
	Search  string
	Sort    string // name, coming, growth, share or error
	Down    bool   // the largest first
	Rows    []ui.SegmentRow
	Picked  []ui.Segment // to be compared
}

// sortKeys compare two rows by each of SortKeys.
var sortKeys = map[string]func(a, b ui.SegmentRow) int{
	"name":   func(a, b ui.SegmentRow) int { return 0 }, // rows come in the language's order
	"coming": func(a, b ui.SegmentRow) int { return compareNumbers(float64(a.Coming.Cents), float64(b.Coming.Cents)) },
	"growth": func(a, b ui.SegmentRow) int { return compareNumbers(a.Growth, b.Growth) },
	"share":  func(a, b ui.SegmentRow) int { return compareNumbers(a.Share, b.Share) },
	"error":  func(a, b ui.SegmentRow) int { return compareNumbers(a.Error, b.Error) },
}

// SortKeys are the columns by which the table can be sorted; by the first it is
// where nothing is said.
var SortKeys = []string{"coming", "name", "growth", "share", "error"}

func compareNumbers(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Arrange leaves the rows that are searched for and sorts them; what is not
// known comes last.
func (s *View) Arrange() {
	s.Rows = slices.DeleteFunc(s.Rows, func(r ui.SegmentRow) bool {
		return s.Kind != ui.KindAll && r.Kind != s.Kind ||
			strings.TrimSpace(s.Search) != "" && !text.Found(text.Folded(r.Name+" "+r.Also+" "+r.Key), s.Search)
	})
	by := sortKeys[s.Sort]
	if s.Sort == "name" {
		if s.Down {
			slices.Reverse(s.Rows)
		}
		return
	}
	slices.SortStableFunc(s.Rows, func(a, b ui.SegmentRow) int {
		if au, bu := s.unknown(a), s.unknown(b); au != bu {
			if au {
				return 1
			}
			return -1
		}
		if s.Down {
			return by(b, a)
		}
		return by(a, b)
	})
}

func (s *View) unknown(r ui.SegmentRow) bool {
	return s.Sort == "growth" && math.IsNaN(r.Growth) || s.Sort == "error" && math.IsNaN(r.Error)
}

// sortURL is the address of the page sorted by a column; the other way round
// where it is sorted so already.
func (s View) sortURL(key string) string {
	down := key != "name"
	if key == s.Sort {
		down = !s.Down
	}
	s.Sort, s.Down = key, down
	return "/segments?" + s.query()
}

// query is the part of the address that says what is shown.
func (s View) query() string {
	q := url.Values{"horizon": {strconv.Itoa(s.Horizon)}, "sort": {s.Sort}}
	if !s.Down {
		q.Set("order", "up")
	}
	if s.Kind != "" {
		q.Set("kind", s.Kind)
	}
	if s.Search != "" {
		q.Set("q", s.Search)
	}
	s.addSpan(q)
	return q.Encode()
}

func (s View) ariaSort(key string) string {
	switch {
	case key != s.Sort:
		return "none"
	case s.Down:
		return "descending"
	}
	return "ascending"
}

func (s View) order() string {
	if s.Down {
		return "down"
	}
	return "up"
}

// sparkPoints draws past and ahead in one box of 100 by 30, as two lines that
// meet.
func sparkPoints(r ui.SegmentRow) (past, ahead string) {
	all := make([]float64, 0, len(r.Past)+len(r.Ahead))
	for _, v := range append(slices.Clone(r.Past), r.Ahead...) {
		all = append(all, float64(v))
	}
	points := strings.Fields(ui.Spark(all))
	if len(points) <= len(r.Past) {
		return strings.Join(points, " "), ""
	}
	joint := max(0, len(r.Past)-1)
	return strings.Join(points[:len(r.Past)], " "), strings.Join(points[joint:], " ")
}

// place is where a state's tile stands, column and row.
var place = map[string][2]int{
	"RR": {2, 0}, "AP": {4, 0},
	"AM": {1, 1}, "PA": {3, 1}, "MA": {4, 1}, "CE": {5, 1}, "RN": {6, 1},
	"AC": {0, 2}, "RO": {1, 2}, "MT": {2, 2}, "TO": {3, 2}, "PI": {4, 2}, "PE": {5, 2}, "PB": {6, 2},
	"MS": {2, 3}, "GO": {3, 3}, "DF": {4, 3}, "BA": {5, 3}, "AL": {6, 3},
	"SP": {3, 4}, "MG": {4, 4}, "ES": {5, 4}, "SE": {6, 4},
	"PR": {3, 5}, "RJ": {4, 5}, "SC": {3, 6}, "RS": {3, 7},
}

// tile is one state on the map.
type tile struct {
	row  ui.SegmentRow
	x, y int
}

func (s View) tiles() []tile {
	var tiles []tile
	if !s.Text.HasMap() {
		return nil
	}
	for _, r := range s.Rows {
		if at, ok := place[r.Code]; ok && r.Kind == ui.KindState {
			tiles = append(tiles, tile{r, 54 * at[0], 54 * at[1]})
		}
	}
	return tiles
}

// heat is the class of a tile: how sales change, strong where one may count on
// it. A small state's share of change is large by chance alone.
func (t tile) heat() string {
	switch g := t.row.Growth; {
	case math.IsNaN(g):
		return "heat-unknown"
	case math.Abs(g) <= .03:
		return "heat-3"
	case g < 0 && t.row.Surely():
		return "heat-1"
	case g < 0:
		return "heat-2"
	case !t.row.Surely():
		return "heat-4"
	}
	return "heat-5"
}

func (t tile) label(l text.Locale) string {
	return l.T(text.MapTile, t.row.Code, shortChange(l, t.row.Growth), t.row.Name, l.MoneyShort(t.row.Coming.Cents))
}

func (s View) isPicked(key string) bool {
	return slices.ContainsFunc(s.Picked, func(p ui.Segment) bool { return p.Key == key })
}

// shown are the rows of the part that was asked for.
func (s View) shown() ([]ui.SegmentRow, ui.Pages) {
	return ui.Part(s.Here(), "page", s.Rows, ui.SegmentsMost)
}

// pickedElsewhere are those that the table does not show at the moment.
func (s View) pickedElsewhere() (others []ui.Segment) {
	rows, _ := s.shown()
	for _, p := range s.Picked {
		if !slices.ContainsFunc(rows, func(r ui.SegmentRow) bool { return r.Key == p.Key }) {
			others = append(others, p)
		}
	}
	return others
}

// sharesSay warns where the shares of two kinds stand in one column. A shop may have
// one kind alone.
func (s View) sharesSay() string {
	if !slices.ContainsFunc(s.Rows, func(r ui.SegmentRow) bool { return r.Kind != s.Rows[0].Kind }) {
		return ""
	}
	return s.Text.T(text.SegmentsTwice)
}

func namesOf(segments []ui.Segment) string {
	names := make([]string, len(segments))
	for i, s := range segments {
		names[i] = s.Name
	}
	return strings.Join(names, "; ")
}

// shortChange fits a small tile.
func shortChange(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	s := l.Percent(v, 0)
	if math.Round(v*100) > 0 {
		return "+" + s
	}
	return s
}
