package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// page is a file of the documentation.
type page struct {
	path   string // below the module
	text   string
	blocks []block
}

// block is a fenced block of a page.
type block struct {
	line int    // of its first line of text
	info string // what follows the fence: a language, and how it is treated
	text string
}

// language is the first word of the info.
func (b block) language() string { first, _, _ := strings.Cut(b.info, " "); return first }

// rest is what follows the language.
func (b block) rest() string { _, rest, _ := strings.Cut(b.info, " "); return rest }

var fence = regexp.MustCompile("^ *(```+)(.*)$")

// readPages reads what people read: README, CONTRIBUTING, SECURITY where there is
// one, and the pages of this folder.
func readPages(t *testing.T) []page {
	t.Helper()
	var all []page
	for _, pattern := range []string{"../README.md", "../CONTRIBUTING.md", "../SECURITY.md", "*.md"} {
		paths, err := filepath.Glob(pattern)
		must(t, err)
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			must(t, err)
			below, err := filepath.Rel("..", filepath.Join("../docs", path))
			must(t, err)
			all = append(all, page{path: below, text: string(raw), blocks: blocksOf(string(raw))})
		}
	}
	if len(all) < 8 {
		t.Fatalf("only %d pages found", len(all))
	}
	return all
}

func blocksOf(text string) (all []block) {
	open := ""
	for i, line := range strings.Split(text, "\n") {
		m := fence.FindStringSubmatch(line)
		switch {
		case m != nil && open == "":
			open = m[1]
			all = append(all, block{line: i + 2, info: strings.TrimSpace(m[2])})
		case m != nil && m[1] == open:
			open = ""
		case open != "":
			all[len(all)-1].text += line + "\n"
		}
	}
	return all
}

// prose is a page without its blocks.
func (p page) prose() string {
	var kept strings.Builder
	open := ""
	for line := range strings.Lines(p.text) {
		m := fence.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case m != nil && open == "":
			open = m[1]
		case m != nil && m[1] == open:
			open = ""
		case open == "":
			kept.WriteString(line)
			continue
		}
		kept.WriteString("\n")
	}
	return kept.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
