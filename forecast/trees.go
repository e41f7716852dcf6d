package forecast

import (
	"context"
	"math"
	"slices"

	"olist/gbt"
	"olist/stat"
	"olist/week"
)

// forest is the trees' member of the combination: one model over all series,
// which predicts the change of the coming week against a reference, and is
// applied recursively, its forecast being the next step's last week.
type forest struct {
	Reference reference  `json:"reference"`
	Columns   []int      `json:"columns"` // columns of the layout in use
	Lags      int        `json:"lags"`
	Diffs     int        `json:"diffs"`
	model     *gbt.Model // over Columns
	layout    *features
}

// reference is what the target is a change against: trees cannot extrapolate,
// so they never learn a level itself.
type reference string

const (
	refLast  reference = "last value"
	refLevel reference = "13-week level"
)

func (r reference) at(t *rolling, i int) float64 {
	if r == refLevel {
		return t.mean(i, 13)
	}
	return t.x[i]
}

// maxTarget clips a training target, in units of rolling.scale: one Black
// Friday must not bend the trees. The value itself stays in the data.
const maxTarget = 20

// minHistory is the number of weeks before a training row, at least.
const minHistory = 8

// maxRows bounds memory with thousands of series: of more rows, an even sample
// is trained on.
const maxRows = 120_000

// chooseLags chooses the longest lag and the number of changes by the length of
// the series: a quarter of the median, a year and a quarter at most.
func chooseLags(hs []*history, c Config) (lags, diffs int) {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.x))
	}
	lags = max(4, min(c.Lags, int(stat.Median(lengths)/4)))
	return lags, min(c.Diffs, lags)
}

// rows is a training set: a feature row for each week i in span [from, to) of
// each series whose next week is observed, and that week's change as its
// target.
func (f *forest) rows(ctx context.Context, hs []*history, indices []*rolling, span func(*history) (from, to int)) (gbt.Dataset, error) {
	width := f.layout.len()
	n := 0
	for _, h := range hs {
		from, to := span(h)
		n += max(0, to-from)
	}
	stride := n/maxRows + 1
	n = n/stride + len(hs)
	x, y := make([]float32, 0, n*width), make([]float32, 0, n)
	for k, h := range hs {
		if err := ctx.Err(); err != nil {
			return gbt.Dataset{}, err
		}
		t := newRolling(h.adjusted(), 0)
		from, to := span(h)
		for i := from; i < to; i++ {
			if !h.taught(i+1) || (i+k)%stride != 0 {
				continue
			}
			s := t.scale(i)
			x = x[:len(x)+width]
			f.layout.fill(t, indices[k], i, s, x[len(x)-width:])
			y = append(y, float32(clip((t.x[i+1]-f.Reference.at(t, i))/s, maxTarget)))
		}
	}
	return gbt.Dataset{X: gbt.Matrix{Data: x, Rows: len(y), Cols: width}, Y: y}, nil
}

// filledColumns are the columns that have a value in at least half of the rows.
func filledColumns(x gbt.Matrix) []int {
	var keep []int
	for j := range x.Cols {
		n := 0
		for i := j; i < len(x.Data); i += x.Cols {
			if v := x.Data[i]; v == v {
				n++
			}
		}
		if 2*n >= x.Rows {
			keep = append(keep, j)
		}
	}
	return keep
}

// selectColumns keeps these columns, in place.
func selectColumns(x gbt.Matrix, keep []int) gbt.Matrix {
	to := 0
	for from := 0; from < len(x.Data); from += x.Cols {
		for _, j := range keep {
			x.Data[to] = x.Data[from+j]
			to++
		}
	}
	return gbt.Matrix{Data: x.Data[:to], Rows: x.Rows, Cols: len(keep)}
}

// trees is the number of trees.
func (f *forest) trees() int {
	if f.model == nil {
		return 0
	}
	return f.model.Trees()
}

// medianTarget is the base score.
func medianTarget(y []float32) float32 {
	s := slices.Clone(y)
	slices.Sort(s)
	return s[len(s)/2]
}

// knowsYear reports whether last year's changes are among the features.
func (f *forest) knowsYear() bool {
	for _, c := range f.Columns {
		if f.layout.names[c] == "next_diff_1y" {
			return true
		}
	}
	return false
}

// trainForest trains the trees. With held > 0 the last held weeks are the
// validation set for early stopping, where the parameters ask for it, and give
// no training rows. rounds > 0 grows exactly so many trees. indices are the
// series' peer indices.
func trainForest(ctx context.Context, hs []*history, indices []*rolling, c Config, ref reference, held, rounds int, report func(gbt.Round)) (*forest, error) {
	f := &forest{Reference: ref}
	f.Lags, f.Diffs = chooseLags(hs, c)
	f.layout = newFeatures(f.Lags, f.Diffs)
	d, err := f.rows(ctx, hs, indices, func(h *history) (int, int) { return max(minHistory, len(h.x)-1-held-c.Window), len(h.x) - 1 - held })
	if err != nil {
		return nil, err
	}
	if len(d.Y) == 0 {
		return f, nil // no training row: the forest predicts no change
	}
	f.Columns = filledColumns(d.X)
	d.X = selectColumns(d.X, f.Columns)
	options := []gbt.Option{gbt.WithProgress(report)}
	params := c.Params
	if params.BaseScore == nil {
		base := float64(medianTarget(d.Y))
		params.BaseScore = &base
	}
	if rounds > 0 {
		params.NEstimators = rounds
	}
	if held > 0 {
		v, err := f.rows(ctx, hs, indices, func(h *history) (int, int) { return max(minHistory, len(h.x)-1-held), len(h.x) - 1 })
		if err != nil {
			return nil, err
		}
		if len(v.Y) > 0 {
			v.X = selectColumns(v.X, f.Columns)
			options = append(options, gbt.WithValidation(v))
		} else {
			params.EarlyStoppingRounds = 0
		}
	} else {
		params.EarlyStoppingRounds = 0
	}
	f.model, err = gbt.Train(ctx, params, d, options...)
	return f, err
}

// recursion is the state of recursive forecasts: the recent target of each
// series, its peers and its peer index.
type recursion struct {
	hs      []*history
	peers   [][]peer
	rolling []*rolling
	indices []*rolling
	room    *rollingRoom
}

// newRecursion has room for recursions of horizon steps; release gives it back.
func newRecursion(hs []*history, peers [][]peer, horizon int) *recursion {
	size := 0
	for _, h := range hs {
		size += 2 * rollingSize(1+min(len(h.x), lookback+week.PerYear)+horizon)
	}
	room := newRollingRoom(size)
	s := &recursion{hs, peers, make([]*rolling, len(hs)), peerIndices(hs, peers, lookback+week.PerYear, horizon, room), room}
	for i, h := range hs {
		s.rolling[i] = h.recent(horizon, room)
	}
	return s
}

// release gives the room back: nothing of s may be used any more.
func (s *recursion) release() { s.room.release() }

// rewind drops the last steps, so that another recursion can begin.
func (s *recursion) rewind(steps int) {
	for _, ts := range [][]*rolling{s.rolling, s.indices} {
		for _, t := range ts {
			if t != nil {
				t.pop(steps)
			}
		}
	}
}

// forecast runs the recursion for all series at once: out[series][step-1]. The
// predicted change counts damping^(step-1). The series and peer indices of s
// are extended by it.
func (f *forest) forecast(s *recursion, horizon int, damping float64, out [][]float64) error {
	n, width := len(s.hs), len(f.Columns)
	full := make([]float32, f.layout.len())
	x := make([]float32, n*width)
	change := make([]float32, n)
	scale, changes := make([]float64, n), make([]float64, n)
	weight := 1.0
	for step := range horizon {
		for k, t := range s.rolling {
			i := len(t.x) - 1
			scale[k] = t.scale(i)
			f.layout.fill(t, s.indices[k], i, scale[k], full)
			for c, j := range f.Columns {
				x[k*width+c] = full[j]
			}
		}
		if f.model != nil {
			if err := f.model.Predict(gbt.Matrix{Data: x, Rows: n, Cols: width}, change); err != nil {
				return err
			}
		}
		for k, t := range s.rolling {
			last := len(t.x) - 1
			v := f.Reference.at(t, last) + weight*float64(change[k])*scale[k]
			if math.IsNaN(v) || math.IsInf(v, 0) {
				v = t.x[last]
			}
			v = s.hs[k].clamp(v)
			changes[k] = scaledChange(t.x[last], v, scale[k])
			t.push(v)
			out[k][step] = v
		}
		for k, c := range s.indices {
			if c != nil {
				extend(c, s.peers[k], changes)
			}
		}
		weight *= damping
	}
	return nil
}
