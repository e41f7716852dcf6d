package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"olist/store"
	"olist/training"
)

// registryCommands are the further acts on models.
func registryCommands(env *Env) []*cobra.Command {
	var pin, unpin, down string
	pinned := commandOn("pin MODEL", "Keep a model from being deleted", &pin,
		func(ctx context.Context) error { return env.pinModel(ctx, pin, true) })
	loose := commandOn("unpin MODEL", "Let a pinned model be deleted again", &unpin,
		func(ctx context.Context) error { return env.pinModel(ctx, unpin, false) })
	download := commandOn("download MODEL", "Write a model as a file for upload", &down, nil)
	output := download.Flags().String("output", "-", "`FILE` to write; - for standard output")
	download.RunE = func(c *cobra.Command, args []string) error { return env.downloadModel(c.Context(), args[0], *output) }
	var file string
	upload := commandOn("upload FILE", "Take a model file (- for standard input) into the list, not live; it is checked, never executed", &file, nil)
	note := upload.Flags().String("note", "", "why, for the log")
	upload.RunE = func(c *cobra.Command, args []string) error { return env.uploadModel(c.Context(), args[0], *note) }
	compare := &cobra.Command{Use: "compare MODEL MODEL", Short: "Lay two models side by side: parameters, errors by step, forecasts", Args: cobra.ExactArgs(2)}
	segment := compare.Flags().String("segment", store.TotalKey, "`KEY`: total, category:SLUG or state:NAME")
	horizon := compare.Flags().Int("horizon", training.DefaultHorizon, "weeks ahead")
	compare.RunE = func(c *cobra.Command, args []string) error {
		return env.compareModels(c.Context(), [2]string(args), *segment, *horizon)
	}
	return []*cobra.Command{pinned, loose, download, upload, compare}
}

func (env *Env) pinModel(ctx context.Context, id string, pinned bool) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.PinModel(ctx, commandLine, id, pinned); err != nil {
		return err
	}
	state := "pinned"
	if !pinned {
		state = "no longer pinned"
	}
	_, err = fmt.Fprintf(env.Out, "model %s is %s\n", id, state)
	return err
}

// withTraining opens the database and the service for one act.
func (env *Env) withTraining(ctx context.Context, act func(*training.Service) error) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openForCommand(ctx, st)
	if err != nil {
		return err
	}
	return act(tr)
}

func (env *Env) downloadModel(ctx context.Context, id, output string) error {
	return env.withTraining(ctx, func(tr *training.Service) error {
		if output == "-" {
			return tr.WriteModel(ctx, env.Out, id)
		}
		f, err := os.Create(output)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := tr.WriteModel(ctx, f, id); err != nil {
			return err
		}
		return f.Close()
	})
}

func (env *Env) uploadModel(ctx context.Context, path, note string) error {
	var in io.Reader = env.In
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return env.withTraining(ctx, func(tr *training.Service) error {
		m, err := tr.Upload(ctx, commandLine, note, in)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(env.Out, "model %s is in the list; olist models activate %s makes it live\n", m.ID, m.ID)
		return err
	})
}

func (env *Env) compareModels(ctx context.Context, ids [2]string, segment string, horizon int) error {
	if horizon < 1 || horizon > training.MaxHorizon {
		return fmt.Errorf("--horizon should be from 1 to %d, not %d", training.MaxHorizon, horizon)
	}
	return env.withTraining(ctx, func(tr *training.Service) error {
		var models [2]*training.Live
		for i, id := range ids {
			var err error
			if models[i], err = tr.Snapshot(ctx, id); err != nil {
				return err
			}
		}
		return writeComparison(env.Out, models, segment, horizon)
	})
}

// writeComparison prints a line a parameter, a step's error, a week.
func writeComparison(out io.Writer, models [2]*training.Live, segment string, horizon int) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
	row := func(name string, a, b any) { fmt.Fprintf(w, "%s\t%v\t%v\t\n", name, a, b) }
	row("", models[0].Model.ID, models[1].Model.ID)
	for _, p := range training.Params {
		row(p.Name, p.Of(models[0].Engine.Config().Params), p.Of(models[1].Engine.Config().Params))
	}
	row("weeks to", models[0].Model.TrainTo, models[1].Model.TrainTo)
	if models[0].Report != nil && models[1].Report != nil {
		a, b := training.Summarise(models[0].Report), training.Summarise(models[1].Report)
		row("WAPE total", percent(float64(a.Total.WAPE)), percent(float64(b.Total.WAPE)))
		row("WAPE pooled", percent(float64(a.Pooled.WAPE)), percent(float64(b.Pooled.WAPE)))
		for i := range min(len(a.Steps), len(b.Steps)) {
			row(fmt.Sprintf("WAPE step %d", a.Steps[i].Step), percent(float64(a.Steps[i].WAPE)), percent(float64(b.Steps[i].WAPE)))
		}
	} else {
		row("WAPE", "not both measured", "on these data")
	}
	a, err := models[0].Forecast(segment)
	if err != nil {
		return err
	}
	b, err := models[1].Forecast(segment)
	if err != nil {
		return err
	}
	for i := range horizon {
		row(a.Points[i].Week.String(), fmt.Sprintf("%.2f", a.Points[i].Value), fmt.Sprintf("%.2f", b.Points[i].Value))
	}
	row("together", fmt.Sprintf("%.2f", a.Totals[horizon-1].Value), fmt.Sprintf("%.2f", b.Totals[horizon-1].Value))
	return w.Flush()
}
