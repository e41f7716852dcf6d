package training

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/store"
	"olist/store/fault"
	"olist/training/jobs"
)

const evaluationKind = "backtest"

// Summary is the few figures of an evaluation that lists show.
type Summary struct {
	Total  backtest.Score       `json:"total"`  // the one total series, all steps
	Pooled backtest.Score       `json:"pooled"` // all segments with enough weeks
	Steps  []backtest.StepScore `json:"steps"`  // of the total
	Mean13 backtest.Score       `json:"mean13"` // the simple way, on the total

	// Engine is that of the report; 0 where it was not kept.
	Engine int `json:"engine,omitempty"`

	Data string `json:"-"` // fingerprint of the data that it was measured on
}

// Summaries gives the stored evaluations' figures by model id.
func (s *Service) Summaries(ctx context.Context) (map[string]Summary, error) {
	all, err := s.store.Evaluations(ctx, evaluationKind)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Summary, len(all))
	for id, e := range all {
		var sum Summary
		if err := json.Unmarshal(e.Summary, &sum); err != nil {
			return nil, fmt.Errorf("training: read the summary of model %s: %w", id, err)
		}
		sum.Data = e.DataFingerprint
		out[id] = sum
	}
	return out, nil
}

// evaluateNext backtests the newest model that lacks an evaluation on today's
// data, the live one first. It gives way at once when a job is queued or the
// data are others, and begins again later.
func (s *Service) evaluateNext(ctx context.Context) (worked bool, err error) {
	m, data, ok, err := s.toEvaluate(ctx)
	if err != nil || !ok {
		return false, err
	}
	ctx, yield := context.WithCancel(ctx)
	defer yield()
	go func() {
		defer yield()
		s.untilOvertaken(ctx, data.Fingerprint)
	}()
	report, err := s.evaluate(ctx, m, data)
	if ctx.Err() != nil {
		return true, nil
	}
	if s.isGone(m, err) {
		return false, nil
	}
	if err != nil {
		s.mu.Lock()
		s.unable[m.ID] = true
		s.mu.Unlock()
		return false, fmt.Errorf("training: evaluate model %s: %w", m.ID, err)
	}
	evaluation, err := newEvaluation(data.Fingerprint, report)
	if err != nil {
		return false, err
	}
	if err := jobs.Keep(ctx, s.log, "evaluation of "+m.ID, func() error { _, err := s.store.AddEvaluation(ctx, m.ID, evaluation); return err }); s.isGone(m, err) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	s.mu.Lock()
	delete(s.toMeasure, m.ID)
	s.mu.Unlock()
	s.swap.Lock()
	defer s.swap.Unlock()
	if l := s.live.Load(); l != nil && l.Model.ID == m.ID && l.Data.Fingerprint == data.Fingerprint {
		s.live.Store(l.withReport(report))
	}
	s.log.InfoContext(ctx, "model evaluated", "model", m.ID)
	s.jobs.Tick()
	return true, nil
}

// isGone reports whether an evaluation ended as its model is no longer there: it was
// deleted meanwhile, or its shop set aside. That is no fault.
func (s *Service) isGone(m store.Model, err error) bool {
	gone := fault.CodeOf(err) == fault.CodeNotFound
	if gone {
		s.log.Info("an evaluation is left off: its model was deleted, or its shop set aside", "model", m.ID)
	}
	return gone
}

// untilOvertaken waits until a job is queued, or other data are in force
// than those of the fingerprint: an evaluation on them is of no use any more.
// Another process may have changed them.
func (s *Service) untilOvertaken(ctx context.Context, of string) {
	ticks, stop := s.jobs.Watch()
	defer stop()
	others := time.NewTicker(s.opt.Lease / 3)
	defer others.Stop()
	for {
		select {
		case <-s.jobs.Added():
			return
		case <-ctx.Done():
			return
		case <-ticks:
			if l := s.live.Load(); l != nil && l.Data.Fingerprint == of {
				continue
			}
		case <-others.C:
			if now, err := s.store.DataFingerprint(ctx); err != nil || now == of {
				continue
			}
		}
		s.log.InfoContext(ctx, "an evaluation is given up: the data are others now")
		return
	}
}

func (s *Service) evaluate(ctx context.Context, m store.Model, data *Data) (*backtest.Report, error) {
	var config forecast.Config
	if err := json.Unmarshal(m.Config, &config); err != nil {
		return nil, fmt.Errorf("training: read the configuration: %w", err)
	}
	if err := allowed(config.Params); err != nil {
		return nil, err
	}
	defer s.evaluationAt(m.ID, nil)
	return s.backtest(ctx, config, data, func(p forecast.Progress) { s.evaluationAt(m.ID, &p) }, func(windows int) error {
		if l := s.live.Load(); l == nil || l.Model.ID != m.ID {
			return nil
		}
		return s.firstLook(ctx, config, data, windows)
	})
}

// backtest measures a configuration, or takes the stored report where one of
// equal data, configuration and engine is there: another model's, too. Where
// all origins have to be measured, begin is called before; it may be nil.
func (s *Service) backtest(ctx context.Context, c forecast.Config, data *Data, progress func(forecast.Progress), begin func(windows int) error) (*backtest.Report, error) {
	windows, weeks := backtest.WindowsFor(data.Panel)
	if windows == 0 {
		return nil, tooFew(weeks)
	}
	if most := s.opt.Windows; most > 0 {
		windows = min(windows, most)
	}
	options := backtest.Options{Groups: data.groups(), Windows: windows, Means: true, Known: knownBefore, Challengers: Challengers(), OneByOne: true}
	r, err := s.equalReport(ctx, c, data, options)
	if r != nil || err != nil {
		return r, err
	}
	if begin != nil {
		if err := begin(windows); err != nil {
			return nil, err
		}
	}
	r, err = backtest.Run(ctx, data.Panel, c, options, progress)
	if err != nil {
		return nil, fmt.Errorf("training: backtest: %w", err)
	}
	return r, nil
}

// equalReport gives a stored report that computing it anew would only repeat,
// nil where there is none. Reports are large: only those of models with this
// very configuration are read, and their fingerprints decide.
func (s *Service) equalReport(ctx context.Context, c forecast.Config, data *Data, o backtest.Options) (*backtest.Report, error) {
	wanted, err := backtest.Fingerprint(data.Panel, c, o)
	if err != nil {
		return nil, nil // Backtest says what is wrong
	}
	config, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("training: encode the configuration: %w", err)
	}
	models, err := s.store.Models(ctx)
	if err != nil {
		return nil, err
	}
	done, err := s.store.Evaluations(ctx, evaluationKind)
	if err != nil {
		return nil, err
	}
	for _, m := range models {
		if done[m.ID].DataFingerprint != data.Fingerprint || !bytes.Equal(m.Config, config) {
			continue
		}
		if r, err := s.storedReport(ctx, m.ID, data.Fingerprint); err == nil && r != nil && r.Fingerprint == wanted {
			s.log.InfoContext(ctx, "an equal evaluation is stored", "model", m.ID)
			return r, nil
		}
	}
	return nil, nil
}

// newEvaluation is what the store keeps of a report.
func newEvaluation(data string, r *backtest.Report) (store.NewEvaluation, error) {
	summary, err := json.Marshal(Summarise(r))
	if err != nil {
		return store.NewEvaluation{}, fmt.Errorf("training: encode the summary: %w", err)
	}
	report, err := json.Marshal(r)
	if err != nil {
		return store.NewEvaluation{}, fmt.Errorf("training: encode the evaluation: %w", err)
	}
	return store.NewEvaluation{Kind: evaluationKind, DataFingerprint: data, Summary: summary, Report: report}, nil
}

// totalWAPE is the error of the total over all steps.
func totalWAPE(r *backtest.Report) float64 {
	g, _ := r.Score(backtest.EngineMethod, "total")
	return float64(g.Overall.WAPE)
}

// Summarise gives the few figures of an evaluation that lists show.
func Summarise(r *backtest.Report) Summary {
	total, _ := r.Score(backtest.EngineMethod, "total")
	pooled, _ := r.Score(backtest.EngineMethod, "pooled")
	mean, _ := r.Score("mean_13", "total")
	return Summary{Total: total.Overall, Steps: total.BySteps, Pooled: pooled.Overall, Mean13: mean.Overall, Engine: r.Engine}
}
