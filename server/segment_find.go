package server

import (
	"strings"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/text"
)

// candidatesNamed is how many segments an unclear name is answered with.
const candidatesNamed = 8

// findSegment gives the segment that a person means: by its key, its name in
// any language, its code, or a part of its name that only one has. Accents and
// capitals do not matter. Else it returns CodeNotFound in the person's words,
// and the segments that the name may stand for.
func findSegment(l text.Locale, d *training.Data, written string) (store.Segment, []store.Segment, error) {
	if seg, err := d.Segment(written); err == nil {
		return seg, nil, nil
	}
	wanted := text.Folded(written)
	var partly []store.Segment
	for _, seg := range d.Segments {
		names := segmentNames(seg)
		for _, name := range names {
			if name == wanted {
				return seg, nil, nil
			}
		}
		if text.Found(strings.Join(names, " "), wanted) {
			partly = append(partly, seg)
		}
	}
	switch len(partly) {
	case 0:
		return store.Segment{}, nil, segmentFault(message.SegmentUnknown.With(message.Quoted(written)))
	case 1:
		return partly[0], nil, nil
	}
	partly = partly[:min(len(partly), candidatesNamed)]
	var called []message.Message
	for _, seg := range partly {
		called = append(called, message.Prose(segmentName(l, seg)))
	}
	return store.Segment{}, partly, segmentFault(message.SegmentUnclear.With(message.Quoted(written), called))
}

func segmentFault(said message.Message) error {
	return &fault.Error{Code: fault.CodeNotFound, Field: "segment", Message: said}
}

// segmentNames are all that a segment is called, folded.
func segmentNames(seg store.Segment) []string {
	_, code, _ := strings.Cut(seg.Key, ":")
	names := []string{text.Folded(code)}
	for _, l := range text.Locales {
		name := text.Folded(segmentName(l, seg))
		names = append(names, name, strings.TrimSuffix(name, " ("+names[0]+")"))
	}
	return names
}
