package training

import (
	"context"
	"encoding/json"
	"fmt"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
)

// train makes a model of the data as they are now and the parameters asked.
func (s *Service) train(ctx context.Context, job store.Job) (outcome, error) {
	var req trainRequest
	if err := json.Unmarshal(job.Request, &req); err != nil {
		return outcome{}, fmt.Errorf("training: read the request of job %s: %w", job.ID, err)
	}
	data, err := s.readData(ctx)
	if err != nil {
		return outcome{}, err
	}
	config := s.baseConfig()
	config.Params = req.Params
	row, engine, err := s.fitRow(ctx, data, config)
	if err != nil {
		return outcome{}, err
	}
	live, err := s.newLive(ctx, store.Model{}, engine, data)
	if err != nil {
		return outcome{}, err
	}
	row.Kind, row.Note, row.CreatedBy = job.Kind, req.Note, job.RequestedBy
	out := outcome{row: store.JobResult{State: store.JobSucceeded, Model: &row}, live: live.of}
	return out, s.promote(ctx, &out.row, live)
}

// promote decides by the policy whether the candidate goes live, and says why
// in the job's log. Where figures decide, the evaluation is part of the job.
func (s *Service) promote(ctx context.Context, row *store.JobResult, candidate *Live) error {
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	switch {
	case policy.Mode == PromoteManual:
		row.Note = verdictManual + "the policy leaves that to a person"
	case policy.Mode == PromoteAlways || s.live.Load() == nil:
		row.Activate, row.Note = true, verdictLive+"newly trained"
	default:
		if err := s.weigh(ctx, policy, row, candidate); err != nil {
			return err
		}
	}
	s.note("%s", row.Note)
	return nil
}

// weigh backtests the candidate, and the live model where that is missing, and
// holds one against the other.
func (s *Service) weigh(ctx context.Context, policy Policy, row *store.JobResult, candidate *Live) error {
	if few := candidate.Unmeasurable(); few != nil {
		row.Note = verdictManual + fmt.Sprintf("there are too few weeks to measure it, %d of %d", few.Weeks, few.Needed)
		return nil
	}
	report, err := s.backtest(ctx, candidate.Engine.Config(), candidate.Data, s.report)
	if err != nil {
		return err
	}
	live := s.live.Load()
	incumbent := live.Report
	if incumbent == nil || live.Data.Fingerprint != candidate.Data.Fingerprint {
		if incumbent, err = s.backtest(ctx, live.Engine.Config(), candidate.Data, s.report); err != nil {
			return err
		}
	}
	evaluation, err := newEvaluation(candidate.Data.Fingerprint, report)
	if err != nil {
		return err
	}
	row.Evaluations = append(row.Evaluations, evaluation)
	*candidate = *candidate.withReport(report)
	ok, figures := policy.verdict(report, incumbent)
	row.Activate, row.Note = ok, verdictRefused+figures
	if ok {
		row.Note = verdictLive + figures
	}
	return nil
}

// fitRow trains a model and gives it with the row that the registry keeps.
func (s *Service) fitRow(ctx context.Context, data *Data, c forecast.Config) (store.NewModel, *forecast.Model, error) {
	if data.To == 0 {
		return store.NewModel{}, nil, fault.New(fault.CodeInvalid, "There is no usable week to learn from: import data first.")
	}
	begin := s.opt.Clock()
	engine, err := forecast.Train(ctx, data.Panel, c, forecast.Run{Progress: s.report})
	if err != nil {
		return store.NewModel{}, nil, fmt.Errorf("training: train: %w", err)
	}
	row, err := s.modelRow(engine, data)
	if err != nil {
		return store.NewModel{}, nil, err
	}
	row.Duration = s.opt.Clock().Sub(begin)
	return row, engine, nil
}

// modelRow is what the registry keeps of a model.
func (s *Service) modelRow(engine *forecast.Model, data *Data) (store.NewModel, error) {
	config := engine.Config()
	params, err := json.Marshal(config.Params)
	if err != nil {
		return store.NewModel{}, fmt.Errorf("training: encode parameters: %w", err)
	}
	whole, err := json.Marshal(config)
	if err != nil {
		return store.NewModel{}, fmt.Errorf("training: encode the configuration: %w", err)
	}
	payload, err := encode(engine)
	if err != nil {
		return store.NewModel{}, err
	}
	return store.NewModel{
		Params: params, Config: whole, DataFingerprint: data.Fingerprint, TrainFrom: data.From, TrainTo: data.To,
		Seed: int64(config.Params.RandomState), ProgramVersion: s.opt.Version, Payload: payload,
	}, nil
}

// encode gives a model as it is stored. What could not be read again, since its
// trees went astray, is never stored: then it returns CodeInvalid.
func encode(engine *forecast.Model) ([]byte, error) {
	payload, err := engine.MarshalBinary()
	if err == nil {
		_, err = readModel(payload)
	}
	if err != nil {
		return nil, fault.Wrap(fault.CodeInvalid, err, "These parameters make a model beyond the limits of one: ask for fewer trees, a lower max_depth or a lower learning_rate.")
	}
	return payload, nil
}
