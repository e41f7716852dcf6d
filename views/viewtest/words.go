package viewtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// Case is a part of a page and what a reader finds there, or must not find.
type Case struct {
	Part  templ.Component
	Says  []string // in this order
	Hides []string
}

// Check holds parts of pages against what a reader finds there.
func Check(t *testing.T, cases map[string]Case) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			words := Words(t, c.Part)
			rest := words
			for _, want := range c.Says {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q is not there, or not after the words before it, in: %s", want, words)
				}
				rest = after
			}
			for _, no := range c.Hides {
				if strings.Contains(words, no) {
					t.Errorf("%q is there: %s", no, words)
				}
			}
		})
	}
}

// Words is what a part says: its text as a reader has it, with one space where
// the source has any number of them.
func Words(t *testing.T, c templ.Component) string {
	t.Helper()
	return wordsOf(parsed(t, c))
}

// Rows are the cells of the tables' bodies below the element that id labels.
func Rows(t *testing.T, c templ.Component, id string) (rows [][]string) {
	t.Helper()
	for n := range parsed(t, c).Descendants() {
		if attribute(n, "aria-labelledby") != id {
			continue
		}
		for tr := range n.Descendants() {
			if tr.Data == "tr" && tr.Parent.Data == "tbody" {
				rows = append(rows, cells(tr))
			}
		}
		return rows
	}
	t.Fatalf("nothing is labelled by %q", id)
	return nil
}

// Attributes are the values of an attribute in all elements that have it, in
// their order.
func Attributes(t *testing.T, c templ.Component, element, name string) (values []string) {
	t.Helper()
	return AttributesWith(t, c, element, name, name)
}

// AttributesWith are the values of an attribute in all elements that have another.
func AttributesWith(t *testing.T, c templ.Component, element, has, name string) (values []string) {
	t.Helper()
	for n := range parsed(t, c).Descendants() {
		if n.Data == element && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == has }) {
			values = append(values, attribute(n, name))
		}
	}
	return values
}

func cells(tr *html.Node) (cells []string) {
	for n := range tr.ChildNodes() {
		if n.Data == "td" || n.Data == "th" {
			cells = append(cells, wordsOf(n))
		}
	}
	return cells
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.ElementNode:
			b.WriteByte(' ')
		case d.Type == html.TextNode && d.Parent.Data != "script":
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(Plain(b.String())), " ")
}

func parsed(t *testing.T, c templ.Component) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(Render(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
