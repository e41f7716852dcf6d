package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// Who is locked out invites, switches and resets by commands; a link is all that is
// written to standard output.
func TestPeopleOnTheCommandLine(t *testing.T) {
	db := filepath.Join(t.TempDir(), "olist.db")
	at := func(want int, args ...string) (out string) {
		t.Helper()
		code, out, errOut := run(t, "", append([]string{"--db", db, "people"}, args...)...)
		if code != want {
			t.Fatalf("%v ends with %d: %s", args, code, errOut)
		}
		return out
	}
	link := at(0, "add", "Ana", "--role", "admin")
	if !strings.HasPrefix(link, "/join?key=") || strings.Count(link, "\n") != 1 {
		t.Errorf("the link is %q", link)
	}
	at(2, "add", "ana")
	at(2, "add", "Ana Maria")
	at(2, "role", "ana", "boss")
	at(1, "off", "bob")
	at(0, "role", "ana", "viewer")
	at(0, "off", "ana")
	at(1, "reset", "ana")
	at(0, "on", "ana")
	if again := at(0, "reset", "ana"); !strings.HasPrefix(again, "/join?key=") || again == link {
		t.Errorf("the new link is %q", again)
	}
	at(2, "reading", "maybe")
	at(0, "reading", "private")
	if list := at(0); strings.Join(strings.Fields(list), " ") != "NAME ROLE STATE LAST LOGIN ana viewer invited -" || list != at(0, "list") {
		t.Errorf("listed are\n%s", list)
	}
}
