package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"testing"
)

func chart() Chart {
	c := Chart{Amount: func(v float64) string { return fmt.Sprintf("R$ %.0fk", v/1000) }, PastName: "Sold", AheadName: "Expected", RangeName: "80 in 100"}
	for i := range 26 {
		c.Past = append(c.Past, 180_000+40_000*math.Sin(float64(i)/3))
		if i%8 == 0 {
			c.Marks = append(c.Marks, Mark{i, fmt.Sprintf("%d Aug", i+1)})
		}
	}
	c.Past[9] = math.NaN()
	for i := range 12 {
		v := 200_000 + 20_000*math.Sin(float64(i+26)/3)
		c.Ahead, c.Low, c.High = append(c.Ahead, v), append(c.Low, v*0.8), append(c.High, v*1.25)
	}
	return c
}

func drawn(t *testing.T, c Chart) image.Image {
	t.Helper()
	b, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if file := os.Getenv("DIGEST_PICTURE"); file != "" { // to be looked at
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 40_000 {
		t.Errorf("%d bytes", len(b))
	}
	return img
}

// near reports whether a pixel has an ink, or one close to it.
func near(c color.Color, ink color.RGBA) bool {
	r, g, b, _ := c.RGBA()
	off := func(x uint32, y uint8) bool { return math.Abs(float64(x>>8)-float64(y)) < 12 }
	return off(r, ink.R) && off(g, ink.G) && off(b, ink.B)
}

// What is known is at its place: the lines pass through their weeks, the range
// encloses them, and what is not known leaves a gap.
func TestTheChartShowsItsFigures(t *testing.T) {
	c := chart()
	img := drawn(t, c)
	d, err := newDrawing(c, c.top())
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range c.Past {
		at := img.At(int(d.x(i)), int(d.y(max(0, v))))
		if math.IsNaN(v) {
			for y := int(d.upper) + 1; y < int(d.foot)-2; y++ {
				if near(img.At(int(d.x(i)), y), history) {
					t.Errorf("week %d is not known and drawn", i)
				}
			}
		} else if i != len(c.Past)-1 && !near(at, history) { // there the next line begins
			t.Errorf("week %d: %v", i, at)
		}
	}
	for i, v := range c.Ahead {
		x := int(d.x(len(c.Past) + i))
		if i == len(c.Ahead)-1 {
			x -= 2
		}
		if at := img.At(x, int(d.y(v))); !near(at, accent) {
			t.Errorf("coming week %d: %v", i, at)
		}
		if at := img.At(x, int(d.y((v+c.High[i])/2))); !near(at, band) {
			t.Errorf("the range of coming week %d: %v", i, at)
		}
		if at := img.At(x, int(d.y(c.High[i]))-8); near(at, band) {
			t.Errorf("above the range of coming week %d: %v", i, at)
		}
	}
}

func TestStepsAreRoundAndFew(t *testing.T) {
	for top := 0.01; top < 1e12; top *= 1.37 {
		step := stepOf(top)
		if n := math.Ceil(top / step); n < 2 || n > 6 {
			t.Errorf("%v: %v parts of %v", top, n, step)
		}
	}
}

// Odd figures draw something or nothing, and never fail.
func TestOddFiguresAreDrawn(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]Chart{
		"nothing": {}, "zeros": {Past: []float64{0, 0}, Ahead: []float64{0}}, "unknown": {Past: []float64{nan, nan}},
		"one": {Past: []float64{3}}, "below zero": {Past: []float64{-5, 10}, Ahead: []float64{-3, 4}, Low: []float64{-9, -9}, High: []float64{5, 5}},
		"no range": {Past: []float64{1, 2}, Ahead: []float64{3, 4}}, "ahead only": {Ahead: []float64{1, 2}, Low: []float64{0, 1}, High: []float64{2, 3}},
		"huge": {Past: []float64{1e300, 2e300}},
	} {
		c.Amount = func(v float64) string { return fmt.Sprintf("%.3g", v) }
		c.Marks = []Mark{{0, "a word that is far too long for its place, and goes on, and on, and on, and on, and on, and on, and on"}}
		if _, err := c.PNG(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
