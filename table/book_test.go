package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"olist/table/workbook"
)

// dump reads all rows as text, with their lines.
func dump(t *testing.T, b []byte, o Options) (string, *Table) {
	t.Helper()
	tab, err := Open(t.Context(), bytes.NewReader(b), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tab.Close() })
	var s strings.Builder
	for i := range tab.Columns {
		s.WriteString(tab.Columns[i].Name + "|")
	}
	if err := tab.Each(t.Context(), func(r *Row) error {
		fmt.Fprintf(&s, " %d:", r.Line)
		for i := range r.Len() {
			s.WriteString(r.Text(i) + "|")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s.String(), tab
}

// TestWorkbooksOfOtherPrograms: what the standard allows and programs write.
func TestWorkbooksOfOtherPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		book hand
		want string
	}{
		"shared texts, runs and phonetics": {hand{shared: `<si><t>week</t></si><si><r><t>reve</t></r><r><t>nue</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>`, styles: dateStyles,
			sheets: []string{sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>43332</v></c><c r="B2"><v>948.5</v></c></row>`)}},
			"week|revenue| 2:2018-08-20|948.5|"},
		"inline, without places": {hand{sheets: []string{sheetOf(`<row><c t="inlineStr"><is><t>week</t></is></c><c t="inlineStr"><is><r><t>reve</t></r><r><t>nue</t></r></is></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1e3</v></c></row>`)}},
			"week|revenue| 2:2018-08-20|1000|"},
		"gaps and rows that say nothing": {hand{styles: dateStyles, sheets: []string{sheetOf(`<row r="3"><c r="B3" t="str"><v>week</v></c><c r="D3" t="str"><v>revenue</v></c></row><row r="7"><c r="B7" s="2"><v>43332</v></c><c r="C7" s="1"/><c r="D7"><v>5</v></c></row><row r="8"><c r="A8" s="1"/></row><row r="1000"/>`)}},
			"|week||revenue| 7:|2018-08-20||5|"},
		"1904, formats of words, times": {hand{since04: true, styles: dateStyles, sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c s="1"><v>41870.5</v></c><c s="3"><v>7</v></c></row>`)}},
			"week|n| 2:2018-08-20 12:00:00|7|"},
		"strict, days as text": {hand{strict: true, styles: dateStyles, sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="d" s="1"><v>2018-08-20T00:00:00</v></c><c><v>7</v></c></row>`)}},
			"week|n| 2:2018-08-20|7|"},
		"prefixes of names": {hand{sheets: []string{`<x:worksheet xmlns:x="NS"><x:dimension ref="A1"/><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>week</x:v></x:c><x:c r="B1" t="str"><x:v>n</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="str"><x:v>2018-08-20</x:v></x:c><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`}},
			"week|n| 2:2018-08-20|7|"},
		"formulas, truths and errors": {hand{styles: dateStyles, sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c><c t="str"><v>promo</v></c><c t="str"><v>share</v></c></row><row><c s="1"><f>A1+1</f><v>43332</v></c><c s="4"><f>1/3*100</f><v>33.333333333333336</v></c><c t="b"><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`)}},
			"week|n|promo|share| 2:2018-08-20|33.33|1|#DIV/0!|"},
		"digits of binary numbers, quotes and breaks": {hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c><c t="str"><v>the "name"&#10;here</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>19.989999999999998</v></c><c t="str"><v>a_x000D_&#10;"b"</v></c></row>`)}},
			"week|n|the \"name\" here| 2:2018-08-20|19.99|a \"b\"|"},
		"a title and a note": {hand{sheets: []string{sheetOf(`<row><c t="str"><v>Sales 2018</v></c></row><row r="3"><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1</v></c></row><row><c t="str"><v>2018-08-27</v></c><c><v>2</v></c></row>`)}},
			"week|n| 4:2018-08-20|1| 5:2018-08-27|2|"},
		"hidden sheets and notes beside the table": {hand{hidden: []bool{true, false, false}, sheets: []string{
			sheetOf(`<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>`),
			sheetOf(`<row><c t="str"><v>How to read this</v></c></row><row><c t="str"><v>Call us</v></c></row>`),
			sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1</v></c></row>`)}},
			"week|n| 2:2018-08-20|1|"},
		"a header of merged cells over merged words": {hand{styles: dateStyles, sheets: []string{strings.Replace(sheetOf(
			`<row r="1"><c r="A1" t="str"><v>Sales</v></c></row>`+
				`<row r="2"><c r="A2" t="str"><v>Week</v></c><c r="B2" t="str"><v>Shop</v></c><c r="C2" t="str"><v>Revenue</v></c></row>`+
				`<row r="3"><c r="C3" t="str"><v>gross</v></c><c r="D3" t="str"><v>net</v></c></row>`+
				`<row r="4"><c r="A4" s="1"><v>43332</v></c><c r="B4" t="str"><v>a</v></c><c r="C4"><v>5</v></c><c r="D4"><v>4</v></c></row>`+
				`<row r="5"><c r="B5" t="str"><v>b</v></c><c r="D5"><v>3</v></c></row>`),
			`</sheetData>`, `</sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/><mergeCell ref="A4:A5"/><mergeCell ref="C4:C5"/></mergeCells>`, 1)}},
			"Week|Shop|Revenue gross|Revenue net| 4:2018-08-20|a|5|4| 5:2018-08-20|b||3|"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, tab := dump(t, c.book.pack(t), Options{}); got != c.want || tab.Sheet == "" {
				t.Errorf("sheet %q gives\n%s\nwant\n%s", tab.Sheet, got, c.want)
			}
		})
	}
}

// TestTypesAreKept: what a cell is decides, not what its text looks like.
func TestTypesAreKept(t *testing.T) {
	row := func(cells string) hand {
		return hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>revenue</v></c></row><row><c t="str"><v>2018-08-20</v></c>` + cells + `</row>`)}}
	}
	open := func(h hand, o Options) (string, error) {
		tab, err := Open(t.Context(), bytes.NewReader(h.pack(t)), o)
		if err != nil {
			return "", err
		}
		defer tab.Close()
		got := ""
		err = tab.Each(t.Context(), func(r *Row) error {
			v, _, err := r.Number(1)
			got += fmt.Sprint(v)
			return err
		})
		return got, err
	}
	for _, decimal := range []byte{0, '.', ','} {
		if got, err := open(row(`<c><v>1.234</v></c>`), Options{Decimal: decimal}); got != "1.234" || err != nil {
			t.Errorf("the number 1.234 with %q is %s, %v", decimal, got, err)
		}
	}
	if _, err := open(row(`<c t="str"><v>1.234</v></c>`), Options{}); err == nil || !strings.Contains(err.Error(), "may mean") {
		t.Errorf("the text 1.234: %v", err)
	}
	if got, err := open(row(`<c t="str"><v>1.234,5</v></c>`), Options{}); got != "1234.5" || err != nil {
		t.Errorf("the text 1.234,5 is %s, %v", got, err)
	}
	mixed := hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>revenue</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1.234</v></c></row><row><c t="str"><v>2018-08-27</v></c><c t="str"><v>9,5</v></c></row>`)}}
	if _, err := open(mixed, Options{}); err == nil || !strings.Contains(err.Error(), "mixes two forms") {
		t.Errorf("a number and a text with a comma: %v", err)
	}
}

// TestWorkbookEndsOfRows: a workbook leaves out the empty cells at the end of a row,
// which is as wide as the header all the same; a cell far to the right widens none to it.
func TestWorkbookEndsOfRows(t *testing.T) {
	cell := func(at, text string) string { return `<c r="` + at + `" t="str"><v>` + text + `</v></c>` }
	row := func(cells ...string) string { return "<row>" + strings.Join(cells, "") + "</row>" }
	book := hand{sheets: []string{sheetOf(row(cell("A1", "week"), cell("B1", "revenue"), cell("C1", "remark")) +
		row(cell("A2", "2018-08-20"), cell("B2", "5"), cell("C2", "fair")) + row(cell("A3", "2018-08-27"), cell("B3", "6")))}}
	got, _ := dump(t, book.pack(t), Options{})
	if want := "week|revenue|remark| 2:2018-08-20|5|fair| 3:2018-08-27|6||"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var s strings.Builder
	w := &cellWriter{out: bufio.NewWriter(&s), next: 1}
	for n, last := range []int{9_999, 1} {
		if err := w.row(&workbook.Row{Number: n + 1, Cells: []workbook.Cell{{Column: 0}, {Column: last}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.flush(); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(s.String(), "\n"); strings.Count(lines[1], "\t") != mostFilled-1 {
		t.Errorf("a row is filled up to %d cells", strings.Count(lines[1], "\t")+1)
	}
}

// TestWorkbookOfTheLibrary: dates, amounts and words as excelize writes them,
// streamed or not, are read back.
func TestWorkbookOfTheLibrary(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	sets := []error{f.SetSheetRow("Sheet1", "A1", &[]any{"week", "region", "revenue", "=no formula"}),
		f.SetSheetRow("Sheet1", "A2", &[]any{time.Date(2018, 8, 20, 0, 0, 0, 0, time.UTC), "São Paulo", 1234.56, true}), f.SetCellStyle("Sheet1", "A2", "A2", style)}
	if err := errors.Join(sets...); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	got, tab := dump(t, b.Bytes(), Options{})
	if want := "week|region|revenue|=no formula| 2:2018-08-20|São Paulo|1234.56|1|"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if said := tab.Describe().String(); !strings.Contains(said, "sheet Sheet1") || strings.Contains(said, "tab") {
		t.Errorf("described as %s", said)
	}
}

// TestWorkbookBounds: what is beyond a limit is refused by name, wherever it is.
func TestWorkbookBounds(t *testing.T) {
	many := func(n int, cell string) hand {
		return hand{shared: `<si><t>` + strings.Repeat("x", 30_000) + `</t></si>`, sheets: []string{sheetOf(`<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>` + strings.Repeat(`<row><c><v>1</v></c>`+cell+`</row>`, n))}}
	}
	bomb := hand{sheets: []string{sheetOf(`<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>` + strings.Repeat(" ", 4<<20))}}
	for name, c := range map[string]struct {
		book hand
		l    Limits
		want string
	}{
		"rows":                              {many(500, `<c><v>2</v></c>`), Limits{Rows: 100}, "more than 100 rows"},
		"cells":                             {many(500, `<c><v>2</v></c>`), Limits{Cells: 100}, "more than 100 fields"},
		"columns":                           {many(5, `<c r="ZZ3"><v>2</v></c>`), Limits{Columns: 100}, "702 fields; 100 are the most"},
		"columns of all":                    {many(5, `<c r="ZZZ3"><v>2</v></c>`), Limits{}, "fields; 16384 are the most"},
		"a far row":                         {hand{sheets: []string{sheetOf(`<row r="2000000000"><c><v>2</v></c></row>`)}}, Limits{}, "more than 1048576 rows"},
		"one text, written again and again": {many(500, `<c t="s"><v>0</v></c>`), Limits{Plain: 1 << 20}, "more than 1 MB decompressed"},
		"texts of a row":                    {many(3, strings.Repeat(`<c t="s"><v>0</v></c>`, 50)), Limits{Line: 1 << 20}, "longer than 1048576 bytes"},
		"decompressed":                      {bomb, Limits{Plain: 1 << 20}, "more than 1 MB decompressed"},
		"ratio":                             {bomb, Limits{Ratio: 50}, "grow more than 50 times"},
		"time":                              {many(5, ""), Limits{Time: time.Nanosecond}, "took longer than 1ns"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(t.Context(), bytes.NewReader(c.book.pack(t)), Options{Limits: c.l})
			if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// FuzzWorkbook: whatever a sheet, its texts and formats are, there is a table or
// a fault of the file.
func FuzzWorkbook(f *testing.F) {
	f.Add(`<row><c t="str"><v>week</v></c><c t="s"><v>0</v></c></row><row><c s="1"><v>43332</v></c><c><f>1</f><v>1.5</v></c></row>`, `<si><t>n</t></si>`, dateStyles)
	f.Add(`<row r="2"><c r="B2" t="inlineStr"><is><r><t>a</t></r></is></c><c t="b"><v>1</v></c></row><row><c t="d"><v>2018-08-20T01:00:00Z</v></c></row></sheetData><mergeCells><mergeCell ref="B2:C9"/></mergeCells><sheetData>`, ``, `<cellXfs><xf/></cellXfs>`)
	f.Add(`<row><c s="9"><v>-1e99</v></c><c t="e"><v>#N/A</v></c></row>`, `<si><rPh><t>x</t></rPh></si>`, `<numFmts><numFmt numFmtId="1" formatCode="[h]:mm;@"/></numFmts><cellXfs><xf numFmtId="1"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, rows, shared, styles string) {
		b := hand{sheets: []string{sheetOf(rows)}, shared: shared, styles: styles}.pack(t)
		tab, err := Open(t.Context(), bytes.NewReader(b), Options{Limits: Limits{Plain: 1 << 22, Line: 1 << 16, Rows: 1 << 12, Cells: 1 << 16, Columns: 1000}})
		if err != nil {
			if _, ok := errors.AsType[*Error](err); !ok {
				t.Fatalf("%v is no fault of the file", err)
			}
			return
		}
		defer tab.Close()
		_ = tab.Each(t.Context(), func(r *Row) error {
			for i := range tab.Columns {
				_, _, _ = r.Number(i)
				_, _, _ = r.Day(i)
			}
			return nil
		})
	})
}
