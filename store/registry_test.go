package store_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store"
	"olist/store/fault"
)

func TestRetentionSparesLiveAndPinned(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	var ids []string
	for i := range 7 {
		ids = append(ids, addModel(t, s, fmt.Sprint("model ", i)).ID)
	}
	for _, id := range []string{ids[2], ids[0]} { // the one that was live before is neither new nor pinned
		if err := s.Activate(ctx, "ana", id, ""); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // pinning twice is no error
		if err := s.PinModel(ctx, "ana", ids[1], true); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, s.DeleteModel(ctx, "ana", ids[1]), fault.CodeConflict)
	deleted, err := s.RetainModels(ctx, "ana", 2)
	if diff := cmp.Diff([]string{ids[4], ids[3]}, deleted); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if deleted, err = s.RetainModels(ctx, "ana", 2); err != nil || len(deleted) != 0 {
		t.Error(deleted, err)
	}
	if err := s.PinModel(ctx, "ana", ids[1], false); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteModel(ctx, "ana", ids[1]); err != nil {
		t.Fatal(err)
	}
	models, err := s.Models(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, m := range models {
		left = append(left, m.ID)
		if m.Live != (m.ID == ids[0]) {
			t.Errorf("%s live: %v", m.ID, m.Live)
		}
	}
	if diff := cmp.Diff([]string{ids[6], ids[5], ids[2], ids[0]}, left); diff != "" {
		t.Error(diff)
	}
	wantCode(t, s.PinModel(ctx, "ana", ids[1], true), fault.CodeNotFound)
	wantCode(t, s.DeleteModel(ctx, "ana", ids[1]), fault.CodeNotFound)
	if m := addModel(t, s, "next"); m.Seq != 8 {
		t.Errorf("the number %d is given a second time", m.Seq)
	}
}

func TestNewestEvaluationCounts(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	m := addModel(t, s, "model")
	_, err := s.Evaluation(ctx, m.ID, "backtest")
	wantCode(t, err, fault.CodeNotFound)
	for _, e := range []store.NewEvaluation{
		{Kind: "backtest", Summary: json.RawMessage(`{"wape":1}`), Report: json.RawMessage(`{"all":1}`)},
		{Kind: "search", Summary: json.RawMessage(`{"wape":9}`)},
		{Kind: "backtest", Summary: json.RawMessage(`{"wape":2}`), Report: json.RawMessage(`{"all":2}`), DataFingerprint: "f"},
	} {
		c.Add(time.Second)
		if _, err := s.AddEvaluation(ctx, m.ID, e); err != nil {
			t.Fatal(err)
		}
	}
	e, err := s.Evaluation(ctx, m.ID, "backtest")
	if err != nil || string(e.Report) != `{"all":2}` || e.DataFingerprint != "f" || !e.CreatedAt.Equal(c.Now()) {
		t.Error(e, err)
	}
	all, err := s.Evaluations(ctx, "backtest")
	if err != nil || len(all) != 1 || string(all[m.ID].Summary) != `{"wape":2}` || all[m.ID].Report != nil {
		t.Error(all, err)
	}
	_, err = s.AddEvaluation(ctx, "m99", store.NewEvaluation{Kind: "backtest"})
	wantCode(t, err, fault.CodeNotFound)
	if err := s.DeleteModel(ctx, "ana", m.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Evaluations(ctx, "backtest"); err != nil || len(all) != 0 {
		t.Error("evaluations outlive their model", all, err)
	}
}

func TestAuditLogInPages(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	for i := range 5 {
		c.Add(time.Second)
		if err := s.Audit(ctx, "ana", "test", fmt.Sprint(i), map[string]int{"i": i}); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for before := int64(0); ; {
		page, err := s.AuditLog(ctx, before, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			got = append(got, e.Subject+string(e.Detail))
			before = e.Seq
		}
	}
	if diff := cmp.Diff([]string{`4{"i":4}`, `3{"i":3}`, `2{"i":2}`, `1{"i":1}`, `0{"i":0}`}, got); diff != "" {
		t.Error(diff)
	}
	if err := s.Audit(ctx, "ana", "test", "", make(chan int)); err == nil {
		t.Error("what is no JSON was taken")
	}
}
