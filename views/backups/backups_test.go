package backups

import (
	"testing"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/viewtest"
)

func pages(l text.Locale) map[string]templ.Component {
	c := Copy{Name: viewtest.Hostile, Made: viewtest.Time, Size: 2_700_000, Sealed: true}
	wrong := Form{Every: "day", Time: viewtest.Hostile, Days: viewtest.Hostile, Problem: map[string]string{"every": "x", "time": "x", "days": viewtest.Hostile, "weeks": "x", "months": "x"}}
	return map[string]templ.Component{
		"backups, none": Page(View{Frame: viewtest.Frame(l), Beside: true, Now: viewtest.Time, Places: []Place{{Name: "folder", Where: viewtest.Hostile}}}),
		"backups": Page(View{Frame: viewtest.Frame(l), Sealed: true, Saved: true, Now: viewtest.Time.AddDate(0, 0, 3), Next: viewtest.Time, Form: wrong,
			Failed: Failure{Job: "j3", At: viewtest.Time, Why: message.Prose(viewtest.Hostile)}, Running: Running{Job: "j4", Stage: message.Prose(viewtest.Hostile), Done: 1, Total: 4},
			Places: []Place{{Name: "folder", Where: viewtest.Hostile, Copies: []Copy{c, {Name: "b", Made: viewtest.Time}}, Others: 2},
				{Name: "s3", Where: viewtest.Hostile, Problem: message.Prose(viewtest.Hostile)}}}),
		"backups, restore": RestorePage(RestoreView{Frame: viewtest.Frame(l), Place: "s3", Where: viewtest.Hostile, Copy: c, Problem: viewtest.Hostile}),
		"backups, restored": RestorePage(RestoreView{Frame: viewtest.Frame(l), Place: "folder", Where: viewtest.Hostile, Copy: c,
			Done: &Done{Kept: viewtest.Hostile, TokensOff: 2, PeopleOff: 1, Offline: true}}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
