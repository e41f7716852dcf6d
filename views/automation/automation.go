// Package automation is the pages of what goes on without a person: schedule,
// webhook, and when a new model answers. As every page it imports ui and text
// and no other page; server alone imports it.
package automation

import (
	"time"

	"olist/views/text"
	"olist/views/ui"
)

// View is the page of schedule and webhook.
type View struct {
	ui.Frame
	Schedule ScheduleForm
	Webhook  WebhookForm
	Saved    bool
}

// ScheduleForm is the schedule as it is, or as the person typed it.
type ScheduleForm struct {
	Mode    string
	Weekday int    // 0 is Sunday
	Time    string // 15:04
	Zone    string
	Next    time.Time         // zero for none
	Problem map[string]string // by field
	Seen    ui.Seen
}

// WebhookForm is where messages go, and the latest of them.
type WebhookForm struct {
	URL        string
	Secret     string // the key that was just made; shown this once
	Problem    string
	Seen       ui.Seen
	Deliveries []Delivery
}

// Delivery is a message to the webhook.
type Delivery struct {
	Event, State string
	Attempts     int
	Made         time.Time
	Failed       bool // the latest attempt
}

var deliveryTexts = map[string]text.Text{
	"waiting": text.WebhookWaiting, "delivered": text.WebhookDelivered, "given_up": text.WebhookGivenUp,
}

var scheduleModes = []struct {
	value string
	label text.Text
}{{"off", text.ScheduleOff}, {"weekly", text.ScheduleWeekly}, {"new_data", text.ScheduleNewData}}

// webhookEvents are the messages that are sent, and when.
var webhookEvents = []struct {
	name string
	when text.Text
}{
	{"test", text.WebhookOfTest}, {"model.activated", text.WebhookOfModel}, {"job.failed", text.WebhookOfJob}, {"watch.alarm", text.WebhookOfAlarm}, {"need.opened", text.WebhookOfNeed},
	{"source.applied", text.WebhookOfApplied}, {"source.held", text.WebhookOfHeld}, {"source.failed", text.WebhookOfFailed},
}

// webhookHeaders are the ends of the names of what comes with every message; the
// page of a shop does not say the program's name.
const webhookHeaders = "…-Event, …-Delivery, …-Timestamp, …-Signature: sha256=…"

// webhookCheck computes a signature as the receiver does.
const webhookCheck = `{ echo -n "$timestamp."; cat body.json; } | openssl dgst -sha256 -hmac "$key"`
