package forecast

import (
	"fmt"

	"olist/gbt"
	"olist/message"
)

// Config is the configuration of a training. One default serves every data set:
// what has to fit the data is chosen on the training part.
type Config struct {
	Params gbt.Params `json:"params"` // of the trees
	Lags   int        `json:"lags"`   // longest lag, in weeks
	Diffs  int        `json:"diffs"`  // weekly changes that are features
	Window int        `json:"window"` // last weeks of a series that give training rows
	// Calibration is the number of last weeks kept from the first trees:
	// rolling origins there give the members' weights and the bands.
	Calibration int `json:"calibration"`
}

// DefaultConfig is the configuration that the product ships.
func DefaultConfig() Config {
	p := gbt.DefaultParams()
	p.NEstimators, p.LearningRate, p.EarlyStoppingRounds = 300, .05, 50
	p.MaxDepth, p.MinChildWeight, p.MaxBin = 8, 5, 64
	p.Subsample, p.ColsampleByTree = .8, .5
	p.Objective, p.HuberSlope = gbt.PseudoHuber, 2
	p.RandomState = 42
	return Config{Params: p, Lags: 65, Diffs: 26, Window: 300, Calibration: 52}
}

// maxLags bounds what a configuration may ask for: ten years.
const maxLags = 520

// ConfigError is a setting out of its bounds; Field is its name in JSON.
type ConfigError struct {
	Field   string
	Message message.Message
}

func (e *ConfigError) Error() string { return fmt.Sprintf("forecast: %s %s", e.Field, e.Message) }

// Validate reports the first setting out of its bounds: a *ConfigError, or the
// *gbt.ParamError of gbt.Params.Validate.
func (c Config) Validate() error {
	for _, f := range []struct {
		name        string
		v, min, max int
	}{
		{"lags", c.Lags, 1, maxLags}, {"diffs", c.Diffs, 0, maxLags},
		{"window", c.Window, MinWeeks, 100_000}, {"calibration", c.Calibration, 4, 104},
	} {
		if f.v < f.min || f.v > f.max {
			return &ConfigError{f.name, message.SettingBetweenIs.With(int64(f.min), int64(f.max), int64(f.v))}
		}
	}
	if c.Params.NEstimators > maxTrees {
		return &ConfigError{"n_estimators", message.SettingAtMostIs.With(maxTrees, int64(c.Params.NEstimators))}
	}
	return c.Params.Validate()
}
