package forecast

// Placeholders so that the other rooms compile; the engine's first commit deletes this file.

import (
	"context"
	"errors"
	"io"

	"olist/gbt"
)

var errPending = errors.New("forecast: the engine has not landed yet")

// EngineMethod is the engine's name among a report's methods.
const EngineMethod = "olist"

type Config struct {
	Params gbt.Params `json:"params"`
}

func DefaultConfig() Config { return Config{} }

type Model struct{}

func (m *Model) Config() Config { return Config{} }
func (m *Model) Forecast(context.Context, Panel, int, []float64) ([]Forecast, error) {
	return nil, errPending
}
func (m *Model) MarshalBinary() ([]byte, error)                            { return nil, errPending }
func (m *Model) WriteXGBoost(io.Writer) error                              { return errPending }
func UnmarshalModel([]byte) (*Model, error)                                { return nil, errPending }
func Train(context.Context, Panel, Config, func(Progress)) (*Model, error) { return nil, errPending }
func Backtest(context.Context, Panel, Config, BacktestOptions, func(Progress)) (*Report, error) {
	return nil, errPending
}
