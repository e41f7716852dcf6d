package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/store/fault"
)

const weekly = "week,revenue\n2024-01-01,10.00\n2024-01-08,12.50\n"

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	return web.URL
}

func urlSpec(address string) Spec { return Spec{Kind: KindURL, URL: secret.OfURL(address)} }

func content(t *testing.T, f Found) string {
	t.Helper()
	b, err := os.ReadFile(f.Path)
	must(t, err)
	return string(b)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// failed checks what people are told, and that nothing was given.
func failed(t *testing.T, f Found, err error, want message.Message) {
	t.Helper()
	if err == nil || f.Path != "" {
		t.Fatalf("it gives %+v, %v", f, err)
	}
	if got := err.Error(); !strings.HasPrefix(got, want.String()) {
		t.Errorf("it says %q, not %q", got, want)
	}
}

// What the server says has not changed is not read again, and what has not
// changed although it says so is not either.
func TestUnchangedIsNotTakenTwice(t *testing.T) {
	asked, body, validators := 0, weekly, true
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if validators && r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Mon, 08 Jan 2024 00:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 08 Jan 2024 00:00:00 GMT")
		w.Header().Set("Content-Disposition", `attachment; filename="../weekly.csv"`)
		fmt.Fprint(w, body)
	})
	f := &Fetcher{}
	first, err := f.Fetch(t.Context(), urlSpec(address), Memory{}, t.TempDir())
	must(t, err)
	if content(t, first) != weekly || first.Name != "weekly.csv" {
		t.Fatalf("%q, called %q", content(t, first), first.Name)
	}
	again, err := f.Fetch(t.Context(), urlSpec(address), first.Memory, t.TempDir())
	must(t, err)
	if again.Path != "" || again.Why.Key != message.SourceUnchanged.With().Key || asked != 2 {
		t.Errorf("again: %+v after %d requests", again, asked)
	}
	validators = false
	same, err := f.Fetch(t.Context(), urlSpec(address), first.Memory, t.TempDir())
	must(t, err)
	if same.Path != "" {
		t.Error("the same content counts as new")
	}
	body += "2024-01-15,1.00\n"
	fresh, err := f.Fetch(t.Context(), urlSpec(address), first.Memory, t.TempDir())
	must(t, err)
	if content(t, fresh) != body {
		t.Errorf("%q", content(t, fresh))
	}
}

// raw answers with the bytes given and closes the connection.
func raw(t *testing.T, answer string) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			_, _ = c.Read(make([]byte, 4096))
			_, _ = io.WriteString(c, answer)
			c.Close()
		}
	}()
	return "http://" + ln.Addr().String()
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, text)
	must(t, err)
	must(t, z.Close())
	return b.String()
}

// A body that broke off is never used, however its length was told.
func TestABodyThatBrokeOffIsNotUsed(t *testing.T) {
	z := gzipped(t, weekly)
	for name, answer := range map[string]string{
		"length":  "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + weekly,
		"chunks":  fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(weekly), weekly),
		"gzip":    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + z[:len(z)-9],
		"untold":  "HTTP/1.0 200 OK\r\n\r\n" + weekly[:len(weekly)-3],
		"no gzip": "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
	} {
		t.Run(name, func(t *testing.T) {
			found, err := (&Fetcher{}).Fetch(t.Context(), urlSpec(raw(t, answer)), Memory{}, t.TempDir())
			failed(t, found, err, message.SourceTruncated.With())
		})
	}
	found, err := (&Fetcher{}).Fetch(t.Context(), urlSpec(raw(t, "HTTP/1.0 200 OK\r\n\r\n"+weekly)), Memory{}, t.TempDir())
	must(t, err)
	if content(t, found) != weekly {
		t.Error("a whole body of an old server is not used")
	}
	found, err = (&Fetcher{}).Fetch(t.Context(), urlSpec(raw(t, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+z)), Memory{}, t.TempDir())
	must(t, err)
	if content(t, found) != weekly {
		t.Error("a packed body is not unpacked")
	}
}

// What people are told of an address never holds the address: it may be a key.
func TestAnswersThatAreNoTable(t *testing.T) {
	hold := make(chan struct{})
	t.Cleanup(func() { close(hold) })
	mux := http.NewServeMux()
	mux.HandleFunc("/500", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "week,revenue", http.StatusInternalServerError)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\n<!DOCTYPE html><html>Sign in</html>") })
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "300000000") })
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 20 {
			_, _ = z.Write(zeros)
		}
		z.Close()
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, weekly)
		_ = http.NewResponseController(w).Flush()
		select {
		case <-r.Context().Done():
		case <-hold:
		}
	})
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	for path, want := range map[string]message.Message{
		"/500": message.SourceAnswered.With(500), "/loop": message.SourceRedirects.With(maxHops), "/page": message.SourceWebPage.With(),
		"/empty": message.SourceEmpty.With(), "/large": message.SourceTooLarge.With(MaxBytes >> 20), "/bomb": message.SourceTooLarge.With(MaxBytes >> 20),
		"/slow": message.SourceTooSlow.With(0),
	} {
		t.Run(path, func(t *testing.T) {
			f := &Fetcher{}
			if path == "/slow" {
				f.Time = 200 * time.Millisecond
			}
			found, err := f.Fetch(t.Context(), urlSpec(web.URL+path+"?key=hidden"), Memory{}, t.TempDir())
			failed(t, found, err, want)
			if strings.Contains(err.Error(), "hidden") {
				t.Errorf("the address is told: %v", err)
			}
		})
	}
	web.Close()
	found, err := (&Fetcher{}).Fetch(t.Context(), urlSpec(web.URL+"/gone?key=hidden"), Memory{}, t.TempDir())
	failed(t, found, err, message.SourceUnreached.With())
	if strings.Contains(err.Error(), "hidden") {
		t.Errorf("the address is told: %v", err)
	}
}

// A redirect leads no further than the address itself might, and takes no key
// along.
func TestRedirectsOfASource(t *testing.T) {
	referred := ""
	inner := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		referred = r.Header.Get("Referer")
		fmt.Fprint(w, weekly)
	}))
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.2:0")
	must(t, err)
	inner.Listener = ln
	inner.Start()
	t.Cleanup(inner.Close)
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/x.csv", http.StatusFound)
	})
	found, err := (&Fetcher{}).Fetch(t.Context(), urlSpec(address+"/key"), Memory{}, t.TempDir())
	must(t, err)
	if content(t, found) != weekly || referred != "" {
		t.Errorf("referred by %q", referred)
	}
	allow := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} // it stands for an address of the internet
	wide := &Fetcher{Outgoing: outgoing.Rules{Wide: true, Allow: allow}}
	found, err = wide.Fetch(t.Context(), urlSpec(address), Memory{}, t.TempDir())
	failed(t, found, err, message.SourceForbidden.With())
	spec := urlSpec(address)
	spec.Wide = true // set where others reach the program, fetched by a command
	found, err = (&Fetcher{}).Fetch(t.Context(), spec, Memory{}, t.TempDir())
	failed(t, found, err, message.SourceForbidden.With())
}

func TestWhatIsNoSourceIsRefused(t *testing.T) {
	f := &Fetcher{Roots: []string{"/srv/exports"}}
	for field, specs := range map[string][]Spec{
		"kind":       {{}, {Kind: "ftp"}},
		"url":        {{Kind: KindURL}, urlSpec("file:///etc/passwd"), urlSpec("sales.csv"), urlSpec("https://"), urlSpec("http://h/" + strings.Repeat("x", 4000))},
		"folder":     {{Kind: KindFolder}, {Kind: KindFolder, Folder: "srv"}, {Kind: KindFolder, Folder: "/srv"}, {Kind: KindFolder, Folder: "/srv/exports/../x"}, {Kind: KindFolder, Folder: "/srv/exports2"}},
		"driver":     {{Kind: KindQuery, Driver: "oracle"}},
		"connection": {{Kind: KindQuery, Driver: DriverSQLite, Connection: "A=B"}, {Kind: KindQuery, Driver: DriverSQLite}},
		"query": {{Kind: KindQuery, Driver: DriverSQLite, Connection: "X", Query: "DELETE FROM x"}, {Kind: KindQuery, Driver: DriverSQLite, Connection: "X"},
			{Kind: KindQuery, Driver: DriverSQLite, Connection: "X", Query: "selection"}, {Kind: KindQuery, Driver: DriverSQLite, Connection: "X", Query: "select " + strings.Repeat("1", MaxQuery)}},
	} {
		for _, s := range specs {
			err := f.Check(s)
			if e, ok := err.(*fault.Error); !ok || e.Field != field {
				t.Errorf("%+v: %v, not of %s", s, err, field)
			}
		}
	}
	for _, s := range []Spec{urlSpec("https://u:p@example.com/x.csv?a=b"), {Kind: KindFolder, Folder: "/srv/exports"}, {Kind: KindFolder, Folder: "/srv/exports/a"},
		{Kind: KindQuery, Driver: DriverMySQL, Connection: "warehouse", Query: "-- sales\n (with x as (select 1 as a) select * from x)"}} {
		if err := f.Check(s); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
}
