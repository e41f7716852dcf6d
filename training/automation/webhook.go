package automation

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

const (
	webhookKey = "webhook"
	webhookURL = "webhook_url" // the secret that holds its address
	// attemptsMost bounds the tries for a message: with the waits doubling from
	// ten seconds, the last comes an hour and a half after the first.
	attemptsMost   = 10
	firstWait      = 10 * time.Second
	webhookTimeout = 10 * time.Second
	notDelivered   = "not delivered"
)

// Events that messages are about.
const (
	EventTest      = "test"
	EventActivated = "model.activated"
	EventJobFailed = "job.failed"
	EventAlarm     = "watch.alarm"
	EventNeed      = "need.opened"
)

// Webhook is where messages go. Each is a POST of JSON with the headers
// X-Olist-Event, X-Olist-Delivery (a number; the same in a repeat),
// X-Olist-Timestamp (epoch seconds) and X-Olist-Signature: sha256= and the hex
// HMAC-SHA256 of timestamp, dot, body under the webhook's key, which is made
// when the URL is first set.
type Webhook struct {
	URL secret.URL `json:"url"` // empty for none
	// Wide says that the URL was set where others can reach the program: then
	// the commands that send messages keep to the addresses that it may.
	Wide bool `json:"wide,omitempty"`
}

// Webhook gives the webhook in force.
func (s *Service) Webhook(ctx context.Context) (Webhook, error) {
	var kept struct {
		URL  string // what may be seen of it
		Wide bool
	}
	if err := s.store.Setting(ctx, webhookKey, &kept); fault.CodeOf(err) == fault.CodeNotFound || err == nil && kept.URL == "" {
		return Webhook{}, nil
	} else if err != nil {
		return Webhook{}, err
	}
	target, err := s.store.Secret(ctx, webhookURL)
	return Webhook{URL: secret.OfURL(target.Reveal()), Wide: kept.Wide}, err
}

// SetWebhook sets where messages go; "" ends them, and what is shown of the
// address in force keeps that. It gives the key of the signature where it made
// one, and none where there was one before. Returns
// CodeInvalid for what is not an http or https URL.
func (s *Service) SetWebhook(ctx context.Context, actor, target string) (made secret.Text, err error) {
	before, err := s.Webhook(ctx)
	if err != nil {
		return made, err
	}
	if target == before.URL.String() {
		target = before.URL.Reveal()
	}
	u, err := url.Parse(target)
	if target != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil) {
		return made, fault.Invalid("url", message.WebhookAddress.With())
	}
	fresh := secret.New("")
	isNew, err := s.store.PutSettingWithSecret(ctx, actor, webhookKey, Webhook{URL: secret.OfURL(target), Wide: s.opt.Outgoing.Wide}, fresh,
		map[string]secret.Text{webhookURL: secret.Of(target)})
	if err != nil || !isNew {
		return made, err
	}
	return fresh, nil
}

// ReplaceWebhookKey makes a new key of the signature; from now on messages,
// repeats among them, are signed with it.
func (s *Service) ReplaceWebhookKey(ctx context.Context, actor string) (secret.Text, error) {
	fresh := secret.New("")
	return fresh, s.store.ReplaceSecret(ctx, actor, webhookKey, fresh)
}

// TestWebhook sends a test message at once and says whether it was delivered;
// why not is in the log alone, as it tells of the network.
func (s *Service) TestWebhook(ctx context.Context) (store.Delivery, error) {
	w, err := s.Webhook(ctx)
	if err != nil {
		return store.Delivery{}, err
	}
	if w.URL.Empty() {
		return store.Delivery{}, fault.Invalid("url", message.WebhookUnset.With())
	}
	d, err := s.store.AddDelivery(ctx, EventTest, json.RawMessage(`{"event":"test"}`), 2*webhookTimeout)
	if err != nil {
		return d, err
	}
	return s.deliver(ctx, w, d)
}

// Send queues a message, where a webhook is set. It is never a reason for work
// to fail: what goes wrong is logged.
func (s *Service) Send(ctx context.Context, event string, body map[string]any) {
	w, err := s.Webhook(ctx)
	if err == nil && w.URL.Empty() {
		return
	}
	body["event"] = event
	raw, jsonErr := json.Marshal(body)
	if err == nil {
		err = jsonErr
	}
	if err == nil {
		_, err = s.store.AddDelivery(ctx, event, raw, 0)
	}
	if err != nil {
		s.log.ErrorContext(ctx, "a message to the webhook could not be queued", "event", event, "error", err)
	}
}

// SendNew queues a message on those lines of what needs somebody that the webhook was
// not told of, where one is set: see store.TellWebhook. compose gives its body.
func (s *Service) SendNew(ctx context.Context, event string, what store.Telling, compose func(news []store.NeedLine) map[string]any) error {
	w, err := s.Webhook(ctx)
	if err != nil || w.URL.Empty() {
		return err
	}
	return s.store.TellWebhook(ctx, webhookKey, event, what, func(news []store.NeedLine) (json.RawMessage, error) {
		body := compose(news)
		body["event"] = event
		return json.Marshal(body)
	})
}

// DeliverDue sends the messages whose time has come.
func (s *Service) DeliverDue(ctx context.Context) error {
	due, err := s.store.DueDeliveries(ctx, 20)
	if err != nil || len(due) == 0 {
		return err
	}
	w, err := s.Webhook(ctx)
	if err != nil {
		return err
	}
	for _, d := range due {
		if _, err := s.deliver(ctx, w, d); err != nil {
			return err
		}
	}
	return nil
}

// deliver makes one attempt and keeps its outcome. Only what the database says
// is an error; a receiver that fails is an outcome.
func (s *Service) deliver(ctx context.Context, w Webhook, d store.Delivery) (store.Delivery, error) {
	now := s.opt.Clock()
	err := s.post(ctx, w, d, now)
	d.Attempts++
	switch {
	case err == nil:
		d.State, d.EndedAt, d.LastError = store.DeliveryDelivered, now, ""
	case d.Attempts >= attemptsMost || w.URL.Empty() || d.Event == EventTest:
		d.State, d.EndedAt, d.LastError = store.DeliveryGivenUp, now, notDelivered
	default:
		d.NextAt, d.LastError = now.Add(firstWait<<(d.Attempts-1)), notDelivered
	}
	if err != nil {
		s.log.WarnContext(ctx, "the webhook did not take a message", "delivery", d.Seq, "event", d.Event, "attempt", d.Attempts, "state", d.State, "error", err)
	}
	return d, s.store.SaveDelivery(context.WithoutCancel(ctx), d)
}

func (s *Service) post(ctx context.Context, w Webhook, d store.Delivery, now time.Time) error {
	if w.URL.Empty() {
		return fmt.Errorf("no webhook is set any more")
	}
	key, err := s.store.Secret(ctx, webhookKey)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, webhookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL.Reveal(), bytes.NewReader(d.Body))
	if err != nil {
		return errors.New("the webhook's address is none") // the cause holds it
	}
	stamp := strconv.FormatInt(now.Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Olist-Event", d.Event)
	req.Header.Set("X-Olist-Delivery", strconv.FormatInt(d.Seq, 10))
	req.Header.Set("X-Olist-Timestamp", stamp)
	req.Header.Set("X-Olist-Signature", "sha256="+sign(key, stamp, d.Body))
	client := s.outgoing
	if w.Wide {
		client = s.strict
	}
	resp, err := client.Do(req)
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err // without the URL: some hold a key in their path
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)); err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("the receiver answered %s", resp.Status)
	}
	return nil
}

// webhookClient follows no redirect: a signed message goes where it was sent.
func webhookClient(r outgoing.Rules) *http.Client {
	c := r.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

func sign(key secret.Text, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	fmt.Fprintf(mac, "%s.%s", stamp, body)
	return hex.EncodeToString(mac.Sum(nil))
}
