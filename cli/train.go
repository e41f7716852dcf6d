package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"olist/forecast/backtest"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/training/automation"
)

func trainCommand(env *Env) *cobra.Command {
	var c train
	cmd := command("train", "Train a model on the stored data, evaluate it and make it live", func(ctx context.Context) error { return c.run(ctx, env) })
	cmd.Flags().StringToStringVar(&c.Set, "set", nil, "parameters over the live model's: n_estimators=300,learning_rate=0.1")
	cmd.Flags().StringVar(&c.Note, "note", "", "why, for the registry")
	return cmd
}

// train trains a model on the stored data, evaluates it and makes it live.
type train struct {
	Set  map[string]string
	Note string
}

// run works the queue of its own process until the model and its evaluation are
// stored.
func (c *train) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	tr, err := env.openForCommand(ctx, st)
	if err != nil {
		return err
	}
	params, err := training.ParseValues(c.Set)
	if err != nil {
		return usageError{err}
	}
	job, started, err := tr.Start(ctx, training.Request{Params: params, Note: message.Prose(c.Note), By: commandLine})
	if fault.CodeOf(err) == fault.CodeInvalid {
		return usageError{err} // --set or --note
	}
	if err != nil {
		return err
	}
	if !started {
		fmt.Fprintln(env.Err, "a retraining with the same parameters is queued already; following that one")
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	worker := make(chan error, 1)
	go func() { worker <- tr.Run(ctx) }()
	err = follow(ctx, env, tr, job.ID)
	stop()
	return errors.Join(err, <-worker)
}

// follow shows a job's progress until its model is stored and evaluated, or the
// policy has decided against it.
func follow(ctx context.Context, env *Env, tr *training.Service, id string) error {
	ticks, stop := tr.Jobs().Watch()
	defer stop()
	p := newProgress(env.Err)
	defer p.end()
	for {
		s, err := tr.Jobs().Status(ctx, id)
		if err != nil {
			return err
		}
		switch s.Job.State {
		case store.JobFailed:
			return errors.New(s.Job.Error)
		case store.JobCanceled:
			return errors.New("the retraining was canceled")
		case store.JobSucceeded:
			var v automation.Verdict
			if err := json.Unmarshal(s.Job.Verdict, &v); err == nil && v.Decision != automation.MadeLive {
				p.end()
				_, err := fmt.Fprintf(env.Out, "model %s is stored, and %v\n", s.Job.ModelID, v.Message())
				return err
			}
			live, err := tr.Live()
			if err != nil {
				return err
			}
			if live.Model.ID == s.Job.ModelID && (live.Report != nil || live.Unmeasurable() != nil) {
				p.end()
				return sayModel(env, live)
			}
		}
		now := s.Progress.Progress
		if e := tr.Pending(s.Job.ModelID).Progress; e.Total > 0 {
			now = e
		}
		p.engine(now)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticks:
		}
	}
}

func sayModel(env *Env, live *training.Live) error {
	var b strings.Builder
	fmt.Fprintf(&b, "model %s is live: trained on the weeks %v to %v\n", live.Model.ID, live.Data.From, live.Data.To)
	var methods []backtest.MethodReport
	if live.Report != nil { // there may be too few weeks for one
		methods = live.Report.Methods
	}
	for _, m := range methods {
		for _, g := range m.Groups {
			if g.Overall.N > 0 && (g.Group == "total" || g.Group == "pooled") {
				fmt.Fprintf(&b, "  %-32s %-8s WAPE %.4f\n", m.Label, g.Group, float64(g.Overall.WAPE))
			}
		}
	}
	_, err := fmt.Fprint(env.Out, b.String())
	return err
}
