//go:build browser

package server

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// A file that may be read in two ways: sent, asked about, chosen, joined, and
// dropped again; no page is wider than the screen.
func TestBrowserImportPreview(t *testing.T) {
	file, sent := filepath.Join(t.TempDir(), "sales.tsv"), 0
	inAllSettings(t, func(b *tab) {
		sent++ // what was chosen for a header is remembered, and not asked again
		must(b.t, os.WriteFile(file, fmt.Appendf(nil, "week\tcategory\tstate\trevenue\tremark %d\n07/08/2018\tBeleza Saude\tSP\t251.000\t\n07/08/2018\thealth_beauty\tSP\t1.500\t\n11/11/2018\tbeleza_saude\tSP\t1.000\t\n08/08/2081\tbeleza_saude\tSP\t7.000\t\n", sent), 0o600))
		b.allow("status of 422")
		fits := func(where string) {
			b.t.Helper()
			if wide := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				b.t.Errorf("%s is %d px wider than the screen", where, wide)
			}
		}
		b.open("/data/imports")
		b.do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{file}))
		b.click(`form[action="/data/imports"] button`)
		b.says("The file may be read in several ways")
		b.says("may mean 251.000 or 251000")
		fits("the question")
		b.do(chromedp.SetValue(chromedp.CSS("#decimal"), ","), chromedp.SetValue(chromedp.CSS("#dates"), "dmy"))
		b.click(`form[action="/data/imports/read"] button`)
		b.says("dates day/month")
		b.says("It has not come yet")
		b.says("weeks without data between")
		fits("the preview")
		b.click(`form[action$="/join"] button`)
		b.wait(`!document.querySelector("#spellings-title")`)
		b.click(`button[formaction$="/discard"]`)
		b.says("The preview was dropped. Nothing has changed.")
	})
}
