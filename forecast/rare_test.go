package forecast

import (
	"math"
	"testing"
)

// What has just begun is drawn to what others that sell rarely do after their first
// sale, as far as its weeks say that it is one of them.
func TestYoungAmongWhatSellsRarely(t *testing.T) {
	for _, c := range []struct {
		name string
		x    []float64
		rare float64
		want float64
	}{
		{"a first sale among series that sell rarely", []float64{2}, 1, .2},
		{"a first sale among both", []float64{2}, .5, 1.1},
		{"nothing after it", []float64{2, 0, 0, 0}, 0, 2 * 13 * .1 / 16},
		{"sales in every week", []float64{2, 2, 3, 2}, 1, 2.25},
		{"none at all", []float64{0, 0}, 1, 0},
	} {
		usual := 0.
		for _, v := range c.x {
			usual += v / float64(len(c.x))
		}
		if got := youngRare(&history{x: c.x}, usual, .1, c.rare); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A sale is far from the weeks around it and yet none to bound; one of a hundred
// times the others is.
func TestSalesAreBoundedBySales(t *testing.T) {
	x := make([]float64, 60)
	for i := 3; i < len(x); i += 12 {
		x[i] = 2
	}
	if got := (&history{x: x}).sales(); got[3] != 2 {
		t.Errorf("a sale of 2 became %v", got[3])
	}
	x[15] = 200
	if got := (&history{x: x}).sales(); got[15] != 20*2 {
		t.Errorf("a sale of 200 among those of 2 became %v", got[15])
	}
}
