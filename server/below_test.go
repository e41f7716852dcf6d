package server

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"olist/store"
	"olist/views/text"
)

// commandLine are the files whose errors only the command line, the log and
// programs are told.
var commandLine = map[string]bool{"legacy.go": true, "backup.go": true, "restore.go": true, "holding.go": true, "file.go": true, "store.go": true, "text.go": true, "password.go": true}

// Whatever the layers below the pages say to a person is said in Portuguese,
// too. The formats are read from the source, so that one added later is checked
// without being listed.
func TestErrorsFromBelowAreTranslated(t *testing.T) {
	formats := map[string]string{}
	for _, dir := range []string{".", "../training", "../store"} {
		must(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !commandLine[filepath.Base(path)] && !strings.Contains(path, "/fault/") {
				collectFormats(t, path, formats)
			}
			return err
		}))
	}
	verb := regexp.MustCompile(`%[-+#0-9.]*([a-z])`)
	for format, where := range formats {
		if !strings.ContainsFunc(verb.ReplaceAllString(format, ""), unicode.IsLetter) {
			continue // passes on what was said elsewhere
		}
		message := strings.NewReplacer("%s", "x1", "%d", "7", "%q", `"x1"`, "%v", "x1").Replace(format)
		if en, pt := text.English.Below(message), text.Portuguese.Below(message); en == pt {
			t.Errorf("%s says %q, which has no Portuguese", where, message)
		}
	}
	for message, want := range map[string]string{
		`week: "never" is not a date like 2018-08-13`: `Week: "never" não é uma data como 2018-08-13.`,
		"something new": "Something new.",
	} {
		if got := text.Portuguese.Below(message); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

// messages are the functions whose text argument reaches people, and which it is.
var messages = map[string]int{"fault.New": 1, "fault.Invalid": 1, "fault.Wrap": 2}

func collectFormats(t *testing.T, path string, into map[string]string) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, 0)
	must(t, err)
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			format, err := strconv.Unquote(lit.Value)
			must(t, err)
			into[format] = fmt.Sprint(files.Position(lit.Pos()))
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := called(n.Fun)
			at, ok := messages[name]
			if ok && len(n.Args) > at {
				add(n.Args[at])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Message" {
				add(n.Value)
			}
		}
		return true
	})
}

func called(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "fault" {
			return "fault." + sel.Sel.Name
		}
		return sel.Sel.Name
	}
	return ""
}

// Every act that is logged is called something in either language.
func TestActsAreTranslated(t *testing.T) {
	sources, err := filepath.Glob("../store/*.go")
	must(t, err)
	found := 0
	for _, path := range sources {
		raw, err := os.ReadFile(path)
		must(t, err)
		for _, m := range regexp.MustCompile(`audit\(ctx, [^,\n]+, "([a-z._]+)"`).FindAllStringSubmatch(string(raw), -1) {
			found++
			e := store.AuditEntry{Action: m[1], Subject: "x1", Detail: []byte("{}")}
			en, _ := actWords{Locale: text.English}.say(e)
			pt, _ := actWords{Locale: text.Portuguese}.say(e)
			if strings.HasPrefix(en, m[1]) || pt == en || strings.Contains(en+pt, "%!") {
				t.Errorf("%s is called %q and %q", m[1], en, pt)
			}
		}
	}
	if found < 20 {
		t.Errorf("found only %d acts: the source is not being read", found)
	}
}
