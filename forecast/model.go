package forecast

import (
	"cmp"
	"context"
	"io"
	"math"
	"slices"

	"olist/gbt"
)

// EngineMethod is the engine's name among a report's methods.
const EngineMethod = "olist"

// Model is a trained engine: trees, the shares of the members, the bands. It
// never changes and may be used by many at once.
type Model struct {
	config  Config
	members []member
	forest  *forest
	weights weights
	bands   bandTable
	series  []seriesFit // by key, ascending
	choice  Choice
}

// seriesFit is what calibration learnt of one series.
type seriesFit struct {
	Key      string  `json:"key"`
	Width    float64 `json:"width"`    // its errors against the usual, in units of its scale
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
		return seriesFit{Key: key, Width: 1}, false
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
	hs := histories(p)
	values, err := m.coherent(ctx, hs, p.Sums, horizon)
	if err != nil {
		return nil, err
	}
	out := make([]Forecast, len(hs))
	for i, h := range hs {
		out[h.index] = m.result(h, values[i], levels)
	}
	return out, nil
}

func checkAsk(p Panel, horizon int, levels []float64) error {
	if horizon < 1 || horizon > MaxHorizon {
		return &ConfigError{"horizon", "must lie between 1 and 52"}
	}
	for _, l := range levels {
		if !(l >= 50 && l <= 99) {
			return &ConfigError{"level", "must lie between 50 and 99"}
		}
	}
	return p.Validate()
}

// coherent gives the combined, reconciled forecasts, in the order of hs.
func (m *Model) coherent(ctx context.Context, hs []*history, sums []Sum, horizon int) ([][]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	usable := make([]*history, len(hs))
	for i, h := range hs {
		usable[i] = h
		if len(h.x) == 0 {
			c := *h
			c.x, c.seen = []float64{0}, []bool{false}
			usable[i] = &c
		}
	}
	order := sortedSums(hs, sums)
	all, err := m.candidates(usable, order, horizon)
	if err != nil {
		return nil, err
	}
	values := m.weights.combine(all, horizon)
	for i, h := range hs {
		if h.n < MinWeeks {
			fill(values[i], h.clamp(mean(h.x)))
		}
	}
	m.addUp(hs, values, order)
	return values, nil
}

// addUp reconciles step by step and settles the rest exactly.
func (m *Model) addUp(hs []*history, values [][]float64, sums []Sum) {
	if len(sums) == 0 {
		return
	}
	variance := make([]float64, len(hs))
	for i, h := range hs {
		variance[i] = m.variance(h)
	}
	y := make([]float64, len(hs))
	for k := range values[0] {
		for i := range hs {
			y[i] = values[i][k]
		}
		reconcile(y, sums, variance)
		for i, h := range hs {
			y[i] = h.clamp(y[i])
		}
		settle(y, sums)
		for i := range hs {
			values[i][k] = y[i]
		}
	}
}

func (m *Model) variance(h *history) float64 {
	if f, ok := m.fit(h.key); ok && f.Variance > 0 {
		return f.Variance
	}
	s := scaleOf(h)
	return s * s
}

// scaleOf is the unit of a history's errors.
func scaleOf(h *history) float64 {
	if len(h.x) == 0 {
		return 1
	}
	return newTrack(h.x, 0).scale(len(h.x) - 1)
}

// sortedSums tells the sums in positions of hs.
func sortedSums(hs []*history, sums []Sum) []Sum {
	at := make([]int, len(hs))
	for i, h := range hs {
		at[h.index] = i
	}
	out := make([]Sum, len(sums))
	for k, s := range sums {
		out[k].Total = at[s.Total]
		for _, p := range s.Parts {
			out[k].Parts = append(out[k].Parts, at[p])
		}
		slices.Sort(out[k].Parts)
	}
	slices.SortFunc(out, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.Total, b.Total), slices.Compare(a.Parts, b.Parts))
	})
	return out
}

// combine mixes the members' forecasts.
func (w weights) combine(all [][][]float64, horizon int) [][]float64 {
	out := matrix(len(all[0]), horizon)
	for k := range horizon {
		share := w.at(k + 1)
		for s := range out {
			for mem, v := range all {
				out[s][k] += share[mem] * v[s][k]
			}
		}
	}
	return out
}

func (m *Model) result(h *history, values []float64, levels []float64) Forecast {
	f := Forecast{Key: h.key, Points: make([]Point, len(values)), Totals: make([]Point, len(values))}
	if h.n < MinWeeks {
		f.Short = &ShortSeriesError{h.key, h.n}
	}
	fit, _ := m.fit(h.key)
	unit := fit.Width * scaleOf(h)
	sum := 0.0
	for k, v := range values {
		sum += v
		week := h.start + Week(len(h.x)+k)
		f.Points[k] = Point{k + 1, week, v, m.bands.around(v, unit, k+1, levels, h.floor, false)}
		f.Totals[k] = Point{k + 1, week, sum, m.bands.around(sum, unit, k+1, levels, h.floor, true)}
	}
	return f
}

// settle makes the parts of each sum add up to its total, bit for bit as far
// as floating point allows, by scaling the parts; sums of sums come after the
// sum that they are a part of.
func settle(y []float64, sums []Sum) {
	for range 2 {
		for _, s := range topDown(sums) {
			all := 0.0
			for _, p := range s.Parts {
				all += y[p]
			}
			if all == 0 {
				if len(s.Parts) > 0 {
					for _, p := range s.Parts {
						y[p] = y[s.Total] / float64(len(s.Parts))
					}
				}
				continue
			}
			if r := y[s.Total] / all; !math.IsInf(r, 0) && r > 0 {
				for _, p := range s.Parts {
					y[p] *= r
				}
			}
		}
	}
}

// topDown orders sums so that one comes before those whose total is its part.
func topDown(sums []Sum) []Sum {
	depth := map[int]int{}
	for range sums { // as many rounds as there can be levels
		for _, s := range sums {
			for _, p := range s.Parts {
				depth[p] = max(depth[p], min(depth[s.Total]+1, len(sums)))
			}
		}
	}
	out := slices.Clone(sums)
	slices.SortStableFunc(out, func(a, b Sum) int { return cmp.Compare(depth[a.Total], depth[b.Total]) })
	return out
}
