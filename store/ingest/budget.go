package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"olist/store/fault"
)

// budget is what the files of one import may still cost together.
type budget struct {
	bytes int64 // decompressed so far
	rows  int64
}

var (
	errLongLine  = fmt.Errorf("a line is longer than %d bytes; this is no CSV file with rows", maxLine)
	errLongFiles = fmt.Errorf("the files are longer than %d bytes decompressed", int64(MaxBytes))
	errBomb      = fmt.Errorf("the gzip data grow more than %d times; this is no CSV file with rows", maxRatio)
	errOvertime  = errors.New("ingest: reading took too long")
)

// bound ends reading that takes too long.
func bound(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, MaxRead, errOvertime)
}

// overtime says so where it was the limit that ended the reading.
func overtime(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errOvertime) {
		return fault.New(fault.CodeTooLarge, "reading the files took more than %d seconds; nothing was changed", int(MaxRead.Seconds()))
	}
	return err
}

// plainText gives r without gzip and without a byte order mark.
func (b *budget) plainText(r io.Reader) (*bufio.Reader, error) {
	packed := &metered{r: r}
	buffered := bufio.NewReaderSize(packed, 64<<10)
	plain := &bounded{r: buffered, budget: b}
	if head, _ := buffered.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, err
		}
		plain.r, plain.packed = z, packed
	}
	out := bufio.NewReaderSize(plain, 64<<10)
	if head, _ := out.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		out.Discard(3)
	}
	return out, nil
}

// metered counts what is read through it.
type metered struct {
	r io.Reader
	n int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

// bounded refuses what would cost more than any table of sales: endless lines
// and files, and a few bytes of gzip that hold them.
type bounded struct {
	r          io.Reader
	packed     *metered // nil for a plain file
	budget     *budget
	line, file int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.file += int64(n)
	b.budget.bytes += int64(n)
	if i := bytes.LastIndexByte(p[:n], '\n'); i >= 0 {
		b.line = int64(n - i - 1)
	} else {
		b.line += int64(n)
	}
	switch {
	case b.line > maxLine:
		return n, errLongLine
	case b.budget.bytes > MaxBytes:
		return n, errLongFiles
	case b.packed != nil && b.file > ratioAfter && b.file > maxRatio*b.packed.n:
		return n, errBomb
	}
	return n, err
}
