package gbt

import (
	"bytes"
	"context"
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
		{node(0, 5), math.Float32bits(nan), "tree 0: node 0: gain NaN"},
		{node(1, 6), math.Float32bits(inf), "cover +Inf"},
		{node(1, 6), math.Float32bits(-1), "cover -1"},
		{node(1, 7), math.Float32bits(nan), "weight NaN"},
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
		{`"features":5`, `"features":65537`, "header: features or base score"},
		{`"trees":3`, `"trees":-3`, "-3 trees"},
		{`"trees":3`, `"trees":100001`, "100001 trees"},
		{`"trees":3`, `"trees":4`, "tree 3: cut short"},
		{`"trees":3`, `"trees":2`, "after the last tree"},
	} {
		text := bytes.Replace(payload, []byte(c.old), []byte(c.new), 1)
		le.PutUint32(text, uint32(header+len(c.new)-len(c.old)))
		if _, err := decodePayload(text); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("got %v, want %q", err, c.wants)
		}
	}
	le.PutUint32(b[4:], 99)
	if err := new(Model).UnmarshalBinary(b); !errors.Is(err, ErrVersion) || crc32.Checksum(payload, castagnoli) == 0 {
		t.Errorf("version 99: %v", err)
	}
}

// chain is a model of one tree that goes down depth splits on one side.
func chain(depth int) *Model {
	m := &Model{params: DefaultParams(), features: 1}
	m.objective, _ = newObjective(m.params)
	var t tree
	t.add(noParent, 0, 0, 1)
	for at := int32(0); depth > 0; depth-- {
		t.split(int(at), &split{gain: 1, threshold: float32(depth)})
		at = t.right[at]
	}
	m.trees = []tree{t}
	return m
}

// A way down is at most MaxDepth long, nobody hides nodes that no way reaches,
// and a header cannot be as large as it likes.
func TestDecodeLimits(t *testing.T) {
	decoded := func(m *Model) error {
		b, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		return new(Model).UnmarshalBinary(b)
	}
	if err := decoded(chain(MaxDepth)); err != nil {
		t.Errorf("%d splits deep: %v", MaxDepth, err)
	}
	for _, depth := range []int{MaxDepth + 1, 300, 20_000} {
		if err := decoded(chain(depth)); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "deeper than 64") {
			t.Errorf("%d splits deep: %v", depth, err)
		}
	}
	hidden := chain(2)
	hidden.trees[0].add(0, 0, 0, 0)
	if err := decoded(hidden); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "1 of 6 nodes have no parent") {
		t.Errorf("a node without a parent: %v", err)
	}
	long := chain(1)
	long.names = []string{strings.Repeat("x", maxHeader)}
	if err := decoded(long); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "header of") {
		t.Errorf("a long header: %v", err)
	}
	long.names[0] = long.names[0][:maxNameLen+1]
	if err := decoded(long); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "the name of column 0") {
		t.Errorf("a long name: %v", err)
	}
}

// What grows stays within the limits: without max_depth, too, and where sums
// overflow.
func TestTrainedWithinLimits(t *testing.T) {
	p := DefaultParams()
	p.NEstimators, p.MaxDepth, p.MaxLeaves, p.GrowPolicy = 3, 0, 400, LossGuide
	p.RegLambda, p.MinChildWeight = 0, 0
	g := &histGrower{params: p}
	if n := (&histNode{end: 9, h: 9, depth: MaxDepth - 1}); !g.mayGrow(n) {
		t.Error("a tree without max_depth stops too early")
	}
	if n := (&histNode{end: 9, h: 9, depth: MaxDepth}); g.mayGrow(n) {
		t.Error("a tree without max_depth grows past the limit")
	}
	for _, method := range []string{Hist, Exact} {
		if p.TreeMethod = method; method == Exact {
			p.MaxDepth, p.MaxLeaves, p.GrowPolicy = MaxDepth, 0, DepthWise
		}
		m, err := Train(context.Background(), p, column([]float32{1, 2, 3}, []float32{-3e38, 3e38, 0}, nil))
		if err != nil {
			t.Fatal(err)
		}
		b, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := new(Model).UnmarshalBinary(b); err != nil {
			t.Errorf("%s: what was trained cannot be read: %v", method, err)
		}
	}
}
