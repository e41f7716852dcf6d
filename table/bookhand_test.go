package table

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// pack makes an archive of names and contents, one behind the other.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hand is a workbook written by hand: as other programs write them.
type hand struct {
	sheets  []string // XML of each
	hidden  []bool
	shared  string // XML
	styles  string // XML of numFmts and cellXfs
	strict  bool
	since04 bool
}

const (
	loose  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	looseR = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	strctR = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

func (h hand) pack(t testing.TB) []byte {
	ns, rel := loose, looseR
	if h.strict {
		ns, rel = strict, strctR
	}
	var list, links strings.Builder
	parts := []string{}
	for i, s := range h.sheets {
		state := ""
		if i < len(h.hidden) && h.hidden[i] {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&list, `<sheet name="S%d" sheetId="%d"%s r:id="rId%d"/>`, i+1, i+1, state, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rel, i+1)
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), strings.ReplaceAll(s, "NS", ns))
	}
	if h.shared != "" {
		fmt.Fprintf(&links, `<Relationship Id="rIdS" Type="%s/sharedStrings" Target="/xl/texts.xml"/>`, rel)
		parts = append(parts, "xl/texts.xml", `<sst xmlns="`+ns+`" count="99999999999">`+h.shared+`</sst>`)
	}
	if h.styles != "" {
		fmt.Fprintf(&links, `<Relationship Id="rIdY" Type="%s/styles" Target="styles.xml"/>`, rel)
		parts = append(parts, "xl/styles.xml", `<styleSheet xmlns="`+ns+`">`+h.styles+`</styleSheet>`)
	}
	props := ""
	if h.since04 {
		props = `<workbookPr date1904="1"/>`
	}
	return pack(t, append([]string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="` + ns + `" xmlns:r="` + rel + `">` + props + `<sheets>` + list.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links.String() + `</Relationships>`,
	}, parts...)...)
}

func sheetOf(rows string) string {
	return `<worksheet xmlns="NS"><sheetData>` + rows + `</sheetData></worksheet>`
}

const dateStyles = `<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="&quot;Day &quot;0"/></numFmts>` +
	`<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/></cellXfs>`
