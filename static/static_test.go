package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func get(t *testing.T, method, url string, header map[string]string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, url, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestEveryAssetIsServedTheSamePlainAndGzipped(t *testing.T) {
	for name, a := range assets {
		if name != a.name {
			continue
		}
		t.Run(name, func(t *testing.T) {
			plain := get(t, "GET", URL(name), nil)
			packed := get(t, "GET", URL(name), map[string]string{"Accept-Encoding": "br, gzip;q=0.8"})
			if plain.Header.Get("Content-Encoding") != "" || packed.Header.Get("Content-Encoding") != "gzip" {
				t.Fatalf("encodings %q and %q", plain.Header.Get("Content-Encoding"), packed.Header.Get("Content-Encoding"))
			}
			want, _ := io.ReadAll(plain.Body)
			unpacked, err := gzip.NewReader(packed.Body)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(unpacked)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, got) || len(want) == 0 {
				t.Fatalf("plain has %d bytes, gzipped unpacks to %d", len(want), len(got))
			}
			for _, r := range []*http.Response{plain, packed} {
				if !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Vary") != "Accept-Encoding" {
					t.Errorf("caching headers: %v", r.Header)
				}
			}
		})
	}
}

func TestHandlerEdges(t *testing.T) {
	css := URL("app.css")
	tag := get(t, "GET", css, nil).Header.Get("ETag")
	for _, c := range []struct {
		what, method, url string
		header            map[string]string
		status            int
	}{
		{"head", "HEAD", css, nil, 200},
		{"known to the browser", "GET", css, map[string]string{"If-None-Match": tag}, 304},
		{"plain name", "GET", Prefix + "app.css", nil, 404},
		{"old hash", "GET", Prefix + "app.0000000000.css", nil, 404},
		{"source file", "GET", Prefix + "static.go", nil, 404},
		{"climbing out", "GET", Prefix + "../go.mod", nil, 404},
		{"post", "POST", css, nil, 405},
	} {
		t.Run(c.what, func(t *testing.T) {
			if r := get(t, c.method, c.url, c.header); r.StatusCode != c.status {
				t.Errorf("status %d, want %d", r.StatusCode, c.status)
			}
		})
	}
	refused := get(t, "GET", css, map[string]string{"Accept-Encoding": "gzip;q=0"})
	if refused.Header.Get("Content-Encoding") != "" {
		t.Error("gzip sent to a client that refuses it")
	}
}

// The manifest is the proof of origin: each vendored file unpacks to the
// published one, and its licence lies beside it.
func TestVendoredFilesAreThePublishedOnes(t *testing.T) {
	var manifest []struct {
		File, Package, Version, SHA256, Licence string
		Texts                                   []string
	}
	raw, err := os.ReadFile("vendor/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, entry := range manifest {
		named[entry.File] = true
		packed, err := os.ReadFile(filepath.Join("vendor", entry.File))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(inflate(packed))
		if got := hex.EncodeToString(sum[:]); got != entry.SHA256 {
			t.Errorf("%s: sha256 %s, manifest says %s", entry.File, got, entry.SHA256)
		}
		if entry.Package == "" || entry.Version == "" || entry.Licence == "" || len(entry.Texts) == 0 {
			t.Errorf("%s: manifest entry is incomplete", entry.File)
		}
		for _, text := range entry.Texts {
			if info, err := os.Stat(filepath.Join("vendor", text)); err != nil || info.Size() == 0 {
				t.Errorf("%s: licence text %s is missing", entry.File, text)
			}
		}
	}
	packed, err := filepath.Glob("vendor/*.gz")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range packed {
		if !named[filepath.Base(file)] {
			t.Errorf("%s is not in the manifest", file)
		}
	}
}
