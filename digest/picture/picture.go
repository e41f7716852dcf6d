// Package picture draws the digest's chart as a PNG, without a browser: the past as
// a line with its area, what is expected as a line with its range, and words for both.
// It knows neither clocks nor languages and does no I/O.
package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
)

// Width and Height are the picture's size as it is shown, in CSS pixels; it is drawn
// with twice as many.
const (
	Width  = 584
	Height = 300
	scale  = 2
)

// Chart is what is drawn. A past week that is not known is NaN.
type Chart struct {
	Past   []float64
	Ahead  []float64
	Low    []float64 // of the range, along Ahead; nil for none
	High   []float64
	Marks  []Mark // on the axis of weeks
	Amount func(v float64) string
	// Words: what the lines are.
	PastName, AheadName, RangeName string
}

// Mark is a word below a week, counted from the first of the past.
type Mark struct {
	At    int
	Words string
}

// The colours are those of the pages in the light, with a ground of its own, since
// no picture can know how dark its reader's screen is.
var (
	ground  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	muted   = color.RGBA{0x52, 0x60, 0x5a, 0xff}
	grid    = color.RGBA{0xe3, 0xe9, 0xe6, 0xff}
	history = color.RGBA{0x44, 0x58, 0x6a, 0xff}
	shade   = color.RGBA{0xec, 0xef, 0xf1, 0xff}
	accent  = color.RGBA{0x0a, 0x6b, 0x5c, 0xff}
	band    = color.RGBA{0xc4, 0xe3, 0xdc, 0xff}
)

// Empty reports whether there is nothing to draw: nothing is known, or sold.
func (c Chart) Empty() bool { return c.top() <= 0 || len(c.Past)+len(c.Ahead) < 2 }

// PNG draws the chart. An empty one gives nil.
func (c Chart) PNG() ([]byte, error) {
	if c.Empty() {
		return nil, nil
	}
	d, err := newDrawing(c, c.top())
	if err != nil {
		return nil, err
	}
	d.scales()
	d.lines()
	d.legend()
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, d.paletted())
	return b.Bytes(), err
}

// top is the largest amount that is drawn.
func (c Chart) top() (most float64) {
	for _, all := range [][]float64{c.Past, c.Ahead, c.High} {
		for _, v := range all {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				most = max(most, v)
			}
		}
	}
	return most
}

// drawing is a chart under way; its measures are in pixels of the picture.
type drawing struct {
	Chart
	type_                    lettering
	to                       *image.RGBA
	left, right, upper, foot float32 // of the field
	step                     float64 // between lines of the grid
	top                      float64 // of the field's scale
}

func newDrawing(c Chart, top float64) (*drawing, error) {
	t, err := newLettering()
	if err != nil {
		return nil, err
	}
	d := &drawing{Chart: c, type_: t, to: image.NewRGBA(image.Rect(0, 0, Width*scale, Height*scale))}
	draw.Draw(d.to, d.to.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	d.step = stepOf(top)
	d.top = math.Ceil(top/d.step) * d.step
	widest := 0
	for v := 0.0; v <= d.top; v += d.step {
		widest = max(widest, t.width(c.Amount(v)))
	}
	d.left, d.right = float32(widest+16*scale), (Width-12)*scale
	d.upper, d.foot = 40*scale, (Height-34)*scale
	return d, nil
}

// stepOf gives a round step that divides an amount into two to five parts.
func stepOf(top float64) float64 {
	size := math.Pow(10, math.Floor(math.Log10(top)))
	for _, of := range []float64{0.25, 0.5, 1} {
		if top/(of*size) <= 5 {
			return of * size
		}
	}
	return 2 * size
}

func (d *drawing) x(i int) float32 {
	last := max(1, len(d.Past)+len(d.Ahead)-1)
	return d.left + (d.right-d.left)*float32(i)/float32(last)
}

func (d *drawing) y(v float64) float32 { return d.foot - (d.foot-d.upper)*float32(v/d.top) }

// scales draws the grid with its amounts, and the words below the weeks.
func (d *drawing) scales() {
	for v := 0.0; v <= d.top*1.0001; v += d.step {
		y := d.y(v)
		d.fill(grid, []point{{d.left, y - 1}, {d.right, y - 1}, {d.right, y + 1}, {d.left, y + 1}})
		words := d.Amount(v)
		d.type_.write(d.to, muted, words, int(d.left)-8*scale-d.type_.width(words), int(y)+4*scale)
	}
	free := 0
	for _, m := range d.Marks {
		wide := d.type_.width(m.Words)
		at := min(max(int(d.x(m.At))-wide/2, 0), Width*scale-wide-2*scale)
		if at < free { // two words would touch
			continue
		}
		free = at + wide + 12*scale
		d.type_.write(d.to, muted, m.Words, at, int(d.foot)+20*scale)
	}
}

// lines draws past and range first, and over them the lines.
func (d *drawing) lines() {
	for _, run := range d.runs(d.Past, 0) {
		under := append([]point{{run[0].x, d.foot}}, run...)
		d.fill(shade, append(under, point{run[len(run)-1].x, d.foot}))
	}
	first := len(d.Past)
	if len(d.Low) == len(d.Ahead) && len(d.High) == len(d.Ahead) && len(d.Ahead) > 0 {
		var around []point
		joint, joined := d.joint()
		if joined {
			around = append(around, joint)
		}
		for i, v := range d.High {
			around = append(around, point{d.x(first + i), d.y(v)})
		}
		for i := len(d.Low) - 1; i >= 0; i-- {
			around = append(around, point{d.x(first + i), d.y(max(0, d.Low[i]))})
		}
		d.fill(band, around)
	}
	for _, run := range d.runs(d.Past, 0) {
		d.stroke(history, run)
	}
	ahead := d.runs(d.Ahead, first)
	if joint, joined := d.joint(); joined && len(ahead) > 0 {
		ahead[0] = append([]point{joint}, ahead[0]...)
	}
	for _, run := range ahead {
		d.stroke(accent, run)
	}
}

// joint is the last past week, from which what is expected goes on.
func (d *drawing) joint() (point, bool) {
	last := len(d.Past) - 1
	if last < 0 || math.IsNaN(d.Past[last]) {
		return point{}, false
	}
	return point{d.x(last), d.y(d.Past[last])}, true
}

// runs are the stretches of weeks that are known.
func (d *drawing) runs(all []float64, first int) (out [][]point) {
	var run []point
	for i, v := range all {
		if math.IsNaN(v) {
			if len(run) > 0 {
				out, run = append(out, run), nil
			}
			continue
		}
		run = append(run, point{d.x(first + i), d.y(max(0, v))})
	}
	if len(run) > 0 {
		out = append(out, run)
	}
	return out
}

// legend says above the field what is what.
func (d *drawing) legend() {
	at, y := int(d.left), 20*scale
	for _, entry := range []struct {
		words string
		ink   color.RGBA
		high  float32
	}{{d.PastName, history, 1.5}, {d.AheadName, accent, 1.5}, {d.RangeName, band, 6}} {
		if entry.words == "" {
			continue
		}
		middle := float32(y - 4*scale)
		d.fill(entry.ink, []point{{float32(at), middle - entry.high*scale}, {float32(at + 18*scale), middle - entry.high*scale},
			{float32(at + 18*scale), middle + entry.high*scale}, {float32(at), middle + entry.high*scale}})
		at += 24 * scale
		d.type_.write(d.to, muted, entry.words, at, y)
		at += d.type_.width(entry.words) + 18*scale
	}
}
