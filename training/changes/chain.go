package changes

import (
	"context"
	"math"

	"olist/forecast"
	"olist/week"
)

// Parts of a change, in the order of the chain.
const (
	Corrections = "corrections" // weeks up to the earlier cutoff are others now
	Events      = "events"      // events were entered, changed or left out
	Drivers     = "drivers"     // what is known ahead is another
	Known       = "known"       // these three together, where they cannot be told apart
	Sales       = "sales"       // the weeks between the two cutoffs came
	Retraining  = "retraining"  // another model
	Program     = "program"     // the program computes otherwise than when it was issued
	Whole       = "whole"       // all of it, where nothing can be told apart
)

// Parts lists them all.
var Parts = []string{Corrections, Events, Drivers, Known, Sales, Retraining, Program, Whole}

// Why parts cannot be told apart, or weeks not be seen.
const (
	NoModel      = "no_model"       // the earlier forecast's model is gone, or cannot be read
	NoInputs     = "no_inputs"      // what the later forecast was made from is not kept
	NoBefore     = "no_before"      // what the earlier one was made from is not kept
	NoLaterModel = "no_later_model" // the later forecast's model is gone, or cannot be read
)

// Figures are forecasts by segment, in cents, all of as many weeks: from the one
// after the cutoff on.
type Figures map[string][]int64

// Model makes figures of inputs.
type Model func(context.Context, *Inputs) (Figures, error)

// Side is one of two forecasts.
type Side struct {
	Cutoff  week.Week // last week known
	ModelID string
	// Issued is the forecast as it was issued, for a few steps; nil where it is
	// what Model makes of Inputs.
	Issued Figures
	// Inputs are what it was made from; nil where that is not kept.
	Inputs *Inputs
	// Model is nil where it is gone.
	Model Model
	// Computed is what Model makes of Inputs, where that is known already.
	Computed Figures
}

// Explain tells two forecasts apart; before has the earlier cutoff, or the same.
// Errors: those of the models.
func Explain(ctx context.Context, before, after Side) (*Result, error) {
	w := &walk{model: before.Model}
	switch {
	case before.Model == nil:
		w.reasons = []string{NoModel}
	case after.Inputs == nil:
		w.reasons = []string{NoInputs}
	default:
		if err := w.explain(ctx, before, after); err != nil {
			return nil, err
		}
		return w.result(before, after), nil
	}
	w.at = before.shown()
	w.link(Whole, after.shown())
	return w.result(before, after), nil
}

// shown is the forecast as far as it is known without its model.
func (s Side) shown() figures {
	if s.Issued != nil {
		return figures{s.Cutoff, s.Issued}
	}
	return figures{s.Cutoff, s.Computed}
}

// run is what the side's model makes of its inputs.
func (s Side) run(ctx context.Context) (f figures, err error) {
	f = figures{s.Cutoff, s.Computed}
	if f.by == nil {
		f.by, err = s.Model(ctx, s.Inputs)
	}
	return f, err
}

// walk is the way from one forecast to the other.
type walk struct {
	model   Model
	at      figures // where it has come to
	inputs  *Inputs // that at is made of; nil where they are not known
	links   []link
	reasons []string
}

// figures are those of a cutoff.
type figures struct {
	cutoff week.Week
	by     Figures
}

// link is a part of the way: what it adds is of one kind.
type link struct {
	kind     string
	from, to figures
}

func (w *walk) link(kind string, to figures) {
	w.links = append(w.links, link{kind, w.at, to})
	w.at = to
}

// step goes to other inputs of the same model.
func (w *walk) step(ctx context.Context, kind string, to *Inputs) error {
	if w.inputs != nil && same(w.inputs, to) {
		w.link(kind, w.at)
		return nil
	}
	by, err := w.model(ctx, to)
	if err == nil {
		w.link(kind, figures{to.Cutoff(), by})
		w.inputs = to
	}
	return err
}

func (w *walk) explain(ctx context.Context, before, after Side) error {
	if err := w.toKnown(ctx, before, after.Inputs); err != nil {
		return err
	}
	if after.ModelID == before.ModelID && after.Computed != nil {
		w.link(Sales, figures{after.Cutoff, after.Computed})
	} else if err := w.step(ctx, Sales, after.Inputs); err != nil {
		return err
	}
	if after.Model == nil && after.ModelID != before.ModelID {
		w.reasons = append(w.reasons, NoLaterModel)
		w.link(Retraining, after.shown())
		return nil
	}
	if after.ModelID == before.ModelID {
		w.link(Retraining, w.at)
	} else {
		computed, err := after.run(ctx)
		if err != nil {
			return err
		}
		w.link(Retraining, computed)
	}
	w.link(Program, w.at.but(after.Issued))
	return nil
}

// toKnown goes from what was issued to what its model says of the same weeks as
// they are known now.
func (w *walk) toKnown(ctx context.Context, before Side, now *Inputs) error {
	was, cutoff := before.Inputs, before.Cutoff
	if was == nil {
		w.at = before.shown()
		w.reasons = append(w.reasons, NoBefore)
		past := &Inputs{Panel: pastOf(now.Panel, func(key string) bool { return before.Issued[key] != nil }, cutoff), Least: now.Least}
		return w.step(ctx, Known, past)
	}
	computed, err := before.run(ctx)
	if err != nil {
		return err
	}
	w.at = computed.but(before.Issued)
	w.link(Program, computed)
	w.inputs = was
	to := corrected(was, now, cutoff)
	if err := w.step(ctx, Corrections, to); err != nil {
		return err
	}
	to = withEvents(to, was, now, cutoff)
	if err := w.step(ctx, Events, to); err != nil {
		return err
	}
	return w.step(ctx, Drivers, withDrivers(to, now))
}

// but is the figures with others in the place of the first steps.
func (f figures) but(first Figures) figures {
	if first == nil {
		return f
	}
	out := figures{f.cutoff, make(Figures, len(f.by))}
	steps := first.weeks()
	for key, all := range f.by {
		merged := append([]int64(nil), all...)
		clear(merged[:min(steps, len(merged))])
		copy(merged, first[key])
		out.by[key] = merged
	}
	for key, all := range first {
		if out.by[key] == nil {
			merged := make([]int64, f.by.weeks())
			copy(merged, all)
			out.by[key] = merged
		}
	}
	return out
}

// weeks is how many weeks the figures have.
func (f Figures) weeks() int {
	for _, all := range f {
		return len(all)
	}
	return 0
}

// FiguresOf are forecasts in cents, for as many weeks as all of them have.
func FiguresOf(all []forecast.Forecast) Figures {
	out := make(Figures, len(all))
	for i, f := range all {
		cents := make([]int64, len(f.Points))
		for k, p := range f.Points {
			cents[k] = int64(math.Round(p.Value * centsPerUnit))
		}
		if weeks := out.weeks(); i > 0 && len(cents) != weeks {
			cents = cents[:min(weeks, len(cents))]
			for key := range out {
				out[key] = out[key][:len(cents)]
			}
		}
		out[f.Key] = cents
	}
	return out
}
