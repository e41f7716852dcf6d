package automation

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"olist/outgoing"
	"olist/store"
)

// receiver answers with the statuses given, in turn, and keeps what it got.
type receiver struct {
	statuses []int
	got      []*http.Request
	bodies   []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.got, r.bodies = append(r.got, req), append(r.bodies, string(body))
	w.WriteHeader(r.statuses[min(len(r.got), len(r.statuses))-1])
}

func TestWebhookSignsAndRetries(t *testing.T) {
	r := &receiver{statuses: []int{500, 302, 204}}
	web := httptest.NewServer(r)
	t.Cleanup(web.Close)
	c := &clock{now: time.Unix(1_600_000_000, 0)}
	s := newService(t, Options{Clock: c.Now})
	ctx := t.Context()
	key, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	s.Send(ctx, EventAlarm, map[string]any{"code": "error"})
	for i, wait := range []time.Duration{0, firstWait, 2 * firstWait} {
		if wait > 0 { // not a moment before its time
			must(t, s.DeliverDue(ctx))
			if len(r.got) != i {
				t.Fatalf("attempt %d came early", i+1)
			}
		}
		c.set(c.Now().Add(wait))
		must(t, s.DeliverDue(ctx))
		if len(r.got) != i+1 {
			t.Fatalf("%d attempts, want %d", len(r.got), i+1)
		}
		h := r.got[i].Header
		want := "sha256=" + sign(key, h.Get("X-Olist-Timestamp"), []byte(r.bodies[i]))
		if h.Get("X-Olist-Signature") != want || h.Get("X-Olist-Event") != EventAlarm || h.Get("X-Olist-Delivery") != "1" {
			t.Errorf("headers %v", h)
		}
	}
	must(t, s.DeliverDue(ctx))
	all, err := s.store.Deliveries(ctx, 10)
	must(t, err)
	if len(all) != 1 || all[0].State != store.DeliveryDelivered || all[0].Attempts != 3 || len(r.got) != 3 {
		t.Errorf("deliveries %+v", all)
	}
}

func TestWebhookGivesUp(t *testing.T) {
	c := &clock{now: time.Unix(1_600_000_000, 0)}
	s := newService(t, Options{Clock: c.Now})
	ctx := t.Context()
	_, err := s.SetWebhook(ctx, "test", "http://127.0.0.1:1/none")
	must(t, err)
	s.Send(ctx, EventJobFailed, map[string]any{"job": "j1"})
	for range attemptsMost + 2 {
		c.set(c.Now().Add(24 * time.Hour))
		must(t, s.DeliverDue(ctx))
	}
	all, err := s.store.Deliveries(ctx, 10)
	must(t, err)
	if len(all) != 1 || all[0].State != store.DeliveryGivenUp || all[0].Attempts != attemptsMost || all[0].LastError == "" {
		t.Errorf("deliveries %+v", all)
	}
}

func TestWebhookTestButton(t *testing.T) {
	r := &receiver{statuses: []int{200}}
	web := httptest.NewServer(r)
	t.Cleanup(web.Close)
	s := newService(t, Options{})
	ctx := t.Context()
	if _, err := s.TestWebhook(ctx); err == nil {
		t.Error("a test without an address is no error")
	}
	for _, bad := range []string{"ftp://x", "nonsense", "http://", "https://user:pw@host/"} {
		if _, err := s.SetWebhook(ctx, "test", bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	_, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	d, err := s.TestWebhook(ctx)
	must(t, err)
	if d.State != store.DeliveryDelivered || len(r.got) != 1 {
		t.Errorf("delivery %+v", d)
	}
}

// TestATestMessageIsSentOnce: the queue does not send, too, what the button is
// sending.
func TestATestMessageIsSentOnce(t *testing.T) {
	s := newService(t, Options{})
	ctx := t.Context()
	sent := 0
	web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if sent++; sent == 1 {
			if err := s.DeliverDue(ctx); err != nil {
				t.Error(err)
			}
		}
	}))
	t.Cleanup(web.Close)
	_, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	_, err = s.TestWebhook(ctx)
	must(t, err)
	if sent != 1 {
		t.Errorf("sent %d times", sent)
	}
}

// Where others can reach the program, a test message tells nothing of the
// machines behind it: an open port, a closed one, a name and the clouds' own
// address answer the same, and none is called.
func TestTheWebhookIsNoScanner(t *testing.T) {
	r := &receiver{statuses: []int{200}}
	web := httptest.NewServer(r)
	t.Cleanup(web.Close)
	ctx := t.Context()
	s := newService(t, Options{Outgoing: outgoing.Rules{Wide: true}})
	for i, target := range []string{web.URL, strings.Replace(web.URL, "127.0.0.1", "localhost", 1), "http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::ffff:7f00:1]:22/", "http://nowhere.invalid/"} {
		_, err := s.SetWebhook(ctx, "test", target)
		must(t, err)
		d, err := s.TestWebhook(ctx)
		must(t, err)
		if d.State != store.DeliveryGivenUp || d.LastError != "not delivered" || d.Attempts != 1 || d.Seq != int64(i+1) {
			t.Errorf("%s answers %+v", target, d)
		}
	}
	if len(r.got) != 0 {
		t.Errorf("it was called %d times", len(r.got))
	}
	command := serviceOn(s.store, t, Options{}) // as `olist train` on the same database
	_, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	if d, err := command.TestWebhook(ctx); err != nil || d.State != store.DeliveryGivenUp || len(r.got) != 0 {
		t.Errorf("a command sends it: %+v, %v", d, err)
	}
	allowed := serviceOn(s.store, t, Options{Outgoing: outgoing.Rules{Wide: true, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}})
	if d, err := allowed.TestWebhook(ctx); err != nil || d.State != store.DeliveryDelivered || len(r.got) != 1 {
		t.Errorf("the network is allowed: %+v, %v", d, err)
	}
}

// What a message could not be delivered for is logged without its address,
// since some hold a key in their path.
func TestTheLogHoldsNoWebhookAddress(t *testing.T) {
	var log bytes.Buffer
	s := newService(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	_, err := s.SetWebhook(t.Context(), "test", "http://127.0.0.1:1/services/T0/B0/KEYINTHEPATH")
	must(t, err)
	_, err = s.TestWebhook(t.Context())
	must(t, err)
	if got := log.String(); strings.Contains(got, "KEYINTHEPATH") || !strings.Contains(got, "connection refused") {
		t.Errorf("the log holds %s", got)
	}
}

// A new key signs from now on, and the one before no more.
func TestTheWebhookKeyIsReplaced(t *testing.T) {
	r := &receiver{statuses: []int{200}}
	web := httptest.NewServer(r)
	t.Cleanup(web.Close)
	s := newService(t, Options{})
	ctx := t.Context()
	old, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	if again, err := s.SetWebhook(ctx, "test", web.URL+"/x"); err != nil || !again.Empty() || old.Empty() {
		t.Errorf("a second address makes a second key: %v", err)
	}
	fresh, err := s.ReplaceWebhookKey(ctx, "test")
	must(t, err)
	_, err = s.TestWebhook(ctx)
	must(t, err)
	h := r.got[0].Header
	stamp := h.Get("X-Olist-Timestamp")
	if got := h.Get("X-Olist-Signature"); got != "sha256="+sign(fresh, stamp, []byte(r.bodies[0])) || got == "sha256="+sign(old, stamp, []byte(r.bodies[0])) {
		t.Errorf("it is signed %s", got)
	}
}
