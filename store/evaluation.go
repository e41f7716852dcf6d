package store

import (
	"context"
	"encoding/json"
	"time"

	"olist/message"
)

// NewEvaluation is what was found out about a model.
type NewEvaluation struct {
	Kind            string          `json:"kind"` // "backtest" ...
	DataFingerprint string          `json:"data_fingerprint"`
	Summary         json.RawMessage `json:"summary"` // the few figures that lists show
	Report          json.RawMessage `json:"report"`  // everything
}

// Evaluation is a row about a model; the newest of a kind counts.
type Evaluation struct {
	Seq     int64  `json:"seq"`
	ModelID string `json:"model_id"`
	NewEvaluation
	CreatedAt time.Time `json:"created_at"`
}

// AddEvaluation attaches an evaluation to a model. Returns CodeNotFound where
// the model is not there (any more).
func (s *Store) AddEvaluation(ctx context.Context, modelID string, n NewEvaluation) (Evaluation, error) {
	return given(ctx, s.inTx, func(t *tx) (Evaluation, error) {
		if _, err := t.model(ctx, modelID); err != nil {
			return Evaluation{}, err
		}
		return t.addEvaluation(ctx, modelID, n)
	})
}

// Evaluation gives the newest evaluation of a kind for a model. Returns
// CodeNotFound where there is none.
func (s *Store) Evaluation(ctx context.Context, modelID, kind string) (Evaluation, error) {
	e, err := scanEvaluation(s.read.QueryRowContext(ctx, `
		SELECT seq, model_id, kind, data_fingerprint, summary, report, created_at FROM evaluations
		WHERE model_id = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1`, modelID, kind))
	return e, orNotFound(err, message.NoEvaluation.With(kind, message.Quoted(modelID)))
}

// Evaluated is Evaluation without the report, which may be large.
func (s *Store) Evaluated(ctx context.Context, modelID, kind string) (Evaluation, error) {
	e, err := scanEvaluation(s.read.QueryRowContext(ctx, `
		SELECT seq, model_id, kind, data_fingerprint, summary, '', created_at FROM evaluations
		WHERE model_id = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1`, modelID, kind))
	return e, orNotFound(err, message.NoEvaluation.With(kind, message.Quoted(modelID)))
}

// Evaluations gives the newest evaluation of a kind for every model that has
// one, by model id, without the reports.
func (s *Store) Evaluations(ctx context.Context, kind string) (map[string]Evaluation, error) {
	return given(ctx, s.inRead, func(t *tx) (map[string]Evaluation, error) {
		all, err := collect(ctx, t, scanEvaluation, `
			SELECT seq, model_id, kind, data_fingerprint, summary, '', created_at FROM evaluations
			WHERE kind = $1 ORDER BY seq`, kind)
		if err != nil {
			return nil, err
		}
		byModel := make(map[string]Evaluation, len(all))
		for _, e := range all {
			e.Report = nil
			byModel[e.ModelID] = e
		}
		return byModel, nil
	})
}

func (t *tx) addEvaluation(ctx context.Context, modelID string, n NewEvaluation) (Evaluation, error) {
	seq, err := t.next(ctx, "evaluations")
	if err != nil {
		return Evaluation{}, err
	}
	n.Summary, n.Report = orEmpty(n.Summary), orEmpty(n.Report)
	_, err = t.ExecContext(ctx, `
		INSERT INTO evaluations (seq, model_id, kind, data_fingerprint, summary, report, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		seq, modelID, n.Kind, n.DataFingerprint, string(n.Summary), pack(n.Report), toMillis(t.now))
	return Evaluation{Seq: seq, ModelID: modelID, NewEvaluation: n, CreatedAt: t.now}, err
}

func scanEvaluation(row scanner) (e Evaluation, err error) {
	var packed []byte
	err = row.Scan(&e.Seq, &e.ModelID, &e.Kind, &e.DataFingerprint, (*[]byte)(&e.Summary), &packed, millis{&e.CreatedAt})
	if err != nil {
		return e, err
	}
	e.Report, err = unpack(packed)
	return e, err
}
