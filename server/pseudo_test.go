package server

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"olist/store"
	"olist/training"
	"olist/views/text"
)

// speakPseudo lets the pages of a test speak the pseudo-language, and returns
// the header that asks for it.
func speakPseudo(t *testing.T) []string {
	t.Helper()
	kept := text.Locales
	text.Locales = slices.Insert(slices.Clone(kept), 1, text.Pseudo) // the next one is Portuguese, in which names of the data stand beside its own
	t.Cleanup(func() { text.Locales = kept })
	return []string{"Accept", "text/html", "Cookie", languageCookie + "=" + text.Pseudo.Code()}
}

// written is what a page shows as it was written, in every language: what
// programs are told (codes of acts and columns, parameters, files, sums,
// addresses) and what products, people and tests are called.
var written = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{
	`[a-z]+\.[a-z_.]+`, `[a-z0-9]+(_[a-z0-9]+)+(\.csv(\.gz)?)?`, `[0-9a-f]{16,}`, `https?://\S*`, `(order|period|sort)=\w+`, `m[0-9]+-[0-9a-f]+`, `x+`,
	"olist", "kaggle", "xgboost", "json", "csv", "tsv", "xlsx", "excel", "utf", "iso", "wape", "mase", "rmse", "sha", "utc", "dvds?", "cds?", "blu", "reg:pseudohubererror", "hmac",
	"subsample", "gamma", "objective", "hist", "depthwise", "always", "manual", "makedb", "devel", "test", "nothing", "shipped with the program", "made live: newly trained", "Truckers' strike", "World Cup", "state:XX", "state", "week", "category", "revenue", "cool stuff", "beleza saude", "ahead", "America/Sao_Paulo",
}, "|") + `)\b`)

var words = regexp.MustCompile(`[A-Za-z]{3,}`)

// dataOf are the names that the data bring: those of segments in Portuguese,
// in which they were sold.
func dataOf(t *testing.T, a *app) *strings.Replacer {
	t.Helper()
	live, err := a.training.Live()
	must(t, err)
	var names []string
	for _, seg := range live.Data.Segments {
		_, code, _ := strings.Cut(seg.Key, ":")
		names = append(names, segmentName(text.Portuguese, seg), code)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	var gone []string
	for _, name := range names {
		gone = append(gone, name, "")
	}
	return strings.NewReplacer(gone...)
}

// shown gives what a person sees or hears of a page, each text with where it
// stands.
func shown(t *testing.T, page string) (found []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(t, err)
	for n := range root.Descendants() {
		switch {
		case inOtherLanguage(n), attr(n, "lang") == text.Pseudo.Next().Code():
		case n.Type == html.TextNode && n.Parent.Data == "script":
			if attr(n.Parent, "type") == "application/json" {
				var option any
				must(t, json.Unmarshal([]byte(n.Data), &option))
				found = append(found, drawn("", option)...)
			}
		case n.Type == html.TextNode && !slices.Contains([]string{"code", "kbd", "style"}, n.Parent.Data):
			found = append(found, n.Data)
		case n.Type == html.ElementNode:
			for _, name := range []string{"title", "aria-label", "placeholder", "alt", "data-done", "data-failed", "data-nothing", "aria-description"} {
				found = append(found, attr(n, name))
			}
			if n.Data == "input" && slices.Contains([]string{"submit", "button"}, attr(n, "type")) {
				found = append(found, attr(n, "value"))
			}
		}
	}
	return found
}

// inOtherLanguage tells what is said in a language of its own: the choice of
// one, and what an earlier version has stored.
func inOtherLanguage(n *html.Node) bool {
	for p := range n.Ancestors() {
		if lang := attr(p, "lang"); lang != "" {
			return lang != text.Pseudo.Code()
		}
	}
	return false
}

// drawn gives the strings of a chart's option that are drawn.
func drawn(key string, option any) (found []string) {
	switch v := option.(type) {
	case string:
		if slices.Contains([]string{"name", "text", "data", "label", "value", "formatter"}, key) {
			if v != "rest" && v != "down" && !strings.HasPrefix(v, "@") { // bars that no legend names, and functions of the page's own
				found = append(found, strings.TrimSuffix(v, " low")) // the unseen line under a band
			}
		}
	case []any:
		for _, one := range v {
			found = append(found, drawn(key, one)...)
		}
	case map[string]any:
		for k, one := range v {
			found = append(found, drawn(k, one)...)
		}
	}
	return found
}

// TestNothingIsLeftInEnglish crawls the pages in the pseudo-language: what is
// still in English was not taken from the catalogue.
func TestNothingIsLeftInEnglish(t *testing.T) {
	header := speakPseudo(t)
	a := newApp(t)
	left := map[string][]string{}
	names := dataOf(t, a)
	look := func(where, page string) {
		t.Helper()
		for _, said := range shown(t, page) {
			if words.MatchString(written.ReplaceAllString(names.Replace(said), "")) {
				said = strings.TrimSpace(said)
				left[said] = append(left[said], where)
			}
		}
	}
	ask := func(path string) {
		t.Helper()
		resp, page := a.do("GET", path, nil, header...)
		if resp.StatusCode >= 500 {
			t.Fatalf("%s answers %d", path, resp.StatusCode)
		}
		look(path, page)
	}
	fill(t, a)
	a.addSource("http://127.0.0.1:9/sales.csv")
	for _, path := range append(everyPage(t, a), more...) {
		if !strings.HasSuffix(path, "/events") && !strings.Contains(path, ".") || path == "/events" {
			ask(path)
		}
	}
	for _, f := range tried {
		method, rest, _ := strings.Cut(f.key, " ")
		path, _, _ := strings.Cut(rest, " ")
		if f.wrong == nil || f.door != "" || strings.Contains(path, "upload") || path == "/data/imports" {
			continue
		}
		form := url.Values{}
		for name, value := range f.wrong {
			form.Set(name, value)
		}
		path = strings.NewReplacer("/scenarios/:id", "/scenarios/s1", "/models/:id", "/models/"+a.shipped).Replace(path)
		if method == http.MethodGet {
			ask(path + "?" + form.Encode())
			continue
		}
		_, page := a.do(method, path, strings.NewReader(form.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
		look(f.key, page)
	}
	for _, said := range slices.Sorted(maps.Keys(left)) {
		t.Errorf("%q on %v", said, slices.Compact(left[said]))
	}
}

// more are pages in states of their own.
var more = []string{
	"/?goal=lots", "/?horizon=999", "/?past=99", "/?period=year", "/segments?sort=luck&order=xxx", "/?past=4", "/?goal=230k&per=week", "/?goal=1", "/?segment=nothing", "/?segment=state:XX", "/?segment=state:SP&horizon=20", "/?undo=n1",
	"/segments?q=nothing", "/segments?kind=state", "/compare?segment=state:SP&segment=state:RJ", "/compare?segment=nothing", "/accuracy?ahead=4", "/accuracy?ahead=99", "/drives?week=soon", "/changes?horizon=99", "/budgets?year=2018&saved=1", "/stockouts?saved=1", "/order?segment=state:SP&saved=1", "/order?segment=state:RJ", "/?period=month", "/?period=quarter&goal=1&per=quarter", "/changes?before=x", "/needs/replay?most=99", "/needs/replay?level=80", "/plan?at=2018-09-03&segment=state:SP", "/plan?horizon=99", "/drives?segment=state:SP",
	"/scenarios/s9", "/nothing", "/events?gone=x1&week=2018-11-19&kind=retail", "/scenarios?deleted=s1", "/admin/audit?before=x", "/admin?from=x", "/models?a=b",
}

// fill makes something of everything: a note, a plan, a target, a token, an
// event, jobs that went well and wrong, previews of imports with something to
// choose, and one that is in force.
func fill(t *testing.T, a *app) {
	t.Helper()
	ctx := t.Context()
	_, err := a.store.PutScenario(ctx, "X1", "", "X1", []store.Change{{Segment: "state:SP", From: 2540, To: 2541, Percent: 10}, {Segment: "total", From: 2540, To: 2541, Percent: -100}})
	must(t, err)
	for path, form := range map[string]string{
		"/notes": "week=2018-08-13&text=X1", "/budgets?year=2018": "m2018-07=1&m2018-10=1000000", "/order/segment?segment=state:SP": "on_hand=100&on_order=0&lead_days=14&review_days=7&pack=12&minimum=0&service=95&unit_cost=50&short_cost=&price=", "/stockouts": "segment=state:SP&from=2018-07-02&to=2018-07-09&note=X1", "/targets": "segment=total&goal=2.8M&horizon=12", "/admin/tokens": "name=X1", "/events": "name=X1&week=2018-11-23&kind=retail",
		"/data/weeks": "week=2018-08-13&verdict=use&note=X1", "/automation/schedule": "mode=weekly&weekday=1&time=06:00&zone=America/Sao_Paulo", "/admin/policy": "mode=not_worse&max_worse=5",
		"/models/" + a.shipped + "/remark": "remark=X1", "/models/" + a.shipped + "/pin": "pinned=true", "/admin/retention": "keep=30",
	} {
		if resp, page := a.press(path, form); resp.StatusCode >= 400 {
			t.Fatalf("%s answers %d: %.300s", path, resp.StatusCode, page)
		}
	}
	trained, _, err := a.training.Start(ctx, training.Request{By: "X1", Params: training.Values{"n_estimators": 3}})
	must(t, err)
	failed, _, err := a.store.Enqueue(ctx, store.NewJob{Kind: "x1", Request: []byte("{}"), RequestedBy: "X1"})
	must(t, err)
	for _, id := range []string{trained.ID, failed.ID} {
		a.until("the job ends", func() bool {
			j, err := a.store.Job(ctx, id)
			must(t, err)
			return j.State.Final()
		})
	}
	a.imports("x1.csv", "week,category,state,revenue\n2018-08-20,cool_stuff,SP,260000\n2018-08-20,cool stuff,RJ,60000\n")
	a.imports("x2.tsv", "week\tcategory\tstate\trevenue\n13/08/2018\tBeleza Saude\tSP\t251.000,00\n13/08/2018\thealth_beauty\tSP\t1.500,00\n")
}
