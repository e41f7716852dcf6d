package views

import (
	"math"

	"olist/views/text"
)

// chance is the probability that a total comes to at least goal, read off its
// range: the 80 and 95% bounds are taken as the quantiles of a distribution
// whose normal scores run straight between them and on beyond them.
func (r Range) chance(goal int64) float64 {
	const z80, z95 = 1.2815515655446004, 1.959963984540054
	known := []struct {
		value int64
		score float64
	}{{r.Low95, -z95}, {r.Low, -z80}, {r.Cents, 0}, {r.High, z80}, {r.High95, z95}}
	i := 0 // of the stretch that the goal lies in; the outer ones go on
	for i < len(known)-2 && goal > known[i+1].value {
		i++
	}
	from, to := known[i], known[i+1]
	if to.value <= from.value {
		if goal <= r.Cents {
			return 1
		}
		return 0
	}
	score := from.score + (to.score-from.score)*float64(goal-from.value)/float64(to.value-from.value)
	return math.Erfc(score/math.Sqrt2) / 2
}

// goalText says how the forecast stands to the goal.
func (d Dashboard) goalText() string {
	l, gap := d.Text, d.Together.Cents-d.Goal
	t := text.GoalAbove
	if gap < 0 {
		t, gap = text.GoalBelow, -gap
	}
	return l.T(t, l.MoneyShort(gap), l.Percent(float64(gap)/float64(d.Goal), 1)) + " " +
		l.T(text.GoalChance, chanceText(l, d.Together.chance(d.Goal)))
}

func chanceText(l text.Locale, p float64) string {
	switch {
	case p < .01:
		return l.T(text.GoalUnder)
	case p > .99:
		return l.T(text.GoalOver)
	}
	return l.Percent(p, 0)
}
