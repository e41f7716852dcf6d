package dashboard

import (
	"slices"
	"testing"
)

// TestWholePartsAddUp: parts in whole reais add up to the forecast in whole
// reais, each less than a real away from what it is.
func TestWholePartsAddUp(t *testing.T) {
	for _, c := range []struct {
		parts []int64
		cents int64
		want  []int64
	}{
		{[]int64{1_040, 1_040, 1_040, 1_040}, 4_160, []int64{1_100, 1_100, 1_000, 1_000}},
		{[]int64{10_050, -2_050, 0, 0}, 8_000, []int64{10_100, -2_100, 0, 0}},
		{[]int64{30, 30, -20, 0}, 40, []int64{0, 0, 0, 0}},
		{[]int64{0, 0, 0, 0}, 0, []int64{0, 0, 0, 0}},
		{[]int64{100, 1, 0, 0}, 102, []int64{100, 0, 0, 0}}, // cents that rounding lost
	} {
		if got := (Drive{Parts: c.parts, Cents: c.cents}).whole(); !slices.Equal(got, c.want) {
			t.Errorf("%v of %d: %v, want %v", c.parts, c.cents, got, c.want)
		}
	}
}
