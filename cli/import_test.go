package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/week"
)

// runCLI gives the exit code and what was said.
func runCLI(t *testing.T, stdin string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, Env{In: strings.NewReader(stdin), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

func TestImportWeeklyFromTheCommandLine(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	const file = "week,category,state,revenue,orders\n2018-08-13,a,SP,1234.50,2\n2018-08-20,a,SP,1.00,1\n"
	steps := []struct {
		name  string
		stdin string
		args  []string
		code  int
		says  string
	}{
		{"import", file, []string{"import", "-"}, 0, "version 1 "},
		{"again", file, []string{"import", "-"}, 0, "nothing changed (fingerprint "},
		{"dry run", "week,category,state,revenue\n2018-08-20,a,SP,9.00\n2018-08-27,a,SP,7.00\n", []string{"import", "--dry-run", "-"}, 0,
			"2018-08-20 was known otherwise: 1 orders, 1.00 before; orders not known, 9.00 now\n  1 weeks added, 1 changed, 0 as they were\n  nothing changed: this was a dry run"},
		{"change", "week,category,state,revenue,orders\n2018-08-20,a,SP,9.00,1\n", []string{"import", "-"}, 0, "version 2 "},
		{"undo", "", []string{"imports", "undo", "2"}, 0, "import 2 is undone"},
		{"as before", file, []string{"import", "-"}, 0, "nothing changed (fingerprint "},
		{"undo the last", "", []string{"imports", "undo", "1"}, 1, "Import 1 is the only one in force"},
		{"bring back", "", []string{"imports", "apply", "2"}, 0, "import 2 is in force"},
		{"bring back again", "", []string{"imports", "apply", "2"}, 1, "the import 2 is applied, not staged"},
		{"undo once more", "", []string{"imports", "undo", "2"}, 0, "import 2 is undone"},
		{"undo again", "", []string{"imports", "undo", "2"}, 1, "the import 2 is undone, not applied"},
		{"undo nothing", "", []string{"imports", "undo", "7"}, 1, `there is no import "7"`},
		{"list", "", []string{"imports"}, 0, "2        undone   weekly"},
		{"broken row", file + "2018-08-27,a,SP,x,1\n", []string{"import", "-"}, 1, `standard input:4: revenue: "x" is not a number`},
		{"missing column", "week,remark\n", []string{"import", "-"}, 1, `standard input:1: the column "revenue" is missing`},
		{"no such folder", "", []string{"import", filepath.Join(t.TempDir(), "none")}, 1, "give the folder with the order files"},
		{"folder without files", "", []string{"import", t.TempDir()}, 1, "olist_orders_dataset.csv: the file is missing"},
		{"nothing to import", "week,revenue\n", []string{"import", "-"}, 1, "the files hold no sales"},
		{"numbers not read", "week,revenue,promo_days\n2018-08-20,9,5\n2018-08-27,,2\n", []string{"import", "-"}, 1, "name them with --drivers"},
		{"known ahead", "week,revenue,promo_days\n2018-08-20,9,1\n2018-08-27,,2\n", []string{"import", "--dry-run", "--drivers", "promo_days", "-"}, 0, "promo_days is known ahead from 2018-08-20 to 2018-08-27, 1 weeks after the last with sales"},
		{"role", "Woche;Umsatz;Ertrag\n20.08.2018;9;2\n", []string{"import", "--dry-run", "--role", "Ertrag=amount", "-"}, 0, "2018-08-20 was known otherwise: 1 orders, 1.00 before; orders not known, 2.00 now"},
		{"role that is none", file, []string{"import", "--role", "revenue=price", "-"}, 1, "is no role of a column; these are: date amount"},
		{"role of nothing", file, []string{"import", "--role", "revenue", "-"}, 1, "should name a column and its role"},
		{"wrong flag", "", []string{"import", "--nope"}, 2, "unknown flag"},
	}
	for _, step := range steps {
		before, _ := os.ReadFile(db)
		code, out, errOut := runCLI(t, step.stdin, append([]string{"--db", db}, step.args...)...)
		if code != step.code || !strings.Contains(out+errOut, step.says) {
			t.Fatalf("%s: exit code %d, want %d and %q in\n%s%s", step.name, code, step.code, step.says, out, errOut)
		}
		if after, _ := os.ReadFile(db); code != 0 && !bytes.Equal(before, after) {
			t.Errorf("%s: failed and changed the database", step.name)
		}
	}
}

func TestFailedImportMakesNoDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	if code, _, _ := runCLI(t, "week\n", "--db", db, "import", "-"); code != 1 {
		t.Fatal(code)
	}
	if _, err := os.Stat(db); !os.IsNotExist(err) {
		t.Fatal("a database is there", err)
	}
}

// What looks wrong in weekly totals is said by the command, dry run or not.
func TestImportNamesWeeksFarFromUsual(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	file := "week,revenue\n"
	for w := range week.Week(20) {
		file += fmt.Sprintf("%s,%d\n", 2500+w, 200_000+w*1000)
	}
	file += week.Week(2520).String() + ",2200000\n"
	const says = "2018-04-23: R$ 2,200,000 is 10 times the usual level: left out until you say it is right\n  1 weeks are left out of training"
	for _, args := range [][]string{{"import", "--dry-run", "-"}, {"import", "-"}} {
		if code, out, errOut := runCLI(t, file, append([]string{"--db", db}, args...)...); code != 0 || !strings.Contains(out, says) {
			t.Errorf("%v: exit code %d\n%s%s", args, code, out, errOut)
		}
	}
}

// What makes the sums of a file wrong is told where it is seen.
func TestImportWarnsOnStandardError(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	const file = "week,status,revenue\n2018-08-13,paid,5\n2018-08-20,cancelled,7\n"
	const says = `olist: warning: by the column "status" rows were not sold or came back: cancelled (1)`
	if code, _, errOut := runCLI(t, file, "--db", db, "import", "--dry-run", "-"); code != 0 || !strings.Contains(errOut, says) {
		t.Errorf("exit code %d\n%s", code, errOut)
	}
}
