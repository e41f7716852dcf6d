package store

import (
	"bytes"
	"compress/gzip"
	"io"
)

// pack compresses what is large and seldom read: JSON shrinks to a quarter.
func pack(plain []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(plain) // a buffer takes everything
	z.Close()
	return b.Bytes()
}

// unpack undoes pack, and leaves as it is what was never packed: rows that
// older programs wrote.
func unpack(packed []byte) ([]byte, error) {
	if !bytes.HasPrefix(packed, []byte{0x1f, 0x8b}) {
		return packed, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
