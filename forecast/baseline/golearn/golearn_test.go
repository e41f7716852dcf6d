package golearn

import (
	"math"
	"testing"

	"olist/stat"
)

// TestGolearnLearnsARhythm: a strict rhythm of four weeks goes on, by either of
// golearn's learners.
func TestGolearnLearnsARhythm(t *testing.T) {
	x := make([]float64, 80)
	for i := range x {
		x[i] = []float64{10, 20, 30, 20}[i%4]
	}
	for name, learner := range map[string]func() regressor{"cart": cart, "knn": neighbors} {
		out := make([]float64, 8)
		relative(learner)(x, out)
		for h, v := range out {
			if want := x[h%4]; math.Abs(v-want) > 1.5 {
				t.Errorf("%s, step %d: %v, want about %v", name, h+1, v, want)
			}
		}
	}
}

// broken panics, or answers what is no number.
type broken struct{ answer float64 }

func (b broken) fit([][]float64, []float64) error { return nil }
func (b broken) predict([]float64) float64 {
	if b.answer == 0 {
		panic("golearn")
	}
	return b.answer
}

func TestAWrongAnswerStaysABadScore(t *testing.T) {
	x := make([]float64, 40)
	stat.Fill(x, 7)
	for _, answer := range []float64{0, math.NaN(), math.Inf(1)} {
		out := []float64{1, 2, 3}
		relative(func() regressor { return broken{answer} })(x, out)
		for _, v := range out {
			if v != 0 {
				t.Errorf("after %v it answers %v", answer, out)
			}
		}
	}
}

func TestGolearnWithTooLittle(t *testing.T) {
	out := make([]float64, 3)
	relative(cart)([]float64{4, 6}, out)
	if out[0] != 5 {
		t.Errorf("two weeks are forecast as %v", out)
	}
}
