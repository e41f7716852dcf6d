// Package manifests holds what deploy/ gives to Compose and to Kubernetes against their
// own types, and against the program. It is a module of its own, so that the program
// needs none of theirs.
package manifests

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// secrets are functions of cli that take the name of a variable whose value may be in
// a file that the variable's name with _FILE names.
var secrets = map[string]bool{"secretTwin": true, "secretOf": true, "secretInEnv": true, "fileOf": true}

// program is what its source says of it.
type program struct {
	variables map[string]bool // of the environment; true for those of the form X_FILE
	commands  map[string]bool // their first words
	routes    map[string]bool // that are asked by GET
	port      string          // which the image listens on
	user      int64           // which the image runs as
}

// read reads the source of the program.
func read(t *testing.T) program {
	t.Helper()
	p := program{variables: map[string]bool{}, commands: map[string]bool{}, routes: map[string]bool{}}
	p.readCommandLine(t)
	for _, m := range regexp.MustCompile(`\{get, "([^"]+)"`).FindAllStringSubmatch(text(t, root+"/server/routes.go"), -1) {
		p.routes[m[1]] = true
	}
	image := text(t, root+"/Dockerfile")
	p.port = regexp.MustCompile(`(?m)^EXPOSE (\d+)$`).FindStringSubmatch(image)[1]
	user, err := strconv.ParseInt(regexp.MustCompile(`(?m)^USER (\d+):\d+$`).FindStringSubmatch(image)[1], 10, 64)
	must(t, err)
	p.user = user
	if len(p.routes) < 50 || len(p.commands) < 10 || len(p.variables) < 20 {
		t.Fatalf("read %d routes, %d commands, %d variables", len(p.routes), len(p.commands), len(p.variables))
	}
	return p
}

// readCommandLine finds the variables that cli reads, and its commands.
func (p program) readCommandLine(t *testing.T) {
	t.Helper()
	paths, err := filepath.Glob(root + "/cli/*.go")
	must(t, err)
	var files []*ast.File
	constants := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		must(t, err)
		files = append(files, file)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, is := n.(*ast.ValueSpec); is && len(spec.Names) == len(spec.Values) {
				for i, name := range spec.Names {
					constants[name.Name], _ = literal(spec.Values[i], nil)
				}
			}
			return true
		})
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, is := n.(*ast.CallExpr); is {
				p.readCall(call, constants)
			}
			return true
		})
	}
}

func (p program) readCall(call *ast.CallExpr, constants map[string]string) {
	name, _ := call.Fun.(*ast.Ident)
	for i, argument := range call.Args {
		value, is := literal(argument, constants)
		switch {
		case !is:
		case i == 0 && name != nil && strings.HasPrefix(name.Name, "command"):
			word, _, _ := strings.Cut(value, " ")
			p.commands[word] = true
		case strings.HasPrefix(value, "OLIST_"):
			p.variables[value] = strings.HasSuffix(value, "_FILE")
			if name != nil && secrets[name.Name] {
				p.variables[value+"_FILE"] = true
			}
		}
	}
}

// literal is the value of a text as it stands, or of a constant.
func literal(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		value, err := strconv.Unquote(e.Value)
		return value, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		value, is := constants[e.Name]
		return value, is
	}
	return "", false
}

// checkEnvironment finds settings that the program would not read, secrets that stand
// there openly, and files that nothing puts there.
func (p program) checkEnvironment(t *testing.T, env map[string]string, files map[string]bool) {
	t.Helper()
	named := 0
	for name, value := range env {
		isFile, known := p.variables[name]
		switch {
		case !known:
			t.Errorf("the program does not read %s", name)
		case isFile && !files[value]:
			t.Errorf("%s is %s, where no secret is mounted: %v", name, value, files)
		case isFile:
			named++
		case p.variables[name+"_FILE"]:
			t.Errorf("%s is a secret: name a file that holds it by %s_FILE", name, name)
		case strings.Contains(value, "://") && strings.Contains(value, "@"):
			t.Errorf("%s holds a name or a password", name)
		}
	}
	for _, needed := range []string{"OLIST_DB_FILE", "OLIST_ADMIN_PASSWORD_FILE", "OLIST_PUBLIC_URL", "OLIST_TRUSTED_PROXY", "OLIST_REQUIRE_PASSWORD"} {
		if env[needed] == "" {
			t.Errorf("%s is not set", needed)
		}
	}
	if named != len(files) {
		t.Errorf("%d secrets are mounted, %d named", len(files), named)
	}
}

// checkImage finds an image that is another one tomorrow.
func checkImage(t *testing.T, image string) {
	t.Helper()
	if !regexp.MustCompile(`^[a-z0-9./-]+:[A-Za-z0-9][\w.-]*$`).MatchString(image) || strings.HasSuffix(image, ":latest") {
		t.Errorf("the image %q names no version", image)
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	return string(raw)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
