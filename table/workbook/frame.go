package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strings"
)

// link is a relationship of the workbook: a part of the package and what it is.
type link struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	part   string // of the package that Target names
}

// emptySheet stands for each sheet in the frame.
const emptySheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`

// frame is the workbook's package with empty sheets and without whatever else
// can be long: texts, pictures, pivot tables. links are those of the workbook.
func (b *Book) frame() (pack []byte, links []link, err error) {
	if _, ok := b.parts[typesPart]; !ok {
		return nil, nil, broken(typesPart)
	}
	book, err := b.bookPart()
	if err != nil {
		return nil, nil, err
	}
	if links, err = b.linksOf(book); err != nil {
		return nil, nil, err
	}
	keep := []string{typesPart, "_rels/.rels", book, linksPart(book)}
	sheets := map[string]bool{}
	for _, l := range links {
		switch kind := path.Base(l.Type); kind {
		case "worksheet":
			sheets[l.part] = true
		case "styles":
			keep = append(keep, l.part)
		}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	left := b.limits.Frame
	for _, name := range keep {
		content, err := b.part(name, left)
		if err != nil {
			return nil, nil, err
		}
		left -= int64(len(content))
		if err := store(z, name, content); err != nil {
			return nil, nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		if err := store(z, name, []byte(emptySheet)); err != nil {
			return nil, nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), links, nil
}

// store adds a part without packing it: nobody but the library reads it.
func store(z *zip.Writer, name string, content []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

func (b *Book) part(name string, most int64) ([]byte, error) {
	f := b.parts[name]
	if f == nil {
		return nil, broken(name)
	}
	return b.all(f, most)
}

// bookPart is the part that is the workbook, as the package's own links say.
func (b *Book) bookPart() (string, error) {
	links, err := b.links("_rels/.rels", "")
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if path.Base(l.Type) == "officeDocument" {
			return l.part, nil
		}
	}
	return "", broken("_rels/.rels")
}

func linksPart(of string) string {
	return path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
}

func (b *Book) linksOf(part string) ([]link, error) {
	return b.links(linksPart(part), path.Dir(part))
}

// links reads relationships, whose targets are relative to a folder of the
// package or begin at its root.
func (b *Book) links(part, folder string) ([]link, error) {
	content, err := b.part(part, b.limits.Frame)
	if err != nil {
		return nil, err
	}
	var all struct {
		List []link `xml:"Relationship"`
	}
	if err := xml.Unmarshal(content, &all); err != nil {
		return nil, broken(part)
	}
	for i := range all.List {
		l := &all.List[i]
		if target := slashed(l.Target); strings.HasPrefix(target, "/") {
			l.part = strings.TrimPrefix(path.Clean(target), "/")
		} else {
			l.part = path.Join(folder, target)
		}
	}
	return all.List, nil
}
