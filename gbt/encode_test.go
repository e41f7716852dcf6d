package gbt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"strings"
	"testing"
)

func TestEncodeRoundTrip(t *testing.T) {
	for _, m := range smallModels(t) {
		b, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Model
		if err := back.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		again, err := back.MarshalBinary()
		if err != nil || !bytes.Equal(b, again) {
			t.Fatalf("a decoded model encodes to other bytes (%v)", err)
		}
		row := []float32{1, nan, 0.5, 0.25, 0}
		if a, b := m.PredictRow(row), back.PredictRow(row); a != b {
			t.Errorf("predicts %v after a round trip, %v before", b, a)
		}
		for i := range b {
			damaged := bytes.Clone(b)
			damaged[i] ^= 1
			if err := back.UnmarshalBinary(damaged); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Fatalf("byte %d damaged: %v", i, err)
			}
			if err := back.UnmarshalBinary(b[:i]); !errors.Is(err, ErrDamaged) {
				t.Fatalf("cut at byte %d: %v", i, err)
			}
		}
		if a, b := m.PredictRow(row), back.PredictRow(row); a != b {
			t.Error("a failed decoding changed the model")
		}
	}
}

// What passes the checksum but makes no sense is refused with the place.
func TestDecodePayloadErrors(t *testing.T) {
	b, err := smallModels(t)[0].MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	payload := b[encodeHead : len(b)-4]
	le := binary.LittleEndian
	header := int(le.Uint32(payload))
	tree := 4 + header // where the first tree starts: its number of nodes
	node := func(k, field int) int { return tree + 4 + k*nodeSize + 4*field }
	for _, c := range []struct {
		at    int
		value uint32
		wants string
	}{
		{0, 1 << 30, "header cut short"},
		{4, 0, "header: invalid"},
		{tree, 0, "tree 0: 0 nodes"},
		{tree, 1 << 31, "nodes do not fit"},
		{node(0, 0), 0, "tree 0: node 0: children 0 and 2"},
		{node(0, 0), 1 << 20, "tree 0: node 0: children"},
		{node(0, 0), math.MaxUint32, "tree 0: node 0: one child only"},
		{node(0, 1), 1, "tree 0: node 0: children 1 and 1"},
		{node(0, 3), 5, "tree 0: node 0: feature 5 of 5"},
		{node(0, 4), math.Float32bits(inf), "tree 0: node 0: threshold"},
		{node(1, 2), 7, "tree 0: node 0: its children name another parent"},
	} {
		bad := bytes.Clone(payload)
		le.PutUint32(bad[c.at:], c.value)
		if _, err := decodePayload(bad); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("got %v, want %q", err, c.wants)
		}
	}
	for _, c := range []struct{ old, new, wants string }{
		{`"n_estimators":3`, `"n_estimators":0`, "header: n_estimators is 0"},
		{`"features":5`, `"features":0`, "header: features or base score"},
		{`"trees":3`, `"trees":4`, "tree 3: cut short"},
		{`"trees":3`, `"trees":2`, "after the last tree"},
	} {
		text := bytes.Replace(payload, []byte(c.old), []byte(c.new), 1)
		if _, err := decodePayload(text); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("got %v, want %q", err, c.wants)
		}
	}
	le.PutUint32(b[4:], 99)
	if err := new(Model).UnmarshalBinary(b); !errors.Is(err, ErrVersion) || crc32.Checksum(payload, castagnoli) == 0 {
		t.Errorf("version 99: %v", err)
	}
}
