package cli

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

// TestLogLinesAreBounded: an address or an error as long as a stranger likes
// makes no line of that length; a stack stays whole.
func TestLogLinesAreBounded(t *testing.T) {
	long := strings.Repeat("é", 30_000)
	for _, asJSON := range []bool{false, true} {
		var b bytes.Buffer
		log := newLogger(&b, slog.LevelInfo, asJSON)
		log.Warn("request failed", "path", long, "error", errors.New(long))
		if n := b.Len(); n > 4*clipAt || !strings.Contains(b.String(), "(60000 bytes)") {
			t.Errorf("a line of %d bytes: %.80s", n, b.String())
		}
		b.Reset()
		log.Error("panic", "stack", long, "took", 3)
		if b.Len() < len(long) {
			t.Error("the stack was cut")
		}
	}
}
