package backtest

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"olist/forecast"
	"olist/week"
)

// outcomes of one method: [origin][series][step-1].
type outcomes [][][]outcome

// Run measures how far off the engine and simpler ways would have been:
// each of the last o.Windows weeks is the first forecast week once, and
// nothing from that week on is known to any method. progress may be nil.
// Errors: *PanelError, *ConfigError, the context's.
func Run(ctx context.Context, p forecast.Panel, c forecast.Config, o Options, progress func(forecast.Progress)) (*Report, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	o, err := o.filled(p)
	if err != nil {
		return nil, err
	}
	b := &run{panel: p.Begun(), config: c, options: o, say: counted(progress, o.Windows)}
	engine, plain, err := b.engine(ctx)
	if err != nil {
		return nil, err
	}
	r := &Report{Horizon: o.Horizon, Windows: o.Windows, Groups: o.Groups, Choice: b.choice, Fingerprint: b.fingerprint()}
	r.From, r.To = b.span()
	r.Methods = append(r.Methods, b.score(EngineMethod, "This engine", engine))
	r.Past = b.past(engine)
	if len(p.Sums) > 0 {
		r.Unreconciled = b.score("", "", plain).Groups
	}
	for _, ch := range o.Challengers {
		if o.Methods != nil && !slices.Contains(o.Methods, ch.Name) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.Methods = append(r.Methods, b.challenge(ch))
	}
	return r, nil
}

// Fingerprint is that of the report that Run would give,
// without computing it. Errors: *ConfigError.
func Fingerprint(p forecast.Panel, c forecast.Config, o Options) (string, error) {
	o, err := o.filled(p)
	if err != nil {
		return "", err
	}
	b := run{panel: p.Begun(), config: c, options: o}
	return b.fingerprint(), nil
}

// filled puts the defaults in.
func (o Options) filled(p forecast.Panel) (Options, error) {
	if o.Horizon == 0 {
		o.Horizon = 12
	}
	if o.Windows == 0 {
		o.Windows = DefaultWindows
	}
	if o.Refit == 0 {
		o.Refit = 1
	}
	if o.Challengers == nil {
		o.Challengers = Challengers()
	}
	if o.Horizon < 1 || o.Horizon > forecast.MaxHorizon {
		return o, &forecast.ConfigError{Field: "horizon", Message: "must lie between 1 and 52"}
	}
	if o.Refit < 1 {
		return o, &forecast.ConfigError{Field: "refit", Message: "must be at least 1"}
	}
	longest := 0
	for _, s := range p.Series {
		longest = max(longest, len(s.Values))
	}
	if o.Windows < 1 || longest-o.Windows < forecast.MinWeeks {
		if longest <= forecast.MinWeeks {
			return o, &forecast.ConfigError{Field: "windows", Message: fmt.Sprintf("need at least %d weeks of data; there are %d", forecast.MinWeeks+1, longest)}
		}
		return o, &forecast.ConfigError{Field: "windows", Message: fmt.Sprintf("must lie between 1 and %d for %d weeks of data; it is %d", longest-forecast.MinWeeks, longest, o.Windows)}
	}
	if len(o.Groups) == 0 {
		all := Group{Name: "all"}
		for _, s := range p.Series {
			all.Keys = append(all.Keys, s.Key)
		}
		o.Groups = []Group{all}
	}
	return o, nil
}

// run is a measurement under way.
type run struct {
	panel   forecast.Panel
	config  forecast.Config
	options Options
	choice  forecast.Choice
	say     func() // one origin more is done
}

// counted tells progress of every origin, one at a time.
func counted(progress func(forecast.Progress), total int) func() {
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

// known is the panel as it was o weeks before the end.
func (b *run) known(o int) forecast.Panel {
	p := b.panel
	p.Series = slices.Clone(p.Series)
	for i, s := range p.Series {
		p.Series[i].Values = s.Values[:max(0, len(s.Values)-o)]
	}
	return p
}

// judged is the panel as it was o weeks before the end without the ends that
// were clear then, and all of them.
func (b *run) judged(o int) (forecast.Panel, []forecast.CutEnd) {
	p := b.known(o)
	if !b.options.JudgeEnds {
		return p, nil
	}
	ends := forecast.JudgeEnds(p)
	return p.LeaveOut(ends, false), ends
}

// back is how many weeks before the end origin k lies.
func (b *run) back(k int) int { return b.options.Windows - k }

// engine forecasts every origin, coherent and without the sums. Origins that
// share a training run one after the other, trainings side by side.
func (b *run) engine(ctx context.Context) (coherent, plain outcomes, err error) {
	n := b.options.Windows
	coherent, plain = make(outcomes, n), make(outcomes, n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	run := forecast.Run{}
	if n > b.options.Refit {
		run.Workers = 1
	}
	for first := 0; first < n; first += b.options.Refit {
		g.Go(func() error {
			p, _ := b.judged(b.back(first))
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
				b.say()
			}
			return nil
		})
	}
	return coherent, plain, g.Wait()
}

func (b *run) origin(ctx context.Context, m *forecast.Model, k int, coherent, plain outcomes) error {
	p, ends := b.judged(b.back(k))
	fs, err := m.ForecastEnds(ctx, p, ends, b.options.Horizon, []float64{80, 95})
	if err != nil {
		return err
	}
	coherent[k] = b.compare(k, func(s, h int) outcome {
		q := fs[s].Points[h]
		return outcome{forecast: q.Value, lower80: q.Bands[0].Lower, upper80: q.Bands[0].Upper, lower95: q.Bands[1].Lower, upper95: q.Bands[1].Upper}
	})
	if len(p.Sums) == 0 {
		return nil
	}
	values, err := m.Unreconciled(ctx, p, b.options.Horizon)
	if err != nil {
		return err
	}
	plain[k] = b.compare(k, func(s, h int) outcome {
		return outcome{forecast: values[s][h], lower80: math.NaN()}
	})
	return nil
}

// compare lays forecasts of origin k beside what came; weeks left out and
// series too short have no outcome.
func (b *run) compare(k int, made func(series, h int) outcome) [][]outcome {
	back := b.back(k)
	known := b.known(back).Impute()
	out := make([][]outcome, len(b.panel.Series))
	for s, series := range b.panel.Series {
		cut := len(series.Values) - back
		if cut < 0 || known[s].Observed < forecast.MinWeeks {
			continue
		}
		scale := naiveError(series.Values[:cut])
		out[s] = make([]outcome, min(back, b.options.Horizon))
		for h := range out[s] {
			o := made(s, h)
			o.actual, o.scale = series.Values[cut+h], scale
			out[s][h] = o
		}
	}
	return out
}

// naiveError is the in-sample mean absolute error of the naive forecast, the
// unit of MASE; 1 where nothing ever moved.
func naiveError(x []float64) float64 {
	sum, n := 0.0, 0
	for i := 1; i < len(x); i++ {
		if d := math.Abs(x[i] - x[i-1]); d == d {
			sum += d
			n++
		}
	}
	if scale := sum / float64(max(1, n)); scale > 0 {
		return scale
	}
	return 1
}

// score condenses a method's outcomes.
func (b *run) score(name, label string, out outcomes) MethodReport {
	r := MethodReport{Name: name, Label: label}
	at := map[string]int{}
	for i, s := range b.panel.Series {
		at[s.Key] = i
		total, steps := tally{}, make([]tally, b.options.Horizon)
		b.visit(out, i, func(k, h int, o outcome) {
			total.add(o)
			steps[h].add(o)
		})
		r.BySeries = append(r.BySeries, SeriesScore{Key: s.Key, Score: total.score(), BySteps: stepScores(steps)})
	}
	for _, g := range b.options.Groups {
		total, steps, cutoffs := tally{}, make([]tally, b.options.Horizon), make([]tally, b.options.Windows)
		for _, key := range g.Keys {
			i, ok := at[key]
			if !ok {
				continue
			}
			b.visit(out, i, func(k, h int, o outcome) {
				total.add(o)
				steps[h].add(o)
				cutoffs[k].add(o)
			})
		}
		gs := GroupScore{Group: g.Name, Overall: total.score(), BySteps: stepScores(steps)}
		for k, t := range cutoffs {
			gs.ByCutoffs = append(gs.ByCutoffs, CutoffScore{Cutoff: b.cutoff(k), Score: t.score()})
		}
		r.Groups = append(r.Groups, gs)
	}
	return r
}

func (b *run) visit(out outcomes, series int, f func(k, h int, o outcome)) {
	for k := range out {
		if out[k] == nil {
			continue
		}
		for h, o := range out[k][series] {
			if o.actual == o.actual {
				f(k, h, o)
			}
		}
	}
}

func stepScores(steps []tally) []StepScore {
	out := make([]StepScore, len(steps))
	for h, t := range steps {
		out[h] = StepScore{h + 1, t.score()}
	}
	return out
}

// cutoff is the last week known to origin k.
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

func (b *run) past(out outcomes) []PastForecast {
	var past []PastForecast
	for i, s := range b.panel.Series {
		for k := range out {
			if out[k][i] == nil {
				continue
			}
			f := PastForecast{Key: s.Key, Cutoff: s.End() - 1 - week.Week(b.back(k))}
			for _, o := range out[k][i] {
				f.Forecast = append(f.Forecast, forecast.Figure(o.forecast))
				f.Lower80 = append(f.Lower80, forecast.Figure(o.lower80))
				f.Upper80 = append(f.Upper80, forecast.Figure(o.upper80))
			}
			past = append(past, f)
		}
	}
	return past
}

// fingerprint of everything that the report depends on, with the engine's
// version.
func (b *run) fingerprint() string { return forecast.Fingerprint(b.panel, b.config, b.options) }
