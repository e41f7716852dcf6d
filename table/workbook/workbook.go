package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"olist/message"
)

// Limits bound what one workbook may cost.
type Limits struct {
	Parts   int   // files of the package
	Sheets  int   // of the workbook
	Frame   int64 // bytes of what describes the workbook: names, formats
	Strings int64 // bytes of the shared texts, kept in memory
	Rows    int   // of a sheet
	Columns int   // of a row
	Cells   int64 // of a sheet, that say something
	Text    int   // bytes of a cell
	Merged  int   // merged ranges of a sheet
}

// DefaultLimits let a full sheet through: 1,048,576 rows, 16,384 columns.
func DefaultLimits() Limits {
	return Limits{Parts: 10_000, Sheets: 255, Frame: 16 << 20, Strings: 128 << 20, Rows: maxRow, Columns: maxColumn, Cells: 100_000_000, Text: 1 << 20, Merged: 100_000}
}

// A sheet's rows and columns are no more, whatever the file says.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// Fault is what is wrong with a workbook. Row counts from 1 as its sheet does; 0
// stands for the workbook as a whole.
type Fault struct {
	Row     int
	Message message.Message
}

// Error is the fault in English.
func (f *Fault) Error() string {
	if f.Row == 0 {
		return f.Message.String()
	}
	return message.AtLine.With(int64(f.Row), f.Message).String()
}

func fail(row int, m message.Message) error { return &Fault{row, m} }

// broken is the fault of a package that is not as it should be.
func broken(cause string) error { return fail(0, message.WorkbookBroken.With(cause)) }

// Sheet is one sheet with cells.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Book is an open workbook.
type Book struct {
	Sheets []Sheet // in the order of the workbook, charts left out

	parts   map[string]*zip.File
	read    func(*zip.File) (io.Reader, func() error, error)
	limits  Limits
	since04 bool // serial dates count from 1904
	formats []format
	shared  *texts
}

// Is reports whether a zip archive is an XLSX workbook, by what is in it.
func Is(z *zip.Reader) bool {
	types, book := false, false
	for _, f := range z.File {
		types = types || strings.EqualFold(f.Name, typesPart)
		base := strings.ToLower(path.Base(slashed(f.Name)))
		book = book || strings.HasPrefix(base, "workbook") && strings.HasSuffix(base, ".xml")
	}
	return types && book
}

const typesPart = "[Content_Types].xml"

func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// Open finds the sheets of a workbook. read opens one file of the archive,
// bounded; what it gives is closed with the function beside it. Errors are
// *Fault where the workbook is at fault, else those of read.
func Open(z *zip.Reader, read func(*zip.File) (io.Reader, func() error, error), l Limits) (*Book, error) {
	b := &Book{parts: map[string]*zip.File{}, read: read, limits: l}
	if len(z.File) > l.Parts {
		return nil, fail(0, message.ZipManyFiles.With(l.Parts))
	}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, fail(0, message.ZipLocked.With())
		}
		b.parts[slashed(f.Name)] = f
	}
	frame, links, err := b.frame()
	if err != nil {
		return nil, err
	}
	if err := b.look(frame, links); err != nil {
		return nil, err
	}
	if len(b.Sheets) > l.Sheets {
		return nil, fail(0, message.WorkbookManySheets.With(l.Sheets))
	}
	b.shared, err = b.readTexts(links)
	return b, err
}

// look has the library read the frame.
func (b *Book) look(frame []byte, links []link) (err error) {
	defer func() {
		if r := recover(); r != nil { // what its authors did not think of is a fault of the file
			err = broken(fmt.Sprint(r))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(frame), excelize.Options{UnzipSizeLimit: 2 * b.limits.Frame, UnzipXMLSizeLimit: 2 * b.limits.Frame})
	if err != nil {
		return broken(err.Error())
	}
	defer f.Close()
	if f.WorkBook == nil || f.Styles == nil {
		return broken(typesPart)
	}
	if p := f.WorkBook.WorkbookPr; p != nil {
		b.since04 = p.Date1904
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		for _, l := range links {
			if l.ID == s.ID && strings.HasSuffix(l.Type, "/worksheet") {
				b.Sheets = append(b.Sheets, Sheet{s.Name, s.State != "" && s.State != "visible", l.part})
			}
		}
	}
	codes := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			codes[n.NumFmtID] = n.FormatCode
		}
	}
	if f.Styles.CellXfs != nil {
		known := map[int]format{}
		for _, xf := range f.Styles.CellXfs.Xf {
			id := 0
			if xf.NumFmtID != nil {
				id = *xf.NumFmtID
			}
			if _, ok := known[id]; !ok {
				known[id] = formatOf(id, codes[id])
			}
			b.formats = append(b.formats, known[id])
		}
	}
	return nil
}

// all reads a small part as a whole.
func (b *Book) all(f *zip.File, most int64) ([]byte, error) {
	r, done, err := b.read(f)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err = errors.Join(err, done()); err != nil {
		return nil, err
	}
	if int64(len(content)) > most {
		return nil, fail(0, message.WorkbookFrame.With(int(most>>20)))
	}
	return content, nil
}
