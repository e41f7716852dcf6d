//go:build ignore

// Makes letters.gz, the letters of Go Regular as they are drawn: a font and what reads
// it would be thirty times as large. go run letters_make.go
package main

import (
	"bytes"
	"compress/gzip"
	"image"
	"log"
	"os"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

const (
	size   = 26 // pixels: 13 at twice the size
	height = 34
	ascent = 26
)

func main() {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		log.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		log.Fatal(err)
	}
	var all []rune
	for r := rune(0x20); r < 0x180; r++ {
		if r < 0x7f || r > 0x9f {
			all = append(all, r)
		}
	}
	all = append(all, '–', '—', '’', '…', '€', '₤', '₦', '₩', '₫', '₱', '₹', '₽', '₿')
	var raw bytes.Buffer
	for _, r := range all {
		wide, ok := face.GlyphAdvance(r)
		if index, err := f.GlyphIndex(nil, r); !ok || err != nil || index == 0 {
			continue
		}
		n := wide.Ceil() + 2 // what reaches over its advance
		img := image.NewAlpha(image.Rect(0, 0, n, height))
		d := font.Drawer{Dst: img, Src: image.Opaque, Face: face, Dot: fixed.P(1, ascent)}
		d.DrawString(string(r))
		raw.Write([]byte{byte(r >> 8), byte(r), byte(wide >> 8), byte(wide), byte(n)})
		raw.Write(img.Pix)
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	z.Write(raw.Bytes())
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("letters.gz", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
