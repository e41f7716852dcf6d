package table

import (
	"bytes"
	"errors"
	"io"
	"os"

	"olist/message"
)

// spool takes what was unpacked: in memory while it is small, else in a
// temporary file. It is bounded as decompressed bytes are.
type spool struct {
	limits Limits
	small  bytes.Buffer
	file   *os.File
	n      int64
}

// Write takes more. Errors: *Error beyond the limit, those of the disk.
func (s *spool) Write(b []byte) (int, error) {
	if s.n += int64(len(b)); s.n > s.limits.Plain {
		return 0, Fail(0, message.FileTooLargePlain.With(size(s.limits.Plain)))
	}
	if s.file != nil {
		return s.file.Write(b)
	}
	if s.small.Len()+len(b) <= inMemory {
		return s.small.Write(b)
	}
	f, err := os.CreateTemp("", "olist-table-")
	if err != nil {
		return 0, err
	}
	os.Remove(f.Name()) // where the system lets it, so that no end of the program leaves it
	s.file = f
	if _, err := f.Write(s.small.Bytes()); err != nil {
		return 0, err
	}
	s.small = bytes.Buffer{}
	return f.Write(b)
}

// drop removes what was taken.
func (s *spool) drop() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
		s.file = nil
	}
}

// source makes what was taken one that is read in place of another.
func (s *spool) source(of *source) *source {
	n := &source{limits: of.limits, ctx: of.ctx, until: of.until, remove: s.drop, data: s.small.Bytes()}
	if s.file != nil {
		n.file, n.data = s.file, nil
	}
	return n
}

// at reads a source from any place, as archives are read.
type at struct {
	file  io.ReadSeeker
	start int64
}

// ReadAt is that of io.ReaderAt, for one reader at a time.
func (a at) ReadAt(p []byte, offset int64) (int, error) {
	if _, err := a.file.Seek(a.start+offset, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(a.file, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// readerAt gives the bytes as they are, and how many.
func (s *source) readerAt() (io.ReaderAt, int64, error) {
	if s.file == nil {
		return bytes.NewReader(s.data), int64(len(s.data)), nil
	}
	end, err := s.file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, err
	}
	if r, ok := s.file.(io.ReaderAt); ok {
		return io.NewSectionReader(r, s.start, end-s.start), end - s.start, nil
	}
	return at{s.file, s.start}, end - s.start, nil
}
