package digest_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/mail"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"olist/digest"
	"olist/digest/letter"
	"olist/digest/post"
	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/shop"
	"olist/store"
	"olist/week"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// office is a real mail server of this process.
type office struct {
	mu      sync.Mutex
	got     []parcel
	refuse  func(step string, conn net.Conn) error // "mail", "rcpt", "data" or "end"; nil takes all
	asks    bool                                   // for a password
	server  *smtp.Server
	host    string
	port    int
	clients *tls.Config
}

type parcel struct{ from, to, body string }

func (o *office) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &visit{o: o, conn: c.Conn()}, nil
}

type visit struct {
	o    *office
	conn net.Conn
	p    parcel
	in   bool
}

func (v *visit) step(name string) error {
	v.o.mu.Lock()
	defer v.o.mu.Unlock()
	if v.o.asks && !v.in {
		return smtp.ErrAuthRequired
	}
	if v.o.refuse == nil {
		return nil
	}
	return v.o.refuse(name, v.conn)
}

func (v *visit) AuthMechanisms() []string {
	if !v.o.asks {
		return nil
	}
	return []string{sasl.Plain}
}

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if v.in = user == "shop" && password == "sesame"; !v.in {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}
func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	v.p.from = from
	return v.step("mail")
}
func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.p.to = to
	return v.step("rcpt")
}
func (v *visit) Data(r io.Reader) error {
	if err := v.step("data"); err != nil {
		return err
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	v.p.body = string(body)
	err = v.step("end")
	v.o.mu.Lock()
	defer v.o.mu.Unlock()
	v.o.got = append(v.o.got, v.p)
	return err
}
func (v *visit) Reset()        {}
func (v *visit) Logout() error { return nil }

func (o *office) received() []parcel {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]parcel(nil), o.got...)
}

func (o *office) refuses(f func(step string, conn net.Conn) error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.refuse = f
}

// newOffice opens a server with a certificate of its own.
func newOffice(t *testing.T, implicit bool) *office {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	made := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, made, made, &key.PublicKey, key)
	must(t, err)
	cert, err := x509.ParseCertificate(raw)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	conf := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	o := &office{host: "localhost", port: ln.Addr().(*net.TCPAddr).Port, clients: &tls.Config{RootCAs: roots}}
	o.server = smtp.NewServer(o)
	o.server.TLSConfig, o.server.Domain = conf, "localhost"
	o.server.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError)
	if implicit {
		ln = tls.NewListener(ln, conf)
	}
	done := make(chan error, 1)
	go func() { done <- o.server.Serve(ln) }()
	t.Cleanup(func() { o.server.Close(); <-done })
	return o
}

// house is a digest service on a database of its own, with a clock that a test sets.
type house struct {
	t       *testing.T
	path    string
	now     time.Time
	mu      sync.Mutex
	last    week.Week
	known   bool
	lines   []needing // what needs somebody
	store   *store.Store
	service *digest.Service
	office  *office
	rules   outgoing.Rules
	log     strings.Builder
}

func (h *house) clock() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }
func (h *house) set(at time.Time) { h.mu.Lock(); defer h.mu.Unlock(); h.now = at }

func (h *house) Known() (week.Week, bool) { return h.last, h.known }
func (h *house) Compose(_ context.Context, o digest.Order) (digest.Draft, error) {
	l := digest.Draft{Letter: letter.Letter{Language: o.Language, Subject: "Shop: week " + o.Language, Shop: "Shop", Heading: "Week", Parts: []letter.Part{{Title: "Needs", None: "Nothing"}},
		Picture: letter.Picture{PNG: []byte("\x89PNG\r\n\x1a\n"), Alt: "chart", Width: 10, Height: 10}, Open: letter.Link{Label: "Open", URL: "https://shop.example/"}, Foot: "You receive this"}}
	l.Tells = h.tells(o)
	if len(o.Alarm) > 0 {
		l.Subject = "alarm of " + named(l.Tells.Lines)
	}
	if o.Late {
		l.Late, l.Subject = "late", "late"
	}
	if o.Stop != "" {
		l.Stop = letter.Link{Label: "Unsubscribe", URL: "https://shop.example/digest/unsubscribe?" + o.Stop}
	}
	return l, nil
}

func at(t *testing.T, zone, text string) time.Time {
	t.Helper()
	z, err := time.LoadLocation(zone)
	must(t, err)
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, z)
	must(t, err)
	return moment
}

func newHouse(t *testing.T, zone string, now time.Time) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "shop.db"), now: now, last: 9999, known: true, office: newOffice(t, false)}
	h.starts()
	p := shop.New()
	p.Name, p.TimeZone = "Shop", zone
	must(t, h.store.PutShop(t.Context(), "ana", p))
	return h
}

// starts begins the program anew on the database.
func (h *house) starts() {
	h.t.Helper()
	if h.store != nil {
		must(h.t, h.store.Close())
	}
	st, err := store.Open(h.t.Context(), h.path, store.Options{Clock: h.clock})
	must(h.t, err)
	h.store = st
	h.t.Cleanup(func() { st.Close() })
	h.service = h.another()
}

func (h *house) another() *digest.Service {
	return digest.New(h.store, h, digest.Options{Log: slog.New(slog.NewTextHandler(&h.log, nil)), Clock: h.clock, TLS: h.office.clients, Outgoing: h.rules})
}

func (h *house) server() post.Server {
	return post.Server{Host: h.office.host, Port: h.office.port, TLS: post.StartTLS, From: "sales@shop.example"}
}

func (h *house) connects() {
	h.t.Helper()
	must(h.t, h.service.SetServer(h.t.Context(), "ana", h.server(), secret.Text{}))
}

func (h *house) reader(address string) store.Reader {
	h.t.Helper()
	r, err := h.service.AddReader(h.t.Context(), "ana", store.Reader{Kind: store.ReaderMail, Language: "en"}, address)
	must(h.t, err)
	return r
}

func (h *house) keeps() {
	h.t.Helper()
	must(h.t, h.service.Keep(h.t.Context()))
}

func (h *house) states() (all []store.SendingState) {
	h.t.Helper()
	list, err := h.store.Sendings(h.t.Context(), 100)
	must(h.t, err)
	for _, n := range list {
		all = append(all, n.State)
	}
	return all
}

// TestOneDigestAWeek: over half a year that holds both changes of the clocks, with a
// look every hour, a restart every day, and a clock that jumps back now and then,
// each reader receives one digest in each week, at its hour.
func TestOneDigestAWeek(t *testing.T) {
	for zone, hour := range map[string]int{"Europe/Berlin": 2, "America/Sao_Paulo": 0} { // hours that their clocks skip or repeat
		t.Run(zone, func(t *testing.T) {
			from := at(t, zone, "2018-09-12 12:00")
			h := newHouse(t, zone, from)
			h.connects()
			must(t, h.service.SetTimes(t.Context(), "ana", digest.Times{Weekday: time.Sunday, Hour: hour, Minute: 30, Wait: 24}))
			h.reader("ana@shop.example")
			h.reader("rui@shop.example")
			weeks := 0
			for i := range 30 * 7 * 24 {
				now := from.Add(time.Duration(i) * time.Hour)
				h.set(now)
				if i%24 == 0 {
					h.starts()
				}
				if i%1000 == 500 { // somebody sets the clock back for a look
					h.set(now.Add(-40 * time.Hour))
					h.keeps()
					h.set(now)
				}
				before := len(h.office.received())
				if i%5 == 0 || h.clock().In(from.Location()).Weekday() == time.Sunday {
					h.keeps()
				}
				if n := len(h.office.received()) - before; n != 0 {
					weeks++
					if local := now.In(from.Location()); n != 2 || local.Weekday() != time.Sunday || local.Hour() < hour || local.Hour() > hour+2 {
						t.Errorf("%d mails at %v", n, local)
					}
				}
			}
			if weeks != 30 {
				t.Errorf("digests in %d of 30 weeks", weeks)
			}
		})
	}
}

// Each week has one moment, a week of seven days after the one before by the
// calendar, whatever the zone's clocks do.
func TestDueMomentsFollowTheCalendar(t *testing.T) {
	for _, zone := range []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"} {
		z, err := time.LoadLocation(zone)
		must(t, err)
		for hour := range 24 {
			times := digest.Times{Weekday: time.Weekday(hour % 7), Hour: hour, Minute: 30}
			seen := map[week.Week]time.Time{}
			for now := time.Date(2017, 1, 1, 0, 0, 0, 0, z); now.Year() < 2019; now = now.Add(7 * time.Hour) {
				due, w := times.Due(now, z, shop.New().Week)
				if w == 0 || due.After(now) || now.Sub(due) > 7*24*time.Hour+2*time.Hour {
					t.Fatalf("%s %v: due %v", zone, now, due)
				}
				if was, is := seen[w]; is && !was.Equal(due) {
					t.Errorf("%s: week %v is due at %v and %v", zone, w, was, due)
				}
				seen[w] = due
				if off := due.In(z).Hour() - hour; off < 0 || off > 1 || due.In(z).Weekday() != times.Weekday && hour < 23 {
					t.Errorf("%s: due at %v, not at %d", zone, due.In(z), hour)
				}
			}
		}
	}
}

// Nothing leaves, not even a connection, before a server is set; then the digest of
// the week goes.
func TestNothingLeavesBeforeAServerIsSet(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	r := h.reader("ana@shop.example")
	h.set(at(t, "UTC", "2018-09-17 09:00"))
	h.keeps()
	if _, err := h.service.Now(t.Context(), r.ID); err == nil {
		t.Error("a digest goes without a server")
	}
	if n := len(h.office.received()) + len(h.states()); n != 0 {
		t.Errorf("%d mails and rows", n)
	}
	h.connects()
	h.keeps()
	if got := h.office.received(); len(got) != 1 || got[0].to != "ana@shop.example" || got[0].from != "sales@shop.example" {
		t.Errorf("%+v", got)
	}
	if strings.Contains(h.log.String(), "shop.example") {
		t.Errorf("the log tells addresses: %s", h.log.String())
	}
}

// The digest waits for data that are late, then says so, once.
func TestLateData(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.connects()
	h.reader("ana@shop.example")
	now := at(t, "UTC", "2018-09-17 08:00")
	h.last = shop.New().Week(now) - 2
	for _, hours := range []int{0, 5, 23} {
		h.set(now.Add(time.Duration(hours) * time.Hour))
		h.keeps()
	}
	if n := len(h.office.received()); n != 0 {
		t.Fatalf("%d mails while it waits", n)
	}
	h.set(now.Add(24 * time.Hour))
	h.keeps()
	h.last++ // they come after all
	h.keeps()
	if got := h.office.received(); len(got) != 1 || !strings.Contains(got[0].body, "Subject: late") {
		t.Errorf("%d mails: %+v", len(got), got)
	}
	h.set(now.Add(7 * 24 * time.Hour))
	h.last++
	h.keeps()
	if got := h.office.received(); len(got) != 2 || strings.Contains(got[1].body, "Subject: late") {
		t.Errorf("%d mails in the second week", len(got))
	}
}

// How an attempt ends decides what is done: what surely did not go is tried again,
// within bounds; what may have gone never is, but by a person.
func TestOutcomes(t *testing.T) {
	temporary := &smtp.SMTPError{Code: 451, Message: "later, ana@shop.example"}
	permanent := &smtp.SMTPError{Code: 550, Message: "no such ana@shop.example"}
	for name, c := range map[string]struct {
		step       string
		err        error
		want, then store.SendingState
		why        message.Message
	}{
		"refused for now":          {"rcpt", temporary, store.SendingWaits, store.SendingDone, message.SendingReader.With(451)},
		"refused":                  {"rcpt", permanent, store.SendingFailed, store.SendingFailed, message.SendingReader.With(550)},
		"the sender is refused":    {"mail", permanent, store.SendingFailed, store.SendingFailed, message.SendingSender.With(550)},
		"the letter is refused":    {"end", permanent, store.SendingFailed, store.SendingFailed, message.SendingLetter.With(550)},
		"the letter comes later":   {"end", temporary, store.SendingWaits, store.SendingDone, message.SendingLetter.With(451)},
		"the connection breaks":    {"end", nil, store.SendingUnknown, store.SendingUnknown, message.SendingBroke.With()},
		"it breaks before letters": {"mail", nil, store.SendingWaits, store.SendingDone, message.Message{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
			h.connects()
			h.reader("ana@shop.example")
			now := at(t, "UTC", "2018-09-17 08:00")
			h.set(now)
			h.office.refuses(func(step string, conn net.Conn) error {
				if step != c.step {
					return nil
				}
				if c.err == nil {
					conn.Close()
				}
				return c.err
			})
			h.keeps()
			if got := h.states(); len(got) != 1 || got[0] != c.want {
				t.Fatalf("%v, not %v", got, c.want)
			}
			if got := h.why(); got != c.why.String() && !c.why.IsZero() || got == "" || strings.Contains(got, "ana@") {
				t.Errorf("it says %q, want %q", got, c.why)
			}
			h.office.refuses(nil)
			h.keeps() // too early
			if got := h.states(); got[0] != c.want {
				t.Errorf("at once again: %v", got)
			}
			h.set(now.Add(6 * time.Minute))
			h.starts()
			h.keeps()
			if got := h.states(); len(got) != 1 || got[0] != c.then {
				t.Fatalf("later %v, not %v", got, c.then)
			}
			if got := h.why(); (got == "") != (c.then == store.SendingDone) {
				t.Errorf("later it says %q", got)
			}
			if strings.Contains(h.log.String(), "ana@") {
				t.Errorf("the log tells addresses: %s", h.log.String())
			}
			if c.then == store.SendingDone {
				return
			}
			before := len(h.office.received())
			list, err := h.store.Sendings(t.Context(), 1)
			must(t, err)
			n, err := h.service.Again(t.Context(), "ana", list[0].Seq)
			must(t, err)
			if n.State != store.SendingDone || len(h.office.received()) != before+1 {
				t.Errorf("again: %+v", n)
			}
			if _, err := h.service.Again(t.Context(), "ana", n.Seq); err == nil {
				t.Error("what was sent is sent again")
			}
		})
	}
}

// A program that ended in the middle of a sending leaves one of which nobody knows,
// in whichever state it was.
func TestRestartsInTheMiddle(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.connects()
	r := h.reader("ana@shop.example")
	now := at(t, "UTC", "2018-09-17 08:00")
	h.set(now)
	_, mine, err := h.store.BeginSending(t.Context(), r.ID, shop.New().Week(now), false, store.Telling{})
	must(t, err)
	if !mine {
		t.Fatal("the first may not")
	}
	h.starts()
	h.keeps() // it may be another program's, under way
	if got := h.states(); got[0] != store.SendingNow {
		t.Errorf("%v", got)
	}
	h.set(now.Add(store.SendingLasts))
	h.starts()
	h.keeps()
	h.set(now.Add(50 * time.Hour))
	h.keeps()
	if got := h.states(); len(got) != 1 || got[0] != store.SendingUnknown || len(h.office.received()) != 0 {
		t.Errorf("%v, %d mails", got, len(h.office.received()))
	}
	if got := h.why(); got != message.SendingLost.With().String() {
		t.Errorf("it says %q", got)
	}
}

// why is what the latest sending says of how it ended.
func (h *house) why() string {
	h.t.Helper()
	list, err := h.store.Sendings(h.t.Context(), 1)
	must(h.t, err)
	return list[0].Why
}

// Of programs that start at once, one sends.
func TestManyStartAtOnce(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.connects()
	for _, name := range []string{"ana", "rui", "eva"} {
		h.reader(name + "@shop.example")
	}
	h.set(at(t, "UTC", "2018-09-17 08:00"))
	var all sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		other := h.another()
		all.Go(func() { errs[i] = other.Keep(t.Context()) })
	}
	all.Wait()
	must(t, errors.Join(errs...))
	if got := h.office.received(); len(got) != 3 {
		t.Errorf("%d mails", len(got))
	}
}

// The password goes to an encrypted server alone, and one that is kept to no other.
func TestEncryptionAndPasswords(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	r := h.reader("ana@shop.example")
	for mode, implicit := range map[string]bool{post.StartTLS: false, post.TLS: true} {
		h.office = newOffice(t, implicit)
		h.office.asks = true
		h.service = h.another()
		conf := h.server()
		conf.TLS, conf.User = mode, "shop"
		must(t, h.service.SetServer(t.Context(), "ana", conf, secret.Of("sesame")))
		if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State != store.SendingDone {
			t.Errorf("%s: %+v, %v\n%s", mode, n, err, h.log.String())
		}
		must(t, h.service.SetServer(t.Context(), "ana", conf, secret.Text{})) // kept
		if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State != store.SendingDone {
			t.Errorf("%s: with the kept password: %+v, %v", mode, n, err)
		}
		must(t, h.service.SetServer(t.Context(), "ana", conf, secret.Of("open")))
		if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State == store.SendingDone || n.Why != message.SendingLogin.With(535).String() {
			t.Errorf("%s: with a wrong password: %+v, %v", mode, n, err)
		}
		conf.Host = "127.0.0.1"
		must(t, h.service.SetServer(t.Context(), "ana", conf, secret.Text{}))
		if kept, err := h.store.Secret(t.Context(), "mail_password"); err != nil || !kept.Empty() {
			t.Error("a password stays for another server")
		}
	}
	h.office = newOffice(t, true)
	h.office.clients = nil // a certificate that nobody known signed
	h.service = h.another()
	conf := h.server()
	conf.TLS = post.TLS
	must(t, h.service.SetServer(t.Context(), "ana", conf, secret.Text{}))
	if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State != store.SendingFailed || n.WhyMessage.Key != message.SendingCertificate.With().Key {
		t.Errorf("an unknown certificate: %+v, %v", n, err)
	}
	conf.TLS, conf.User = post.NoTLS, "shop"
	if err := h.service.SetServer(t.Context(), "ana", conf, secret.Of("x")); err == nil {
		t.Error("a password without encryption")
	}
	plain := newOffice(t, false)
	plain.server.TLSConfig = nil
	h.office = plain
	h.service = h.another()
	must(t, h.service.SetServer(t.Context(), "ana", h.server(), secret.Text{}))
	if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State != store.SendingFailed || len(plain.received()) != 0 || n.WhyMessage.Key != message.SendingNoTLS.With().Key {
		t.Errorf("a server without STARTTLS: %+v, %v", n, err)
	}
}

// An address of this machine is not dialled where others reach the program.
func TestInnerServersAreNotDialled(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.rules = outgoing.Rules{Wide: true}
	h.service = h.another()
	h.connects()
	r := h.reader("ana@shop.example")
	if n, err := h.service.Now(t.Context(), r.ID); err != nil || n.State == store.SendingDone || len(h.office.received()) != 0 || n.WhyMessage.Key != message.SendingInner.With().Key {
		t.Errorf("%+v, %v", n, err)
	}
}

// A mail is whole: text, HTML and the picture, with nothing to be fetched, and a link
// that ends it and nobody else's.
func TestTheMailIsWholeAndEnds(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	h.connects()
	r, other := h.reader("ana@shop.example"), h.reader("rui@shop.example")
	_, err := h.service.Now(t.Context(), r.ID)
	must(t, err)
	got := h.office.received()[0].body
	for _, want := range []string{"multipart/related", "multipart/alternative", "text/plain", "text/html", "image/png", "Content-Id: <chart>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe: <https://shop.example/digest/unsubscribe?", "Auto-Submitted: auto-generated"} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, got)
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(got))
	must(t, err)
	stop := strings.Trim(strings.ReplaceAll(m.Header.Get("List-Unsubscribe"), " ", ""), "<>")
	_, query, _ := strings.Cut(stop, "?")
	if strings.Contains(query, "ana") {
		t.Errorf("the link names the reader: %s", query)
	}
	key := strings.TrimPrefix(strings.Split(query, "&")[0], "key=")
	if err := h.service.Stop(t.Context(), other.ID, key); err == nil {
		t.Error("a link ends somebody else's")
	}
	must(t, h.service.Stop(t.Context(), r.ID, key))
	if err := h.service.Stop(t.Context(), r.ID, key); err == nil {
		t.Error("a link ends it twice")
	}
	left, err := h.store.Readers(t.Context())
	must(t, err)
	if len(left) != 1 || left[0].ID != other.ID {
		t.Errorf("%+v", left)
	}
}

// What somebody types into fields adds no header and no reader.
func TestFieldsTakeOneAddress(t *testing.T) {
	h := newHouse(t, "UTC", at(t, "UTC", "2018-09-14 12:00"))
	for _, address := range []string{"", "ana", "ana@", "@shop.example", "a@b.example, c@d.example", "Ana <a@b.example>", "a@b.example\r\nBcc: c@d.example", "a@b.example\n", "a b@c.example", "<a@b.example>", strings.Repeat("a", 300) + "@b.example", "a@b_c.example"} {
		if r, err := h.service.AddReader(t.Context(), "ana", store.Reader{Kind: store.ReaderMail, Language: "en"}, address); err == nil && r.Address != strings.TrimSpace(address) {
			t.Errorf("%q is taken as %q", address, r.Address)
		} else if err == nil && strings.ContainsAny(r.Address, "\r\n ,<") {
			t.Errorf("%q is taken", address)
		}
		conf := h.server()
		if conf.From = address; address != "a@b.example\n" && h.service.SetServer(t.Context(), "ana", conf, secret.Text{}) == nil {
			t.Errorf("%q sends", address)
		}
	}
	for _, host := range []string{"smtp.example.com:25", "http://smtp.example.com", "a b", "-x", "x\r\ny", "a@b"} {
		conf := h.server()
		if conf.Host = host; h.service.SetServer(t.Context(), "ana", conf, secret.Text{}) == nil {
			t.Errorf("%q is a server", host)
		}
	}
}
