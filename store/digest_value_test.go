package store

import (
	"bytes"
	"fmt"
	"math"
	"testing"
	"time"
)

// TestAValueIsWrittenWithItsTypeAndLength: what is written without reflection is what
// would be written with it.
func TestAValueIsWrittenWithItsTypeAndLength(t *testing.T) {
	for _, v := range []any{nil, int64(0), int64(math.MinInt64), 1.5, math.Inf(1), "", "a 1", "ä", []byte{}, []byte("a 1"), []byte{0, 255}, true, time.Unix(0, 0).UTC()} {
		text := fmt.Sprint(v)
		if raw, ok := v.([]byte); ok {
			text = string(raw)
		}
		var got bytes.Buffer
		writeValue(&got, v)
		if want := fmt.Sprintf("%T %d %s", v, len(text), text); got.String() != want {
			t.Errorf("%q, not %q", got.String(), want)
		}
	}
}
