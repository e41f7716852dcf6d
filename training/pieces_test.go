package training

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/gbt"
)

func TestThinKeepsTheEnd(t *testing.T) {
	var c []float64
	for i := range 1000 {
		c = thin(append(c, float64(i)))
		if len(c) > curveMost || c[len(c)-1] != float64(i) {
			t.Fatalf("after %d points: %d kept, the last is %v", i+1, len(c), c[len(c)-1])
		}
		for k := 1; k < len(c); k++ {
			if c[k] <= c[k-1] {
				t.Fatalf("after %d points the order is lost: %v", i+1, c)
			}
		}
	}
}

func TestHubKeepsTheLastTick(t *testing.T) {
	var h hub
	ticks, stop := h.watch()
	for range 5 {
		h.tick()
	}
	select {
	case <-ticks:
	default:
		t.Fatal("no tick waits")
	}
	select {
	case <-ticks:
		t.Fatal("ticks pile up")
	default:
	}
	stop()
	h.tick()
	if len(ticks) != 0 || len(h.watchers) != 0 {
		t.Error("a watcher that left is still told")
	}
}

func report(wape float64) *backtest.Report {
	return &backtest.Report{Methods: []backtest.MethodReport{{Name: backtest.EngineMethod, Groups: []backtest.GroupScore{
		{Group: "total", Overall: backtest.Score{WAPE: forecast.Figure(wape)}}}}}}
}

func TestVerdict(t *testing.T) {
	p := Policy{Mode: PromoteNotWorse, MaxWorse: 2}
	for _, c := range []struct {
		candidate, live float64
		want            bool
	}{{.15, .16, true}, {.16, .16, true}, {.1632, .16, true}, {.1633, .16, false}, {.3, .16, false},
		{math.NaN(), .16, false}, {.16, math.NaN(), false}} {
		if got, why := p.verdict(report(c.candidate), report(c.live)); got != c.want || strings.Contains(why, "NaN") {
			t.Errorf("%v against %v: %v (%s)", c.candidate, c.live, got, why)
		}
	}
}

func TestPolicyValidate(t *testing.T) {
	for p, ok := range map[Policy]bool{
		{PromoteAlways, 0}: true, {PromoteNotWorse, 2}: true, {PromoteManual, 100}: true,
		{"", 0}: false, {"never", 0}: false, {PromoteNotWorse, -1}: false, {PromoteNotWorse, 101}: false,
	} {
		if err := p.Validate(); (err == nil) != ok {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestDrawsAreReproducibleAndInBounds(t *testing.T) {
	a, b := rand.New(rand.NewPCG(5, 0)), rand.New(rand.NewPCG(5, 0))
	for range 500 {
		p, err := draw(a, gbt.DefaultParams())
		if err != nil {
			t.Fatal(err)
		}
		q, err := draw(b, gbt.DefaultParams())
		if err != nil || !reflect.DeepEqual(p, q) {
			t.Fatalf("the same seed gave %+v and %+v (%v)", p, q, err)
		}
	}
}

func TestOwnerIsGone(t *testing.T) {
	for _, c := range []struct {
		owner, me string
		want      bool
	}{
		{"host/1/5", "host/1/5", false},          // myself
		{"host/1/4", "host/1/5", true},           // my process id, another start
		{"other/999999999/4", "host/1/5", false}, // another host: only its lease can tell
		{"host/999999999/4", "host/1/5", true},   // no such process
		{"nonsense", "host/1/5", false},
	} {
		if got := ownerIsGone(c.owner, c.me); got != c.want {
			t.Errorf("owner %s seen from %s: gone %v", c.owner, c.me, got)
		}
	}
}
