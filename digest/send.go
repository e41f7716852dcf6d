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
	words, err := s.compose(ctx, r, late)
	if fault.CodeOf(err) == fault.CodeUnavailable || isUnset(err) { // no model serves, or there is no server: another time
		return nil
	}
	if err != nil {
		return err
	}
	n, mine, err := s.store.BeginSending(ctx, r.ID, w, late)
	if err != nil || !mine {
		return err
	}
	return s.deliver(ctx, r, words, n)
}

// Now sends the digest to a reader because somebody asked for it, and says how that
// went: as a sending that counts for no week.
func (s *Service) Now(ctx context.Context, id string) (store.Sending, error) {
	r, err := s.store.Reader(ctx, id)
	if err != nil {
		return store.Sending{}, err
	}
	return s.asked(ctx, r, func() (store.Sending, error) {
		n, _, err := s.store.BeginSending(ctx, r.ID, 0, s.Late(ctx))
		return n, err
	})
}

// Again repeats a sending of which nobody knows, or that failed. Returns what
// store.RepeatSending returns.
func (s *Service) Again(ctx context.Context, actor string, seq int64) (store.Sending, error) {
	n, err := s.store.Sending(ctx, seq)
	if err != nil {
		return n, err
	}
	r, err := s.store.Reader(ctx, n.Reader)
	if err != nil {
		return store.Sending{}, err
	}
	return s.asked(ctx, r, func() (store.Sending, error) { return s.store.RepeatSending(ctx, actor, seq) })
}

func (s *Service) asked(ctx context.Context, r store.Reader, begin func() (store.Sending, error)) (store.Sending, error) {
	s.one.Lock()
	defer s.one.Unlock()
	words, err := s.compose(ctx, r, s.Late(ctx))
	if err != nil {
		return store.Sending{}, err
	}
	n, err := begin()
	if err != nil {
		return n, err
	}
	if err := s.deliver(ctx, r, words, n); err != nil {
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

func isUnset(err error) bool { return err != nil && fault.CodeOf(err) == fault.CodeConflict }

// compose writes a reader's letter. Returns CodeConflict where it could not be sent,
// since there is no server.
func (s *Service) compose(ctx context.Context, r store.Reader, late bool) (letter.Letter, error) {
	o := Order{Language: r.Language, Segments: r.Segments, Late: late, Channel: r.Kind != store.ReaderMail}
	if r.Kind == store.ReaderMail {
		k, err := s.server(ctx)
		if err != nil {
			return letter.Letter{}, err
		}
		if k.Host == "" {
			return letter.Letter{}, fault.New(fault.CodeConflict, message.MailUnset.With())
		}
		if o.Stop, err = s.StopQuery(ctx, r); err != nil {
			return letter.Letter{}, err
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
		if n.State = store.SendingFailed; n.Week != 0 && n.Attempts < retryMost {
			n.State, n.NextAt = store.SendingWaits, s.opt.Clock().Add(firstWait<<(n.Attempts-1))
		}
	default:
		n.State = store.SendingFailed
	}
	if why != nil {
		s.log.WarnContext(ctx, "a digest was not delivered", "sending", n.Seq, "reader", r.ID, "attempt", n.Attempts, "state", n.State, "error", why)
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

// Test sends some words to an address, so that an administrator sees whether the
// server takes mail.
func (s *Service) Test(ctx context.Context, to string, words letter.Letter) (post.Outcome, error) {
	if !isAddress(to) {
		return "", fault.Invalid("to", message.ReaderAddress.With())
	}
	postman, err := s.postman(ctx)
	if err != nil {
		return "", err
	}
	if postman.Server.Host == "" {
		return "", fault.New(fault.CodeConflict, message.MailUnset.With())
	}
	s.one.Lock()
	defer s.one.Unlock()
	outcome, why := postman.Send(ctx, post.Mail{To: to, Letter: words, At: s.opt.Clock()})
	if why != nil {
		s.log.WarnContext(ctx, "the mail server did not take a test", "outcome", outcome, "error", why)
	}
	return outcome, nil
}
