package text

import (
	"slices"
	"strings"
	"testing"
	"time"

	"olist/message"
	"olist/week"
)

// Names that the catalogue knows are worded in each language; others stand as
// they are, whatever they hold.
func TestKnownNamesAndOthers(t *testing.T) {
	const unknown = "<b>of another version</b>"
	for _, l := range Locales {
		for what, c := range map[string]struct {
			name func(string) string
			all  map[string]Text
		}{
			"who": {l.Who, actors}, "a status": {l.Status, statuses}, "a figure of an act": {l.ActField, actFields},
		} {
			for key, entry := range c.all {
				if got := c.name(key); got != l.T(entry) || got == "" {
					t.Errorf("%s, %s: %q", what, key, got)
				}
			}
			if got := c.name(unknown); got != unknown {
				t.Errorf("%s: %q", what, got)
			}
		}
		for key, entry := range actValues {
			if got, known := l.ActValue(key); !known || got != l.T(entry) {
				t.Errorf("the value %s: %q", key, got)
			}
		}
		if _, known := l.ActValue(unknown); known {
			t.Error("a value of another version is known")
		}
		for key, entry := range acts {
			args := make([]any, strings.Count(entry.en, "%s"))
			for i := range args {
				args[i] = unknown
			}
			if said, known := l.Act(key, args...); !known || strings.Contains(said, "%") || strings.Count(said, unknown) != len(args) {
				t.Errorf("the act %s: %q", key, said)
			}
		}
		if said, known := l.Act(unknown); known || said != unknown {
			t.Errorf("an act of another version: %q", said)
		}
		if l.State("SP") != "São Paulo (SP)" || l.State("ZZ") != "ZZ" || l.State("none") != l.T(StateNotKnown) {
			t.Error("states", l.State("SP"), l.State("ZZ"), l.State("none"))
		}
		if !l.Here("local") || l.Here("admin") || l.Quote("x") != "“x”" || len(l.Short()) != 2 || l.Code() == "" {
			t.Error("the language's own names")
		}
	}
}

// Sentences of the layers below begin with a capital and end; words do neither;
// what nobody knows stays as it is.
func TestWhatLayersBelowSay(t *testing.T) {
	for _, l := range Locales {
		prose := message.Prose("of another version")
		if got := l.Say(prose); got != "Of another version." || l.Say(message.Message{}) != "" || l.SayWords(prose) != prose.String() {
			t.Errorf("what an earlier version stored: %q", got)
		}
		said := l.Say(message.LogInFirst.With())
		if said != sentence(message.LogInFirst.With().In(l)) || !strings.HasSuffix(said, ".") || l.SayWords(message.LogInFirst.With()) != message.LogInFirst.With().In(l) {
			t.Errorf("a message: %q", said)
		}
	}
	if English.Marks("1.5") != "1.5" || Portuguese.Marks("1.5") != "1,5" {
		t.Error("decimal marks")
	}
}

// Pseudo is longer, accented, and keeps the places of what is filled in.
func TestPseudoLanguage(t *testing.T) {
	got := Pseudo.T(JobNamed, "j<1>")
	if !strings.Contains(got, "j<1>") || strings.Contains(got, "Job") || len([]rune(got)) <= len(English.T(JobNamed, "j<1>")) {
		t.Errorf("%q", got)
	}
}

// Names are sorted and found without regard to case and accents, by all words.
func TestNamesAreLookedUp(t *testing.T) {
	names := []string{"zebra", "Água", "acre", "Ícaro"}
	SortBy(len(names), func(i int) string { return names[i] }, func(i, j int) { names[i], names[j] = names[j], names[i] })
	if want := []string{"acre", "Água", "Ícaro", "zebra"}; !slices.Equal(names, want) {
		t.Errorf("sorted: %q", names)
	}
	for search, want := range map[string]bool{"sao": true, " PAULO são ": true, "sao rio": false, "": false, "  ": false} {
		if got := Found(Folded("São Paulo (SP)"), search); got != want {
			t.Errorf("%q is found: %v", search, got)
		}
	}
	for written, want := range map[string]bool{"2.5M": true, "R$ 3 mil": true, "250000": false, "": false} {
		if got := HasUnit(written); got != want {
			t.Errorf("%q says its unit: %v", written, got)
		}
	}
}

// Weeks, days and times are written as each language does, in the data's zone.
func TestWeeksAndTimesInWords(t *testing.T) {
	plain := func(s string) string { return strings.ReplaceAll(s, space, " ") }
	w, err := week.Parse("2018-08-20")
	if err != nil {
		t.Fatal(err)
	}
	turn, err := week.Parse("2018-12-31")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2018, 8, 21, 1, 2, 3, 0, time.UTC)
	west := time.FixedZone("", -3*60*60)
	for l, want := range map[Locale][4]string{
		English:    {"20–26 Aug", "31 Dec 2018 – 6 Jan 2019", "21 Aug 2018", "20 Aug 2018"},
		Portuguese: {"20–26 ago", "31 dez 2018 – 6 jan 2019", "21 ago 2018", "20 ago 2018"},
	} {
		days, year := l.WeekParts(w)
		both, none := l.WeekParts(turn)
		if got := [4]string{plain(days), plain(both), plain(l.Day(at)), plain(l.In(west).Day(at))}; got != want || year != " 2018" || none != "" {
			t.Errorf("%q, %s, %q", got, year, none)
		}
		if l.In(west).Clock(at) != "22:02:03" || l.Int(-1234) == "" || l.Int(3) != "3" {
			t.Error(l.In(west).Clock(at))
		}
	}
}
