package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/store/ingest"
)

// crashDB names, for the child process, the database that it works on.
const crashDB = "OLIST_TEST_CRASH_DB"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashDB); path != "" {
		if err := workUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// workUntilKilled trains, imports and activates without end, and says of each
// commit what it left, once it is made.
func workUntilKilled(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	if _, err := s.ExpireLeases(ctx, func(string) bool { return true }); err != nil {
		return err
	}
	for n := time.Now().UnixNano(); ; n++ {
		if _, _, err := s.Enqueue(ctx, store.NewJob{Kind: "train", RequestedBy: "test"}); err != nil {
			return err
		}
		job, ok, err := s.Claim(ctx, "child", time.Hour)
		if err != nil || !ok {
			return fmt.Errorf("claim: %v, %w", ok, err)
		}
		fmt.Println("running", job.ID)
		model := newModel(strings.Repeat(fmt.Sprint(n, " "), 5000))
		job, err = s.FinishJob(ctx, "child", job.ID, store.JobResult{State: store.JobSucceeded, Model: &model, Activate: true})
		if err != nil {
			return err
		}
		fmt.Println("live", job.ModelID)
		b := &ingest.Batch{Weeks: []ingest.Week{{Week: 2500, Cells: []ingest.Cell{{Category: "a", State: "SP", Revenue: n}}}}}
		imp, _, err := s.Import(ctx, weekly(b))
		if err != nil {
			return err
		}
		fmt.Println("data", imp.Fingerprint)
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "olist.db")
	r := rand.New(rand.NewPCG(7, 7))
	commits := 0
	for round := range 25 {
		said := runAndKill(t, path, round%5, time.Duration(r.IntN(40))*time.Millisecond)
		commits += len(said)
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkAfterCrash(t, s, said)
		s.Close()
		if t.Failed() {
			t.Fatalf("round %d; the child said %v", round, said)
		}
	}
	t.Logf("%d commits were told of", commits)
}

// runAndKill gives the lines that the child could say before it was killed: at
// some moment after it told of so many commits, or from its start on.
func runAndKill(t *testing.T, path string, commits int, after time.Duration) []string {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashDB+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { time.AfterFunc(after, func() { child.Process.Kill() }) }
	if commits == 0 {
		kill()
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if said = append(said, lines.Text()); len(said) == commits {
			kill()
		}
	}
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the child was not killed: %v", err)
	}
	return said
}

// checkAfterCrash checks that every commit that was told of is there, and that
// what was under way is there as a whole or not at all.
func checkAfterCrash(t *testing.T, s *store.Store, said []string) {
	t.Helper()
	ctx := t.Context()
	for _, c := range s.Doctor(ctx) {
		if c.Problem != "" && !c.Minor {
			t.Errorf("%s: %s", c.Name, c.Problem)
		}
	}
	log, err := s.Activations(ctx, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	imports, err := s.Imports(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range said {
		kind, id, _ := strings.Cut(line, " ")
		found := true
		switch kind {
		case "running":
			_, err = s.Job(ctx, id)
			found = err == nil
		case "live":
			found = slices.ContainsFunc(log, func(a store.Activation) bool { return a.ModelID == id })
		case "data":
			found = slices.ContainsFunc(imports, func(i store.Import) bool { return i.Fingerprint == id })
		}
		if !found {
			t.Errorf("%q was told and is lost", line)
		}
	}
	if len(log) > 0 {
		if l, err := s.LoadLive(ctx, nil); err != nil || l.Damaged != nil || l.Model.ID != log[0].ModelID {
			t.Errorf("live %s, log %s: %v %v", l.Model.ID, log[0].ModelID, l.Damaged, err)
		}
	}
	if len(imports) > 0 && history(t, s).Fingerprint != imports[0].Fingerprint {
		t.Error("the data are not those of the newest import")
	}
	if _, err := s.ExpireLeases(ctx, func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	jobs, err := s.Jobs(ctx, 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	models := 0
	for _, j := range jobs {
		if j.State == store.JobRunning {
			t.Errorf("the job %s waits for ever", j.ID)
		}
		if j.ModelID != "" {
			models++
		}
	}
	if models != len(log) {
		t.Errorf("%d jobs made a model, %d models went live", models, len(log))
	}
}
