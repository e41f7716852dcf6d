package forecast

import (
	"context"

	"olist/message"
	"olist/week"
)

// Contribution is what one group of features adds to a forecast, in the series'
// unit.
type Contribution struct {
	Group  string  `json:"group"`            // GroupLevel, GroupMomentum, GroupSeason, GroupEvents, GroupDrivers
	Driver string  `json:"driver,omitempty"` // its name, in GroupDrivers
	Amount float64 `json:"amount"`
}

// Explanation is the contributions to one week's forecast; they add up to
// Value.
type Explanation struct {
	Step          int            `json:"step"`
	Week          week.Week      `json:"week"`
	Value         float64        `json:"value"`
	Contributions []Contribution `json:"contributions"`
}

// Explainer explains a model's forecasts of one panel. What all series need,
// the trees' recursion and the pooled members, is computed once, when it is made. It is immutable and
// safe for concurrent use.
type Explainer struct {
	m       *Model
	byKey   map[string]*history
	runs    []memberRun
	horizon int
}

// Explainer prepares to explain forecasts of p up to horizon weeks ahead.
// Errors: as Forecast, the context's among them.
func (m *Model) Explainer(ctx context.Context, p Panel, horizon int) (*Explainer, error) {
	if err := checkRequest(p, horizon, nil); err != nil {
		return nil, err
	}
	hs, _, err := m.histories(p)
	if err != nil {
		return nil, err
	}
	runs, err := m.memberRuns(ctx, hs, horizon+longestTrailing(hs))
	if err != nil {
		return nil, err
	}
	e := &Explainer{m, make(map[string]*history, len(hs)), runs, horizon}
	for _, h := range hs {
		e.byKey[h.key] = h
	}
	return e, nil
}

// Size is the memory that it holds, in bytes, approximately.
func (e *Explainer) Size() int {
	n := 0
	for _, h := range e.byKey {
		n += len(h.raw) + len(h.x) + len(h.driverLogs)*(1+len(h.driverParts))
	}
	for _, run := range e.runs {
		for _, t := range run.indices {
			if t != nil { // a series without peers
				n += cap(t.x) + cap(t.sum) + cap(t.sq) + cap(t.abs) + cap(t.diff)
			}
		}
		for _, p := range run.pooled {
			n += len(p.values) + len(p.series.profile) + len(p.series.y)
		}
	}
	return 8 * n
}

// Explain is the contributions to the first horizon steps of a forecast:
// TreeSHAP values (Lundberg et al. 2020) carried through the recursion, the
// other members, the season, the events and the sum that the series is a part
// of. f must come from the same model and panel. Errors: a *PanelError where
// its series is not in the panel, a *ConfigError for a horizon beyond f's or
// the Explainer's; the context's.
func (e *Explainer) Explain(ctx context.Context, f Forecast, horizon int) ([]Explanation, error) {
	h, ok := e.byKey[f.Key]
	if !ok {
		return nil, &PanelError{Key: f.Key, Message: message.SeriesNotAmong.With(len(e.byKey))}
	}
	if most := min(e.horizon, len(f.Points)); horizon < 1 || horizon > most {
		return nil, &ConfigError{"horizon", message.SettingBetween.With(1, int64(most))}
	}
	why := e.m.contributionsOf(ctx, h, e.runs, horizon+h.trailing)[h.trailing:]
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]Explanation, horizon)
	for k, point := range f.Points[:horizon] {
		value := point.Value
		switch { // as it was before rounding
		case len(f.basis.shown) > 0:
			value = f.basis.shown[k]
		case len(f.basis.values) > 0:
			value = f.basis.values[k]
		}
		out[k] = Explanation{Step: point.Step, Week: point.Week, Value: value}
		var c contributions
		c.add(why[k], h.unit)
		c = c.scaledTo(value, h.root().eventFactor(h.trailing+k+1), h.root().driverFactor(h.trailing+k+1)*h.shareFactor(h.trailing+k+1))
		for g, name := range groups[:byDrivers] {
			out[k].Contributions = append(out[k].Contributions, Contribution{Group: name, Amount: c[g]})
		}
		out[k].Contributions = append(out[k].Contributions, e.m.driverContributions(h, h.trailing+k+1, value, c[byDrivers])...)
	}
	return out, nil
}

// SetValue makes v the forecast, a rounded value say; the recent level takes
// the difference.
func (e *Explanation) SetValue(v float64) {
	for i := range e.Contributions {
		if e.Contributions[i].Group == groups[byLevel] {
			e.Contributions[i].Amount += v - e.Value
		}
	}
	e.Value = v
}
