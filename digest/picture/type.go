package picture

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"strings"
	"sync"
)

// letters are those of Go Regular at the one size that is written, as
// letters_make.go draws them.
//
//go:embed letters.gz
var letters []byte

const (
	letterHeight = 34
	letterAscent = 26
)

// glyph is a letter: how far the next one is, in 64ths of a pixel, and its ink.
type glyph struct {
	advance int
	ink     *image.Alpha
}

// lettering writes words in one size.
type lettering map[rune]glyph

var newLettering = sync.OnceValues(readLetters)

func readLetters() (lettering, error) {
	z, err := gzip.NewReader(bytes.NewReader(letters))
	if err != nil {
		return nil, fmt.Errorf("picture: read the letters: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("picture: read the letters: %w", err)
	}
	all := lettering{}
	for len(raw) > 5 {
		wide := int(raw[4])
		size := wide * letterHeight
		all[rune(raw[0])<<8|rune(raw[1])] = glyph{int(raw[2])<<8 | int(raw[3]), &image.Alpha{Pix: raw[5 : 5+size], Stride: wide, Rect: image.Rect(0, 0, wide, letterHeight)}}
		raw = raw[5+size:]
	}
	return all, nil
}

// lacking are letters that there are others for.
var lacking = strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2009", " ", "\u2212", "–")

// of is a letter, or a question mark where there is none.
func (l lettering) of(r rune) glyph {
	if g, ok := l[r]; ok {
		return g
	}
	return l['?']
}

func (l lettering) width(words string) int {
	wide := 0
	for _, r := range lacking.Replace(words) {
		wide += l.of(r).advance
	}
	return (wide + 63) / 64
}

// write writes words from x on, standing on y.
func (l lettering) write(to *image.RGBA, ink color.RGBA, words string, x, y int) {
	at := 64 * x
	for _, r := range lacking.Replace(words) {
		g := l.of(r)
		where := g.ink.Rect.Add(image.Pt((at+32)/64-1, y-letterAscent))
		draw.DrawMask(to, where, image.NewUniform(ink), image.Point{}, g.ink, image.Point{}, draw.Over)
		at += g.advance
	}
}
