package backup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
)

const rows = "0123456789abcdef0123456789abcdef"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func copyAt(owner string, at time.Time) Copy { return New(owner, at, rows, false) }

func TestNames(t *testing.T) {
	at := time.Date(2026, 11, 29, 14, 51, 45, 7, time.UTC)
	for _, sealed := range []bool{true, false} {
		c := New("abcd2345", at, rows, sealed)
		back, ok := Parse(c.Name, 7)
		if c.Size = 7; !ok || back != c || !back.Holds(rows) || back.Holds("1"+rows[1:]) || back.Holds("") {
			t.Errorf("%+v became %+v", c, back)
		}
	}
	for _, foreign := range []string{"", "olist.db", "olist-abcd2345-20261129T145145Z-0123456789abcdef.db.tmp", "../olist-abcd2345-20261129T145145Z-0123456789abcdef.db",
		"olist-abcd2345-20261329T145145Z-0123456789abcdef.db", "olist-ABCD2345-20261129T145145Z-0123456789abcdef.db", "olist-abcd2345-20261129T145145Z-0123456789abcdef.db/x"} {
		if c, ok := Parse(foreign, 0); ok {
			t.Errorf("%q is read as %+v", foreign, c)
		}
	}
}

// Over two years of a backup a day, some of them by hand, the kept are those of the
// latest days, weeks and months; of others none goes, and never the one that is good.
func TestKeeping(t *testing.T) {
	zone := time.FixedZone("east", 10*3600)
	keep := Keeping{Days: 7, Weeks: 4, Months: 12}
	begin := time.Date(2024, 1, 1, 2, 0, 0, 0, zone)
	var have []Copy
	foreign := copyAt("zzzzzzzz", begin.AddDate(-1, 0, 0))
	have = append(have, foreign)
	for day := range 730 {
		for _, hour := range []int{0, 5} {
			c := copyAt("abcd2345", begin.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour))
			have = append(have, c)
			old := keep.Old(have, c, zone)
			have = slices.DeleteFunc(have, func(c Copy) bool { return slices.Contains(old, c) })
		}
	}
	Latest(have)
	var got []string
	for _, c := range have {
		got = append(got, c.At.In(zone).Format("0601021504"))
	}
	want := strings.Fields(`2512300700 2512300200 2512290700 2512280700 2512270700 2512260700 2512250700 2512240700 2512210700 2512140700
		2511300700 2510310700 2509300700 2508310700 2507310700 2506300700 2505310700 2504300700 2503310700 2502280700 2501310700 2301010200`)
	if !slices.Equal(got, want) {
		t.Errorf("kept\n%v, want\n%v", got, want)
	}
	ahead := copyAt("abcd2345", begin.AddDate(20, 0, 0)) // by a clock that ran ahead
	good := have[5]
	if old := (Keeping{}).Old(append(have, ahead), good, zone); slices.Contains(old, good) || slices.Contains(old, foreign) || slices.Contains(old, ahead) {
		t.Errorf("what must stay goes: %v", old)
	}
	if err := (Keeping{Weeks: -1}).Validate(); fault.CodeOf(err) != fault.CodeInvalid {
		t.Error(err)
	}
}

func TestSeal(t *testing.T) {
	passphrase := secret.Of("correct horse battery")
	plain := bytes.Repeat([]byte("weeks and sales "), 10_000)
	var sealed, back bytes.Buffer
	must(t, Seal(&sealed, bytes.NewReader(plain), passphrase))
	if bytes.Contains(sealed.Bytes(), []byte("weeks")) {
		t.Error("it can be read")
	}
	must(t, Unseal(&back, bytes.NewReader(sealed.Bytes()), passphrase))
	if !bytes.Equal(back.Bytes(), plain) {
		t.Error("it came back as something else")
	}
	for name, c := range map[string]struct {
		file []byte
		by   secret.Text
		code fault.Code
	}{
		"another passphrase": {sealed.Bytes(), secret.Of("another horse"), fault.CodeInvalid}, "none": {sealed.Bytes(), secret.Text{}, fault.CodeInvalid},
		"cut off": {sealed.Bytes()[:sealed.Len()-100], passphrase, fault.CodeInternal}, "not sealed": {plain, passphrase, fault.CodeInternal},
	} {
		if err := Unseal(io.Discard, bytes.NewReader(c.file), c.by); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	place := Folder{Dir: filepath.Join(dir, "disk")}
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, []byte("content"), 0o600))
	c := copyAt("abcd2345", time.Now())
	for name, err := range map[string]error{"list": second(place.List(t.Context())), "put": place.Put(t.Context(), c, file)} {
		if fault.CodeOf(err) != fault.CodeUnavailable || !strings.Contains(err.Error(), "is not there") {
			t.Errorf("%s where the folder is not: %v", name, err)
		}
	}
	testPlace(t, Folder{Dir: place.Dir, Make: true}, file)
	other := "olist-zzzzzzzz-20261129T145145Z-0123456789abcdef.db.tmp"
	for _, name := range []string{c.Name + ".tmp", other, "mine.tmp", "olist.db"} {
		must(t, os.WriteFile(filepath.Join(place.Dir, name), nil, 0o600))
	}
	must(t, place.Sweep(t.Context(), c.Owner))
	var left []string
	files, err := os.ReadDir(place.Dir)
	must(t, err)
	for _, f := range files {
		left = append(left, f.Name())
	}
	if want := []string{"mine.tmp", other, "olist.db"}; !slices.Equal(left, want) {
		t.Errorf("left: %v, want %v", left, want)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := place.Put(ctx, c, file); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if all, err := place.List(t.Context()); err != nil || len(all) != 0 {
		t.Error("what was stopped is listed:", all, err)
	}
}

func second[T any](_ T, err error) error { return err }

// testPlace has a place hold a file, and lose it again.
func testPlace(t *testing.T, p Place, file string) {
	t.Helper()
	ctx := t.Context()
	at := time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)
	first, later := copyAt("abcd2345", at), copyAt("zzzzzzzz", at.Add(time.Hour))
	for _, c := range []Copy{first, later} {
		if err := second(p.Read(ctx, c)); fault.CodeOf(err) != fault.CodeNotFound {
			t.Error("before it is there:", err)
		}
		must(t, p.Put(ctx, c, file))
		must(t, p.Put(ctx, c, file)) // the same again
	}
	content, err := os.ReadFile(file)
	must(t, err)
	all, err := p.List(ctx)
	must(t, err)
	if len(all) != 2 || all[0].Name != later.Name || all[1].Size != int64(len(content)) || !all[1].At.Equal(at) {
		t.Fatalf("it lists %+v", all)
	}
	from, err := p.Read(ctx, first)
	must(t, err)
	back, err := io.ReadAll(from)
	must(t, errors.Join(err, from.Close()))
	if !bytes.Equal(back, content) {
		t.Errorf("%d bytes came back of %d", len(back), len(content))
	}
	must(t, p.Sweep(ctx, first.Owner))
	for _, c := range all {
		must(t, p.Delete(ctx, c))
	}
	if all, err := p.List(ctx); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}
