package automation

import (
	"testing"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/viewtest"
)

func samplePolicy(l text.Locale) Policy {
	return Policy{Frame: viewtest.Frame(l), Notice: viewtest.Hostile, Mode: "not_worse", MaxWorse: viewtest.Hostile, Keep: viewtest.Hostile, ModeProblem: viewtest.Hostile, MaxProblem: viewtest.Hostile, KeepProblem: viewtest.Hostile,
		Decisions: []Decision{{"j3", viewtest.Time, message.Prose(viewtest.Hostile)}}}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayAdmin = false
	return map[string]templ.Component{
		"policy":               PolicyPage(samplePolicy(l)),
		"policy, reader":       PolicyPage(Policy{Frame: reader, Mode: "always"}),
		"automation, as it is": Page(View{Frame: viewtest.Frame(l), Schedule: ScheduleForm{Mode: "off"}}),
		"automation":           Page(sampleAutomation(l)),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func sampleAutomation(l text.Locale) View {
	return View{Frame: viewtest.Frame(l), Saved: true,
		Schedule: ScheduleForm{Mode: "weekly", Weekday: 1, Time: viewtest.Hostile, Zone: viewtest.Hostile, Next: viewtest.Time, Problem: map[string]string{"time": viewtest.Hostile, "zone": "unknown"}},
		Webhook: WebhookForm{URL: viewtest.Hostile, Secret: "abc", Problem: viewtest.Hostile, Deliveries: []Delivery{
			{Event: "model.activated", State: "waiting", Attempts: 1, Made: viewtest.Time, Failed: true}, {Event: viewtest.Hostile, State: "delivered", Made: viewtest.Time},
		}}}
}
