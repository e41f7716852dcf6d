package views

import (
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"olist/views/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func pages(l text.Locale) map[string]templ.Component {
	empty := sampleDashboard(l)
	empty.Targets, empty.Problem, empty.Model = nil, "too short", Model{}
	reader := sampleAdmin(l)
	reader.MayAdmin = false
	all := runningPages(l)
	maps.Copy(all, map[string]templ.Component{
		"dashboard":            DashboardPage(sampleDashboard(l)),
		"dashboard, problem":   DashboardPage(empty),
		"admin":                AdminPage(sampleAdmin(l)),
		"admin, reader":        AdminPage(reader),
		"admin, no job":        AdminPage(Admin{Frame: sampleFrame(l), Form: sampleAdmin(l).Form}),
		"models":               ModelsPage(sampleModels(l)),
		"models, none":         ModelsPage(Models{Frame: sampleFrame(l)}),
		"accuracy":             AccuracyPage(sampleAccuracy(l)),
		"accuracy, none":       AccuracyPage(Accuracy{Frame: sampleFrame(l)}),
		"accuracy, computing":  AccuracyPage(Accuracy{Frame: sampleFrame(l), Wait: Wait{Done: 6, Total: 26, Job: "j7"}}),
		"accuracy, failed":     AccuracyPage(Accuracy{Frame: sampleFrame(l), Wait: Wait{Failed: true}}),
		"segments":             SegmentsPage(sampleSegments(l)),
		"segments, none":       SegmentsPage(Segments{Frame: sampleFrame(l), Horizon: 1, Sort: "name"}),
		"scenarios":            ScenariosPage(sampleScenarios(l)),
		"scenario":             ScenarioPage(sampleScenario(l)),
		"compare":              ComparePage(sampleCompare(l)),
		"compare, none":        ComparePage(Compare{Frame: sampleFrame(l), Horizon: 1}),
		"data":                 DataPage(sampleData(l)),
		"problem":              ProblemPage(sampleFrame(l), hostile),
		"job panel, queued":    JobPanel(l, sampleJob(JobQueued)),
		"job panel, succeeded": JobPanel(l, sampleJob(JobSucceeded)),
		"job panel, failed":    JobPanel(l, sampleJob(JobFailed)),
		"job panel, canceled":  JobPanel(l, sampleJob(JobCanceled)),
	})
	return all
}

// What holds on every page: nothing that the content security policy forbids,
// nothing from another host, no hostile name that becomes markup, and the
// ground rules of accessibility.
func TestEveryPageKeepsTheRules(t *testing.T) {
	for _, l := range text.Locales {
		for name, page := range pages(l) {
			t.Run(l.Code()+"/"+name, func(t *testing.T) {
				source := render(t, page)
				doc, err := html.Parse(strings.NewReader(source))
				if err != nil {
					t.Fatal(err)
				}
				check := &rules{t: t, ids: map[string]bool{}, labels: map[string]bool{}}
				check.walk(doc)
				check.finish()
				if call := leaked.FindString(source); call != "" {
					t.Errorf("the template shows its own code: %s", call)
				}
				if strings.Contains(source, "%!") || strings.Contains(source, "%s") || strings.Contains(source, "NaN") {
					t.Errorf("a number or a format leaked into the page")
				}
			})
		}
	}
}

// leaked is a call that the template took for text.
var leaked = regexp.MustCompile(`@[a-zA-Z.]+\(`)

type rules struct {
	t           *testing.T
	ids, labels map[string]bool
	inputs      []string
	references  []string
	headings    int
}

func (r *rules) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		r.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
}

func (r *rules) element(n *html.Node) {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") {
			r.t.Errorf("<%s> has the attribute %s, which the policy forbids", n.Data, a.Key)
		}
		if (a.Key == "src" || a.Key == "href" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
			r.t.Errorf("<%s %s=%q> leaves this host", n.Data, a.Key, a.Val)
		}
	}
	switch n.Data {
	case "style", "iframe", "base":
		r.t.Errorf("<%s> is forbidden", n.Data)
	case "img":
		r.t.Error("an image: nothing here makes one, so a name broke out of its text")
	case "script":
		if attrs["src"] == "" && attrs["type"] != "application/json" {
			r.t.Error("an inline script")
		}
	case "h1":
		r.headings++
	case "label":
		r.labels[attrs["for"]] = true
	case "input", "select", "textarea":
		if attrs["type"] != "hidden" && attrs["aria-label"] == "" {
			r.inputs = append(r.inputs, attrs["id"])
		}
	}
	if id := attrs["id"]; id != "" {
		if r.ids[id] {
			r.t.Errorf("the id %q is there twice", id)
		}
		r.ids[id] = true
	}
	for _, key := range []string{"aria-labelledby", "aria-describedby"} {
		r.references = append(r.references, strings.Fields(attrs[key])...)
	}
}

func (r *rules) finish() {
	for _, id := range r.inputs {
		if !r.labels[id] {
			r.t.Errorf("the input %q has no label", id)
		}
	}
	for _, id := range r.references {
		if !r.ids[id] {
			r.t.Errorf("something refers to the id %q, which is not there", id)
		}
	}
	if r.ids["main"] && r.headings != 1 {
		r.t.Errorf("the page has %d main headings", r.headings)
	}
}

func TestGolden(t *testing.T) {
	en, pt := text.English, text.Portuguese
	for name, c := range map[string]templ.Component{
		"answer.en":        answer(sampleDashboard(en)),
		"answer.pt-BR":     answer(sampleDashboard(pt)),
		"figures.en":       figures(sampleDashboard(en)),
		"targets.en":       targetTable(sampleDashboard(en)),
		"targets.pt-BR":    targetTable(sampleDashboard(pt)),
		"left_out.en":      leftOutWeeks(sampleDashboard(en)),
		"param_form.en":    paramForm(en, sampleAdmin(en).Form),
		"job_running.en":   JobPanel(en, sampleJob(JobRunning)),
		"job_succeeded.en": JobPanel(en, sampleJob(JobSucceeded)),
		"methods.en":       methodTable(sampleAccuracy(en)),
		"detail.en":        accuracyDetail(sampleAccuracy(en)),
		"detail.pt-BR":     accuracyDetail(sampleAccuracy(pt)),
		"typical.en":       typicalMisses(sampleAccuracy(en)),
		"segments.en":      segmentTable(sampleSegments(en)),
		"map.pt-BR":        stateMap(sampleSegments(pt)),
		"movers.en":        moversCard(sampleDashboard(en)),
		"goal.en":          targetCard(sampleDashboard(en)),
		"notes.pt-BR":      notes(sampleDashboard(pt)),
		"assumptions.en":   assumptions(sampleScenario(en)),
		"models.en":        modelTable(sampleModels(en)),
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.ReplaceAll(render(t, c), "><", ">\n<") + "\n"
			path := filepath.Join("testdata", name+".html")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got; rewrite with -update):\n%s", path, diff)
			}
		})
	}
}

// Only what the controls change is sent when they change.
func TestFragmentIsThePartOfThePage(t *testing.T) {
	page := DashboardPage(sampleDashboard(text.English))
	var part bytes.Buffer
	if err := templ.RenderFragments(context.Background(), &part, page, DashboardResults); err != nil {
		t.Fatal(err)
	}
	whole := render(t, page)
	if !strings.Contains(whole, part.String()) || strings.Contains(part.String(), "<html") || part.Len() == 0 {
		t.Errorf("the fragment (%d bytes) is not a part of the page (%d bytes)", part.Len(), len(whole))
	}
}

// A sentence of the engine that nobody translated is marked as English.
func TestUntranslatedSentencesAreMarked(t *testing.T) {
	for sentence, marked := range map[string]bool{
		"A sentence that nobody translated.": true,
		"Trees on the change against the 13-week level carry 32% of the forecasts of shorter series; robust levels and smoothing carry the rest.": false,
	} {
		if got := render(t, sentenceBelow(text.Portuguese, sentence)); strings.Contains(got, `lang="en"`) != marked {
			t.Errorf("%s", got)
		}
	}
}

// While a backtest is computed, its page says how far it is and leads to the job.
func TestBacktestUnderWay(t *testing.T) {
	page := func(w Wait) string { return render(t, noBacktest(Accuracy{Frame: sampleFrame(text.English), Wait: w})) }
	for _, want := range []string{"being computed", "6 of 26", `value="6"`, `href="/admin/jobs/j7"`} {
		if got := page(Wait{Done: 6, Total: 26, Job: "j7"}); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if got := page(Wait{}); !strings.Contains(got, "Waiting to start") || strings.Contains(got, "<progress") {
		t.Errorf("before it begins: %s", got)
	}
	if got := page(Wait{Failed: true}); !strings.Contains(got, "failed") || strings.Contains(got, "Waiting") {
		t.Errorf("after it failed: %s", got)
	}
}
