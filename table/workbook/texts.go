package workbook

import (
	"encoding/xml"
	"errors"
	"io"
	"path"

	"olist/message"
)

// texts are the shared texts of a workbook, one behind the other.
type texts struct {
	all  []byte
	ends []int32 // of each, in all
}

// at is the i-th text.
func (t *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(t.ends) {
		return nil, false
	}
	from := int32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]], true
}

// textCost is what a text costs beside its bytes.
const textCost = 4

// readTexts reads the shared texts, where the workbook has any. Of a text with
// formats its runs are put together; how it is spoken is left out.
func (b *Book) readTexts(links []link) (t *texts, err error) {
	t = &texts{}
	for _, l := range links {
		f := b.parts[l.part]
		if path.Base(l.Type) != "sharedStrings" || f == nil {
			continue
		}
		r, done, err := b.read(f)
		if err != nil {
			return nil, err
		}
		err = errors.Join(t.parse(r, b.limits.Strings), done())
		return t, err
	}
	return t, nil
}

func (t *texts) parse(r io.Reader, most int64) error {
	d := xml.NewDecoder(r)
	in, spoken := false, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return xmlFault(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "t":
				in = spoken == 0
			case "rPh":
				spoken++
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				in = false
			case "rPh":
				spoken--
			case "si":
				t.ends = append(t.ends, int32(len(t.all)))
			}
		case xml.CharData:
			if in {
				t.all = append(t.all, e...)
			}
		}
		if int64(len(t.all)+textCost*len(t.ends)) > most {
			return fail(0, message.WorkbookTexts.With(int(most>>20)))
		}
	}
}

// xmlFault tells XML that is broken from a reader that ends.
func xmlFault(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return broken(syntax.Error())
	}
	return err
}
