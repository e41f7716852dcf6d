package letter_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"olist/digest/letter"
)

// hostile is a letter whose names try everything that its forms are made of.
func hostile() letter.Letter {
	const name = `<script>x</script> *bold* _it_ [a](http://evil.example) <!channel> @everyone & "q" <img src="http://evil.example/x.png">`
	l := letter.Letter{Language: "en", Subject: name, Shop: name, Heading: name, Late: name, Lead: []string{name, name}, Foot: name,
		Open: letter.Link{Label: name, URL: "https://shop.example/"}, Stop: letter.Link{Label: name, URL: "https://shop.example/stop?reader=r1&key=x"},
		Picture: letter.Picture{PNG: []byte("png"), Alt: name, Width: 584, Height: 300}}
	for range 3 {
		p := letter.Part{Title: name, Heads: []string{"Segment", "Last", "Next"}, None: name}
		for range 40 {
			p.Rows = append(p.Rows, letter.Row{Name: name, Figures: []string{"R$ 1", "R$ 2"}, Note: name, URL: "https://shop.example/?segment=x"})
		}
		l.Parts = append(l.Parts, p)
	}
	return l
}

var fetched = regexp.MustCompile(`(?i)(src|background|srcset|data)\s*=\s*["']?([^"'\s>]+)|url\(|@import|<(script|link|iframe|object|embed|form|svg|base)\b|\son\w+=`)

// The HTML fetches nothing and runs nothing, whatever names hold: its one picture is
// the mail's own part.
func TestTheHTMLFetchesNothing(t *testing.T) {
	got, err := hostile().HTML()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fetched.FindAllStringSubmatch(regexp.MustCompile(`>[^<]*<`).ReplaceAllString(regexp.MustCompile(`alt="[^"]*"`).ReplaceAllString(got, ""), "><"), -1) {
		if m[2] != "cid:"+letter.PictureID {
			t.Errorf("it fetches or runs %q", m[0])
		}
	}
	for _, want := range []string{`lang="en"`, "prefers-color-scheme: dark", `name="color-scheme" content="light dark"`, "&lt;script&gt;", `src="cid:chart"`, `href="https://shop.example/stop?reader=r1&amp;key=x"`} {
		if !strings.Contains(got, want) {
			t.Errorf("without %s", want)
		}
	}
	preview, err := hostile().Preview()
	if err != nil || !strings.Contains(preview, `src="data:image/png;base64,cG5n"`) {
		t.Errorf("the preview has no picture: %v", err)
	}
}

// Each form keeps to the lengths that its receiver takes, is JSON, and calls nobody.
func TestChatsTakeTheirForms(t *testing.T) {
	for _, kind := range []string{"slack", "teams", "discord", "json"} {
		raw, err := hostile().Chat(kind)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		if most := map[string]int{"slack": 40_000, "teams": 28_000, "discord": 30_000, "json": 200_000}[kind]; len(raw) > most {
			t.Errorf("%s: %d bytes", kind, len(raw))
		}
		switch kind {
		case "slack":
			blocks := got["blocks"].([]any)
			if len(blocks) > 50 || strings.Contains(string(raw), `\u003c!channel\u003e`) {
				t.Errorf("%d blocks, or it calls a channel", len(blocks))
			}
			for _, b := range blocks {
				if words, ok := b.(map[string]any)["text"].(map[string]any); ok && utf8.RuneCountInString(words["text"].(string)) > 3000 {
					t.Error("a block is too long")
				}
			}
		case "teams":
			card := got["attachments"].([]any)[0].(map[string]any)
			if card["contentType"] != "application/vnd.microsoft.card.adaptive" || card["content"].(map[string]any)["type"] != "AdaptiveCard" {
				t.Errorf("%v", card)
			}
		case "discord":
			embed := got["embeds"].([]any)[0].(map[string]any)
			total := utf8.RuneCountInString(embed["title"].(string) + embed["description"].(string))
			for _, f := range embed["fields"].([]any) {
				value := f.(map[string]any)["value"].(string)
				total += utf8.RuneCountInString(value)
				if utf8.RuneCountInString(value) > 1024 {
					t.Error("a field is too long")
				}
			}
			if total > 6000 || len(got["allowed_mentions"].(map[string]any)["parse"].([]any)) != 0 {
				t.Errorf("%d letters, or it calls somebody", total)
			}
		}
	}
}

// The text says what the HTML says.
func TestTheTextIsWhole(t *testing.T) {
	l := letter.Letter{Shop: "Shop", Heading: "Week", Late: "late", Lead: []string{"more"}, Parts: []letter.Part{
		{Title: "Needs", None: "nothing"}, {Title: "Figures", Heads: []string{"Segment", "Last"}, Rows: []letter.Row{{Name: "All", Figures: []string{"R$\u00a01"}, Note: "a note", URL: "https://shop.example/a"}}}},
		Open: letter.Link{Label: "Open", URL: "https://shop.example/"}, Foot: "foot", Stop: letter.Link{Label: "Stop", URL: "https://shop.example/stop"}}
	const want = "Shop\nWeek\n\n! late\n\nmore\n\nNeeds\n-----\nnothing\n\nFigures\n-------\n* All: Last R$ 1\n  a note\n  https://shop.example/a\n\nOpen: https://shop.example/\n\n-- \nfoot\nStop: https://shop.example/stop\n"
	if got := l.Text(); got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
