// Package backtest measures forecast accuracy on rolling origins (Tashman
// 2000): scores by step, cutoff, series and group, and the report of them.
//
// It imports forecast (its exported face only), baseline and week; training,
// server and cli import it.
package backtest

import (
	"olist/forecast"
	"olist/week"
)

// Score is the accuracy of a method over N pairs of origin and step. Figures
// are NaN where they are undefined.
type Score struct {
	WAPE       forecast.Figure `json:"wape"`       // sum |error| / sum |actual|
	MAE        forecast.Figure `json:"mae"`        // mean |error|, in the series' unit
	MASE       forecast.Figure `json:"mase"`       // MAE over the in-sample MAE of the naive forecast (Hyndman & Koehler 2006)
	Bias       forecast.Figure `json:"bias"`       // sum (forecast - actual) / sum |actual|
	Coverage80 forecast.Figure `json:"coverage80"` // share of actuals inside the 80% band; null for methods without bands
	Coverage95 forecast.Figure `json:"coverage95"`
	N          int             `json:"n"`
}

// StepScore is the score at one step.
type StepScore struct {
	Step int `json:"step"`
	Score
}

// CutoffScore is the score of the forecasts made from one origin.
type CutoffScore struct {
	Cutoff week.Week `json:"cutoff"` // last week known; in undated panels the index of that week
	Score
}

// SeriesScore is the score of one series, in all and by step.
type SeriesScore struct {
	Key string `json:"key"`
	Score
	BySteps []StepScore `json:"by_steps"`
}

// GroupScore is a method's score over a group of series, their errors pooled.
type GroupScore struct {
	Group     string        `json:"group"`
	Overall   Score         `json:"overall"`
	BySteps   []StepScore   `json:"by_steps"`
	ByCutoffs []CutoffScore `json:"by_cutoffs"`
}

// MethodReport is the scores of one method.
type MethodReport struct {
	Name     string        `json:"name"`  // stable: "olist", "last_value", "mean_13", "seasonal_naive", "theta", "damped_ets", "cart", "knn"
	Label    string        `json:"label"` // for people
	Groups   []GroupScore  `json:"groups"`
	BySeries []SeriesScore `json:"by_series"`
}

// PastForecast is a forecast made from one origin, to compare with the actuals.
type PastForecast struct {
	Key      string            `json:"key"`
	Cutoff   week.Week         `json:"cutoff"` // last week known
	Forecast []forecast.Figure `json:"forecast"`
	Lower80  []forecast.Figure `json:"lower80"`
	Upper80  []forecast.Figure `json:"upper80"`
}

// Report is the result of a backtest: every method on the same weeks.
// Methods[0] is the engine itself.
type Report struct {
	Horizon int            `json:"horizon"`
	Windows int            `json:"windows"` // number of origins
	From    week.Week      `json:"from"`    // first week forecast
	To      week.Week      `json:"to"`      // last week forecast
	Groups  []Group        `json:"groups"`
	Methods []MethodReport `json:"methods"`
	Past    []PastForecast `json:"past"`
	// Unreconciled is the engine without reconciliation, over the same weeks:
	// what coherence gained or lost. Empty where the panel has no sums.
	Unreconciled []GroupScore    `json:"unreconciled,omitempty"`
	Choice       forecast.Choice `json:"choice"`      // of the model trained on all weeks before From
	Fingerprint  string          `json:"fingerprint"` // of data, configuration and options; equal means equal report
	// Engine is the forecast.EngineVersion that was trained anew at every origin,
	// whichever trained the model that is judged; 0 in what an earlier program
	// wrote, which did not keep it.
	Engine int `json:"engine,omitempty"`
}

// Group is a set of series whose errors are pooled, by key.
type Group struct {
	Name string   `json:"name"`
	Keys []string `json:"keys"`
}

// Score is a method's score over a group, if there.
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

// Options of a backtest; the zero value is the protocol for weekly sales:
// horizon 12, 26 windows, one group of all series.
type Options struct {
	Horizon int `json:"horizon"` // 1..MaxHorizon; 0 means 12
	Windows int `json:"windows"` // origins: each of the last Windows weeks is step 1 once; 0 means 26
	// Refit is the number of origins that share one trained model, applied to
	// the later ones' data; 0 means 1.
	Refit int `json:"refit"`
	// JudgeEnds leaves out, at each origin, the ends that forecast.JudgeEnds
	// finds there, as a forecast from a file would.
	JudgeEnds bool `json:"judge_ends,omitempty"`
	// Means judges the engine's means, where these are what is shown; otherwise
	// its medians.
	Means   bool     `json:"means,omitempty"`
	Groups  []Group  `json:"groups"`
	Methods []string `json:"methods"` // challengers by name; nil means all
	// Known is the panel as it was known so many weeks before its end; nil takes
	// the values alone from it, as if drivers had been known ahead in full.
	Known func(p forecast.Panel, weeks int) forecast.Panel `json:"-"`
	// OneByOne trains one model after the other, each on all cores, where memory
	// counts for more than time; the report is the same.
	OneByOne bool `json:"-"`
	// Challengers are the methods that the engine is compared with; nil means
	// Challengers().
	Challengers []Challenger `json:"-"`
}
