package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/costly"
)

// Live gives the snapshot that answers now. Returns CodeUnavailable where no
// model was trained yet.
func (s *Service) Live() (*Live, error) {
	if l := s.live.Load(); l != nil {
		return l, nil
	}
	return nil, s.noLive()
}

// Reload reads data and live model from the database again: after an import,
// or where another process may have changed them.
func (s *Service) Reload(ctx context.Context) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	return s.reload(ctx)
}

// reload is Reload for who holds swap.
func (s *Service) reload(ctx context.Context) error {
	data, err := s.loadData(ctx)
	if err != nil {
		return err
	}
	if len(data.Segments) == 0 { // pages and imports work, so that there can be some
		if s.live.Swap(nil) != nil {
			s.log.WarnContext(ctx, "nothing is forecast: there are no sales; import data, or put an undone import in force again")
			s.jobs.Tick()
		}
		s.setIdle(false, true)
		return nil
	}
	var live *Live
	var tried string
	loaded, err := s.store.LoadLive(ctx, func(m store.Model, payload []byte) (err error) {
		tried = m.ID
		live, err = s.prepare(ctx, m, payload, data)
		return err
	})
	for _, d := range loaded.Damaged {
		s.log.ErrorContext(ctx, "a model is damaged; an earlier one serves", "error", d)
	}
	s.setIdle(errors.Is(err, store.ErrDamaged), false)
	if fault.CodeOf(err) == fault.CodeNotFound {
		s.live.Store(nil)
		return nil
	}
	if errors.Is(err, forecast.ErrVersion) { // after an update of the program: one must be able to train anew
		if s.outdated != tried {
			s.outdated = tried
			s.log.ErrorContext(ctx, "no model serves until one is trained", "error", err)
		}
		s.live.Store(nil)
		return nil
	}
	if fault.CodeOf(err) == fault.CodeUnavailable && len(loaded.Damaged) > 0 { // one must be able to train anew
		s.log.ErrorContext(ctx, "no model serves until one is trained", "error", err)
		s.live.Store(nil)
		return nil
	}
	if err != nil {
		return err
	}
	live.Intended = loaded.Intended // not what is live by now: that would never be followed
	s.publish(ctx, live)
	return nil
}

// follow reloads where another process (the command line, a restore) has
// changed the live model or the data.
func (s *Service) follow(ctx context.Context) error {
	s.following.Lock()
	defer s.following.Unlock()
	if again, err := s.afterRestore(ctx); again || err != nil {
		return err
	}
	if behind, err := s.isBehind(ctx); err != nil || !behind {
		return err
	}
	s.swap.Lock()
	defer s.swap.Unlock()
	if behind, err := s.isBehind(ctx); err != nil || !behind { // this program was about to serve it
		return err
	}
	return s.reload(ctx)
}

// isBehind reports whether another model is live than the one that serves, or on
// other data.
func (s *Service) isBehind(ctx context.Context) (bool, error) {
	l := s.live.Load()
	row, err := s.store.Live(ctx)
	switch {
	case fault.CodeOf(err) == fault.CodeNotFound: // but sales may have come, or gone
		h, err := s.store.Latest(ctx)
		return err == nil && s.Unsold() != (len(h.Segments) == 0), err
	case err != nil:
		return false, err
	case l == nil || l.Intended != row.ModelID:
		return true, nil
	}
	h, err := s.store.Latest(ctx)
	return err == nil && !h.Same(l.Data.History), err
}

// loadData reads the data, unless those that serve are still the latest.
func (s *Service) loadData(ctx context.Context) (*Data, error) {
	h, err := s.store.Latest(ctx)
	if err != nil {
		return nil, fmt.Errorf("training: read the data: %w", err)
	}
	if l := s.live.Load(); l != nil && h.Same(l.Data.History) {
		return l.Data, nil
	}
	return NewData(h), nil
}

// prepare turns a stored model into a snapshot ready to serve, with its
// evaluation where one of this data is stored. One that this program's limits
// refuse, or that gives no sound forecast, has store.ErrDamaged in the error's
// chain: it may have been stored before there were limits. What served a while ago on
// the same data is not computed anew: to bring it back takes no time that others wait for.
func (s *Service) prepare(ctx context.Context, m store.Model, payload []byte, data *Data) (*Live, error) {
	if l, ok := costly.Kept[*Live](s.costly, servedKey(m.ID)); ok && l.Data == data {
		r, err := s.reportOf(ctx, m.ID, data.Fingerprint)
		return l.of(m).withReport(r), err
	}
	engine, err := readModel(payload)
	if errors.Is(err, forecast.ErrVersion) {
		return nil, fault.Wrap(fault.CodeConflict, err, message.ModelOfOther.With(m.ID))
	}
	if err != nil {
		return nil, unreadable(m, err)
	}
	var live *Live
	var r *backtest.Report
	g, each := errgroup.WithContext(ctx)
	g.Go(func() (err error) { live, err = s.newLive(each, m, engine, data); return unsound(m, err) })
	g.Go(func() (err error) { r, err = s.reportOf(each, m.ID, data.Fingerprint); return err })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return live.withReport(r), nil
}

// storedReport gives the model's evaluation on this data, nil where none is
// stored.
func (s *Service) storedReport(ctx context.Context, modelID, data string) (*backtest.Report, error) {
	e, err := s.store.Evaluated(ctx, modelID, evaluationKind)
	if fault.CodeOf(err) == fault.CodeNotFound || err == nil && e.DataFingerprint != data {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("evaluation %s %d %d", modelID, e.Seq, e.CreatedAt.UnixNano())
	if r, ok := costly.Kept[*backtest.Report](s.costly, key); ok { // to decode it takes longer than to forecast
		return r, nil
	}
	if e, err = s.store.Evaluation(ctx, modelID, evaluationKind); err != nil {
		return nil, err
	}
	var r backtest.Report
	if err := json.Unmarshal(e.Report, &r); err != nil {
		return nil, fmt.Errorf("training: read the evaluation of model %s: %w", modelID, err)
	}
	costly.Keep(s.costly, key, &r, len(e.Report))
	return &r, nil
}

// servedKey names what publish keeps, and prepare takes again.
func servedKey(modelID string) string { return "served " + modelID }

// publish makes a snapshot the one that answers, and keeps the one before. The caller
// holds swap.
func (s *Service) publish(ctx context.Context, l *Live) {
	if before := s.live.Swap(l); before != nil && before.Data == l.Data && before.Model.ID != l.Model.ID {
		costly.Keep(s.costly, servedKey(before.Model.ID), before, before.held())
	}
	s.ready()
	s.log.InfoContext(ctx, "model serves", "model", l.Model.ID, "weeks", fmt.Sprintf("%v..%v", l.Data.From, l.Data.To), "version", l.Version)
	s.jobs.Tick()
}

// Costly is where the answers to readers are computed that take their time.
func (s *Service) Costly() *costly.Work { return s.costly }

// Load gives a stored model, decoded. Returns CodeNotFound where there is none.
func (s *Service) Load(ctx context.Context, id string) (*forecast.Model, error) {
	if l := s.live.Load(); l != nil && l.Model.ID == id {
		return l.Engine, nil
	}
	m, err := s.store.Model(ctx, id)
	if err != nil {
		return nil, err
	}
	size := func(*forecast.Model) int { return HeldBytes * int(m.Size) }
	return costly.Do(ctx, s.costly, "model "+id, size, func(ctx context.Context) (*forecast.Model, error) {
		_, payload, err := s.store.Payload(ctx, id)
		if err != nil {
			return nil, err
		}
		engine, err := readModel(payload)
		if err != nil && !errors.Is(err, forecast.ErrVersion) {
			return nil, unreadable(m, err)
		}
		return engine, err
	})
}

// Activate makes a stored model live: its forecasts are computed first, then
// the database and the pointer change. Returns CodeNotFound where there is no
// such model; a damaged one leaves everything as it was.
func (s *Service) Activate(ctx context.Context, id, actor, note string) (store.Model, error) {
	s.swap.Lock()
	defer s.swap.Unlock()
	m, payload, err := s.store.Payload(ctx, id)
	if err != nil {
		return m, err
	}
	data, err := s.loadData(ctx)
	if err != nil {
		return m, err
	}
	live, err := s.prepare(ctx, m, payload, data)
	if err != nil {
		return m, err
	}
	if err := s.store.Activate(ctx, actor, id, note); err != nil {
		return m, err
	}
	live = live.of(m)
	live.Model.Live = true
	s.publish(ctx, live)
	s.automation.Send(ctx, automation.EventActivated, map[string]any{"model": id, "by": actor, "note": note})
	s.nudge()
	return live.Model, nil
}
