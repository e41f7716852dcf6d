package forecast

import (
	"cmp"
	"context"
	"io"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"olist/gbt"
	"olist/stat"
	"olist/week"
)

// Model is a trained engine: trees, the shares of the members, the bands. It
// never changes and may be used by many at once.
type Model struct {
	config  Config
	dated   bool // weeks are calendar weeks
	members []member
	forest  *forest
	weights [classes]weights
	season  float64 // share of last year's shape laid on sums and lone series; 0 where the trees know the year
	spread  spread
	bands   bandTable
	series  []seriesFit // by key, ascending
	effects []effect
	choice  Choice
}

// seriesFit is what calibration learnt of one series.
type seriesFit struct {
	Key      string  `json:"key"`
	Own      float64 `json:"own"`      // its own record of errors, see record
	Count    float64 `json:"count"`    // errors in it
	Variance float64 `json:"variance"` // of its errors, in its own unit squared, for reconciliation
}

// Config is what the model was trained with.
func (m *Model) Config() Config { return m.config }

// Choice tells how the members are combined, and why.
func (m *Model) Choice() Choice { return m.choice }

// Trees is the model of the trees; nil where the data were too short for any.
func (m *Model) Trees() *gbt.Model { return m.forest.model }

// WriteXGBoost writes the trees in XGBoost's JSON format.
func (m *Model) WriteXGBoost(w io.Writer) error {
	if m.forest.model == nil {
		return &PanelError{Message: "the data were too short to grow trees"}
	}
	return m.forest.model.WriteXGBoost(w)
}

// fit of a series; one not seen in training is as uncertain as the usual.
func (m *Model) fit(key string) (seriesFit, bool) {
	i, ok := slices.BinarySearchFunc(m.series, key, func(f seriesFit, k string) int { return cmp.Compare(f.Key, k) })
	if !ok {
		return seriesFit{Key: key}, false
	}
	return m.series[i], true
}

// Forecast forecasts every series of p, in p's order, for steps 1..horizon
// (1..MaxHorizon), with bands at the levels asked (50..99, percent). The first
// steps do not depend on the horizon. Where p.Sums say so, values add up.
// Errors: *PanelError, *ConfigError, the context's.
func (m *Model) Forecast(ctx context.Context, p Panel, horizon int, levels []float64) ([]Forecast, error) {
	if err := checkAsk(p, horizon, levels); err != nil {
		return nil, err
	}
	hs, sums := m.histories(p)
	asked := horizon
	horizon += latest(hs)
	all, err := m.candidates(hs, findPeers(hs), horizon)
	if err != nil {
		return nil, err
	}
	values := m.assemble(hs, sums, all, horizon)
	far := m.disagreement(hs, all, horizon)
	out, moved := make([]Forecast, len(hs)), movedWeeks(p)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, h := range hs {
		g.Go(func() error {
			out[h.index] = m.result(moved, h, values[i][:asked+h.late], far[i], levels)
			return out[h.index].finite()
		})
	}
	return out, g.Wait()
}

// histories prepares a panel with what the model knows of its events.
func (m *Model) histories(p Panel) ([]*history, []Sum) {
	hs, sums := histories(p)
	liftEvents(p, hs, m.effects)
	return hs, sums
}

func checkAsk(p Panel, horizon int, levels []float64) error {
	if horizon < 1 || horizon > MaxHorizon {
		return &ConfigError{"horizon", "must lie between 1 and 52"}
	}
	if err := checkLevels(levels); err != nil {
		return err
	}
	return p.Validate()
}

func checkLevels(levels []float64) error {
	for _, l := range levels {
		if !(l >= 50 && l <= 99) {
			return &ConfigError{"level", "must lie between 50 and 99"}
		}
	}
	return nil
}

// latest is the most weeks that a series is late.
func latest(hs []*history) int {
	most := 0
	for _, h := range hs {
		most = max(most, h.late)
	}
	return most
}

// coherent gives the combined, reconciled forecasts, in the order of hs.
func (m *Model) coherent(ctx context.Context, hs []*history, sums []Sum, horizon int) ([][]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all, err := m.candidates(hs, findPeers(hs), horizon+latest(hs))
	if err != nil {
		return nil, err
	}
	out := m.assemble(hs, sums, all, horizon+latest(hs))
	for i, h := range hs {
		out[i] = out[i][h.late:][:horizon]
	}
	return out, nil
}

func (m *Model) result(moved map[week.Week][]eventWeek, h *history, values []float64, far apart, levels []float64) Forecast {
	f := Forecast{Key: h.key, Points: make([]Point, len(values)-h.late), Totals: make([]Point, len(values)-h.late)}
	if h.n < MinWeeks {
		f.Short = &ShortSeriesError{h.key, h.n}
	}
	fit, _ := m.fit(h.key)
	width := make([]float64, len(values))
	stat.Fill(width, 1)
	if h.n >= MinWeeks {
		width = m.spread.widths(spreadRows(h, record{fit.Own, fit.Count}, values, far))
	}
	logs, _ := logsOf(m.effects, h.top().key)
	base, sum := h.unit()*h.per*h.unsure(), 0.0
	f.outline = outline{make([]float64, len(f.Points)), make([]float64, len(f.Points)), h.floor, h.late}
	for k, v := range values[h.late:] {
		v *= h.per
		sum += v
		ahead := h.late + k + 1
		f.outline.values[k], f.outline.widths[k] = v, base*width[ahead-1]
		week := h.start + week.Week(len(h.raw)+ahead-1)
		f.Points[k] = Point{Step: k + 1, Week: week, Value: v, Events: eventsOf(moved, logs, h, ahead, v)}
		f.Totals[k] = Point{Step: k + 1, Week: week, Value: sum}
	}
	m.band(&f, levels)
	return f
}

// noSurer keeps the bands of a total as wide as those of the weeks before.
func (p *Point) noSurer(before Point, floor float64) {
	for i, b := range before.Bands {
		q := &p.Bands[i]
		q.Lower = max(min(q.Lower, p.Value-(before.Value-b.Lower)), min(floor, p.Value))
		q.Upper = max(q.Upper, p.Value+(b.Upper-before.Value))
	}
}

// keepWithin adds a week's bands to those of the weeks before, all at their worst at
// once, and keeps the total's within that.
func keepWithin(worst, week, total []Band) {
	for i, b := range week {
		worst[i].Lower += b.Lower
		worst[i].Upper += b.Upper
		total[i].Lower = max(total[i].Lower, worst[i].Lower)
		total[i].Upper = min(total[i].Upper, worst[i].Upper)
	}
}
