package table

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"time"

	"olist/message"
)

// inMemory is how much of a stream is kept in memory; more goes to a file.
const inMemory = 4 << 20

// source is a file that can be read again from its start.
type source struct {
	data   []byte        // all of it, where it is small
	file   io.ReadSeeker // else
	start  int64         // of the table in file
	remove func()
	limits Limits
	ctx    context.Context
	until  time.Time
}

// newSource keeps r so that it can be read again. A file that can seek is read
// in place.
func newSource(ctx context.Context, r io.Reader, l Limits) (*source, error) {
	s := &source{limits: l, ctx: ctx, until: time.Now().Add(l.Time), remove: func() {}}
	if f, ok := r.(io.ReadSeeker); ok {
		if at, err := f.Seek(0, io.SeekCurrent); err == nil {
			s.file, s.start = f, at
			return s, s.checkSize()
		}
	}
	var small bytes.Buffer
	n, err := io.CopyN(&small, r, inMemory+1)
	switch {
	case errors.Is(err, io.EOF) || err == nil && n <= inMemory:
		s.data = small.Bytes()
		return s, s.tooLarge(n)
	case err != nil:
		return nil, err
	}
	return s, s.spool(io.MultiReader(&small, r))
}

func (s *source) tooLarge(n int64) error {
	if n > s.limits.Bytes {
		return Fail(0, message.FileTooLarge.With(size(s.limits.Bytes)))
	}
	return nil
}

func (s *source) checkSize() error {
	end, err := s.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	return s.tooLarge(end - s.start)
}

// spool copies a long stream to a temporary file.
func (s *source) spool(r io.Reader) error {
	f, err := os.CreateTemp("", "olist-table-")
	if err != nil {
		return err
	}
	os.Remove(f.Name()) // where the system lets it, so that no end of the program leaves it
	s.file, s.remove = f, func() { f.Close(); os.Remove(f.Name()) }
	n, err := io.Copy(f, &guarded{r: io.LimitReader(r, s.limits.Bytes+1), source: s})
	if err == nil {
		err = s.tooLarge(n)
	}
	if err != nil {
		s.remove()
	}
	return err
}

// restart gives a pass as much time as the one before.
func (s *source) restart(ctx context.Context) {
	s.ctx, s.until = ctx, time.Now().Add(s.limits.Time)
}

// raw reads the file from its start, as it is.
func (s *source) raw() (io.Reader, error) {
	if s.file == nil {
		return bytes.NewReader(s.data), nil
	}
	_, err := s.file.Seek(s.start, io.SeekStart)
	return s.file, err
}

// plain reads the file from its start, decompressed and bounded.
func (s *source) plain() (*bufio.Reader, error) {
	r, err := s.raw()
	if err != nil {
		return nil, err
	}
	packed := &metered{r: r}
	b := bufio.NewReaderSize(packed, 64<<10)
	if head, _ := b.Peek(2); !bytes.Equal(head, gzipMark) {
		return bufio.NewReaderSize(&guarded{r: b, source: s}, 64<<10), nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, unreadable(err)
	}
	return bufio.NewReaderSize(&guarded{r: z, source: s, packed: packed}, 64<<10), nil
}

// guarded ends a reading that takes too much.
type guarded struct {
	r      io.Reader
	source *source
	n      int64
	packed *metered // what was read of gzip data, nil for a plain file
}

// ratioFrom is from how many bytes on gzip data are judged by their growth.
const ratioFrom = 1 << 20

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

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	s := g.source
	switch {
	case s.ctx.Err() != nil:
		return 0, s.ctx.Err()
	case g.n > s.limits.Plain:
		return 0, Fail(0, message.FileTooLargePlain.With(size(s.limits.Plain)))
	case g.packed != nil && g.n > ratioFrom && g.n > s.limits.Ratio*g.packed.n:
		return 0, Fail(0, message.GzipBomb.With(int(s.limits.Ratio)))
	case time.Now().After(s.until):
		return 0, Fail(0, message.FileTooSlow.With(s.limits.Time.String()))
	case err != nil && !errors.Is(err, io.EOF):
		return n, unreadable(err)
	}
	return n, err
}

// unreadable turns what gzip says into a fault.
func unreadable(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Fail(0, message.GzipCut.With())
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return Fail(0, message.GzipBroken.With(err.Error()))
	}
	return zipFault(err)
}
