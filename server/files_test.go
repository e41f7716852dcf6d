package server

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestCopiedAsOnTheScreen: the clipboard gets the columns and rows of the table
// that the page shows.
func TestCopiedAsOnTheScreen(t *testing.T) {
	a := newIdleApp(t)
	plan, err := a.store.PutScenario(t.Context(), "test", "", "plan", nil)
	must(t, err)
	id := plan.ID
	for page, files := range map[string]string{
		"/?horizon=3":                         "/forecast.tsv?horizon=3",
		"/?horizon=3&goal=200k&per=week":      "/forecast.tsv?horizon=3&goal=200k&per=week",
		"/?horizon=1":                         "/forecast.tsv?horizon=1",
		"/compare?segment=state:SP&horizon=3": "/compare.tsv?segment=state:SP&horizon=3",
		"/segments?kind=state&q=sao":          "/segments.tsv?kind=state&q=sao",
		"/scenarios/" + id + "?horizon=3":     "/scenarios/" + id + "/forecast.tsv?horizon=3",
	} {
		shown := tableOnPage(t, a.page(page))
		_, tsv := a.ask("GET", files, "")
		lines := strings.Split(strings.TrimSpace(tsv), "\n")
		if heads := strings.Join(shown.heads, "\t"); lines[0] != heads {
			t.Errorf("%s: heads on the screen\n%s\ncopied\n%s", page, heads, lines[0])
		}
		if len(lines) != 1+shown.rows {
			t.Errorf("%s: %d rows on the screen, %d copied", page, shown.rows, len(lines)-1)
		}
	}
}

// shownTable is a table as a person sees it.
type shownTable struct {
	heads []string
	rows  int
}

// tableOnPage reads the table that a page offers to take along: the one after
// its button. A head without a name, and a drawing, are nothing to take.
func tableOnPage(t *testing.T, page string) (s shownTable) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(t, err)
	offered := false
	for n := range root.Descendants() {
		switch {
		case n.Data == "copy-table":
			offered = true
		case offered && n.DataAtom == atom.Table:
			for cell := range n.Descendants() {
				switch {
				case cell.DataAtom == atom.Tr && cell.Parent.DataAtom != atom.Thead:
					s.rows++
				case cell.DataAtom == atom.Th && cell.Parent.Parent.DataAtom == atom.Thead && !isOnPaper(cell.Parent):
					if head := visibleText(cell); head != "" && head != "Last year and forecast" {
						s.heads = append(s.heads, head)
					}
				}
			}
			return s
		}
	}
	t.Fatal("no table is offered")
	return s
}

func isOnPaper(n *html.Node) bool { return hasClass(n, "on-paper") }

func hasClass(n *html.Node, class string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "class" && slices.Contains(strings.Fields(a.Val), class)
	})
}

func visibleText(n *html.Node) string {
	if hasClass(n, "visually-hidden") {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(visibleText(c))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
