package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// TestContainers: what is in gzip or zip is found by its content.
func TestContainers(t *testing.T) {
	const csv = "week,n\n2018-08-20,1\n"
	book := hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1</v></c></row>`)}}.pack(t)
	two := hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1</v></c></row>`), sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2019-08-19</v></c><c><v>2</v></c></row>`)}}.pack(t)
	const want = "week|n| 2:2018-08-20|1|"
	for name, c := range map[string]struct {
		file  []byte
		sheet string
		want  string
	}{
		"plain":                         {[]byte(csv), "", want},
		"gzip":                          {zipped([]byte(csv)), "", want},
		"a workbook in gzip":            {zipped(book), "", want},
		"zip":                           {pack(t, "x", csv), "", want},
		"zip of a folder with notes":    {pack(t, "a/", "", "a/x.bin", strings.ReplaceAll(csv, ",", ";"), "__MACOSX/a/._x.bin", "notes", ".DS_Store", "x", "a/p.png", "\x89PNG"), "", want},
		"zip of a workbook":             {pack(t, "b.xlsx", string(book)), "", want},
		"zip of two, chosen":            {pack(t, "a.csv", "x,y\n1,2\n", "b.csv", csv), "b.csv", want},
		"zip of two, a sheet chosen":    {pack(t, "a.csv", "x,y\n1,2\n", "b.xlsx", string(two)), "b.xlsx/S1", want},
		"zip of one, its sheet chosen":  {pack(t, "b.xlsx", string(two)), "S1", want},
		"zip of one, it chosen by name": {pack(t, "b.csv", csv), "b.csv", want},
		"a sheet chosen":                {two, "s1", want},
		"a hidden sheet chosen":         {hand{hidden: []bool{true}, sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><v>1</v></c></row>`)}}.pack(t), "S1", want},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := dump(t, c.file, Options{Sheet: c.sheet}); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
			if tab, err := Open(t.Context(), io.MultiReader(bytes.NewReader(c.file)), Options{Sheet: c.sheet}); err != nil { // a stream
				t.Error(err)
			} else {
				tab.Close()
			}
		})
	}
	for name, c := range map[string]struct {
		file    []byte
		sheet   string
		want    string
		choices []string
	}{
		"several sheets":        {two, "", "several sheets hold a table: S1, S2; choose one with --sheet NAME", []string{"S1", "S2"}},
		"no such sheet":         {two, "S9", "there is no sheet \"S9\"; there are: S1, S2", []string{"S1", "S2"}},
		"several files":         {pack(t, "a.csv", csv, "b.csv", csv), "", "holds several tables: a.csv, b.csv", []string{"a.csv", "b.csv"}},
		"no such file":          {pack(t, "a.csv", csv, "b.csv", csv), "c.csv", "holds no table \"c.csv\"; it holds: a.csv, b.csv", []string{"a.csv", "b.csv"}},
		"sheets of one of two":  {pack(t, "a.csv", csv, "b.xlsx", string(two)), "b.xlsx", "several sheets hold a table: b.xlsx/S1, b.xlsx/S2", []string{"b.xlsx/S1", "b.xlsx/S2"}},
		"a sheet of a text":     {[]byte(csv), "S1", "no workbook and no zip archive", nil},
		"zip in gzip":           {zipped(pack(t, "a.csv", csv)), "", "holds another archive", nil},
		"gzip in zip":           {pack(t, "a.csv.gz", string(zipped([]byte(csv)))), "", "holds another archive", nil},
		"zip in zip":            {pack(t, "a.zip", string(pack(t, "a.csv", csv))), "", "holds another archive", nil},
		"zip of nothing":        {pack(t), "", "holds no table", nil},
		"zip of a picture":      {pack(t, "a.png", "\x89PNG"), "", "picture", nil},
		"xlsb":                  {pack(t, "[Content_Types].xml", "<a/>", "xl/workbook.bin", "x"), "", "binary Excel workbook", nil},
		"ods":                   {pack(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>"), "", "save it as XLSX or CSV", nil},
		"a letter":              {pack(t, "[Content_Types].xml", "<a/>", "word/document.xml", "<a/>"), "", "office program", nil},
		"only a hidden sheet":   {hand{hidden: []bool{true}, sheets: []string{sheetOf(`<row><c><v>1</v></c></row>`)}}.pack(t), "", "no visible sheet", nil},
		"a formula not counted": {hand{sheets: []string{sheetOf(`<row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row><row><c t="str"><v>2018-08-20</v></c><c><f>1+1</f></c></row>`)}}.pack(t), "", "line 2: the cell in column B holds a formula without its result", nil},
		"cut XML":               {hand{sheets: []string{`<worksheet xmlns="NS"><sheetData><row><c t="str"><v>week</v></c><c t="str"><v>n</v></c></row>`}}.pack(t), "", "ends in the middle", nil},
		"broken XML":            {hand{sheets: []string{`<worksheet xmlns="NS"><sheetData><row><c t="str"><v>week</v></c><c <`}}.pack(t), "", "is damaged", nil},
		"no such text":          {hand{sheets: []string{sheetOf(`<row><c t="s"><v>-1</v></c><c t="s"><v>5</v></c></row>`)}}.pack(t), "", "is damaged", nil},
		"rows out of order":     {hand{sheets: []string{sheetOf(`<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>`)}}.pack(t), "", "is damaged", nil},
		"cut zip":               {two[:len(two)-40], "", "broken or cut off", nil},
		"old Excel":             {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "", "xls", nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(t.Context(), bytes.NewReader(c.file), Options{Sheet: c.sheet})
			e, ok := errors.AsType[*Error](err)
			if !ok || !strings.Contains(e.Error(), c.want) || !slices.Equal(e.Options, c.choices) || c.choices != nil && e.Choose != "sheet" {
				t.Errorf("%v (choose %+v)", err, e)
			}
		})
	}
}
