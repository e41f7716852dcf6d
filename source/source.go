// Package source fetches files of sales from where others keep them: an address,
// a folder, a query on a database. It knows no database of ours and changes
// nothing: what it gives is a file in a folder of the caller's, whole, and what
// to remember until the next time. It may import outgoing, secret and the words
// of errors; training/sources imports it.
//
// What was fetched is whole or is not given: a body that broke off, a file that
// is still written, a result over a limit are errors or "not yet".
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/store/fault"
)

// Kinds of a Spec.
const (
	KindURL    = "url"
	KindFolder = "folder"
	KindQuery  = "query"
)

// Kinds lists them.
func Kinds() []string { return []string{KindURL, KindFolder, KindQuery} }

// Limits of what is fetched.
const (
	MaxBytes  = 256 << 20       // of a file, as it lies on disk
	MaxRows   = 1_000_000       // of a query
	MaxTime   = 2 * time.Minute // of a fetch
	MaxQuery  = 10_000          // letters
	maxValue  = 4 << 20         // bytes of one value of SQLite, which runs within this program
	maxRatio  = 200             // times that a body grows by decompressing
	maxHops   = 5               // redirects
	maxFiles  = 1_000           // tables in a folder
	maxNames  = 10_000          // of anything in a folder
	maxMemory = 2_000           // files that a folder remembers
	settle    = 10 * time.Second
)

// Spec says where the data of a source are; the fields of its kind are set.
type Spec struct {
	Kind       string     `json:"kind"`
	URL        secret.URL `json:"-"`                    // KindURL; some hold a key
	Wide       bool       `json:"wide,omitempty"`       // the URL was set where others can reach the program: commands keep to its rules
	Folder     string     `json:"folder,omitempty"`     // KindFolder: a whole path
	Driver     string     `json:"driver,omitempty"`     // KindQuery: see Drivers
	Connection string     `json:"connection,omitempty"` // KindQuery: names the variable that holds the address
	Query      string     `json:"query,omitempty"`      // KindQuery
}

// Memory is what a source has to know of earlier fetches.
type Memory struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"last_modified,omitempty"`
	Hash     string `json:"sha256,omitempty"` // of the content that was last dealt with
	Seen     []Seen `json:"seen,omitempty"`   // files of a folder at the latest look
	Taken    []Seen `json:"taken,omitempty"`  // those that were dealt with, with their hashes
}

// Found is what a fetch brought.
type Found struct {
	Path   string          // the file, in the folder that was given; "" where there is nothing new
	Name   string          // of the file, for people; nothing of an address but its host
	Hash   string          // sha256 of the content, hex
	Why    message.Message // why there is no file
	Again  bool            // there may be one soon: look again after LookAgain
	Memory Memory          // to be kept once the file is dealt with, or at once where there is none
}

// LookAgain is how long after a look a folder's files have settled.
const LookAgain = settle + time.Second

// Fetcher fetches by the rules of the process.
type Fetcher struct {
	Outgoing outgoing.Rules
	Roots    []string                 // folders that may be read, whole paths
	Env      func(name string) string // os.Getenv where nil
	Clock    func() time.Time
	Zone     *time.Location // in which a database's moments become days; UTC where nil
	Time     time.Duration  // of a fetch; MaxTime where 0
	Hasty    bool           // take a folder's newest file as it is, for a look
}

var connectionName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,39}$`)

// Check returns CodeInvalid naming the field that is wrong. It looks at no
// address and no folder.
func (f *Fetcher) Check(s Spec) error {
	switch s.Kind {
	case KindURL:
		u, err := url.Parse(s.URL.Reveal())
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || len(s.URL.Reveal()) > 4000 {
			return fault.Invalid("url", message.SourceURLWrong.With())
		}
	case KindFolder:
		if !filepath.IsAbs(s.Folder) || len(s.Folder) > 4000 {
			return fault.Invalid("folder", message.SourceFolderWrong.With())
		}
		if _, _, ok := f.rootOf(s.Folder); !ok {
			return fault.Invalid("folder", message.SourceFolderOutside.With())
		}
	case KindQuery:
		if !slices.Contains(Drivers(), s.Driver) {
			return fault.Invalid("driver", message.SourceDriverWrong.With(Drivers()))
		}
		if !connectionName.MatchString(s.Connection) {
			return fault.Invalid("connection", message.SourceConnectionWrong.With())
		}
		if !selects(s.Query) || utf8.RuneCountInString(s.Query) > MaxQuery {
			return fault.Invalid("query", message.SourceQueryWrong.With(MaxQuery))
		}
	default:
		return fault.Invalid("kind", message.SourceKindWrong.With(Kinds()))
	}
	return nil
}

// Fetch brings what is new into dir, a folder that the caller removes. What
// keeps it from that is an error with a message for people; its cause, which may
// tell of the network, is for the log.
func (f *Fetcher) Fetch(ctx context.Context, s Spec, m Memory, dir string) (Found, error) {
	if err := f.Check(s); err != nil {
		return Found{}, err
	}
	limit := f.Time
	if limit == 0 {
		limit = MaxTime
	}
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var found Found
	var err error
	switch s.Kind {
	case KindURL:
		found, err = f.fetchURL(within, s, m, dir)
	case KindFolder:
		found, err = f.fetchFolder(within, s, m, dir)
	default:
		found, err = f.fetchQuery(within, s, m, dir)
	}
	if err != nil && ctx.Err() == nil && within.Err() != nil {
		return Found{}, fault.Wrap(fault.CodeTimeout, err, message.SourceTooSlow.With(int(limit.Seconds())))
	}
	return found, err
}

func (f *Fetcher) now() time.Time {
	if f.Clock == nil {
		return time.Now()
	}
	return f.Clock()
}

func (f *Fetcher) env(name string) string {
	if f.Env == nil {
		return os.Getenv(name)
	}
	return f.Env(name)
}

// client keeps the rules of the process, and those under which the address was
// set.
func (f *Fetcher) client(s Spec) *http.Client {
	rules := f.Outgoing
	rules.Wide = rules.Wide || s.Wide
	return rules.Client()
}

// errTooLarge ends a copy that is over its limit.
var errTooLarge = errors.New("source: more than the limit")

// keep copies r, at most limit bytes of it, into a new file of dir.
func keep(dir string, r io.Reader, limit int64) (path, sum string, size int64, err error) {
	file, err := os.OpenFile(filepath.Join(dir, "fetched"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return "", "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(file, h), io.LimitReader(r, limit+1))
	if err == nil && size > limit {
		err = errTooLarge
	}
	if err != nil {
		return "", "", size, err
	}
	return file.Name(), hexOf(h), size, file.Close()
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// tooLarge says so to people where that is what err is.
func tooLarge(err error) error {
	if errors.Is(err, errTooLarge) {
		return fault.Wrap(fault.CodeTooLarge, err, message.SourceTooLarge.With(MaxBytes>>20))
	}
	return err
}

// selects reports whether a query begins as one that only reads. The database
// makes sure of it: see runQuery.
func selects(query string) bool {
	rest := strings.TrimLeft(query, " \t\r\n(")
	for strings.HasPrefix(rest, "--") {
		_, rest, _ = strings.Cut(rest, "\n")
		rest = strings.TrimLeft(rest, " \t\r\n(")
	}
	word := rest[:len(rest)-len(strings.TrimLeft(strings.ToUpper(rest), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
	return slices.Contains([]string{"SELECT", "WITH", "VALUES", "TABLE"}, strings.ToUpper(word))
}
