package training

import (
	"context"
	"encoding/json"
	"fmt"

	"olist/forecast"
	"olist/gbt"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/jobs"
)

const kindTrain = "train"

// Request asks for a retraining.
type Request struct {
	Params Values          `json:"params"` // laid over the live model's; see Overlay
	Note   message.Message `json:"-"`      // why
	By     string          `json:"-"`      // who asks
	Beside bool            `json:"-"`      // the model is not to go live, whatever the policy says
}

// trainRequest is what a job's row keeps: the parameters in full, so that a
// retry does the same.
type trainRequest struct {
	Params      gbt.Params      `json:"params"`
	Note        string          `json:"note"`                  // in English, or as a person wrote it
	NoteMessage message.Message `json:"note_message,omitzero"` // where the program says why
	Beside      bool            `json:"beside,omitempty"`      // the model is not to go live
}

func newTrainRequest(p gbt.Params, note message.Message) trainRequest {
	r := trainRequest{Params: p, Note: note.String()}
	if !note.IsProse() {
		r.NoteMessage = note
	}
	return r
}

// note is why the training was asked for.
func (r trainRequest) note() message.Message {
	if r.NoteMessage.IsZero() {
		return message.Prose(r.Note)
	}
	return r.NoteMessage
}

// Start queues a retraining. Where one with the same parameters is queued, or
// runs on the data as they are, that one is given back and started is false.
// Parameters out of bounds are CodeInvalid, a full queue CodeRateLimited.
func (s *Service) Start(ctx context.Context, r Request) (job store.Job, started bool, err error) {
	params, err := Overlay(s.baseConfig().Params, r.Params)
	if err != nil {
		return job, false, err
	}
	body := newTrainRequest(params, r.Note)
	body.Beside = r.Beside
	return s.jobs.Add(ctx, jobs.Request{Kind: kindTrain, Body: body, By: r.By})
}

// trainer is the service as the schedule sees it.
type trainer struct{ s *Service }

// Serving implements automation.Trainer.
func (t trainer) Serving() string {
	if l := t.s.live.Load(); l != nil {
		return l.Data.Fingerprint
	}
	return ""
}

// NewTraining implements automation.Trainer.
func (t trainer) NewTraining(by string, note message.Message) jobs.Request {
	return jobs.Request{Kind: kindTrain, Body: newTrainRequest(t.s.BaseParams(), note), By: by}
}

// baseConfig is what a retraining starts from: the live model's configuration,
// or the product's defaults.
func (s *Service) baseConfig() forecast.Config {
	c := forecast.DefaultConfig()
	if l := s.live.Load(); l != nil {
		c = l.Engine.Config()
	}
	if most := s.opt.Calibration; most > 0 {
		c.Calibration = min(c.Calibration, most)
	}
	return c
}

// readData reads the data for a job.
func (s *Service) readData(ctx context.Context, r *jobs.Run) (*Data, error) {
	data, err := s.loadData(ctx)
	if err == nil {
		r.Read(data.Fingerprint)
	}
	return data, err
}

// train makes a model of the data as they are now and the parameters asked.
func (s *Service) train(ctx context.Context, job store.Job, r *jobs.Run) (jobs.Outcome, error) {
	var req trainRequest
	if err := json.Unmarshal(job.Request, &req); err != nil {
		return jobs.Outcome{}, fmt.Errorf("training: read the request of job %s: %w", job.ID, err)
	}
	data, err := s.readData(ctx, r)
	if err != nil {
		return jobs.Outcome{}, err
	}
	config := s.baseConfig()
	config.Params = req.Params
	row, engine, err := s.fitRow(ctx, data, config, r.Report)
	if err != nil {
		return jobs.Outcome{}, err
	}
	live, err := s.newLive(ctx, store.Model{}, engine, data)
	if err != nil {
		return jobs.Outcome{}, err
	}
	row.Kind, row.Note, row.CreatedBy = job.Kind, req.note(), job.RequestedBy
	out := jobs.Outcome{Result: store.JobResult{State: store.JobSucceeded, Model: &row}}
	if err := s.promote(ctx, &out.Result, live, r, req.Beside); err != nil {
		return out, err
	}
	if out.Result.Activate {
		out.Settle = func(ctx context.Context, finish func() (store.Job, error)) error {
			return s.goLive(ctx, live, out.Result.Note, finish)
		}
	}
	return out, nil
}

// goLive closes the job of a candidate, whose model the database then has as the
// live one, and has it serve.
func (s *Service) goLive(ctx context.Context, candidate *Live, note message.Message, finish func() (store.Job, error)) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	job, err := finish()
	if err != nil {
		return err
	}
	m, err := s.store.Model(ctx, job.ModelID)
	if err != nil {
		return fmt.Errorf("training: read the new model: %w", err)
	}
	s.publish(ctx, candidate.of(m))
	s.automation.Send(ctx, automation.EventActivated, map[string]any{"model": m.ID, "by": job.RequestedBy, "note": note.String(), "note_message": note})
	return nil
}

// promote decides by the policy whether the candidate goes live, and says why
// in the job's log. Where figures decide, the evaluation is part of the job. One
// that was asked for beside the live model waits for a person.
func (s *Service) promote(ctx context.Context, row *store.JobResult, candidate *Live, r *jobs.Run, beside bool) error {
	policy, err := s.automation.Policy(ctx)
	if err != nil {
		return err
	}
	if beside {
		policy.Mode = automation.PromoteManual
	}
	verdict := policy.ByItsMode()
	if policy.Mode == automation.PromoteNotWorse && s.live.Load() != nil {
		if verdict, err = s.weigh(ctx, policy, row, candidate, r); err != nil {
			return err
		}
	}
	if row.Verdict, err = json.Marshal(verdict); err != nil {
		return fmt.Errorf("training: encode the verdict: %w", err)
	}
	row.Activate, row.Note = verdict.Decision == automation.MadeLive, verdict.Message()
	r.Note(row.Note)
	return nil
}

// weigh backtests the candidate, and the live model where that is missing, and
// holds one against the other.
func (s *Service) weigh(ctx context.Context, policy automation.Policy, row *store.JobResult, candidate *Live, r *jobs.Run) (v automation.Verdict, err error) {
	if few := candidate.Unmeasurable(); few != nil {
		return policy.Unmeasured(few.Weeks, few.Needed), nil
	}
	report, err := s.backtest(ctx, candidate.Engine.Config(), candidate.Data, r.Report, nil)
	if err != nil {
		return v, err
	}
	live := s.live.Load()
	incumbent := live.Report
	if incumbent == nil || live.Provisional || live.Data.Fingerprint != candidate.Data.Fingerprint {
		if incumbent, err = s.backtest(ctx, live.Engine.Config(), candidate.Data, r.Report, nil); err != nil {
			return v, err
		}
	}
	evaluation, err := newEvaluation(candidate.Data.Fingerprint, report)
	if err != nil {
		return v, err
	}
	row.Evaluations = append(row.Evaluations, evaluation)
	*candidate = *candidate.withReport(report)
	return policy.Judge(totalWAPE(report), totalWAPE(incumbent)), nil
}

// fitRow trains a model and gives it with the row that the registry keeps.
func (s *Service) fitRow(ctx context.Context, data *Data, c forecast.Config, progress func(forecast.Progress)) (store.NewModel, *forecast.Model, error) {
	if data.To == 0 {
		return store.NewModel{}, nil, fault.New(fault.CodeInvalid, message.NothingToLearn.With())
	}
	begin := s.opt.Clock()
	engine, err := forecast.Train(ctx, data.Panel, c, forecast.Run{Progress: progress})
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
		Params: params, Config: whole, DataFingerprint: data.Fingerprint, TrainFrom: data.From, TrainTo: data.To, Learnt: data.marks(),
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
		return nil, fault.Wrap(fault.CodeInvalid, err, message.ModelBeyondLimit.With())
	}
	return payload, nil
}
