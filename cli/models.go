package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"olist/training"
)

// ModelsCmd lists the registry and acts on it.
type ModelsCmd struct {
	List     ModelsListCmd     `cmd:"" default:"1" help:"List all models, newest first (the default)."`
	Activate ModelsActivateCmd `cmd:"" help:"Make a model live. A running server takes it over within seconds."`
	Delete   ModelsDeleteCmd   `cmd:"" help:"Delete a model that is neither live nor pinned."`
	Export   ModelsExportCmd   `cmd:"" help:"Write a model's trees as XGBoost JSON."`
}

// ModelsListCmd lists the registry.
type ModelsListCmd struct{}

// Run prints a line a model.
func (ModelsListCmd) Run(ctx context.Context, env *Env) error {
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

func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// ModelsActivateCmd makes a model live.
type ModelsActivateCmd struct {
	ID   string `arg:"" help:"The model."`
	Note string `help:"Why, for the log." placeholder:"TEXT"`
}

// Run activates after checking that the model can be read and forecasts.
func (c *ModelsActivateCmd) Run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openTraining(ctx, st)
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

// ModelsDeleteCmd deletes a model.
type ModelsDeleteCmd struct {
	ID string `arg:"" help:"The model."`
}

// Run deletes, never the live one.
func (c *ModelsDeleteCmd) Run(ctx context.Context, env *Env) error {
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

// ModelsExportCmd writes XGBoost JSON.
type ModelsExportCmd struct {
	ID     string `arg:"" help:"The model."`
	Output string `help:"File to write, - for standard output." default:"-" placeholder:"FILE"`
}

// Run writes the trees.
func (c *ModelsExportCmd) Run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openTraining(ctx, st)
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
