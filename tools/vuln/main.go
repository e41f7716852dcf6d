// Command vuln looks for known vulnerabilities that the project's code calls:
// govulncheck against a database made from the pinned module
// golang.org/x/vulndb, so that a run can be repeated and raising the pin is a
// change of its own. It fails on every called finding but those of
// accepted.txt, and on an accepted one that is found no longer.
//
//	go run . ../..
package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed accepted.txt
var acceptedText string

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: vuln DIR (the module to examine)")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(project string) error {
	accepted, err := parseAccepted(acceptedText)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "vuln")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := makeDatabase(work); err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	called, err := scan(work, project)
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	if err := judge(called, accepted); err != nil {
		return err
	}
	fmt.Printf("no vulnerability is called but %d accepted ones\n", len(accepted))
	return nil
}

// makeDatabase lays the entries of the pinned module out in dir as govulncheck
// reads them (https://go.dev/doc/security/vuln/database).
func makeDatabase(dir string) error {
	module, err := output("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/vulndb")
	if err != nil {
		return err
	}
	entries := filepath.Join(strings.TrimSpace(string(module)), "data", "osv")
	_, err = output("go", "tool", "indexdb", "-vulns", entries, "-out", dir)
	return err
}

// scan gives the ids of the vulnerabilities whose code project calls, with the
// function that is called.
func scan(database, project string) (map[string]string, error) {
	project, err := filepath.Abs(project)
	if err != nil {
		return nil, err
	}
	out, err := output("go", "tool", "govulncheck", "-db", "file://"+database, "-C", project, "-tags", "browser", "-format", "json", "./...")
	if err != nil {
		return nil, err
	}
	return calledOf(strings.NewReader(string(out)))
}

func output(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	out, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, failed.Stderr)
	}
	return out, err
}

// message is what is read of one of govulncheck's (its JSON output is a stream
// of them; the first function of a trace is the vulnerable one).
type message struct {
	Finding *struct {
		OSV   string
		Trace []struct{ Package, Receiver, Function string }
	}
}

func calledOf(r io.Reader) (map[string]string, error) {
	called := map[string]string{}
	for d := json.NewDecoder(r); ; {
		var m message
		switch err := d.Decode(&m); {
		case errors.Is(err, io.EOF):
			return called, nil
		case err != nil:
			return nil, err
		}
		if m.Finding == nil || len(m.Finding.Trace) == 0 || m.Finding.Trace[0].Function == "" {
			continue // required or imported only
		}
		at := m.Finding.Trace[0]
		called[m.Finding.OSV] = strings.Trim(at.Package+"."+at.Receiver+"."+at.Function, ".")
	}
}

// parseAccepted reads lines of id, day and reason; # begins a comment.
func parseAccepted(text string) (map[string]string, error) {
	accepted := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, rest, _ := strings.Cut(line, " ")
		day, reason, _ := strings.Cut(rest, " ")
		if _, err := time.Parse(time.DateOnly, day); err != nil || reason == "" {
			return nil, fmt.Errorf("accepted.txt: %q needs a day and a reason", id)
		}
		accepted[id] = reason
	}
	return accepted, nil
}

// judge gives an error that names what is called and not accepted, and what is
// accepted and not called.
func judge(called, accepted map[string]string) error {
	var errs []error
	for id, at := range called {
		if accepted[id] == "" {
			errs = append(errs, fmt.Errorf("%s is called: %s (https://pkg.go.dev/vuln/%s)", id, at, id))
		}
	}
	for id := range accepted {
		if called[id] == "" {
			errs = append(errs, fmt.Errorf("%s is called no longer: take it out of accepted.txt", id))
		}
	}
	return errors.Join(errs...)
}
