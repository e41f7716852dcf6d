package server

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"olist/secret"

	"olist/store"
	"olist/store/testplace"
)

// keptChange allows the answers about a kept database to differ in one place.
type keptChange struct {
	address, path string  // regular expressions
	why           string  // for who reads this
	within        float64 // of a number, relative to what it was or absolute below 1; 0 bounds nothing
	page, says    string  // where the product itself says what changed; both empty where each start makes it anew
}

// keptChanges are all that may differ from what an earlier program answered
// about the databases in testdata/kept.
var keptChanges = []keptChange{
	{address: `^/api/v1/jobs`, path: `^(jobs\[j9\]\.|)finished_at$`, why: "a job that was cut off ends when the program starts again"},
	{address: `^/api/v1/audit`, path: `^entries\.\[8[234]\]`, why: "and that is logged then, after what the update did",
		page: "/admin/audit", says: "the key of the webhook was blanked in earlier rows of this log"},
	{address: `^/api/v1/audit`, path: `^entries\.\[73\]\.detail\.secret$`, why: "the log held a key"},
	{address: `^/api/v1/audit`, path: `^entries\.\[73\]\.detail\.url$`, why: "an address may be a key, too",
		page: "/admin/audit", says: "the address of the webhook was shortened to its host in earlier rows of this log"},
	{address: `^/api/v1/webhook$`, path: `^url$`, why: "so it is shown by its host"},
	{address: `^/admin/audit\.csv`, path: `^row (1|10)$`, why: "also in the file"},
	{address: `^/api/v1/webhook$`, path: `^deliveries\[\d+\]\.last_error$`, why: "causes tell of the network",
		page: "/automation", says: "Why a message was not delivered stands in the log of the program."},
	{address: `^/api/v1/(forecast|models/compare)\?`, path: `\.bands\[\d\]\.(lower|upper)$`, why: "weeks that are missing widen the bands, where they narrowed them",
		page: "/data", says: "For each week missing among those of the last two years ranges are wider"},
	{address: `^/api/v1/(forecast|models/compare)\?`, path: `^(models\[\d\]\.|)(forecast\[\d+\]|total\[\d+\]|total)\.forecast$`, within: .001, why: "and the lags through them are of weeks that move"},
	{address: `^/api/v1/explain\?`, path: `^weeks\[\d+\]\.(forecast|(contributions|events)\[\d+\]\.amount)$`, why: "so are those that explain"},
	{address: `^/predict\?`, path: `^forecast\[\d+\]\.sales$`, within: .001, why: "in the old client's form"},
	{address: `^/api/v1/events`, path: `^events\[\d+\]\.amount$`, why: "what an event adds is of the forecast"},
	{address: `^/(forecast|compare|segments|scenarios/s\d/forecast)\.csv`, path: `^row \d+$`, why: "in files"},
}

// keptDatabase is a database of an earlier program, and what that answered.
type keptDatabase struct {
	Token   string // opens the door
	Revoked string // does not
	At      int64  // when the answers were given
	CutOff  string `json:"cut_off"` // job that ran when the program was killed
	Answers []struct {
		Address, Type, Body string
		Status              int
	}
}

func unzip(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	raw, err := io.ReadAll(z)
	must(t, err)
	return raw
}

// keptDatabases are those in testdata, by name.
func keptDatabases(t *testing.T) map[string]keptDatabase {
	t.Helper()
	folders, err := filepath.Glob("testdata/kept/*/answers.json.gz")
	must(t, err)
	if len(folders) == 0 {
		t.Fatal("no database is kept")
	}
	all := map[string]keptDatabase{}
	for _, file := range folders {
		var k keptDatabase
		must(t, json.Unmarshal(unzip(t, file), &k))
		all[filepath.Base(filepath.Dir(file))] = k
	}
	return all
}

// keptApp serves a copy of a kept database at the time when the answers were
// given.
func keptApp(t *testing.T, name string, k keptDatabase, change ...func(*Options)) *app {
	t.Helper()
	path, options := k.copy(t, name)
	a := newAppAt(t, path, options, change...)
	a.waitFor(k.CutOff)
	return a
}

// idleKeptApp is keptApp with its worker at rest.
func idleKeptApp(t *testing.T, name string, k keptDatabase) *app {
	t.Helper()
	path, options := k.copy(t, name)
	return idleAppAt(t, path, options)
}

// copy is a copy of the database, and the clock of when the answers were given.
func (k keptDatabase) copy(t *testing.T, name string) (path string, options store.Options) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "olist.db")
	must(t, os.WriteFile(path, unzip(t, "testdata/kept/"+name+"/olist.db.gz"), 0o600))
	ago := time.Since(time.UnixMilli(k.At))
	return path, store.Options{Clock: func() time.Time { return time.Now().Add(-ago) }}
}

// TestKeptDatabases: what an earlier program wrote is opened by this one, and
// says the same.
func TestKeptDatabases(t *testing.T) {
	testplace.OnFile(t)
	for name, k := range keptDatabases(t) {
		t.Run(name, func(t *testing.T) {
			a := keptApp(t, name, k)
			used := make([]bool, len(keptChanges))
			var differ []string
			for _, was := range k.Answers {
				resp, body := a.ask("GET", was.Address, "")
				if resp.StatusCode != was.Status || resp.Header.Get("Content-Type") != was.Type {
					differ = append(differ, fmt.Sprintf("%s: %d %s, was %d %s: %.200s", was.Address, resp.StatusCode, resp.Header.Get("Content-Type"), was.Status, was.Type, body))
					continue
				}
				for _, d := range keptDifferences(t, was.Type, was.Body, body) {
					if i := allowed(was.Address, d); i >= 0 {
						used[i] = true
						continue
					}
					differ = append(differ, was.Address+" "+d.String())
				}
			}
			for _, d := range differ[:min(40, len(differ))] {
				t.Error(d)
			}
			if len(differ) > 40 {
				t.Errorf("and %d more places differ", len(differ)-40)
			}
			for i, c := range keptChanges {
				if c.page == "" {
					continue
				}
				if !used[i] {
					t.Errorf("nothing differs any more by this: %s", c.why)
				} else {
					wantIn(t, a.page(c.page), c.says)
				}
			}
		})
	}
}

func allowed(address string, d keptDifference) int {
	for i, c := range keptChanges {
		if regexp.MustCompile(c.address).MatchString(address) && regexp.MustCompile(c.path).MatchString(d.path) && (c.within == 0 || d.within(c.within)) {
			return i
		}
	}
	return -1
}

// within reports whether two numbers lie that near to each other.
func (d keptDifference) within(part float64) bool {
	was, err1 := strconv.ParseFloat(d.was, 64)
	is, err2 := strconv.ParseFloat(d.is, 64)
	return err1 == nil && err2 == nil && math.Abs(is-was) <= part*max(1, math.Abs(was))
}

// TestKeptDoors: a token of an earlier program opens the door, a revoked one
// does not.
func TestKeptDoors(t *testing.T) {
	testplace.OnFile(t)
	for name, k := range keptDatabases(t) {
		a := keptApp(t, name, k, func(o *Options) { o.AdminPassword = secret.Of(strings.Repeat("long enough ", 2)) })
		for token, want := range map[string]int{k.Token: http.StatusOK, k.Revoked: http.StatusUnauthorized, "": http.StatusUnauthorized} {
			var header []string
			if token != "" {
				header = []string{"Authorization", "Bearer " + token}
			}
			if resp, body := a.ask("GET", "/api/v1/tokens", "", header...); resp.StatusCode != want {
				t.Errorf("%s: %d, want %d: %.200s", name, resp.StatusCode, want, body)
			}
		}
	}
}
