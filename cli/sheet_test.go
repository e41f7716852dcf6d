package cli

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// TestSheetIsChosen: of an archive with two tables the command line asks for
// one, by the flag that takes it.
func TestSheetIsChosen(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"a.csv", "b.csv"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "week,nothing\n2018-08-20,1\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ flags, want string }{{"", "holds several tables: a.csv, b.csv; choose one with --sheet NAME"}, {"--sheet=c.csv", `holds no table "c.csv"`}, {"--sheet=b.csv --value-column=sold", "sold"}} {
		args := append([]string{"forecast", "--input", "-"}, strings.Fields(c.flags)...)
		if code, _, errOut := run(t, b.String(), args...); code == 0 || !strings.Contains(errOut, c.want) {
			t.Errorf("%s: %d, %s", c.flags, code, errOut)
		}
	}
}
