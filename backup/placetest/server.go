// Package placetest starts an S3 server for tests, apart from them as more than one
// package has such.
package placetest

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The key of the server's bucket.
const (
	KeyID = "key"
	Key   = "secret of the key"
)

// Server starts the S3 server that OLIST_S3 names (tools/s3 builds it), with a
// bucket, and gives the address of a prefix in it.
func Server(t *testing.T) string {
	t.Helper()
	program := os.Getenv("OLIST_S3")
	if program == "" {
		t.Skip("OLIST_S3 names no S3 server; .ci/run builds one")
	}
	dir := t.TempDir()
	for _, d := range []string{"side", "data/shop"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	free, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	c := exec.Command(program, "--port", address, "--health", "/health", "--quiet", "posix", "--sidecar", filepath.Join(dir, "side"), filepath.Join(dir, "data"))
	c.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+KeyID, "ROOT_SECRET_KEY="+Key)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	for begin := time.Now(); time.Since(begin) < time.Minute; time.Sleep(25 * time.Millisecond) {
		if resp, err := http.Get("http://" + address + "/health"); err == nil {
			resp.Body.Close()
			return "http://" + address + "/shop/all/of/it"
		}
	}
	t.Fatal("the server does not answer")
	return ""
}
