// Package csvform tells the form of a CSV file: what stands between its fields,
// and whether its numbers and dates are written as in Brazil.
package csvform

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Separator gives what stands between the fields of a file: the mark that its
// first line has most of, a comma, semicolon or tab.
func Separator(r *bufio.Reader) rune {
	head, _ := r.Peek(r.Size())
	if end := bytes.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	best, most := ',', bytes.Count(head, []byte{','})
	for _, mark := range ";\t" {
		if n := bytes.Count(head, []byte(string(mark))); n > most {
			best, most = mark, n
		}
	}
	return best
}

// Number rewrites a number of the Brazilian form, 1.234,56, with a point and
// without marks of thousands: 1234.56. One that has a point and no comma is
// taken for what it then is; where that may be either, it is an error.
func Number(s string) (string, error) {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "R$"))
	whole, fraction, comma := strings.Cut(s, ",")
	points := strings.Count(whole, ".")
	grouped := points > 0 && isGrouped(whole)
	switch {
	case comma && (points > 0 && !grouped || strings.ContainsAny(fraction, ".,")):
		return "", errors.New("mixes points and commas; write it like 1.234,56 or 1234.56")
	case comma:
		return strings.ReplaceAll(whole, ".", "") + "." + fraction, nil
	case points > 1 && !grouped:
		return "", errors.New("mixes points and commas; write it like 1.234,56 or 1234.56")
	case points > 1:
		return strings.ReplaceAll(whole, ".", ""), nil
	case grouped:
		plain := strings.ReplaceAll(whole, ".", "")
		return "", fmt.Errorf("may mean %s or %s; write %s,00 or %s", plain, strings.Replace(whole, ".", ",", 1), plain, plain)
	}
	return s, nil
}

// isGrouped reports whether all points stand before three digits, as those of
// thousands do.
func isGrouped(whole string) bool {
	parts := strings.Split(strings.TrimLeft(whole, "+-"), ".")
	if len(parts[0]) < 1 || len(parts[0]) > 3 || parts[0] == "0" {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return true
}

// Date rewrites a date of the Brazilian form, 20/08/2018, as 2018-08-20; what is
// none stays as it is.
func Date(s string) string {
	if t, err := time.Parse("2/1/2006", strings.TrimSpace(s)); err == nil {
		return t.Format(time.DateOnly)
	}
	return s
}
