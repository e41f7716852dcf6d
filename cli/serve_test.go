package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// A wrong origin or network ends the start as a wrong command line, from the
// flag and from the environment, before there is a database.
func TestServeRefusesWrongOriginsAndNetworks(t *testing.T) {
	for value, want := range map[string]string{
		"*": "name each origin", "https://*.shop.example": "name each origin", "shop.example": "is not an origin", "null": "is not an origin",
		"https://shop.example/": "write this origin as https://shop.example,", "https://Shop.example": "https://shop.example,", "https://shop.example:443": "https://shop.example,",
		"http://shop.example/app#y": "http://shop.example,", "https://ana@shop.example": "https://shop.example,", "ftp://shop.example": "is not an origin", "https://": "is not an origin",
		"https://good.example,http://": "is not an origin", "http://a.example:0080": "is not an origin", "http://a.example:99999": "is not an origin", "http://.a.example": "is not an origin", "http://b\u00fccher.example": "is not an origin",
	} {
		wantUsage(t, want, "serve", "--cors-origin", value)
		t.Setenv("OLIST_CORS_ORIGIN", value)
		wantUsage(t, want)
		t.Setenv("OLIST_CORS_ORIGIN", "")
	}
	for _, value := range []string{"10.0.0.0/33", "intranet", "10.0.0.0/8,x", "*"} {
		wantUsage(t, "is not a network like", "--outgoing-allow", value)
		t.Setenv("OLIST_OUTGOING_ALLOW", value)
		wantUsage(t, "is not a network like")
		t.Setenv("OLIST_OUTGOING_ALLOW", "")
	}
}

func wantUsage(t *testing.T, want string, args ...string) {
	t.Helper()
	dir := t.TempDir()
	var out bytes.Buffer
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // a start that goes on ends at once
	code := Run(ctx, append(args, "--data-dir", dir, "--addr", "127.0.0.1:0"), Env{Out: &out, Err: &out})
	if code != exitUsage || !strings.Contains(out.String(), want) {
		t.Errorf("%v ends with %d: %s", args, code, out.String())
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*")); len(found) != 0 {
		t.Errorf("%v leaves %v", args, found)
	}
}
