package forecast

import (
	"olist/message"
	"slices"
)

// bandBasis is what the bands of a forecast are computed from: they are
// multiples of widths, so that another level needs no new forecast.
type bandBasis struct {
	values   []float64 // medians by step, before rounding
	means    []float64 // likewise
	shown    []float64 // means, where these are shown
	widths   []float64 // of each step's bands, in the series' unit
	floor    float64   // no lower end lies below it
	trailing int       // missing weeks between the last value and step 1
	rare     rareSales // of what sells rarely
}

// WithLevels is the forecast with bands at other levels (1..99, percent), just
// as Forecast and RoundForecasts would have made them. f must come from this
// model's Forecast and is not changed. Errors: *ConfigError; a *PanelError
// where f comes from elsewhere.
func (m *Model) WithLevels(f Forecast, levels []float64) (Forecast, error) {
	if err := checkLevels(levels); err != nil {
		return f, err
	}
	if len(f.basis.values) == 0 {
		return f, &PanelError{f.Key, message.WidthsUnknown.With()}
	}
	f.Points, f.Totals = slices.Clone(f.Points), slices.Clone(f.Totals)
	m.band(&f, levels)
	return f, f.finite()
}

// band computes the bands of f's points and totals, and keeps their values
// inside.
func (m *Model) band(f *Forecast, levels []float64) {
	o := f.basis
	sum, wide, worst := 0.0, 0.0, make([]Band, len(levels))
	before := Point{}
	for k, v := range o.values {
		sum += v
		wide += o.widths[k]
		week := Point{Value: v, Bands: m.bands.bands(v, o.widths[k], o.trailing+k+1, levels, o.floor, false)}
		o.rare.hold(v, o.floor, week.Bands)
		total := Point{Value: sum, Bands: m.bands.bands(sum, wide, k+1, levels, o.floor, true)}
		if k > 0 {
			total.neverNarrower(before, o.floor)
		}
		limitTotal(worst, week.Bands, total.Bands)
		before = Point{Value: sum, Bands: slices.Clone(total.Bands)}
		week.setValue(f.Points[k].Value)
		total.setValue(f.Totals[k].Value)
		f.Points[k].Bands, f.Totals[k].Bands = week.Bands, total.Bands
	}
}
