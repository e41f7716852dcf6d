//go:build browser

package server

import (
	"fmt"
	"testing"

	"olist/training"
	"olist/training/jobs"
)

// A refusal that is no wrong field is told in the form, leaves the panel where
// the next answer goes, and is gone with that.
func TestBrowserQueueFullThenStarted(t *testing.T) {
	a := newIdleApp(t)
	for i := range jobs.MaxQueued {
		_, _, err := a.training.Start(t.Context(), training.Request{Params: training.Values{"random_state": float64(1000 + i)}, By: "test"})
		must(t, err)
	}
	jobs, err := a.store.Jobs(t.Context(), 0, 1)
	must(t, err)
	b := newTab(t, a, settings[0])
	b.allow("status of 4")
	b.open("/admin")
	b.fill("random_state", "77")
	b.click("#params button.primary")
	b.says("10 jobs are waiting already")
	b.wait(`document.querySelector("#params [role=alert]") && document.querySelector("#job h2")`)
	b.fill("random_state", "-1")
	b.click("#params button.primary")
	b.says("Nothing was started")
	b.wait(`document.querySelectorAll("#params .banner.bad").length === 1`)
	b.fill("random_state", "78")
	b.click("#params button.primary")
	b.says("10 jobs are waiting already")

	_, err = a.training.Jobs().Cancel(t.Context(), jobs[0].ID, "test")
	must(t, err)
	b.click("#params button.primary")
	b.wait(`!document.querySelector("main [role=alert], #params .banner.bad, #params [aria-invalid=true]")`)
	b.wait(`document.querySelector("#job [hx-sse\\:connect]")`)
	if jobs, err = a.store.Jobs(t.Context(), 0, 1); err != nil || !b.onPage(jobs[0].ID) {
		t.Errorf("the panel does not follow the job that was started: %+v %v", jobs, err)
	}
}

// onPage tells whether the panel follows a job.
func (b *tab) onPage(job string) bool {
	b.t.Helper()
	return eval[bool](b, fmt.Sprintf(`!!document.querySelector('#job form[action="/admin/jobs/%s/cancel"]')`, job))
}

// Why a training cannot be canceled is told beside the button, and stays while
// the panel follows the training.
func TestBrowserCancelRefused(t *testing.T) {
	a := newIdleApp(t)
	job, _, err := a.training.Start(t.Context(), training.Request{By: "test"})
	must(t, err)
	b := newTab(t, a, settings[0])
	b.allow("status of 5")
	b.open("/admin")
	a.fail.Store(new("POST /admin/jobs/:id/cancel"))
	b.click("#job button.danger")
	b.wait(`document.querySelector("#job form [role=alert]")`)
	a.fail.Store(nil)
	b.click("#job button.danger")
	b.says("The training was canceled")
	b.wait(`!document.querySelector("main [role=alert]")`)
	if got, err := a.store.Job(t.Context(), job.ID); err != nil || got.State != "canceled" {
		t.Error(got, err)
	}
}

// Who switches the theme on a page that answered a form is led to where that
// page says it is; the address of the answer takes only forms.
func TestBrowserPreferencesAfterARefusal(t *testing.T) {
	a := newIdleApp(t)
	b := newTab(t, a, settings[0])
	b.allow("status of 4")
	b.open("/admin/policy")
	eval[bool](b, `(() => { const form = document.querySelector("form[action='/admin/retention']"); form.noValidate = true; form.elements.keep.value = "-1"; form.requestSubmit(); return true })()`)
	b.wait(`location.pathname === "/admin/retention" && document.readyState === "complete" && document.querySelector("main [role=alert]")`)
	b.click("header [name=theme]")
	b.wait(`location.pathname === "/admin/policy" && !document.querySelector("main [role=alert]") && document.documentElement.dataset.theme`)

	b.open("/accuracy?ahead=2")
	b.wait(`document.readyState === "complete"`)
	eval[bool](b, `(history.replaceState({}, "", "/accuracy?ahead=3"), true)`)
	b.click("header [name=theme]")
	b.wait(`location.search === "?ahead=3" && document.readyState === "complete" && document.querySelector("header [name=back]").value === "/accuracy?ahead=3"`)
}
