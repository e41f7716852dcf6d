package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"olist/forecast"
	"olist/message"
	"olist/secret"
	"olist/store/ingest"
	"olist/week"
)

// errInjected is what the faulty driver fails with.
var errInjected = errors.New("injected failure")

// faults counts down the calls into the database until one fails; negative
// stands for never.
var faults atomic.Int64

func init() {
	faults.Store(-1)
	sql.Register("faulty", faultyDriver{&sqlite3.SQLiteDriver{}})
}

func trip() error {
	if faults.Load() < 0 {
		return nil
	}
	if faults.Add(-1) == -1 {
		return errInjected
	}
	return nil
}

type faultyDriver struct{ driver.Driver }

func (d faultyDriver) Open(name string) (driver.Conn, error) {
	c, err := d.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return faultyConn{c.(*sqlite3.SQLiteConn)}, nil
}

type faultyConn struct{ *sqlite3.SQLiteConn }

func (c faultyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if err := trip(); err != nil {
		return nil, err
	}
	t, err := c.SQLiteConn.BeginTx(ctx, o)
	return faultyTx{t}, err
}

func (c faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := trip(); err != nil {
		return nil, err
	}
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

func (c faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := trip(); err != nil {
		return nil, err
	}
	r, err := c.SQLiteConn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return faultyRows{r}, nil
}

func (c faultyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if err := trip(); err != nil {
		return nil, err
	}
	s, err := c.SQLiteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return faultyStmt{s.(*sqlite3.SQLiteStmt)}, nil
}

type faultyStmt struct{ *sqlite3.SQLiteStmt }

func (s faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := trip(); err != nil {
		return nil, err
	}
	return s.SQLiteStmt.ExecContext(ctx, args)
}

type faultyRows struct{ driver.Rows }

func (r faultyRows) Next(into []driver.Value) error {
	if err := trip(); err != nil {
		return err
	}
	return r.Rows.Next(into)
}

type faultyTx struct{ driver.Tx }

func (t faultyTx) Commit() error {
	if err := trip(); err != nil {
		return errors.Join(err, t.Tx.Rollback())
	}
	return t.Tx.Commit()
}

// scene is a store with something in every corner.
type scene struct {
	*Store
	live, spare Model
	queued      Job
	running     Job
	staged      Import
	applied     Import
	event       StoredEvent
	token       Token
	delivery    Delivery
	reader      Reader
	sending     Sending
	lost        Sending // of which nobody knows
	alarmed     Reader
	alarm       Sending // that waits
	override    PlanOverride
}

func newScene(t *testing.T) *scene {
	t.Helper()
	ctx := t.Context()
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, err := Open(ctx, filepath.Join(t.TempDir(), "olist.db"), Options{Driver: "faulty", Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	s := &scene{Store: st}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, _, err = st.Import(ctx, someImport(2499, 50)) // what stays where the other is undone
	must(err)
	s.applied, _, err = st.Import(ctx, someImport(2500, 100))
	must(err)
	s.spare, err = st.InsertModel(ctx, someModel("spare"))
	must(err)
	s.live, err = st.InsertModel(ctx, someModel("live"))
	must(err)
	must(st.Activate(ctx, "ana", s.live.ID, "first"))
	_, err = st.AddEvaluation(ctx, s.live.ID, NewEvaluation{Kind: "backtest"})
	must(err)
	s.running, _, err = st.Enqueue(ctx, NewJob{Kind: "train"})
	must(err)
	_, _, err = st.Claim(ctx, "me", time.Minute)
	must(err)
	s.queued, _, err = st.Enqueue(ctx, NewJob{Kind: "train"})
	must(err)
	must(st.LogJob(ctx, s.running.ID, message.Prose("begins")))
	s.event, err = st.PutEvent(ctx, "ana", "", forecast.Event{Name: "strike", Week: 2500, Kind: forecast.KindOneOff})
	must(err)
	must(st.OverrideWeek(ctx, "ana", 2500, false, ""))
	must(st.PutSetting(ctx, "ana", "policy", "always"))
	_, err = st.AddPerson(ctx, "ana", "bob", Analyst, secret.Of("link"))
	must(err)
	must(st.StartSession(ctx, "ana", secret.Of("secret"), secret.Text{}, now.Add(time.Hour)))
	s.token, err = st.AddToken(ctx, "ana", NewToken{Name: "ci", Scope: ScopeAdmin}, secret.Of("token"))
	must(err)
	_, err = st.AddShare(ctx, "ana", Shown{Page: ShareForecast, Horizon: 4, EndsAt: now.Add(time.Hour)}, secret.Of("share"))
	must(err)
	s.reader, err = st.AddReader(ctx, "ana", Reader{Kind: ReaderSlack, Address: "https://hooks.example"}, secret.Of("https://hooks.example/key"))
	must(err)
	s.sending, _, err = st.BeginSending(ctx, s.reader.ID, 2500, false, Telling{})
	must(err)
	s.lost, _, err = st.BeginSending(ctx, s.reader.ID, 2499, false, Telling{})
	must(err)
	s.lost.State = SendingUnknown
	must(st.EndSending(ctx, s.lost))
	s.alarmed, err = st.AddReader(ctx, "ana", Reader{Kind: ReaderMail, Address: "rui@example.com", Alarms: true}, secret.Text{})
	must(err)
	s.alarm, _, err = st.BeginAlarm(ctx, s.alarmed.ID, Telling{Lines: []NeedLine{{ID: "one"}}})
	must(err)
	s.alarm.State, s.alarm.NextAt = SendingWaits, now
	must(st.EndSending(ctx, s.alarm))
	s.delivery, err = st.AddDelivery(ctx, "alarm", json.RawMessage(`{}`), 0)
	must(err)
	must(st.TellWebhook(ctx, "policy", "new", Telling{}, nil)) // since when it is told
	must(st.KeepIssued(ctx, Issued{ModelID: "m", Cutoff: 2500, Forecasts: []forecast.Forecast{{Key: "total"}}}))
	s.override, err = st.PutPlanOverride(ctx, "ana", "", somePlan(), 0, 2502)
	must(err)
	_, err = st.PublishPlan(ctx, "ana", Plan{Cutoff: 2501}, PlanFigures{Keys: []string{TotalKey}}, []PlanWord{{}}, s.override.Changed)
	must(err)
	s.staged, _, err = st.StageImport(ctx, someImport(2501, 200))
	must(err)
	return s
}

func someModel(payload string) NewModel {
	return NewModel{Kind: "train", CreatedBy: "ana", Payload: []byte(payload)}
}

func somePlan() PlanSaying {
	return PlanSaying{Segments: []string{TotalKey}, From: 2502, To: 2503, Amounts: [][]int64{{5, 6}}, Reason: "price"}
}

func someImport(week week.Week, cents int64) NewImport {
	return NewImport{Kind: "weekly", Source: "x", Actor: "ana", Batch: &ingest.Batch{
		Weeks: []ingest.Week{{Week: week, Days: &[7]int{1},
			Cells:  []ingest.Cell{{Category: "a", State: "SP", Revenue: cents, Items: 1}},
			Orders: []ingest.Count{{Segment: "category:a", Orders: 1}, {Segment: "state:SP", Orders: 1}, {Segment: TotalKey, Orders: 1}}}},
		Categories: []ingest.Category{{Slug: "a", NameEN: "Apples"}},
	}}
}

// failures runs op with the first, second, third ... call into the database
// failing, until it needs no more of them, and calls check after each failure.
func failures(t *testing.T, op func() error, check func(err error)) {
	t.Helper()
	defer faults.Store(-1)
	for n := int64(0); ; n++ {
		faults.Store(n)
		err := op()
		used := faults.Swap(-1) < 0
		if !used {
			if err != nil {
				t.Fatal("without a failure:", err)
			}
			if n == 0 {
				t.Fatal("the database was never called")
			}
			return
		}
		check(err)
	}
}

// Whatever call into the database fails, a change is made as a whole or not at
// all, and the caller hears of it.
func TestEveryFailureLeavesTheDatabaseAsItWas(t *testing.T) {
	ctx := t.Context()
	model := someModel("new")
	for name, op := range map[string]func(s *scene) error{
		"Activate":      func(s *scene) error { return s.Activate(ctx, "ana", s.spare.ID, "") },
		"AddEvaluation": func(s *scene) error { _, err := s.AddEvaluation(ctx, s.live.ID, NewEvaluation{}); return err },
		"AddDelivery":   func(s *scene) error { _, err := s.AddDelivery(ctx, "x", json.RawMessage(`{}`), 0); return err },
		"AnswerNeed": func(s *scene) error {
			_, err := s.AnswerNeed(ctx, NeedAnswer{Line: "x", Answer: NeedClosed, Word: "seen", Actor: "ana"}, nil)
			return err
		},
		"ChangeSetting": func(s *scene) error {
			_, err := ChangeSetting(ctx, s.Store, "ana", "policy", "x", func(was string) (string, error) { return was + "y", nil })
			return err
		},
		"AddPerson": func(s *scene) error { _, err := s.AddPerson(ctx, "ana", "eve", Viewer, secret.Of("x")); return err },
		"Join": func(s *scene) error {
			return s.Join(ctx, secret.Of("link"), "hash", secret.Of("new"), secret.Text{}, s.clock().Add(time.Hour))
		},
		"ResetPerson":  func(s *scene) error { _, err := s.ResetPerson(ctx, "ana", "bob", secret.Of("x")); return err },
		"SetRole":      func(s *scene) error { _, err := s.SetRole(ctx, "ana", "bob", Admin, Ways{Own: true}); return err },
		"SwitchPerson": func(s *scene) error { _, err := s.SwitchPerson(ctx, "ana", "bob", true, Ways{Own: true}); return err },
		"EndSessionCalled": func(s *scene) error {
			return s.EndSessionCalled(ctx, "ana", SessionID(secret.Of("secret")), nil)
		},
		"AddToken": func(s *scene) error {
			_, err := s.AddToken(ctx, "ana", NewToken{Name: "other", Scope: ScopeAdmin}, secret.Of("x"))
			return err
		},
		"ApplyImport":   func(s *scene) error { _, err := s.ApplyImport(ctx, "ana", s.staged.Version); return err },
		"Audit":         func(s *scene) error { return s.Audit(ctx, "ana", "x", "", nil) },
		"CancelQueued":  func(s *scene) error { _, err := s.CancelJob(ctx, "ana", s.queued.ID); return err },
		"CancelRunning": func(s *scene) error { _, err := s.CancelJob(ctx, "ana", s.running.ID); return err },
		"ClearOverride": func(s *scene) error { return s.ClearOverride(ctx, "ana", 2500) },
		"DeleteEvent":   func(s *scene) error { return s.DeleteEvent(ctx, "ana", s.event.ID) },
		"DeleteModel":   func(s *scene) error { return s.DeleteModel(ctx, "ana", s.spare.ID) },
		"DiscardImport": func(s *scene) error { return s.DiscardImport(ctx, "ana", s.staged.Version) },
		"Password":      func(s *scene) error { return s.ChangePassword(ctx, "ana", "hash") },
		"RevokeShares":  func(s *scene) error { _, err := s.RevokeShares(ctx, "ana"); return err },
		"RevokeTokens":  func(s *scene) error { _, err := s.RevokeTokens(ctx, "ana"); return err },
		"EndSession":    func(s *scene) error { return s.EndSession(ctx, "ana", secret.Of("secret")) },
		"Enqueue":       func(s *scene) error { _, _, err := s.Enqueue(ctx, NewJob{Kind: "x"}); return err },
		"EnqueueOnce": func(s *scene) error {
			_, _, err := s.EnqueueOnce(ctx, NewJob{Kind: "x"}, "policy", "always", "b")
			return err
		},
		"ExpireLeases": func(s *scene) error { _, err := s.ExpireLeases(ctx, func(string) bool { return true }); return err },
		"FinishJob": func(s *scene) error {
			_, err := s.FinishJob(ctx, "me", s.running.ID, JobResult{State: JobSucceeded, Model: &model, Activate: true, Evaluations: []NewEvaluation{{Kind: "backtest"}}})
			return err
		},
		"Heartbeat": func(s *scene) error {
			_, err := s.Heartbeat(ctx, "me", s.running.ID, time.Hour, []byte(`{"n":1}`))
			return err
		},
		"Import":      func(s *scene) error { _, _, err := s.Import(ctx, someImport(2502, 300)); return err },
		"ImportAgain": func(s *scene) error { _, _, err := s.Import(ctx, someImport(2500, 999)); return err },
		"InsertModel": func(s *scene) error { _, err := s.InsertModel(ctx, someModel("another")); return err },
		"KeepIssued": func(s *scene) error {
			return s.KeepIssued(ctx, Issued{ModelID: "n", Cutoff: 2500, Inputs: []byte("{}")})
		},
		"LogJob":       func(s *scene) error { return s.LogJob(ctx, s.running.ID, message.Prose("goes on")) },
		"OverrideWeek": func(s *scene) error { return s.OverrideWeek(ctx, "ana", 2500, true, "x") },
		"PinModel":     func(s *scene) error { return s.PinModel(ctx, "ana", s.spare.ID, true) },
		"PutEvent": func(s *scene) error {
			_, err := s.PutEvent(ctx, "ana", s.event.ID, forecast.Event{Name: "y", Kind: forecast.KindRetail})
			return err
		},
		"PutNewEvent": func(s *scene) error {
			_, err := s.PutEvent(ctx, "ana", "", forecast.Event{Name: "y", Kind: forecast.KindRetail})
			return err
		},
		"PutPlanOverride": func(s *scene) error {
			_, err := s.PutPlanOverride(ctx, "ana", s.override.ID, somePlan(), s.override.Changed, 2502)
			return err
		},
		"DeletePlanOverride": func(s *scene) error {
			_, err := s.DeletePlanOverride(ctx, "ana", s.override.ID, s.override.Changed)
			return err
		},
		"PublishPlan": func(s *scene) error {
			_, err := s.PublishPlan(ctx, "ana", Plan{Cutoff: 2501}, PlanFigures{}, []PlanWord{{}}, s.override.Changed)
			return err
		},
		"WithdrawPlan": func(s *scene) error { return s.WithdrawPlan(ctx, "ana", 1) },
		"PutSetting":   func(s *scene) error { return s.PutSetting(ctx, "ana", "policy", "never") },
		"RetainModels": func(s *scene) error { _, err := s.RetainModels(ctx, "ana", 0); return err },
		"RevokeToken":  func(s *scene) error { _, err := s.RevokeToken(ctx, "ana", s.token.ID); return err },
		"SaveDelivery": func(s *scene) error { s.delivery.Attempts++; return s.SaveDelivery(ctx, s.delivery) },
		"StageImport":  func(s *scene) error { _, _, err := s.StageImport(ctx, someImport(2503, 300)); return err },
		"PutSettingWithSecret": func(s *scene) error {
			_, err := s.PutSettingWithSecret(ctx, "ana", "hook", "x", secret.Of("first"), map[string]secret.Text{"hidden": secret.Of("third")})
			return err
		},
		"ReplaceSecret": func(s *scene) error { return s.ReplaceSecret(ctx, "ana", "policy", secret.Of("second")) },
		"StartSession": func(s *scene) error {
			return s.StartSession(ctx, "ana", secret.Of("new"), secret.Of("secret"), s.clock().Add(time.Hour))
		},
		"UndoImport": func(s *scene) error { _, err := s.UndoImport(ctx, "ana", s.applied.Version); return err },
		"AddReader": func(s *scene) error {
			_, err := s.AddReader(ctx, "ana", Reader{Kind: ReaderMail, Address: "ana@example.com"}, secret.Of("x"))
			return err
		},
		"DeleteReader": func(s *scene) error { return s.DeleteReader(ctx, "ana", s.reader.ID) },
		"BeginSending": func(s *scene) error { _, _, err := s.BeginSending(ctx, s.reader.ID, 2501, true, Telling{}); return err },
		"TellWebhook": func(s *scene) error {
			return s.TellWebhook(ctx, "policy", "new", Telling{Lines: []NeedLine{{ID: "one"}}}, func([]NeedLine) (json.RawMessage, error) { return json.RawMessage(`{}`), nil })
		},
		"StartWebhook": func(s *scene) error {
			return s.TellWebhook(ctx, "other", "new", Telling{Lines: []NeedLine{{ID: "one"}}}, nil)
		},
		"StartAlarms": func(s *scene) error { return s.StartAlarms(ctx, s.alarmed, []NeedLine{{ID: "two"}}) },
		"BeginAlarm": func(s *scene) error {
			_, _, err := s.BeginAlarm(ctx, s.alarmed.ID, Telling{Lines: []NeedLine{{ID: "one"}, {ID: "two"}}})
			return err
		},
		"DropAlarm": func(s *scene) error { return s.DropAlarm(ctx, s.alarm.Seq) },
		"EndAlarms": func(s *scene) error {
			_, err := s.AddReader(ctx, "ana", Reader{Kind: ReaderMail, Address: "rui@example.com"}, secret.Text{})
			return err
		},
		"EndSending": func(s *scene) error {
			n := s.sending
			n.State = SendingFailed
			return s.EndSending(ctx, n)
		},
		"RepeatSending": func(s *scene) error { _, err := s.RepeatSending(ctx, "ana", s.lost.Seq, Telling{}); return err },
		"UseToken":      func(s *scene) error { _, err := s.UseToken(ctx, secret.Of("token")); return err },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			before := mustDigest(t, s.Store)
			failures(t, func() error { return op(s) }, func(err error) {
				if !errors.Is(err, errInjected) {
					t.Fatal("the failure is not told:", err)
				}
				if !maps.Equal(before, mustDigest(t, s.Store)) {
					t.Fatal("half a change is left")
				}
				mustKnowTheData(t, s.Store)
			})
			if maps.Equal(before, mustDigest(t, s.Store)) {
				t.Error("nothing was changed in the end")
			}
		})
	}
}

// mustKnowTheData checks that what is remembered of the data is what is there.
func mustKnowTheData(t *testing.T, s *Store) {
	t.Helper()
	there, err := s.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if known, err := s.Latest(t.Context()); err != nil || known.Fingerprint != there.Fingerprint {
		t.Fatal("other data are remembered than are there:", err)
	}
}

func mustDigest(t *testing.T, s *Store) map[string]string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Whatever call into the database fails, a reader gets an error and never a
// part of the answer.
func TestEveryFailureOfAReaderIsTold(t *testing.T) {
	ctx := t.Context()
	s := newScene(t)
	for name, read := range map[string]func() (any, error){
		"Activations":   func() (any, error) { return s.Activations(ctx, 9) },
		"AuditLog":      func() (any, error) { return s.AuditLog(ctx, 0, 99) },
		"CompareImport": func() (any, error) { return s.CompareImport(ctx, someImport(2500, 1)) },
		"Deliveries":    func() (any, error) { return s.Deliveries(ctx, 9) },
		"Digest":        func() (any, error) { return s.Digest(ctx) },
		"DueDeliveries": func() (any, error) { return s.DueDeliveries(ctx, 9) },
		"Evaluation":    func() (any, error) { return s.Evaluation(ctx, s.live.ID, "backtest") },
		"Evaluated":     func() (any, error) { return s.Evaluated(ctx, s.live.ID, "backtest") },
		"Evaluations":   func() (any, error) { return s.Evaluations(ctx, "backtest") },
		"History":       func() (any, error) { return s.History(ctx) },
		"ImportChanges": func() (any, error) { _, c, err := s.ImportChanges(ctx, s.staged.Version); return c, err },
		"Imports":       func() (any, error) { return s.Imports(ctx) },
		"IssuedBefore":  func() (any, error) { return s.IssuedBefore(ctx, 2600, 9) },
		"Job":           func() (any, error) { return s.Job(ctx, s.queued.ID) },
		"JobLog":        func() (any, error) { return s.JobLog(ctx, s.running.ID, 0) },
		"Jobs":          func() (any, error) { return s.Jobs(ctx, 0, 9) },
		"LoadLive":      func() (any, error) { l, err := s.LoadLive(ctx, nil); l.Payload = nil; return l, err },
		"Models":        func() (any, error) { return s.Models(ctx) },
		"PlanFigures":   func() (any, error) { return s.PlanFigures(ctx, 1) },
		"PlanOverrides": func() (any, error) { return s.PlanOverrides(ctx) },
		"Plans":         func() (any, error) { return s.Plans(ctx, 9) },
		"SpokenPlans":   func() (any, error) { return s.SpokenPlans(ctx, 9) },
		"Payload":       func() (any, error) { m, _, err := s.Payload(ctx, s.spare.ID); return m, err },
		"Live":          func() (any, error) { return s.Live(ctx) },
		"NeedAnswers":   func() (any, error) { return s.NeedAnswers(ctx) },
		"SettingsFrom":  func() (any, error) { return s.SettingsFrom(ctx, "policy") },
		"OpenJobs":      func() (any, error) { return s.OpenJobs(ctx) },
		"Session":       func() (any, error) { return s.Session(ctx, secret.Of("secret")) },
		"People":        func() (any, error) { return s.People(ctx) },
		"Sessions":      func() (any, error) { return s.Sessions(ctx) },
		"Secret":        func() (any, error) { v, err := s.Secret(ctx, "policy"); return v.Reveal(), err },
		"Setting":       func() (any, error) { var v string; err := s.Setting(ctx, "policy", &v); return v, err },
		"Tokens":        func() (any, error) { return s.Tokens(ctx) },
		"Readers":       func() (any, error) { return s.Readers(ctx) },
		"ReadersOf":     func() (any, error) { return s.ReadersOf(ctx) },
		"Sendings":      func() (any, error) { return s.Sendings(ctx, 9) },
		"SendingsOf":    func() (any, error) { return s.SendingsOf(ctx, 2500) },
		"Told":          func() (any, error) { return s.Told(ctx, s.alarmed.ID) },
		"Troubled":      func() (any, error) { return s.TroubledSendings(ctx, 9) },
	} {
		t.Run(name, func(t *testing.T) {
			want, err := read()
			if err != nil {
				t.Fatal(err)
			}
			var got any
			failures(t, func() error { got, err = read(); return err }, func(err error) {
				if !errors.Is(err, errInjected) {
					t.Fatal("the failure is not told:", err)
				}
			})
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// Doctor names a database that does not answer, whatever it looks at.
func TestDoctorTellsEveryFailure(t *testing.T) {
	s := newScene(t)
	failures(t, func() error {
		for _, c := range s.Doctor(t.Context()) {
			if strings.Contains(c.Problem, errInjected.Error()) {
				return errors.New(c.Problem)
			}
		}
		return nil
	}, func(err error) {
		if err == nil {
			t.Fatal("all is well, it says")
		}
	})
}
