package server

import (
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"olist/message"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/story"
)

const (
	framedByNone          = "frame-ancestors 'none'"
	contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; form-action 'self'; base-uri 'none'; " + framedByNone
)

// middleware is the whole chain, outermost first.
func (s *Server) middleware() []echo.MiddlewareFunc {
	return []echo.MiddlewareFunc{
		s.observe,          // one log line and one metric for every request
		s.recoverPanics,    // a panic is an internal error, never a dead connection
		s.secureHeaders,    // CSP and friends on every answer
		s.refuseForeign,    // Host and cross-site checks before anything is read
		s.allowCrossOrigin, // the stated origins, JSON routes only
		s.identify,         // who asks: local, session, token or nobody
		s.boundBody,        // no more of a body than the route takes
		s.knowShop,         // whose amounts and words the answer has
		s.askAgain,         // the provider, for whom it vouches for
		impatient,          // a database that others hold is an answer, not a wait without end
		compress(),
	}
}

func compress() echo.MiddlewareFunc {
	return middleware.GzipWithConfig(middleware.GzipConfig{
		MinLength: 1024,
		Skipper: func(c echo.Context) bool { // static files and large answers are compressed once, streams never
			return isStatic(c) || isStream(c) || isWrittenOnce(c) || c.Request().Header.Get("Accept") == "text/event-stream"
		},
	})
}

func (s *Server) secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if s.isSecure(c.Request()) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

const shopKey = "shop"

// knowShop keeps the profile of the shop for whoever words the answer.
func (s *Server) knowShop(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !isStatic(c) {
			c.Set(shopKey, s.training.Shop(c.Request().Context()))
		}
		return next(c)
	}
}

// shopOf is the profile of the shop that a request is about.
func shopOf(c echo.Context) shop.Profile {
	if p, ok := c.Get(shopKey).(shop.Profile); ok {
		return p
	}
	return shop.Olist()
}

// patience is how long a request waits for the writers before it.
const patience = 5 * time.Second

func impatient(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		c.SetRequest(r.WithContext(store.Impatient(r.Context(), patience)))
		return next(c)
	}
}

// refuseForeign keeps a page of another site from using this desk: on loopback
// only local Host names and the stated public ones are answered (DNS
// rebinding), and a change must not come from another origin (Sec-Fetch-Site or
// Origin, see net/http.CrossOriginProtection).
func (s *Server) refuseForeign(next echo.HandlerFunc) echo.HandlerFunc {
	crossOrigin := http.NewCrossOriginProtection()
	for _, origin := range s.opt.CORSOrigins {
		if err := crossOrigin.AddTrustedOrigin(origin); err != nil {
			panic(fmt.Sprintf("server: %s passed CheckOrigin: %v", origin, err))
		}
	}
	for _, u := range s.opt.PublicURLs { // a proxy may put its own Host in place of theirs
		if err := crossOrigin.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			s.log.Error("the public address given is not one; it stays untrusted", "public_url", u, "error", err)
		}
	}
	var told sync.Once
	return func(c echo.Context) error {
		if from := peer(c.Request()); saysForwarded(c.Request()) && !s.opt.TrustedProxies.trust(from) {
			told.Do(func() {
				s.log.Warn("what a proxy says of its clients is not believed: they share one limit of log-ins. Is it yours, name it with --trusted-proxy", "proxy", from)
			})
		}
		if s.loopback && !isLocalHost(c.Request().Host) && !s.isPublicHost(c.Request().Host) {
			return fault.New(fault.CodeForbidden, message.OnlyLocalhost.With())
		}
		if err := crossOrigin.Check(c.Request()); err != nil {
			return fault.Wrap(fault.CodeForbidden, err, message.ForeignChange.With())
		}
		return next(c)
	}
}

// isLocalHost reports whether a host is localhost or a loopback address in
// digits: the address that we listen on is one of those, and no name that
// somebody else may point here.
func isLocalHost(hostport string) bool {
	host := strings.TrimSuffix(strings.TrimPrefix(hostName(hostport), "["), "]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.Unmap().IsLoopback()
}

// isPublicHost reports whether a host is a stated public one: where there is any,
// there is no desk.
func (s *Server) isPublicHost(hostport string) bool {
	return slices.ContainsFunc(s.opt.PublicURLs, func(u *url.URL) bool {
		return strings.EqualFold(u.Hostname(), hostName(hostport))
	})
}

func hostName(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return hostport
}

// allowCrossOrigin lets the stated origins call the JSON routes.
func (s *Server) allowCrossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	if len(s.opt.CORSOrigins) == 0 {
		return next
	}
	cors := middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOriginFunc: func(origin string) (bool, error) { return slices.Contains(s.opt.CORSOrigins, origin), nil },
		AllowMethods:    []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete},
		AllowHeaders:    []string{echo.HeaderContentType, echo.HeaderAuthorization},
		Skipper:         func(c echo.Context) bool { return !isJSONRoute(c) },
	})
	return cors(next)
}

func (s *Server) recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{
		LogErrorFunc: func(c echo.Context, err error, stack []byte) error {
			s.log.ErrorContext(c.Request().Context(), "panic", "error", err, "path", c.Request().URL.Path, "stack", string(stack))
			return fault.Wrap(fault.CodeInternal, err, message.Internal.With())
		},
	})(next)
}

// requestLike is an id of a request that a proxy may give.
var requestLike = regexp.MustCompile(`^[0-9A-Za-z._-]{1,64}$`)

// requestID is what a request is called in the log: as the proxy before us calls
// it, so that both logs tell one story, or a new one.
func (s *Server) requestID(r *http.Request) string {
	if id := r.Header.Get(echo.HeaderXRequestID); requestLike.MatchString(id) && s.opt.TrustedProxies.trust(peer(r)) {
		return id
	}
	return rand.Text()[:16]
}

// observe names a request, and logs and counts it once its status is known.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := s.opt.Clock()
		id := s.requestID(c.Request())
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		c.SetRequest(c.Request().WithContext(story.With(c.Request().Context(), "request", id)))
		if err := next(c); err != nil {
			c.Error(err)
		}
		took := s.opt.Clock().Sub(start)
		status := c.Response().Status
		route, method := s.labels(c)
		s.metrics.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
		s.metrics.latency.WithLabelValues(route).Observe(took.Seconds())
		s.log.DebugContext(c.Request().Context(), "request", "method", c.Request().Method, "path", c.Request().URL.Path,
			"status", status, "took", took.Round(time.Microsecond), "from", c.RealIP())
		return nil
	}
}
