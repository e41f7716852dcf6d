package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"unicode"

	"olist/message"
	"olist/outgoing"
	"olist/store/fault"
)

// fetchURL gets what an address has, unless it says that it is what was there
// last time. RFC 9110, section 13: If-None-Match and If-Modified-Since.
func (f *Fetcher) fetchURL(ctx context.Context, s Spec, m Memory, dir string) (Found, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL.Reveal(), nil)
	if err != nil {
		return Found{}, fault.Invalid("url", message.SourceURLWrong.With()) // the cause holds the address
	}
	req.Header.Set("Accept", "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/tab-separated-values, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip") // said here, it is undone here, within bounds
	req.Header.Set("User-Agent", "olist")
	if m.ETag != "" {
		req.Header.Set("If-None-Match", m.ETag)
	}
	if m.Modified != "" {
		req.Header.Set("If-Modified-Since", m.Modified)
	}
	client := f.client(s)
	defer client.CloseIdleConnections()
	client.CheckRedirect = checkRedirect
	resp, err := client.Do(req)
	if err != nil {
		return Found{}, wordRequest(err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotModified:
		return Found{Why: message.SourceUnchanged.With(), Memory: m}, nil
	case resp.StatusCode != http.StatusOK:
		return Found{}, fault.New(fault.CodeUnavailable, message.SourceAnswered.With(int64(resp.StatusCode)))
	}
	return keepBody(resp, m, dir)
}

// keepBody writes the body to dir where it is whole.
func keepBody(resp *http.Response, m Memory, dir string) (Found, error) {
	if resp.ContentLength > MaxBytes {
		return Found{}, tooLarge(errTooLarge)
	}
	body := io.Reader(resp.Body)
	packed := strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip")
	if packed {
		unpacked, err := unpack(resp.Body)
		if err != nil {
			return Found{}, broken(err)
		}
		body = unpacked
	}
	name, sum, size, err := keep(dir, body, MaxBytes)
	switch {
	case errors.Is(err, errTooLarge):
		return Found{}, tooLarge(err)
	case err != nil:
		return Found{}, broken(err)
	case size == 0:
		return Found{}, fault.New(fault.CodeInvalid, message.SourceEmpty.With())
	}
	if err := inspect(name, size, resp.ContentLength < 0 && !slices.Contains(resp.TransferEncoding, "chunked") && resp.ProtoMajor < 2 && !packed); err != nil {
		return Found{}, err
	}
	m.ETag, m.Modified = short(resp.Header.Get("ETag")), short(resp.Header.Get("Last-Modified"))
	if sum == m.Hash {
		return Found{Why: message.SourceUnchanged.With(), Memory: m}, nil
	}
	m.Hash = sum
	return Found{Path: name, Name: called(resp), Hash: sum, Memory: m}, nil
}

// checkRedirect bounds redirects and takes from them what the first address may
// hold: a key in its path. Where they lead is judged as they are dialled.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxHops || via[len(via)-1].URL.Scheme == "https" && req.URL.Scheme != "https" {
		return errRedirect
	}
	req.Header.Del("Referer")
	return nil
}

var errRedirect = errors.New("source: too many redirects, or one from https to http")

// wordRequest says why a request failed, without the address: some hold a key.
func wordRequest(err error) error {
	cause := err
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		cause = wrapped.Err
	}
	if _, ok := errors.AsType[*outgoing.RefusedError](err); ok {
		return fault.Wrap(fault.CodeForbidden, cause, message.SourceForbidden.With())
	}
	if errors.Is(err, errRedirect) {
		return fault.Wrap(fault.CodeUnavailable, cause, message.SourceRedirects.With(maxHops))
	}
	return fault.Wrap(fault.CodeUnavailable, cause, message.SourceUnreached.With())
}

// broken is the error of a body that cannot be read to its end.
func broken(err error) error {
	if errors.Is(err, errTooLarge) {
		return tooLarge(err)
	}
	return fault.Wrap(fault.CodeUnavailable, err, message.SourceTruncated.With())
}

// unpack undoes gzip, and refuses what grows beyond reason: a bomb.
func unpack(r io.Reader) (io.Reader, error) {
	in := &counter{r: r}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	return &grown{z: z, in: in}, nil
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

type grown struct {
	z   *gzip.Reader
	in  *counter
	out int64
}

func (g *grown) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if g.out += int64(n); g.out > maxRatio*(g.in.n+4096) {
		return n, errTooLarge
	}
	return n, err
}

// inspect looks at the first and the last bytes of a file. Where its length was
// never told, a text that ends within a line has broken off.
func inspect(name string, size int64, untold bool) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, min(size, 1024))
	if _, err := io.ReadFull(file, head); err != nil {
		return err
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
		return fault.New(fault.CodeInvalid, message.SourceWebPage.With())
	}
	if !untold || bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\x1f\x8b")) { // archives tell their end
		return nil
	}
	last := make([]byte, min(size, 2))
	if _, err := file.ReadAt(last, size-int64(len(last))); err != nil {
		return err
	}
	if !bytes.ContainsAny(last, "\r\n") {
		return fault.New(fault.CodeUnavailable, message.SourceTruncated.With())
	}
	return nil
}

// called is what a file is shown as: the name that the answer gives it, else
// its host. The rest of an address may be a key.
func called(resp *http.Response) string {
	if _, params, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition")); err == nil {
		if name := path.Base(strings.ReplaceAll(params["filename"], `\`, "/")); params["filename"] != "" && name != "." && name != "/" && len(name) <= 200 {
			return strings.Map(printed, strings.ToValidUTF8(name, "�"))
		}
	}
	return resp.Request.URL.Hostname()
}

// printed stands in for letters that turn what stands beside them on a page.
func printed(r rune) rune {
	if !unicode.IsPrint(r) {
		return '�'
	}
	return r
}

// short drops a validator that is no reasonable one, so that nobody's header
// grows our rows.
func short(v string) string {
	if len(v) > 500 {
		return ""
	}
	return v
}
