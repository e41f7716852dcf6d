package store

import (
	"context"
	"encoding/json"
	"time"
)

// DeliveryState is where a message to the webhook stands.
type DeliveryState string

// States of a Delivery.
const (
	DeliveryWaiting   DeliveryState = "waiting"
	DeliveryDelivered DeliveryState = "delivered"
	DeliveryGivenUp   DeliveryState = "given_up"
)

// Delivery is a message to the webhook. It is kept before it is sent, so that a
// crash loses none; the receiver may see one twice, with the same Seq.
type Delivery struct {
	Seq       int64           `json:"seq"`
	Event     string          `json:"event"`
	Body      json.RawMessage `json:"body"`
	State     DeliveryState   `json:"state"`
	Attempts  int             `json:"attempts"`
	NextAt    time.Time       `json:"next_at,omitzero"`
	LastError string          `json:"last_error,omitempty"`
	CreatedAt time.Time       `json:"created_at"`
	EndedAt   time.Time       `json:"ended_at,omitzero"`
}

// AddDelivery queues a message that is due after wait. Whoever sends it at once
// by himself gives the time he needs, so that the queue does not send it, too.
func (s *Store) AddDelivery(ctx context.Context, event string, body json.RawMessage, wait time.Duration) (Delivery, error) {
	return given(ctx, s.inTx, func(t *tx) (Delivery, error) { return t.addDelivery(ctx, event, body, wait) })
}

func (t *tx) addDelivery(ctx context.Context, event string, body json.RawMessage, wait time.Duration) (Delivery, error) {
	seq, err := t.next(ctx, "deliveries")
	if err != nil {
		return Delivery{}, err
	}
	if _, err := t.ExecContext(ctx, `INSERT INTO deliveries (seq, event, body, state, next_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $5)`,
		seq, event, string(body), toMillis(t.now.Add(wait)), toMillis(t.now)); err != nil {
		return Delivery{}, err
	}
	return Delivery{Seq: seq, Event: event, Body: body, State: DeliveryWaiting, NextAt: t.now.Add(wait), CreatedAt: t.now}, nil
}

// DueDeliveries gives the messages whose time has come, oldest first; and those
// whose time is further off than any wait, since a clock that ran ahead set it.
func (s *Store) DueDeliveries(ctx context.Context, limit int) ([]Delivery, error) {
	now := s.clock()
	return s.deliveries(ctx, ` WHERE state = 'waiting' AND (next_at <= $1 OR next_at > $2) ORDER BY seq LIMIT $3`,
		toMillis(now), toMillis(now.Add(deliveryWaitMost)), limit)
}

// Deliveries gives the latest messages, newest first.
func (s *Store) Deliveries(ctx context.Context, limit int) ([]Delivery, error) {
	return s.deliveries(ctx, ` ORDER BY seq DESC LIMIT $1`, limit)
}

// SaveDelivery keeps the outcome of an attempt.
func (s *Store) SaveDelivery(ctx context.Context, d Delivery) error {
	_, err := s.write.ExecContext(ctx, `UPDATE deliveries SET state = $1, attempts = $2, next_at = $3, last_error = $4, ended_at = $5 WHERE seq = $6`,
		d.State, d.Attempts, toMillis(d.NextAt), d.LastError, toMillis(d.EndedAt), d.Seq)
	return err
}

func (s *Store) deliveries(ctx context.Context, rest string, args ...any) ([]Delivery, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Delivery, error) {
		return collect(ctx, t, scanDelivery, `
			SELECT seq, event, body, state, attempts, next_at, last_error, created_at, ended_at FROM deliveries`+rest, args...)
	})
}

func scanDelivery(row scanner) (d Delivery, err error) {
	err = row.Scan(&d.Seq, &d.Event, (*[]byte)(&d.Body), &d.State, &d.Attempts, millis{&d.NextAt}, &d.LastError, millis{&d.CreatedAt}, millis{&d.EndedAt})
	return d, err
}
