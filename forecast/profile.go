package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// The year, pooled: how far each week of the year lies from the level around
// it, as a logarithm. The panel's median says it of all series; a series' own
// weeks, smoothed over their neighbours, move it by as much as is known of
// them. So a year is told from a slope with little more than one year behind,
// where a series by itself cannot tell it.
const (
	profileReach  = 300 // last weeks of a series that are looked at
	profileWeeks  = 70  // of the longest series; with fewer, a season cannot be told from a slope
	profileAround = 52  // weeks around a week whose median is its level
	profileKnown  = 30  // weeks among them that are observed, at least
	profileBound  = .7  // of a deviation, as a logarithm
	linearBound   = 2.1 // of one in mean sizes
	profilePrior  = 2.  // weeks' worth of the panel's profile in a series' own
	profileShift  = .02 // of the mean size, so that a zero has a logarithm
)

// profileKernel weighs the neighbour weeks in a series' own profile.
var profileKernel = [...]float64{.25, .5, 1, .5, .25}

// yearProfile is a deviation from the level by week of the year, see phase.
type yearProfile [week.PerYear]float64

// phase is the week of the year of a week, counted from any fixed one.
func phase(w week.Week) int {
	return int((w%week.PerYear + week.PerYear) % week.PerYear)
}

// profiled is a target on the scale of its profile: logarithms, or, of a series
// that may be negative, values in units of its mean size.
type profiled struct {
	x       []float64 // the target itself
	sales   []float64 // of what sells rarely; nil for any other
	y       []float64 // NaN where the week is not observed
	start   week.Week // of y[0]
	linear  bool
	unit    float64 // of linear values; else what is added before the logarithm
	profile yearProfile
	age     int       // of y[0], in weeks since the series began
	opening []float64 // what its first weeks deviate from its level, by age; nil where it began with the others
}

// newProfiled takes the target of h, adjusted: outliers and level shifts are out.
func newProfiled(h *history, adjusted []float64) profiled {
	x := stat.Tail(adjusted, profileReach)
	gone := len(adjusted) - len(x)
	p := profiled{x: x, y: make([]float64, len(x)), start: h.start + week.Week(gone), linear: h.floor != 0, age: gone}
	for _, v := range x {
		p.unit += math.Abs(v) / float64(len(x))
	}
	if !p.linear {
		p.unit *= profileShift
	}
	if p.unit == 0 {
		p.unit = 1
	}
	for i, v := range x {
		if h.eventsStay { // they are laid on the forecast: the year must not have them, too
			v *= math.Exp(-h.eventLogs[gone+i])
		}
		switch {
		case !h.taught(gone + i):
			p.y[i] = nan
		case p.linear:
			p.y[i] = v / p.unit
		default:
			p.y[i] = math.Log(max(0, v) + p.unit)
		}
	}
	return p
}

// bound of a week's deviation from its level.
func (p *profiled) bound() float64 {
	if p.linear {
		return linearBound
	}
	return profileBound
}

// value is the target of y.
func (p *profiled) value(y float64) float64 {
	if p.linear {
		return y * p.unit
	}
	return math.Exp(y) - p.unit
}

// at is what the week i weeks after the first deviates from the level.
func (p *profiled) at(i int) float64 {
	v := p.profile[phase(p.start+week.Week(i))]
	if age := p.age + i; age < len(p.opening) {
		v += p.opening[age]
	}
	return v
}

// seasonless is value v of step 1.. without what its week deviates from the
// last quarter's.
func (p *profiled) seasonless(v float64, step int) float64 {
	now, n := 0.0, min(trendHalf, len(p.y))
	for i := len(p.y) - n; i < len(p.y); i++ {
		now += p.at(i) / float64(n)
	}
	away := p.at(len(p.y)+step-1) - now
	if p.linear {
		return v - away*p.unit
	}
	return (v+p.unit)*math.Exp(-away) - p.unit
}

// pool is the targets that teach each other one profile of the year: those at
// their own level, or the shares in sums.
type pool struct {
	at     []int // positions of the series in the panel
	series []profiled
	rare   bool // the first sale of a series is none to count: see afterFirst
}

// pools divides the targets, [series], and estimates their profiles.
func (m *Model) pools(hs []*history, adjusted [][]float64) []*pool {
	all := []*pool{{rare: m.rare}, {}}
	for s, h := range hs {
		if len(h.x) == 0 {
			continue
		}
		p := all[0]
		if h.parent != nil {
			p = all[1]
		}
		x := newProfiled(h, adjusted[s])
		if p.rare && !x.linear && sparse(x.x) {
			x.sales = h.sales()
		}
		p.at, p.series = append(p.at, s), append(p.series, x)
	}
	all = slices.DeleteFunc(all, func(p *pool) bool { return len(p.series) == 0 })
	for _, p := range all {
		p.fitProfiles()
		if m.young {
			p.fitOpenings()
		}
	}
	return all
}

// pooledYear reports whether the series at their own level are long enough for
// a profile.
func (m *Model) pooledYear(hs []*history) bool {
	return slices.ContainsFunc(hs, func(h *history) bool { return h.parent == nil && len(h.x) >= profileWeeks })
}

func (p *pool) fitProfiles() {
	if !slices.ContainsFunc(p.series, func(s profiled) bool { return len(s.y) >= profileWeeks }) {
		return
	}
	deviations := make([][]float64, len(p.series))
	for i, s := range p.series {
		deviations[i] = fromYearMedian(s.y, s.bound())
	}
	panel := p.panelProfile(deviations)
	for i := range p.series {
		p.series[i].profile = panel.moved(p.series[i].start, deviations[i])
	}
}

// fromYearMedian is the deviation of each week from the median of the year
// around it, bounded; NaN where that is not known.
func fromYearMedian(y []float64, bound float64) []float64 {
	out := make([]float64, len(y))
	window := make([]float64, 0, profileAround) // sorted
	enter := func(i int) {
		if i < len(y) && y[i] == y[i] {
			at, _ := slices.BinarySearch(window, y[i])
			window = slices.Insert(window, at, y[i])
		}
	}
	leave := func(i int) {
		if i >= 0 && y[i] == y[i] {
			at, _ := slices.BinarySearch(window, y[i])
			window = slices.Delete(window, at, at+1)
		}
	}
	for i := range profileAround / 2 {
		enter(i)
	}
	for i, v := range y {
		enter(i + profileAround/2)
		leave(i - profileAround/2)
		out[i] = nan
		if n := len(window); n >= profileKnown && v == v {
			out[i] = clip(v-(window[(n-1)/2]+window[n/2])/2, bound)
		}
	}
	return out
}

// panelProfile is the mean over the years of the panel's median deviation in a
// week.
func (p *pool) panelProfile(deviations [][]float64) (out yearProfile) {
	first, end := p.series[0].start, p.series[0].start
	for _, s := range p.series {
		first, end = min(first, s.start), max(end, s.start+week.Week(len(s.y)))
	}
	var years yearProfile
	known := make([]float64, 0, len(p.series))
	for w := first; w < end; w++ {
		known = known[:0]
		for i, s := range p.series {
			if k := int(w - s.start); k >= 0 && k < len(s.y) && deviations[i][k] == deviations[i][k] {
				known = append(known, deviations[i][k])
			}
		}
		if len(known) > 0 {
			out[phase(w)] += stat.Median(known)
			years[phase(w)]++
		}
	}
	for j := range out {
		out[j] /= max(1, years[j])
	}
	return out
}

// moved is the profile moved by what a series' own weeks say beyond it.
func (panel yearProfile) moved(start week.Week, deviations []float64) yearProfile {
	var sum, n yearProfile
	for i, v := range deviations {
		if v == v {
			j := phase(start + week.Week(i))
			sum[j] += v - panel[j]
			n[j]++
		}
	}
	out := panel
	for j := range out {
		s, weight := 0.0, profilePrior
		for d, k := range profileKernel {
			near := phase(week.Week(j + d - len(profileKernel)/2))
			s, weight = s+k*sum[near], weight+k*n[near]
		}
		out[j] += s / weight
	}
	return out
}
