package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// A password given by the environment stands in no help text.
func TestHelpHoldsNoPassword(t *testing.T) {
	t.Setenv("OLIST_ADMIN_PASSWORD", "correct horse")
	var out bytes.Buffer
	if code := Run(context.Background(), []string{"serve", "--help"}, Env{Out: &out, Err: &out}); code != exitOK || !strings.Contains(out.String(), "--admin-password PASSWORD") {
		t.Errorf("help ends with %d: %s", code, out.String())
	}
	if strings.Contains(out.String(), "horse") {
		t.Error("help prints the password")
	}
}
