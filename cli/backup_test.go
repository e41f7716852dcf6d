package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackupRestoreDoctor(t *testing.T) {
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "t.db"), filepath.Join(dir, "backup.db")
	const one, two = "week,revenue\n2018-08-13,1.00\n", "week,revenue\n2018-08-20,2.00\n"
	var piped string
	for _, step := range []struct {
		name  string
		stdin func() string
		args  []string
		code  int
		says  string
	}{
		{"backup of nothing", nil, []string{"backup", copied}, 1, "There is no database at " + db + " yet"},
		{"backup of nothing in all places", nil, []string{"backup", "now"}, 1, "There is no database at " + db + " yet"},
		{"import", func() string { return one }, []string{"import", "-"}, 0, "version 1 "},
		{"backup", nil, []string{"backup", copied}, 0, "verified row by row"},
		{"piped", nil, []string{"backup", "-"}, 0, "SQLite format 3"},
		{"import more", func() string { return two }, []string{"import", "-"}, 0, "version 2 "},
		{"restore", nil, []string{"restore", copied}, 0, "what was there is kept in " + db + ".before-restore"},
		{"as before", func() string { return one }, []string{"import", "-"}, 0, "nothing changed"},
		{"more again", func() string { return two }, []string{"import", "-"}, 0, "version 2 "},
		{"restore a pipe", func() string { return piped }, []string{"restore", "-"}, 0, "is restored, verified row by row"},
		{"as before again", func() string { return one }, []string{"import", "-"}, 0, "nothing changed"},
		{"doctor", nil, []string{"doctor"}, 0, "no model is live yet; train one"},
		{"restore nothing", nil, []string{"restore", filepath.Join(dir, "none")}, 1, "cannot be restored and nothing was changed"},
		{"restore rubbish", func() string { return "rubbish" }, []string{"restore", "-"}, 1, "cannot be restored and nothing was changed"},
		{"backup to nowhere", nil, []string{"backup", filepath.Join(dir, "no", "where")}, 1, "the backup was not made"},
	} {
		stdin := ""
		if step.stdin != nil {
			stdin = step.stdin()
		}
		code, out, errOut := runCLI(t, stdin, append([]string{"--db", db}, step.args...)...)
		if code != step.code || !strings.Contains(out+errOut, step.says) {
			t.Fatalf("%s: exit code %d, want %d and %q in\n%.500s%s", step.name, code, step.code, step.says, out, errOut)
		}
		if step.name == "piped" {
			piped = out
		}
	}
	if err := os.WriteFile(db, []byte("rubbish, in place of a database, long enough to be read as a header of one, which has a hundred bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errOut := runCLI(t, "", "--db", db, "doctor"); code != 1 || !strings.Contains(errOut, "cannot open the database") {
		t.Fatal(code, errOut)
	}
	if code, out, errOut := runCLI(t, "", "--db", db, "restore", copied); code != 0 || !strings.Contains(out, "start a running server anew") {
		t.Fatal(code, out, errOut)
	}
}
