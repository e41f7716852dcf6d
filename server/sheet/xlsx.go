package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// A workbook of one sheet in the Office Open XML format (ECMA-376). The library
// that opens workbooks (table/workbook) adds 1.9 MB to the program, and were it
// to write as well 6.3 MB more: what it writes with looks methods up by
// reflection, so that the linker keeps those of every type. One plain sheet takes
// these six small files; the library reads them in the tests.
const (
	xlsxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	xlsxRoot = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	xlsxBook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>`
	xlsxLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	// Cell formats: 0 plain, 1 bold, 2 money, 3 a date, 4 percent.
	xlsxStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<numFmts count="2"><numFmt numFmtId="164" formatCode="%s"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/>` +
		`<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`
)

// WriteXLSX writes a workbook whose one sheet, called name, is the table with its
// heads in bold; money is the format code of amounts, as "R$"\ #,##0.00. Texts are texts there: none is taken for a formula. Errors:
// those of out.
func (t Table) WriteXLSX(out io.Writer, name, money string) error {
	var sheet bytes.Buffer
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>` +
		`<cols><col min="1" max="` + strconv.Itoa(len(t.Heads)) + `" width="16" customWidth="1"/></cols><sheetData><row>`)
	for _, h := range t.Heads {
		writeTextCell(&sheet, h, 1)
	}
	sheet.WriteString(`</row>`)
	for _, row := range t.Rows {
		sheet.WriteString(`<row>`)
		for _, c := range row {
			c.write(&sheet)
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	z := zip.NewWriter(out)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", xlsxTypes}, {"_rels/.rels", xlsxRoot}, {"xl/workbook.xml", fmt.Sprintf(xlsxBook, escaped(name))},
		{"xl/_rels/workbook.xml.rels", xlsxLinks}, {"xl/styles.xml", fmt.Sprintf(xlsxStyles, escaped(money))}, {"xl/worksheets/sheet1.xml", sheet.String()},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte(xml.Header + part.content)); err != nil {
			return err
		}
	}
	return z.Close()
}

func (c Cell) write(b *bytes.Buffer) {
	switch c.kind {
	case 0:
		b.WriteString(`<c/>`)
	case 'n':
		fmt.Fprintf(b, `<c><v>%s</v></c>`, c.text)
	case 'r':
		fmt.Fprintf(b, `<c s="4"><v>%s</v></c>`, c.text)
	case 'm':
		fmt.Fprintf(b, `<c s="2"><v>%s</v></c>`, decimal(c.money))
	case 'd':
		fmt.Fprintf(b, `<c s="3"><v>%d</v></c>`, excelDay(c.day))
	default:
		writeTextCell(b, c.text, 0)
	}
}

func writeTextCell(b *bytes.Buffer, s string, style int) {
	fmt.Fprintf(b, `<c t="inlineStr" s="%d"><is><t xml:space="preserve">%s</t></is></c>`, style, escaped(s))
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // to memory: cannot fail
	return b.String()
}

// excelDay counts the days since 1899-12-30, as sheets do.
func excelDay(day time.Time) int {
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}
