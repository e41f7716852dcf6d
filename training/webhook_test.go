package training

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

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
	s := newService(t, c)
	ctx := t.Context()
	hook, err := s.SetWebhook(ctx, "test", web.URL)
	must(t, err)
	s.tell(ctx, EventAlarm, map[string]any{"code": "error"})
	for i, wait := range []time.Duration{0, firstWait, 2 * firstWait} {
		if wait > 0 { // not a moment before its time
			must(t, s.deliverDue(ctx))
			if len(r.got) != i {
				t.Fatalf("attempt %d came early", i+1)
			}
		}
		c.set(c.Now().Add(wait))
		must(t, s.deliverDue(ctx))
		if len(r.got) != i+1 {
			t.Fatalf("%d attempts, want %d", len(r.got), i+1)
		}
		h := r.got[i].Header
		want := "sha256=" + sign(hook.Secret, h.Get("X-Olist-Timestamp"), []byte(r.bodies[i]))
		if h.Get("X-Olist-Signature") != want || h.Get("X-Olist-Event") != EventAlarm || h.Get("X-Olist-Delivery") != "1" {
			t.Errorf("headers %v", h)
		}
	}
	must(t, s.deliverDue(ctx))
	all, err := s.store.Deliveries(ctx, 10)
	must(t, err)
	if len(all) != 1 || all[0].State != store.DeliveryDelivered || all[0].Attempts != 3 || len(r.got) != 3 {
		t.Errorf("deliveries %+v", all)
	}
}

func TestWebhookGivesUp(t *testing.T) {
	c := &clock{now: time.Unix(1_600_000_000, 0)}
	s := newService(t, c)
	ctx := t.Context()
	_, err := s.SetWebhook(ctx, "test", "http://127.0.0.1:1/none")
	must(t, err)
	s.tell(ctx, EventJobFailed, map[string]any{"job": "j1"})
	for range attemptsMost + 2 {
		c.set(c.Now().Add(24 * time.Hour))
		must(t, s.deliverDue(ctx))
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
	s := newService(t, nil)
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
