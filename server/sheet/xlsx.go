package server

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"olist/forecast"
	"olist/views/text"
	"olist/week"
)

// A workbook of one sheet in the Office Open XML format (ECMA-376). The
// well-kept library for it would add four megabytes to the program; one plain
// sheet takes these six small files.
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
	// Cell formats: 0 plain, 1 bold, 2 R$ with two decimals, 3 a date, 4 percent.
	xlsxStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<numFmts count="2"><numFmt numFmtId="164" formatCode="&quot;R$&quot;\ #,##0.00"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/>` +
		`<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`
)

// table is what is taken along: heads in the person's language, rows of cells.
type table struct {
	head []text.Text
	rows [][]cell
}

// add adds a row; cells that are missing at its end are empty.
func (t *table) add(cells ...cell) {
	for len(cells) < len(t.head) {
		cells = append(cells, noCell())
	}
	t.rows = append(t.rows, cells)
}

func (t table) headIn(l text.Locale) []string {
	out := make([]string, len(t.head))
	for i, h := range t.head {
		out[i] = l.T(h)
	}
	return out
}

// cell is a text, a number or a date of a table that is taken along.
type cell struct {
	text  string
	money int64 // cents
	week  week.Week
	kind  byte // t, n (number), r (ratio), m or d; 0 is empty
}

func noCell() cell { return cell{} }

// ratioCell keeps four digits of a share; what is not known is empty.
func ratioCell(v float64) cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return noCell()
	}
	return cell{kind: 'r', text: strconv.FormatFloat(v, 'f', 4, 64)}
}

// figureCell keeps a figure of a report as the API writes it.
func figureCell(f forecast.Figure) cell {
	if f.Cell() == "" {
		return noCell()
	}
	return cell{kind: 'n', text: f.Cell()}
}

func textCell(s string) cell    { return cell{kind: 't', text: s} }
func numberCell(n int) cell     { return cell{kind: 'n', text: strconv.Itoa(n)} }
func moneyCell(c int64) cell    { return cell{kind: 'm', money: c} }
func dateCell(w week.Week) cell { return cell{kind: 'd', week: w} }

// writeXLSX writes a table with its heads in bold. Texts are texts there: none
// is taken for a formula.
func writeXLSX(b *bytes.Buffer, name string, head []string, rows [][]cell) error {
	var sheet bytes.Buffer
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>` +
		`<cols><col min="1" max="` + strconv.Itoa(len(head)) + `" width="16" customWidth="1"/></cols><sheetData><row>`)
	for _, h := range head {
		writeTextCell(&sheet, h, 1)
	}
	sheet.WriteString(`</row>`)
	for _, row := range rows {
		sheet.WriteString(`<row>`)
		for _, c := range row {
			c.write(&sheet)
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	z := zip.NewWriter(b)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", xlsxTypes}, {"_rels/.rels", xlsxRoot}, {"xl/workbook.xml", fmt.Sprintf(xlsxBook, name)},
		{"xl/_rels/workbook.xml.rels", xlsxLinks}, {"xl/styles.xml", xlsxStyles}, {"xl/worksheets/sheet1.xml", sheet.String()},
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

func (c cell) write(b *bytes.Buffer) {
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
		fmt.Fprintf(b, `<c s="3"><v>%d</v></c>`, excelDay(c.week.Monday()))
	default:
		writeTextCell(b, c.text, 0)
	}
}

func writeTextCell(b *bytes.Buffer, s string, style int) {
	fmt.Fprintf(b, `<c t="inlineStr" s="%d"><is><t xml:space="preserve">`, style)
	_ = xml.EscapeText(b, []byte(s)) // to memory: cannot fail
	b.WriteString(`</t></is></c>`)
}

// excelDay counts the days since 1899-12-30, as sheets do.
func excelDay(day time.Time) int {
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// plain is the cell for CSV and TSV: numbers with the language's decimal mark,
// ISO dates, and no text that a sheet would take for a formula.
func (c cell) plain(l text.Locale) string {
	switch c.kind {
	case 'n', 'r':
		return marked(l, c.text)
	case 'm':
		return marked(l, decimal(c.money))
	case 'd':
		return c.week.String()
	}
	return forecast.CSVText(c.text)
}

func marked(l text.Locale, number string) string {
	if l == text.Portuguese {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}
