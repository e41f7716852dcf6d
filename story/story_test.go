package story

import (
	"context"
	"log/slog"
	"strings"
	"testing"
)

// TestLinesOfOneStory: each line has the ids of its context, also through
// loggers with values of their own, and two stories that begin alike stay apart.
func TestLinesOfOneStory(t *testing.T) {
	var out strings.Builder
	log := slog.New(Handler(slog.NewTextHandler(&out, nil)))
	request := With(context.Background(), "request", "r1")
	one, other := With(request, "job", "j1"), With(request, "job", "j2")
	log.InfoContext(one, "a")
	log.With("of", "sources").InfoContext(other, "b")
	log.WithGroup("g").InfoContext(request, "c")
	log.Info("d")
	lines := strings.Split(out.String(), "\n")
	for i, want := range []string{`msg=a request=r1 job=j1`, `msg=b of=sources request=r1 job=j2`, `msg=c g.request=r1`, `msg=d`} {
		if !strings.HasSuffix(lines[i], want) {
			t.Errorf("line %d is %q, it should end in %q", i, lines[i], want)
		}
	}
}
