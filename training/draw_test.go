package training

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"olist/gbt"
)

func TestDrawsAreReproducibleAndInBounds(t *testing.T) {
	a, b := rand.New(rand.NewPCG(5, 0)), rand.New(rand.NewPCG(5, 0))
	for range 500 {
		p, err := draw(a, gbt.DefaultParams())
		if err != nil {
			t.Fatal(err)
		}
		q, err := draw(b, gbt.DefaultParams())
		if err != nil || !reflect.DeepEqual(p, q) {
			t.Fatalf("the same seed gave %+v and %+v (%v)", p, q, err)
		}
	}
}
