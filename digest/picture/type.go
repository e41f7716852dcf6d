package picture

import (
	"image"
	"image/color"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// lettering writes words in one size.
type lettering struct{ face font.Face }

var parsed = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(goregular.TTF) })

// newLettering gives a face of one's own, since a face is not safe for many at once.
func newLettering() (lettering, error) {
	f, err := parsed()
	if err != nil {
		return lettering{}, err
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 13 * scale, DPI: 72, Hinting: font.HintingNone})
	return lettering{face}, err
}

// lacking are letters that the face has not.
var lacking = strings.NewReplacer("\u202f", "\u00a0", "\u2212", "–")

func (l lettering) width(words string) int {
	return font.MeasureString(l.face, lacking.Replace(words)).Ceil()
}

// write writes words from x on, standing on y.
func (l lettering) write(to *image.RGBA, ink color.RGBA, words string, x, y int) {
	d := font.Drawer{Dst: to, Src: image.NewUniform(ink), Face: l.face, Dot: fixed.P(x, y)}
	d.DrawString(lacking.Replace(words))
}
