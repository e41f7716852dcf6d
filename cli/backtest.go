package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"olist/forecast"
)

// BacktestCmd measures how far off forecasts of a file's series would have
// been.
type BacktestCmd struct {
	seriesInput `embed:""`
	Horizon     int    `help:"Weeks to forecast from each origin, 1 to 52." default:"12"`
	Windows     int    `help:"Origins: each of so many last weeks is the first forecast week once." default:"26"`
	Refit       int    `help:"Origins that share one trained model." default:"1"`
	Output      string `help:"File for the whole report as JSON; - for standard output in place of the table." placeholder:"FILE"`
}

// Run prints a table of methods and, where asked, the report.
func (c *BacktestCmd) Run(ctx context.Context, env *Env) error {
	panel, config, err := c.read(env)
	if err != nil {
		return err
	}
	bar := newProgress(env.Err)
	r, err := forecast.Backtest(ctx, panel, config, forecast.BacktestOptions{Horizon: c.Horizon, Windows: c.Windows, Refit: c.Refit}, showing(bar))
	bar.end()
	if err != nil {
		return err
	}
	if c.Output != "" {
		err := writeTo(env, c.Output, func(w io.Writer) error { return json.NewEncoder(w).Encode(r) })
		if err != nil || c.Output == "-" {
			return err
		}
	}
	return writeReport(env.Out, r)
}

// stepsShown are the steps that the table shows, where the horizon has them.
var stepsShown = []int{1, 4, 8, 12, 13, 26, 52}

func writeReport(out io.Writer, r *forecast.Report) error {
	fmt.Fprintf(out, "%d origins, horizon %d; WAPE in percent\n", r.Windows, r.Horizon)
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
