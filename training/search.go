package training

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/jobs"
)

// KindSearch is the kind of a search's job.
const KindSearch = "search"

// Bounds of a search.
const (
	SearchTrialsMost  = 200
	SearchMinutesMost = 120
)

// SearchHoldout is the number of last weeks that no trial sees: those on which
// the backtest then judges the winner.
const SearchHoldout = 26

// rungs are the steps of successive halving (Jamieson and Talwalkar 2016): the
// origins that a trial is measured on, and the share that goes on.
var rungs = []struct {
	origins int
	keep    float64
}{{4, 1. / 3}, {10, 1. / 3}, {20, 0}}

// SearchRequest asks for a search of good parameters.
type SearchRequest struct {
	Trials  int    `json:"trials"`  // drawn at random, beside the live parameters; 1..SearchTrialsMost
	Minutes int    `json:"minutes"` // time limit; the best so far wins; 1..SearchMinutesMost
	Seed    int64  `json:"seed"`    // same seed, data and trials: same winner, unless the time limit cuts
	By      string `json:"-"`
}

// Validate returns CodeInvalid naming the field that is wrong.
func (r SearchRequest) Validate() error {
	if r.Trials < 1 || r.Trials > SearchTrialsMost {
		return fault.Invalid("trials", message.SearchTrials.With(SearchTrialsMost))
	}
	if r.Minutes < 1 || r.Minutes > SearchMinutesMost {
		return fault.Invalid("minutes", message.SearchMinutes.With(SearchMinutesMost))
	}
	return nil
}

// Search queues a search; where one that asks the same is queued or runs, that
// one is given back.
func (s *Service) Search(ctx context.Context, r SearchRequest) (job store.Job, started bool, err error) {
	if err := r.Validate(); err != nil {
		return job, false, err
	}
	return s.jobs.Add(ctx, jobs.Request{Kind: KindSearch, Body: r, By: r.By})
}

// search finds parameters by random search with successive halving over
// rolling origins, trains the winner on all data and stores it as a candidate
// that a person may make live.
func (s *Service) search(ctx context.Context, job store.Job, r *jobs.Run) (jobs.Outcome, error) {
	var req SearchRequest
	if err := json.Unmarshal(job.Request, &req); err != nil {
		return jobs.Outcome{}, fmt.Errorf("training: read the request of job %s: %w", job.ID, err)
	}
	data, err := s.readData(ctx, r)
	if err != nil {
		return jobs.Outcome{}, err
	}
	winner, err := s.tournament(ctx, req, data, r)
	if err != nil {
		return jobs.Outcome{}, err
	}
	config := s.baseConfig()
	config.Params = winner.Params
	note := message.SearchFound.With(req.Trials+1, message.Percent{Ratio: float64(winner.WAPE), Decimals: 2}, winner.Origins)
	row, _, err := s.fitRow(ctx, data, config, r.Report)
	if err != nil {
		return jobs.Outcome{}, err
	}
	row.Kind, row.Note, row.CreatedBy = job.Kind, note, job.RequestedBy
	r.Note(note)
	return jobs.Outcome{Result: store.JobResult{State: store.JobSucceeded, Model: &row, Note: note}}, nil
}

// tournament measures the trials rung by rung and gives the best, as all of
// them did on the same weeks. The time limit ends it early with the best of the
// last rung that was measured to its end, or of what the first one measured.
func (s *Service) tournament(ctx context.Context, req SearchRequest, data *Data, r *jobs.Run) (jobs.Trial, error) {
	trials, err := s.draws(req)
	if err != nil {
		return jobs.Trial{}, err
	}
	field, err := fieldOf(data, trials)
	if err != nil {
		return jobs.Trial{}, err
	}
	limited, cancel := context.WithTimeout(ctx, time.Duration(req.Minutes)*time.Minute)
	defer cancel()
	best := trials[0]
	for i, rung := range rungs {
		err := s.measure(limited, trials, rung.origins, field, func(done int) {
			r.Board(tenBest(field.all))
			r.Stage(message.SearchRound.With(i+1, len(rungs), len(trials), rung.origins), done, len(trials))
		})
		if err != nil && !(errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil) {
			return best, err
		}
		slices.SortStableFunc(trials, byWAPE)
		best = leader(best, trials, i, err == nil)
		if err != nil || rung.keep == 0 {
			break
		}
		trials = trials[:max(1, int(float64(len(trials))*rung.keep))]
	}
	if best.Origins == 0 {
		return best, fault.New(fault.CodeInvalid, message.SearchNoTime.With())
	}
	return best, nil
}

// leader is the best trial after a rung: of those measured on it, where it was
// measured to its end or is the first, on which all see the same weeks.
func leader(before jobs.Trial, sorted []jobs.Trial, rung int, whole bool) jobs.Trial {
	if whole || rung == 0 {
		return sorted[0]
	}
	return before
}

// byWAPE puts what was measured on more origins first, then the smaller error.
func byWAPE(a, b jobs.Trial) int {
	return cmp.Or(cmp.Compare(b.Origins, a.Origins), cmp.Compare(a.WAPE, b.WAPE), cmp.Compare(a.Number, b.Number))
}

func (s *Service) draws(req SearchRequest) ([]jobs.Trial, error) {
	base := s.baseConfig().Params
	r := rand.New(rand.NewPCG(uint64(req.Seed), 0))
	trials := []jobs.Trial{{Number: 0, Params: base}}
	for i := range req.Trials {
		p, err := draw(r, base)
		if err != nil {
			return nil, err
		}
		trials = append(trials, jobs.Trial{Number: i + 1, Params: p})
	}
	return trials, nil
}

// searchGroup is the part of the data whose pooled error decides.
const searchGroup = "pooled"

// field is what the trials compete on: the weeks that a search may see, and
// all trials, those that are out among them.
type field struct {
	panel  forecast.Panel
	groups []backtest.Group
	all    []jobs.Trial
}

// fieldOf is all of the data but the weeks that judge. The groups are those of
// the whole: the early weeks alone are too few for a segment to count.
func fieldOf(data *Data, trials []jobs.Trial) (field, error) {
	for _, g := range data.groups() {
		if g.Name == searchGroup {
			return field{panel: without(data.Panel, SearchHoldout), groups: []backtest.Group{g}, all: trials}, nil
		}
	}
	return field{}, fault.New(fault.CodeInvalid, message.SearchNoGroup.With())
}

// measure fills in the errors of the trials that are still in, over the last
// origins of the field; measured hears of each.
func (s *Service) measure(ctx context.Context, trials []jobs.Trial, origins int, f field, measured func(done int)) error {
	config := s.baseConfig()
	for i := range trials {
		config.Params = trials[i].Params
		r, err := backtest.Run(ctx, f.panel, config, backtest.Options{
			Windows: origins, Means: true, Known: knownBefore, Groups: f.groups, Methods: []string{}}, nil)
		if err != nil {
			return fmt.Errorf("training: measure trial %d: %w", trials[i].Number, err)
		}
		score, ok := r.Score(backtest.EngineMethod, searchGroup)
		if wape := float64(score.Overall.WAPE); !ok || !(wape > 0) || math.IsInf(wape, 0) {
			return fmt.Errorf("training: trial %d has no error over %d origins (%v)", trials[i].Number, origins, wape)
		}
		trials[i].Origins, trials[i].WAPE = origins, score.Overall.WAPE
		measured(i + 1)
	}
	return nil
}

// tenBest are the ten best of the trials that were measured so far.
func tenBest(trials []jobs.Trial) []jobs.Trial {
	board := slices.DeleteFunc(slices.Clone(trials), func(t jobs.Trial) bool { return t.Origins == 0 })
	slices.SortStableFunc(board, byWAPE)
	return board[:min(10, len(board))]
}
