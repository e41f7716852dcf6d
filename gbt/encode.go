package gbt

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// The binary form, little-endian:
//
//	"GBT\x00"  version uint32  length uint64  payload  CRC-32C of the payload uint32
//
// The payload is the header as JSON (its length first, uint32) and the trees.
const (
	encodeMagic   = "GBT\x00"
	encodeVersion = 1
	encodeHead    = 16
)

// Errors of UnmarshalBinary; both are wrapped with where they were found.
var (
	// ErrVersion: the model was written by another version of this package.
	ErrVersion = errors.New("gbt: unknown version of the encoded model")
	// ErrDamaged: the bytes are not, or no longer, a model.
	ErrDamaged = errors.New("gbt: damaged encoded model")
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type encodedHeader struct {
	Params    Params   `json:"params"`
	Features  int      `json:"features"`
	Names     []string `json:"names,omitempty"`
	BaseScore uint32   `json:"base_score_bits"`
	Trees     int      `json:"trees"`
}

// MarshalBinary encodes the model with a version and a checksum. Equal models
// give equal bytes.
func (m *Model) MarshalBinary() ([]byte, error) {
	header, err := json.Marshal(encodedHeader{
		m.params, m.features, m.names, math.Float32bits(m.baseScore), len(m.trees),
	})
	if err != nil {
		return nil, err
	}
	le := binary.LittleEndian
	b := append([]byte(encodeMagic), make([]byte, encodeHead-len(encodeMagic))...)
	le.PutUint32(b[4:], encodeVersion)
	b = le.AppendUint32(b, uint32(len(header)))
	b = append(b, header...)
	for i := range m.trees {
		b = m.trees[i].append(b)
	}
	payload := b[encodeHead:]
	le.PutUint64(b[8:], uint64(len(payload)))
	return le.AppendUint32(b, crc32.Checksum(payload, castagnoli)), nil
}

// nodeSize is the number of bytes of an encoded node.
const nodeSize = 4 * 8

// append encodes the number of nodes, then the nodes. The parent is implied by
// the children, the feature's top bit is the default direction.
func (t *tree) append(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint32(b, uint32(t.nodes()))
	for i := range t.left {
		feature := uint32(t.feature[i])
		if t.defaultLeft[i] {
			feature |= 1 << 31
		}
		for _, v := range []uint32{
			uint32(t.left[i]), uint32(t.right[i]), uint32(t.parent[i]), feature,
			math.Float32bits(t.threshold[i]), math.Float32bits(t.gain[i]),
			math.Float32bits(t.cover[i]), math.Float32bits(t.weight[i]),
		} {
			b = le.AppendUint32(b, v)
		}
	}
	return b
}

// UnmarshalBinary decodes what MarshalBinary wrote. Anything else is refused
// with an error that wraps [ErrVersion] or [ErrDamaged]; m is then unchanged.
func (m *Model) UnmarshalBinary(b []byte) error {
	le := binary.LittleEndian
	if len(b) < encodeHead+4 || !bytes.HasPrefix(b, []byte(encodeMagic)) {
		return fmt.Errorf("%w: no header in the first %d bytes", ErrDamaged, encodeHead)
	}
	if v := le.Uint32(b[4:]); v != encodeVersion {
		return fmt.Errorf("%w: %d, this program reads %d", ErrVersion, v, encodeVersion)
	}
	if n := le.Uint64(b[8:]); n != uint64(len(b)-encodeHead-4) {
		return fmt.Errorf("%w: %d bytes announced, %d found", ErrDamaged, n, len(b)-encodeHead-4)
	}
	payload, sum := b[encodeHead:len(b)-4], le.Uint32(b[len(b)-4:])
	if crc32.Checksum(payload, castagnoli) != sum {
		return fmt.Errorf("%w: checksum does not match", ErrDamaged)
	}
	decoded, err := decodePayload(payload)
	if err != nil {
		return err
	}
	*m = *decoded
	return nil
}

func decodePayload(b []byte) (*Model, error) {
	le := binary.LittleEndian
	if len(b) < 4 || uint64(len(b)-4) < uint64(le.Uint32(b)) {
		return nil, fmt.Errorf("%w: header cut short", ErrDamaged)
	}
	size := int(le.Uint32(b))
	if size > maxHeader {
		return nil, fmt.Errorf("%w: header of %d bytes, more than %d", ErrDamaged, size, maxHeader)
	}
	var h encodedHeader
	if err := json.Unmarshal(b[4:4+size], &h); err != nil {
		return nil, fmt.Errorf("%w: header: %v", ErrDamaged, err)
	}
	b = b[4+size:]
	if err := h.Params.Validate(); err != nil {
		return nil, fmt.Errorf("%w: header: %v", ErrDamaged, err)
	}
	obj, err := newObjective(h.Params)
	if err != nil {
		return nil, fmt.Errorf("%w: header: %v", ErrDamaged, err)
	}
	base := math.Float32frombits(h.BaseScore)
	if h.Features < 1 || h.Features > MaxColumns || !finite(obj.margin(base)) {
		return nil, fmt.Errorf("%w: header: features or base score", ErrDamaged)
	}
	if err := checkNames(h.Names, h.Features); err != nil {
		return nil, fmt.Errorf("%w: header: %v", ErrDamaged, err)
	}
	if h.Trees < 0 || h.Trees > MaxTrees || len(b) > nodeSize*MaxNodes+4*MaxTrees {
		return nil, fmt.Errorf("%w: %d trees in %d bytes", ErrDamaged, h.Trees, len(b))
	}
	m := &Model{
		params: h.Params, objective: obj, features: h.Features, names: h.Names,
		baseScore: base, baseMargin: obj.margin(base),
	}
	nodes := 0
	for i := range h.Trees {
		var t tree
		if b, err = t.decode(b); err == nil {
			err = t.check(h.Features)
		}
		if nodes += t.nodes(); err == nil && nodes > MaxNodes {
			err = errNodes
		}
		if err != nil {
			return nil, fmt.Errorf("%w: tree %d: %v", ErrDamaged, i, err)
		}
		m.trees = append(m.trees, t)
	}
	if len(b) != 0 {
		return nil, fmt.Errorf("%w: %d bytes after the last tree", ErrDamaged, len(b))
	}
	m.compile()
	return m, nil
}

func (t *tree) decode(b []byte) ([]byte, error) {
	le := binary.LittleEndian
	if len(b) < 4 {
		return b, errors.New("cut short")
	}
	n := int(le.Uint32(b))
	b = b[4:]
	if n < 1 || n > len(b)/nodeSize {
		return b, fmt.Errorf("%d nodes do not fit", n)
	}
	*t = newTree(n)
	for i := range n {
		at := func(k int) uint32 { return le.Uint32(b[i*nodeSize+4*k:]) }
		real := func(k int) float32 { return math.Float32frombits(at(k)) }
		t.add(int32(at(2)), real(4), real(7), real(6))
		t.left[i], t.right[i] = int32(at(0)), int32(at(1))
		t.feature[i], t.defaultLeft[i] = int32(at(3)&^(1<<31)), at(3)>>31 == 1
		t.gain[i] = real(5)
	}
	return b[n*nodeSize:], nil
}
