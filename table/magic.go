package table

import (
	"bytes"
	"strings"

	"olist/message"
)

// refuse names a file that is no text by its first bytes, and says what to do.
// It gives nil for what may be a table.
func refuse(head []byte) error {
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")))
	switch {
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return Fail(0, message.FileOldExcel.With())
	case starts("%PDF"):
		return Fail(0, message.FilePDF.With())
	case starts("PAR1"):
		return Fail(0, message.FileParquet.With())
	case starts("SQLite format 3\x00"):
		return Fail(0, message.FileSQLite.With())
	case starts("BZh"), starts("\x28\xb5\x2f\xfd"), starts("\xfd7zXZ\x00"), starts("7z\xbc\xaf"), starts("Rar!"):
		return Fail(0, message.FileCompressed.With())
	case starts("\x1f\x8b"):
		return Fail(0, message.FileCompressedTwice.With())
	case starts("\x89PNG"), starts("\xff\xd8\xff"), starts("GIF8"):
		return Fail(0, message.FilePicture.With())
	case starts("\xff\xfe\x00\x00"), starts("\x00\x00\xfe\xff"):
		return Fail(0, message.FileUTF32.With())
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return Fail(0, message.FileTar.With())
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return Fail(0, message.FileHTML.With())
	case strings.HasPrefix(text, "<?xml"):
		return Fail(0, message.FileXML.With())
	case strings.HasPrefix(text, `{"`), strings.HasPrefix(text, `[{`), strings.HasPrefix(text, `[[`), text == "{}", text == "[]", strings.HasPrefix(text, "{\n"), strings.HasPrefix(text, "{\r\n"):
		return Fail(0, message.FileJSON.With())
	}
	return nil
}
