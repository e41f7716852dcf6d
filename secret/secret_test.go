package secret_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"olist/secret"
)

const value = "correct horse battery staple"

// holder has a secret wherever a struct can have one.
type holder struct {
	Name   string
	Key    secret.Text
	At     *secret.Text
	List   []secret.Text
	ByName map[string]secret.Text
	Any    any
	inner  struct{ key secret.Text }
}

func hold() holder {
	s := secret.Of(value)
	h := holder{Name: "seen", Key: s, At: &s, List: []secret.Text{s}, ByName: map[string]secret.Text{"k": s}, Any: s}
	h.inner.key = s
	return h
}

// Nothing that writes a value writes a secret: every verb of fmt, both handlers
// of slog, every encoder, errors and templates, at any depth.
func TestASecretCannotBeWritten(t *testing.T) {
	all := map[string]any{"itself": secret.Of(value), "pointer": new(secret.Of(value)), "in a struct": hold(), "in a pointer": new(hold()),
		"in a list": []any{hold()}, "in a map": map[string]any{"h": hold()}, "in an error": fmt.Errorf("it failed: %w", fmt.Errorf("%v", hold()))}
	for name, v := range all {
		for _, verb := range "vsqxXdtTcUbeEfFgGop" {
			for _, flag := range []string{"", "+", "#", "-20", "020", ".3"} {
				seen(t, name+" as %"+flag+string(verb), fmt.Sprintf("%"+flag+string(verb), v))
			}
		}
		seen(t, name+" printed", fmt.Sprint(v)+fmt.Sprintln(v))
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v, slog.Group("g", "v", v))
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v, slog.Group("g", "v", v))
		_ = template.Must(template.New("").Parse("{{.}} {{printf `%v` .}} {{html .}} {{js .}} {{urlquery .}}")).Execute(&b, v)
		_ = json.NewEncoder(&b).Encode(v)
		_ = xml.NewEncoder(&b).Encode(v)
		_ = gob.NewEncoder(&b).Encode(v)
		seen(t, name+" encoded", b.String())
	}
}

func seen(t *testing.T, how, out string) {
	t.Helper()
	for _, form := range []string{value, "horse", fmt.Sprintf("%x", value), fmt.Sprintf("%X", value), fmt.Sprintf("%v", []byte(value))} {
		if strings.Contains(out, strings.Trim(form, "[]")) {
			t.Errorf("%s: %s", how, out)
		}
	}
}

func TestASecretIsKeptAndMarked(t *testing.T) {
	s := secret.Of(value)
	raw, err := json.Marshal(map[string]any{"key": s, "none": secret.Text{}})
	if err != nil || string(raw) != `{"key":"[redacted]","none":""}` {
		t.Errorf("%s, %v", raw, err)
	}
	if s.Reveal() != value || s.Empty() || s.String() != "[redacted]" {
		t.Errorf("revealed as %q, %v", s.Reveal(), s)
	}
	if none := secret.Of(""); !none.Empty() || none.Reveal() != "" {
		t.Error("the empty secret is not empty")
	}
	var flag secret.Text
	if err := flag.Set(value); err != nil || flag.Reveal() != value {
		t.Errorf("a flag holds %q, %v", flag.Reveal(), err)
	}
	a, b := secret.New("x_"), secret.New("x_")
	if a.Reveal() == b.Reveal() || len(a.Reveal()) != 45 || !strings.HasPrefix(a.Reveal(), "x_") {
		t.Errorf("made %q and %q", a.Reveal(), b.Reveal())
	}
}

// Of an address scheme and host are seen, whatever writes it, and only they.
func TestAnAddressShowsItsHostOnly(t *testing.T) {
	for given, want := range map[string]string{
		"": "", "https://a.example": "https://a.example", "http://a.example:80/": "http://a.example:80/", "https://a.example/horse": "https://a.example/…",
		"https://a.example?t=horse": "https://a.example/…", "https://a.example/#horse": "https://a.example/…", "https://me:horse@a.example": "https://a.example/…",
		"https://horse@a.example/": "https://a.example/…", "http://[::1]:80/horse": "http://[::1]:80/…", "horse": "…", "https://a.example/\x00horse": "…", "mailto:horse": "…",
	} {
		u := secret.OfURL(given)
		if u.String() != want || u.Reveal() != given || u.Empty() != (given == "") {
			t.Errorf("%q is shown as %q, want %q", given, u, want)
		}
		h := struct {
			URL secret.URL
			At  *secret.URL
		}{u, &u}
		for _, verb := range "vsqxXd" {
			for _, flag := range []string{"", "+", "#"} {
				seen(t, given, fmt.Sprintf("%"+flag+string(verb), h)+fmt.Sprintf("%"+flag+string(verb), u))
			}
		}
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "u", u, "h", h)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "u", u, "h", h)
		_ = xml.NewEncoder(&b).Encode(h)
		raw, err := json.Marshal(h)
		if err != nil || string(raw) != `{"URL":"`+want+`","At":"`+want+`"}` {
			t.Errorf("%s, %v", raw, err)
		}
		seen(t, given, b.String())
	}
}
