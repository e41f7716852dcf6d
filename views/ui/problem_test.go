package ui_test

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

func pages(l text.Locale) map[string]templ.Component {
	unsold := viewtest.Frame(l)
	unsold.Unsold, unsold.Model = true, ui.Model{}
	return map[string]templ.Component{
		"problem":         ui.ProblemPage(viewtest.Frame(l), viewtest.Hostile),
		"problem, unsold": ui.ProblemPage(unsold, viewtest.Hostile),
		"start":           ui.StartPage(unsold),
		"start, sold":     ui.StartPage(viewtest.Frame(l)),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
