package forecast

import (
	"context"
	"fmt"
	"math"

	"golang.org/x/sync/errgroup"
)

// Train learns from all of p: first trees that have not seen the last weeks,
// which judge the members and measure the bands on rolling origins there; then
// the trees that serve, on everything. progress may be nil. Same panel, same
// configuration: same model, whatever the number of cores. Errors:
// *PanelError, *ConfigError, gbt's, the context's.
func Train(ctx context.Context, p Panel, c Config, progress func(Progress)) (*Model, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	hs := histories(p)
	back := calibrationWeeks(hs, c)
	taught := longEnough(hs)
	ref := chooseReference(taught)
	say := meter(progress, 2*c.Params.NEstimators)

	early, final := &Model{config: c, members: members(ref)}, &Model{config: c, members: members(ref)}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		early.forest, err = trainForest(gctx, beforeAll(taught, back), c, ref, say.round)
		return err
	})
	g.Go(func() (err error) {
		final.forest, err = trainForest(gctx, taught, c, ref, say.round)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	say.stage("calibrating bands")
	err := final.calibrate(ctx, early, hs, sortedSums(hs, p.Sums), back)
	if err != nil {
		return nil, err
	}
	final.choice = final.explainChoice(ref)
	return final, nil
}

// longEnough are the series that may teach: no shorter than MinWeeks.
func longEnough(hs []*history) []*history {
	var out []*history
	for _, h := range hs {
		if h.n >= MinWeeks {
			out = append(out, h)
		}
	}
	return out
}

func beforeAll(hs []*history, k int) []*history {
	out := make([]*history, len(hs))
	for i, h := range hs {
		out[i] = h.before(k)
	}
	return out
}

// calibrationWeeks is what the configuration asks, or a third of the median
// length where that is less.
func calibrationWeeks(hs []*history, c Config) int {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.x))
	}
	return max(1, min(c.Calibration, int(median(lengths)/3)))
}

// chooseReference asks which simple forecast is closer over a quarter, in the
// panel's own past: where the last value is, the trees learn the change
// against it; where the 13-week mean is, the change against that.
func chooseReference(hs []*history) reference {
	last, level, n := 0.0, 0.0, 0
	for _, h := range hs {
		t := newTrack(h.x, 0)
		var a, b float64
		var k int
		for i := max(minPast, len(h.x)-2*yearWeeks); i+1 < len(h.x); i++ {
			for _, step := range []int{1, 4, 8, 12} {
				if i+step < len(h.x) && h.seen[i+step] {
					a += math.Abs(h.x[i+step] - h.x[i])
					b += math.Abs(h.x[i+step] - t.mean(i, 13))
					k++
				}
			}
		}
		if k > 0 {
			s := scaleOf(h)
			last, level, n = last+a/s/float64(k), level+b/s/float64(k), n+1
		}
	}
	if n > 0 && level < last {
		return refLevel
	}
	return refLast
}

// calibrate rolls the early trees over the last weeks, week by week, finds the
// shares of the members there, and measures what the combination is off.
func (m *Model) calibrate(ctx context.Context, early *Model, hs []*history, sums []Sum, back int) error {
	trials := make([]trial, back)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(maxWorkers())
	for k := range trials {
		g.Go(func() (err error) {
			if err = ctx.Err(); err == nil {
				trials[k], err = early.trial(hs, sums, back-k)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	scale := make([]float64, len(hs))
	for i, h := range hs {
		scale[i] = scaleOf(h)
	}
	prior := make([]float64, len(m.members))
	for i, mem := range m.members {
		prior[i] = mem.prior
	}
	m.weights = fitWeights(trials, scale, prior, weightStrength)
	m.measure(trials, hs, sums, back)
	return nil
}

// weightStrength holds the shares near the prior, in units of scaled error.
const weightStrength = .02

// trial forecasts every member from the origin that lies k weeks before the
// end, as far as there are actuals.
func (m *Model) trial(hs []*history, sums []Sum, k int) (trial, error) {
	cut := make([]*history, len(hs))
	actual := make([][]float64, len(hs))
	for i, h := range hs {
		cut[i] = h.before(k)
		actual[i] = make([]float64, k)
		for j := range k {
			actual[i][j] = math.NaN()
			if at := len(h.x) - k + j; cut[i].n >= MinWeeks && at >= 0 && h.seen[at] {
				actual[i][j] = h.x[at]
			}
		}
		if len(cut[i].x) == 0 {
			cut[i].x, cut[i].seen = []float64{0}, []bool{false}
		}
	}
	values, err := m.candidates(cut, sums, k)
	return trial{values, actual}, err
}

// measure takes the combination's errors on the trials: for each series how
// uncertain it is, over all the quantiles of the bands.
func (m *Model) measure(trials []trial, hs []*history, sums []Sum, back int) {
	m.series = make([]seriesFit, len(hs))
	size := make([]float64, len(hs)) // mean absolute error over the first steps
	count := make([]float64, len(hs))
	combined := make([][][]float64, len(trials))
	for k, t := range trials {
		combined[k] = m.weights.combine(t.values, len(t.actual[0]))
		for i, a := range t.actual {
			for h := range min(len(a), 4) {
				if a[h] == a[h] {
					size[i] += math.Abs(a[h] - combined[k][i][h])
					count[i]++
				}
			}
		}
	}
	for i, h := range hs {
		s := scaleOf(h)
		const prior = 8 // errors' worth of the scale itself
		e := (size[i] + prior*s) / (count[i] + prior)
		m.series[i] = seriesFit{Key: h.key, Width: 1, Variance: e * e}
	}
	point, total := make([][]float64, back), make([][]float64, back)
	for k, t := range trials {
		cut := beforeAll(hs, back-k)
		m.addUp(cut, combined[k], sums)
		for i, a := range t.actual {
			unit := scaleOf(cut[i])
			sum := 0.0
			for h, v := range a {
				e := v - combined[k][i][h]
				if v == v {
					point[h] = append(point[h], math.Abs(e)/unit)
				}
				if sum += e; sum == sum {
					total[h] = append(total[h], math.Abs(sum)/unit)
				}
			}
		}
	}
	m.bands = bandTable{Point: calibrate(point), Total: calibrate(total)}
	for i, mem := range m.members {
		m.choice.Members = append(m.choice.Members, Member{Name: mem.name, Label: mem.label, Error: memberError(trials, i, hs)})
	}
}

// memberError is a member's own scaled mean absolute error on the trials.
func memberError(trials []trial, member int, hs []*history) Figure {
	sum, n := 0.0, 0
	for _, t := range trials {
		for i, a := range t.actual {
			s := scaleOf(hs[i])
			for h, v := range a {
				if v == v {
					sum += math.Abs(v-t.values[member][i][h]) / s
					n++
				}
			}
		}
	}
	return Figure(sum / float64(n))
}

// explainChoice tells the shares in words.
func (m *Model) explainChoice(ref reference) Choice {
	c := m.choice
	trees, best := 0.0, 0
	for i := range c.Members {
		for b := range m.weights {
			c.Members[i].Weight += m.weights[b][i] / float64(len(m.weights))
		}
		if m.members[i].damping > 0 {
			trees += c.Members[i].Weight
			c.Members[i].Trees = m.config.Params.NEstimators
		}
		if c.Members[i].Error < c.Members[best].Error {
			best = i
		}
	}
	c.Summary = fmt.Sprintf("Trees on the change against the %s carry %.0f%%, simple levels and smoothing %.0f%%.", ref, 100*trees, 100*(1-trees))
	c.Because = fmt.Sprintf("On the last weeks, held back from the trees, the best single way was %q (scaled error %.3f).", c.Members[best].Label, float64(c.Members[best].Error))
	return c
}
