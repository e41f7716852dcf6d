//go:build browser

package server

import "testing"

// The backtest is taken apart in folds that stay shut until asked for, and make
// no phone's page wider than its screen.
func TestBrowserAccuracyInDetail(t *testing.T) {
	inAllSettings(t, func(b *tab) {
		b.open("/accuracy")
		if open := eval[int](b, `document.querySelectorAll("details.fold[open]:has(.scores)").length`); open != 0 {
			b.t.Errorf("%d folds stand open", open)
		}
		eval[bool](b, `(document.querySelectorAll("details:has(.scores)").forEach(d => { d.open = true }), true)`)
		if rows := eval[int](b, `document.querySelectorAll(".scores tbody tr").length`); rows < 150 {
			b.t.Errorf("only %d rows of scores", rows)
		}
		if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			b.t.Errorf("the page is %d px wider than the screen", wide)
		}
	})
}
