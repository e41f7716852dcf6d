package forecast

import (
	"math"
	"slices"
	"testing"
)

// table has rows of its own for every step, of points and of totals.
func table() bandTable {
	var b bandTable
	for k := range MaxHorizon {
		point, total := make([]float64, len(bandLevels)), make([]float64, len(bandLevels))
		for i := range bandLevels { // 103 and .004 at 80% of step 1
			point[i] = float64(100*(k+1) + i + 3 - band80)
			total[i] = float64(k+1) / 1000 * max(0, float64(i+4-band80))
		}
		b.Point, b.Total = append(b.Point, point), append(b.Total, total)
	}
	return b
}

// TestBandsTakeTheRowOfTheirStep: step 1 the first, beyond the last step the
// last; totals theirs; symmetric but for the floor, below which only a value lies
// that is below it itself.
func TestBandsTakeTheRowOfTheirStep(t *testing.T) {
	b, free := table(), math.Inf(-1)
	for _, c := range []struct {
		value, width float64
		step         int
		floor        float64
		total        bool
		want         Band // at 80
	}{
		{10, 2, 1, free, false, Band{80, 10 - 2*103, 10 + 2*103}},
		{10, 2, 7, free, false, Band{80, 10 - 2*703, 10 + 2*703}},
		{10, 2, MaxHorizon, free, false, Band{80, 10 - 2*5203, 10 + 2*5203}},
		{10, 2, MaxHorizon + 9, free, false, Band{80, 10 - 2*5203, 10 + 2*5203}},
		{10, 2, 5, free, true, Band{80, 10 - 2*.02, 10 + 2*.02}},
		{10, 2, 1, 0, false, Band{80, 0, 10 + 2*103}},
		{-3, 2, 1, 0, false, Band{80, -3, -3 + 2*103}},
		{1000, 1, 1, 0, false, Band{80, 897, 1103}},
	} {
		got := b.bands(c.value, c.width, c.step, []float64{50, 80}, c.floor, c.total)
		if len(got) != 2 || got[1].Level != 80 || math.Abs(got[1].Lower-c.want.Lower) > 1e-9 || math.Abs(got[1].Upper-c.want.Upper) > 1e-9 || got[0].Upper > got[1].Upper {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

// same is n times the residual v.
func same(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }

// TestStepsWithFewResidualsPoolTheirNeighbours on both sides; steps with enough
// do not, and the steps measured end at the first that has none.
func TestStepsWithFewResidualsPoolTheirNeighbours(t *testing.T) {
	few := calibrate([][]float64{same(1, 30), same(2, 10), same(3, 30)}, 1000, false)
	if few[0][0] != 1 || few[0][8] != 2 || few[1][4] != 2 || few[1][8] != 3 || few[2][4] != 3 {
		t.Errorf("rows of three steps with few residuals: %v", few[:3])
	}
	if low := calibrate([][]float64{same(1, 300), same(2, 10), same(3, 10)}, 1000, false)[1]; low[0] != 1 {
		t.Errorf("the step before is not pooled: %v", low)
	}
	many := calibrate([][]float64{same(1, minStepErrors), same(2, minStepErrors)}, 1000, false)
	if many[0][8] != 1 || many[1][0] != 2 {
		t.Errorf("steps with enough residuals are pooled: %v", many[:2])
	}
	ends := calibrate([][]float64{same(1, 9), nil, same(5, 9)}, 1000, false)
	if ends[0][8] != 1 || ends[1][8] != 1 || ends[MaxHorizon-1][8] != 1 {
		t.Errorf("a step without residuals: %v", ends[:3])
	}
}

// TestPointsNeverNarrowTotalsMay: rows of points do not fall with the step, rows
// of totals are what they are.
func TestPointsNeverNarrowTotalsMay(t *testing.T) {
	falling := [][]float64{same(3, minStepErrors), same(2, minStepErrors), same(1, minStepErrors)}
	points, totals := calibrate(falling, 1000, true), calibrate(falling, 1000, false)
	if math.Abs(points[0][0]-2) > .1 || points[2][0] < points[0][0] || totals[2][0] != 1 || totals[MaxHorizon-1][0] != 1 {
		t.Errorf("points %v, totals %v", points[:3], totals[2])
	}
}

// TestNothingMeasured: bands are a normal walk's.
func TestNothingMeasured(t *testing.T) {
	rows := calibrate(nil, 1000, true)
	if rows[0][band80] != 1.28 || rows[0][band80+3] != 1.96 || math.Abs(rows[3][band80]-2.56) > 1e-9 {
		t.Errorf("%v, %v", rows[0], rows[3])
	}
}

// TestGrowthNeedsFourSteps; below, it is a random walk's.
func TestGrowthNeedsFourSteps(t *testing.T) {
	rows := func(at80 ...float64) (out [][]float64) {
		for _, v := range at80 {
			row := make([]float64, len(bandLevels))
			row[band80] = v
			out = append(out, row)
		}
		return out
	}
	for _, c := range []struct {
		rows [][]float64
		want float64
	}{
		{rows(1, 1, 1), .5}, {rows(1, 1, 1, 1), 0}, {rows(1, 2, 2, 2*math.Pow(2, .3)), .3}, {rows(0, 0, 1, 4), .5}, {rows(1, 1, 9, 9), .5}, {rows(9, 9, 1, 1), 0},
	} {
		if got := growth(c.rows); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v: %v, want %v", c.rows, got, c.want)
		}
	}
}
