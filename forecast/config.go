package forecast

import (
	"fmt"

	"olist/gbt"
)

// Config is what a training is asked to do. The default is one for every data
// set: what must fit the data is chosen from the training part.
type Config struct {
	Params gbt.Params `json:"params"` // of the trees
	Lags   int        `json:"lags"`   // at most so many weeks of the past are features
	Diffs  int        `json:"diffs"`  // at most so many weekly changes are features
	Window int        `json:"window"` // training rows taken from each series' last weeks
	// Calibration is the number of the last weeks that judge the members and
	// measure the bands, with trees that have not seen them.
	Calibration int `json:"calibration"`
}

// DefaultConfig is what the product ships.
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

// ConfigError names the setting that is wrong.
type ConfigError struct{ Field, Message string }

func (e *ConfigError) Error() string { return fmt.Sprintf("forecast: %s %s", e.Field, e.Message) }

// Validate reports the first wrong setting: a *ConfigError, or what
// gbt.Params.Validate says.
func (c Config) Validate() error {
	for _, f := range []struct {
		name        string
		v, min, max int
	}{
		{"lags", c.Lags, 1, maxLags}, {"diffs", c.Diffs, 0, maxLags},
		{"window", c.Window, MinWeeks, 100_000}, {"calibration", c.Calibration, 4, 104},
	} {
		if f.v < f.min || f.v > f.max {
			return &ConfigError{f.name, fmt.Sprintf("must lie between %d and %d; it is %d", f.min, f.max, f.v)}
		}
	}
	if c.Params.NEstimators > treesMost {
		return &ConfigError{"n_estimators", fmt.Sprintf("must be at most %d; it is %d", treesMost, c.Params.NEstimators)}
	}
	return c.Params.Validate()
}
