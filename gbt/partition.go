package gbt

// rowSet holds the rows of a tree, those of each node side by side, with their
// integer gradients carried along.
type rowSet struct {
	rows       []uint32
	grad, hess []int32 // hess is nil for a unit hessian
	tmpRows    []uint32
	tmpGrad    []int32
	tmpHess    []int32
}

// partition parts rows [start, end) by a split, keeping their order:
//
//	start      middle     end
//	| left rows | right rows |
//
// and returns middle. Every row is written to both sides; only the side it
// belongs to moves on, so there is no branch to mispredict.
func (s *rowSet) partition(b *binned, best *histSplit, start, end int) int {
	codes := b.byCol[best.feature]
	low, span := uint8(0), uint8(best.bin)
	if b.first[best.feature] == 1 && !best.defaultLeft {
		low, span = 1, uint8(best.bin-1) // code 0, missing, wraps around to 255: right
	}
	rows, grad := s.rows[start:end], s.grad[start:end]
	tmpRows, tmpGrad := s.tmpRows[start:end], s.tmpGrad[start:end]
	l, r := 0, 0
	if s.hess == nil {
		for i, row := range rows {
			g := grad[i]
			left := toInt(codes[row]-low <= span)
			rows[l], grad[l] = row, g
			tmpRows[r], tmpGrad[r] = row, g
			l += left
			r += 1 - left
		}
	} else {
		hess, tmpHess := s.hess[start:end], s.tmpHess[start:end]
		for i, row := range rows {
			g, h := grad[i], hess[i]
			left := toInt(codes[row]-low <= span)
			rows[l], grad[l], hess[l] = row, g, h
			tmpRows[r], tmpGrad[r], tmpHess[r] = row, g, h
			l += left
			r += 1 - left
		}
		copy(hess[l:], tmpHess[:r])
	}
	copy(rows[l:], tmpRows[:r])
	copy(grad[l:], tmpGrad[:r])
	return start + l
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
