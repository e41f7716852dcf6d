// Package server is the product on HTTP: routes, middleware, pages and the JSON
// API. A handler parses, calls one method of training or store, and renders.
package server

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"olist/digest"
	"olist/outgoing"
	"olist/secret"
	"olist/server/identity"
	"olist/store"
	"olist/training"
)

// Options are what the outside decides about a Server.
type Options struct {
	Log            *slog.Logger
	Version        string
	CORSOrigins    []string    // foreign origins whose pages may call the JSON routes, as CheckOrigin takes them
	PublicURLs     []*url.URL  // how browsers reach us through a proxy, all below one path; where there is one, there is no desk
	TrustedProxies Proxies     // whose word about who asked counts
	AdminPassword  secret.Text // "" leaves administering open on loopback and closed elsewhere
	ReadyWithout   bool        // /readyz says yes also while the database is away and reading goes on
	PublicRead     bool        // everybody who reaches the address reads, whatever was decided
	MetricsFrom    Proxies     // networks beside this machine that read the metrics, whoever asks
	Profiles       bool        // administrators may read what the program does, at /debug/pprof
	NoPasswords    bool        // nobody logs in by a password
	Vouching       Vouching    // who else lets people in
	Clock          func() time.Time
	Outgoing       outgoing.Rules // which addresses the digest may go to
	MailTLS        *tls.Config    // nil but in tests: certificates that no public root stands behind
}

// Server answers HTTP requests from the live model.
type Server struct {
	opt       Options
	log       *slog.Logger
	store     *store.Store
	training  *training.Service
	echo      *echo.Echo
	registry  *prometheus.Registry
	metrics   metrics
	logins    *attempts
	recall    recall
	pages     pageRecall
	guesses   *guesses         // of share links
	views     *views           // of those
	bodies    map[string]int64 // bound of the body by method and route, in bytes
	paths     map[string]bool  // of the routes
	receiving chan struct{}    // room for uploads that are on their way
	exporting atomic.Bool      // everything is being downloaded
	pace      pace             // of their bodies
	reading   chan struct{}    // room for one that is read: it may take memory
	kept      keptUploads
	base      string // path of the public addresses, as /sales; "" at the top of a host
	loopback  bool   // bound to loopback only: decided when serving starts
	address   string // where it listens
	uidOf     uidOf
	deskKey   deskKey
	sealing   sealing            // of what only this program can have made
	provider  *identity.Provider // who else says who somebody is; nil for nobody
	digest    *digest.Service
	ended     signal // sent when somebody's access ends
	closing   context.Context
	close     context.CancelFunc
}

// New wires the routes. Nothing listens before Serve.
func New(opt Options, st *store.Store, tr *training.Service) *Server {
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	opt.Vouching.Lasts = cmp.Or(opt.Vouching.Lasts, SessionsByProvider)
	s := &Server{opt: opt, log: opt.Log, store: st, training: tr, echo: echo.New(), logins: newAttempts(), guesses: newGuesses(), views: &views{of: map[string]opened{}, pause: time.Minute, store: st}, bodies: map[string]int64{}, paths: map[string]bool{}, uidOf: peerUID,
		receiving: make(chan struct{}, uploadsMost), pace: uploadPace, reading: make(chan struct{}, 1)}
	s.kept.log = opt.Log
	if st.IsShared() {
		s.share(st)
	}
	if asked := opt.Vouching.Provider; asked != nil {
		asked := *asked
		asked.Clock = opt.Clock
		s.provider = identity.New(asked)
	}
	if len(opt.PublicURLs) > 0 {
		s.base = strings.TrimSuffix(opt.PublicURLs[0].Path, "/")
	}
	s.digest = digest.New(st, composer{s}, digest.Options{Log: opt.Log, Clock: opt.Clock, Outgoing: opt.Outgoing, TLS: opt.MailTLS})
	s.closing, s.close = context.WithCancel(context.Background())
	s.registry, s.metrics = newMetrics(s)
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = func(r *http.Request) string { return opt.TrustedProxies.client(r).String() }
	s.echo.HTTPErrorHandler = s.handleError
	s.echo.Pre(s.underBase)
	s.echo.Use(s.middleware()...)
	s.addRoutes()
	return s
}

// share has what one program would keep to itself kept for all programs on the database:
// what may be read again, how often somebody tried to log in, and the key of seals.
func (s *Server) share(st *store.Store) {
	s.kept.shared = &sharedUploads{st, filepath.Dir(st.Path()), s.opt.Clock}
	s.logins.shared, s.guesses.shared = st, st
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.kept.shared.sweep(ctx); err != nil {
		s.log.Warn("what is left of uploads cannot be removed", "error", err)
	}
	s.sealing.shared = func(ctx context.Context) (secret.Text, error) { return st.SharedKey(ctx, "sealing") }
}

// Serve answers on ln until ctx ends, then lets running requests finish for up
// to ten seconds. Event streams end at once.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	s.loopback, s.address = IsLoopback(ln.Addr()), ln.Addr().String()
	s.warnAboutAccess()
	s.sweepUploads()
	srv := &http.Server{
		Handler:           s.echo,
		ConnContext:       connContext,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second,
		WriteTimeout:      60 * time.Second, // event streams lift theirs
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	digests := make(chan error, 1) // of what sends them, which ends with the server
	go func() { digests <- s.digest.Run(s.closing) }()
	defer func() { s.close(); <-digests }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.close()
	defer s.kept.clear()
	defer s.views.write(context.WithoutCancel(ctx))
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := srv.Shutdown(stop)
	if serveErr := <-failed; !errors.Is(serveErr, http.ErrServerClosed) {
		return serveErr
	}
	return err
}

// Handler is the whole application as a plain http.Handler, as if bound to
// loopback or not: for tests that need no socket.
func (s *Server) Handler(loopback bool) http.Handler {
	s.loopback = loopback
	return s.echo
}

// IsLoopback reports whether only this machine can reach addr.
func IsLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

func (s *Server) warnAboutAccess() {
	if open, decided := s.readers(context.Background()); s.isWide() {
		s.log.Info("who may read where others reach the program", "everybody", open, "decided", decided)
	}
	switch {
	case !s.opt.AdminPassword.Empty():
		s.log.Info("administering needs the password")
	case s.deskExists():
		s.printDeskLink()
	case s.isClosed(context.Background()):
		s.log.Warn("administering is closed: set OLIST_ADMIN_PASSWORD, or invite somebody (olist people add NAME --role admin), to open it on an address that others can reach")
	default:
		s.log.Info("administering needs a person who administers")
	}
}
