package table

import (
	"bytes"
	"strings"
)

// refuse names a file that is no text by its first bytes, and says what to do.
// It gives nil for what may be a table.
func refuse(head []byte) error {
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")))
	switch {
	case starts("PK\x03\x04"), starts("PK\x05\x06"):
		return refuseZip(head)
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return Fail(0, "the file is an old Excel workbook (xls); open it and save the sheet as CSV")
	case starts("%PDF"):
		return Fail(0, "the file is a PDF document, no table; export the data as CSV")
	case starts("PAR1"):
		return Fail(0, "the file is in the Parquet format; export it as CSV")
	case starts("SQLite format 3\x00"):
		return Fail(0, "the file is an SQLite database; export the table as CSV")
	case starts("BZh"), starts("\x28\xb5\x2f\xfd"), starts("\xfd7zXZ\x00"), starts("7z\xbc\xaf"), starts("Rar!"):
		return Fail(0, "the file is compressed in a form that is not read; unpack it, or compress it with gzip")
	case starts("\x1f\x8b"):
		return Fail(0, "the file is compressed twice; unpack it once")
	case starts("\x89PNG"), starts("\xff\xd8\xff"), starts("GIF8"):
		return Fail(0, "the file is a picture, no table")
	case starts("\xff\xfe\x00\x00"), starts("\x00\x00\xfe\xff"):
		return Fail(0, "the file is in UTF-32; save it as UTF-8")
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return Fail(0, "the file is a tar archive; unpack it and give the table in it")
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return Fail(0, "the file is a web page (HTML), no table: perhaps a page of error or login; fetch the data again")
	case strings.HasPrefix(text, "<?xml"):
		return Fail(0, "the file is XML; export the data as CSV")
	case strings.HasPrefix(text, `{"`), strings.HasPrefix(text, `[{`), strings.HasPrefix(text, `[[`), text == "{}", text == "[]", strings.HasPrefix(text, "{\n"), strings.HasPrefix(text, "{\r\n"):
		return Fail(0, "the file is JSON; export the data as CSV")
	}
	return nil
}

// refuseZip tells what packs itself as zip apart by the names at its start.
func refuseZip(head []byte) error {
	switch {
	case bytes.Contains(head, []byte("[Content_Types].xml")), bytes.Contains(head, []byte("xl/")):
		return Fail(0, "the file is an Excel workbook (xlsx); save the sheet as CSV (in Excel: Save as, CSV UTF-8) and give that file")
	case bytes.Contains(head, []byte("opendocument")):
		return Fail(0, "the file is an OpenDocument workbook (ods); save the sheet as CSV and give that file")
	}
	return Fail(0, "the file is a zip archive; unpack it and give the table in it")
}
