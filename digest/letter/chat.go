package letter

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// What chats take at most, in letters; their documentation gives more for some.
const (
	titleMost = 150  // Slack's header
	wordsMost = 2900 // of a block of Slack; Discord's field takes 1024
	fieldMost = 1000
	rowsMost  = 10
)

type object = map[string]any

// Chat is the letter as the webhook of a chat takes it: "slack" (Block Kit), "teams"
// (a message with an Adaptive Card 1.4), "discord" (an embed); anything else is plain
// JSON with the same words. No form holds a picture, since chats fetch pictures from
// an address that strangers can read.
func (l Letter) Chat(kind string) ([]byte, error) {
	switch kind {
	case "slack":
		return json.Marshal(l.slack())
	case "teams":
		return json.Marshal(l.teams())
	case "discord":
		return json.Marshal(l.discord())
	}
	return json.Marshal(l.object())
}

// lead is what stands before all parts.
func (l Letter) lead() string {
	words := l.Lead
	if l.Late != "" {
		words = append([]string{"⚠ " + l.Late}, words...)
	}
	return strings.Join(words, "\n")
}

// lines are the rows of a part, at most rowsMost of them.
func (p Part) lines(link func(Row, string) string, quote func(string) string) string {
	if len(p.Rows) == 0 {
		return quote(p.None)
	}
	var out []string
	for _, r := range p.Rows[:min(rowsMost, len(p.Rows))] {
		bare := r
		bare.Name = ""
		line := "• " + link(r, quote(r.Name))
		if figures := p.said(bare); figures != "" {
			line += ": " + quote(figures)
		}
		if r.Note != "" {
			line += " – " + quote(r.Note)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// slackQuotes are the signs that its markup is made of.
var slackQuotes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "∗", "_", "\u200b_", "~", "∼", "`", "ˋ")

func (l Letter) slack() object {
	section := func(words string) object {
		return object{"type": "section", "text": object{"type": "mrkdwn", "text": cut(words, wordsMost)}}
	}
	link := func(r Row, name string) string {
		if r.URL == "" {
			return name
		}
		return "<" + r.URL + "|" + name + ">"
	}
	blocks := []object{{"type": "header", "text": object{"type": "plain_text", "text": cut(slackQuotes.Replace(l.Shop+": "+l.Heading), titleMost)}}}
	if lead := l.lead(); lead != "" {
		blocks = append(blocks, section(slackQuotes.Replace(lead)))
	}
	for _, p := range l.Parts {
		blocks = append(blocks, section("*"+slackQuotes.Replace(p.Title)+"*\n"+p.lines(link, slackQuotes.Replace)))
	}
	blocks = append(blocks, section("<"+l.Open.URL+"|"+slackQuotes.Replace(l.Open.Label)+">"),
		object{"type": "context", "elements": []object{{"type": "mrkdwn", "text": cut(slackQuotes.Replace(l.Foot), wordsMost)}}})
	return object{"text": slackQuotes.Replace(l.Subject), "blocks": blocks}
}

// markQuotes are the signs that Markdown is made of.
var markQuotes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "~", `\~`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "@", "@\u200b")

func markLink(r Row, name string) string {
	if r.URL == "" {
		return name
	}
	return fmt.Sprintf("[%s](%s)", name, r.URL)
}

func (l Letter) teams() object {
	words := func(text string, more object) object {
		o := object{"type": "TextBlock", "text": cut(text, wordsMost), "wrap": true}
		for k, v := range more {
			o[k] = v
		}
		return o
	}
	body := []object{words(markQuotes.Replace(l.Shop), object{"isSubtle": true}), words(markQuotes.Replace(l.Heading), object{"size": "Large", "weight": "Bolder", "spacing": "None"})}
	if l.Late != "" {
		body = append(body, words(markQuotes.Replace(l.Late), object{"color": "Warning"}))
	}
	for _, said := range l.Lead {
		body = append(body, words(markQuotes.Replace(said), nil))
	}
	for _, p := range l.Parts {
		body = append(body, words(markQuotes.Replace(p.Title), object{"weight": "Bolder", "spacing": "Large"}))
		for line := range strings.SplitSeq(p.lines(markLink, markQuotes.Replace), "\n") {
			body = append(body, words(line, object{"spacing": "Small"}))
		}
	}
	body = append(body, words(markQuotes.Replace(l.Foot), object{"isSubtle": true, "size": "Small", "spacing": "Large"}))
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body,
		"fallbackText": l.Subject, "lang": l.Language, "msteams": object{"width": "Full"}}
	if l.Open.URL != "" {
		card["actions"] = []object{{"type": "Action.OpenUrl", "title": l.Open.Label, "url": l.Open.URL}}
	}
	return object{"type": "message", "attachments": []object{{"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card}}}
}

func (l Letter) discord() object {
	var fields []object
	for _, p := range l.Parts {
		fields = append(fields, object{"name": cut(p.Title, 250), "value": cut(p.lines(markLink, markQuotes.Replace), fieldMost), "inline": false})
	}
	embed := object{"title": cut(l.Shop+": "+l.Heading, 250), "description": cut(markQuotes.Replace(l.lead()), wordsMost), "color": 0x0a6b5c, "fields": fields,
		"footer": object{"text": cut(l.Foot, fieldMost)}}
	if l.Open.URL != "" {
		embed["url"] = l.Open.URL
	}
	return object{"embeds": []object{embed}, "allowed_mentions": object{"parse": []string{}}} // no name in it calls anybody
}

// object is the letter for programs.
func (l Letter) object() object {
	parts := make([]object, 0, len(l.Parts))
	for _, p := range l.Parts {
		rows := make([]object, 0, len(p.Rows))
		for _, r := range p.Rows {
			rows = append(rows, object{"name": r.Name, "figures": r.Figures, "note": r.Note, "url": r.URL})
		}
		parts = append(parts, object{"title": p.Title, "heads": p.Heads, "rows": rows})
	}
	return object{"event": cmp.Or(l.Event, Digest), "language": l.Language, "shop": l.Shop, "subject": l.Subject, "heading": l.Heading, "late": l.Late, "lead": l.Lead,
		"parts": parts, "url": l.Open.URL, "text": l.Text()}
}

// cut shortens words to so many letters at most; of several lines, whole ones go.
func cut(words string, most int) string {
	for utf8.RuneCountInString(words) > most {
		at := strings.LastIndex(strings.TrimSuffix(words, "\n…"), "\n")
		if at < 0 {
			return string([]rune(words)[:most-1]) + "…"
		}
		words = words[:at] + "\n…"
	}
	return words
}
