package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"olist/training"
)

func modelsCommand(env *Env) *cobra.Command {
	cmd := command("models", "List all models, newest first; act on them", env.listModels)
	var activate modelsActivate
	on := commandOn("activate MODEL", "Make a model live; a running server takes it over within seconds", &activate.ID,
		func(ctx context.Context) error { return activate.run(ctx, env) })
	on.Flags().StringVar(&activate.Note, "note", "", "why, for the log")
	var remove modelsDelete
	gone := commandOn("delete MODEL", "Delete a model that is neither live nor pinned", &remove.ID,
		func(ctx context.Context) error { return remove.run(ctx, env) })
	var export modelsExport
	out := commandOn("export MODEL", "Write a model's trees as XGBoost JSON", &export.ID,
		func(ctx context.Context) error { return export.run(ctx, env) })
	out.Flags().StringVar(&export.Output, "output", "-", "`FILE` to write; - for standard output")
	cmd.AddCommand(on, gone, out)
	cmd.AddCommand(registryCommands(env)...)
	return cmd
}

// ModelsListCmd lists the registry.

// run prints a line a model.
func (env *Env) listModels(ctx context.Context) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	models, err := st.Models(ctx)
	if err != nil {
		return err
	}
	evaluations, err := st.Evaluations(ctx, "backtest")
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "model\tlive\tpinned\tmade\tby\tweeks\tWAPE total\tWAPE pooled\tnote")
	for _, m := range models {
		var s training.Summary
		total, pooled := "-", "-"
		if e, ok := evaluations[m.ID]; ok && json.Unmarshal(e.Summary, &s) == nil {
			total, pooled = percent(float64(s.Total.WAPE)), percent(float64(s.Pooled.WAPE))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%v..%v\t%s\t%s\t%s\n", m.ID, mark(m.Live), mark(m.Pinned),
			m.CreatedAt.Format(time.DateTime), m.CreatedBy, m.TrainFrom, m.TrainTo, total, pooled, m.Note)
	}
	return w.Flush()
}

func mark(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// percent writes a share; a dash where it was not to be measured.
func percent(share float64) string {
	if math.IsNaN(share) {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*share)
}

// modelsActivate makes a model live.
type modelsActivate struct {
	ID   string
	Note string
}

// run activates after checking that the model can be read and forecasts.
func (c *modelsActivate) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openForCommand(ctx, st)
	if err != nil {
		return err
	}
	m, err := tr.Activate(ctx, c.ID, commandLine, c.Note)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "model %s is live\n", m.ID)
	return err
}

// modelsDelete deletes a model.
type modelsDelete struct {
	ID string
}

// run deletes, never the live one.
func (c *modelsDelete) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.DeleteModel(ctx, commandLine, c.ID); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "model %s is deleted\n", c.ID)
	return err
}

// modelsExport writes XGBoost JSON.
type modelsExport struct {
	ID     string
	Output string
}

// run writes the trees.
func (c *modelsExport) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openForCommand(ctx, st)
	if err != nil {
		return err
	}
	m, err := tr.Load(ctx, c.ID)
	if err != nil {
		return err
	}
	if c.Output == "-" {
		return m.WriteXGBoost(env.Out)
	}
	f, err := os.Create(c.Output)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := m.WriteXGBoost(f); err != nil {
		return err
	}
	return f.Close()
}
