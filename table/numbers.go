package table

import (
	"bytes"

	"olist/message"
)

// example is a field that shows something, and where it stands.
type example struct {
	line int
	text string
}

func (e *example) note(b []byte, line int) {
	if e.line == 0 {
		*e = example{line, string(brief(string(b)))}
	}
}

// numbers are what all numbers of a column show of its form.
type numbers struct {
	n              int
	zero           int
	tiny, hundreds int // whole numbers without marks, from 1 to 99 and to 999
	thousand       int // without marks, from 1000
	point, comma   int // that can only be read with this decimal mark
	eitherPoint    int // 1.234
	eitherComma    int // 1,234
	spaced         int
	fractions      bool // a number is not whole, whatever the reading
	points, commas bool // of thousands, were that the reading
	percent        example
	pointAt        example
	commaAt        example
	eitherPointAt  example
	eitherCommaAt  example
	currency       string
	currencyAt     example
	another        example // in another currency
}

// see takes a field that is a number.
func (n *numbers) see(s *shape, b []byte, line int) {
	n.n++
	if s.spaced {
		n.spaced++
	}
	if s.percent {
		n.percent.note(b, line)
	}
	if s.currency != "" {
		n.money(s.currency, b, line)
	}
	d := s.digits[:s.n]
	if !s.marked {
		if !s.spaced {
			n.whole(d)
		}
		return
	}
	switch s.readings {
	case asPoint:
		n.point++
		n.pointAt.note(b, line)
		n.commas = n.commas || bytes.IndexByte(d, ',') >= 0
		n.fractions = n.fractions || bytes.IndexByte(d, '.') >= 0
	case asComma:
		n.comma++
		n.commaAt.note(b, line)
		n.points = n.points || bytes.IndexByte(d, '.') >= 0
		n.fractions = n.fractions || bytes.IndexByte(d, ',') >= 0
	default:
		if bytes.IndexByte(d, '.') >= 0 {
			n.eitherPoint++
			n.eitherPointAt.note(b, line)
		} else {
			n.eitherComma++
			n.eitherCommaAt.note(b, line)
		}
	}
}

func (n *numbers) money(c string, b []byte, line int) {
	switch {
	case n.currency == "":
		n.currency = c
		n.currencyAt.note(b, line)
	case n.currency != c:
		n.another.note(b, line)
	}
}

func (n *numbers) whole(d []byte) {
	d = bytes.TrimLeft(d, "0")
	switch len(d) {
	case 0:
		n.zero++
	case 1, 2:
		n.tiny++
	case 3:
		n.hundreds++
	default:
		n.thousand++
	}
}

// merge adds what another column shows.
func (n *numbers) merge(o *numbers) {
	n.n += o.n
	n.zero += o.zero
	n.tiny += o.tiny
	n.hundreds += o.hundreds
	n.thousand += o.thousand
	n.point += o.point
	n.comma += o.comma
	n.eitherPoint += o.eitherPoint
	n.eitherComma += o.eitherComma
	n.spaced += o.spaced
	n.fractions = n.fractions || o.fractions
	n.points = n.points || o.points
	n.commas = n.commas || o.commas
	for _, e := range []struct{ to, from *example }{{&n.percent, &o.percent}, {&n.pointAt, &o.pointAt}, {&n.commaAt, &o.commaAt},
		{&n.eitherPointAt, &o.eitherPointAt}, {&n.eitherCommaAt, &o.eitherCommaAt}, {&n.another, &o.another}, {&n.currencyAt, &o.currencyAt}} {
		if e.to.line == 0 {
			*e.to = *e.from
		}
	}
	if n.currency == "" {
		n.currency = o.currency
	}
}

// NumberForm is how a file writes its numbers.
type NumberForm struct {
	Decimal   byte   // '.' or ','
	Thousands string // the mark that sets them off, empty where none does
	Currency  string // a symbol or code that stands with them
}

// String writes the form as an example: 1.234,5.
func (f NumberForm) String() string { return "1" + f.Thousands + "234" + string(f.Decimal) + "5" }

// form decides how numbers are written. Only a number that allows one reading
// proves it; whole numbers without marks speak for thousands where they stop
// below 1000, as in 948, 1,012. prefer is the decimal mark asked for, or 0.
func (n *numbers) form(prefer byte, u usage) (NumberForm, error) {
	f := NumberForm{Decimal: prefer, Currency: n.currency}
	if n.percent.line > 0 {
		return f, Fail(n.percent.line, message.NumbersPercent.With(message.Quoted(n.percent.text)))
	}
	if n.another.line > 0 {
		return f, Fail(n.another.line, message.NumbersCurrencies.With(message.Quoted(n.another.text), message.Quoted(n.currencyAt.text), int64(n.currencyAt.line)))
	}
	switch {
	case prefer == '.' && n.comma > 0:
		return f, Fail(n.commaAt.line, message.NumberNoPoint.With(message.Quoted(n.commaAt.text))).choosable("decimal")
	case prefer == ',' && n.point > 0:
		return f, Fail(n.pointAt.line, message.NumberNoComma.With(message.Quoted(n.pointAt.text))).choosable("decimal")
	case prefer != 0:
	case n.point > 0 && n.comma > 0:
		return f, Fail(max(n.pointAt.line, n.commaAt.line), message.NumbersMixed.With(
			message.Quoted(n.pointAt.text), int64(n.pointAt.line), message.Quoted(n.commaAt.text), int64(n.commaAt.line)))
	case n.point > 0:
		f.Decimal = '.'
	case n.comma > 0:
		f.Decimal = ','
	default:
		var err error
		if f.Decimal, err = n.either(u); err != nil {
			return f, err
		}
	}
	switch {
	case n.spaced > 0:
		f.Thousands = " "
	case f.Decimal == '.' && (n.commas || n.eitherComma > 0):
		f.Thousands = ","
	case f.Decimal == ',' && (n.points || n.eitherPoint > 0):
		f.Thousands = "."
	}
	return f, nil
}

// usage is what else speaks for the form of numbers.
type usage struct {
	commas   bool // stand between the fields
	measured bool // a number that may be read in two ways is one of what is measured
}

// either decides where every number with a mark allows two readings, that is,
// has three digits behind it. Between commas a program's numbers have points,
// but so have those of a person who counts in thousands: what is measured is
// not guessed, as a wrong guess would be a thousandth and pass unseen.
func (n *numbers) either(u usage) (byte, error) {
	small := n.thousand == 0 && n.hundreds > 0 && n.hundreds >= n.tiny
	switch {
	case n.eitherPoint == 0 && n.eitherComma == 0:
		return '.', nil
	case n.eitherPoint == 0 && small:
		return '.', nil
	case n.eitherPoint == 0:
		return 0, twoReadings(n.eitherCommaAt)
	case n.eitherComma == 0 && u.commas && !u.measured && !small:
		return '.', nil
	case n.eitherComma == 0 && small && !u.commas:
		return ',', nil
	}
	return 0, twoReadings(n.eitherPointAt)
}

func twoReadings(e example) error {
	s, _ := shapeOf([]byte(e.text))
	return Fail(e.line, message.NumberUnclear.With(message.Quoted(e.text), string(s.plain(nil, '.')), string(s.plain(nil, ',')))).choosable("decimal")
}
