package text

import "testing"

// TestEveryLanguageCanBeChosen: by its code, by a browser's wish for it, and by
// pressing the one button often enough.
func TestEveryLanguageCanBeChosen(t *testing.T) {
	at := Locales[0]
	for i, l := range Locales {
		if got := Match(l.code, ""); got != l {
			t.Errorf("%s is chosen, %s is spoken", l.code, got.code)
		}
		if got := Match("", l.tag.String()+";q=0.9, tlh;q=0.5"); got != l {
			t.Errorf("%s is wished for, %s is spoken", l.tag, got.code)
		}
		if codes := Codes(); codes[i] != l.code {
			t.Errorf("%s is not among the codes %q", l.code, codes)
		}
		if at != l {
			t.Errorf("press %d of the button leads to %s, not %s", i, at.code, l.code)
		}
		at = at.Next()
	}
	if at != Locales[0] || Pseudo.Next() != Locales[0] {
		t.Error("the button does not lead back to the first language")
	}
}
