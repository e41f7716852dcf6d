package needs

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"olist/message"
	"olist/week"
)

// Kind is what a line is about.
type Kind string

// Kinds, in the order in which lines without an amount stand.
const (
	Late    Kind = "late"   // the sales of weeks that have ended have not come
	Held    Kind = "held"   // sales that came are held back: a week, or an import
	Missed  Kind = "band"   // a week came outside the range that was forecast for it
	Likely  Kind = "chance" // the coming weeks are likely to miss a target
	Below   Kind = "target" // the forecast is below a target, and may reach it
	Unmet   Kind = "budget" // what came and is expected of a month is below its budget
	Planned Kind = "plan"   // what is forecast of the plan's coming weeks is below the published plan
	Order   Kind = "order"  // orders should go out today, or should have gone before
	Worse   Kind = "model"  // the model is worse than it promised, or the sales have changed
	Failed  Kind = "source" // a source failed
	Backups Kind = "backup" // the latest backup failed
	Unsent  Kind = "digest" // a digest failed, or nobody knows whether it went
)

// Kinds are all kinds, in their order.
var Kinds = []Kind{Late, Held, Missed, Likely, Below, Unmet, Planned, Order, Worse, Failed, Backups, Unsent}

// Line is one thing that needs somebody. What it is about is named by Kind, Segment
// and What; two lines of equal names are the same line, whatever their figures.
type Line struct {
	ID      string    `json:"id"`
	Kind    Kind      `json:"kind"`
	Segment string    `json:"segment,omitempty"` // key; "" where it is about the house
	Week    week.Week `json:"week,omitzero"`     // that it is about, or the first of Weeks
	Weeks   int       `json:"weeks,omitempty"`   // that it is about, together
	Amount  int64     `json:"-"`                 // cents that it is about; 0 where that is not known
	// What was forecast, with the range that was passed, and what came or is aimed
	// at; in cents.
	Range  Range `json:"-"`
	Actual int64 `json:"-"`
	// Chance that the target, budget or plan is missed, 0..1; NaN where that is not known.
	Chance float64 `json:"-"`
	// Said is what the house says of it; zero where the figures say all.
	Said message.Message `json:"-"`
	// Subject is the source, the import, the job, the sending, the plan's number or the month or quarter; Name what people call it.
	Subject string `json:"subject,omitempty"`
	Name    string `json:"name,omitempty"`
	// Inner lines are for who may see sources, backups and readers of the digest.
	Inner bool `json:"-"`

	what string // happened, where kind, segment and week do not say it
}

// named gives a line its id.
func (l Line) named() Line {
	key := strings.Join([]string{string(l.Kind), l.Segment, l.what}, "|")
	if l.what == "" {
		key += l.Week.String()
	}
	sum := sha256.Sum256([]byte(key))
	l.ID = hex.EncodeToString(sum[:8])
	return l
}

// Happened sets what tells the line from others of its kind and segment; without
// it that is the week.
func (l Line) Happened(parts ...string) Line {
	l.what = strings.Join(parts, "|")
	return l
}

// order is most money first; what has none follows, by kind.
func order(a, b Line) int {
	return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)),
		cmp.Compare(b.Week, a.Week), strings.Compare(a.Segment, b.Segment), strings.Compare(a.ID, b.ID))
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
