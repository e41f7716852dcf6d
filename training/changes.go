package training

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/changes"
	"olist/training/costly"
	"olist/week"
)

// issuesMost is how many issued forecasts can be chosen from: two years of weeks.
const issuesMost = 104

// NowID is the id of what is forecast now, where that was not issued: events,
// what is known ahead or the past were changed since.
const NowID = "now"

// Issue is a forecast that was issued, or that is given now.
type Issue struct {
	ID       string // of the cutoff and the model, or NowID
	ModelID  string
	Cutoff   week.Week // last week known
	IssuedAt time.Time // zero for NowID
	Inputs   bool      // what it was made from is kept
	entry    store.IssuedEntry
}

// Changed is what lies between two forecasts; Before has the earlier cutoff, or was
// issued earlier. Both are the zero Issue where there are no two.
type Changed struct {
	Issues        []Issue // that there are to choose from: see Service.Issues
	Before, After Issue
	*changes.Result
}

// inputs are what the snapshot's forecasts are made from.
func (d *Data) inputs() *changes.Inputs {
	return &changes.Inputs{Panel: d.Panel, Least: d.Shop.Least()}
}

// inputsHash names the inputs, as the store does. It takes its time: see hash.
func (d *Data) inputsHash() (string, error) {
	b, err := d.inputs().Encode()
	if err != nil {
		return "", err
	}
	return store.InputsHash(b), nil
}

// Issues are the forecasts that can be told apart, of what the shop measures now:
// the latest first, and what is forecast now before all of its cutoff.
func (s *Service) Issues(ctx context.Context) ([]Issue, error) {
	entries, err := s.store.IssuedEntries(ctx, issuesMost)
	if err != nil {
		return nil, fmt.Errorf("training: read what was issued: %w", err)
	}
	var all []Issue
	for _, e := range entries {
		all = append(all, Issue{ID: e.Cutoff.String() + "." + e.ModelID, ModelID: e.ModelID, Cutoff: e.Cutoff, IssuedAt: e.IssuedAt, Inputs: e.Kept, entry: e})
	}
	live, err := s.Live()
	if err != nil {
		return all, nil // nothing is forecast now
	}
	hash, err := live.Data.hash()
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(i Issue) bool { return i.isOf(live, hash) }) {
		return all, nil
	}
	now := Issue{ID: NowID, ModelID: live.Model.ID, Cutoff: live.Data.To, Inputs: true, entry: store.IssuedEntry{Inputs: hash}}
	at, _ := slices.BinarySearchFunc(all, now.Cutoff, func(i Issue, w week.Week) int { return cmp.Compare(w, i.Cutoff) })
	return slices.Insert(all, at, now), nil
}

// isOf reports whether a snapshot gives this forecast.
func (i Issue) isOf(l *Live, hash string) bool {
	return i.ModelID == l.Model.ID && i.Cutoff == l.Data.To && i.entry.Inputs == hash
}

// Change tells two forecasts apart, named by their ids; without one, after is the
// forecast of now and before the last one of an earlier week, or else the one
// before. Without two forecasts its Result is nil. Returns
// CodeNotFound for an id that is not there, CodeUnavailable where it takes too long.
func (s *Service) Change(ctx context.Context, before, after string) (c Changed, err error) {
	all, err := s.Issues(ctx)
	if err != nil {
		return c, err
	}
	c.Issues = all
	last, err := chosen(all, after, func() int { return s.latest(all) })
	if err != nil {
		return c, err
	}
	first, err := chosen(all, before, func() int { return earlier(all, last) })
	if err != nil || first < 0 || last < 0 {
		return c, err
	}
	if first < last { // the list has the latest first
		first, last = last, first
	}
	c.Before, c.After = all[first], all[last]
	c.Result, err = costly.Do(ctx, s.costly, c.key(), (*changes.Result).Size, func(ctx context.Context) (*changes.Result, error) {
		return s.explain(ctx, c.Before, c.After)
	})
	return c, err
}

// key names the comparison, whether what is forecast now was issued or not.
func (c Changed) key() string {
	return fmt.Sprintf("change %s %s %t %s %s %t", c.Before.ID, c.Before.entry.Inputs, c.Before.Inputs, c.After.ModelID+c.After.Cutoff.String(), c.After.entry.Inputs, c.After.Inputs)
}

// chosen finds a forecast by its id, and by other where none is asked for.
func chosen(all []Issue, id string, other func() int) (int, error) {
	if id == "" {
		return other(), nil
	}
	at := slices.IndexFunc(all, func(i Issue) bool { return i.ID == id })
	if at < 0 {
		return at, fault.New(fault.CodeNotFound, message.NotIssued.With(message.Quoted(id)))
	}
	return at, nil
}

// latest is the forecast that is given now, or that was issued last; -1 for none.
func (s *Service) latest(all []Issue) int {
	if live, err := s.Live(); err == nil {
		if hash, err := live.Data.hash(); err == nil {
			return slices.IndexFunc(all, func(i Issue) bool { return i.isOf(live, hash) })
		}
	}
	return min(0, len(all)-1)
}

// earlier is the forecast that another one takes the place of: the last of a week
// before, or else the one before it; -1 for none.
func earlier(all []Issue, than int) int {
	if than < 0 {
		return -1
	}
	for i := than + 1; i < len(all); i++ {
		if all[i].Cutoff < all[than].Cutoff {
			return i
		}
	}
	if than+1 < len(all) {
		return than + 1
	}
	return -1
}

func (s *Service) explain(ctx context.Context, before, after Issue) (*changes.Result, error) {
	first, err := s.side(ctx, before)
	if err != nil {
		return nil, err
	}
	last, err := s.side(ctx, after)
	if err != nil {
		return nil, err
	}
	r, err := changes.Explain(ctx, first, last)
	if err != nil {
		return nil, fmt.Errorf("training: compare the forecasts %s and %s: %w", before.ID, after.ID, err)
	}
	return r, nil
}

// side is a forecast with what is left of its model and inputs.
func (s *Service) side(ctx context.Context, i Issue) (changes.Side, error) {
	side := changes.Side{Cutoff: i.Cutoff, ModelID: i.ModelID}
	if live, err := s.Live(); err == nil {
		if hash, err := live.Data.hash(); err == nil && i.isOf(live, hash) {
			side.Inputs, side.Computed, side.Model = live.Data.inputs(), live.figures(), figuring(live.Engine)
		}
	}
	if i.ID == NowID {
		if side.Inputs == nil { // the data changed meanwhile
			return side, fault.New(fault.CodeNotFound, message.NotIssued.With(message.Quoted(i.ID)))
		}
		return side, nil
	}
	issued, err := s.store.IssuedForecast(ctx, i.ModelID, i.Cutoff)
	if err != nil {
		return side, err
	}
	side.Issued = changes.FiguresOf(issued.Forecasts)
	if side.Inputs != nil {
		return side, nil
	}
	if side.Inputs, err = s.issuedInputs(ctx, i); err != nil {
		return side, err
	}
	engine, err := s.decoded(ctx, i.ModelID)
	if engine != nil {
		side.Model = figuring(engine)
	}
	return side, err
}

// issuedInputs are what a forecast was made from; nil where that is not kept, or
// another program wrote it.
func (s *Service) issuedInputs(ctx context.Context, i Issue) (*changes.Inputs, error) {
	if !i.Inputs {
		return nil, nil
	}
	b, err := s.store.IssuedInputs(ctx, i.entry.Inputs)
	if isNotFound(err) || errors.Is(err, store.ErrDamaged) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	in, err := changes.Decode(b)
	if err != nil || in.Cutoff() != i.Cutoff {
		s.log.WarnContext(ctx, "what a forecast was made from cannot be read", "forecast", i.ID, "error", err)
		return nil, nil
	}
	return in, nil
}

// decoded is a stored model; nil where it is gone, damaged or another program's.
func (s *Service) decoded(ctx context.Context, id string) (*forecast.Model, error) {
	if l := s.live.Load(); l != nil && l.Model.ID == id {
		return l.Engine, nil
	}
	_, payload, err := s.store.Payload(ctx, id)
	if isNotFound(err) || errors.Is(err, store.ErrDamaged) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	engine, err := readModel(payload)
	if err != nil {
		s.log.WarnContext(ctx, "the model of an issued forecast cannot be read", "model", id, "error", err)
		return nil, nil
	}
	return engine, nil
}

// figuring is a model as the chain of changes asks it: with what is usual of the
// drivers that are not known ahead, and in cents, as in what serves.
func figuring(engine *forecast.Model) changes.Model {
	return func(ctx context.Context, in *changes.Inputs) (changes.Figures, error) {
		all, err := engine.Forecast(ctx, coming(in.Panel, engine.Drivers(), MaxHorizon), MaxHorizon, nil)
		if err != nil {
			return nil, err
		}
		forecast.RoundForecasts(all, in.Panel.Sums, in.Least)
		for i, f := range all {
			all[i] = f.Means()
		}
		return changes.FiguresOf(all), nil
	}
}

// figures are the snapshot's forecasts in cents.
func (l *Live) figures() changes.Figures {
	all := make([]forecast.Forecast, 0, len(l.forecasts))
	for _, f := range l.forecasts {
		all = append(all, f)
	}
	return changes.FiguresOf(all)
}
