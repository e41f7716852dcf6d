// Package static holds what browsers load: our style sheet and script, and the
// vendored libraries (static/vendor/manifest.json names their origin). Files
// are served under names that carry a hash of their content, so a browser may
// keep them for ever, and compressed beforehand.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is where Handler expects to be mounted.
const Prefix = "/static/"

//go:embed app.css print.css app.js chart.js choice.js icon.svg vendor/*.gz
var files embed.FS

// asset is one file as it is sent. Vendored files are stored compressed; ours
// are compressed once, on first use.
type asset struct {
	name        string // app.css
	hashed      string // app.1f2e3d4c5b.css
	contentType string
	gzipped     func() []byte
	plain       func() []byte
}

var assets = load(
	"app.css", "print.css", "app.js", "chart.js", "choice.js", "icon.svg",
	"vendor/htmx.min.js.gz", "vendor/hx-sse.min.js.gz", "vendor/echarts.common.min.js.gz",
)

// load reads the files into a table that finds an asset by its name and by its
// hashed name. A file that is not embedded is a programmer's error.
func load(names ...string) map[string]*asset {
	table := make(map[string]*asset, 2*len(names))
	for _, file := range names {
		content, err := files.ReadFile(file)
		if err != nil {
			panic("static: " + err.Error())
		}
		a := newAsset(file, content)
		table[a.name], table[a.hashed] = a, a
	}
	return table
}

func newAsset(file string, content []byte) *asset {
	name, compressed := strings.CutSuffix(path.Base(file), ".gz")
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	a := &asset{
		name:        name,
		hashed:      strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext,
		contentType: mime.TypeByExtension(ext),
	}
	same := func() []byte { return content }
	if compressed {
		a.gzipped, a.plain = same, sync.OnceValue(func() []byte { return inflate(content) })
	} else {
		a.gzipped, a.plain = sync.OnceValue(func() []byte { return deflate(content) }), same
	}
	return a
}

// URL gives the address of a file by its plain name, for example "app.css".
// An unknown name is a programmer's error and panics.
func URL(name string) string {
	a, ok := assets[name]
	if !ok {
		panic("static: no file " + strconv.Quote(name))
	}
	return Prefix + a.hashed
}

// Handler serves the files under Prefix, to GET and HEAD. Only hashed names
// are found, and may be kept for ever.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, Prefix)
		a, ok := assets[name]
		if !ok || name != a.hashed {
			http.NotFound(w, r)
			return
		}
		a.serve(w, r)
	})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", `"`+a.hashed+`"`)
	if r.Header.Get("If-None-Match") == `"`+a.hashed+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.gzipped
	}
	content := body()
	h.Set("Content-Length", strconv.Itoa(len(content)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(content) // the reader has gone: nothing to do about it
	}
}

// acceptsGzip tells whether the client names gzip without refusing it (q=0).
func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(coding, "gzip") {
			q := strings.TrimPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			weight, err := strconv.ParseFloat(q, 64)
			return params == "" || err != nil || weight > 0
		}
	}
	return false
}

func deflate(content []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a valid constant
	_, _ = w.Write(content)                               // to memory: cannot fail
	_ = w.Close()
	return b.Bytes()
}

// inflate panics on a damaged file: it was embedded at build time, and a test
// reads every one.
func inflate(content []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		panic("static: " + err.Error())
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		panic("static: " + err.Error())
	}
	return plain
}
