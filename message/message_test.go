package message

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"olist/week"
)

// probe is a language that shows how each argument was handed to it.
type probe struct{ plainly }

func (probe) Choose(_, pt string) string { return pt }
func (probe) Singular(n int) bool        { return n <= 1 }
func (probe) Quote(words string) string  { return "“" + words + "”" }

// TestEveryEntry: the wordings of an entry hold the same arguments, of which
// there are as many as the entry has types; a message goes to JSON and back.
func TestEveryEntry(t *testing.T) {
	if len(Entries()) == 0 {
		t.Fatal("there is no entry")
	}
	for _, key := range Entries() {
		e := entries[key]
		names := slices.Sorted(slices.Values(placeholders(e.en)))
		if len(names) != len(e.kinds) {
			t.Errorf("%s has %d types for the arguments %v", key, len(e.kinds), names)
			continue
		}
		for _, other := range []string{e.pt, e.plain} {
			if other != "" && !slices.Equal(names, slices.Sorted(slices.Values(placeholders(other)))) {
				t.Errorf("%s: %q has other arguments than %v", key, other, names)
			}
		}
		for _, other := range []string{e.elsewhere.en, e.elsewhere.pt} {
			known := slices.DeleteFunc(placeholders(other), func(name string) bool { return name == firstSplit || name == secondSplit })
			if other != "" && !slices.Equal(names, slices.Sorted(slices.Values(known))) {
				t.Errorf("%s: %q has other arguments than %v", key, other, names)
			}
		}
		if strings.TrimSpace(e.en) == "" || strings.TrimSpace(e.pt) == "" || strings.Contains(e.en+e.pt, "%") && strings.Contains(e.en, "%s") {
			t.Errorf("%s is empty in a language, or holds a verb", key)
		}
		for _, p := range append(parse(e.en), parse(e.pt)...) {
			if strings.ContainsAny(p.text, "{}") {
				t.Errorf("%s: a brace is not closed in %q", key, p.text)
			}
		}
		m := Example(key)
		raw, err := json.Marshal(m)
		var back Message
		if err != nil || json.Unmarshal(raw, &back) != nil || !reflect.DeepEqual(back, m) {
			t.Errorf("%s: %v goes to %s and comes back as %v (%v)", key, m, raw, back, err)
		}
		if Parse(m.Column()).String() != m.String() {
			t.Errorf("%s is lost in a column: %s", key, m.Column())
		}
	}
}

func TestWording(t *testing.T) {
	all := of6[Quoted, int, int64, Percent, week.Week, Message]("test.all", Text{
		"{file}: {n|# row|# rows} of #{id}, {share}, {week} ({why})",
		"{file}: {n|# linha|# linhas} de #{id}, {share}, {week} ({why})",
	})
	defer delete(entries, "test.all")
	m := all.With(`a"b`, 1, 1234, Percent{0.125, 1}, 2537, Prose("so it is"))
	if got, want := m.String(), `"a\"b": 1 row of #1234, 12.5%, 2018-08-20 (so it is)`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m.Args[1] = 0
	if got, want := m.In(probe{}), `“a"b”: 0 linha de #1234, 12.5%, 2018-08-20 (so it is)`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestStored: what other versions wrote is shown, and a figure that is none is
// neither lost nor printed as NaN.
func TestStored(t *testing.T) {
	if got := Parse("made live: newly trained"); !got.IsProse() || got.String() != "made live: newly trained" {
		t.Errorf("old prose became %v", got)
	}
	if got := Parse(""); !got.IsZero() || got.Column() != "" {
		t.Errorf("nothing became %v", got)
	}
	later := Parse(`{"key":"of_a_later_version","args":{"n":3}}`)
	if got := later.String(); got != `{"key":"of_a_later_version","args":{"n":3}}` || later.Column() != got {
		t.Errorf("a later version's message became %s", got)
	}
	worse := of1[Percent]("test.nan", Text{"{by} worse", "{by} pior"})
	defer delete(entries, "test.nan")
	m := worse.With(Percent{math.NaN(), 1})
	if got := Parse(m.Column()).String(); got != "–% worse" || !strings.Contains(m.Column(), "null") {
		t.Errorf("%s becomes %q", m.Column(), got)
	}
	for _, typed := range []string{`{"key":"test.nan"}`, `{"key":"wrong_password","note":"mine"}`, `{"KEY":"wrong_password"}`, `{"key":""}`} {
		if got := Parse(typed); !got.IsProse() || got.String() != typed {
			t.Errorf("what a person typed, %s, became %v", typed, got)
		}
	}
	if Parse(`{"key":"test.nan","args":{"by":"much"}}`).IsProse() != true {
		t.Error("an argument of a wrong type was taken")
	}
}

// TestWhoAndHowLong: the log keeps a program's own words, a page gives a person's.
func TestWhoAndHowLong(t *testing.T) {
	done := of2[Elapsed, Actor]("test.done", Text{"{took} by {who}", "{took} por {who}"})
	defer delete(entries, "test.done")
	m := done.With("1m0.25s", "local")
	if got, want := m.String(), "1m0.25s by local"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := m.In(probe{}), "60.2\u00a0s por local"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
