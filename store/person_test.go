package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
)

// peopled is a store with a clock, and a way to have somebody join it.
func peopled(t *testing.T, now *time.Time) (*Store, func(name string, role Role) Person) {
	t.Helper()
	ctx := t.Context()
	st, err := Open(ctx, filepath.Join(t.TempDir(), "olist.db"), Options{Clock: func() time.Time { return *now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st, func(name string, role Role) Person {
		t.Helper()
		if _, err := st.AddPerson(ctx, "ana", name, role, secret.Of("link of "+name)); err != nil {
			t.Fatal(err)
		}
		if err := st.Join(ctx, secret.Of("link of "+name), "hash of "+name, secret.Of("session of "+name), secret.Text{}, now.Add(12*time.Hour)); err != nil {
			t.Fatal(err)
		}
		p, err := st.Person(ctx, name)
		if err != nil || !p.Joined || p.LinkEndsAt != (time.Time{}) {
			t.Fatalf("%+v, %v", p, err)
		}
		return p
	}
}

// TestLinksWorkOnce, and not for long.
func TestLinksWorkOnce(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, join := peopled(t, &now)
	ctx := t.Context()
	use := func(link string) error {
		return st.Join(ctx, secret.Of(link), "another", secret.New(""), secret.Text{}, now.Add(time.Hour))
	}
	join("eve", Viewer)
	if err := use("link of eve"); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a used link: %v", err)
	}
	if _, err := st.ResetPerson(ctx, "ana", "EVE ", secret.Of("reset")); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Session(ctx, secret.Of("session of eve")); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a session from before the reset: %v", err)
	}
	now = now.Add(LinkLasts)
	if err := use("reset"); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a link at its end: %v", err)
	}
	if err := use(""); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("no link: %v", err)
	}
}

// TestSomebodyAdministers: the last administrator keeps their power, unless there
// is another way in.
func TestSomebodyAdministers(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, join := peopled(t, &now)
	ctx := t.Context()
	join("eve", Admin)
	join("bob", Planner)
	if _, err := st.AddPerson(ctx, "ana", "invited", Admin, secret.Of("x")); err != nil {
		t.Fatal(err)
	}
	role := func(name string, to Role, spare bool) error {
		_, err := st.SetRole(ctx, "ana", name, to, Ways{Own: true, Spare: spare})
		return err
	}
	if err := role("eve", Analyst, false); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("the last administrator's role: %v", err)
	}
	if _, err := st.SwitchPerson(ctx, "ana", "eve", true, Ways{Own: true}); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("the last administrator off: %v", err)
	}
	if _, err := st.Session(ctx, secret.Of("session of eve")); err != nil {
		t.Errorf("what was refused ended a session: %v", err)
	}
	if err := role("bob", Admin, false); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Session(ctx, secret.Of("session of bob")); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a session of another role: %v", err)
	}
	if err := role("eve", Viewer, false); err != nil {
		t.Errorf("one of two: %v", err)
	}
	if err := role("bob", Viewer, true); err != nil {
		t.Errorf("with a password beside: %v", err)
	}
}

// TestPeopleOff: who is off neither has a session nor begins one.
func TestPeopleOff(t *testing.T) {
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, join := peopled(t, &now)
	ctx := t.Context()
	p := join("eve", Viewer)
	if _, err := st.SwitchPerson(ctx, "ana", "eve", true, Ways{Own: true}); err != nil {
		t.Fatal(err)
	}
	start := func(p Person) error {
		return st.StartSessionOf(ctx, p, secret.Of("late"), secret.Text{}, now.Add(time.Hour))
	}
	if err := start(p); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("a login: %v", err)
	}
	if _, err := st.SwitchPerson(ctx, "ana", "eve", false, Ways{Own: true}); err != nil {
		t.Fatal(err)
	}
	if err := start(p); err != nil {
		t.Errorf("on again: %v", err)
	}
	if all, err := st.Sessions(ctx); err != nil || len(all) != 1 || all[0].Person != "eve" || all[0].ID != SessionID(secret.Of("late")) {
		t.Errorf("sessions %+v, %v", all, err)
	}
	other := "bob"
	if err := st.EndSessionCalled(ctx, "bob", SessionID(secret.Of("late")), &other); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("somebody else's session: %v", err)
	}
	for _, wrong := range []string{"", "admin", "Ana Maria", "-ana", strings.Repeat("x", 61), "eve"} {
		if _, err := st.AddPerson(ctx, "ana", wrong, Viewer, secret.New("")); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("a person called %q: %v", wrong, err)
		}
	}
}
