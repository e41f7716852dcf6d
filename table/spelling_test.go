package table

import "testing"

// TestSpellingsOfOneName: case, accents, width and spaces make no other name,
// marks do, and so does what stands between digits.
func TestSpellingsOfOneName(t *testing.T) {
	for _, same := range [][]string{{"São Paulo", "SAO PAULO", "sao_paulo", "SaoPaulo", " são  paulo ", "Sa\u0303o\u00a0Paulo", "ＳÃＯ　ＰＡＵＬＯ", "\u202esão\u200b paulo"}, {"Store 1", "store_1", "STORE1"}, {"#x", "# X"}} {
		for _, name := range same {
			if got, want := Spelling(name), Spelling(same[0]); got != want {
				t.Errorf("%q is %q, %q is %q", name, got, same[0], want)
			}
		}
	}
	for _, apart := range [][2]string{{"1-11", "11-1"}, {"1 11", "11 1"}, {"1-11", "111"}, {"FOODS_1_011", "FOODS_10_11"}, {"a", "b"}, {"--", "**"}, {"", "-"}, {"a/b", "a,b"}, {"a/b", `a"b`}, {"a/b", "ab"}, {"_x", "# x"}, {"_x", "x"}, {"t-shirt", "tshirt"}, {"C", "C++"}} {
		if Spelling(apart[0]) == Spelling(apart[1]) {
			t.Errorf("%q and %q are one name", apart[0], apart[1])
		}
	}
}

// TestHoursOfGreenwich are whole, and in its zone.
func TestHoursOfGreenwich(t *testing.T) {
	for clock, want := range map[string]bool{"23:00:00Z": true, "22:00Z": true, "23:00:00.000Z": true, "23:00:00+00:00": true, "23:00:00 UTC": true,
		"23:00:00": false, "23:00:00+02:00": false, "23:30:00Z": false, "23:59:59Z": false, "23:00:00-03:00": false} {
		if got := isGreenwichHour([]byte(clock)); got != want {
			t.Errorf("%s: %v", clock, got)
		}
	}
}

// TestCleanNames have no invisible characters and no spaces but single ones.
func TestCleanNames(t *testing.T) {
	for name, want := range map[string]string{
		"mug": "mug", " mug ": "mug", "a  b": "a b", "mug\u200b": "mug", "\u202emug": "mug", "a\u00a0b": "a b", "\ufeffmug": "mug", "Cafe\u0301": "Café", "": "", "\u200b": "", "\u3000": "",
	} {
		if got := Clean(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
