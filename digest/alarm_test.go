package digest_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"olist/digest"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
)

// needing is a line of what needs somebody, as a test has it.
type needing struct {
	id, segment string
	amount      int64
	closed      bool
}

func (h *house) tells(o digest.Order) (what store.Telling) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.lines {
		what.Standing = append(what.Standing, l.id)
		mine := l.segment == "" || len(o.Segments) == 0 || slices.Contains(o.Segments, l.segment)
		if mine && !l.closed && (len(o.Alarm) == 0 || slices.Contains(o.Alarm, l.id)) {
			what.Lines = append(what.Lines, store.NeedLine{ID: l.id, Amount: l.amount})
		}
	}
	return what
}

func (h *house) Needing(context.Context) (digest.Needing, error) {
	return digest.Needing{Of: func(segments []string) []store.NeedLine { return h.tells(digest.Order{Segments: segments}).Lines }, Standing: h.tells(digest.Order{}).Standing}, nil
}

// needs sets what needs somebody: "late", "band@SP=100", "-held" for what was closed.
func (h *house) needs(lines ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = nil
	for _, line := range lines {
		rest, amount, _ := strings.Cut(line, "=")
		id, segment, _ := strings.Cut(rest, "@")
		l := needing{id: strings.TrimPrefix(id, "-"), segment: segment, closed: strings.HasPrefix(id, "-")}
		_, _ = fmt.Sscan(amount, &l.amount)
		h.lines = append(h.lines, l)
	}
}

func named(lines []store.NeedLine) string {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.ID)
	}
	return strings.Join(ids, " ")
}

// told are the alarms that the server took, as "address: lines".
func (h *house) told() (all []string) {
	for _, p := range h.office.received() {
		if m := regexp.MustCompile(`(?m)^Subject: alarm of (.*?)\r?$`).FindStringSubmatch(p.body); m != nil {
			name, _, _ := strings.Cut(p.to, "@")
			all = append(all, name+": "+m[1])
		}
	}
	return all
}

func (h *house) toldIs(want ...string) {
	h.t.Helper()
	if got := h.told(); !slices.Equal(got, want) {
		h.t.Fatalf("told %q, not %q\n%s", got, want, h.log.String())
	}
}

// alarmed is a reader who is told at once, too.
func (h *house) alarmed(name string, segments ...string) store.Reader {
	h.t.Helper()
	r, err := h.service.AddReader(h.t.Context(), "ana", store.Reader{Kind: store.ReaderMail, Language: "en", Segments: segments, Alarms: true}, name+"@shop.example")
	must(h.t, err)
	return r
}

// tuesday is far from the moment of the digest.
func tuesday(t *testing.T) (*house, time.Time) {
	now := at(t, "UTC", "2018-09-18 10:00")
	h := newHouse(t, "UTC", now)
	h.connects()
	return h, now
}

// Each line is told once, whatever restarts there are and whatever the clock does;
// what stood when that was switched on is not, nor is anything to who did not.
func TestAlarmsTellEachLineOnce(t *testing.T) {
	h, now := tuesday(t)
	h.needs("old")
	h.reader("eva@shop.example")
	h.alarmed("ana")
	h.keeps()
	h.needs("old", "late")
	h.keeps()
	h.toldIs("ana: late")
	for i := range 4 * 24 { // until Saturday
		h.set(now.Add(time.Duration(i) * time.Hour))
		if i%5 == 0 {
			h.starts()
		}
		if i%7 == 3 { // somebody sets the clock back, or ahead, for a look
			h.set(now.Add(time.Duration(i-40) * time.Hour))
			h.keeps()
			h.set(now.Add(time.Duration(i+40) * time.Hour))
			h.keeps()
			h.set(now.Add(time.Duration(i) * time.Hour))
		}
		h.keeps()
	}
	h.toldIs("ana: late")
	h.needs("old") // it goes, and comes back
	h.keeps()
	h.needs("old", "late")
	h.keeps()
	h.toldIs("ana: late")
}

// Of programs that start at once, one tells.
func TestOneProgramTells(t *testing.T) {
	h, _ := tuesday(t)
	for _, name := range []string{"ana", "rui", "eva"} {
		h.alarmed(name)
	}
	h.keeps()
	h.needs("late")
	var all sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		other := h.another()
		all.Go(func() { errs[i] = other.Keep(t.Context()) })
	}
	all.Wait()
	must(t, errors.Join(errs...))
	if got := h.told(); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

// At most one alarm goes in 24 hours; lines gather until then, and one that somebody
// closes meanwhile is not told, until it is open again.
func TestAlarmsGatherForADay(t *testing.T) {
	h, now := tuesday(t)
	h.alarmed("ana")
	h.keeps()
	h.needs("a")
	h.keeps()
	for i, line := range []string{"b", "c", "d"} {
		h.set(now.Add(time.Duration(i+1) * 7 * time.Hour))
		h.needs("a", "b", line)
		h.keeps()
	}
	h.toldIs("ana: a")
	h.needs("a", "b", "-c", "d")
	h.set(now.Add(24*time.Hour - time.Second))
	h.keeps()
	h.toldIs("ana: a")
	h.set(now.Add(24 * time.Hour))
	h.keeps()
	h.toldIs("ana: a", "ana: b d")
	h.needs("a", "b", "c", "d")
	h.set(now.Add(48 * time.Hour))
	h.keeps()
	h.toldIs("ana: a", "ana: b d", "ana: c")
}

// A line is news again once its amount has grown by half since it was told, or since
// it stood already.
func TestAGrownLineIsToldAgain(t *testing.T) {
	h, now := tuesday(t)
	h.needs("old=100", "unknown")
	h.alarmed("ana")
	h.keeps()
	day := 0
	next := func(lines ...string) {
		day++
		h.set(now.Add(time.Duration(day) * 24 * time.Hour))
		h.needs(lines...)
		h.keeps()
	}
	next("old=149", "unknown=900", "new=100")
	h.toldIs("ana: new")
	next("old=149", "new=149")
	h.toldIs("ana: new")
	next("old=150", "new=150")
	h.toldIs("ana: new", "ana: old new")
	h.needs("old=150", "new=225")
	h.keeps() // not within a day
	h.toldIs("ana: new", "ana: old new")
	next("old=150", "-new=225")
	h.toldIs("ana: new", "ana: old new")
}

// A reader is told of their segments and of the house. Other segments bring no line
// that stood already; what was theirs and not yet told is.
func TestAlarmsOfSegments(t *testing.T) {
	h, now := tuesday(t)
	h.needs("x@RJ")
	h.alarmed("ana", "SP")
	h.keeps()
	h.needs("x@RJ", "a@SP", "b@RJ", "late")
	h.keeps()
	h.toldIs("ana: a late")
	h.needs("x@RJ", "a@SP", "b@RJ", "late", "c@SP")
	h.keeps()
	h.alarmed("ana", "RJ", "SP")
	h.keeps()
	h.needs("x@RJ", "a@SP", "b@RJ", "late", "c@SP", "d@RJ", "e@MG")
	h.set(now.Add(24 * time.Hour))
	h.keeps()
	h.toldIs("ana: a late", "ana: c d")
}

// Switched off nothing is told; switched on again, nothing that stands then.
func TestAlarmsAreSwitchedOnAnew(t *testing.T) {
	h, now := tuesday(t)
	r := h.alarmed("ana")
	h.keeps()
	h.needs("a")
	off, err := h.service.AddReader(t.Context(), "ana", store.Reader{Kind: store.ReaderMail, Language: "en"}, "ana@shop.example")
	must(t, err)
	h.keeps()
	if off.ID != r.ID || off.Alarms {
		t.Errorf("%+v", off)
	}
	h.alarmed("ana")
	h.keeps()
	h.set(now.Add(48 * time.Hour))
	h.needs("a", "b")
	h.keeps()
	h.toldIs("ana: b")
}

// Around the moment of the digest it tells, and its lines count as told; so while it
// is tried again, and for the hour before it goes without the data.
func TestTheDigestTells(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.connects()
	h.alarmed("ana")
	h.keeps()
	monday := at(t, "UTC", "2018-09-17 08:00")
	mails := func() int { return len(h.office.received()) }
	h.needs("a")
	for _, minutes := range []int{-60, -1} {
		h.set(monday.Add(time.Duration(minutes) * time.Minute))
		h.keeps()
	}
	if mails() != 0 {
		t.Errorf("%d mails before the digest", mails())
	}
	h.office.refuses(func(step string, _ net.Conn) error {
		if step == "rcpt" {
			return &smtp.SMTPError{Code: 451, Message: "later"}
		}
		return nil
	})
	for _, minutes := range []int{0, 5, 15, 35} {
		h.set(monday.Add(time.Duration(minutes) * time.Minute))
		h.keeps()
	}
	h.needs("a", "b")
	h.office.refuses(nil)
	h.set(monday.Add(61 * time.Minute)) // it waits for its time
	h.keeps()
	if mails() != 0 {
		t.Errorf("%d mails while the digest waits", mails())
	}
	h.set(monday.Add(75 * time.Minute))
	h.keeps()
	if mails() != 1 || len(h.told()) != 0 {
		t.Errorf("%d mails, told %q", mails(), h.told())
	}
	h.needs("a", "b", "c")
	h.keeps()
	h.toldIs("ana: c")

	h.last = shop.New().Week(monday) - 1 // the next week's data are late
	next := monday.AddDate(0, 0, 7)
	h.needs("a", "b", "c", "d")
	h.set(next.Add(30 * time.Minute))
	h.keeps()
	h.toldIs("ana: c")
	h.set(next.Add(2 * time.Hour))
	h.keeps()
	h.toldIs("ana: c", "ana: d")
	h.set(next.Add(24 * time.Hour))
	h.keeps()
	next = next.AddDate(0, 0, 7) // and those of the one after it
	h.needs("a", "b", "c", "d", "e")
	for _, wait := range []time.Duration{23 * time.Hour, 24*time.Hour - time.Second, 24 * time.Hour, 60 * time.Hour} {
		h.set(next.Add(wait).Add(time.Second))
		h.keeps()
	}
	h.toldIs("ana: c", "ana: d")
	if mails() != 5 {
		t.Errorf("%d mails in three weeks", mails())
	}
}

// How an attempt ends decides what is done, as of a digest: what surely did not go is
// tried again, with what is new since and without what was closed; what may have gone
// is repeated by a person alone, and its lines count as told.
func TestOutcomesOfAlarms(t *testing.T) {
	temporary := &smtp.SMTPError{Code: 451, Message: "later"}
	for name, c := range map[string]struct {
		step       string
		err        error
		want, then store.SendingState
	}{
		"refused for now":       {"rcpt", temporary, store.SendingWaits, store.SendingDone},
		"refused":               {"rcpt", &smtp.SMTPError{Code: 550, Message: "none"}, store.SendingFailed, store.SendingFailed},
		"the connection breaks": {"end", nil, store.SendingUnknown, store.SendingUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			h, now := tuesday(t)
			h.alarmed("ana")
			h.keeps()
			h.needs("a", "b")
			h.office.refuses(func(step string, conn net.Conn) error {
				if step == c.step && c.err == nil {
					conn.Close()
				}
				if step == c.step {
					return c.err
				}
				return nil
			})
			h.keeps()
			h.office.refuses(nil)
			went := len(h.told()) // the server may have read it all
			h.needs("a", "-b", "c")
			h.starts()
			h.keeps()
			if got := h.states(); len(got) != 1 || got[0] != c.want {
				t.Fatalf("%v, not %v", got, c.want)
			}
			h.set(now.Add(6 * time.Minute))
			h.starts()
			h.keeps()
			if got := h.states(); len(got) != 1 || got[0] != c.then {
				t.Fatalf("later %v, not %v", got, c.then)
			}
			h.set(now.Add(25 * time.Hour))
			h.keeps()
			if c.then == store.SendingDone {
				h.toldIs("ana: a c")
				return
			}
			if got := h.told()[went:]; !slices.Equal(got, []string{"ana: c"}) {
				t.Errorf("a day later %q", got)
			}
			list, err := h.store.Sendings(t.Context(), 9)
			must(t, err)
			if _, err := h.service.Again(t.Context(), "ana", list[1].Seq); err != nil || !slices.Equal(h.told()[went:], []string{"ana: c", "ana: a"}) {
				t.Errorf("again: %v, %q", err, h.told())
			}
		})
	}
}

// An alarm of which nothing needs anybody any more is not tried again, nor repeated.
func TestAnAlarmThatIsOver(t *testing.T) {
	h, now := tuesday(t)
	h.alarmed("ana")
	h.keeps()
	h.needs("a")
	h.office.refuses(func(string, net.Conn) error { return &smtp.SMTPError{Code: 451, Message: "later"} })
	h.keeps()
	h.office.refuses(nil)
	h.needs("-a")
	h.set(now.Add(time.Hour))
	h.keeps()
	if got := h.states(); len(got) != 0 || len(h.told()) != 0 {
		t.Errorf("%v, %q", got, h.told())
	}
	h.needs("-a", "b")
	h.office.refuses(func(string, net.Conn) error { return &smtp.SMTPError{Code: 550, Message: "none"} })
	h.keeps()
	h.needs()
	list, err := h.store.Sendings(t.Context(), 9)
	must(t, err)
	if len(list) != 1 || list[0].Kind != store.SendingAlarm || list[0].State != store.SendingFailed {
		t.Fatalf("%+v", list)
	}
	if _, err := h.service.Again(t.Context(), "ana", list[0].Seq); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("again: %v", err)
	}
}

// A program that ended in the middle of an alarm leaves one of which nobody knows, and
// its lines are not told again.
func TestAlarmsInTheMiddle(t *testing.T) {
	h, now := tuesday(t)
	r := h.alarmed("ana")
	h.keeps()
	h.needs("a")
	_, mine, err := h.store.BeginAlarm(t.Context(), r.ID, h.tells(digest.Order{}))
	must(t, err)
	if !mine {
		t.Fatal("the first may not")
	}
	for _, wait := range []time.Duration{0, store.SendingLasts, 25 * time.Hour} {
		h.set(now.Add(wait))
		h.starts()
		h.keeps()
	}
	if got := h.states(); len(got) != 1 || got[0] != store.SendingUnknown || len(h.office.received()) != 0 {
		t.Errorf("%v, %d mails", got, len(h.office.received()))
	}
}
