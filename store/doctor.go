package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"olist/store/fault"
	"olist/store/scratch"
)

// Check is one thing that Doctor looked at.
type Check struct {
	Name    string `json:"name"`
	Problem string `json:"problem,omitempty"` // what is wrong and what to do, "" where all is well
	Minor   bool   `json:"minor,omitempty"`   // the problem goes by itself, or harms nothing yet
	Detail  string `json:"detail,omitempty"`  // what was seen
}

// Doctor examines the database file, the aggregates, every model byte by byte,
// the live model, the jobs and the disk. It changes nothing.
func (s *Store) Doctor(ctx context.Context) []Check {
	examine := func(name string, look func(context.Context, *tx) (string, error)) Check {
		c := Check{Name: name}
		var err error
		c.Detail, err = given(ctx, s.inRead, func(t *tx) (string, error) { return look(ctx, t) })
		if err != nil {
			c.Problem = err.Error()
			c.Minor = errors.Is(err, errMinor)
		}
		return c
	}
	return []Check{
		examine("database", s.lookAtFile),
		examine("aggregates", lookAtAggregates),
		examine("models", lookAtModels),
		examine("live model", lookAtLive),
		examine("jobs", lookAtJobs),
		examine("disk", func(context.Context, *tx) (string, error) { return s.lookAtDisk() }),
	}
}

// errMinor marks a problem that is none yet.
var errMinor = errors.New("")

func minor(format string, args ...any) error {
	return fmt.Errorf("%s%w", fmt.Sprintf(format, args...), errMinor)
}

// lookAtFile checks the file, and names the tables that cannot be read.
func (s *Store) lookAtFile(ctx context.Context, t *tx) (string, error) {
	if shared, is := s.engine.(postgres); is {
		return shared.String(), nil
	}
	err := integrity(ctx, t)
	if err == nil {
		return s.path, nil
	}
	lost, lookErr := unreadable(ctx, s.read)
	switch {
	case lookErr != nil || len(lost) == 0:
	case canRemake(lost):
		err = fmt.Errorf("%s cannot be read; the next start of the server makes them again: %w", strings.Join(lost, ", "), err)
	default:
		err = fmt.Errorf("%s cannot be read: %w", strings.Join(lost, ", "), err)
	}
	return s.path, err
}

// integrity has SQLite check every page and every reference.
func integrity(ctx context.Context, q queryer) error {
	found, err := texts(ctx, q, `PRAGMA integrity_check`)
	if err != nil {
		return err
	}
	if !slices.Equal(found, []string{"ok"}) {
		return fmt.Errorf("the file is damaged; restore a backup: %s", strings.Join(found, "; "))
	}
	broken, err := texts(ctx, q, `PRAGMA foreign_key_check`)
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("%d rows refer to rows that are gone, of %s; restore a backup", len(broken), strings.Join(slices.Compact(broken), ", "))
	}
	return nil
}

// lookAtAggregates checks that the levels add up.
func lookAtAggregates(ctx context.Context, t *tx) (string, error) {
	h, err := t.history(ctx)
	if err != nil {
		return "", err
	}
	if len(h.Weeks) == 0 {
		return "", minor("there are no sales yet; import some")
	}
	usable := 0
	for i, w := range h.Weeks {
		if w.Usable() {
			usable++
		}
		var largest int64
		for _, s := range h.Segments[1:] {
			largest = max(largest, s.Orders[i])
		}
		if total := h.Segments[0].Orders[i]; total != OrdersUnknown && total < largest {
			return "", fmt.Errorf("the week %s counts %d orders, one of its segments %d; import it again", w.Week, total, largest)
		}
	}
	days, err := texts(ctx, t, `
		SELECT d.week FROM daily_orders d
		LEFT JOIN order_counts o ON o.version = d.version AND o.week = d.week AND o.segment = 'total'
		GROUP BY d.version, d.week HAVING SUM(d.orders) <> COALESCE(MAX(o.orders), 0)`)
	if err != nil {
		return "", err
	}
	if len(days) > 0 {
		return "", fmt.Errorf("the orders of %d weeks are not the sum of their days; import them again", len(days))
	}
	if wrong, err := t.exists(ctx, earlyDiffer); err != nil || wrong {
		return "", cmp.Or(err, errors.New("what segments sold before a month turned is not what all sold; import the weeks again"))
	}
	for _, x := range sums {
		wrong, err := t.exists(ctx, x.differ())
		if err != nil {
			return "", err
		}
		if wrong {
			return "", fmt.Errorf("%s are not the sums of the cells; import the weeks again", x.table)
		}
	}
	return fmt.Sprintf("%d weeks, %d usable, %d segments, version %d, fingerprint %.12s", len(h.Weeks), usable, len(h.Segments), h.Version, h.Fingerprint), nil
}

// lookAtModels checks every byte of every model.
func lookAtModels(ctx context.Context, t *tx) (string, error) {
	ids, err := texts(ctx, t, `SELECT id FROM models ORDER BY seq`)
	if err != nil {
		return "", err
	}
	var bad []error
	for _, id := range ids {
		if _, _, err := t.payload(ctx, id); err != nil {
			bad = append(bad, err)
		}
	}
	return fmt.Sprintf("%d models", len(ids)), errors.Join(bad...)
}

func lookAtLive(ctx context.Context, t *tx) (string, error) {
	l, err := t.live(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return "", minor("no model is live yet; train one")
	}
	if err != nil {
		return "", err
	}
	if _, _, err := t.payload(ctx, l.ModelID); err != nil {
		return l.ModelID, err
	}
	last, err := collect(ctx, t, scanActivation, `
		SELECT seq, model_id, previous, actor, note, at FROM activations ORDER BY seq DESC LIMIT 1`)
	if err != nil {
		return "", err
	}
	if len(last) == 0 || last[0].ModelID != l.ModelID {
		return l.ModelID, fmt.Errorf("the live model %s is not the one that the log names; activate it again", l.ModelID)
	}
	return l.ModelID, nil
}

func lookAtJobs(ctx context.Context, t *tx) (string, error) {
	open, err := collect(ctx, t, scanJob, selectJob+` WHERE state IN ('queued', 'running') ORDER BY seq`)
	if err != nil {
		return "", err
	}
	for _, j := range open {
		if j.State == JobRunning && t.now.After(j.LeaseUntil) {
			return "", minor("the job %s has had no sign of life since %s; the next start marks it as failed", j.ID, j.HeartbeatAt.Format("2006-01-02 15:04:05"))
		}
	}
	return fmt.Sprintf("%d open", len(open)), nil
}

// lookAtDisk checks that the folder takes a file, and has room for a copy of
// the database.
func (s *Store) lookAtDisk() (string, error) {
	var size int64
	for _, name := range sidecars(s.path) {
		if info, err := os.Stat(name); err == nil {
			size += info.Size()
		}
	}
	probe, err := scratch.Make(s.path + newSuffix)
	if err == nil {
		_, err = writeTemp(probe, strings.NewReader("probe"))
		probe.Close()
	}
	if err != nil {
		return "", fmt.Errorf("the folder %s takes no file: %w", filepath.Dir(s.path), err)
	}
	free, err := freeBytes(filepath.Dir(s.path))
	if err != nil {
		return "", err
	}
	const spare = 64 << 20
	if free < uint64(2*size+spare) {
		return "", fmt.Errorf("only %d MiB are free in %s; make room", free>>20, filepath.Dir(s.path))
	}
	return fmt.Sprintf("database %.1f MiB, %d MiB free", float64(size)/(1<<20), free>>20), nil
}
