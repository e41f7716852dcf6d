package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"

	"olist/store/ingest"
)

// importBar shows on a terminal how far reading has come; elsewhere nothing.
type importBar struct {
	w    io.Writer
	last time.Time
}

func newImportBar(w io.Writer) *importBar {
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return &importBar{w: w}
	}
	return &importBar{w: io.Discard}
}

func (b *importBar) show(p ingest.Progress) {
	if now := time.Now(); now.Sub(b.last) > 100*time.Millisecond {
		b.last = now
		fmt.Fprintf(b.w, "\r\x1b[K%3d%%  %s", 100*p.Done/max(1, p.Total), p.File)
	}
}

func (b *importBar) clear() { fmt.Fprint(b.w, "\r\x1b[K") }
