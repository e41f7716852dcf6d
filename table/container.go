package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"

	"olist/message"
	"olist/table/workbook"
)

// isZip tells an archive by its first bytes.
func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// headOf is the start of a reader's bytes.
func headOf(r io.Reader) ([]byte, error) {
	head := make([]byte, 4<<10)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// unpack puts the table in the place of the file that holds it: the one sheet
// of a workbook, the one table of a zip archive, either in gzip or not. What it
// is, its bytes say.
func (t *Table) unpack() error {
	packed, err := t.source.packed()
	if err != nil {
		return err
	}
	r, err := t.source.plain()
	if err != nil {
		return err
	}
	head, err := headOf(r)
	if err != nil {
		return err
	}
	if !isZip(head) {
		if t.options.Sheet != "" {
			return Fail(0, message.SheetOfText.With(brief(t.options.Sheet))).choosable("sheet")
		}
		return nil
	}
	if packed {
		if r, err = t.source.plain(); err == nil {
			err = t.replace(r)
		}
		if err != nil {
			return err
		}
	}
	z, err := t.source.zip()
	if err != nil {
		return err
	}
	if workbook.Is(z) {
		return t.openBook(z, t.options.Sheet, "")
	}
	if packed {
		return Fail(0, message.ZipNested.With())
	}
	return t.openMember(z)
}

// replace takes what r gives for the file.
func (t *Table) replace(r io.Reader) error {
	s := &spool{limits: t.source.limits}
	if _, err := io.Copy(s, r); err != nil {
		s.drop()
		return err
	}
	t.put(s)
	return nil
}

// put lets what was unpacked be the source.
func (t *Table) put(s *spool) {
	old := t.source
	t.source = s.source(old)
	old.remove()
}

// packed reports whether the source is gzip data.
func (s *source) packed() (bool, error) {
	r, err := s.raw()
	if err != nil {
		return false, err
	}
	head, err := headOf(r)
	return bytes.HasPrefix(head, gzipMark), err
}

var gzipMark = []byte{0x1f, 0x8b}

// zip reads the source as an archive.
func (s *source) zip() (*zip.Reader, error) {
	r, n, err := s.readerAt()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, n)
	if err != nil {
		return nil, Fail(0, message.ZipBroken.With(err.Error()))
	}
	if most := workbook.DefaultLimits().Parts; len(z.File) > most {
		return nil, Fail(0, message.ZipManyFiles.With(most))
	}
	return z, nil
}

// open reads one file of an archive, bounded. What is broken is found when it
// is read to its end.
func (s *source) open(f *zip.File) (io.Reader, func() error, error) {
	r, err := f.Open()
	if err != nil {
		return nil, nil, zipFault(err)
	}
	packed := &metered{n: max(1, int64(min(f.CompressedSize64, uint64(s.limits.Bytes))))}
	return &guarded{r: r, source: s, packed: packed}, r.Close, nil
}

// zipFault turns what an archive's reader says into a fault.
func zipFault(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrAlgorithm), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return Fail(0, message.ZipBroken.With(err.Error()))
	}
	return err
}

// mostListed is how many names a message lists.
const mostListed = 20

// listed are names for a message, the first of many.
func listed(names []string) []string {
	var list []string
	for i, name := range names {
		if i == mostListed {
			return append(list, "...")
		}
		list = append(list, string(brief(name)))
	}
	return list
}

// one gives the fault among several errors.
func one(err error) error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return err
}
