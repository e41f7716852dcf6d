package needs

import (
	"olist/message"
	"olist/store/fault"
)

// Rules are the limits from which something is a line.
type Rules struct {
	// Level is the range, in percent, that a week has to come outside of: 80 or 95.
	Level int `json:"level"`
	// Least is the amount, in percent of the shop's usual week, below which what has
	// one is no line.
	Least float64 `json:"least"`
	// Chance is the probability of missing a target, in percent, from which that is
	// an alarm.
	Chance float64 `json:"chance"`
	// Weeks is how many of the latest weeks are held against what was forecast.
	Weeks int `json:"weeks"`
	// Most is how many lines one such week has at most: those with most money.
	Most int `json:"most"`
	// Change counts the changes of the rules; 0 for those that hold until somebody
	// changes them.
	Change int `json:"change"`
}

// Bounds of the rules. Most and the segments' number bound the list.
const (
	LeastMost = 1000
	WeeksMost = 8
	MostMost  = 20
)

// DefaultRules hold until somebody changes them. Over the past year of the shop
// that the program ships with they list at most Most lines a week: see Replay and
// its test.
func DefaultRules() Rules { return Rules{Level: 95, Least: 2, Chance: 70, Weeks: 2, Most: 5} }

// Validate returns CodeInvalid naming the field that is wrong.
func (r Rules) Validate() error {
	switch {
	case r.Level != 80 && r.Level != 95:
		return fault.Invalid("level", message.NeedsLevel.With())
	case !(r.Least >= 0 && r.Least <= LeastMost):
		return fault.Invalid("least", message.NeedsBetween.With(0, LeastMost))
	case !(r.Chance >= 50 && r.Chance <= 99):
		return fault.Invalid("chance", message.NeedsBetween.With(50, 99))
	case r.Weeks < 1 || r.Weeks > WeeksMost:
		return fault.Invalid("weeks", message.NeedsBetween.With(1, WeeksMost))
	case r.Most < 1 || r.Most > MostMost:
		return fault.Invalid("most", message.NeedsBetween.With(1, MostMost))
	}
	return nil
}
