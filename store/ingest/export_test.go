package ingest

import "testing"

// PackAll has the weeks of every file packed until the test ends.
func PackAll(t *testing.T) {
	before := packAbove
	packAbove = -1
	t.Cleanup(func() { packAbove = before })
}

// Unpacked is the week with its cells in Cells; false where they were there.
func (w Week) Unpacked() (Week, bool) { return w.unpacked(), w.packed != nil }
