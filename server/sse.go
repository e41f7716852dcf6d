package server

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// stream sends events until the client leaves, its access ends, or the server
// stops. next writes one event's data and reports whether it was the last.
// Without a name the event is a plain message.
func (s *Server) stream(c echo.Context, event string, next func(*bytes.Buffer) (last bool, err error)) error {
	ticks, stop := s.training.Jobs().Watch()
	defer stop()
	w := c.Response()
	control := http.NewResponseController(w.Writer)
	if err := errors.Join(control.SetReadDeadline(time.Time{}), control.SetWriteDeadline(time.Time{})); err != nil {
		return fmt.Errorf("server: lift the deadlines: %w", err)
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy would keep events until its buffer is full
	w.WriteHeader(http.StatusOK)
	var before []byte
	who := principalOf(c)
	for {
		ended := s.ended.wait()
		if !s.isStillIn(c.Request().Context(), who) {
			return nil
		}
		var data bytes.Buffer
		last, err := next(&data)
		if err != nil {
			return fmt.Errorf("server: make an event: %w", err)
		}
		if !bytes.Equal(before, data.Bytes()) {
			if err := writeEvent(w, event, s.below(data.Bytes())); err != nil {
				return nil // the client has gone
			}
			before = bytes.Clone(data.Bytes())
		}
		if last {
			return nil
		}
		select {
		case <-ticks:
		case <-ended:
		case <-time.After(15 * time.Second): // a comment keeps proxies from closing
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return nil
			}
			w.Flush()
		case <-c.Request().Context().Done():
			return nil
		case <-s.closing.Done():
			return nil
		}
		select { // at most ten events a second
		case <-time.After(100 * time.Millisecond):
		case <-c.Request().Context().Done():
			return nil
		case <-s.closing.Done():
			return nil
		}
	}
}

func writeEvent(w *echo.Response, event string, data []byte) error {
	var b bytes.Buffer
	if event != "" {
		fmt.Fprintf(&b, "event: %s\n", event)
	}
	for line := range bytes.Lines(data) {
		fmt.Fprintf(&b, "data: %s\n", bytes.TrimRight(line, "\n"))
	}
	b.WriteByte('\n')
	if _, err := w.Write(b.Bytes()); err != nil {
		return err
	}
	w.Flush()
	return nil
}
