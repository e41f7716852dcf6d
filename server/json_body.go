package server

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/store/fault"
)

// decodeJSON reads a JSON object into dst; an empty body leaves dst as it is.
// Numbers in loosely typed places keep their digits. What is wrong is told in
// the words of JSON, not of Go.
func decodeJSON(c echo.Context, dst any) error {
	dec := json.NewDecoder(c.Request().Body)
	dec.UseNumber()
	err := dec.Decode(dst)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nothingMore(dec)
	case errors.Is(err, io.EOF): // nothing but space
		return nil
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return fault.New(fault.CodeInvalid, "The body should be %s, not %s.", kindOf(wrongType.Type), valueOf(wrongType.Value))
	case errors.As(err, &wrongType):
		return fault.Invalid(wrongType.Field, "should be %s, not %s.", kindOf(wrongType.Type), valueOf(wrongType.Value))
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
		return fault.New(fault.CodeMalformed, "The body holds more than one JSON value.")
	}
	return unreadable(err)
}

// unreadable words what is not JSON; a body that is too large or comes too
// slowly has words of its own.
func unreadable(err error) error {
	if fault.CodeOf(err) != fault.CodeInternal {
		return err
	}
	return fault.Wrap(fault.CodeMalformed, err, "The body is not valid JSON.")
}

// kindOf is what JSON calls a type.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "text"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Map, reflect.Struct, reflect.Pointer:
		return "an object"
	}
	return "a whole number"
}

// valueOf words what encoding/json says that it found: array, object, string,
// bool, number, or number and its digits.
func valueOf(found string) string {
	switch kind, digits, _ := strings.Cut(found, " "); {
	case digits != "":
		return digits
	case kind == "array":
		return "a list"
	case kind == "object":
		return "an object"
	case kind == "string":
		return "text"
	case kind == "bool":
		return "true or false"
	}
	return "a number"
}
