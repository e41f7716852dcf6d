package docs

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	flagNamed    = regexp.MustCompile("(^|[\\s`'(\\[,])(--[a-z][a-z0-9-]+)")
	variable     = regexp.MustCompile(`OLIST_[A-Z0-9_]*[A-Z0-9]`)
	link         = regexp.MustCompile(`\]\(([^)\s]+)\)|src="([^"]+)"`)
	address      = regexp.MustCompile("`(?:GET |POST )?(/[a-z][A-Za-z0-9/._{}-]*)")
	heading      = regexp.MustCompile(`(?m)^#+ (.*)$`)
	notInAnchors = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// notOurs are flags of other programs, and folders of machines.
var (
	notOurFlags     = []string{"--allow-downgrades", "--build-arg", "--check", "--data-binary", "--force-recreate", "--from-file", "--ignore-missing", "--no-deps", "--now", "--preserve", "--replicas", "--rm", "--wait"}
	notOurAddresses = []string{"/data", "/etc", "/run", "/usr", "/mnt", "/srv", "/var"}
)

// help is what the program and all of its commands say of themselves.
func help(t *testing.T) string {
	t.Helper()
	binary := program(t)
	var all strings.Builder
	var ask func(words ...string)
	ask = func(words ...string) {
		out, err := exec.CommandContext(t.Context(), binary, append(slices.Clone(words), "--help")...).CombinedOutput()
		must(t, err)
		all.Write(out)
		_, commands, _ := strings.Cut(string(out), "Available Commands:\n")
		commands, _, _ = strings.Cut(commands, "\n\n")
		for line := range strings.Lines(commands) {
			if name := strings.Fields(line); len(name) > 0 && name[0] != "help" && name[0] != "completion" {
				ask(append(slices.Clone(words), name[0])...)
			}
		}
	}
	ask()
	return all.String()
}

// TestFlagsAreThere: what a page calls a flag or a variable of the environment
// is one.
func TestFlagsAreThere(t *testing.T) {
	says := help(t)
	known := func(name string) bool {
		return regexp.MustCompile(regexp.QuoteMeta(name) + `\b[^-_A-Za-z0-9]`).MatchString(says)
	}
	source := sources(t)
	for _, p := range readPages(t) {
		for _, m := range flagNamed.FindAllStringSubmatch(p.text, -1) {
			if !known(m[2]) && !slices.Contains(notOurFlags, m[2]) && p.path != "CONTRIBUTING.md" {
				t.Errorf("%s names %s, which no command knows", p.path, m[2])
			}
		}
		for _, name := range variable.FindAllString(p.text, -1) {
			quoted := `"` + strings.TrimSuffix(name, "_FILE")
			if !strings.Contains(source, quoted+`"`) && !strings.HasPrefix(name, "OLIST_SOURCE_") && !strings.Contains(source, quoted+`_"`) {
				t.Errorf("%s names %s, which the program does not read", p.path, name)
			}
		}
	}
}

// sources are the files of the command line and of what it reads from the
// environment.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"../cli/*.go", "../source/*.go", "../training/backups/*.go"} {
		paths, err := filepath.Glob(pattern)
		must(t, err)
		for _, p := range paths {
			raw, err := os.ReadFile(p)
			must(t, err)
			all.Write(raw)
		}
	}
	return all.String()
}

// TestEveryFlagIsDescribed: each flag of the server, and each variable that its
// help names, has a row in the table for administrators.
func TestEveryFlagIsDescribed(t *testing.T) {
	raw, err := os.ReadFile("administrator.md")
	must(t, err)
	out, err := exec.CommandContext(t.Context(), program(t), "serve", "--help").Output()
	must(t, err)
	var rows []string
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "| `--") || strings.HasPrefix(line, "| none |") {
			rows = append(rows, line)
		}
	}
	table := strings.Join(rows, "")
	seen := 0
	for _, m := range regexp.MustCompile(`(?m)^ +(?:-\w, )?(--[a-z0-9-]+)`).FindAllStringSubmatch(string(out), -1) {
		seen++
		if m[1] != "--help" && !strings.Contains(table, "`"+m[1]+"`") {
			t.Errorf("%s has no row", m[1])
		}
	}
	for _, name := range variable.FindAllString(string(out), -1) {
		if !strings.Contains(table, "`"+name+"`") && !strings.Contains(table, name) {
			t.Errorf("%s has no row", name)
		}
	}
	if seen < 15 {
		t.Errorf("only %d flags seen", seen)
	}
}

// TestAddressesAreThere: what a page writes as an address of the program has a
// route.
func TestAddressesAreThere(t *testing.T) {
	url := serve(t, "--pprof")
	asked := map[string]bool{}
	for _, p := range readPages(t) {
		if p.path == "CHANGELOG.md" {
			continue
		}
		for _, m := range address.FindAllStringSubmatch(p.prose(), -1) {
			at := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(strings.TrimSuffix(m[1], "."), "ID")
			if isOurs := !slices.ContainsFunc(notOurAddresses, func(of string) bool { return at != "/data" && of != "/data" && strings.HasPrefix(at, of+"/") }); !isOurs || asked[at] {
				continue
			}
			asked[at] = true
			if !routed(t, url+at) {
				t.Errorf("%s names %s, where nothing is", p.path, m[1])
			}
		}
	}
	if len(asked) < 30 || routed(t, url+"/nowhere") || routed(t, url+"/api/v1/nowhere") {
		t.Errorf("%d addresses found", len(asked))
	}
}

// routed reports whether any method has a route there.
func routed(t *testing.T, url string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	must(t, err)
	resp, err := http.DefaultTransport.RoundTrip(req)
	must(t, err)
	defer resp.Body.Close()
	raw, _ := io.ReadAll(resp.Body)
	return resp.StatusCode != http.StatusNotFound || !strings.Contains(string(raw), `"nothing_here"`)
}

// TestLinksLeadSomewhere: to a file that is there, and to a heading in it.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, p := range readPages(t) {
		for _, m := range link.FindAllStringSubmatch(p.prose(), -1) {
			to := m[1] + m[2]
			if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
				continue
			}
			file, anchor, _ := strings.Cut(to, "#")
			whole := p.path
			if file != "" {
				whole = path.Join(path.Dir(p.path), file)
			}
			raw, err := os.ReadFile(filepath.Join("..", whole))
			if info, statErr := os.Stat(filepath.Join("..", whole)); statErr != nil || err != nil && !info.IsDir() {
				t.Errorf("%s leads to %s, which is not there", p.path, to)
				continue
			}
			if anchor != "" && !slices.Contains(anchors(string(raw)), anchor) {
				t.Errorf("%s leads to %s, which has no such heading: %v", p.path, to, anchors(string(raw)))
			}
		}
	}
}

// anchors are a page's headings as GitHub makes addresses of them.
func anchors(text string) (all []string) {
	for _, m := range heading.FindAllStringSubmatch(page{text: text}.prose(), -1) {
		plain := notInAnchors.ReplaceAllString(strings.ToLower(m[1]), "")
		all = append(all, strings.ReplaceAll(plain, " ", "-"))
	}
	return all
}

// TestCodesAreDescribed: each code of an error has a row, with its status, and no
// other has.
func TestCodesAreDescribed(t *testing.T) {
	raw, err := os.ReadFile("administrator.md")
	must(t, err)
	_, table, _ := strings.Cut(string(raw), "\n## When something is wrong\n")
	var described []string
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) > 4 {
			for _, m := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(cells[1], -1) {
				described = append(described, m[1])
			}
		}
	}
	source, err := os.ReadFile("../store/fault/fault.go")
	must(t, err)
	known := []string{"method_not_allowed"}
	for _, m := range regexp.MustCompile(`Code\w+ +Code = "(\w+)"`).FindAllStringSubmatch(string(source), -1) {
		known = append(known, m[1])
	}
	slices.Sort(known)
	slices.Sort(described)
	if !slices.Equal(known, described) {
		t.Errorf("described are %v, known %v", described, known)
	}
}
