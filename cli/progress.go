package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"olist/forecast"
)

// progress draws one line that renews itself on a terminal; elsewhere it says
// nothing. The seconds tick on while nothing is reported.
type progress struct {
	quit chan struct{}

	mu          sync.Mutex
	w           io.Writer // nil where nothing is drawn
	stage       string
	done, total int
	since       time.Time // begin of the stage
	last        time.Time // when the line was drawn
	width       int
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return drawing(w, time.Second)
		}
	}
	return &progress{}
}

// drawing draws at least every tick, until end.
func drawing(w io.Writer, tick time.Duration) *progress {
	p := &progress{w: w, quit: make(chan struct{})}
	go func() {
		t := time.NewTicker(tick)
		defer t.Stop()
		for {
			select {
			case <-p.quit:
				return
			case <-t.C:
				p.mu.Lock()
				p.draw()
				p.mu.Unlock()
			}
		}
	}()
	return p
}

// show tells how far a stage is: its name and, after a comma, what is counted;
// total is 0 where the end is not known. It draws at most ten times a second.
func (p *progress) show(stage string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil || stage == "" {
		return
	}
	fresh := stage != p.stage
	if fresh {
		p.since = time.Now()
	}
	p.stage, p.done, p.total = stage, done, total
	if fresh || time.Since(p.last) >= 100*time.Millisecond {
		p.draw()
	}
}

// engine shows what the engine reports. Training stops early, so that the
// rounds planned would be no end to count towards.
func (p *progress) engine(now forecast.Progress) {
	switch {
	case now.Stage == "training":
		p.show("training, rounds", now.Done, 0)
	case now.Stage == "backtest" && now.Done < now.Total:
		p.show("backtest, origins", now.Done, now.Total)
	case now.Stage == "backtest":
		p.show("comparing with simple ways", 0, 0)
	case now.Stage == "calibrating bands":
		p.show(now.Stage, 0, 0)
	default:
		p.show(now.Stage, now.Done, now.Total)
	}
}

// draw draws the line; mu is held.
func (p *progress) draw() {
	if p.stage == "" {
		return
	}
	p.last = time.Now()
	var line string
	switch {
	case p.total > 0:
		line = fmt.Sprintf("%s: %d of %d (%d%%)", p.stage, p.done, p.total, 100*p.done/p.total)
	case p.done > 0:
		line = fmt.Sprintf("%s: %d", p.stage, p.done)
	default:
		line, _, _ = strings.Cut(p.stage, ",")
	}
	line += fmt.Sprintf("; %d s", int(time.Since(p.since).Seconds()))
	fmt.Fprintf(p.w, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-len(line))))
	p.width = len(line)
}

// end clears the line, after which nothing is drawn.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil {
		return
	}
	if p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
	}
	close(p.quit)
	p.w, p.stage, p.width = nil, "", 0
}
