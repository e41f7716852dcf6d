// Package backtest measures how far off forecasts would have been: rolling
// origins, scores by step, cutoff, series and group, and the report of them. It
// knows forecast's public face only, and challengers as methods of one series.
package backtest

import (
	"olist/forecast"
	"olist/week"
)

// Score is how far off a method was, over N origin x step pairs.
type Score struct {
	WAPE       forecast.Figure `json:"wape"`       // sum |error| / sum |actual|
	MAE        forecast.Figure `json:"mae"`        // mean |error|, in the series' unit
	MASE       forecast.Figure `json:"mase"`       // MAE over the naive forecast's in-sample MAE, mean over series
	Bias       forecast.Figure `json:"bias"`       // sum (forecast - actual) / sum |actual|
	Coverage80 forecast.Figure `json:"coverage80"` // share of actuals inside the 80% band; null for methods without bands
	Coverage95 forecast.Figure `json:"coverage95"`
	N          int             `json:"n"`
}

// StepScore, CutoffScore and SeriesScore are scores of a part.
type StepScore struct {
	Step int `json:"step"`
	Score
}

// CutoffScore is the score of the forecasts made after week Cutoff.
type CutoffScore struct {
	Cutoff week.Week `json:"cutoff"` // last week known; for undated panels the number of weeks known in the longest series
	Score
}

// SeriesScore is the score of one series.
type SeriesScore struct {
	Key string `json:"key"`
	Score
	BySteps []StepScore `json:"by_steps"`
}

// GroupScore is a method's score over a group of series: pooled, every series
// at its own level.
type GroupScore struct {
	Group     string        `json:"group"`
	Overall   Score         `json:"overall"`
	BySteps   []StepScore   `json:"by_steps"`
	ByCutoffs []CutoffScore `json:"by_cutoffs"`
}

// MethodReport is one way of forecasting, scored.
type MethodReport struct {
	Name     string        `json:"name"`  // stable: "olist", "last_value", "mean_13", "seasonal_naive", "theta", "damped_ets", "cart", "knn"
	Label    string        `json:"label"` // for people
	Groups   []GroupScore  `json:"groups"`
	BySeries []SeriesScore `json:"by_series"`
}

// PastForecast is one forecast made in the past, to lay over what happened.
type PastForecast struct {
	Key      string            `json:"key"`
	Cutoff   week.Week         `json:"cutoff"` // last week known
	Forecast []forecast.Figure `json:"forecast"`
	Lower80  []forecast.Figure `json:"lower80"`
	Upper80  []forecast.Figure `json:"upper80"`
}

// Report is a backtest: rolling origins, every method on the same weeks.
// Methods[0] is the engine itself.
type Report struct {
	Horizon int            `json:"horizon"`
	Windows int            `json:"windows"` // number of origins
	From    week.Week      `json:"from"`    // first week forecast
	To      week.Week      `json:"to"`      // last week forecast
	Groups  []Group        `json:"groups"`
	Methods []MethodReport `json:"methods"`
	Past    []PastForecast `json:"past"`
	// Unreconciled is the engine without the Sums, over the same weeks: what
	// coherence gained or lost. Empty where the panel has no sums.
	Unreconciled []GroupScore    `json:"unreconciled,omitempty"`
	Choice       forecast.Choice `json:"choice"`      // of the model trained on all weeks before From
	Fingerprint  string          `json:"fingerprint"` // of data, configuration and options; equal means equal report
}

// Group names series whose errors are pooled.
type Group struct {
	Name string   `json:"name"`
	Keys []string `json:"keys"`
}

// Score of a method's group, if there.
func (r *Report) Score(method, group string) (GroupScore, bool) {
	for _, m := range r.Methods {
		if m.Name != method {
			continue
		}
		for _, g := range m.Groups {
			if g.Group == group {
				return g, true
			}
		}
	}
	return GroupScore{}, false
}

// BacktestOptions says what to measure; the zero value is the protocol for
// weekly sales: horizon 12, 26 windows, one group of all series.
type Options struct {
	Horizon int `json:"horizon"` // 1..MaxHorizon; 0 means 12
	Windows int `json:"windows"` // origins: each of the last Windows weeks is first forecast week once; 0 means 26
	// Refit is the number of origins that share one trained model, rolled
	// over the later ones' data; 0 means a default that keeps the whole
	// evaluation within seconds.
	Refit int `json:"refit"`
	// JudgeEnds leaves out, at each origin, what JudgeEnds finds there, as who
	// forecasts from a file would.
	JudgeEnds bool     `json:"judge_ends,omitempty"`
	Groups    []Group  `json:"groups"`
	Methods   []string `json:"methods"` // challengers by name; nil means all
	// Challengers are what the engine is held against; nil means Challengers().
	Challengers []Challenger `json:"-"`
}
