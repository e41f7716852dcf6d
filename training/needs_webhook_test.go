package training

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
	"olist/training/automation"
	"olist/training/needs"
)

// TestTheWebhookIsToldOfWhatIsNew: of each line once, over restarts, by one of programs
// that look at once, and again where it has grown; not of what stood when the webhook
// was set, nor of what was closed; and of nobody's address.
func TestTheWebhookIsToldOfWhatIsNew(t *testing.T) {
	at := &clock{now: time.Date(2018, 10, 3, 12, 0, 0, 0, time.UTC)}
	path := shippedCopy(t)
	s := openService(t, path, at)
	ctx := t.Context()
	told := func() (all []string) {
		t.Helper()
		sent, err := s.store.Deliveries(ctx, 99)
		must(t, err)
		for _, d := range slices.Backward(sent) {
			if d.Event != automation.EventNeed {
				continue
			}
			if strings.Contains(string(d.Body), "@") {
				t.Errorf("it tells an address: %s", d.Body)
			}
			var body struct {
				Lines []struct{ Kind, Segment string }
				More  int
			}
			must(t, json.Unmarshal(d.Body, &body))
			said := ""
			for _, l := range body.Lines {
				said += fmt.Sprintf("%s %s;", l.Kind, l.Segment)
			}
			all = append(all, fmt.Sprintf("%s%d", said, body.More))
		}
		return all
	}
	is := func(want ...string) {
		t.Helper()
		if got := told(); !slices.Equal(got, want) {
			t.Fatalf("%q, not %q", got, want)
		}
	}
	aims := func(segment string, cents int64) {
		t.Helper()
		live, err := s.Live()
		must(t, err)
		must(t, s.store.PutSetting(ctx, "ana", TargetKey(live.Data.Shop, segment), Target{Cents: cents, Weekly: true}))
	}
	aims("state:RJ", 1<<40) // misses before anybody is told
	must(t, s.noteNeeds(ctx))
	is()
	_, err := s.automation.SetWebhook(ctx, "ana", "http://127.0.0.1:9/hook")
	must(t, err)
	must(t, s.noteNeeds(ctx))
	is()
	aims(store.TotalKey, 1<<40)
	others := []*Service{s, openService(t, path, at), openService(t, path, at)}
	errs := make([]error, len(others))
	var all sync.WaitGroup
	for i, other := range others {
		all.Go(func() { errs[i] = other.noteNeeds(ctx) })
	}
	all.Wait()
	must(t, errors.Join(errs...))
	is("chance total;0")
	s = openService(t, path, at)
	must(t, s.noteNeeds(ctx))
	at.set(at.Now().Add(-50 * time.Hour))
	must(t, s.noteNeeds(ctx))
	at.set(at.Now().Add(50 * time.Hour))
	must(t, s.noteNeeds(ctx))
	is("chance total;0")

	n, err := s.Needs(ctx)
	must(t, err)
	late := n.Lines[slices.IndexFunc(n.Lines, func(l needs.Answered) bool { return l.Kind == needs.Late })]
	at.set(at.Now().AddDate(0, 0, 14)) // five weeks are late instead of three
	must(t, s.noteNeeds(ctx))
	is("chance total;0", "late ;0")
	_, err = s.AnswerNeed(ctx, store.NeedAnswer{Line: late.ID, Answer: store.NeedClosed, Word: "known", Actor: "ana"}, true)
	must(t, err)
	r, err := s.store.AddReader(ctx, "ana", store.Reader{Kind: store.ReaderMail, Address: "ana@shop.example"}, secret.Text{})
	must(t, err)
	sent, _, err := s.store.BeginSending(ctx, r.ID, 2501, false, store.Telling{})
	must(t, err)
	sent.State = store.SendingFailed
	must(t, s.store.EndSending(ctx, sent))
	must(t, s.noteNeeds(ctx))
	is("chance total;0", "late ;0", "digest ;0")

	_, err = s.automation.SetWebhook(ctx, "ana", "http://127.0.0.1:9/other")
	must(t, err)
	aims("state:SP", 1<<40) // it stands when the other is looked after first
	must(t, s.noteNeeds(ctx))
	is("chance total;0", "late ;0", "digest ;0")
	live, err := s.Live()
	must(t, err)
	for _, seg := range live.Data.Segments[len(live.Data.Segments)-24:] {
		aims(seg.Key, 1<<40)
	}
	must(t, s.noteNeeds(ctx))
	got := told()
	if last := got[len(got)-1]; len(got) != 4 || strings.Count(last, "chance") != messageLines || strings.HasSuffix(last, ";0") {
		t.Errorf("of many at once: %q", got)
	}
}
