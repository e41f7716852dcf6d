package forecast

import "slices"

// outline is what the bands of a forecast are drawn from: they are multiples of
// the widths, so that another level costs no new forecast.
type outline struct {
	values []float64 // by step, as they were before rounding
	widths []float64 // of each step's bands, in the series' unit
	floor  float64   // no lower bound lies below it
	late   int       // weeks between what was known and step 1
}

// WithLevels gives the forecast with bands at other levels (50..99, percent),
// just as Forecast and RoundForecasts would have made them. f must come from
// this model's Forecast; it is left as it is. Errors: *ConfigError; a
// *PanelError where f comes from elsewhere.
func (m *Model) WithLevels(f Forecast, levels []float64) (Forecast, error) {
	if err := checkLevels(levels); err != nil {
		return f, err
	}
	if len(f.outline.values) == 0 {
		return f, &PanelError{f.Key, "was not forecast here: the widths of its bands are not known"}
	}
	f.Points, f.Totals = slices.Clone(f.Points), slices.Clone(f.Totals)
	m.band(&f, levels)
	return f, f.finite()
}

// band draws the bands of f's points and totals anew, and keeps their values
// inside.
func (m *Model) band(f *Forecast, levels []float64) {
	o := f.outline
	sum, wide, worst := 0.0, 0.0, make([]Band, len(levels))
	before := Point{}
	for k, v := range o.values {
		sum += v
		wide += o.widths[k]
		week := Point{Value: v, Bands: m.bands.around(v, o.widths[k], o.late+k+1, levels, o.floor, false)}
		total := Point{Value: sum, Bands: m.bands.around(sum, wide, k+1, levels, o.floor, true)}
		if k > 0 {
			total.noSurer(before, o.floor)
		}
		keepWithin(worst, week.Bands, total.Bands)
		before = Point{Value: sum, Bands: slices.Clone(total.Bands)}
		week.hold(f.Points[k].Value)
		total.hold(f.Totals[k].Value)
		f.Points[k].Bands, f.Totals[k].Bands = week.Bands, total.Bands
	}
}
