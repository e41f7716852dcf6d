package table

import (
	"bytes"

	"golang.org/x/text/width"
)

// narrow writes letters, digits and signs that take the width of a Chinese
// letter, as ￥１２３ does, as the usual ones.
func narrow(b []byte) []byte {
	if bytes.IndexByte(b, 0xef) < 0 { // the first byte of all of them
		return b
	}
	return width.Narrow.Bytes(b)
}
