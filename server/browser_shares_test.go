//go:build browser

package server

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
)

// framing is a site of another origin with a page that frames an address.
func framing(t *testing.T, address *string) (origin string) {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<!DOCTYPE html><title>Intranet</title><link rel="icon" href="data:,"><iframe src="%s" width="1200" height="900"></iframe>`, html.EscapeString(*address))
	}))
	t.Cleanup(web.Close)
	return strings.Replace(web.URL, "127.0.0.1", "localhost", 1)
}

// framed is the node of an element of a name within a frame of the page, or nil.
func framed(b *tab, name string) *cdp.Node {
	b.t.Helper()
	depth, pierce := int64(-1), true
	doc, err := chromedp.Call(b.ctx, dom.GetDocument, dom.GetDocumentParams{Depth: &depth, Pierce: &pierce})
	must(b.t, err)
	var find func(n *cdp.Node, inside bool) *cdp.Node
	find = func(n *cdp.Node, inside bool) *cdp.Node {
		if inside && n.NodeName == name {
			return n
		}
		if n.ContentDocument != nil {
			if found := find(n.ContentDocument, true); found != nil {
				return found
			}
		}
		for _, child := range n.Children {
			if found := find(child, inside); found != nil {
				return found
			}
		}
		return nil
	}
	return find(doc.Root, false)
}

// A site that a link names frames its page, drawn chart and all; another site does not, and
// neither frames anything else.
func TestBrowserFramesALink(t *testing.T) {
	a := newApp(t)
	var address string
	mine, other := framing(t, &address), framing(t, &address)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(a.url, "http://"))
	must(t, err)
	here := "http://localhost:" + port
	_, link := a.shares(`{"horizon":5,"until":"{soon}","origins":["` + mine + `"]}`)
	_, frameless := a.shares(`{"until":"{soon}"}`)
	for name, c := range map[string]struct {
		address, from string
		shown         bool
	}{
		"a site that is named":          {link, mine, true},
		"a site that is not":            {link, other, false},
		"a link without sites":          {frameless, mine, false},
		"the dashboard":                 {"/", mine, false},
		"a link that opens nothing":     {link + "x", mine, false},
		"the page by which one logs in": {"/login", mine, false},
	} {
		t.Run(name, func(t *testing.T) {
			at := *a
			at.t = t
			b := newTab(t, &at, settings[0])
			b.allow("request to another host")
			b.allow("frame-ancestors")
			b.allow("X-Frame-Options")
			b.allow("status of 404")
			address = here + c.address
			b.do(chromedp.Navigate(c.from))
			seen := func() bool { return framed(b, "CANVAS") != nil }
			if !c.shown {
				b.wait(`document.readyState === "complete"`)
				if framed(b, "MAIN") != nil || seen() {
					t.Error("it is shown")
				}
				return
			}
			for deadline := time.Now().Add(20 * time.Second); !seen() && time.Now().Before(deadline); {
				time.Sleep(50 * time.Millisecond)
			}
			if !seen() {
				t.Error("no chart is drawn in the frame")
			}
		})
	}
}
