package training

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/costly"
	"olist/training/plan"
	"olist/week"
)

// plansJudged is how many published plans are held against what came: two years of
// weeks.
const plansJudged = 104

// PlanDraft is the forecast that serves with the overrides that are in force.
type PlanDraft struct {
	plan.Draft
	Live      *Live
	Overrides []store.PlanOverride // all of them, by their first week
	Changed   int64                // the number of the latest change
}

// The ways to say what an override should be.
const (
	PlanPercent = "percent" // of the forecast
	PlanAmount  = "amount"  // to be added
	PlanSet     = "set"     // what the plan should be
)

// PlanAsked is an override as somebody asks for it: of the weeks and segments
// together, in cents or percent.
type PlanAsked struct {
	Segments       []string
	From, To       week.Week
	Kind           string
	Cents          int64
	Percent        float64
	Reason, Remark string
}

// PlanDraft lays the overrides over the forecast.
func (s *Service) PlanDraft(ctx context.Context, l *Live) (d PlanDraft, err error) {
	kept, err := s.store.PlanOverrides(ctx)
	if err != nil {
		return d, err
	}
	d.Live, d.Overrides, d.Changed = l, kept.Overrides, kept.Changed
	base, err := s.planBase(ctx, l)
	if err != nil {
		return d, err
	}
	d.Draft = base.Lay(d.sayings(""))
	return d, nil
}

// planBase is the forecast in cents.
func (s *Service) planBase(ctx context.Context, l *Live) (*plan.Base, error) {
	b := &plan.Base{First: l.Data.To + 1}
	for _, seg := range l.Data.Segments {
		b.Keys, b.Forecast = append(b.Keys, seg.Key), append(b.Forecast, inCents(l.forecasts[seg.Key].Points))
	}
	split, err := costly.Do(ctx, s.costly, "plan split "+l.PlanVersion(), Split.size, func(ctx context.Context) (Split, error) { return s.Split(ctx, l, MaxHorizon) })
	if err != nil {
		return nil, err
	}
	b.Share = func(of, on string) float64 { return split[of][on] }
	return b, nil
}

// size is the memory that it holds, in bytes, approximately.
func (s Split) size() (bytes int) {
	for _, on := range s {
		bytes += 100 + 40*len(on)
	}
	return bytes
}

// sayings are what the overrides in force say, but for one.
func (d PlanDraft) sayings(without string) (all []store.PlanSaying) {
	for _, o := range d.Overrides {
		if !o.Deleted && o.ID != without {
			all = append(all, o.PlanSaying)
		}
	}
	return all
}

// Resolve gives what is asked as it is kept, id naming the override that it takes the
// place of ("" for a new one), and the plan with it. Returns CodeNotFound for a segment
// that is not there and CodeInvalid for what cannot be planned.
func (d PlanDraft) Resolve(id string, a PlanAsked) (says store.PlanSaying, with plan.Draft, err error) {
	says = store.PlanSaying{Segments: a.Segments, From: a.From, To: a.To, Reason: a.Reason, Remark: a.Remark}
	for _, key := range a.Segments {
		if d.At(key) < 0 {
			return says, with, unknownSegment(key)
		}
	}
	last := d.First + week.Week(d.Weeks()) - 1
	switch {
	case a.To < a.From:
		return says, with, fault.Invalid("to", message.LastWeekFirst.With())
	case a.From < d.First || a.To > last:
		return says, with, fault.Invalid("from", message.OverrideWeeks.With(d.First, last))
	case len(a.Segments) == 0:
		return says, with, fault.Invalid("segments", message.OverrideSegments.With(store.PlanSegmentsMost))
	}
	others := d.sayings(id)
	switch a.Kind {
	case PlanPercent:
		says.Percent = int64(math.Round(a.Percent * 100))
		if !(a.Percent >= -100 && a.Percent <= 1000) || says.Percent == 0 { // before rounding hides what is beyond
			return says, with, fault.Invalid("value", message.ChangeOutside.With())
		}
	case PlanSet:
		cents := a.Cents - d.sum(d.Lay(others).Plan, says)
		if cents == 0 {
			return says, with, fault.Invalid("value", message.OverrideSame.With())
		}
		says.Amounts = d.spread(cents, says)
	default:
		if a.Cents == 0 {
			return says, with, fault.Invalid("value", message.OverrideAmount.With())
		}
		says.Amounts = d.spread(a.Cents, says)
	}
	with = d.Lay(append(slices.Clone(others), says))
	if key, at, below := with.Below(); below {
		return says, with, fault.Invalid("value", message.PlanBelow.With(key, at))
	}
	return says, with, nil
}

// overrideSilly is how many times the forecast an amount comes to that is asked about, as
// much as the most that may be said in percent.
const overrideSilly = 11

// Doubt tells what the plan comes to in the weeks and segments of an override, beside the
// forecast, and whether it has to be asked if so much is meant. Where nothing is forecast,
// all sales are the measure.
func (d PlanDraft) Doubt(says store.PlanSaying, with plan.Draft) (planned, forecast int64, is bool) {
	planned, forecast = d.sum(with.Plan, says), d.sum(d.Forecast, says)
	measure := forecast
	if all := says; forecast <= 0 {
		all.Segments = []string{store.TotalKey}
		measure = d.sum(d.Forecast, all)
	}
	return planned, forecast, says.Amounts != nil && float64(planned) > overrideSilly*float64(max(measure, centsPerUnit))
}

// sum is what figures come to in the weeks and segments of an override.
func (d PlanDraft) sum(figures [][]int64, o store.PlanSaying) (cents int64) {
	for _, key := range o.Segments {
		for _, v := range figures[d.At(key)][o.From-d.First : o.To-d.First+1] {
			cents += v
		}
	}
	return cents
}

// spread gives each week and segment its part of an amount, by the forecast.
func (d PlanDraft) spread(cents int64, o store.PlanSaying) (amounts [][]int64) {
	var weights []int64
	for _, key := range o.Segments {
		weights = append(weights, d.Forecast[d.At(key)][o.From-d.First:o.To-d.First+1]...)
	}
	parts := plan.Spread(cents, weights)
	weeks := int(o.To-o.From) + 1
	for i := 0; i < len(parts); i += weeks {
		amounts = append(amounts, parts[i:i+weeks:i+weeks])
	}
	return amounts
}

// PutPlanOverride keeps what is asked; seen is the latest change that its author knew.
// Returns what Resolve and the store return.
func (s *Service) PutPlanOverride(ctx context.Context, actor string, d PlanDraft, id string, a PlanAsked, seen int64) (store.PlanOverride, error) {
	says, _, err := d.Resolve(id, a)
	if err != nil {
		return store.PlanOverride{}, err
	}
	return s.store.PutPlanOverride(ctx, actor, id, says, seen, d.First)
}

// PublishPlan freezes the draft under the next number: version is the snapshot, and
// seen the latest change, that its author looked at. Returns CodeConflict where either
// is another one now.
func (s *Service) PublishPlan(ctx context.Context, actor, version string, seen int64) (p store.Plan, err error) {
	l, err := s.Live()
	if err != nil {
		return p, err
	}
	if version != l.PlanVersion() {
		return p, fault.New(fault.CodeConflict, message.PlanMoved.With())
	}
	d, err := s.PlanDraft(ctx, l)
	if err != nil {
		return p, err
	}
	if key, at, below := d.Below(); below {
		return p, fault.New(fault.CodeConflict, message.PlanBelow.With(key, at))
	}
	p = store.Plan{ModelID: l.Model.ID, Cutoff: l.Data.To}
	return s.store.PublishPlan(ctx, actor, p, store.PlanFigures{Keys: d.Keys, Forecast: d.Forecast, Plan: d.Plan}, d.words(), seen)
}

// PlanVersion names the forecast that a plan begins from.
func (l *Live) PlanVersion() string { return strings.TrimSuffix(l.Version, "-evaluated") }

// words are what the plan and each override say, without the weeks of which they
// say nothing.
func (d PlanDraft) words() []store.PlanWord {
	whole := d.At(store.TotalKey)
	change := make([]int64, d.Weeks())
	for i, v := range d.Plan[whole] {
		change[i] = v - d.Forecast[whole][i]
	}
	all := []store.PlanWord{{Segment: store.TotalKey, From: d.First, Forecast: d.Forecast[whole], Change: change}}
	for _, o := range d.Overrides {
		from, to := max(o.From, d.First), min(o.To, d.First+week.Week(d.Weeks())-1)
		if o.Deleted || from > to {
			continue
		}
		for s, key := range o.Segments {
			if at := d.At(key); at >= 0 {
				all = append(all, store.PlanWord{Override: o.ID, Actor: o.Actor, Reason: o.Reason, Segment: key, From: from,
					Forecast: d.Forecast[at][from-d.First : to-d.First+1], Change: d.Change(o.PlanSaying, s)[from-d.First : to-d.First+1]})
			}
		}
	}
	return all
}

// PlanWorth is what overrides were worth, once their weeks had come.
type PlanWorth struct {
	Whole                              plan.Worth // of all sales, with everything that was said
	Plans                              int
	People, Reasons, Segments, Horizon []plan.Worth
}

// PlanWorth holds the plans that counted against what came: of each last week known
// the one that was published last.
func (s *Service) PlanWorth(ctx context.Context, l *Live) (w PlanWorth, err error) {
	plans, err := s.store.SpokenPlans(ctx, plansJudged)
	if err != nil {
		return w, err
	}
	all := plan.Outcomes(plans, l.Data.sold)
	whole, words := []plan.Outcome(nil), []plan.Outcome(nil)
	for _, o := range all {
		if o.Override == "" {
			whole = append(whole, o)
		} else {
			words = append(words, o)
		}
	}
	w.Plans, w.Whole = len(plans), plan.Judge("", whole)
	w.People = plan.By(words, func(o plan.Outcome) string { return o.Actor })
	w.Reasons = plan.By(words, func(o plan.Outcome) string { return o.Reason })
	w.Segments = plan.By(words, func(o plan.Outcome) string { return o.Segment })
	w.Horizon = plan.By(words, func(o plan.Outcome) string { return fmt.Sprintf("%03d", o.Step) })
	slices.SortFunc(w.Horizon, func(a, b plan.Worth) int { return strings.Compare(a.Name, b.Name) })
	return w, nil
}
