package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

func inUTF16(s string, big bool) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	const file = "loja;semana;valor\nSão Paulo;2018-01-01;1,5\nBrasília;2018-01-08;2,5\n"
	latin := strings.NewReplacer("ã", "\xe3", "í", "\xed").Replace(file)
	for name, c := range map[string]struct {
		file string
		want Encoding
	}{
		"UTF-8":                      {file, UTF8},
		"UTF-8 with a mark":          {"\xef\xbb\xbf" + file, UTF8},
		"Windows-1252":               {latin, Windows1252},
		"UTF-16 LE with a mark":      {"\xff\xfe" + inUTF16(file, false), UTF16LE},
		"UTF-16 BE with a mark":      {"\xfe\xff" + inUTF16(file, true), UTF16BE},
		"UTF-16 LE without a mark":   {inUTF16(file, false), UTF16LE},
		"UTF-16 BE without a mark":   {inUTF16(file, true), UTF16BE},
		"a letter far from the head": {strings.Replace(file, "São", "Sao", 1) + strings.Repeat("x;2018-01-01;1,5\n", 20000) + "Bras\xedlia;2018-01-08;2,5\n", Windows1252},
	} {
		if strings.HasPrefix(name, "a letter") {
			c.file = strings.Replace(c.file, "Brasília", "x", 1)
		}
		tab, err := open(t, c.file, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		last := ""
		if err := tab.Each(t.Context(), func(r *Row) error { last = r.Text(0); return nil }); err != nil {
			t.Error(err)
		}
		if tab.Encoding != c.want || last != "Brasília" || tab.Columns[0].Name != "loja" {
			t.Errorf("%s: %s, %q, %q", name, tab.Encoding, last, tab.Columns[0].Name)
		}
	}
}

func TestWhatIsNoText(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte("PK\x03\x04 [Content_Types].xml"))
	z.Close()
	for name, c := range map[string]struct {
		file string
		line int
		want string
	}{
		"xlsx, cut":             {"PK\x03\x04\x14\x00[Content_Types].xml", 0, "zip archive or workbook is broken or cut off"},
		"xlsx, cut, in gzip":    {zipped.String(), 0, "zip archive or workbook is broken or cut off"},
		"xls":                   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", 0, "old Excel workbook"},
		"pdf":                   {"%PDF-1.4", 0, "PDF"},
		"html":                  {"\n<!DOCTYPE html><html>", 0, "web page"},
		"json":                  {"[{\"week\":1}]", 0, "JSON"},
		"zero bytes":            {"week,value\n2018-01-01,\x001\n", 2, "zero byte"},
		"mixed":                 {"a;b\nSão Paulo;1\nBrasília;2\nS\xe3o;3\n", 4, "not UTF-8, while the rest of the file is"},
		"neither":               {"a;b\nx;1\n\x81\x8d;2\n", 3, "neither UTF-8 nor Windows-1252"},
		"half a letter, UTF-16": {"\xff\xfe" + inUTF16("a,b\n1,2\n", false) + "\x00\xd8", 3, "half a letter"},
		"empty":                 {"", 0, "empty"},
		"blank":                 {"\n\n , ,\n", 0, "empty"},
		"only a header":         {"week,value\n", 0, "no rows"},
	} {
		_, err := open(t, c.file, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Message.String(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
