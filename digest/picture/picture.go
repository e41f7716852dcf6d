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

	"golang.org/x/image/vector"
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

// PNG draws the chart. Nothing known gives nil.
func (c Chart) PNG() ([]byte, error) {
	top := c.top()
	if top <= 0 || len(c.Past)+len(c.Ahead) < 2 {
		return nil, nil
	}
	d, err := newDrawing(c, top)
	if err != nil {
		return nil, err
	}
	d.scales()
	d.lines()
	d.legend()
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, d.paletted())
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

type point struct{ x, y float32 }

// fill fills a polygon.
func (d *drawing) fill(ink color.RGBA, around []point) {
	if len(around) < 3 {
		return
	}
	r := vector.NewRasterizer(d.to.Bounds().Dx(), d.to.Bounds().Dy())
	polygon(r, around)
	r.Draw(d.to, d.to.Bounds(), image.NewUniform(ink), image.Point{})
}

func polygon(r *vector.Rasterizer, around []point) {
	r.MoveTo(around[0].x, around[0].y)
	for _, p := range around[1:] {
		r.LineTo(p.x, p.y)
	}
	r.ClosePath()
}

// stroke draws a line with round joints. Each piece is drawn by itself: pieces that
// turn back over another in one path would leave holes.
func (d *drawing) stroke(ink color.RGBA, through []point) {
	const half = 2.2 * scale / 2
	for i, p := range through {
		var dot []point
		for a := range 12 {
			sin, cos := math.Sincos(float64(a) * math.Pi / 6)
			dot = append(dot, point{p.x + half*float32(cos), p.y + half*float32(sin)})
		}
		d.fillNear(ink, dot)
		if i == 0 {
			continue
		}
		q := through[i-1]
		long := float32(math.Hypot(float64(p.x-q.x), float64(p.y-q.y)))
		if long == 0 {
			continue
		}
		nx, ny := -(p.y-q.y)/long*half, (p.x-q.x)/long*half
		d.fillNear(ink, []point{{q.x + nx, q.y + ny}, {p.x + nx, p.y + ny}, {p.x - nx, p.y - ny}, {q.x - nx, q.y - ny}})
	}
}

// fillNear fills a small polygon in a rasterizer of its own size.
func (d *drawing) fillNear(ink color.RGBA, around []point) {
	box := image.Rectangle{Min: image.Pt(math.MaxInt32, math.MaxInt32)}
	for _, p := range around {
		box.Min.X, box.Min.Y = min(box.Min.X, int(p.x)-1), min(box.Min.Y, int(p.y)-1)
		box.Max.X, box.Max.Y = max(box.Max.X, int(p.x)+2), max(box.Max.Y, int(p.y)+2)
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	moved := make([]point, len(around))
	for i, p := range around {
		moved[i] = point{p.x - float32(box.Min.X), p.y - float32(box.Min.Y)}
	}
	polygon(r, moved)
	r.Draw(d.to, box, image.NewUniform(ink), image.Point{})
}

// paletted is the picture with few colours, which makes it a third as large: the inks
// and the steps between each and what it lies on.
func (d *drawing) paletted() image.Image {
	colours := color.Palette{}
	mix := func(a, b color.RGBA) {
		for i := range 12 {
			f := func(x, y uint8) uint8 { return uint8((int(x)*(11-i) + int(y)*i) / 11) }
			colours = append(colours, color.RGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 0xff})
		}
	}
	for _, pair := range [][2]color.RGBA{{ground, muted}, {ground, history}, {shade, history}, {ground, accent}, {band, accent}, {ground, band}, {ground, shade}, {ground, grid}, {shade, grid}, {shade, accent}, {band, history}} {
		mix(pair[0], pair[1])
	}
	out := image.NewPaletted(d.to.Bounds(), colours)
	near := map[color.RGBA]uint8{}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			c := d.to.RGBAAt(x, y)
			at, known := near[c]
			if !known {
				at = uint8(colours.Index(c)) //nolint:gosec // fewer than 256
				near[c] = at
			}
			out.SetColorIndex(x, y, at)
		}
	}
	return out
}
