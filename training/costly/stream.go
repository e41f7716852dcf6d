package costly

import (
	"bufio"
	"context"
	"io"
)

// holdMost bounds what Hold gives out, in bytes.
const holdMost = 256 << 20

// Hold waits until there is room for so many bytes that are held for as long as
// a reader takes, and gives them back by release. What is larger than all the
// room takes all of it. Returns CodeUnavailable where ctx ends first.
func (w *Work) Hold(ctx context.Context, bytes int64) (release func(), err error) {
	bytes = max(0, min(bytes, holdMost))
	if err := w.room.Acquire(ctx, bytes); err != nil {
		return nil, busy(err)
	}
	return func() { w.room.Release(bytes) }, nil
}

// Stream lets write write to a reader in a slot, which it has only while it
// makes what comes next: a slow reader keeps nobody waiting. Errors: those of
// write, CodeUnavailable where ctx ends before there is a slot.
func (w *Work) Stream(ctx context.Context, to io.Writer, write func(io.Writer) error) error {
	t := &turns{work: w, ctx: ctx, to: to}
	if err := t.take(); err != nil {
		return err
	}
	defer t.give()
	b := bufio.NewWriterSize(t, 64<<10)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// turns gives the slot back for as long as the reader takes.
type turns struct {
	work *Work
	ctx  context.Context
	to   io.Writer
	held bool
}

func (t *turns) take() error {
	if err := t.work.slots.Acquire(t.ctx, 1); err != nil {
		return busy(err)
	}
	t.held = true
	return nil
}

func (t *turns) give() {
	if t.held {
		t.held = false
		t.work.slots.Release(1)
	}
}

// Write implements io.Writer.
func (t *turns) Write(b []byte) (int, error) {
	t.give()
	n, err := t.to.Write(b)
	if err != nil {
		return n, err
	}
	return n, t.take()
}
