package ingest

import (
	"strconv"
	"strings"

	"olist/message"
)

// refunded is what of a refund comes off the revenue of its row: files write it
// with either sign, and of an order no more than it brought, as shipping and
// taxes go back as well.
func (r *weeklyReader) refunded(refund, revenue int64) int64 {
	return min(max(refund, -refund), max(revenue, 0))
}

// unitsOf reads units, in hundredths: pieces are whole, but what is weighed is
// not.
func (r *weeklyReader) unitsOf(t *sheet) parser {
	if i, has := r.column[itemsColumn]; has && t.called[t.at[i]] == itemsColumn {
		return func(s string) (int64, flaw) {
			n, wrong := signedCount(s)
			return n * unit, wrong
		}
	}
	return func(s string) (int64, flaw) {
		n, _, wrong := roundedCents(s)
		if wrong == nil && n%unit != 0 {
			r.rows.parted++
		}
		return n, wrong
	}
}

// unit is how many hundredths a unit has.
const unit = 100

// cents reads an amount, rounded to cents.
func (r *weeklyReader) cents(s string) (int64, flaw) {
	n, rounded, wrong := roundedCents(s)
	if rounded {
		r.rows.rounded++
	}
	return n, wrong
}

// number reads a number. Only the revenue must be there: has is false without.
func (r *weeklyReader) number(t *sheet, column string, parse parser) (n int64, has, ok bool) {
	i, known := r.column[column]
	if !known {
		return 0, false, true
	}
	plain, filled, err := t.row.Plain(t.at[i])
	switch {
	case err != nil:
		t.noteErr(err)
		return 0, true, false
	case !filled && !r.measures(column):
		r.empty[column]++
		return 0, false, true
	case !filled && r.mayBeBlank():
		r.rows.blank++
		return 0, false, true
	case !filled:
		plain = t.value(i)
	}
	n, wrong := parse(plain)
	if wrong != nil {
		t.broken(i, wrong(t.quoted(i)))
		return 0, true, false
	}
	return n, true, true
}

// parser reads a whole number of a unit.
type parser func(string) (int64, flaw)

// measures reports whether a column is the one that a row needs a number in.
func (r *weeklyReader) measures(column string) bool {
	measure, ok := r.measure()
	return ok && column == measure
}

// roundedCents reads an amount, below zero for what came back. What has more
// than two decimals, as programs write sums, is rounded, half away from zero.
func roundedCents(s string) (cents int64, rounded bool, wrong flaw) {
	s, back := strings.CutPrefix(s, "-")
	up := int64(0)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s) > i+3 {
		rest := s[i+3:]
		if strings.Trim(rest, "0123456789") != "" {
			return 0, false, message.ValueSignedAmount.With
		}
		rounded = strings.Trim(rest, "0") != ""
		if rest[0] >= '5' {
			up = 1
		}
		s = s[:i+3]
	}
	n, wrong := parseCents(s)
	if wrong != nil {
		return 0, false, message.ValueSignedAmount.With
	}
	n += up
	if back {
		n = -n
	}
	return n, rounded, nil
}

// signedCount reads a whole number, below zero for what came back.
func signedCount(s string) (int64, flaw) {
	s, back := strings.CutPrefix(s, "-")
	n, wrong := parseCount(s)
	if wrong != nil {
		return 0, message.ValueWhole.With
	}
	if back {
		n = -n
	}
	return n, nil
}

// parseCount reads a whole number from 0; programs write it as 1.0, too.
func parseCount(s string) (int64, flaw) {
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, message.ValueCount.With
	}
	return int64(n), nil
}
