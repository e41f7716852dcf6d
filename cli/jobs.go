package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"olist/training"
)

func jobsCommand(env *Env) *cobra.Command {
	var list jobsList
	cmd := command("jobs", "List the latest jobs; cancel them, retry them, read their logs", func(ctx context.Context) error { return list.run(ctx, env) })
	cmd.Flags().IntVar(&list.Limit, "limit", 30, "at most so many")
	var cancel jobsCancel
	var log jobsLog
	var retry string
	cmd.AddCommand(
		commandOn("cancel JOB", "Cancel a queued job at once, a running one at its next heartbeat", &cancel.ID,
			func(ctx context.Context) error { return cancel.run(ctx, env) }),
		commandOn("retry JOB", "Queue an ended job's request again; a running server does it", &retry,
			func(ctx context.Context) error { return env.retryJob(ctx, retry) }),
		commandOn("log JOB", "Print a job's log", &log.ID, func(ctx context.Context) error { return log.run(ctx, env) }))
	return cmd
}

// jobsList lists jobs.
type jobsList struct {
	Limit int
}

// run prints a line a job, newest first.
func (c *jobsList) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	jobs, err := st.Jobs(ctx, 0, c.Limit)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "job\tkind\tstate\tasked\tby\tmodel\terror")
	for _, j := range jobs {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", j.ID, j.Kind, j.State, j.CreatedAt.Format(time.DateTime), j.RequestedBy, j.ModelID, j.Error)
	}
	return w.Flush()
}

// jobsCancel cancels a job.
type jobsCancel struct {
	ID string
}

// run asks for the cancellation; whoever runs the job sees it.
func (c *jobsCancel) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	j, err := st.CancelJob(ctx, commandLine, c.ID)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "job %s: %s, cancellation asked\n", j.ID, j.State)
	return err
}

// jobsLog prints a job's log.
type jobsLog struct {
	ID string
}

// run prints a line an entry.
func (c *jobsLog) run(ctx context.Context, env *Env) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	lines, err := st.JobLog(ctx, c.ID, 0)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if _, err := fmt.Fprintf(env.Out, "%s  %s\n", l.At.Format(time.DateTime), l.Text); err != nil {
			return err
		}
	}
	return nil
}

// retryJob queues; whoever serves the database runs it.
func (env *Env) retryJob(ctx context.Context, id string) error {
	return env.withTraining(ctx, func(tr *training.Service) error {
		j, started, err := tr.Jobs().Retry(ctx, id, commandLine)
		if err != nil {
			return err
		}
		word := "queued"
		if !started {
			word = "there already"
		}
		_, err = fmt.Fprintf(env.Out, "job %s is %s\n", j.ID, word)
		return err
	})
}
