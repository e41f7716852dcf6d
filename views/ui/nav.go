package ui

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"olist/views/text"
)

// section is one entry of the main menu, with its pages. All pages of the house
// stand in one of them.
type section struct {
	name  text.Text
	pages []menuPage
}

// menuPage is a page that the menu leads to.
type menuPage struct {
	path string // with a fragment where it is a part of a page
	name text.Text
	view bool // shows a segment so many weeks ahead, which links to it take along
}

// sections is the order in which the menu shows them; a section leads to its
// first page.
var sections = []section{
	{text.NavForecast, []menuPage{{"/", text.NavForecast, true}, {"/drives", text.DrivesTitle, true}, {"/changes", text.NavChanges, true}, {needsPath, text.NavNeeds, false}, {"/digest", text.NavDigest, false}}},
	{text.NavSegments, []menuPage{{"/segments", text.NavSegments, false}, {"/compare", text.NavCompare, false}}},
	{text.NavPlan, []menuPage{{"/plan", text.PlanningTab, true}, {"/order", text.OrderTitle, false}, {"/budgets", text.BudgetsTitle, false}, {"/scenarios", text.NavScenarios, false}, {"/plan/worth", text.WorthTab, false}, {"/#goal", text.NavTargets, true}, {"/#notes", text.NotesTitle, true}}},
	{text.NavAccuracy, []menuPage{{"/accuracy", text.NavBacktest, false}, {"/watch", text.NavWatch, false}}},
	{text.NavData, []menuPage{{"/data", text.TabAboutData, false}, {"/data/imports", text.ImportsTitle, false}, {"/sources", text.SourcesTitle, false}, {"/events", text.EventsTitle, false}, {"/stockouts", text.StockoutsTitle, false}, {"/shop", text.ShopTitle, false}}},
	{text.NavModels, []menuPage{
		{"/models", text.NavRegistry, false}, {"/models/compare", text.NavCompare, false}, {"/admin", text.NavAdmin, false},
		{"/admin/search", text.TabSearch, false}, {"/admin/jobs", text.TabJobs, false},
	}},
	{text.NavSettings, []menuPage{
		{"/admin/policy", text.TabPolicy, false}, {"/automation", text.NavAutomation, false}, {"/backups", text.BackupsTitle, false},
		{"/admin/people", text.PeopleTitle, false}, {"/admin/sessions", text.SessionsTitle, false}, {"/admin/tokens", text.NavAccess, false}, {"/shares", text.NavShares, false}, {"/admin/audit", text.TabAudit, false},
	}},
}

// needsPath is the page whose number of lines the menu tells.
const needsPath = "/needs"

// needs tells whether a section holds the page of what needs somebody, and there
// is something.
func (f Frame) needs(s section) bool {
	return f.Needs > 0 && slices.ContainsFunc(s.pages, func(p menuPage) bool { return p.path == needsPath })
}

// adminOnly are the pages that are hidden from who has logged in and may not see
// them; who has not is led to the login.
var adminOnly = map[string]bool{"/sources": true, "/automation": true, "/backups": true, "/admin/people": true, "/admin/tokens": true, "/shares": true, "/admin/audit": true}

func (f Frame) hides(p menuPage) bool { return f.Person != "" && !f.MayAdmin && adminOnly[p.path] }

// whereabouts finds the section and its page that the reader is at: the page
// itself, or else the one whose address the reader's continues furthest. Both
// are -1 where the page stands in no section.
func (f Frame) whereabouts() (in, at int) {
	in, at, longest := -1, -1, 0
	for i, s := range sections {
		for j, p := range s.pages {
			if f.Path != p.path && (p.path == "/" || !strings.HasPrefix(f.Path, p.path+"/")) {
				continue
			}
			if len(p.path) > longest {
				in, at, longest = i, j, len(p.path)
			}
		}
	}
	return in, at
}

// currentSection gives the value of aria-current for a section's entry: the page
// itself, or one of those below it.
func (f Frame) currentSection(i int) string {
	switch in, at := f.whereabouts(); {
	case in != i:
		return "false"
	case at == 0:
		return "page"
	}
	return "true"
}

// linkTo is the address of a page in the menu.
func (f Frame) linkTo(p menuPage) string {
	here, err := url.Parse(f.Here())
	if !p.view || err != nil {
		return p.path
	}
	kept := url.Values{}
	for _, name := range []string{"segment", "horizon"} {
		if v := here.Query().Get(name); v != "" {
			kept.Set(name, v)
		}
	}
	if len(kept) == 0 {
		return p.path
	}
	path, fragment, parted := strings.Cut(p.path, "#")
	if parted {
		fragment = "#" + fragment
	}
	return cmp.Or(path, "/") + "?" + kept.Encode() + fragment
}

func currentTab(is bool) string {
	if is {
		return "page"
	}
	return "false"
}

// loginURL leads back to the page after the login.
func (f Frame) loginURL() string { return "/login?" + url.Values{"next": {f.Here()}}.Encode() }
