// Package message holds what every layer below the pages has to say to people,
// as data: a key with typed arguments. It is worded once, at the edge: in the
// reader's language on a page, in English in the log and on the command line,
// and as key and arguments beside the English in the API. What the database
// stores of it is key and arguments, so that it can be read in any language
// for ever.
//
// The wordings stand beside each other in this package, a file a room. An entry
// without one of the languages does not compile. Everybody may import this
// package; it imports week alone.
package message

import (
	"encoding/json"
	"slices"
	"strings"
)

// Message is one thing to say. The zero value says nothing. Args are in the
// order of the entry's placeholders and of the types that Arg lists.
type Message struct {
	Key  string
	Args []any
}

// keyProse marks words that were made before messages were data: they are
// shown as they are.
const keyProse = "prose"

// Prose wraps words that are no entry: what an earlier version stored, or what
// another program said.
func Prose(words string) Message {
	if words == "" {
		return Message{}
	}
	return Message{Key: keyProse, Args: []any{words}}
}

// IsProse reports whether m was made by Prose.
func (m Message) IsProse() bool { return m.Key == keyProse }

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.Key == "" }

// String words m in plain English, for the log, the command line and programs, with
// what the sample calls things by.
func (m Message) String() string { return m.word(plainly(Sample)) }

// Of is String for the programs of a shop.
func (m Message) Of(s Shop) string { return m.word(plainly(s)) }

// In words m in a language of the pages.
func (m Message) In(l Language) string { return m.word(l) }

// Error makes a message an error's words.
func (m Message) Error() string { return m.String() }

func (m Message) word(l Language) string {
	if m.IsZero() {
		return ""
	}
	if m.IsProse() {
		return m.Args[0].(string)
	}
	e := entries[m.Key]
	if e == nil {
		return m.unknown()
	}
	return e.word(l, m.Args)
}

// unknown shows what a later version of the program has stored.
func (m Message) unknown() string {
	raw, _ := json.Marshal(m)
	return string(raw)
}

// Entries lists the keys of all entries, sorted.
func Entries() []string {
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Example makes the message of a key with a value for every argument, ""
// where there is no such entry. Tests word all messages with it.
func Example(key string) Message {
	e := entries[key]
	if e == nil {
		return Message{}
	}
	m := Message{Key: key}
	for _, k := range e.kinds {
		m.Args = append(m.Args, k.example())
	}
	return m
}

// Placeholders are the names of a key's arguments, in their order.
func Placeholders(key string) []string {
	if e := entries[key]; e != nil {
		return placeholders(e.en)
	}
	return nil
}

// entries are all there are, by key. Filled as the package's variables are made.
var entries = map[string]*entry{}

// Text is the wording of an entry in every language. {name} stands for an
// argument, {name|# week|# weeks} for the form that its count takes.
type Text struct{ en, pt string }

// What a shop calls the two ways to split its sales, in wordings of other shops than
// the sample.
const (
	firstSplit  = "first_split"
	secondSplit = "second_split"
)

type entry struct {
	key   string
	plain string // where the log, the command line and programs read other words than the page
	Text
	elsewhere Text // of other shops than the sample, where its words are about categories and states
	kinds     []kind
}

func define(key string, t Text, kinds ...kind) *entry {
	if entries[key] != nil || key == keyProse {
		panic("message: the key " + key + " is taken")
	}
	e := &entry{key: key, Text: t, kinds: kinds}
	entries[key] = e
	return e
}

// word fills the wording that l picks.
func (e *entry) word(l Language, args []any) string {
	t := l.Choose(e.en, e.pt)
	split, other := l.Splits()
	if split != "" && e.elsewhere.en != "" {
		t = l.Choose(e.elsewhere.en, e.elsewhere.pt)
	}
	if _, plain := l.(plainly); plain && e.plain != "" {
		t = e.plain
	}
	names := placeholders(e.en)
	var b strings.Builder
	for _, p := range parse(t) {
		switch p.name {
		case "":
			b.WriteString(p.text)
			continue
		case firstSplit:
			b.WriteString(split)
			continue
		case secondSplit:
			b.WriteString(other)
			continue
		}
		if i := slices.Index(names, p.name); i >= 0 && i < len(args) {
			b.WriteString(p.fill(l, args[i]))
		}
	}
	return b.String()
}
