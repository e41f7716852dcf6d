package forecast

import (
	"context"
	"fmt"

	"olist/week"
)

// Contribution is what one group of causes adds to a forecast.
type Contribution struct {
	Group  string  `json:"group"` // GroupLevel, GroupMomentum, GroupSeason, GroupEvents
	Amount float64 `json:"amount"`
}

// Explanation is what drove the forecast of one week; the amounts add up to
// Value.
type Explanation struct {
	Step          int            `json:"step"`
	Week          week.Week      `json:"week"`
	Value         float64        `json:"value"`
	Contributions []Contribution `json:"contributions"`
}

// Explainer tells what drove a model's forecasts of one panel. What all series
// need, the trees' recursion, is computed once, with the Explainer. It never
// changes and may be used by many at once.
type Explainer struct {
	m       *Model
	byKey   map[string]*history
	runs    []map[*history]*rolling
	horizon int
}

// Explainer prepares for forecasts of p up to horizon weeks ahead. Errors: as
// Forecast.
func (m *Model) Explainer(p Panel, horizon int) (*Explainer, error) {
	if err := checkRequest(p, horizon, nil); err != nil {
		return nil, err
	}
	hs, _ := m.histories(p)
	runs, err := m.recursions(hs, horizon+longestTrailing(hs))
	if err != nil {
		return nil, err
	}
	e := &Explainer{m, make(map[string]*history, len(hs)), runs, horizon}
	for _, h := range hs {
		e.byKey[h.key] = h
	}
	return e, nil
}

// Size is how many bytes it holds, about.
func (e *Explainer) Size() int {
	n := 0
	for _, h := range e.byKey {
		n += len(h.raw) + len(h.x)
	}
	for _, run := range e.runs {
		for _, t := range run {
			if t != nil { // a companion of none
				n += cap(t.x) + cap(t.sum) + cap(t.sq) + cap(t.abs) + cap(t.diff)
			}
		}
	}
	return 8 * n
}

// Explain tells what drove the first horizon steps of a forecast: TreeSHAP
// contributions (Lundberg et al. 2020) carried through the recursion, the other
// members, the season, the events and the sum that the series is a part of. f
// must come from the same model and panel. Errors: a *PanelError where its
// series is not of the panel, a *ConfigError for a horizon beyond it or beyond
// the Explainer's; the context's.
func (e *Explainer) Explain(ctx context.Context, f Forecast, horizon int) ([]Explanation, error) {
	h, ok := e.byKey[f.Key]
	if !ok {
		return nil, &PanelError{Key: f.Key, Message: fmt.Sprintf("is not among the %d series", len(e.byKey))}
	}
	if most := min(e.horizon, len(f.Points)); horizon < 1 || horizon > most {
		return nil, &ConfigError{"horizon", fmt.Sprintf("must lie between 1 and %d", most)}
	}
	why := e.m.contributionsOf(ctx, h, e.runs, horizon+h.trailing)[h.trailing:]
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]Explanation, horizon)
	for k, point := range f.Points[:horizon] {
		value := point.Value
		if len(f.basis.values) > 0 {
			value = f.basis.values[k] // as it was before rounding
		}
		out[k] = Explanation{Step: point.Step, Week: point.Week, Value: value}
		var c contributions
		c.add(why[k], h.unit)
		c = c.scaledTo(value, h.root().eventFactor(h.trailing+k+1))
		for g, name := range groups {
			out[k].Contributions = append(out[k].Contributions, Contribution{name, c[g]})
		}
	}
	return out, nil
}

// Hold takes v for the forecast, a rounded value say; the recent level takes
// the difference.
func (e *Explanation) SetValue(v float64) {
	for i := range e.Contributions {
		if e.Contributions[i].Group == groups[byLevel] {
			e.Contributions[i].Amount += v - e.Value
		}
	}
	e.Value = v
}
