package forecast

import (
	"context"

	"olist/gbt"
)

// direct is the second forest: it forecasts every step by itself, with the step
// as a feature, so that no error is carried on from step to step and every step
// sees last year's weeks around its own target, which is the change against a
// reference.
type direct struct {
	Reference reference `json:"reference"` // as the recursive trees', but the level is that of directLevel weeks
	Columns   int       `json:"columns"`   // first columns of the layout
	Steps     int       `json:"steps"`     // trained; later ones are told as the last
	// Calendar: rows say where the target's week lies in month and year. On
	// less than two years that would be a date, which does not come again.
	Calendar bool       `json:"calendar,omitempty"`
	model    *gbt.Model // nil: no change
	layout   *directFeatures
}

// directMember is the name of its member.
const directMember = "trees_direct"

const (
	directSteps = 26     // trained at most
	directRows  = 30_000 // and as many as there are weeks, at most: of all series, origins and steps an even sample
	directLeaf  = 80     // rows of a leaf at least; of few rows a fiftieth
)

// goldenRatio, of which the multiples are spread evenly between whole numbers.
const goldenRatio = .6180339887498949

// directParams are the parameters of the direct forest. Absolute error with
// medians in the leaves: rows that overlap make outliers count many times.
func directParams(seed int64) gbt.Params {
	p := gbt.DefaultParams()
	p.Objective, p.LeafEstimation = gbt.AbsoluteError, gbt.LeafQuantile
	p.NEstimators, p.LearningRate, p.MaxDepth, p.MinChildWeight, p.MaxBin = 110, .08, 5, directLeaf, 128
	p.RandomState = seed
	return p
}

// trainDirect trains the direct forest; indices are the series' peer indices.
func trainDirect(ctx context.Context, hs []*history, indices []*rolling, c Config, ref reference, dated bool) (*direct, error) {
	f := &direct{Calendar: dated && longEnoughForYear(hs), Reference: ref, layout: newDirectFeatures(), Steps: directSteps}
	f.Columns = f.layout.len()
	d := f.rows(hs, indices, c.Window)
	if len(d.Y) == 0 {
		return f, nil
	}
	p := directParams(c.Params.RandomState)
	p.MinChildWeight = min(p.MinChildWeight, float64(len(d.Y))/50)
	base := float64(medianTarget(d.Y))
	p.BaseScore = &base
	var err error
	f.model, err = gbt.Train(ctx, p, d)
	return f, err
}

func (f *direct) trees() int {
	if f == nil || f.model == nil {
		return 0
	}
	return f.model.Trees()
}

// eachRow visits the training rows: every step from every origin of the last
// window weeks whose target is observed.
func (f *direct) eachRow(hs []*history, window int, visit func(series, origin, step int)) {
	for k, h := range hs {
		end := len(h.x)
		for i := max(minHistory, end-1-window); i < end-1; i++ {
			for step := 1; step <= f.Steps && i+step < end; step++ {
				if h.taught(i + step) {
					visit(k, i, step)
				}
			}
		}
	}
}

// rows is an even sample of the training rows.
func (f *direct) rows(hs []*history, indices []*rolling, window int) gbt.Dataset {
	n, weeks := 0, 0
	f.eachRow(hs, window, func(int, int, int) { n++ })
	for _, h := range hs {
		weeks += min(h.n, window)
	}
	keep := min(1, float64(min(directRows, weeks))/float64(max(1, n)))
	x, y := make([]float32, 0, int(keep*float64(n)+1)*f.Columns), make([]float32, 0, int(keep*float64(n)+1))
	var t *rolling
	var o directOrigin
	at, before, turn := -1, -1, 0.
	row := make([]float32, f.Columns)
	var rest []float32
	f.eachRow(hs, window, func(k, i, step int) {
		// multiples of the golden ratio: even among series, origins and steps alike
		if turn += goldenRatio; turn >= 1 {
			turn--
		}
		if turn >= keep {
			return
		}
		if k != at {
			t, at, before = newRolling(hs[k].adjusted(), 0), k, -1
		}
		if i != before {
			o, before = f.origin(hs[k], t, indices[k], i), i
			rest = f.layout.fillOrigin(&o, row)
		}
		f.layout.fillTarget(&o, step, step, rest)
		x = append(x, row...)
		y = append(y, float32(clip((t.x[i+step]-o.level)/o.scale, maxTarget)))
	})
	return gbt.Dataset{X: gbt.Matrix{Data: x, Rows: len(y), Cols: f.Columns}, Y: y}
}

// forecast forecasts all series from the ends of what s knows: out[series][step-1].
func (f *direct) forecast(s *recursion, horizon int, out [][]float64) error {
	x, change := make([]float32, horizon*f.Columns), make([]float32, horizon)
	for k, t := range s.rolling {
		o := f.origin(s.hs[k], t, s.indices[k], len(t.x)-1)
		if f.model != nil {
			f.fill(&o, horizon, x)
			if err := f.model.Predict(gbt.Matrix{Data: x, Rows: horizon, Cols: f.Columns}, change); err != nil {
				return err
			}
		}
		for step, v := range change {
			out[k][step] = o.level + float64(v)*o.scale
		}
	}
	return nil
}

// fill writes the feature rows of the steps 1..horizon.
func (f *direct) fill(o *directOrigin, horizon int, x []float32) {
	full := make([]float32, f.layout.len())
	rest := f.layout.fillOrigin(o, full)
	for k := range horizon {
		f.layout.fillTarget(o, k+1, min(k+1, f.Steps), rest)
		copy(x[k*f.Columns:(k+1)*f.Columns], full)
	}
}

// contributions are those of one series: the level of the last weeks, and the
// trees' by TreeSHAP. peers is its peer index.
func (f *direct) contributions(ctx context.Context, h *history, peers *rolling, horizon int) []contributions {
	t := h.recent(0, nil)
	o := f.origin(h, t, peers, len(t.x)-1)
	x, phi := make([]float32, horizon*f.Columns), make([]float64, f.Columns+1)
	f.fill(&o, horizon, x)
	out := make([]contributions, horizon)
	for k := range out {
		var change contributions
		if f.model != nil && ctx.Err() == nil { // Explain reports the context's error
			f.model.Contributions(x[k*f.Columns:(k+1)*f.Columns], phi)
			for j, v := range phi[:f.Columns] {
				change[groupIndex(f.layout.group[j])] += o.scale * v
			}
			change[byMomentum] += o.scale * phi[f.Columns] // SHAP's expected value: the mean drift
		}
		out[k][byLevel] = o.level
		out[k].addUpTo(h.clamp(o.level+change.sum()), change)
	}
	return out
}

// encodeTrees is the trees as package gbt writes them; nil for none.
func (f *direct) encodeTrees() ([]byte, error) {
	if f == nil {
		return nil, nil
	}
	return encodeTrees(f.model)
}

// decode puts the trees in and checks that they fit the layout.
func (f *direct) decode(trees []byte) (err error) {
	f.layout = newDirectFeatures()
	if f.Columns < 1 || f.Columns > f.layout.len() || f.Steps < 1 || f.Steps > MaxHorizon {
		return ErrDamaged
	}
	f.model, err = decodeTrees(trees, f.Columns)
	return err
}
