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
// then asked again with its own answer as the last week.
type forest struct {
	Reference reference  `json:"reference"`
	Columns   []int      `json:"columns"` // of the layout, in use
	Lags      int        `json:"lags"`
	Diffs     int        `json:"diffs"`
	model     *gbt.Model // over Columns
	layout    *features
}

// reference is what the target is a change against. Trees cannot extrapolate
// a level, so the level itself is never learnt.
type reference string

const (
	refLast  reference = "last value"
	refLevel reference = "13-week level"
)

func (r reference) at(t *track, i int) float64 {
	if r == refLevel {
		return t.mean(i, 13)
	}
	return t.x[i]
}

// clipTarget bounds a target, in units of track.scale: one Black Friday must
// not bend the trees. The value itself stays in the data.
const clipTarget = 20

// minPast is the number of weeks that must lie before a training row.
const minPast = 8

// rowsMost bounds memory with thousands of series: where there are more rows,
// an even sample of them teaches.
const rowsMost = 250_000

// reachOf chooses how far lags and changes go from the length of the series: a
// quarter of the median, a year and a quarter at most.
func reachOf(hs []*history, c Config) (lags, diffs int) {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.x))
	}
	lags = max(4, min(c.Lags, int(stat.Median(lengths)/4)))
	return lags, min(c.Diffs, lags)
}

// rows lays out a row for each week i in span (from, to) of each series whose
// next week teaches, and that week's change as its target. comp are the
// companions.
func (f *forest) rows(hs []*history, comp []*track, span func(*history) (from, to int)) gbt.Dataset {
	width := f.layout.len()
	n := 0
	for _, h := range hs {
		from, to := span(h)
		n += max(0, to-from)
	}
	stride := n/rowsMost + 1
	n = n/stride + len(hs)
	x, y := make([]float32, 0, n*width), make([]float32, 0, n)
	for k, h := range hs {
		t := newTrack(h.mended(), 0)
		from, to := span(h)
		for i := from; i < to; i++ {
			if !h.seen[i+1] || (i+k)%stride != 0 {
				continue
			}
			s := t.scale(i)
			x = x[:len(x)+width]
			f.layout.fill(t, comp[k], i, s, x[len(x)-width:])
			y = append(y, float32(clip((t.x[i+1]-f.Reference.at(t, i))/s, clipTarget)))
		}
	}
	return gbt.Dataset{X: gbt.Matrix{Data: x, Rows: len(y), Cols: width}, Y: y}
}

// filledColumns are the columns that at least half of the rows can fill.
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

// gather copies the columns kept to a narrower matrix, in place.
func gather(x gbt.Matrix, keep []int) gbt.Matrix {
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

// middle is the median of the targets, where the trees begin.
func middle(y []float32) float32 {
	s := slices.Clone(y)
	slices.Sort(s)
	return s[len(s)/2]
}

// knowsYear reports whether the trees see what a year ago did.
func (f *forest) knowsYear() bool {
	for _, c := range f.Columns {
		if f.layout.names[c] == "next_diff_1y" {
			return true
		}
	}
	return false
}

// trainForest fits the trees to the histories. With held > 0 their last held
// weeks do not teach; they say when to stop, where the parameters ask for it.
// rounds > 0 grows just so many trees.
func trainForest(ctx context.Context, hs []*history, c Config, ref reference, held, rounds int, report func(gbt.Round)) (*forest, error) {
	f := &forest{Reference: ref}
	f.Lags, f.Diffs = reachOf(hs, c)
	f.layout = newFeatures(f.Lags, f.Diffs)
	comp := companions(hs, findPeers(cutAll(hs, held)), math.MaxInt, 0)
	d := f.rows(hs, comp, func(h *history) (int, int) { return max(minPast, len(h.x)-1-held-c.Window), len(h.x) - 1 - held })
	if len(d.Y) == 0 {
		return f, nil // nothing to learn from: the forest says "no change"
	}
	f.Columns = filledColumns(d.X)
	d.X = gather(d.X, f.Columns)
	options := []gbt.Option{gbt.WithProgress(report)}
	params := c.Params
	if params.BaseScore == nil {
		base := float64(middle(d.Y))
		params.BaseScore = &base
	}
	if rounds > 0 {
		params.NEstimators = rounds
	}
	if held > 0 {
		v := f.rows(hs, comp, func(h *history) (int, int) { return max(minPast, len(h.x)-1-held), len(h.x) - 1 })
		if len(v.Y) > 0 {
			v.X = gather(v.X, f.Columns)
			options = append(options, gbt.WithValidation(v))
		} else {
			params.EarlyStoppingRounds = 0
		}
	} else {
		params.EarlyStoppingRounds = 0
	}
	var err error
	f.model, err = gbt.Train(ctx, params, d, options...)
	return f, err
}

// start is where recursions begin: the past of each series that their features
// look back to, its peers and its companion.
type start struct {
	hs     []*history
	peers  [][]peer
	tracks []*track
	comp   []*track
}

// newStart has room for recursions of horizon steps.
func newStart(hs []*history, peers [][]peer, horizon int) *start {
	s := &start{hs, peers, make([]*track, len(hs)), companions(hs, peers, reach+week.PerYear, horizon)}
	for i, h := range hs {
		s.tracks[i] = h.recent(horizon)
	}
	return s
}

// again takes back the last steps, so that another recursion can begin.
func (s *start) again(steps int) {
	for _, ts := range [][]*track{s.tracks, s.comp} {
		for _, t := range ts {
			if t != nil {
				t.takeBack(steps)
			}
		}
	}
}

// forecast runs the recursion for all series at once: out[series][step-1].
// The change that the trees see counts by damping^(step-1). Tracks and
// companions of s go on with it.
func (f *forest) forecast(s *start, horizon int, damping float64, out [][]float64) error {
	n, width := len(s.hs), len(f.Columns)
	full := make([]float32, f.layout.len())
	x := make([]float32, n*width)
	change := make([]float32, n)
	scale, moved := make([]float64, n), make([]float64, n)
	counts := 1.0
	for step := range horizon {
		for k, t := range s.tracks {
			i := len(t.x) - 1
			scale[k] = t.scale(i)
			f.layout.fill(t, s.comp[k], i, scale[k], full)
			for c, j := range f.Columns {
				x[k*width+c] = full[j]
			}
		}
		if f.model != nil {
			if err := f.model.Predict(gbt.Matrix{Data: x, Rows: n, Cols: width}, change); err != nil {
				return err
			}
		}
		for k, t := range s.tracks {
			last := len(t.x) - 1
			v := f.Reference.at(t, last) + counts*float64(change[k])*scale[k]
			if math.IsNaN(v) || math.IsInf(v, 0) {
				v = t.x[last]
			}
			v = s.hs[k].clamp(v)
			moved[k] = move(t.x[last], v, scale[k])
			t.push(v)
			out[k][step] = v
		}
		for k, c := range s.comp {
			if c != nil {
				follow(c, s.peers[k], moved)
			}
		}
		counts *= damping
	}
	return nil
}
