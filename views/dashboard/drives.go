package dashboard

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Drives is what the forecasts of a segment are made of.
type Drives struct {
	Groups   []string // of parts: recent level, momentum, season, events, then each driver's
	Weeks    []Drive  // those ahead; none where it is not known yet
	Together Drive    // all of them
	Chosen   int      // the place in Weeks of the one that stands beside them all
	Assumed  bool     // what the weeks up to Christmas sell is, from other shops
}

// Drive is a forecast and its parts, in the order of the groups, in cents.
type Drive struct {
	Week  week.Week // of no meaning where it is of several
	Event string    // in words
	Parts []int64
	Cents int64
}

// WeeklyDrives is the page of what drives each week of a segment's forecast.
type WeeklyDrives struct {
	ui.Frame
	Drives
	Segment  ui.Segment
	Segments []ui.SegmentGroup
	Longest  int // horizon that can be asked for
	Ahead    Ahead
}

// horizon is the number of weeks ahead.
func (d Drives) horizon() int { return len(d.Weeks) }

func (d Drives) chosen() Drive { return d.Weeks[d.Chosen] }

// chosenName names the week that stands beside all weeks.
func (d Drives) chosenName(l text.Locale) string {
	if d.Chosen == 0 {
		return l.T(text.DrivesNext)
	}
	return l.Week(d.chosen().Week)
}

// causes names the parts of the first week's forecast, but for those that are
// nothing: the level as such, the others by what they add or take.
func (d Drives) causes(l text.Locale) string {
	var all []string
	for i, part := range d.Weeks[0].whole() {
		switch {
		case i == 0:
			all = append(all, groupName(l, d.Groups[i])+" "+l.MoneyShort(part))
		case part != 0:
			all = append(all, groupName(l, d.Groups[i])+" "+ui.Signed(l, part))
		}
	}
	return strings.Join(all, " · ")
}

// whole rounds the parts to whole reais that add up to the forecast as it is
// written: what is left over goes to those that rounding down took most from.
func (d Drive) whole() []int64 {
	out, order := make([]int64, len(d.Parts)), make([]int, len(d.Parts))
	left := int64(math.Round(chart.Reais(d.Cents)))
	for i, part := range d.Parts {
		order[i], out[i] = i, int64(math.Floor(chart.Reais(part)))
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(d.Parts[b]-100*out[b], d.Parts[a]-100*out[a])
	})
	for _, i := range order[:min(max(left, 0), int64(len(order)))] {
		out[i]++
	}
	for i := range out {
		out[i] *= 100
	}
	return out
}

// DriverGroup begins the group of what a driver does; its name follows.
const DriverGroup = "driver:"

// groupName names a group of parts.
func groupName(l text.Locale, group string) string {
	if driver, is := strings.CutPrefix(group, DriverGroup); is {
		return driver
	}
	return l.T(text.DriveNames[group])
}

// DrivesURL leads to what drives each week of a segment's forecast.
func DrivesURL(segment string, horizon int) string {
	return "/drives?segment=" + url.QueryEscape(segment) + "&horizon=" + strconv.Itoa(horizon)
}

// weekURL leads to one of the weeks.
func (d WeeklyDrives) weekURL(w week.Week) string {
	return DrivesURL(d.Segment.Key, d.horizon()) + "&week=" + w.String()
}
