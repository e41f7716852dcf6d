package chart

import (
	"strings"

	"olist/views/text"
	"olist/views/ui"
)

const wordsWeeks = 13 // that the level is compared over

// Words says what a sighted person sees in the chart, a sentence each.
func (d Weeks) Words() []string {
	var said []string
	if complete := ui.Complete(d.Past); len(complete) > 2*wordsWeeks {
		said = append(said, d.wordsOfLevel(complete), d.wordsOfPeaks(complete))
	}
	if len(d.Targets) > 0 {
		said = append(said, d.wordsOfForecast()...)
	}
	l := d.Text
	if n := len(ui.Incomplete(d.Past)); n > 0 {
		said = append(said, l.N(text.WordsPartial, n))
	}
	if marked := d.wordsOfMarks(); marked != "" {
		said = append(said, l.T(text.WordsMarked, marked))
	}
	if laid := d.overlaid(); laid > 0 {
		said = append(said, l.T(text.WordsPast, l.N(text.WeeksAhead, d.Overlay), l.N(text.Weeks, laid)))
	}
	return said
}

func (d Weeks) wordsOfLevel(complete []ui.PastWeek) string {
	l, n := d.Text, len(complete)
	mean := func(past []ui.PastWeek) (sum int64) {
		for _, w := range past {
			sum += w.Cents
		}
		return sum / int64(len(past))
	}
	return l.T(text.WordsHistory, l.Date(complete[0].Week.First()), l.Date(complete[n-1].Week.Last()),
		l.N(text.Weeks, wordsWeeks), l.MoneyShort(mean(complete[n-wordsWeeks:])),
		l.N(text.Weeks, wordsWeeks), l.MoneyShort(mean(complete[n-2*wordsWeeks:n-wordsWeeks])))
}

func (d Weeks) wordsOfPeaks(complete []ui.PastWeek) string {
	l := d.Text
	highest, lowest := complete[0], complete[len(complete)-1]
	for i, w := range complete {
		if w.Cents > highest.Cents {
			highest = w
		}
		if i >= len(complete)-52 && w.Cents < lowest.Cents {
			lowest = w
		}
	}
	why := ""
	if highest.Event != "" {
		why = " (" + highest.Event + ")"
	}
	return l.T(text.WordsPeak, l.Week(highest.Week), l.MoneyShort(highest.Cents), why, l.Week(lowest.Week), l.MoneyShort(lowest.Cents))
}

func (d Weeks) wordsOfForecast() []string {
	l := d.Text
	first, last := d.Targets[0], d.Targets[len(d.Targets)-1]
	said := []string{l.T(text.WordsForecastBare, l.MoneyShort(first.Cents), l.Week(first.Week), l.MoneyShort(last.Cents), l.Week(last.Week))}
	if !d.Unsure() {
		said = []string{l.T(text.WordsForecast, l.MoneyShort(first.Cents), l.Week(first.Week),
			l.MoneyShort(first.Low), l.MoneyShort(first.High), l.MoneyShort(first.Low95), l.MoneyShort(first.High95),
			l.MoneyShort(last.Cents), l.Week(last.Week), l.MoneyShort(last.Low), l.MoneyShort(last.High))}
	}
	highest := first
	for _, t := range d.Targets {
		if t.Cents > highest.Cents {
			highest = t
		}
	}
	if highest != first && highest != last {
		said = append(said, l.T(text.WordsForecastPeak, l.Week(highest.Week), l.MoneyShort(highest.Cents)))
	}
	return said
}

// wordsOfMarks lists the events and notes of the weeks in sight at first.
func (d Weeks) wordsOfMarks() string {
	var all []string
	rows := d.Rows()
	for _, r := range rows[max(0, len(rows)-52-d.Horizon):] {
		for _, said := range []string{r.event(), r.note()} {
			if said != "" {
				all = append(all, said+" ("+d.Text.Week(r.Week)+")")
			}
		}
	}
	return strings.Join(all, "; ")
}

func (d Weeks) overlaid() (n int) {
	for _, w := range d.Past {
		if w.Said != nil {
			n++
		}
	}
	return n
}
