package training

import (
	"context"
	"math"
	"strings"
	"sync"

	"olist/store"
)

const (
	splitWeeks  = 52   // of sales that say how a category spreads over the states
	splitRounds = 500  // at most, of fitting
	splitNear   = 1e-9 // relative: the sums agree
	splitUnseen = 1e-6 // of the total: lets a pair that never sold take a little, so that all sums can be met
)

// Split is what categories are expected to sell in each state, in R$: a
// segment's forecast, for each of the other kind. It adds up to the forecasts
// of the categories and to those of the states.
type Split map[string]map[string]float64

// share of what a segment is expected to sell that falls on another; 0 for one of
// the same kind.
func (s Split) share(of, on string) float64 {
	sum := 0.0
	for _, v := range s[of] {
		sum += v
	}
	if sum == 0 {
		return 0
	}
	return s[of][on] / sum
}

// splits keeps the latest sums by category and state, which change with the
// data only.
type splits struct {
	mu          sync.Mutex
	fingerprint string
	cells       []store.Cell
}

// Split fits last year's sales by category and state to the forecasts of both
// over a horizon (iterative proportional fitting).
func (s *Service) Split(ctx context.Context, l *Live, horizon int) (Split, error) {
	cells, err := s.cells(ctx, l.Data)
	if err != nil {
		return nil, err
	}
	t := newCross(l, cells, horizon)
	t.fit()
	return t.split(), nil
}

func (s *Service) cells(ctx context.Context, d *Data) ([]store.Cell, error) {
	s.splits.mu.Lock()
	defer s.splits.mu.Unlock()
	if s.splits.fingerprint == d.Fingerprint {
		return s.splits.cells, nil
	}
	cells, err := s.store.Cells(ctx, d.To-splitWeeks+1, d.To)
	if err != nil {
		return nil, err
	}
	s.splits.fingerprint, s.splits.cells = d.Fingerprint, cells
	return cells, nil
}

// cross is a table of categories (rows) by states with the sums that it should
// have.
type cross struct {
	rows, cols       []string // keys
	wantRow, wantCol []float64
	at               [][]float64
}

func newCross(l *Live, cells []store.Cell, horizon int) *cross {
	t := &cross{}
	index := map[string]int{}
	total := 0.0
	for _, seg := range l.Data.Segments {
		want := l.forecasts[seg.Key].Totals[horizon-1].Value
		switch {
		case strings.HasPrefix(seg.Key, store.CategoryPrefix):
			index[seg.Key] = len(t.rows)
			t.rows, t.wantRow = append(t.rows, seg.Key), append(t.wantRow, want)
		case strings.HasPrefix(seg.Key, store.StatePrefix):
			index[seg.Key] = len(t.cols)
			t.cols, t.wantCol = append(t.cols, seg.Key), append(t.wantCol, want)
		default:
			total = want
		}
	}
	t.at = make([][]float64, len(t.rows))
	for r := range t.at {
		t.at[r] = make([]float64, len(t.cols))
		for c := range t.at[r] {
			t.at[r][c] = splitUnseen * total / float64(len(t.rows)*len(t.cols))
		}
	}
	for _, cell := range cells {
		r, knownRow := index[store.CategoryKey(cell.Category)]
		c, knownCol := index[store.StateKey(cell.State)]
		if knownRow && knownCol {
			t.at[r][c] += float64(max(0, cell.Cents)) / centsPerUnit
		}
	}
	return t
}

// fit scales rows and columns in turn until both add up.
func (t *cross) fit() {
	for range splitRounds {
		off := 0.0
		for r, row := range t.at {
			sum := 0.0
			for _, v := range row {
				sum += v
			}
			scale(row, t.wantRow[r], sum)
		}
		for c := range t.cols {
			sum := 0.0
			for r := range t.at {
				sum += t.at[r][c]
			}
			for r := range t.at {
				scale(t.at[r][c:c+1], t.wantCol[c], sum)
			}
			off = max(off, math.Abs(sum-t.wantCol[c])/max(1, t.wantCol[c]))
		}
		if off < splitNear {
			return
		}
	}
}

func scale(values []float64, want, sum float64) {
	ratio := 0.0
	if sum > 0 {
		ratio = want / sum
	}
	for i := range values {
		values[i] *= ratio
	}
}

func (t *cross) split() Split {
	out := Split{}
	put := func(a, b string, v float64) {
		if out[a] == nil {
			out[a] = map[string]float64{}
		}
		out[a][b] = v
	}
	for r, row := range t.at {
		for c, v := range row {
			put(t.rows[r], t.cols[c], v)
			put(t.cols[c], t.rows[r], v)
		}
	}
	return out
}
