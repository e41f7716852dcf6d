package forecast

import (
	"cmp"
	"context"
	"io"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"olist/gbt"
	"olist/message"
	"olist/stat"
	"olist/week"
)

// Model is a trained engine: trees, weights of the members, width model and
// bands. It is immutable and safe for concurrent use.
type Model struct {
	engine  int // EngineVersion that trained it; 0 before there were versions
	config  Config
	dated   bool // weeks are calendar weeks
	members []member
	forest  *forest
	direct  *direct // nil in a model of an earlier version
	weights [classes]weights
	mean    *meanModel // nil in what an earlier version wrote: the mean is the median
	season  float64    // weight of last year's seasonal index; 0 where the trees know the year
	widths  widthModel
	bands   bandTable
	series  []seriesFit // by key, ascending
	effects []effect
	peaks   bool // recurring weeks are taken out and laid on: see applyPeaks
	shocks  bool // one-offs far from usual teach nothing: see withShocks
	young   bool // what began late has its opening and year from the panel: see fitOpenings
	rare    bool // what sells rarely has a mean and widths of its own: see rareness
	// christmas: Christmas is expected of panels that name no retail event.
	christmas bool
	drivers   *driverEffects // nil: none
	choice    Choice
}

// seriesFit is what calibration estimated of one series.
type seriesFit struct {
	Key      string  `json:"key"`
	LogError float64 `json:"own"`      // see ownError
	Errors   float64 `json:"count"`    // residuals in it
	Variance float64 `json:"variance"` // of its residuals, in its unit squared, for reconciliation
}

// Config is what the model was trained with.
func (m *Model) Config() Config { return m.config }

// Choice is how the members are combined, and why.
func (m *Model) Choice() Choice { return m.choice }

// Trees is the gradient-boosted trees; nil where the data were too short for
// any.
func (m *Model) Trees() *gbt.Model { return m.forest.model }

// WriteXGBoost writes the trees in XGBoost's JSON model format. Errors: a
// *PanelError where there are no trees; those of w.
func (m *Model) WriteXGBoost(w io.Writer) error {
	if m.forest.model == nil {
		return &PanelError{Message: message.TooShortForTrees.With()}
	}
	return m.forest.model.WriteXGBoost(w)
}

// fitAt is where the fit of a series is; false for one that was not in training.
func (m *Model) fitAt(key string) (int, bool) {
	return slices.BinarySearchFunc(m.series, key, func(f seriesFit, k string) int { return cmp.Compare(f.Key, k) })
}

// fit of a series; false for one that was not in training.
func (m *Model) fit(key string) (seriesFit, bool) {
	i, ok := m.fitAt(key)
	if !ok {
		return seriesFit{Key: key}, false
	}
	return m.series[i], true
}

// Forecast forecasts every series of p, in p's order, for steps 1..horizon
// (1..MaxHorizon), with bands at the given levels (1..99, percent). The first
// steps do not depend on the horizon. Forecasts are coherent: they add up as
// p.Sums say. Errors: *PanelError, *ConfigError, the context's.
func (m *Model) Forecast(ctx context.Context, p Panel, horizon int, levels []float64) ([]Forecast, error) {
	if err := checkRequest(p, horizon, levels); err != nil {
		return nil, err
	}
	p = m.expecting(p)
	hs, sums, err := m.histories(p)
	if err != nil {
		return nil, err
	}
	asked := horizon
	horizon += longestTrailing(hs)
	all, err := m.allForecasts(ctx, hs, horizon)
	if err != nil {
		return nil, err
	}
	values := m.assemble(hs, sums, all, horizon, m.median())
	means := values
	if at, ok := m.meanAim(); ok {
		means = m.assemble(hs, sums, all, horizon, at)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	disp := m.memberDispersion(hs, all, horizon)
	out, affected := make([]Forecast, len(hs)), affectedWeeks(p)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, h := range hs {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			out[h.index] = m.result(affected, h, values[i][:asked+h.trailing], disp[i], levels)
			out[h.index].setMeans(means[i][h.trailing:asked+h.trailing], h.unit)
			return out[h.index].finite()
		})
	}
	return out, g.Wait()
}

// histories prepares a panel, with the model's effects of drivers and events.
// Errors: a *PanelError where it lacks a driver.
func (m *Model) histories(p Panel) ([]*history, []Sum, error) {
	p, err := m.drivers.panelDrivers(p)
	if err != nil {
		return nil, nil, err
	}
	p = m.expecting(p)
	if m.shocks {
		p, _ = p.withShocks()
	}
	hs, sums := histories(p)
	applyDrivers(m.drivers, hs)
	applyEvents(p, hs, m.effects)
	if m.peaks {
		applyPeaks(hs, hs)
	}
	return hs, sums, nil
}

func checkRequest(p Panel, horizon int, levels []float64) error {
	if horizon < 1 || horizon > MaxHorizon {
		return &ConfigError{"horizon", message.SettingBetween.With(1, MaxHorizon)}
	}
	if err := checkLevels(levels); err != nil {
		return err
	}
	return p.Validate()
}

func checkLevels(levels []float64) error {
	for _, l := range levels {
		if !(l >= 1 && l <= 99) {
			return &ConfigError{"level", message.SettingBetween.With(1, 99)}
		}
	}
	return nil
}

// coherent is the combined and reconciled forecasts, [series][step-1], in the
// order of hs.
func (m *Model) coherent(ctx context.Context, hs []*history, sums []Sum, horizon int, at aim) ([][]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all, err := m.allForecasts(ctx, hs, horizon+longestTrailing(hs))
	if err != nil {
		return nil, err
	}
	out := m.assemble(hs, sums, all, horizon+longestTrailing(hs), at)
	for i, h := range hs {
		out[i] = out[i][h.trailing:][:horizon]
	}
	return out, nil
}

func (m *Model) result(affected map[week.Week][]eventWeek, h *history, values []float64, disp dispersion, levels []float64) Forecast {
	f := Forecast{Key: h.key, Points: make([]Point, len(values)-h.trailing), Totals: make([]Point, len(values)-h.trailing)}
	if h.n < MinWeeks {
		f.Short = &ShortSeriesError{h.key, h.n}
	}
	fit, _ := m.fit(h.key)
	width := make([]float64, len(values))
	stat.Fill(width, 1)
	if h.n >= MinWeeks {
		width = m.widths.predict(widthRows(h, ownError{fit.LogError, fit.Errors}, values, disp), m.leastWidth(h))
	}
	base, sum := h.scale()*h.unit*h.gapFactor(), 0.0
	if h.n < MinWeeks {
		m.youngWidths(h, values, base, width)
	}
	f.basis = bandBasis{values: make([]float64, len(f.Points)), widths: make([]float64, len(f.Points)), floor: h.floor, trailing: h.trailing, rare: m.rareSales(h)}
	for k, v := range values[h.trailing:] {
		v *= h.unit
		sum += v
		ahead := h.trailing + k + 1
		f.basis.values[k], f.basis.widths[k] = v, m.doubtful(base*width[ahead-1]*h.driverFactor(ahead), v*h.eventDoubt(ahead), ahead)
		week := h.start + week.Week(len(h.raw)+ahead-1)
		f.Points[k] = Point{Step: k + 1, Week: week, Value: v, Events: eventAmounts(affected, h, ahead, v), Drivers: m.driverAmounts(h, ahead, v)}
		f.Totals[k] = Point{Step: k + 1, Week: week, Value: sum}
	}
	m.band(&f, levels)
	return f
}

// neverNarrower makes the bands of a total at least as wide as those of the
// total of the weeks before.
func (p *Point) neverNarrower(before Point, floor float64) {
	for i, b := range before.Bands {
		q := &p.Bands[i]
		q.Lower = max(min(q.Lower, p.Value-(before.Value-b.Lower)), min(floor, p.Value))
		q.Upper = max(q.Upper, p.Value+(b.Upper-before.Value))
	}
}

// limitTotal adds a week's bands to the sum of the earlier weeks' (all at their
// ends at once), and keeps the total's bands within that sum.
func limitTotal(worst, week, total []Band) {
	for i, b := range week {
		worst[i].Lower += b.Lower
		worst[i].Upper += b.Upper
		total[i].Lower = max(total[i].Lower, worst[i].Lower)
		total[i].Upper = min(total[i].Upper, worst[i].Upper)
	}
}

// Unreconciled is the forecast without the constraints of p.Sums,
// [series][step-1], in p's order and unit: medians, or means. Errors: as
// Forecast.
func (m *Model) Unreconciled(ctx context.Context, p Panel, horizon int, means bool) ([][]float64, error) {
	if err := checkRequest(p, horizon, nil); err != nil {
		return nil, err
	}
	hs, _, err := m.histories(p)
	if err != nil {
		return nil, err
	}
	at := m.median()
	if of, ok := m.meanAim(); means && ok {
		at = of
	}
	values, err := m.coherent(ctx, hs, nil, horizon, at)
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(hs))
	for i, h := range hs {
		for k := range values[i] {
			values[i][k] *= h.unit
		}
		out[h.index] = values[i]
	}
	return out, nil
}
