package gbt

import (
	"math"
	"slices"
)

// binned is a matrix of bin codes. Feature f splits at its ascending cuts: the
// bin of x is the number of cuts <= x, so x < cuts[k] means bin <= k. Where a
// column has missing values, code 0 is "missing" and the bins start at 1.
//
// Codes are kept twice: eight to a word row by row, for histograms, and one
// byte a row column by column, for partitioning.
type binned struct {
	rows, cols int
	words      int       // words a row
	byRow      []uint64  // rows x words; byte f%8 of word f/8 is feature f's code
	byCol      [][]uint8 // cols x rows
	cuts       [][]float32
	first      []int // the code of bin 0: 1 where the column has missing values
	offset     []int // of a feature's codes in a histogram; cols+1
}

// sampleRows bounds the rows that cut points are taken from.
const sampleRows = 200_000

func newBinned(x Matrix, maxBin int) *binned {
	b := &binned{
		rows: x.Rows, cols: x.Cols, words: (x.Cols + 7) / 8,
		byCol: make([][]uint8, x.Cols), cuts: make([][]float32, x.Cols),
		first: make([]int, x.Cols), offset: make([]int, x.Cols+1),
	}
	b.byRow = make([]uint64, x.Rows*b.words)
	codes := make([]uint8, x.Rows*x.Cols)
	values := make([]float32, 0, min(x.Rows, sampleRows+1))
	for f := range x.Cols {
		b.byCol[f] = codes[f*x.Rows : (f+1)*x.Rows]
		b.binColumn(x, f, maxBin, values)
		b.offset[f+1] = b.offset[f] + b.first[f] + len(b.cuts[f]) + 1
	}
	return b
}

func (b *binned) binColumn(x Matrix, f, maxBin int, values []float32) {
	missing := false
	for i := f; i < len(x.Data); i += x.Cols {
		if v := x.Data[i]; v != v {
			missing = true
			break
		}
	}
	stride := (x.Rows + sampleRows - 1) / sampleRows
	for i := 0; i < x.Rows; i += stride {
		if v := x.Data[i*x.Cols+f]; v == v {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	if missing {
		b.first[f] = 1
		maxBin = min(maxBin, maxBins-2) // room for "missing" and the last cut
	}
	b.cuts[f] = cutPoints(values, maxBin)
	if missing && len(values) > 0 {
		// The last cut parts everything present from the missing.
		b.cuts[f] = append(b.cuts[f], math.MaxFloat32)
	}
	col, first := b.byCol[f], b.first[f]
	cuts := padded(b.cuts[f])
	word, shift := f/8, 8*(f%8)
	for i := range col {
		code := 0
		if v := x.Data[i*x.Cols+f]; v == v {
			code = first + cuts.bin(v)
		}
		col[i] = uint8(code)
		b.byRow[i*b.words+word] |= uint64(code) << shift
	}
}

// cutPoints returns at most maxBin-1 thresholds between ascending values:
// midpoints between all neighbours where they are few, otherwise at equal
// numbers of rows.
func cutPoints(sorted []float32, maxBin int) []float32 {
	var cuts []float32
	distinct := 0
	for i, v := range sorted {
		if i == 0 || v != sorted[i-1] {
			distinct++
		}
	}
	n := len(sorted)
	if distinct <= maxBin {
		for i := 1; i < n; i++ {
			if sorted[i] != sorted[i-1] {
				cuts = append(cuts, midpoint(sorted[i-1], sorted[i]))
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
			cuts = append(cuts, midpoint(sorted[i-1], sorted[i]))
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

// search finds bins by eight halvings of a table of 256 keys.
type search [256]float32

func padded(cuts []float32) *search {
	var s search
	for i := range s {
		s[i] = float32(math.Inf(1))
	}
	copy(s[:], cuts)
	return &s
}

func (s *search) bin(x float32) int {
	i := 0
	for step := 128; step > 0; step >>= 1 {
		if s[i+step-1] <= x {
			i += step
		}
	}
	return i
}
