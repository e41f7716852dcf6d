package source

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"olist/message"
	"olist/store/fault"
)

// shelf is a folder that is looked at by a clock of its own.
type shelf struct {
	t      *testing.T
	dir    string
	now    time.Time
	memory Memory
	f      *Fetcher
}

func newShelf(t *testing.T) *shelf {
	s := &shelf{t: t, dir: t.TempDir(), now: time.Date(2024, 5, 1, 6, 0, 0, 0, time.UTC)}
	s.f = &Fetcher{Roots: []string{filepath.Dir(s.dir)}, Clock: func() time.Time { return s.now }}
	return s
}

// write puts a file there, changed at the shelf's present.
func (s *shelf) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	must(s.t, os.WriteFile(path, []byte(text), 0o600))
	must(s.t, os.Chtimes(path, s.now, s.now))
}

// look looks after a while, and gives the file's name and text or "".
func (s *shelf) look(after time.Duration) (name, text string, found Found) {
	s.t.Helper()
	s.now = s.now.Add(after)
	found, err := s.f.Fetch(s.t.Context(), Spec{Kind: KindFolder, Folder: s.dir}, s.memory, s.t.TempDir())
	must(s.t, err)
	s.memory = found.Memory
	if found.Path == "" {
		return "", "", found
	}
	return found.Name, content(s.t, found), found
}

// A file that grows between looks waits until it has stayed as it is.
func TestAFileThatIsWrittenSlowlyWaits(t *testing.T) {
	s := newShelf(t)
	text := "week,revenue\n"
	s.write("may.csv", text)
	for range 5 { // its writer is slow: each look finds more of it
		name, _, found := s.look(LookAgain)
		if name != "" || !found.Again || found.Why.Key != message.SourceWriting.With("").Key {
			t.Fatalf("half a file is taken: %q, %+v", name, found)
		}
		text += "2024-01-01,10.00\n"
		s.write("may.csv", text)
	}
	if name, _, _ := s.look(time.Second); name != "" {
		t.Error("taken at the first look that finds it so")
	}
	if name, _, _ := s.look(time.Second); name != "" {
		t.Error("taken a second after it was found so")
	}
	if name, got, _ := s.look(LookAgain); name != "may.csv" || got != text {
		t.Errorf("%q holds %q", name, got)
	}
	if name, _, found := s.look(LookAgain); name != "" || found.Again || found.Why.Key != message.SourceNoFile.With().Key {
		t.Errorf("taken twice: %q %+v", name, found)
	}
}

// Each content is taken once, oldest first, under whatever name; what is no
// table, hidden, or no file is passed over.
func TestEachFileOfAFolderIsTakenOnce(t *testing.T) {
	s := newShelf(t)
	s.write("b.csv", "first")
	s.now = s.now.Add(time.Minute)
	s.write("a.csv", "second")
	s.write(".hidden.csv", "x")
	s.write("notes.md", "x")
	must(t, os.Mkdir(filepath.Join(s.dir, "folder.csv"), 0o700))
	s.look(0)
	for _, want := range []string{"first", "second", ""} {
		if _, got, found := s.look(LookAgain); got != want || found.Again != (want == "first") {
			t.Fatalf("%q instead of %q, again %v", got, want, found.Again)
		}
	}
	s.write("copy.csv", "first")
	s.look(0)
	if name, _, _ := s.look(LookAgain); name != "" {
		t.Errorf("%s is taken although its content was", name)
	}
	s.write("a.csv", "third")
	s.look(0)
	if _, got, _ := s.look(LookAgain); got != "third" {
		t.Errorf("a file that was written anew gives %q", got)
	}
}

// Links are followed within the allowed folder alone.
func TestLinksLeadNoFurther(t *testing.T) {
	s := newShelf(t)
	outside := filepath.Join(t.TempDir(), "secret.csv")
	must(t, os.WriteFile(outside, []byte("secret"), 0o600))
	s.f.Roots = []string{s.dir}
	must(t, os.Symlink(outside, filepath.Join(s.dir, "link.csv")))
	must(t, os.Symlink(filepath.Dir(outside), filepath.Join(s.dir, "away")))
	s.look(0)
	if name, _, _ := s.look(LookAgain); name != "" {
		t.Errorf("%s leads out and is read", name)
	}
	_, err := s.f.Fetch(t.Context(), Spec{Kind: KindFolder, Folder: filepath.Join(s.dir, "away")}, Memory{}, t.TempDir())
	if fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("a folder that leads out: %v", err)
	}
	s.write("real.csv", "inside")
	must(t, os.Symlink("real.csv", filepath.Join(s.dir, "z.csv")))
	s.look(0)
	if name, got, _ := s.look(LookAgain); name != "real.csv" || got != "inside" {
		t.Errorf("%q: %q", name, got)
	}
}
