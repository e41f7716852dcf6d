package gbt

// columns are the codes of some features, eight to a word row by row: those
// that a tree may use, so that its histograms read no others.
//
// A histogram of them keeps eight features side by side, so that a bin of a
// group is one cache line (two with hessians):
//
//	group 0: bin 0 of features 0..7, bin 1 of features 0..7, ...
//	group 1: bin 0 of features 8..15, ...
type columns struct {
	count int // of features
	words int // words a row; also groups of eight features
	byRow []uint64
	start []int // of a group's bins in a histogram; words+1
	place []int // of a feature's bin 0 in a histogram, by feature
}

// groupRoom is how far a group's kernel may reach, whatever its bins.
const groupRoom = 8 * 256

// arrange gives features their places, each group as many bins as its largest
// needs, and makes room for the codes.
func (c *columns) arrange(b *binned, features []int) {
	c.count, c.words = len(features), (len(features)+7)/8
	c.start = append(c.start[:0], 0)
	if c.place == nil {
		c.place = make([]int, b.cols)
	}
	bins := 0
	for k, f := range features {
		c.place[f] = c.start[k/8] + k%8
		bins = max(bins, b.codes(f))
		if k%8 == 7 || k == len(features)-1 {
			c.start = append(c.start, c.start[k/8]+8*bins)
			bins = 0
		}
	}
	if n := b.rows * c.words; cap(c.byRow) < n {
		c.byRow = make([]uint64, n)
	} else {
		c.byRow = c.byRow[:n]
	}
}

// worthwhile says whether a tree gains from columns of its own. On 7,000 x 25
// it does up to 0.6 of the columns, and loses from 0.7.
func worthwhile(drawn, all int) bool { return 8*drawn <= 5*all }

// gather arranges features and copies their codes.
func (c *columns) gather(b *binned, features []int, threads int) {
	c.arrange(b, features)
	parallel(threads, c.words, func(_, w int) {
		var col [8][]uint8
		for k := range col {
			// A place beyond the last feature repeats another one; nobody reads it.
			col[k] = b.byCol[features[min(8*w+k, len(features)-1)]][:b.rows]
		}
		c0, c1, c2, c3, c4, c5, c6, c7 := col[0], col[1], col[2], col[3], col[4], col[5], col[6], col[7]
		for i := range b.rows {
			c.byRow[i*c.words+w] = uint64(c0[i]) | uint64(c1[i])<<8 | uint64(c2[i])<<16 | uint64(c3[i])<<24 |
				uint64(c4[i])<<32 | uint64(c5[i])<<40 | uint64(c6[i])<<48 | uint64(c7[i])<<56
		}
	})
}

// size is the length of a histogram that is used; its capacity has to have
// groupRoom bins more, which the kernels could reach but never do.
func (c *columns) size(slots int) int { return slots * c.start[c.words] }

// sums returns feature f's sums at a code.
func (c *columns) sums(hist []int64, q *fixedPoint, f, code int) (g, h int64) {
	at := c.place[f] + 8*code
	if q.packed {
		return q.unpack(hist[at])
	}
	return hist[2*at], hist[2*at+1]
}
