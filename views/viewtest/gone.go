package viewtest

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/a-h/templ"
	templruntime "github.com/a-h/templ/runtime"
)

// endsWithItsReader checks that a page ends where its reader does: it tells every
// write that fails, and begins no part for somebody who has gone. Else a half
// page would pass for a whole one.
func endsWithItsReader(t *testing.T, page templ.Component) {
	t.Helper()
	size := templruntime.DefaultBufferSize
	templruntime.DefaultBufferSize = 1 // so that each write is seen
	defer func() { templruntime.DefaultBufferSize = size }()

	whole := &line{lasts: -1}
	if err := page.Render(context.Background(), buffered(whole)); err != nil {
		t.Fatal(err)
	}
	for lasts := range whole.writes {
		w := &line{lasts: lasts}
		if err := page.Render(context.Background(), buffered(w)); !errors.Is(err, errCut) {
			t.Fatalf("cut after %d of %d writes it ends with %v", lasts, whole.writes, err)
		}
		if !bytes.HasPrefix(whole.Bytes(), w.Bytes()) {
			t.Fatalf("cut after %d of %d writes it is another page", lasts, whole.writes)
		}
	}
	stays := &visit{Context: context.Background(), lasts: -1}
	if err := page.Render(stays, buffered(&line{lasts: -1})); err != nil {
		t.Fatal(err)
	}
	for lasts := range stays.looks {
		if err := page.Render(&visit{Context: context.Background(), lasts: lasts}, buffered(&line{lasts: -1})); !errors.Is(err, context.Canceled) {
			t.Fatalf("left at part %d of %d it ends with %v", lasts, stays.looks, err)
		}
	}
}

var errCut = errors.New("the line is cut")

// line takes so many writes, -1 for all of them, and fails from then on.
type line struct {
	bytes.Buffer
	lasts, writes int
}

func (l *line) Write(p []byte) (int, error) {
	if l.writes++; l.lasts >= 0 && l.writes > l.lasts {
		return 0, errCut
	}
	return l.Buffer.Write(p)
}

func (l *line) WriteString(s string) (int, error) { return l.Write([]byte(s)) }

func buffered(l *line) *templruntime.Buffer {
	b := new(templruntime.Buffer)
	b.Reset(l)
	return b
}

// visit ends after so many looks, -1 for never.
type visit struct {
	context.Context
	lasts, looks int
}

func (v *visit) Err() error {
	if v.looks++; v.lasts >= 0 && v.looks > v.lasts {
		return context.Canceled
	}
	return nil
}
