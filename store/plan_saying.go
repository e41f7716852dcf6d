package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// Bounds of overrides.
const (
	PlanOverridesMost = 300 // of weeks to come
	PlanSegmentsMost  = 50  // in one override
	planWeeksMost     = 104 // of one override
	planRemarkMost    = noteMost
	planKept          = 104 // weeks for which an override is kept after its last
)

// PlanReasons are why somebody plans otherwise than was forecast.
var PlanReasons = []string{"promotion", "price", "event", "customer", "assortment", "supply", "market", "model", "other"}

// PlanSaying is what an override says.
type PlanSaying struct {
	Segments []string  `json:"segments"`
	From     week.Week `json:"from"`
	To       week.Week `json:"to"`
	// Percent is in hundredths of a percent; 0 where Amounts say it, in cents by
	// segment and week.
	Percent int64     `json:"percent,omitempty"`
	Amounts [][]int64 `json:"amounts,omitempty"`
	Reason  string    `json:"reason"`
	Remark  string    `json:"remark"`
	Deleted bool      `json:"deleted,omitempty"`
}

// Amount is the sum of the amounts, in cents.
func (p PlanSaying) Amount() (sum int64) {
	for _, of := range p.Amounts {
		for _, v := range of {
			sum += v
		}
	}
	return sum
}

// AmountFrom is the sum of the amounts of a week and those after it, in cents.
func (p PlanSaying) AmountFrom(first week.Week) (sum int64) {
	for _, of := range p.Amounts {
		for i, v := range of {
			if p.From+week.Week(i) >= first {
				sum += v
			}
		}
	}
	return sum
}

// Meets tells whether two overrides speak of the same: weeks in common, and a
// segment, or all sales.
func (p PlanSaying) Meets(o PlanSaying) bool {
	return p.From <= o.To && o.From <= p.To && (slices.Contains(p.Segments, TotalKey) || slices.Contains(o.Segments, TotalKey) ||
		slices.ContainsFunc(p.Segments, func(key string) bool { return slices.Contains(o.Segments, key) }))
}

func (p PlanSaying) validate(first week.Week) error {
	weeks := int(p.To-p.From) + 1
	switch {
	case len(p.Segments) == 0 || len(p.Segments) > PlanSegmentsMost || !alike(p.Segments):
		return fault.Invalid("segments", message.OverrideSegments.With(PlanSegmentsMost))
	case weeks < 1:
		return fault.Invalid("to", message.LastWeekFirst.With())
	case weeks > planWeeksMost || p.To < first:
		return fault.Invalid("from", message.OverrideWeeks.With(first, first+planWeeksMost-1))
	case p.Amounts == nil && (p.Percent == 0 || p.Percent < -100*100 || p.Percent > 1000*100):
		return fault.Invalid("value", message.ChangeOutside.With())
	case !slices.Contains(PlanReasons, p.Reason):
		return fault.Invalid("reason", message.OverrideReason.With())
	case utf8.RuneCountInString(p.Remark) > planRemarkMost:
		return fault.Invalid("remark", message.RemarkLength.With(planRemarkMost))
	case p.Amounts == nil:
		return nil
	case p.Percent != 0 || len(p.Amounts) != len(p.Segments) || slices.ContainsFunc(p.Amounts, func(of []int64) bool { return len(of) != weeks }):
		return fault.Invalid("value", message.OverrideAmount.With())
	}
	for _, of := range p.Amounts {
		for _, v := range of {
			if v < -planCentsMost || v > planCentsMost {
				return fault.Invalid("value", message.OverrideAmount.With())
			}
		}
	}
	if p.Amount() == 0 && !slices.ContainsFunc(p.Amounts, func(of []int64) bool { return slices.ContainsFunc(of, func(v int64) bool { return v != 0 }) }) {
		return fault.Invalid("value", message.OverrideAmount.With())
	}
	return nil
}

// planCentsMost bounds an amount, so that sums of all of them are exact.
const planCentsMost = 1e14

// alike tells whether segments are of one kind, each named once: else one would
// count twice in their sum.
func alike(keys []string) bool {
	kind := func(key string) string { before, _, _ := strings.Cut(key, ":"); return before }
	for i, key := range keys {
		if kind(key) != kind(keys[0]) || slices.Contains(keys[:i], key) {
			return false
		}
	}
	return true
}
