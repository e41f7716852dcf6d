package server

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"olist/digest"
	"olist/digest/letter"
	"olist/digest/picture"
	"olist/store"
	"olist/training"
	changesview "olist/views/changes"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

const (
	digestPast  = 26 // weeks in the picture
	digestLines = 8  // of what needs somebody
	digestParts = 5  // of all sales, that are listed where no segment was chosen
	digestWeeks = 4  // that are added up in its figures
)

// composer writes digests from what serves.
type composer struct{ s *Server }

// Known is the last week of sales that is known.
func (w composer) Known() (week.Week, bool) {
	live, err := w.s.training.Live()
	if err != nil {
		return 0, false
	}
	return live.Data.To, true
}

// mailedAddress is the whole address of a page, as readers of mail reach it: by
// --public-url, or else where the program listens.
func (s *Server) mailedAddress(path string) string {
	if len(s.opt.PublicURLs) > 0 {
		return strings.TrimSuffix(s.opt.PublicURLs[0].String(), "/") + path
	}
	return "http://" + s.address + path
}

// drafting is a letter under way.
type drafting struct {
	s        *Server
	l        text.Locale
	live     *training.Live
	segments []store.Segment // the first one is that of heading and picture
	chosen   bool            // by the reader
}

// Compose writes a digest, or an alarm. Returns CodeUnavailable where nothing is forecast.
func (w composer) Compose(ctx context.Context, o digest.Order) (digest.Draft, error) {
	if len(o.Alarm) > 0 {
		return w.alarm(ctx, o)
	}
	out, chart, err := w.words(ctx, o)
	if err != nil || chart.Empty() {
		return out, err
	}
	if out.Picture.PNG, err = chart.PNG(); err != nil {
		return out, fmt.Errorf("server: draw the digest's chart: %w", err)
	}
	return out, nil
}

// words is a digest whose picture is not drawn yet.
func (w composer) words(ctx context.Context, o digest.Order) (out digest.Draft, chart picture.Chart, err error) {
	d, out, err := w.begin(o)
	if err != nil {
		return out, chart, err
	}
	live, p := d.live, d.live.Data.Shop
	d.largest()
	out.Open = letter.Link{Label: d.l.T(text.DigestOpen), URL: w.s.mailedAddress(ui.DashboardURL(d.segments[0].Key, training.DefaultHorizon))}
	out.Foot = d.l.T(text.DigestFoot, p.Name)
	out.Subject = d.l.T(text.DigestSubject, p.Name, d.l.Week(live.Data.To))
	if o.Late {
		out.Subject, out.Late = d.l.T(text.DigestSubjectLate, p.Name), d.l.T(text.DigestLate, d.l.Week(live.Data.To))
	}
	if err := d.changed(ctx, &out.Letter); err != nil {
		return out, chart, err
	}
	n, err := w.s.training.Needs(ctx)
	if err != nil {
		return out, chart, err
	}
	mine := d.concerns(n)
	out.Tells = telling(n, mine)
	out.Parts = []letter.Part{d.needs(mine), d.figures()}
	if o.Channel {
		return out, chart, nil
	}
	if chart, err = d.chart(); err == nil && !chart.Empty() {
		alt := d.l.T(text.DigestAlt, segmentName(d.l, d.segments[0]), len(chart.Past), len(chart.Ahead))
		out.Picture = letter.Picture{Alt: alt, Width: picture.Width, Height: picture.Height}
	}
	return out, chart, err
}

// begin is a letter with what all have, of the segments that the reader chose; one that
// is gone is left out.
func (w composer) begin(o digest.Order) (d drafting, out digest.Draft, err error) {
	live, err := w.s.training.Live()
	if err != nil {
		return d, out, err
	}
	p := live.Data.Shop
	d = drafting{s: w.s, l: text.Match(o.Language, "").For(p).In(p.Zone()), live: live}
	d.choose(o.Segments)
	out.Letter = letter.Letter{Language: d.l.Code(), Shop: p.Name}
	if o.Stop != "" {
		out.Stop = letter.Link{Label: d.l.T(text.DigestStop), URL: w.s.mailedAddress("/digest/unsubscribe") + "?" + o.Stop}
	}
	return d, out, nil
}

func (d *drafting) choose(keys []string) {
	for _, key := range keys {
		if seg, err := d.live.Data.Segment(key); err == nil {
			d.segments, d.chosen = append(d.segments, seg), true
		}
	}
}

// largest lets the largest segments follow all sales where none is chosen.
func (d *drafting) largest() {
	if d.chosen {
		return
	}
	expected := map[string]int64{}
	for _, seg := range d.live.Data.Segments {
		if seg.Key == store.TotalKey {
			d.segments = append([]store.Segment{seg}, d.segments...)
		} else if f, err := d.live.Forecast(seg.Key); err == nil && strings.HasPrefix(seg.Key, store.CategoryPrefix) {
			expected[seg.Key] = cents(f.Totals[digestWeeks-1].Value)
			d.segments = append(d.segments, seg)
		}
	}
	parts := d.segments[1:]
	slices.SortStableFunc(parts, func(a, b store.Segment) int { return int(min(1, max(-1, expected[b.Key]-expected[a.Key]))) })
	d.segments = d.segments[:1+min(digestParts, len(parts))]
}

// changed writes the heading, and what changed as the first lines.
func (d *drafting) changed(ctx context.Context, out *letter.Letter) error {
	to, head := d.live.Data.To, d.segments[0]
	sold, _ := d.sold(head, to)
	out.Heading = d.l.T(text.DigestHeading, d.l.Week(to), d.l.MoneyShort(sold))
	c, err := d.s.training.Change(ctx, "", "")
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		d.s.log.WarnContext(ctx, "a digest goes without what changed", "error", err)
		return nil
	}
	if c.Result == nil {
		return nil
	}
	for i, seg := range d.segments {
		v := changesview.View{Frame: ui.Frame{Text: d.l}, Horizon: training.DefaultHorizon, Segment: segmentView(d.l, seg), Current: c.After.Cutoff == to}
		v.Before.Until, v.After.Until = c.Before.Cutoff, c.After.Cutoff
		fillChanges(&v, d.live, c)
		for _, came := range v.Came {
			if i == 0 && came.Week == to && came.Known && came.Forecast > 0 {
				out.Heading = d.l.T(text.DigestAgainst, d.l.Week(to), d.l.MoneyShort(came.Actual), d.l.Change(float64(came.Actual-came.Forecast)/float64(came.Forecast)))
			}
		}
		if len(v.Weeks) == 0 || i > 0 && !d.chosen {
			continue
		}
		said := v.Headline()
		if len(d.segments) > 1 && d.chosen {
			said = segmentName(d.l, seg) + ": " + said
		}
		out.Lead = append(out.Lead, said)
	}
	return nil
}

// sold is what a segment sold in a week, in cents.
func (d *drafting) sold(seg store.Segment, w week.Week) (int64, bool) {
	for i, info := range d.live.Data.Weeks {
		if info.Week == w {
			return seg.Revenue[i], info.Usable()
		}
	}
	return 0, false
}

// figures are the last week and the coming ones of each segment.
func (d *drafting) figures() letter.Part {
	part := letter.Part{Title: d.l.T(text.DigestFigures), Heads: []string{d.l.T(text.SegmentLabel), d.l.T(text.DigestLast), d.l.T(text.DigestNext), d.l.T(text.DigestFour)}}
	for _, seg := range d.segments {
		row := letter.Row{Name: segmentName(d.l, seg), Figures: []string{"–", "–", "–"}, URL: d.s.mailedAddress(ui.DashboardURL(seg.Key, training.DefaultHorizon))}
		if sold, known := d.sold(seg, d.live.Data.To); known {
			row.Figures[0] = d.l.MoneyShort(sold)
		}
		if f, err := d.live.Forecast(seg.Key); err == nil {
			next, four := rangeOf(f.Points[0]), rangeOf(f.Totals[digestWeeks-1])
			row.Figures[1], row.Figures[2] = d.l.MoneyShort(next.Cents), d.l.MoneyShort(four.Cents)
			if row.Note = d.l.T(text.DigestNoRange); !four.Unsure {
				row.Note = d.l.T(text.DigestRange, d.l.MoneyShort(four.Low), d.l.MoneyShort(four.High))
			}
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}

// chart is that of the first segment.
func (d *drafting) chart() (c picture.Chart, err error) {
	head := d.segments[0]
	f, err := d.live.Forecast(head.Key)
	if err != nil {
		return c, err
	}
	c = picture.Chart{PastName: d.l.T(text.DigestSold), AheadName: d.l.T(text.DigestExpected), Amount: func(v float64) string { return d.l.MoneyShort(cents(v)) }}
	first := max(d.live.Data.From, d.live.Data.To-digestPast+1)
	for w := first; w <= d.live.Data.To; w++ {
		v := math.NaN()
		if sold, known := d.sold(head, w); known {
			v = float64(sold) / 100
		}
		c.Past = append(c.Past, v)
	}
	for _, p := range f.Points[:training.DefaultHorizon] {
		r := rangeOf(p)
		c.Ahead = append(c.Ahead, float64(r.Cents)/100)
		if !r.Unsure {
			c.Low, c.High, c.RangeName = append(c.Low, float64(r.Low)/100), append(c.High, float64(r.High)/100), d.l.T(text.SeriesBand80)
		}
	}
	for i := 0; i < len(c.Past)+len(c.Ahead); i += 6 {
		c.Marks = append(c.Marks, picture.Mark{At: i, Words: d.l.DayMonth((first + week.Week(i)).First())})
	}
	return c, nil
}
