package training

import (
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"olist/store"
	"olist/training/jobs"
)

// BenchmarkRetrain is a retraining up to the moment at which its model could
// serve, with the parameters of the replaced system. cpu-ms/op is processor
// time, which other work on the machine does not change.
func BenchmarkRetrain(b *testing.B) {
	shipped, err := os.ReadFile("../olist.db")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "olist.db")
	if err := os.WriteFile(path, shipped, 0o600); err != nil {
		b.Fatal(err)
	}
	st, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	s, err := New(b.Context(), st, Options{Log: slog.New(slog.DiscardHandler), Version: "bench", Owner: jobs.NewOwner(1)})
	if err != nil {
		b.Fatal(err)
	}
	live, err := s.Live()
	if err != nil {
		b.Fatal(err)
	}
	c := live.Engine.Config()
	c.Params.NEstimators, c.Params.LearningRate = 1000, 0.05
	defer collectSparingly()() // as the worker does
	before := cpuMillis(b)
	for b.Loop() {
		_, engine, err := s.fitRow(b.Context(), live.Data, c, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.newLive(b.Context(), store.Model{}, engine, live.Data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpuMillis(b)-before)/float64(b.N), "cpu-ms/op")
}

func cpuMillis(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	ms := func(t syscall.Timeval) float64 { return float64(t.Sec)*1000 + float64(t.Usec)/1000 }
	return ms(u.Utime) + ms(u.Stime)
}
