package table

import (
	"bytes"
	"strings"
)

// part is a number or a word of a date.
type part struct {
	text  string
	value int // -1 for a word
	width int
}

// parts are those of a date, and the mark between them.
type parts struct {
	list [4]part // the fourth is the day of an ISO week
	n    int
	mark byte
}

// eastern writes the words for year, month and day behind numbers, as in
// 2018年8月20日 and 2018년 8월 20일, as marks.
var eastern = strings.NewReplacer("年", "-", "月", "-", "日", "", "년", "-", "월", "-", "일", "")

// partsOf parts a date at - / . and spaces, and where letters meet digits.
func partsOf(b []byte) (p parts, ok bool) {
	if !ascii(b) {
		b = []byte(eastern.Replace(string(b)))
	}
	for i := 0; i < len(b); {
		c := b[i]
		if bytes.IndexByte([]byte("-/. ,"), c) >= 0 {
			if p.mark == 0 || p.mark == ' ' {
				p.mark = c
			}
			i++
			continue
		}
		from := i
		if isDigit(c) {
			for i < len(b) && isDigit(b[i]) {
				i++
			}
		} else {
			for i < len(b) && !isDigit(b[i]) && bytes.IndexByte([]byte("-/. ,"), b[i]) < 0 {
				i++
			}
		}
		word := b[from:i]
		if !isDigit(c) && fillers[strings.ToLower(string(word))] && p.n > 0 {
			continue // 3rd of May, 20 de agosto de 2018
		}
		if p.n == len(p.list) || len(word) > 12 {
			return p, false
		}
		p.list[p.n] = part{value: digits(word), width: len(word)}
		if p.list[p.n].value < 0 {
			p.list[p.n].text = strings.ToLower(string(word))
		}
		p.n++
	}
	return p, p.n > 0
}

var fillers = map[string]bool{"de": true, "del": true, "of": true, "st": true, "nd": true, "rd": true, "th": true, "er": true}
