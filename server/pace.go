package server

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// pace is how fast a body has to arrive that is streamed to disk, so that a
// client that dawdles does not hold the room of others.
type pace struct {
	grace time.Duration // to begin with, and for a line that falters
	rate  int64         // bytes a second from then on
	lasts time.Duration // for all of it
	now   func() time.Time
}

// uploadPace lets 256 MB through in ten minutes, and a bad line at 4 kB a second.
var uploadPace = pace{grace: 30 * time.Second, rate: 4 << 10, lasts: 10 * time.Minute, now: time.Now}

// of is a body that ends with os.ErrDeadlineExceeded once it is behind the
// pace. The clock starts with the first read.
func (p pace) of(w http.ResponseWriter, body io.ReadCloser) io.ReadCloser {
	return &paced{pace: p, ReadCloser: body, control: http.NewResponseController(w)}
}

type paced struct {
	pace
	io.ReadCloser
	control *http.ResponseController
	begin   time.Time
	read    int64
}

func (p *paced) Read(b []byte) (int, error) {
	if p.begin.IsZero() {
		p.begin = p.now()
		_ = p.control.SetWriteDeadline(p.begin.Add(p.lasts + p.grace)) // where that cannot be, the server's own deadline holds
	}
	until := p.until()
	if !p.now().Before(until) {
		return 0, os.ErrDeadlineExceeded
	}
	_ = p.control.SetReadDeadline(until)
	n, err := p.ReadCloser.Read(b)
	p.read += int64(n)
	if errors.Is(err, io.EOF) {
		_ = p.control.SetReadDeadline(time.Time{}) // what is read from now on only tells whether the client is still there
	}
	return n, err
}

// until is when the next bytes have to be there.
func (p *paced) until() time.Time {
	return p.begin.Add(min(p.lasts, p.grace+time.Duration(p.read)*time.Second/time.Duration(p.rate)))
}
