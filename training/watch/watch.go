package watch

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/week"
)

// Limits of the watch, stated on its page.
const (
	// TrackingLimit: |sum of errors / mean absolute error| above it says that the
	// forecast is biased (Trigg 1964; 4 mean absolute deviations are usual).
	TrackingLimit = 4.0
	// ErrorLimit: the error over the scored weeks may be so many times what the
	// backtest promised at the same steps.
	ErrorLimit = 1.5
	// BandLimit: bands miss when so many misses would come by chance in fewer
	// than one of a hundred cases (binomial tail).
	BandLimit = 0.01
	// MixLimit: population stability index of the category shares (0.25 is the
	// usual limit of a changed population).
	MixLimit = 0.25
	// LevelLimit: robust z-score of the recent level against the weeks before.
	LevelLimit = 4.0

	// Steps of an issued forecast that are kept and held against what happened.
	Steps = 12

	cutoffsMost = 26 // forecasts that are held against what happened
	issuedBands = 2  // of an issued forecast: 80% and 95%
	scoredLeast = 4  // scored weeks below which nothing is judged
	recentWeeks = 8  // whose level and mix are held against
	formerWeeks = 26 // these before them
)

// Record is how the forecasts that were issued have done since.
type Record struct {
	Cutoffs  int             `json:"cutoffs"`  // issued forecasts with at least one week to hold them against
	Steps    []Step          `json:"steps"`    // of the total
	Weeks    []Week          `json:"weeks"`    // the total, one step ahead, oldest first
	Error    forecast.Figure `json:"error"`    // WAPE over all steps, total; 0 with nothing scored, null where nothing was sold
	Promised float64         `json:"promised"` // by the backtest, weighted alike; 0 where there is none
	Tracking float64         `json:"tracking"` // tracking signal, one step ahead
	Drift    Drift           `json:"drift"`
	Alarms   []Alarm         `json:"alarms"`
	Until    week.Week       `json:"until"` // last week known
}

// Step is the scored weeks at one step.
type Step struct {
	Step       int             `json:"step"`
	N          int             `json:"n"`
	WAPE       forecast.Figure `json:"wape"` // null where nothing was sold
	Promised   float64         `json:"promised"`
	Coverage80 float64         `json:"coverage80"`
	Coverage95 float64         `json:"coverage95"`
}

// Week is one week as it was forecast one step ahead, and as it came.
type Week struct {
	Week     week.Week `json:"week"`
	ModelID  string    `json:"model_id"`
	Forecast float64   `json:"forecast"`
	Lower80  float64   `json:"lower80"`
	Upper80  float64   `json:"upper80"`
	Actual   float64   `json:"actual"`
}

// Alarm is a limit that was passed.
type Alarm struct {
	Code    string  `json:"code"` // tracking, error, bands, level, mix
	Value   float64 `json:"value"`
	Limit   float64 `json:"limit"`
	Message string  `json:"message"` // in English
	// Said is the message as data.
	Said message.Message `json:"message_data,omitzero"`
}

// Sales are the weeks that came, as far as they are usable.
type Sales struct {
	Series   []forecast.Series // by segment, each from From to To, NaN where a week is not usable
	From, To week.Week
}

// of gives a segment's sales of a usable week; what ran out of stock is held
// against nothing.
func (s Sales) of(segment string, w week.Week) (float64, bool) {
	i := slices.IndexFunc(s.Series, func(one forecast.Series) bool { return one.Key == segment })
	k := int(w - s.From)
	if i < 0 || k < 0 || k >= len(s.Series[i].Values) {
		return 0, false
	}
	v := s.Series[i].Values[k]
	return v, !math.IsNaN(v) && !s.Series[i].IsCensored(k)
}

// Judge scores what was issued, newest first, against the sales now. promised
// gives the WAPE of the total that the backtest found at a step, 0 where it
// found none.
func Judge(issued []store.Issued, data Sales, promised func(step int) float64) Record {
	w := Record{Until: data.To, Drift: driftOf(data), Steps: []Step{}, Weeks: []Week{}, Alarms: []Alarm{}}
	steps := make([]tally, Steps)
	for _, i := range slices.Backward(issued) { // oldest first
		w.score(i, data, steps)
	}
	var all tally
	expected := 0.0
	for k, t := range steps {
		if t.n == 0 {
			continue
		}
		p := promised(k + 1)
		w.Steps = append(w.Steps, Step{Step: k + 1, N: t.n, WAPE: t.wape(), Promised: p,
			Coverage80: share(t.in80, t.n), Coverage95: share(t.in95, t.n)})
		expected += p * t.actual
		all.add(t)
	}
	if all.n > 0 {
		w.Error = all.wape()
	}
	if all.actual > 0 {
		w.Promised = expected / all.actual
	}
	w.Tracking = trackingSignal(w.Weeks)
	w.Alarms = append(w.Alarms, w.judge(all)...)
	return w
}

// tally adds up scored weeks.
type tally struct {
	n, in80, in95  int
	missed, actual float64
}

func (t *tally) add(u tally) {
	t.n, t.in80, t.in95 = t.n+u.n, t.in80+u.in80, t.in95+u.in95
	t.missed, t.actual = t.missed+u.missed, t.actual+u.actual
}

// wape is what was missed as a share of what was sold.
func (t tally) wape() forecast.Figure {
	if t.actual == 0 {
		return forecast.Figure(math.NaN())
	}
	return forecast.Figure(t.missed / t.actual)
}

// score holds one issued forecast of the total against the weeks that came.
func (w *Record) score(i store.Issued, data Sales, steps []tally) {
	at := slices.IndexFunc(i.Forecasts, func(f forecast.Forecast) bool { return f.Key == store.TotalKey })
	if at < 0 {
		return
	}
	scored := false
	for _, p := range i.Forecasts[at].Points {
		actual, ok := data.of(store.TotalKey, p.Week)
		if p.Step > len(steps) || !ok || len(p.Bands) != issuedBands {
			continue
		}
		scored = true
		steps[p.Step-1].add(tally{n: 1, missed: math.Abs(actual - p.Value), actual: actual,
			in80: inside(p.Bands[0], actual), in95: inside(p.Bands[1], actual)})
		if p.Step == 1 {
			w.Weeks = append(w.Weeks, Week{Week: p.Week, ModelID: i.ModelID, Forecast: p.Value,
				Lower80: p.Bands[0].Lower, Upper80: p.Bands[0].Upper, Actual: actual})
		}
	}
	if scored {
		w.Cutoffs++
	}
}

func inside(b forecast.Band, actual float64) int {
	if actual >= b.Lower && actual <= b.Upper {
		return 1
	}
	return 0
}

func share(part, whole int) float64 { return float64(part) / float64(whole) }

// trackingSignal is the sum of errors over their mean absolute value.
func trackingSignal(weeks []Week) float64 {
	sum, abs := 0.0, 0.0
	for _, w := range weeks {
		sum += w.Actual - w.Forecast
		abs += math.Abs(w.Actual - w.Forecast)
	}
	if abs == 0 {
		return 0
	}
	return sum / (abs / float64(len(weeks)))
}

// judge holds the figures against the stated limits.
func (w *Record) judge(all tally) (alarms []Alarm) {
	raise := func(code string, value, limit float64, said message.Message) {
		alarms = append(alarms, Alarm{Code: code, Value: value, Limit: limit, Message: said.String(), Said: said})
	}
	if len(w.Weeks) >= scoredLeast {
		if math.Abs(w.Tracking) > TrackingLimit {
			raise("tracking", w.Tracking, TrackingLimit, message.AlarmTracking.With(message.Number{Value: w.Tracking, Decimals: 1}, message.Number{Value: TrackingLimit}))
		}
		if w.Promised > 0 && float64(w.Error) > ErrorLimit*w.Promised {
			raise("error", float64(w.Error), ErrorLimit*w.Promised, message.AlarmError.With(message.Percent{Ratio: float64(w.Error), Decimals: 1}, message.Percent{Ratio: w.Promised, Decimals: 1}))
		}
		misses := 0
		for _, k := range w.Weeks {
			misses += 1 - inside(forecast.Band{Lower: k.Lower80, Upper: k.Upper80}, k.Actual)
		}
		if p := chance(misses, len(w.Weeks)); p < BandLimit {
			raise("bands", p, BandLimit, message.AlarmBands.With(misses, len(w.Weeks)))
		}
	}
	if math.Abs(w.Drift.Level) > LevelLimit {
		raise("level", w.Drift.Level, LevelLimit, message.AlarmLevel.With(recentWeeks, formerWeeks))
	}
	if w.Drift.Mix > MixLimit {
		raise("mix", w.Drift.Mix, MixLimit, message.AlarmMix.With())
	}
	return alarms
}

// chance is the probability of at least so many misses of an 80% band.
func chance(misses, n int) float64 {
	if misses == 0 {
		return 1
	}
	return distuv.Binomial{N: float64(n), P: 0.2}.Survival(float64(misses - 1))
}
