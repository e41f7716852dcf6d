package cli

import (
	"strings"
	"sync"
	"testing"
	"time"

	"olist/forecast"
)

// screen is a terminal that many may write to.
type screen struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestProgressNamesStages: a percentage only where the end is known, and every
// stage is seen, however short.
func TestProgressNamesStages(t *testing.T) {
	var s screen
	p := drawing(&s, time.Hour)
	p.show("reading, rows", 0, 0)
	p.engine(forecast.Progress{Stage: "training", Done: 70, Total: 800})
	p.engine(forecast.Progress{Stage: "calibrating bands", Done: 70, Total: 800})
	p.engine(forecast.Progress{Stage: "backtest", Done: 1, Total: 4})
	p.engine(forecast.Progress{Stage: "backtest", Done: 4, Total: 4})
	p.end()
	p.end()
	p.show("late", 0, 0)
	var got []string
	for _, line := range strings.Split(s.String(), "\r") {
		if line = strings.TrimSpace(line); line != "" {
			got = append(got, line)
		}
	}
	want := "reading; 0 s|training, rounds: 70; 0 s|calibrating bands; 0 s|backtest, origins: 1 of 4 (25%); 0 s|comparing with simple ways; 0 s"
	if strings.Join(got, "|") != want {
		t.Errorf("drawn is %s", strings.Join(got, "|"))
	}
}

// TestProgressTicks while nothing is reported.
func TestProgressTicks(t *testing.T) {
	var s screen
	p := drawing(&s, time.Millisecond)
	p.show("waiting", 0, 0)
	for end := time.Now().Add(5 * time.Second); strings.Count(s.String(), "waiting") < 3; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not tick")
		}
	}
	p.end()
	drawn := s.String()
	time.Sleep(20 * time.Millisecond)
	if s.String() != drawn {
		t.Error("it ticks on after its end")
	}
}
