package message

import (
	"encoding/json"

	"olist/week"
)

// kind is the type of an argument: how it is read back, and an example.
type kind struct {
	read    func(json.RawMessage) (any, error)
	example func() any
}

func kindOf[A Arg]() kind {
	return kind{
		read: func(raw json.RawMessage) (any, error) {
			var a A
			if len(raw) == 0 {
				return a, nil
			}
			err := json.Unmarshal(raw, &a)
			return a, err
		},
		example: func() any {
			var a A
			switch p := any(&a).(type) {
			case *string:
				*p = "x1"
			case *Quoted:
				*p = "x1"
			case *int:
				*p = 7
			case *int64:
				*p = 7
			case *Number:
				*p = Number{Value: 0.5, Decimals: 1}
			case *Percent:
				*p = Percent{Ratio: 0.125, Decimals: 1}
			case *Cents:
				*p = 12345
			case *WholeMoney:
				*p = 1234567
			case *week.Week:
				*p = 2537
			case *Day:
				*p = "2018-08-20"
			case *Period:
				*p = "2018-Q3"
			case *Elapsed:
				*p = "1.5s"
			case *Actor:
				*p = "x1"
			case *Message:
				*p = Prose("x1")
			case *[]string:
				*p = []string{"x1", "x2"}
			case *[]Quoted:
				*p = []Quoted{"x1", "x2"}
			case *[]Message:
				*p = []Message{Prose("x1"), Prose("x2")}
			case *List:
				*p = List{Prose("x1"), Prose("x2")}
			}
			return a
		},
	}
}

// M0 to M6 are entries with so many arguments, whose types With checks.
type (
	M0                       struct{ e *entry }
	M1[A Arg]                struct{ e *entry }
	M2[A, B Arg]             struct{ e *entry }
	M3[A, B, C Arg]          struct{ e *entry }
	M4[A, B, C, D Arg]       struct{ e *entry }
	M5[A, B, C, D, E Arg]    struct{ e *entry }
	M6[A, B, C, D, E, F Arg] struct{ e *entry }
)

func of0(key string, t Text) M0 { return M0{define(key, t)} }

func of1[A Arg](key string, t Text) M1[A] { return M1[A]{define(key, t, kindOf[A]())} }

func of2[A, B Arg](key string, t Text) M2[A, B] {
	return M2[A, B]{define(key, t, kindOf[A](), kindOf[B]())}
}

func of3[A, B, C Arg](key string, t Text) M3[A, B, C] {
	return M3[A, B, C]{define(key, t, kindOf[A](), kindOf[B](), kindOf[C]())}
}

func of4[A, B, C, D Arg](key string, t Text) M4[A, B, C, D] {
	return M4[A, B, C, D]{define(key, t, kindOf[A](), kindOf[B](), kindOf[C](), kindOf[D]())}
}

func of5[A, B, C, D, E Arg](key string, t Text) M5[A, B, C, D, E] {
	return M5[A, B, C, D, E]{define(key, t, kindOf[A](), kindOf[B](), kindOf[C](), kindOf[D](), kindOf[E]())}
}

func of6[A, B, C, D, E, F Arg](key string, t Text) M6[A, B, C, D, E, F] {
	return M6[A, B, C, D, E, F]{define(key, t, kindOf[A](), kindOf[B](), kindOf[C](), kindOf[D](), kindOf[E](), kindOf[F]())}
}

// With makes the message.
func (m M0) With() Message { return Message{Key: m.e.key} }

// With makes the message of these arguments, in the order of the placeholders
// in the English wording.
func (m M1[A]) With(a A) Message { return Message{m.e.key, []any{a}} }

// With makes the message of these arguments.
func (m M2[A, B]) With(a A, b B) Message { return Message{m.e.key, []any{a, b}} }

// With makes the message of these arguments.
func (m M3[A, B, C]) With(a A, b B, c C) Message { return Message{m.e.key, []any{a, b, c}} }

// With makes the message of these arguments.
func (m M4[A, B, C, D]) With(a A, b B, c C, d D) Message {
	return Message{m.e.key, []any{a, b, c, d}}
}

// With makes the message of these arguments.
func (m M5[A, B, C, D, E]) With(a A, b B, c C, d D, e E) Message {
	return Message{m.e.key, []any{a, b, c, d, e}}
}

// With makes the message of these arguments.
func (m M6[A, B, C, D, E, F]) With(a A, b B, c C, d D, e E, f F) Message {
	return Message{m.e.key, []any{a, b, c, d, e, f}}
}

// plainly gives the log, the command line and programs other words than the
// page, where the page's would name something that they do not have.
func (m M0) plainly(words string) M0 { m.e.plain = words; return m }

func (m M1[A]) plainly(words string) M1[A] { m.e.plain = words; return m }

func (m M2[A, B]) plainly(words string) M2[A, B] { m.e.plain = words; return m }

func (m M3[A, B, C]) plainly(words string) M3[A, B, C] { m.e.plain = words; return m }

func (m M4[A, B, C, D]) plainly(words string) M4[A, B, C, D] { m.e.plain = words; return m }

// other gives the pages and programs of other shops than the sample words that are not
// about its categories and states.
func (m M0) other(en, pt string) M0 { m.e.elsewhere = Text{en, pt}; return m }

func (m M1[A]) other(en, pt string) M1[A] { m.e.elsewhere = Text{en, pt}; return m }

func (m M2[A, B]) other(en, pt string) M2[A, B] { m.e.elsewhere = Text{en, pt}; return m }

func (m M3[A, B, C]) other(en, pt string) M3[A, B, C] { m.e.elsewhere = Text{en, pt}; return m }
