package digest

import (
	"context"
	"fmt"

	"olist/digest/letter"
	"olist/digest/post"
	"olist/message"
	"olist/outgoing"
	"olist/store"
	"olist/store/fault"
	"olist/week"
)

// sendOne sends the digest of a week to a reader, unless that was begun before. The
// letter is composed, and a server is there, before anything is written or leaves.
func (s *Service) sendOne(ctx context.Context, r store.Reader, w week.Week, late bool) error {
	s.one.Lock()
	defer s.one.Unlock()
	words, err := s.compose(ctx, r, Order{Late: late})
	if isUnready(err) {
		return nil
	}
	if err != nil {
		return err
	}
	n, mine, err := s.store.BeginSending(ctx, r.ID, w, late, words.Tells)
	if err != nil || !mine {
		return err
	}
	return s.deliver(ctx, r, words.Letter, n)
}

// Now sends the digest to a reader because somebody asked for it, and says how that
// went: as a sending that counts for no week.
func (s *Service) Now(ctx context.Context, id string) (store.Sending, error) {
	r, err := s.store.Reader(ctx, id)
	if err != nil {
		return store.Sending{}, err
	}
	o := Order{Late: s.Late(ctx)}
	return s.asked(ctx, r, o, func(what store.Telling) (store.Sending, error) {
		n, _, err := s.store.BeginSending(ctx, r.ID, 0, o.Late, what)
		return n, err
	})
}

// Again repeats a sending of which nobody knows, or that failed: a digest as it is now,
// an alarm with those of its lines that still need somebody. Returns what
// store.RepeatSending returns, and CodeConflict for an alarm without any.
func (s *Service) Again(ctx context.Context, actor string, seq int64) (store.Sending, error) {
	n, err := s.store.Sending(ctx, seq)
	if err != nil {
		return n, err
	}
	r, err := s.store.Reader(ctx, n.Reader)
	if err != nil {
		return store.Sending{}, err
	}
	o := Order{Late: s.Late(ctx)}
	if n.Kind == store.SendingAlarm {
		told, err := s.store.Told(ctx, r.ID)
		if err != nil {
			return n, err
		}
		if o = (Order{Alarm: told.By(seq)}); len(o.Alarm) == 0 {
			return n, fault.New(fault.CodeConflict, message.AlarmOver.With())
		}
	}
	return s.asked(ctx, r, o, func(what store.Telling) (store.Sending, error) {
		return s.store.RepeatSending(ctx, actor, seq, what)
	})
}

func (s *Service) asked(ctx context.Context, r store.Reader, o Order, begin func(store.Telling) (store.Sending, error)) (store.Sending, error) {
	s.one.Lock()
	defer s.one.Unlock()
	words, err := s.compose(ctx, r, o)
	if err != nil {
		return store.Sending{}, err
	}
	if len(o.Alarm) > 0 && len(words.Tells.Lines) == 0 {
		return store.Sending{}, fault.New(fault.CodeConflict, message.AlarmOver.With())
	}
	n, err := begin(words.Tells)
	if err != nil {
		return n, err
	}
	if err := s.deliver(ctx, r, words.Letter, n); err != nil {
		return n, err
	}
	return s.store.Sending(ctx, n.Seq)
}

// Late reports whether the data of the last week that ended have not come.
func (s *Service) Late(ctx context.Context) bool {
	p, err := s.store.Shop(ctx)
	last, known := s.letters.Known()
	return err == nil && (!known || last < p.Week(s.opt.Clock().In(p.Zone()))-1)
}

// isUnready reports whether a letter has to go another time: no model serves, or there
// is no server.
func isUnready(err error) bool {
	code := fault.CodeOf(err)
	return err != nil && (code == fault.CodeUnavailable || code == fault.CodeConflict)
}

// compose writes a reader's letter. Returns CodeConflict where it could not be sent,
// since there is no server.
func (s *Service) compose(ctx context.Context, r store.Reader, o Order) (Draft, error) {
	o.Language, o.Segments, o.Channel = r.Language, r.Segments, r.Kind != store.ReaderMail
	if r.Kind == store.ReaderMail {
		k, err := s.server(ctx)
		if err != nil {
			return Draft{}, err
		}
		if k.Host == "" {
			return Draft{}, fault.New(fault.CodeConflict, message.MailUnset.With())
		}
		if o.Stop, err = s.StopQuery(ctx, r); err != nil {
			return Draft{}, err
		}
	}
	return s.letters.Compose(ctx, o)
}

// deliver makes one attempt and keeps its outcome. Only what the database says is an
// error; a server that fails is an outcome.
func (s *Service) deliver(ctx context.Context, r store.Reader, words letter.Letter, n store.Sending) error {
	outcome, why := s.attempt(ctx, r, words)
	switch outcome {
	case post.Sent:
		n.State = store.SendingDone
	case post.Unknown:
		n.State = store.SendingUnknown
	case post.NotNow:
		if n.State = store.SendingFailed; (n.Week != 0 || n.Kind == store.SendingAlarm) && n.Attempts < retryMost {
			n.State, n.NextAt = store.SendingWaits, s.opt.Clock().Add(firstWait<<(n.Attempts-1))
		}
	default:
		n.State = store.SendingFailed
	}
	if n.WhyMessage = post.Why(why); why != nil {
		s.log.WarnContext(ctx, "a letter was not delivered", "sending", n.Seq, "kind", n.Kind, "reader", r.ID, "attempt", n.Attempts, "state", n.State, "error", why)
	}
	return s.store.EndSending(context.WithoutCancel(ctx), n)
}

func (s *Service) attempt(ctx context.Context, r store.Reader, words letter.Letter) (post.Outcome, error) {
	if r.Kind == store.ReaderMail {
		postman, err := s.postman(ctx)
		if err != nil {
			return post.NotNow, err
		}
		return postman.Send(ctx, post.Mail{To: r.Address, Letter: words, At: s.opt.Clock()})
	}
	target, err := s.store.ReaderAddress(ctx, r.ID)
	if err != nil {
		return post.NotNow, err
	}
	body, err := words.Chat(string(r.Kind))
	if err != nil {
		return post.Refused, fmt.Errorf("digest: %w", err)
	}
	return post.Hook(ctx, s.rules(r.Wide), target.Reveal(), body)
}

// rules are those of this program, or of one that others reach where what is dialled
// was set there.
func (s *Service) rules(wide bool) outgoing.Rules {
	rules := s.opt.Outgoing
	rules.Wide = rules.Wide || wide
	return rules
}

func (s *Service) postman(ctx context.Context) (post.Postman, error) {
	k, err := s.server(ctx)
	if err != nil {
		return post.Postman{}, err
	}
	password, err := s.store.Secret(ctx, passwordKey)
	return post.Postman{Server: k.Server, Password: password, Rules: s.rules(k.Wide), TLS: s.opt.TLS}, err
}

// Tested is how a test ended, and in words why it did not end well.
type Tested struct {
	Outcome post.Outcome
	Why     message.Message
}

// Test sends some words to an address, so that an administrator sees whether the
// server takes mail, and if not why.
func (s *Service) Test(ctx context.Context, to string, words letter.Letter) (Tested, error) {
	if !isAddress(to) {
		return Tested{}, fault.Invalid("to", message.ReaderAddress.With())
	}
	postman, err := s.postman(ctx)
	if err != nil {
		return Tested{}, err
	}
	if postman.Server.Host == "" {
		return Tested{}, fault.New(fault.CodeConflict, message.MailUnset.With())
	}
	s.one.Lock()
	defer s.one.Unlock()
	outcome, why := postman.Send(ctx, post.Mail{To: to, Letter: words, At: s.opt.Clock()})
	if why != nil {
		s.log.WarnContext(ctx, "the mail server did not take a test", "outcome", outcome, "error", why)
	}
	return Tested{outcome, post.Why(why)}, nil
}
