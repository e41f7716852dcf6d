package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// parted reads all rows of a text as the scanner parts them, or the error.
func parted(r io.Reader, comma byte) ([][]string, error) {
	s := newScanner(r, layout{comma: comma, lineEnd: '\n'}, DefaultLimits())
	var all [][]string
	for {
		fields, err := s.read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		var row []string
		for _, f := range fields {
			row = append(row, string(f))
		}
		all = append(all, row)
	}
}

func TestRowsWithQuotes(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,2\n":                  "a|b/1|2",
		"a,b\r\n1,2\r\n":              "a|b/1|2",
		"a,\"b,\n\"\"c\"\"\"\n1,2":    "a|b,\n\"c\"/1|2",
		"\"\",x\n\n\ny,":              "|x/y|",
		"a,b\n\"1\",\"2\"\r\n3,4\r\n": "a|b/1|2/3|4",
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text))} {
			rows, err := parted(r, ',')
			var got []string
			for _, row := range rows {
				got = append(got, strings.Join(row, "|"))
			}
			if err != nil || strings.Join(got, "/") != want {
				t.Errorf("%q %s: %q, %v", text, name, got, err)
			}
		}
	}
	for text, line := range map[string]int{"a,b\n\"1,2\n3,4\n": 2, "a\n1\"2\n": 2, "a\n\"1\"2\n": 2, "a\nb\n\"c": 3} {
		_, err := parted(strings.NewReader(text), ',')
		var e *Error
		if !errors.As(err, &e) || e.Line != line {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzScanner: what encoding/csv takes, the scanner parts in the same way.
func FuzzScanner(f *testing.F) {
	f.Add([]byte("a,b\n\"1,\n2\",3\n"))
	f.Add([]byte("a;b\r\n\"x\"\"y\";\r\n\n;"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.IndexByte(b, '\r') >= 0 {
			b = bytes.ReplaceAll(b, []byte("\r"), nil) // encoding/csv changes those inside of quotes
		}
		r := csv.NewReader(bytes.NewReader(b))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		got, mine := parted(bytes.NewReader(b), ',')
		if (err == nil) != (mine == nil) {
			t.Fatalf("encoding/csv says %v, the scanner %v", err, mine)
		}
		if err == nil && len(want) != len(got) {
			t.Fatalf("%d rows, want %d", len(got), len(want))
		}
		for i := range want {
			if mine == nil && strings.Join(want[i], "\x00") != strings.Join(got[i], "\x00") {
				t.Fatalf("row %d is %q, want %q", i, got[i], want[i])
			}
		}
	})
}
