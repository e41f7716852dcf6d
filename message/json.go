package message

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// stored is how a message is written: its key and its arguments by name.
type stored struct {
	Key  string                     `json:"key"`
	Args map[string]json.RawMessage `json:"args,omitempty"`
}

// MarshalJSON writes key and arguments by name; what says nothing is null.
func (m Message) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	s := stored{Key: m.Key, Args: m.raw()}
	return json.Marshal(s)
}

// Named gives the arguments by name, for a program that words them itself.
func (m Message) Named() map[string]json.RawMessage { return m.raw() }

func (m Message) raw() map[string]json.RawMessage {
	names := []string{"text"}
	if !m.IsProse() {
		names = Placeholders(m.Key)
	}
	if len(m.Args) == 0 {
		return nil
	}
	raw := make(map[string]json.RawMessage, len(m.Args))
	for i, arg := range m.Args {
		if r, isRaw := arg.(named); isRaw { // of a key that this version does not know
			raw[r.name] = r.value
			continue
		}
		if i >= len(names) {
			break
		}
		b, err := json.Marshal(arg)
		if err != nil {
			b = []byte("null")
		}
		raw[names[i]] = b
	}
	return raw
}

// named keeps an argument of a key that this version does not know.
type named struct {
	name  string
	value json.RawMessage
}

// UnmarshalJSON reads what MarshalJSON writes. A plain string is prose; a key
// that is not known keeps its arguments; arguments of a wrong type are an error.
func (m *Message) UnmarshalJSON(b []byte) error {
	*m = Message{}
	b = bytes.TrimSpace(b)
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	if len(b) > 0 && b[0] == '"' {
		var words string
		if err := json.Unmarshal(b, &words); err != nil {
			return err
		}
		*m = Prose(words)
		return nil
	}
	var s stored
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	return m.take(s)
}

func (m *Message) take(s stored) error {
	if s.Key == keyProse {
		var words string
		if err := json.Unmarshal(s.Args["text"], &words); err != nil {
			return fmt.Errorf("message: %w", err)
		}
		*m = Prose(words)
		return nil
	}
	m.Key = s.Key
	e := entries[s.Key]
	if e == nil {
		for name, value := range s.Args {
			m.Args = append(m.Args, named{name, value})
		}
		return nil
	}
	for i, name := range placeholders(e.en) {
		arg, err := e.kinds[i].read(s.Args[name])
		if err != nil {
			return fmt.Errorf("message: %s of %s: %w", name, s.Key, err)
		}
		m.Args = append(m.Args, arg)
	}
	return nil
}

// MarshalJSON writes a part that is a mere name as a string.
func (v List) MarshalJSON() ([]byte, error) {
	parts := make([]any, len(v))
	for i, m := range v {
		if parts[i] = m; m.IsProse() || m.IsZero() {
			parts[i] = m.String()
		}
	}
	return json.Marshal(parts)
}

// Parse reads what a database column holds: key and arguments, or the prose of
// an earlier version.
func Parse(column string) Message {
	var m Message
	var fields map[string]json.RawMessage
	if len(column) == 0 || column[0] != '{' || json.Unmarshal([]byte(column), &fields) != nil || json.Unmarshal([]byte(column), &m) != nil {
		return Prose(column)
	}
	for name := range fields { // somebody's own words may look like JSON
		if name != "key" && name != "args" {
			return Prose(column)
		}
	}
	if e := entries[m.Key]; m.Key == "" || e != nil && len(m.Args) != m.given(fields["args"]) {
		return Prose(column)
	}
	return m
}

// given counts the arguments of m that args name.
func (m Message) given(args json.RawMessage) (n int) {
	var named map[string]json.RawMessage
	if json.Unmarshal(args, &named) != nil {
		return 0
	}
	for _, name := range Placeholders(m.Key) {
		if _, ok := named[name]; ok {
			n++
		}
	}
	return n
}

// Column writes m for a database column, "" for what says nothing; prose is
// written as it is, unless Parse would take it for more.
func (m Message) Column() string {
	if m.IsZero() {
		return ""
	}
	if words := m.String(); m.IsProse() && !strings.HasPrefix(words, "{") {
		return words
	}
	b, err := json.Marshal(m)
	if err != nil {
		return m.String()
	}
	return string(b)
}

// A figure that is no number is null: JSON has no word for it.
func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// MarshalJSON writes a value that is no number as null.
func (n Number) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Value    *float64 `json:"value"`
		Decimals int      `json:"decimals"`
	}{finite(n.Value), n.Decimals})
}

// UnmarshalJSON reads null as no number.
func (n *Number) UnmarshalJSON(b []byte) error {
	var s struct {
		Value    *float64 `json:"value"`
		Decimals int      `json:"decimals"`
	}
	err := json.Unmarshal(b, &s)
	*n = Number{Value: math.NaN(), Decimals: s.Decimals}
	if s.Value != nil {
		n.Value = *s.Value
	}
	return err
}

// MarshalJSON writes a ratio that is no number as null.
func (p Percent) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Ratio    *float64 `json:"ratio"`
		Decimals int      `json:"decimals"`
	}{finite(p.Ratio), p.Decimals})
}

// UnmarshalJSON reads null as no number.
func (p *Percent) UnmarshalJSON(b []byte) error {
	var s struct {
		Ratio    *float64 `json:"ratio"`
		Decimals int      `json:"decimals"`
	}
	err := json.Unmarshal(b, &s)
	*p = Percent{Ratio: math.NaN(), Decimals: s.Decimals}
	if s.Ratio != nil {
		p.Ratio = *s.Ratio
	}
	return err
}
