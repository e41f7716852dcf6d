package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"olist/stat"
)

// byName computes a feature of week i from its name alone: x is the series, or
// its companion for peer features, in the unit that the row is in.
func byName(name string, x []float64, i int) (float64, error) {
	mean := func(lo, hi int) float64 { return stat.Mean(x[lo : hi+1]) } // hi is one of them
	var k, y int
	scan := func(format string, into ...any) bool {
		n, err := fmt.Sscanf(name, format, into...)
		into0 := fmt.Sprintf(strings.NewReplacer("%d", "%v").Replace(format), deref(into)...)
		return err == nil && n == len(into) && into0 == name
	}
	index := func(at int) float64 { // how far a week lay from the year around it, over the years
		sum, n := 0.0, 0
		for p := at - 52; p >= 26 && n < maxYears; p -= 52 {
			sum += x[p] - mean(p-26, min(i+1, p+26)-1)
			n++
		}
		return sum / float64(n)
	}
	switch {
	case scan("lag_%d", &k):
		return x[i-k] - x[i], nil
	case scan("diff_%d", &k):
		return x[i-k+1] - x[i-k], nil
	case scan("rolling_mean_%d", &k):
		return mean(i-k+1, i) - x[i], nil
	case scan("rolling_std_%d", &k):
		sum := 0.0
		for _, v := range x[i-k+1 : i+1] {
			sum += math.Pow(v-mean(i-k+1, i), 2)
		}
		return math.Sqrt(sum / float64(k)), nil
	case scan("next_diff_%dy", &y):
		return x[i-52*y+1] - x[i-52*y], nil
	case scan("diff_%dy", &y):
		return x[i-52*y] - x[i-52*y-1], nil
	case scan("diff_ahead_%dy", &y):
		return x[i-52*y+2] - x[i-52*y+1], nil
	case scan("ratio_next_%dy", &y):
		return x[i-52*y+1]*x[i]/x[i-52*y] - x[i], nil
	case scan("ratio_ahead_%dy", &y):
		return x[i-52*y+3]*x[i]/x[i-52*y] - x[i], nil
	case scan("growth_%dy", &y):
		return x[i] - x[i-52*y], nil
	case scan("turn_%d_1y", &k):
		return mean(i-51, i-52+k) - mean(i-52-k+1, i-52), nil
	case name == "next_diff_mean":
		var diffs []float64
		for p := i - 52; p >= 0 && len(diffs) < maxYears; p -= 52 {
			diffs = append(diffs, x[p+1]-x[p])
		}
		return stat.Mean(diffs), nil
	case name == "index_next":
		return index(i + 1), nil
	case name == "index_now":
		return index(i), nil
	case name == "index_step":
		return index(i+1) - index(i), nil
	}
	return 0, fmt.Errorf("no feature is called %q", name)
}

func deref(into []any) []any {
	out := make([]any, len(into))
	for i, v := range into {
		out[i] = *v.(*int)
	}
	return out
}

// TestEveryColumnHoldsWhatItsNameSays: names, groups and values are written in
// three places, one after the other; here each value is computed from its name.
func TestEveryColumnHoldsWhatItsNameSays(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	x, c := make([]float64, 260), make([]float64, 260)
	for i := range x {
		x[i], c[i] = 100+20*r.Float64(), 10+3*r.NormFloat64()
	}
	const i = 230
	changes := func(x []float64, weeks int) float64 {
		sum := 0.0
		for j := i + 1 - weeks; j <= i; j++ {
			sum += math.Abs(x[j] - x[j-1])
		}
		return sum / float64(weeks)
	}
	s := changes(x, 52)
	f := newFeatures(65, 26)
	if len(f.group) != f.len() {
		t.Fatalf("%d names, %d groups", f.len(), len(f.group))
	}
	row := make([]float32, f.len())
	for k := range row {
		row[k] = -12345
	}
	f.fill(newRolling(x, 0), newRolling(c, 0), i, s, row)
	for k, name := range f.names {
		var want float64
		var gap int
		peer, is := strings.CutPrefix(name, "peer_")
		var err error
		switch {
		case name == "relative_change":
			want = s / stat.Mean(x[i-51:i+1])
		case name == "change_13_to_52":
			want = changes(x, 13) / s
		case name == "peer_change":
			want = changes(c, 52)
		case is && strings.HasPrefix(peer, "gap_"):
			_, err = fmt.Sscanf(peer, "gap_%d", &gap)
			want = (x[i]-x[i-gap])/s - (c[i] - c[i-gap])
		case is:
			want, err = byName(peer, c, i)
		default:
			want, err = byName(name, x, i)
			want /= s
		}
		if err != nil {
			t.Error(err)
		} else if math.Abs(float64(row[k])-want) > 1e-4*(1+math.Abs(want)) {
			t.Errorf("%s is %v, want %v", name, row[k], want)
		}
	}
}
