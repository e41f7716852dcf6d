package store

import (
	"errors"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
)

// TestWhoIsLeftToAdminister: whom a provider brings is no replacement for the last
// with a password of their own, and counts only while it is asked; a role that it
// gives is changed there.
func TestWhoIsLeftToAdminister(t *testing.T) {
	const firm, gone = "https://id.example", "https://before.example"
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	both := Ways{Own: true, Issuer: firm, Follow: true}
	by := func(w Ways, change func(*Ways)) Ways { change(&w); return w }
	for name, c := range map[string]struct {
		own, brought, formerly []string // who administers
		ways                   Ways
		off                    string
		refused                string
		stranded               bool // before
	}{
		"the last with a password":                {[]string{"ana"}, []string{"bob"}, nil, both, "ana", "last_own_admin", false},
		"one of two with a password":              {[]string{"ana", "eve"}, nil, nil, both, "ana", "", false},
		"brought, beside one with a password":     {[]string{"ana"}, []string{"bob"}, nil, both, "bob", "", false},
		"one of two who are brought":              {nil, []string{"bob", "kim"}, nil, both, "bob", "", true},
		"the last who is brought":                 {nil, []string{"bob"}, nil, both, "bob", "last_admin", true},
		"the last but who was brought formerly":   {nil, []string{"bob"}, []string{"kim"}, both, "bob", "last_admin", true},
		"formerly brought, beside nobody":         {nil, nil, []string{"kim"}, both, "kim", "", false},
		"passwords are off":                       {[]string{"ana"}, []string{"bob"}, nil, by(both, func(w *Ways) { w.Own = false }), "ana", "", true},
		"passwords are off, the last":             {[]string{"ana"}, []string{"bob"}, nil, by(both, func(w *Ways) { w.Own = false }), "bob", "last_admin", true},
		"the server's password is there":          {[]string{"ana"}, []string{"bob"}, nil, by(both, func(w *Ways) { w.Spare = true }), "ana", "", false},
		"nobody vouches, the last but for such":   {[]string{"ana"}, []string{"bob"}, nil, Ways{Own: true}, "ana", "last_admin", false},
		"nobody vouches, one of whom it did once": {[]string{"ana"}, []string{"bob"}, nil, Ways{Own: true}, "bob", "", false},
	} {
		st, join := peopled(t, &now)
		ctx := t.Context()
		for _, p := range c.own {
			join(p, Admin)
		}
		for issuer, them := range map[string][]string{firm: c.brought, gone: c.formerly} {
			for _, p := range them {
				if _, err := st.Admit(ctx, Vouched{Issuer: issuer, Subject: p, Names: []string{p}, Role: Admin}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if is, err := st.Stranded(ctx, c.ways); err != nil || is != c.stranded {
			t.Errorf("%s: stranded %v, %v", name, is, err)
		}
		_, err := st.SwitchPerson(ctx, "test", c.off, true, c.ways)
		if c.refused == "" && err != nil || c.refused != "" && (fault.CodeOf(err) != fault.CodeConflict || keyOf(err) != c.refused) {
			t.Errorf("%s: %v, want %q", name, err, c.refused)
		}
		for _, p := range c.brought {
			if p == c.off {
				continue
			}
			_, err := st.SetRole(ctx, "test", p, Viewer, c.ways)
			follows := c.ways.Follow
			if refused := keyOf(err) == "role_follows"; refused != follows {
				t.Errorf("%s: %s's role: %v", name, p, err)
			}
		}
	}
}

// TestProlongedSessions last on, within bounds, for their person alone.
func TestProlongedSessions(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, _ := peopled(t, &now)
	ctx := t.Context()
	ana := Vouched{Issuer: "https://id.example", Subject: "ana", Names: []string{"ana"}, Role: Planner}
	bob := Vouched{Issuer: "https://id.example", Subject: "bob", Names: []string{"bob"}, Role: Planner}
	id, begun := secret.Of("session"), now
	if _, err := st.StartSessionVouched(ctx, ana, id, secret.Text{}, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	prolong := func(v Vouched) time.Time {
		t.Helper()
		ends, err := st.ProlongSession(ctx, v, id, now.Add(time.Hour), 2*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return ends
	}
	for _, step := range []struct{ at, ends time.Duration }{{30, 90}, {80, 120}, {110, 120}} {
		now = begun.Add(step.at * time.Minute)
		if ends := prolong(ana); !ends.Equal(begun.Add(step.ends * time.Minute)) {
			t.Errorf("after %d minutes it ends at %s", step.at, ends)
		}
		if p, err := st.Person(ctx, "ana"); err != nil || !p.SeenAt.Equal(now) {
			t.Errorf("last seen at %s, %v", p.SeenAt, err)
		}
	}
	if ends := prolong(bob); !ends.IsZero() {
		t.Errorf("somebody else's lasts till %s", ends)
	}
	if p, err := st.Session(ctx, id); err != nil || p.Name != "ana" {
		t.Errorf("then it is of %q, %v", p.Name, err)
	}
	ana.Role = Admin
	if ends := prolong(ana); !ends.IsZero() {
		t.Errorf("that of another role lasts till %s", ends)
	}
	if _, err := st.Session(ctx, id); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("that of another role: %v", err)
	}
	if _, err := st.StartSessionVouched(ctx, ana, id, secret.Text{}, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"nobody", "bob"} {
		if err := st.EndSessionsVouched(ctx, ana.Issuer, who); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.Session(ctx, id); err != nil {
		t.Errorf("another's end: %v", err)
	}
	if err := st.EndSessionsVouched(ctx, ana.Issuer, ana.Subject); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Session(ctx, id); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("shut out: %v", err)
	}
	now = now.Add(2 * time.Hour)
	if ends := prolong(ana); !ends.IsZero() {
		t.Errorf("one that is over lasts till %s", ends)
	}
}

// keyOf is what an error says, by its name.
func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Message.Key
	}
	return ""
}
