package server

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
)

// decodeJSON reads a JSON object into dst; an empty body leaves dst as it is.
// Numbers in loosely typed places keep their digits. What is wrong is told in
// the words of JSON, not of Go; what JSON leaves open, null and a name that
// stands twice, is wrong.
func decodeJSON(c echo.Context, dst any) error {
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return unreadable(err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	err = dec.Decode(dst)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err == nil && string(bytes.TrimSpace(raw)) == "null":
		return fault.New(fault.CodeInvalid, message.BodyWrongType.With(kindOf(reflect.TypeOf(dst).Elem()), message.Prose("null")))
	case err == nil:
		return errors.Join(nothingMore(dec), nothingTwice(raw))
	case errors.Is(err, io.EOF): // nothing but space
		return nil
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return fault.New(fault.CodeInvalid, message.BodyWrongType.With(kindOf(wrongType.Type), valueOf(wrongType.Value)))
	case errors.As(err, &wrongType):
		return fault.Invalid(wrongType.Field, message.FieldWrongType.With(kindOf(wrongType.Type), valueOf(wrongType.Value)))
	}
	return unreadable(err)
}

// nothingMore refuses what follows the value.
func nothingMore(dec *json.Decoder) error {
	_, err := dec.Token()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if _, broken := errors.AsType[*json.SyntaxError](err); err == nil || broken {
		return fault.New(fault.CodeMalformed, message.BodyMoreJSON.With())
	}
	return unreadable(err)
}

// nothingTwice refuses an object in which a name stands twice, in capitals or
// not: which of them would count is for nobody to guess.
func nothingTwice(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	var open []map[string]bool // names by the objects that are open, nil for a list
	name := true               // the next text is one, where the innermost is an object
	for {
		token, err := dec.Token()
		if err != nil {
			return nil // the end: what is no JSON was refused before
		}
		if token == json.Delim('{') {
			open, name = append(open, map[string]bool{}), true
			continue
		}
		if token == json.Delim('[') {
			open = append(open, nil)
			continue
		}
		if token == json.Delim('}') || token == json.Delim(']') {
			open, name = open[:len(open)-1], true
			continue
		}
		if len(open) == 0 || open[len(open)-1] == nil {
			continue
		}
		if key, _ := token.(string); name {
			folded := strings.ToLower(key)
			if open[len(open)-1][folded] {
				return fault.Invalid(key, message.FieldTwice.With(key))
			}
			open[len(open)-1][folded] = true
		}
		name = !name
	}
}

// unreadable words what is not JSON; a body that is too large or comes too
// slowly has words of its own.
func unreadable(err error) error {
	if fault.CodeOf(err) != fault.CodeInternal {
		return err
	}
	return fault.Wrap(fault.CodeMalformed, err, message.BodyNotJSON.With())
}

// kindOf is what JSON calls a type.
func kindOf(t reflect.Type) message.Message {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) { // a word, whatever it is kept as
		return message.JSONText.With()
	}
	switch t.Kind() {
	case reflect.Bool:
		return message.JSONBool.With()
	case reflect.String:
		return message.JSONText.With()
	case reflect.Float32, reflect.Float64:
		return message.JSONNumber.With()
	case reflect.Slice, reflect.Array:
		return message.JSONList.With()
	case reflect.Map, reflect.Struct, reflect.Pointer:
		return message.JSONObject.With()
	}
	return message.JSONWhole.With()
}

// valueOf words what encoding/json says that it found: array, object, string,
// bool, number, or number and its digits.
func valueOf(found string) message.Message {
	switch kind, digits, _ := strings.Cut(found, " "); {
	case digits != "":
		return message.Prose(digits)
	case kind == "array":
		return message.JSONList.With()
	case kind == "object":
		return message.JSONObject.With()
	case kind == "string":
		return message.JSONText.With()
	case kind == "bool":
		return message.JSONBool.With()
	}
	return message.JSONNumber.With()
}
