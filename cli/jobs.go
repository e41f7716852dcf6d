package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"
)

// JobsCmd lists jobs and cancels them.
type JobsCmd struct {
	List   JobsListCmd   `cmd:"" default:"1" help:"List the latest jobs (the default)."`
	Cancel JobsCancelCmd `cmd:"" help:"Cancel a queued job at once, a running one at its next heartbeat."`
	Log    JobsLogCmd    `cmd:"" help:"Print a job's log."`
}

// JobsListCmd lists jobs.
type JobsListCmd struct {
	Limit int `help:"At most so many." default:"30"`
}

// Run prints a line a job, newest first.
func (c *JobsListCmd) Run(ctx context.Context, env *Env) error {
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

// JobsCancelCmd cancels a job.
type JobsCancelCmd struct {
	ID string `arg:"" help:"The job."`
}

// Run asks for the cancellation; whoever runs the job sees it.
func (c *JobsCancelCmd) Run(ctx context.Context, env *Env) error {
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

// JobsLogCmd prints a job's log.
type JobsLogCmd struct {
	ID string `arg:"" help:"The job."`
}

// Run prints a line an entry.
func (c *JobsLogCmd) Run(ctx context.Context, env *Env) error {
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
