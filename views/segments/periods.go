package segments

import (
	"net/url"

	"olist/views/text"
	"olist/views/ui"
)

// mostPeriods are the months or quarters that have columns of their own on the page;
// files have them all.
const mostPeriods = 3

// byPeriod tells whether rows have months or quarters.
func (s View) byPeriod() bool { return s.Span != "" }

// Periods are those to come, the same of every row: as they are of the first.
func (s View) Periods() []ui.Period {
	if len(s.Rows) == 0 {
		return nil
	}
	return s.Rows[0].Periods
}

func (s View) periodsShown() []ui.Period { return firstPeriods(s.Periods()) }

func firstPeriods(all []ui.Period) []ui.Period { return all[:min(len(all), mostPeriods)] }

// compared are what is coming, and what the change is against.
func (s View) compared() (coming, against string) {
	all := s.Periods()
	if !s.byPeriod() || len(all) == 0 {
		return s.Text.N(text.TheComing, s.Horizon), s.Text.N(text.TheLast, s.Horizon)
	}
	first, last := all[0].Period, all[len(all)-1].Period
	coming = s.Text.Period(first)
	if last != first {
		coming = s.Text.T(text.PeriodsFromTo, coming, s.Text.Period(last))
	}
	return coming, s.Text.T(text.PeriodsYearAgo)
}

func (s View) growthWhy() string {
	coming, against := s.compared()
	return s.Text.T(text.SegmentsGrowthWhy, coming, against)
}

func (s View) mapHelp() string {
	coming, against := s.compared()
	return s.Text.T(text.MapHelp, against, coming)
}

// partly says how much of the first period is past; nothing where none of it is.
func (s View) partly() string {
	if all := s.Periods(); s.byPeriod() && len(all) > 0 && all[0].Partly() {
		return s.Text.T(text.PeriodsPartly, s.Text.Period(all[0].Period), s.Text.T(text.PeriodPartly, all[0].Known, all[0].Days))
	}
	return ""
}

// comingHead names the column of what is coming in all.
func (s View) comingHead() text.Text {
	if s.byPeriod() {
		return text.RowTogether
	}
	return text.SegmentComing
}

// dashboardURL leads to a segment's own page, by what this one is by.
func (s View) dashboardURL(key string) string {
	q := ui.ViewQuery(key, s.Horizon)
	s.addSpan(q)
	return "/?" + q.Encode()
}

func (s View) addSpan(q url.Values) {
	if s.byPeriod() {
		q.Set("period", string(s.Span))
	}
}
