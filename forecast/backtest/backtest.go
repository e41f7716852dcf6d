package backtest

import (
	"context"
	"slices"

	"olist/forecast"
	"olist/message"
)

// Run backtests the engine and the challengers: each of the last o.Windows
// weeks is step 1 once, and nothing from that week on is known to any method.
// progress is called after every origin, one call at a time; it may be nil.
// Errors: *forecast.PanelError, *forecast.ConfigError, the context's.
func Run(ctx context.Context, p forecast.Panel, c forecast.Config, o Options, progress func(forecast.Progress)) (*Report, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	o, err := o.filled(p)
	if err != nil {
		return nil, err
	}
	b := &run{panel: p.TrimLeadingZeros(), config: c, options: o, progress: progressCounter(progress, o.Windows)}
	b.actuals = b.panel.Actuals()
	engine, plain, err := b.engine(ctx)
	if err != nil {
		return nil, err
	}
	r := &Report{Horizon: o.Horizon, Windows: o.Windows, Groups: o.Groups, Choice: b.choice, Fingerprint: b.fingerprint(), Engine: forecast.EngineVersion}
	r.From, r.To = b.span()
	r.Methods = append(r.Methods, b.score(EngineMethod, "This engine", engine))
	r.Past = b.past(engine)
	if len(p.Sums) > 0 {
		r.Unreconciled = b.score("", "", plain).Groups
	}
	for _, ch := range o.Challengers {
		if o.Methods != nil && !slices.Contains(o.Methods, ch.Name) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.Methods = append(r.Methods, b.challenge(ch))
	}
	return r, nil
}

// Fingerprint is that of the report that Run would give, without computing it.
// Errors: *forecast.ConfigError.
func Fingerprint(p forecast.Panel, c forecast.Config, o Options) (string, error) {
	o, err := o.filled(p)
	if err != nil {
		return "", err
	}
	b := run{panel: p.TrimLeadingZeros(), config: c, options: o}
	return b.fingerprint(), nil
}

// filled is o with the defaults in. Errors: *forecast.ConfigError.
func (o Options) filled(p forecast.Panel) (Options, error) {
	if o.Horizon == 0 {
		o.Horizon = 12
	}
	if o.Windows == 0 {
		o.Windows = DefaultWindows
	}
	if o.Refit == 0 {
		o.Refit = 1
	}
	if o.Challengers == nil {
		o.Challengers = Challengers()
	}
	if o.Horizon < 1 || o.Horizon > forecast.MaxHorizon {
		return o, &forecast.ConfigError{Field: "horizon", Message: message.SettingBetween.With(1, forecast.MaxHorizon)}
	}
	if o.Refit < 1 {
		return o, &forecast.ConfigError{Field: "refit", Message: message.SettingAtLeast.With(1)}
	}
	longest := 0
	for _, s := range p.Series {
		longest = max(longest, len(s.Values))
	}
	if o.Windows < 1 || longest-o.Windows < forecast.MinWeeks {
		if longest <= forecast.MinWeeks {
			return o, &forecast.ConfigError{Field: "windows", Message: message.WindowsNeed.With(forecast.MinWeeks+1, int64(longest))}
		}
		return o, &forecast.ConfigError{Field: "windows", Message: message.WindowsBetween.With(int64(longest-forecast.MinWeeks), int64(longest), int64(o.Windows))}
	}
	if len(o.Groups) == 0 {
		all := Group{Name: "all"}
		for _, s := range p.Series {
			all.Keys = append(all.Keys, s.Key)
		}
		o.Groups = []Group{all}
	}
	return o, nil
}

// fingerprint of everything that the report depends on, with the engine's
// version.
func (b *run) fingerprint() string { return forecast.Fingerprint(b.panel, b.config, b.options) }
