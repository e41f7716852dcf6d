package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/message"
	"olist/store"
	"olist/training"
	"olist/training/automation"
	"olist/views/text"
	"olist/week"
)

// actWords words the entries of the log from their data.
type actWords struct {
	text.Locale
	models map[string]string // names of models that are still there, by id
	tokens map[string]string // names of tokens, alike
	data   *training.Data    // for the names of segments; may be nil
}

func (s *Server) actWords(ctx context.Context, l text.Locale, live *training.Live) (w actWords, err error) {
	w = actWords{Locale: l, tokens: map[string]string{}}
	if live != nil {
		w.data = live.Data
	}
	if w.models, err = s.modelNames(ctx); s.without(ctx, err) != nil {
		return w, err
	}
	tokens, err := s.store.Tokens(ctx)
	for _, t := range tokens {
		w.tokens[t.ID] = t.Name
	}
	return w, s.without(ctx, err)
}

// say gives an act in a sentence and, in readable pairs, the figures that the
// sentence does not hold.
func (w actWords) say(e store.AuditEntry) (said string, pairs [][2]string) {
	fields := detailFields(e.Detail)
	action, args := w.sentence(e, fields)
	said, known := w.Act(action, args...)
	if !known {
		said = strings.TrimSpace(e.Action + " " + e.Subject)
	}
	return said, w.pairs(fields)
}

// sentence names an act's sentence and gives what it takes; fields that it says
// are taken out of fields.
func (w actWords) sentence(e store.AuditEntry, fields map[string]any) (action string, args []any) {
	take := func(name string) string {
		v, _ := fields[name].(string)
		delete(fields, name)
		return v
	}
	on := func(name string) (string, []any) { return e.Action, []any{name} }
	kind, act, _ := strings.Cut(e.Action, ".")
	switch {
	case kind == "model":
		return on(cmp.Or(w.models[e.Subject], e.Subject))
	case kind == "week":
		return w.judgement(e, fields, take)
	case e.Action == "note.add":
		forget(fields, "id", "actor", "at")
		return e.Action, []any{w.weekName(take("week")), take("text")}
	case e.Action == "event.put" || e.Action == "event.delete":
		return e.Action, []any{take("name"), w.weekName(take("week"))}
	case e.Action == "event.leave" || e.Action == "event.keep":
		if name, is := strings.CutPrefix(e.Subject, store.NamePrefix); is {
			return on(w.Occasion(name))
		}
		return on(w.T(text.EventGroupNames[e.Subject]))
	case kind == "plan":
		return on(strings.TrimPrefix(e.Subject, "p"))
	case e.Action == "source.put":
		return on(take("name"))
	case e.Action == "scenario.put":
		forget(fields, "id", "actor", "created_at", "updated_at")
		return on(take("name"))
	case e.Action == "import.apply" && fields["again"] == true:
		forget(fields, "again")
		return "import.apply.again", []any{e.Subject}
	case e.Action == "token.add" || e.Action == "token.enable" || e.Action == "token.revoke":
		return on(cmp.Or(take("name"), w.tokens[e.Subject], e.Subject))
	case e.Action == "setting.put":
		return w.setting(e.Subject, fields)
	case e.Action == "session.end" && e.Subject == "":
		return on(w.T(text.SessionNameless))
	case e.Action == "share.revoke_all":
		return e.Action, nil
	case kind == "person" || kind == "share" || kind == "reader" || e.Action == "session.end" || kind == "job" || kind == "import" || kind == "source" || kind == "driver" || kind == "budget" || kind == "stockout" || kind == "stock" || kind == "shop" || kind == "override" || act == "delete" || act == "restore" && kind != "backup":
		return on(e.Subject)
	}
	return e.Action, nil
}

func (w actWords) judgement(e store.AuditEntry, fields map[string]any, take func(string) string) (action string, args []any) {
	action, args = e.Action, []any{w.weekName(e.Subject)}
	usable, is := fields["usable"].(bool)
	if !is {
		return action, args
	}
	forget(fields, "usable")
	if action = "week.leave"; usable {
		action = "week.keep"
	}
	if why := take("note"); why != "" {
		return action + ".because", append(args, why)
	}
	return action, args
}

func (w actWords) setting(key string, fields map[string]any) (string, []any) {
	name, segment, _ := strings.Cut(key, ":")
	switch name {
	case "target":
		segment = training.TargetSegment(segment)
		if w.data != nil {
			if seg, err := w.data.Segment(segment); err == nil {
				segment = segmentName(w.Locale, seg)
			}
		}
		forget(fields, "by")
		return "setting.target", []any{segment}
	case "alarms":
		raised, _ := fields[""].([]any)
		if forget(fields, ""); len(raised) == 0 {
			return "setting.no_alarms", nil
		}
		fields["alarms"] = raised
	case "schedule":
		if hour, minute := number(fields["hour"]), number(fields["minute"]); fields["mode"] == automation.ScheduleWeekly {
			fields["time"] = time.Date(1, 1, 1, int(hour), int(minute), 0, 0, time.UTC).Format("15:04")
			fields["weekday"] = "weekday." + strconv.Itoa(int(number(fields["weekday"])))
		} else {
			forget(fields, "weekday", "due")
		}
		forget(fields, "hour", "minute", "data")
	}
	if _, known := w.Act("setting." + name); !known {
		return "setting.put", []any{key}
	}
	return "setting." + name, nil
}

// pairs words the fields by name, those inside others among them.
func (w actWords) pairs(fields map[string]any) (pairs [][2]string) {
	for _, name := range []string{"error", "note"} { // English, with the message that it is beside it
		if said, is := fields[name+"_message"].(map[string]any); is {
			fields[name] = said
		}
		delete(fields, name+"_message")
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		inner, is := fields[name].(map[string]any)
		if said := messageIn(inner); said.Key != "" {
			pairs = append(pairs, [2]string{w.ActField(name), w.SayWords(said)})
		} else if is {
			pairs = append(pairs, w.pairs(inner)...)
		} else if said := w.value(name, fields[name]); said != "" {
			pairs = append(pairs, [2]string{w.ActField(name), said})
		}
	}
	return pairs
}

// messageIn is the message that fields are, with key and arguments; the zero
// Message where they are none.
func messageIn(fields map[string]any) (m message.Message) {
	if raw, err := json.Marshal(fields); fields["key"] != nil && err == nil {
		m = message.Parse(string(raw))
	}
	return m
}

func (w actWords) value(name string, v any) string {
	switch v := v.(type) {
	case string:
		switch {
		case name == "previous" || name == "model":
			return cmp.Or(w.models[v], v)
		case name == "segments" && w.data != nil:
			if seg, err := w.data.Segment(v); err == nil {
				return segmentName(w.Locale, seg)
			}
			return v
		case name == "period":
			return w.Span(week.Span(v))
		case name == "alarms":
			return w.Alarm(v)
		case name == "note" || name == "error": // as somebody wrote it, whatever it looks like
			return v
		}
		if known, ok := w.ActValue(v); ok {
			return known
		}
		return v
	case bool:
		known, _ := w.ActValue(strconv.FormatBool(v))
		return known
	case json.Number:
		switch n := number(v); {
		case name == "due" && n == 0:
			return ""
		case name == "due" || name == "ends" || strings.HasSuffix(name, "_at"):
			return w.Time(time.UnixMilli(int64(n)))
		case name == "cents":
			return w.Money(int64(n))
		}
		return w.Marks(v.String())
	case []any:
		return w.list(name, v)
	}
	return ""
}

// list names its texts; of what is more than a text it gives the number.
func (w actWords) list(name string, all []any) string {
	var names []string
	for _, one := range all {
		if s, is := one.(string); is && s != "" {
			names = append(names, w.value(name, s))
		}
	}
	if len(names) == 0 {
		return w.Int(len(all))
	}
	return strings.Join(names, ", ")
}

// weekName is the week of an ISO date; another text stays as it is.
func (w actWords) weekName(monday string) string {
	var at week.Week
	if at.UnmarshalText([]byte(monday)) == nil {
		return w.Week(at)
	}
	return monday
}

func number(v any) float64 {
	n, _ := v.(json.Number)
	f, _ := n.Float64()
	return f
}

func forget(fields map[string]any, names ...string) {
	for _, name := range names {
		delete(fields, name)
	}
}

// detailFields reads a detail; one that is no object is one field.
func detailFields(detail json.RawMessage) map[string]any {
	fields := map[string]any{}
	dec := json.NewDecoder(bytes.NewReader(detail))
	dec.UseNumber()
	if dec.Decode(&fields) != nil && len(detail) > 0 {
		var list []any
		if json.Unmarshal(detail, &list) == nil {
			return map[string]any{"": list}
		}
		return map[string]any{"": string(detail)}
	}
	return fields
}
