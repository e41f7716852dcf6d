package cli

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"olist/forecast"
	"olist/forecast/seriescsv"
	"olist/message"
	"olist/store/fault"
	"olist/training"
)

// csvTexts says what reads written CSVs back.
const csvTexts = "In the CSV that is written, a name that begins with = + - @ or a\nbreak has an apostrophe before it, so that no spreadsheet takes it for a formula."

func forecastCommand(env *Env) *cobra.Command {
	var c forecasting
	cmd := command("forecast", "Forecast weekly series of a CSV file", func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = "Forecasts weekly series of a CSV file. The column forecast is the median, mean the expected value:\nadd up means, since medians of what sells rarely are too low. Figures are rounded as on the pages, to\nhundredths; those of small series to as many more decimals as leave seven digits. " + csvTexts
	f := cmd.Flags()
	c.addFlags(f)
	f.IntVar(&c.Horizon, "horizon", 12, "weeks to forecast, 1 to 52")
	f.Float64SliceVar(&c.Level, "level", []float64{80, 95}, "levels of the bands in percent, 1 to 99")
	f.Var(&choice{&c.DriversAhead, []string{forecast.DriversHold, forecast.DriversMean}}, "drivers-ahead", "how drivers go on where the file ends before the horizon: `KIND` hold the last number, mean of the last year; without it that is an error")
	f.Var((*fileName)(&c.Lost), "lost", "`FILE` for an estimate of the sales lost in the weeks of --stockouts as CSV, with a band of 80%; - for standard output in place of the forecast")
	c.Output = "-"
	f.Var((*fileName)(&c.Output), "output", "`FILE` to write; - for standard output")
	return cmd
}

func (s *seriesInput) addFlags(f *pflag.FlagSet) {
	f.StringVar(&s.Input, "input", "", "`FILE` of weekly series: long CSV (series,week,value) or wide CSV (one row a series; the header may name the weeks), or a workbook (XLSX); plain, gzip or zip; - for standard input")
	f.StringVar(&s.SeriesColumn, "series-column", "", "`NAME` of the series column of a long file; several are parted by commas; - for one series of all rows")
	f.StringVar(&s.WeekColumn, "week-column", "", "`NAME` of the week column of a long file; dates of any usual form. A week is called by its Monday: any other day, a Sunday too, counts for the Monday before it; see --week-dates")
	f.StringVar(&s.ValueColumn, "value-column", "", "`NAME` of the value column of a long file")
	f.StringSliceVar(&s.Drivers, "drivers", nil, "`NAMES` of columns of numbers known ahead, of a long file, parted by commas: promo_days,open_days; rows after the last value, their value empty, carry them for the weeks to come")
	f.StringVar(&s.Stockouts, "stockouts", "", "`NAME` of a column of a long file: 1 where the week, or a day of it, ran out of stock, 0 or empty elsewhere. The demand of such a week counts as at least what was sold; nothing is scored against it")
	f.Var((*countryCode)(&s.Country), "country", "`CODE` of a country (DE, US, BR ...): its retail events are learnt from and applied to the weeks to come")
	s.form.addFlags(f)
	f.Var(&choice{&s.Missing, []string{seriescsv.Zero, seriescsv.Hole}}, "missing", "what a week without a row is: `KIND` zero or hole (order lines: zero; weekly or daily values: hole)")
	s.LastWeek = lastWeeks[0]
	f.Var(&choice{&s.LastWeek, lastWeeks}, "last-week", "the last week of a series: `KIND` judge leaves out one that drops as if it had been cut short, keep none, drop that of the whole file")
	f.StringToStringVar(&s.Set, "set", nil, "parameters of the trees: n_estimators=300,learning_rate=0.1")
}

// seriesInput is what forecast and backtest read: anybody's weekly series.
type seriesInput struct {
	Input        string
	SeriesColumn string
	WeekColumn   string
	ValueColumn  string
	Drivers      []string
	Stockouts    string
	Country      string // ISO 3166 alpha-2; "" for no calendar
	Missing      string
	form         tableForm
	LastWeek     string // of lastWeeks
	Set          map[string]string
}

func (s *seriesInput) read(ctx context.Context, env *Env) (forecast.Panel, forecast.Config, error) {
	config := forecast.DefaultConfig()
	values, err := training.ParseValues(s.Set)
	if err != nil {
		return forecast.Panel{}, config, usageError{err} // --set
	}
	params, err := training.Overlay(config.Params, values)
	if err != nil {
		return forecast.Panel{}, config, usageError{err} // --set
	}
	config.Params = params
	if s.Input == "" {
		return forecast.Panel{}, config, fault.New(fault.CodeMalformed, message.InputMissing.With())
	}
	in := env.In
	if s.Input != "-" {
		f, err := os.Open(s.Input)
		if err != nil {
			return forecast.Panel{}, config, err
		}
		defer f.Close()
		in = f
	}
	bar := newProgress(env.Err)
	bar.show("reading, rows", 0, 0)
	r, err := seriescsv.Read(ctx, in, seriescsv.Options{Series: s.SeriesColumn, Week: s.WeekColumn, Value: s.ValueColumn,
		Decimal: s.form.decimal(), Dates: s.form.Dates, WeekDates: s.form.WeekDates, Sheet: s.form.Sheet, Missing: s.Missing, Drivers: s.Drivers, Stockouts: s.Stockouts, Rows: func(n int) { bar.show("reading, rows", n, 0) }})
	bar.end()
	if err != nil {
		return forecast.Panel{}, config, fmt.Errorf("%s: %w", s.Input, err)
	}
	env.showReading(s.Input, r)
	panel := r.Panel
	env.leaveOut(&panel)
	env.warnFuture(panel)
	env.tellZeros(panel)
	err = s.addEvents(&panel)
	return panel, config, err
}

// showing draws an engine's progress.
func showing(p *progress) func(forecast.Progress) {
	return p.engine
}

// forecasting forecasts series of a file.
type forecasting struct {
	seriesInput
	Horizon      int
	Level        []float64
	DriversAhead string
	Output       string
	Lost         string
}

// filesGCPercent is GOGC while a file is forecast: a thousand series then peak a
// seventh lower at the same processor time.
const filesGCPercent = 60

// run trains on all series of the file and writes
// series,week,step,forecast,lo80,hi80,lo95,hi95,mean: forecast is the median.
func (c *forecasting) run(ctx context.Context, env *Env) error {
	if err := cmp.Or(checkHorizon(c.Horizon), checkLevels(c.Level), checkOutput(c.Output), c.checkLost()); err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(filesGCPercent)
	}
	panel, config, err := c.read(ctx, env)
	if err == nil {
		env.tellHeld(panel)
		panel, err = c.ahead(panel)
	}
	if err != nil {
		return err
	}
	all, lost, err := c.compute(ctx, env, panel, config)
	if err != nil {
		return err
	}
	env.warnShort(all)
	env.tellUnseen(panel, c.Horizon)
	env.tellStill(panel)
	env.tellChristmas(panel, all)
	forecast.RoundFigures(all)
	if c.Lost != "" {
		if err := writeTo(env, c.Lost, func(w io.Writer) error { return writeLost(w, lost, panel) }); err != nil || c.Lost == "-" {
			return err
		}
	}
	return writeTo(env, c.Output, func(w io.Writer) error { return writeForecasts(ctx, w, all, c.Level, panel.Dated) })
}

// ahead is the panel with drivers known up to the horizon.
func (c *forecasting) ahead(panel forecast.Panel) (forecast.Panel, error) {
	out, err := panel.DriversAhead(c.Horizon, c.DriversAhead)
	if err != nil {
		return out, fmt.Errorf("%w; --drivers-ahead hold or mean continues it", err)
	}
	return out, nil
}

func (c *forecasting) compute(ctx context.Context, env *Env, panel forecast.Panel, config forecast.Config) ([]forecast.Forecast, []forecast.LostSales, error) {
	defer env.computes()()
	ends, err := c.ends(ctx, env, panel)
	if err != nil {
		return nil, nil, err
	}
	bar := newProgress(env.Err)
	defer bar.end()
	bar.show("preparing", 0, 0)
	m, err := forecast.Train(ctx, panel.LeaveOut(ends, false), config, forecast.Run{Progress: showing(bar)})
	if err != nil {
		return nil, nil, err
	}
	bar.show("forecasting", 0, 0)
	all, err := m.ForecastEnds(ctx, panel, ends, c.Horizon, c.Level)
	if err != nil || c.Lost == "" {
		return all, nil, err
	}
	lost, err := m.LostSales(panel.LeaveOut(ends, false), forecast.LostLevel)
	return all, lost, err
}

func writeForecasts(ctx context.Context, out io.Writer, all []forecast.Forecast, levels []float64, dated bool) error {
	w := csv.NewWriter(out)
	row := []string{"series", "week", "step", "forecast"}
	for _, l := range levels {
		text := strconv.FormatFloat(l, 'f', -1, 64)
		row = append(row, "lo"+text, "hi"+text)
	}
	if err := w.Write(append(row, "mean")); err != nil {
		return err
	}
	for _, f := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		key := forecast.CSVText(f.Key)
		for _, p := range f.Points {
			week := ""
			if dated {
				week = p.Week.String()
			}
			row = append(row[:0], key, week, strconv.Itoa(p.Step), figure(p.Value))
			for _, b := range p.Bands {
				row = append(row, figure(b.Lower), figure(b.Upper))
			}
			if err := w.Write(append(row, figure(p.Mean))); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// figure writes what RoundFigures rounded; 15 digits are as many as a float64 has.
func figure(v float64) string { return strconv.FormatFloat(v, 'g', 15, 64) }
