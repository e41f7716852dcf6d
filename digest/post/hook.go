package post

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"

	"olist/message"
	"olist/outgoing"
)

// Hook posts a body of JSON to a channel's address. It follows no redirect.
func Hook(ctx context.Context, rules outgoing.Rules, address string, body []byte) (Outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return Refused, failed(errors.New("the channel's address is none"), message.SendingNoAddress.With()) // the cause holds it
	}
	req.Header.Set("Content-Type", "application/json")
	client := rules.Client()
	defer client.CloseIdleConnections()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(req)
	if err != nil {
		if inner, ok := errors.AsType[*url.Error](err); ok {
			err = inner.Err // without the address, which may hold a key
		}
		outcome, why := unsent(err), unreached(err)
		if outcome == Unknown {
			why = message.SendingBroke.With()
		}
		return outcome, failed(err, why)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
	switch code := resp.StatusCode; {
	case code/100 == 2:
		return Sent, nil
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return NotNow, answered(code)
	case code < 500:
		return Refused, answered(code)
	default: // it may have passed the letter on before it failed
		return Unknown, answered(code)
	}
}

func answered(code int) error {
	return failed(errors.New("the channel answered "+strconv.Itoa(code)), message.SendingChannel.With(int64(code)))
}

// unsent tells a connection that never was from one that broke.
func unsent(err error) Outcome {
	if _, ok := errors.AsType[*outgoing.RefusedError](err); ok {
		return Refused
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return NotNow
	}
	return Unknown
}
