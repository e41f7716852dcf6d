package table

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"olist/message"
)

// Encoding is how a file writes its letters.
type Encoding string

// The encodings that are read.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16 (little endian)"
	UTF16BE     Encoding = "UTF-16 (big endian)"
	Windows1252 Encoding = "Windows-1252"
)

// wideEncoding tells UTF-16 by its mark, or by every second byte of a text
// with digits and commas in it being zero; empty for anything else.
func wideEncoding(head []byte) Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return UTF16LE
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return UTF16BE
	}
	var zeros [2]int
	head = head[:min(len(head), 4096)]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case half < 2:
	case zeros[1] > half/2 && zeros[0] == 0:
		return UTF16LE
	case zeros[0] > half/2 && zeros[1] == 0:
		return UTF16BE
	}
	return ""
}

// decode gives r in UTF-8 and without a byte order mark.
func decode(r *bufio.Reader, e Encoding) io.Reader {
	switch e {
	case UTF16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case UTF16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	case Windows1252:
		return transform.NewReader(r, charmap.Windows1252.NewDecoder())
	}
	if mark, _ := r.Peek(3); string(mark) == "\xef\xbb\xbf" {
		r.Discard(3)
	}
	return r
}

// letters sees whether bytes are UTF-8, chunk by chunk.
type letters struct {
	carry          []byte // of a letter cut by the end of a chunk
	multi          int    // letters of several bytes
	invalid        int
	invalidLine    int // the first
	undefined      bool
	undefinedLine  int // the first byte that Windows-1252 has not
	replacedInUTF8 int // line of the first U+FFFD
}

// see takes one line, or a part of one.
func (l *letters) see(b []byte, line int) {
	if len(l.carry) > 0 {
		b = append(l.carry, b...)
	}
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r < utf8.RuneSelf:
		case r != utf8.RuneError:
			l.multi++
		case n == 1 && !utf8.FullRune(b):
			l.carry = append([]byte(nil), b...)
			return
		case n == 1:
			l.bad(b[0], line)
		case l.replacedInUTF8 == 0:
			l.replacedInUTF8 = line
		}
		b = b[n:]
	}
	l.carry = l.carry[:0]
}

func (l *letters) bad(b byte, line int) {
	if l.invalid++; l.invalid == 1 {
		l.invalidLine = line
	}
	switch b {
	case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
		if !l.undefined {
			l.undefined, l.undefinedLine = true, line
		}
	}
}

// end sees that the file does not stop inside a letter.
func (l *letters) end(line int) {
	for _, b := range l.carry {
		l.bad(b, line)
	}
	l.carry = nil
}

// encoding decides on all bytes.
func (l *letters) encoding() (Encoding, error) {
	switch {
	case l.invalid == 0:
		return UTF8, nil
	case l.multi > l.invalid:
		return "", Fail(l.invalidLine, message.LineMixed.With())
	case l.undefined:
		return "", Fail(l.undefinedLine, message.LineNoEncoding.With())
	}
	return Windows1252, nil
}
