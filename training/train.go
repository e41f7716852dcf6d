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
	data, err := s.loadData(ctx)
	if err != nil {
		return outcome{}, err
	}
	config := s.baseConfig()
	config.Params = req.Params
	begin := s.opt.Clock()
	engine, err := s.fit(ctx, data, config, s.report)
	if err != nil {
		return outcome{}, err
	}
	live, err := newLive(ctx, store.Model{}, engine, data)
	if err != nil {
		return outcome{}, err
	}
	row, err := s.modelRow(engine, data)
	if err != nil {
		return outcome{}, err
	}
	row.Kind, row.Note, row.CreatedBy = job.Kind, req.Note, job.RequestedBy
	row.Duration = s.opt.Clock().Sub(begin)
	return outcome{
		row:  store.JobResult{State: store.JobSucceeded, Model: &row, Activate: true, Note: "newly trained"},
		live: func(m store.Model) *Live { return live.of(m) },
	}, nil
}

func (s *Service) fit(ctx context.Context, data *Data, c forecast.Config, progress func(forecast.Progress)) (*forecast.Model, error) {
	if data.To == 0 {
		return nil, fault.New(fault.CodeInvalid, "There is no usable week to learn from: import data first.")
	}
	engine, err := forecast.Train(ctx, data.Panel, c, progress)
	if err != nil {
		return nil, fmt.Errorf("training: train: %w", err)
	}
	return engine, nil
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
	payload, err := engine.MarshalBinary()
	if err != nil {
		return store.NewModel{}, fmt.Errorf("training: encode the model: %w", err)
	}
	return store.NewModel{
		Params: params, Config: whole, DataFingerprint: data.Fingerprint, TrainFrom: data.From, TrainTo: data.To,
		Seed: int64(config.Params.RandomState), ProgramVersion: s.opt.Version, Payload: payload,
	}, nil
}
