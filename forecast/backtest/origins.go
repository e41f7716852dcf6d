package backtest

import (
	"context"
	"math"
	"olist/forecast"
	"olist/week"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// run is a backtest in progress.
type run struct {
	panel    forecast.Panel
	actuals  [][]float64 // of panel: see forecast.Panel.Actuals
	config   forecast.Config
	options  Options
	choice   forecast.Choice
	progress func() // reports one origin more
}

// progressCounter returns what reports one origin more, one call at a time.
func progressCounter(progress func(forecast.Progress), total int) func() {
	if progress == nil {
		return func() {}
	}
	var mu sync.Mutex
	now := forecast.Progress{Stage: "backtest", Total: total}
	progress(now)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		now.Done++
		progress(now)
	}
}

// known is the panel as of o weeks before the end.
func (b *run) known(o int) forecast.Panel {
	p := b.panel
	if b.options.Known != nil {
		return b.options.Known(p, o)
	}
	p.Series = slices.Clone(p.Series)
	for i, s := range p.Series {
		p.Series[i].Values = s.Values[:max(0, len(s.Values)-o)]
	}
	return p
}

// knownEnds is the panel as of o weeks before the end without the ends that
// were clear then, and all ends found.
func (b *run) knownEnds(o int) (forecast.Panel, []forecast.CutEnd) {
	p := b.known(o)
	if !b.options.JudgeEnds {
		return p, nil
	}
	ends := forecast.JudgeEnds(p)
	return p.LeaveOut(ends, false), ends
}

// back is the number of weeks between origin k and the end.
func (b *run) back(k int) int { return b.options.Windows - k }

// sideBySide is the number of series up to which models are trained side by
// side; larger ones would need too much memory together, and have work for all
// processors by themselves.
const sideBySide = 500

// engine forecasts from every origin, coherent and unreconciled. Origins that
// share a model run one after the other, models side by side.
func (b *run) engine(ctx context.Context) (coherent, plain outcomes, err error) {
	n := b.options.Windows
	coherent, plain = make(outcomes, n), make(outcomes, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	run := forecast.Run{}
	switch {
	case b.options.OneByOne || len(b.panel.Series) > sideBySide:
		g.SetLimit(1)
	case n > b.options.Refit:
		run.Workers = 1
	}
	for first := 0; first < n; first += b.options.Refit {
		g.Go(func() error {
			p, _ := b.knownEnds(b.back(first))
			m, err := forecast.Train(ctx, p, b.config, run)
			if err != nil {
				return err
			}
			if first == 0 {
				b.choice = m.Choice()
			}
			for k := first; k < min(n, first+b.options.Refit); k++ {
				if err := b.origin(ctx, m, k, coherent, plain); err != nil {
					return err
				}
				b.progress()
			}
			return nil
		})
	}
	return coherent, plain, g.Wait()
}

func (b *run) origin(ctx context.Context, m *forecast.Model, k int, coherent, plain outcomes) error {
	p, ends := b.knownEnds(b.back(k))
	fs, err := m.ForecastEnds(ctx, p, ends, b.options.Horizon, []float64{80, 95})
	if err != nil {
		return err
	}
	for i := range fs {
		if b.options.Means {
			fs[i] = fs[i].Means()
		}
	}
	coherent[k] = b.compare(k, func(s, h int) outcome {
		q := fs[s].Points[h]
		return outcome{forecast: q.Value, lower80: q.Bands[0].Lower, upper80: q.Bands[0].Upper, lower95: q.Bands[1].Lower, upper95: q.Bands[1].Upper}
	})
	if len(p.Sums) == 0 {
		return nil
	}
	values, err := m.Unreconciled(ctx, p, b.options.Horizon, b.options.Means)
	if err != nil {
		return err
	}
	plain[k] = b.compare(k, func(s, h int) outcome {
		return outcome{forecast: values[s][h], lower80: math.NaN()}
	})
	return nil
}

// cutoff is the last week known at origin k.
func (b *run) cutoff(k int) week.Week {
	_, last := b.span()
	return last - week.Week(b.back(k))
}

// span is the first and the last week forecast, of the series that ends last.
func (b *run) span() (from, to week.Week) {
	for i, s := range b.panel.Series {
		if end := s.End() - 1; i == 0 || end > to {
			to = end
		}
	}
	return to - week.Week(b.options.Windows) + 1, to
}
