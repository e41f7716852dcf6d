package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"olist/forecast"
	"olist/week"
)

func sample() Table {
	t := Table{Heads: []string{"name", "week", "sales", "share", "n", "error"}}
	t.Add(Text("=1+1 & <more>"), Date(week.Week(2537)), Money(-123456), Ratio(.123456), Int(3), Figure(1.5))
	t.Add(Text("açaí"), Cell{}, Money(5), Ratio(math.NaN()), Cell{}, Figure(forecast.Figure(math.NaN())))
	t.Add(Text("short"))
	return t
}

// TestCSV: a mark for Excel, the language's marks, no formula, rows of one width.
func TestCSV(t *testing.T) {
	for _, c := range []struct {
		marks Marks
		want  string
	}{
		{Marks{".", ','}, ByteOrderMark + "name,week,sales,share,n,error\n'=1+1 & <more>,2018-08-20,-1234.56,0.1235,3,1.5\naçaí,,0.05,,,\nshort,,,,,\n"},
		{Marks{",", ';'}, ByteOrderMark + "name;week;sales;share;n;error\n'=1+1 & <more>;2018-08-20;-1234,56;0,1235;3;1,5\naçaí;;0,05;;;\nshort;;;;;\n"},
	} {
		var b, clip bytes.Buffer
		if err := sample().WriteCSV(&b, c.marks); err != nil || b.String() != c.want {
			t.Errorf("%v\n%q\nwant\n%q", err, b.String(), c.want)
		}
		if err := sample().WriteTSV(&clip, c.marks); err != nil || clip.String() != strings.ReplaceAll(strings.TrimPrefix(c.want, ByteOrderMark), string(c.marks.Comma), "\t") &&
			c.marks.Comma == ';' {
			t.Errorf("the clipboard gets %q, %v", clip.String(), err)
		}
	}
}

const reais = `"R$"\ #,##0.00`

// TestWorkbook: every part is well-formed, texts are texts, dates are the days
// that Excel counts (20 Aug 2018 is 43332 by =DATE(2018,8,20)), and amounts are
// shown as asked for.
func TestWorkbook(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteXLSX(&b, "A & B", reais); err != nil {
		t.Fatal(err)
	}
	book, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range book.File {
		raw, err := fs.ReadFile(book, part.Name)
		d := xml.NewDecoder(bytes.NewReader(raw))
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", part.Name, err)
		}
	}
	raw, err := fs.ReadFile(book, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`>=1+1 &amp; &lt;more&gt;</t>`, `<v>43332</v>`, `<v>-1234.56</v>`, `<v>0.1235</v>`, `<v>3</v>`, `<v>1.5</v>`, `state="frozen"`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("no %s in %s", want, raw)
		}
	}
	if strings.Contains(string(raw), "<f") {
		t.Error("a cell holds a formula")
	}
	wantShown(t, b.Bytes(), map[string]string{"A1": "name", "A2": "=1+1 & <more>", "B2": "2018-08-20", "C2": "-R$ 1,234.56", "D2": "12.35%", "E2": "3", "F2": "1.5", "A3": "açaí", "B3": "", "C3": "R$ 0.05", "D3": "", "A4": "short"})
	b.Reset()
	if err := sample().WriteXLSX(&b, "A & B", `"¥"#,##0`); err != nil {
		t.Fatal(err)
	}
	wantShown(t, b.Bytes(), map[string]string{"C2": "-¥1,235", "C3": "¥0"})
}

// wantShown opens a workbook as a person does, and compares what cells show.
func wantShown(t *testing.T, book []byte, want map[string]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, text := range want {
		if got, err := f.GetCellValue("A & B", cell); got != text || err != nil {
			t.Errorf("%s shows %q, %v; want %q", cell, got, err, text)
		}
	}
}

// full is a disk that takes no more after n bytes.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	for _, left := range []int{0, 3, 8} {
		if sample().WriteCSV(&full{left}, Marks{".", ','}) == nil {
			t.Errorf("CSV of %d bytes", left)
		}
		if sample().WriteXLSX(&full{left}, "x", reais) == nil {
			t.Errorf("a workbook of %d bytes", left)
		}
	}
}
