package scenarios

import (
	"strings"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Assumption is one change of a scenario.
type Assumption struct {
	Kind              string
	Segment           ui.Segment
	From, To          week.Week
	Percent           string // as typed, or as kept
	Price, Elasticity string // of a change of price, alike
	Ratio             float64
	PriceRatio        float64
	Response          float64 // the elasticity
	Driver            string  // what is known ahead that changes
	Value             string  // as typed, or as kept
	Set               bool    // Value stands instead of what is known; else it is added
	// Learnt is what the change of a driver does; nil for other kinds, and where the
	// model that serves has not learnt it.
	Learnt *Learnt
}

// Learnt is the effect of a driver's change on its weeks, as ratios: .03 is three
// percent more.
type Learnt struct {
	Ratio, Low, High float64
	Unsure           bool // the range is not known
	Same             bool // what is known already
	Beyond           bool // values are asked for that were never seen
	Own              bool // learnt from parts of all sales that have values of their own
	Model            string
	Weeks            int    // that it was learnt from
	From, To         string // the least and the most value of them
}

// say words an assumption.
func (a Assumption) say(l text.Locale) string {
	return l.T(text.AssumptionSay, a.Segment.Name, l.WeekRange(a.From, a.To), a.effect(l))
}

func (a Assumption) effect(l text.Locale) string {
	switch a.Kind {
	case AssumeStop:
		return l.T(text.AssumptionStop)
	case AssumeDriver:
		return a.step(l)
	case AssumePrice:
		return l.T(text.AssumptionPriced, l.Change(a.PriceRatio), l.Number(a.Response, 1), l.Change(a.Ratio))
	}
	return l.Change(a.Ratio)
}

// step words the change of a driver and what it does.
func (a Assumption) step(l text.Locale) string {
	change := a.Driver + " = " + a.Value
	if !a.Set {
		change = a.Driver + " " + plus(a.Value)
	}
	switch {
	case a.Learnt == nil:
		return l.T(text.StepUnknown, change)
	case a.Learnt.Same:
		return l.T(text.StepSame, change)
	}
	if a.Learnt.Unsure {
		return l.T(text.StepLearntBare, change, l.Change(a.Learnt.Ratio))
	}
	return l.T(text.StepLearnt, change, l.Change(a.Learnt.Ratio), l.Change(a.Learnt.Low), l.Change(a.Learnt.High))
}

// plus gives a number the sign that it has.
func plus(plain string) string {
	if strings.HasPrefix(plain, "-") {
		return "−" + plain[1:]
	}
	return "+" + plain
}

// source says what the effect was learnt from.
func (e Learnt) source(l text.Locale) string {
	from := text.LearntFrom
	if e.Own {
		from = text.LearntParts
	}
	said := l.T(from, e.Model, l.N(text.Weeks, e.Weeks), e.From, e.To)
	if e.Beyond {
		said += " " + l.T(text.StepBeyond)
	}
	return said
}
