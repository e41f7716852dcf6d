package gbt

import (
	"context"
	"math"
)

// binned is a matrix of bin codes. Feature f splits at its ascending cuts: the
// bin of x is the number of cuts <= x, so x < cuts[k] means bin <= k. Where a
// column has missing values, code 0 is "missing" and the bins start at 1.
//
// Codes are kept twice: eight to a word row by row, for histograms, and one
// byte a row column by column, for partitioning.
type binned struct {
	rows, cols int
	all        columns   // every feature's codes, row by row
	byCol      [][]uint8 // cols x rows
	cuts       [][]float32
	first      []uint8 // the code of bin 0: 1 where the column has missing values
}

// sampleRows bounds the rows that cut points are taken from.
const sampleRows = 200_000

// binBlock is the number of rows whose codes are found together.
const binBlock = 1 << 14

// newBinned bins x on threads goroutines; missing tells the columns with
// missing values. It returns ctx's error when cancelled.
func newBinned(ctx context.Context, x Matrix, missing []bool, maxBin, threads int) (*binned, error) {
	b := &binned{
		rows: x.Rows, cols: x.Cols,
		byCol: make([][]uint8, x.Cols), cuts: make([][]float32, x.Cols), first: make([]uint8, x.Cols),
	}
	b.all.byRow = make([]uint64, x.Rows*((x.Cols+7)/8))
	codes := make([]uint8, x.Rows*x.Cols)
	samples := sortBuffers(b.all.byRow, min(x.Rows, sampleRows+1), threads)
	parallel(threads, x.Cols, func(worker, f int) {
		if ctx.Err() == nil {
			b.byCol[f] = codes[f*x.Rows : (f+1)*x.Rows]
			b.first[f] = uint8(toInt(missing[f]))
			b.cuts[f] = featureCuts(x, f, missing[f], maxBin, &samples[worker])
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.all.arrange(b, allColumns(x.Cols))
	blocks := (x.Rows + binBlock - 1) / binBlock
	parallel(threads, blocks*b.all.words, func(_, i int) {
		if ctx.Err() == nil {
			low := i / b.all.words * binBlock
			b.encode(x, i%b.all.words, low, min(x.Rows, low+binBlock))
		}
	})
	return b, ctx.Err()
}

// sortBuffers returns a buffer of n keys a thread, in room that is needed only
// later where there is enough of it.
func sortBuffers(room []uint64, n, threads int) []sortBuffer {
	if len(room) < 2*n*threads {
		return make([]sortBuffer, threads)
	}
	buffers := make([]sortBuffer, threads)
	for i := range buffers {
		at := 2 * n * i
		buffers[i] = sortBuffer{keys: room[at : at : at+n], spare: room[at+n : at+n : at+2*n]}
	}
	return buffers
}

// codes is the number of codes that feature f uses.
func (b *binned) codes(f int) int { return int(b.first[f]) + len(b.cuts[f]) + 1 }

func allColumns(n int) []int {
	features := make([]int, n)
	for f := range features {
		features[f] = f
	}
	return features
}

// encode bins the eight features of word w in rows [low, high).
func (b *binned) encode(x Matrix, w, low, high int) {
	features := min(8, b.cols-8*w)
	var tables [8]cutTable
	for k := range features {
		tables[k] = newCutTable(b.cuts[8*w+k], b.first[8*w+k])
	}
	var cols [8][]uint8
	for k := range features {
		cols[k] = b.byCol[8*w+k][low:high]
	}
	words, at := b.all.words, low*b.all.words+w
	for i := range high - low {
		var word uint64
		for k, v := range x.Data[(low+i)*x.Cols+8*w:][:features] {
			code := tables[k&7].code(v)
			cols[k&7][i] = code
			word |= uint64(code) << (8 * k)
		}
		b.all.byRow[at] = word
		at += words
	}
}

// featureCuts chooses the cut points of column f from at most sampleRows rows.
func featureCuts(x Matrix, f int, missing bool, maxBin int, buffer *sortBuffer) []float32 {
	stride := (x.Rows + sampleRows - 1) / sampleRows
	keys := buffer.keys[:0]
	for i := 0; i < x.Rows; i += stride {
		if v := x.Data[i*x.Cols+f]; v == v {
			keys = append(keys, uint64(floatKey(v))<<32)
		}
	}
	buffer.keys = keys
	keys = buffer.sorted()
	if missing {
		maxBin = min(maxBin, maxBins-2) // room for "missing" and the last cut
	}
	cuts := cutPoints(keys, maxBin)
	if missing && len(keys) > 0 {
		// The last cut parts everything present from the missing.
		cuts = append(cuts, math.MaxFloat32)
	}
	return cuts
}

// cutPoints returns at most maxBin-1 thresholds between ascending values:
// midpoints between all neighbours where they are few, otherwise at equal
// numbers of rows. The values come as keys in the upper halves of words.
func cutPoints(sorted []uint64, maxBin int) []float32 {
	distinct, n := 0, len(sorted)
	for i, v := range sorted {
		distinct += toInt(i == 0 || v != sorted[i-1])
	}
	var cuts []float32
	if distinct <= maxBin {
		for i := 1; i < n; i++ {
			if sorted[i] != sorted[i-1] {
				cuts = append(cuts, midpoint(keyFloat(uint32(sorted[i-1]>>32)), keyFloat(uint32(sorted[i]>>32))))
			}
		}
		return cuts
	}
	last := 0 // rows below the last cut
	for k := 1; k < maxBin; k++ {
		i := k * n / maxBin
		for i < n && i > 0 && sorted[i] == sorted[i-1] {
			i++ // a run of equal values stays together, in the lower bin
		}
		if i > last && i < n {
			cuts = append(cuts, midpoint(keyFloat(uint32(sorted[i-1]>>32)), keyFloat(uint32(sorted[i]>>32))))
			last = i
		}
	}
	return cuts
}

// midpoint returns the threshold between neighbours a < b: x < threshold holds
// for a and not for b.
func midpoint(a, b float32) float32 {
	m := a + float32((b-a)*0.5)
	if !(m > a && m <= b) {
		return b
	}
	return m
}

// cutTable finds a value's code by eight halvings of 256 keys.
type cutTable struct {
	keys  [256]uint32
	first uint8
}

func newCutTable(cuts []float32, first uint8) cutTable {
	t := cutTable{first: first}
	for i := range t.keys {
		t.keys[i] = math.MaxUint32
	}
	for i, c := range cuts {
		t.keys[i] = floatKey(c)
	}
	return t
}

// code is first plus the number of cuts <= x, or 0 for NaN. Which half a value
// falls into cannot be foreseen, so no branch depends on it.
func (t *cutTable) code(x float32) uint8 {
	if x != x {
		return 0
	}
	key := floatKey(x)
	i := t.step(127, key) & 128
	i += t.step(i+63, key) & 64
	i += t.step(i+31, key) & 32
	i += t.step(i+15, key) & 16
	i += t.step(i+7, key) & 8
	i += t.step(i+3, key) & 4
	i += t.step(i+1, key) & 2
	i += t.step(i, key) & 1
	return i + t.first
}

// step is all ones where the key at i is not above key, else 0.
func (t *cutTable) step(i uint8, key uint32) uint8 {
	return -uint8(toInt(t.keys[i] <= key))
}
