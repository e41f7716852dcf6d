package picture

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

type point struct{ x, y float32 }

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
		d.fill(ink, dot)
		if i == 0 {
			continue
		}
		q := through[i-1]
		long := float32(math.Hypot(float64(p.x-q.x), float64(p.y-q.y)))
		if long == 0 {
			continue
		}
		nx, ny := -(p.y-q.y)/long*half, (p.x-q.x)/long*half
		d.fill(ink, []point{{q.x + nx, q.y + ny}, {p.x + nx, p.y + ny}, {p.x - nx, p.y - ny}, {q.x - nx, q.y - ny}})
	}
}

// fill fills a polygon, in a rasterizer of its own size.
func (d *drawing) fill(ink color.RGBA, around []point) {
	if len(around) < 3 {
		return
	}
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
	var last color.RGBA // most are as the one before
	var at uint8
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			if c := d.to.RGBAAt(x, y); c != last || x+y == 0 {
				known := false
				if at, known = near[c]; !known {
					at = uint8(colours.Index(c)) //nolint:gosec // fewer than 256
					near[c] = at
				}
				last = c
			}
			out.SetColorIndex(x, y, at)
		}
	}
	return out
}
