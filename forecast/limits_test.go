package forecast

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// signed is an encoded model of changed parts, with the lengths and checksums
// that it then must have: settings, and what stands between head and checksum
// of each forest.
func signed(settings []byte, forest, spread []byte) []byte {
	trees, widths := framed(forest), framed(spread)
	lengths := regexp.MustCompile(`"trees":\d+,"spread":\[[^\]]*\]\}$`)
	settings = lengths.ReplaceAll(settings, fmtLengths(len(trees), len(widths)))
	le := binary.LittleEndian
	b := le.AppendUint16([]byte(magic), version)
	b = le.AppendUint32(b, uint32(len(settings)))
	b = append(append(append(b, settings...), trees...), widths...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func fmtLengths(trees, widths int) []byte {
	b := []byte(`"trees":` + strconv.Itoa(trees) + `,"spread":[`)
	if widths > 0 {
		b = append(b, strconv.Itoa(widths)...)
	}
	return append(b, "]}"...)
}

// framed puts a forest's payload into package gbt's frame; none stays none.
func framed(payload []byte) []byte {
	if len(payload) == 0 {
		return nil
	}
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("GBT\x00"), 1)
	b = le.AppendUint64(b, uint64(len(payload)))
	b = append(b, payload...)
	return le.AppendUint32(b, crc32.Checksum(payload, crc32.MakeTable(crc32.Castagnoli)))
}

// parts takes an encoded model apart, for signed.
func parts(t testing.TB, b []byte) (settings, forest, spread []byte) {
	t.Helper()
	n := int(binary.LittleEndian.Uint32(b[6:]))
	settings, rest := b[10:10+n], b[10+n:len(b)-sha256.Size]
	for _, to := range []*[]byte{&forest, &spread} {
		if len(rest) > 0 {
			size := int(binary.LittleEndian.Uint64(rest[8:]))
			*to, rest = rest[16:16+size], rest[16+size+4:]
		}
	}
	return settings, forest, spread
}

func smallModel(t testing.TB) (Panel, []byte) {
	t.Helper()
	p := shop(2, 60, 1)
	c := DefaultConfig()
	c.Params.NEstimators = 2
	m, err := Train(t.Context(), p, c, Run{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return p, b
}

// What is beyond the limits is refused, however well it is signed, and takes a
// small multiple of its own size.
func TestModelLimits(t *testing.T) {
	_, b := smallModel(t)
	settings, forest, spread := parts(t, b)
	if _, err := UnmarshalModel(signed(settings, forest, spread)); err != nil {
		t.Fatal("unchanged:", err)
	}
	lots := strings.Repeat("0,", 2<<20) + "0"
	objects := strings.Repeat("{},", 2<<20) + "{}"
	for name, c := range map[string]struct{ old, new, why string }{
		"repeated columns":   {`"columns":\[`, `"columns":[` + lots + `,`, "forest.columns has more than 2048"},
		"a column twice":     {`"columns":\[0,`, `"columns":[0,0,`, ""},
		"Columns":            {`"columns":\[`, `"COLUMNS":[` + lots + `,`, "forest.columns has more than 2048"},
		"columnſ":            {`"columns":\[`, `"columnſ":[` + lots + `,`, "is no field of"},
		"effects":            {`"effects":[^,]*,`, `"effects":[` + objects + `],`, "effects has more than"},
		"series":             {`"series":\[`, `"series":[` + objects + `,`, "series has more than"},
		"members":            {`"members":\[`, `"members":[` + objects + `,`, "choice.members has more than"},
		"bands":              {`"point":\[`, `"point":[` + strings.Repeat("[],", 2<<20), "bands.point has more than"},
		"weights":            {`"weights":\[\[\[`, `"weights":[[[` + lots + `,`, "weights[][] has more than"},
		"constraints":        {`"params":\{`, `"params":{"monotone_constraints":[` + lots + `],`, "monotone_constraints has more than"},
		"deep":               {`"choice":\{`, `"choice":{"x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `,`, "nested too deep"},
		"a wide band":        {`\]\],"total"`, `,1e308]],"total"`, ""},
		"a large effect":     {`"effects":[^,]*,`, `"effects":[{"key":"a","name":"b","lead":0,"log":700}],`, ""},
		"a far lead":         {`"effects":[^,]*,`, `"effects":[{"key":"a","name":"b","lead":-3,"log":0}],`, ""},
		"a large variance":   {`"variance":[^}]*\}`, `"variance":1e300}`, ""},
		"an unsorted key":    {`"series":\[\{"key":"[^"]*"`, `"series":[{"key":"~"`, ""},
		"a large logarithm":  {`"own":[^,]*,`, `"own":1e9,`, ""},
		"an odd reference":   {`"reference":"[^"]*"`, `"reference":"moon"`, ""},
		"too many trees":     {`"n_estimators":2`, `"n_estimators":100000`, ""},
		"a season past all":  {`"season":[^,]*,`, `"season":-1.1,`, ""},
		"a number too large": {`"season":[^,]*,`, `"season":1e999,`, ""},
	} {
		at := regexp.MustCompile(c.old).FindIndex(settings)
		if at == nil {
			t.Fatalf("%s: the settings have no %s: %s", name, c.old, settings)
		}
		bad := signed([]byte(string(settings[:at[0]])+c.new+string(settings[at[1]:])), forest, spread)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := UnmarshalModel(bad)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want %q", name, err, c.why)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > uint64(40*len(bad)+8<<20) {
			t.Errorf("%s: %d bytes take %d", name, len(bad), took)
		}
	}
}

// A list that somebody adds to the settings has a limit, too.
func TestEveryListHasALimit(t *testing.T) {
	seen := map[string]bool{}
	var walk func(path string, of reflect.Type)
	walk = func(path string, of reflect.Type) {
		switch of.Kind() {
		case reflect.Pointer:
			walk(path, of.Elem())
		case reflect.Slice, reflect.Array:
			if seen[path] = true; listLimits[path] == 0 {
				t.Errorf("%s is a list without a limit", path)
			}
			walk(path+"[]", of.Elem())
		case reflect.Map:
			t.Errorf("%s is a map: it has no limit", path)
		case reflect.Struct:
			for i := range of.NumField() {
				f := of.Field(i)
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if f.Anonymous {
					walk(path, f.Type)
				} else if f.IsExported() && name != "-" {
					walk(strings.TrimPrefix(path+"."+name, "."), f.Type)
				}
			}
		}
	}
	walk("", reflect.TypeFor[encoded]())
	for path := range listLimits {
		if !seen[path] {
			t.Errorf("%s has a limit, and is not there", path)
		}
	}
}
