package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/training"
)

func backtestCommand(env *Env) *cobra.Command {
	var c backtestInput
	cmd := command("backtest", "Measure how far off forecasts of a CSV file's series would have been", func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Long = "Measures how far off forecasts of a CSV file's series would have been. " + csvTexts
	f := cmd.Flags()
	c.addFlags(f)
	f.IntVar(&c.Horizon, "horizon", 12, "weeks to forecast from each origin, 1 to 52")
	f.IntVar(&c.Windows, "windows", 26, "origins: each of so many last weeks is the first forecast week once")
	f.IntVar(&c.Refit, "refit", 1, "origins that share one trained model")
	f.Var((*fileName)(&c.Output), "output", "`FILE` for the whole report as JSON; - for standard output in place of the table")
	f.Var((*fileName)(&c.CSV), "csv", "`FILE` for every score as CSV, one row each: by group, series, method, cutoff and step; - for standard output in place of the table")
	return cmd
}

// backtestInput measures how far off forecasts of a file's series would have
// been.
type backtestInput struct {
	seriesInput
	Horizon int
	Windows int
	Refit   int
	Output  string
	CSV     string
}

// run prints a table of methods and, where asked, writes the report.
func (c *backtestInput) run(ctx context.Context, env *Env) error {
	if err := c.check(); err != nil {
		return err
	}
	panel, config, err := c.read(ctx, env)
	if err == nil {
		err = c.enough(panel)
	}
	if err != nil {
		return err
	}
	done := env.computes()
	defer done()
	ends, err := c.ends(ctx, env, panel)
	if err != nil {
		return err
	}
	panel = panel.LeaveOut(ends, false)
	bar := newProgress(env.Err)
	r, err := backtest.Run(ctx, panel, config, backtest.Options{Horizon: c.Horizon, Windows: c.Windows, Refit: c.Refit, JudgeEnds: c.LastWeek == lastWeeks[0], Challengers: training.Challengers()}, showing(bar))
	bar.end()
	done()
	if err != nil {
		return err
	}
	if err := c.writeFiles(env, r, panel.Dated); err != nil || c.Output == "-" || c.CSV == "-" {
		return err
	}
	return writeReport(env.Out, r)
}

func (c *backtestInput) writeFiles(env *Env, r *backtest.Report, dated bool) error {
	if c.Output != "" {
		if err := writeTo(env, c.Output, func(w io.Writer) error { return json.NewEncoder(w).Encode(r) }); err != nil {
			return err
		}
	}
	if c.CSV == "" {
		return nil
	}
	return writeTo(env, c.CSV, func(w io.Writer) error { return r.WriteCSV(w, dated) })
}

// stepsShown are the steps that the table shows, where the horizon has them.
var stepsShown = []int{1, 4, 8, 12, 13, 26, 52}

func writeReport(out io.Writer, r *backtest.Report) error {
	origins := count(r.Windows, "origin")
	if judged := r.ScoredWindows(); judged < r.Windows {
		origins = fmt.Sprintf("%s of %d (the others have no week to be judged by)", count(judged, "origin"), r.Windows)
	}
	fmt.Fprintf(out, "%s, horizon %d; WAPE in percent\n", origins, r.Horizon)
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "method\tall\tMASE\tbias\tin 80%\tin 95%\t")
	for _, s := range stepsShown {
		if s <= r.Horizon {
			fmt.Fprintf(w, "step %d\t", s)
		}
	}
	fmt.Fprintln(w)
	for _, m := range r.Methods {
		g := m.Groups[0]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t", m.Label, hundredths(g.Overall.WAPE, 100), hundredths(g.Overall.MASE, 1),
			hundredths(g.Overall.Bias, 100), hundredths(g.Overall.Coverage80, 100), hundredths(g.Overall.Coverage95, 100))
		for _, s := range stepsShown {
			if s <= r.Horizon {
				fmt.Fprintf(w, "%s\t", hundredths(g.BySteps[s-1].WAPE, 100))
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

func hundredths(v forecast.Figure, times float64) string {
	if math.IsNaN(float64(v)) {
		return "-"
	}
	return fmt.Sprintf("%.2f", times*float64(v))
}
