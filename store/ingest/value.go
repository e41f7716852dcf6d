package ingest

import (
	"crypto/sha256"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"olist/message"
	"olist/table"
	"olist/week"
)

// id is an identifier in 16 bytes: those of its 32 hexadecimal digits, as the
// published files have them, or the first of its sha256.
type id [16]byte

func parseID(s string) id {
	var d id
	if len(s) != 2*len(d) {
		return hashID(s)
	}
	for i := range d {
		hi, lo := hexDigit(s[2*i]), hexDigit(s[2*i+1])
		if hi > 15 || lo > 15 {
			return hashID(s)
		}
		d[i] = hi<<4 | lo
	}
	return d
}

func hashID(s string) id {
	sum := sha256.Sum256([]byte(s))
	return id(sum[:16])
}

// hexDigit gives the value of a lower-case hexadecimal digit, 255 for others.
func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

// maxCents bounds an amount: a hundred billion cents, 1,000,000,000.00.
const maxCents = 100_000_000_000

// flaw says what is wrong with a value; it is nil where nothing is.
type flaw func(value message.Quoted) message.Message

// parseCents reads an amount with at most two decimals, exactly.
func parseCents(s string) (int64, flaw) {
	var n int64
	decimals := -1
	digits := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '.' && decimals < 0 && digits > 0:
			decimals = 0
		case c >= '0' && c <= '9' && decimals < 2 && n <= maxCents:
			n = n*10 + int64(c-'0')
			digits++
			if decimals >= 0 {
				decimals++
			}
		default:
			return 0, message.ValueAmount.With
		}
	}
	if digits == 0 || decimals == 0 {
		return 0, message.ValueAmount.With
	}
	for decimals = max(decimals, 0); decimals < 2; decimals++ {
		n *= 10
	}
	if n > maxCents {
		return 0, message.ValueAmount.With
	}
	return n, nil
}

// Years outside these are taken for slips of the pen.
const (
	firstYear = 1990
	lastYear  = 2100
)

// day is a calendar day, in days from Monday 1970-01-05, the first day of
// week 0.
type day int32

func (d day) week() week.Week {
	w := int(d) / 7
	if d < 0 && d%7 != 0 {
		w--
	}
	return week.Week(w)
}

func (d day) weekday() int { return int(d) - 7*int(d.week()) }

func (d day) String() string {
	return d.week().First().AddDate(0, 0, d.weekday()).Format(time.DateOnly)
}

// parseDay reads the day of a naive local time like 2017-10-02 10:56:33.
func parseDay(s string) (day, flaw) {
	t, err := time.Parse(time.DateTime, s)
	if err != nil {
		return 0, message.ValueTime.With
	}
	if y := t.Year(); y < firstYear || y > lastYear {
		return 0, func(value message.Quoted) message.Message { return message.ValueYear.With(value, firstYear, lastYear) }
	}
	return day(t.Unix()/86400 - 4), nil
}

// maxName is how many bytes a category's name may have.
const maxName = 100

// checkName refuses what cannot be a category's name: by itself, and of the value.
func checkName(s string) (alone message.Message, of flaw) {
	if !utf8.ValidString(s) {
		return message.NameNotUTF8.With(), message.ValueNotUTF8.With
	}
	if len(s) > maxName {
		return message.NameLong.With(maxName), func(value message.Quoted) message.Message { return message.ValueLong.With(value, maxName) }
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			return message.NameControl.With(), message.ValueControl.With
		}
	}
	return message.Message{}, nil
}

// regionName gives a region's name as it is kept: a code of two letters, as
// those of states are, in capitals, any other as it is spelled.
func regionName(s string) string {
	if s = table.Clean(s); len(s) == 2 {
		return strings.ToUpper(s)
	}
	return s
}

// sameRegion is what spellings of one region have in common: all but their case.
func sameRegion(name string) string { return strings.ToLower(name) }

// checkState refuses what is no two-letter code of a state, as the published
// order files have them.
func checkState(s string) flaw {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return message.ValueState.With
	}
	return nil
}
