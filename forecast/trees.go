package forecast

import (
	"context"
	"math"

	"olist/gbt"
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

// layoutFor chooses how far the lags go from the length of the series: a
// quarter of the median, a year and a quarter at most.
func layoutFor(hs []*history, c Config) *features {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.x))
	}
	lags := max(4, min(c.Lags, int(median(lengths)/4)))
	return newFeatures(lags, min(c.Diffs, lags))
}

// trainingSet lays out the rows of all series, in order, with the weeks that
// teach as targets.
func (f *forest) trainingSet(hs []*history, window int) gbt.Dataset {
	rows := 0
	for _, h := range hs {
		rows += countRows(h, window)
	}
	width := f.layout.len()
	x := make([]float32, rows*width)
	y := make([]float32, rows)
	r := 0
	for _, h := range hs {
		t := newTrack(h.x, 0)
		for i := firstRow(h, window); i+1 < len(h.x); i++ {
			if !h.seen[i+1] {
				continue
			}
			s := t.scale(i)
			f.layout.fill(t, i, s, x[r*width:(r+1)*width])
			change := (h.x[i+1] - f.Reference.at(t, i)) / s
			y[r] = float32(clip(change, clipTarget))
			r++
		}
	}
	f.Columns = filledColumns(x, width)
	return gbt.Dataset{X: gbt.Matrix{Data: gather(x, width, f.Columns), Rows: rows, Cols: len(f.Columns)}, Y: y}
}

func firstRow(h *history, window int) int { return max(minPast, len(h.x)-1-window) }

func countRows(h *history, window int) (n int) {
	for i := firstRow(h, window); i+1 < len(h.x); i++ {
		if h.seen[i+1] {
			n++
		}
	}
	return n
}

// filledColumns are the columns that at least half of the rows can fill.
func filledColumns(x []float32, width int) []int {
	var keep []int
	rows := len(x) / width
	for j := range width {
		n := 0
		for r := range rows {
			if v := x[r*width+j]; v == v {
				n++
			}
		}
		if 2*n >= rows {
			keep = append(keep, j)
		}
	}
	return keep
}

// gather copies the columns kept to a narrower matrix, in place.
func gather(x []float32, width int, keep []int) []float32 {
	to := 0
	for from := 0; from < len(x); from += width {
		for _, j := range keep {
			x[to] = x[from+j]
			to++
		}
	}
	return x[:to]
}

// trainForest fits the trees to the panel's histories.
func trainForest(ctx context.Context, hs []*history, c Config, ref reference, report func(gbt.Round)) (*forest, error) {
	f := &forest{Reference: ref, layout: layoutFor(hs, c)}
	f.Lags, f.Diffs = f.layout.lags, f.layout.diffs
	d := f.trainingSet(hs, c.Window)
	if len(d.Y) == 0 {
		return f, nil // nothing to learn from: the forest says "no change"
	}
	var err error
	f.model, err = gbt.Train(ctx, c.Params, d, gbt.WithProgress(report))
	return f, err
}

// forecast runs the recursion for all series at once: out[series][step-1].
func (f *forest) forecast(hs []*history, horizon int, out [][]float64) error {
	tracks := make([]*track, len(hs))
	for i, h := range hs {
		tracks[i] = newTrack(h.x, horizon)
	}
	width := len(f.Columns)
	full := make([]float32, f.layout.len())
	x := make([]float32, len(hs)*width)
	change := make([]float32, len(hs))
	scale := make([]float64, len(hs))
	for step := range horizon {
		for k, t := range tracks {
			i := len(t.x) - 1
			scale[k] = t.scale(i)
			f.layout.fill(t, i, scale[k], full)
			for c, j := range f.Columns {
				x[k*width+c] = full[j]
			}
		}
		if f.model != nil {
			if err := f.model.Predict(gbt.Matrix{Data: x, Rows: len(hs), Cols: width}, change); err != nil {
				return err
			}
		}
		for k, t := range tracks {
			v := f.Reference.at(t, len(t.x)-1) + float64(change[k])*scale[k]
			if math.IsNaN(v) {
				v = t.x[len(t.x)-1]
			}
			v = hs[k].clamp(v)
			t.push(v)
			out[k][step] = v
		}
	}
	return nil
}
