package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress draws one line that renews itself on a terminal; elsewhere it says
// nothing.
type progress struct {
	w     io.Writer
	last  time.Time
	width int
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &progress{w: w}
		}
	}
	return &progress{w: io.Discard}
}

// show draws at most ten times a second.
func (p *progress) show(stage string, done, total int) {
	if time.Since(p.last) < 100*time.Millisecond || stage == "" {
		return
	}
	p.last = time.Now()
	line := stage
	if total > 0 {
		line = fmt.Sprintf("%s: %d of %d (%d%%)", stage, done, total, 100*done/total)
	}
	fmt.Fprintf(p.w, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-len(line))))
	p.width = len(line)
}

// end clears the line.
func (p *progress) end() {
	if p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
