package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
	"olist/training/automation"
)

// A training whose model the policy does not make live ends as well, and says
// what was decided.
func TestTrainEndsWhereThePolicyDecidesAgainstIt(t *testing.T) {
	db := filepath.Join(t.TempDir(), "olist.db")
	shipped, err := os.ReadFile("../olist.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db, shipped, 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = st.PutSetting(t.Context(), "test", "promotion", automation.Policy{Mode: automation.PromoteManual})
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	code, out, errOut := runCLI(t, "", "--db", db, "--log-level", "warn", "train", "--set", "n_estimators=2")
	if code != 0 || !strings.Contains(out, " is stored, and not made live: the policy leaves that to a person\n") {
		t.Errorf("exit code %d\n%s%s", code, out, errOut)
	}
}
