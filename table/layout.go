package table

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"olist/message"
)

// marks are what may stand between fields, the likeliest first where a file
// could be read by several: 2018-08-20;948,5 has its commas inside fields.
const marks = "\t;|,"

// layout is what the bytes of a file show before its fields are known.
type layout struct {
	encoding Encoding
	comma    byte
	lineEnd  byte // \n, or \r where the file has no other
	declared bool // by a first line sep=;
	titled   bool // lines of one field may stand before the header
}

// counts are how often a mark stands in lines.
type counts struct {
	first, agree, total int
	usual               [64]int // lines by number of marks
}

// survey looks at all bytes once.
type survey struct {
	letters letters
	by      [len(marks)]counts
	now     [len(marks)]int
	lines   int // with something in them
	line    int // being read, from 1
	filled  bool
	quoted  bool
	lf, cr  int
	nul     int // line of the first zero byte
	head    []byte
	limits  Limits
	length  int // of the row, so far
}

// kindOf says for every byte what it is to a survey.
var kindOf = func() (k [256]byte) {
	for i := range marks {
		k[marks[i]] = byte(i + 1)
	}
	k['"'], k['\r'], k[0] = 10, 12, 13
	return k
}()

// look finds encoding, separator and line ends of a file.
func look(s *source) (layout, error) {
	r, err := s.plain()
	if err != nil {
		return layout{}, err
	}
	head, err := r.Peek(r.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return layout{}, err
	}
	if err := refuse(head); err != nil {
		return layout{}, err
	}
	l := layout{encoding: wideEncoding(head)}
	v := survey{line: 1, limits: s.limits}
	if err := v.read(decode(r, l.encoding)); err != nil {
		return l, err
	}
	if err := v.decide(&l); err != nil {
		return l, err
	}
	if l.encoding == Windows1252 && bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		return l, Fail(v.letters.invalidLine, message.LineNotUTF8.With())
	}
	return l, nil
}

func (v *survey) read(r io.Reader) error {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if len(v.head) < 16 {
			v.head = append(v.head, buf[:min(n, 16)]...)
		}
		v.see(buf[:n])
		if v.length > v.limits.Line {
			return Fail(v.line, message.RowTooLong.With(size(int64(v.limits.Line))))
		}
		if v.lines > v.limits.Rows {
			return Fail(v.line, message.FileTooManyRows.With(v.limits.Rows))
		}
		if errors.Is(err, io.EOF) {
			v.endLine()
			v.letters.end(v.line)
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (v *survey) see(b []byte) {
	for len(b) > 0 {
		end := bytes.IndexByte(b, '\n')
		if end < 0 {
			v.part(b)
			return
		}
		v.part(b[:end])
		if v.lf++; !v.quoted {
			v.endLine()
		}
		v.line = 1 + v.lf
		b = b[end+1:]
	}
}

// part is a line, or some of one.
func (v *survey) part(b []byte) {
	if len(v.letters.carry) > 0 || !ascii(b) {
		v.letters.see(b, v.line)
	}
	v.length += len(b)
	from := 0
	for i, c := range b {
		switch k := kindOf[c]; {
		case k == 0:
		case k <= byte(len(marks)):
			if !v.quoted {
				v.now[k-1]++
			}
		case k == 10:
			v.quoted = !v.quoted
		case k == 12:
			v.filled = v.filled || i > from
			from = i + 1
			if v.cr++; !v.quoted {
				v.endLine()
			}
			if v.lf == 0 {
				v.line = 1 + v.cr
			}
		case k == 13 && v.nul == 0:
			v.nul = v.line
		}
	}
	v.filled = v.filled || len(b) > from
}

func ascii(b []byte) bool {
	for len(b) >= 8 {
		if (b[0]|b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7])&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (v *survey) endLine() {
	v.length = 0
	if !v.filled {
		return
	}
	v.lines++
	for i := range v.by {
		c, n := &v.by[i], v.now[i]
		if v.lines == 1 {
			c.first = n
		}
		if n == c.first {
			c.agree++
		}
		c.total += n
		c.usual[min(n, len(c.usual)-1)]++
		v.now[i] = 0
	}
	v.filled, v.quoted = false, false
}

func (v *survey) decide(l *layout) error {
	if v.lines == 0 {
		return Fail(0, message.FileEmpty.With())
	}
	if v.nul > 0 {
		return Fail(v.nul, message.LineZeroByte.With())
	}
	if l.encoding == "" {
		e, err := v.letters.encoding()
		if err != nil {
			return err
		}
		l.encoding = e
	} else if at := v.letters.replacedInUTF8; at > 0 {
		return Fail(at, message.LineHalfLetter.With())
	}
	if l.lineEnd = '\n'; v.lf == 0 && v.cr > 0 {
		l.lineEnd = '\r'
	}
	if d := declaredMark(v.head); d != 0 {
		l.comma, l.declared = d, true
		return nil
	}
	l.comma = v.separator()
	c := v.by[bytes.IndexByte([]byte(marks), l.comma)]
	l.titled = 2*c.usual[0] < v.lines && c.total > 0
	return nil
}

// declaredMark reads the line sep=; that Excel takes and writes.
func declaredMark(head []byte) byte {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if len(head) > 5 && bytes.EqualFold(head[:4], []byte("sep=")) && (head[5] == '\r' || head[5] == '\n') && bytes.IndexByte([]byte(marks), head[4]) >= 0 {
		return head[4]
	}
	return 0
}

// separator is the mark that most lines have as often as the first one has
// it; where none agrees so well, as in rows of different length, the one
// that stands there most often.
func (v *survey) separator() byte {
	best := -1
	for i, c := range v.by {
		if c.first > 0 && 2*c.agree > v.lines && (best < 0 || c.agree > v.by[best].agree) {
			best = i
		}
	}
	if best >= 0 {
		return marks[best]
	}
	// A title stands before the header, or rows are ragged.
	for i, c := range v.by {
		for n := 1; n < len(c.usual); n++ {
			if 2*c.usual[n] > v.lines && (best < 0 || c.usual[n] > v.by[best].agree) {
				best, v.by[i].agree = i, c.usual[n]
			}
		}
	}
	if best >= 0 {
		return marks[best]
	}
	best = len(marks) - 1
	for i, c := range v.by {
		if c.first > 0 && (v.by[best].first == 0 || c.total > v.by[best].total) {
			best = i
		}
	}
	return marks[best]
}
