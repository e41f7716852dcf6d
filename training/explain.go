package training

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"olist/forecast"
	"olist/training/costly"
)

// explainedTo are the horizons that explanations are computed to, so that who
// asks for one week more each time has them computed anew but a few times.
var explainedTo = []int{DefaultHorizon, 26, MaxHorizon}

// Explain says what each week of a segment's forecast is made of. Returns
// CodeNotFound for a segment that is not there, CodeUnavailable where it takes
// too long.
func (l *Live) Explain(ctx context.Context, segment string, horizon int) ([]forecast.Explanation, error) {
	f, err := l.Forecast(segment)
	if err != nil {
		return nil, err
	}
	if all := l.explained.of(segment); len(all) >= horizon {
		return all[:horizon], nil
	}
	explainer, err := l.explainer(ctx)
	if err != nil {
		return nil, err
	}
	i, _ := slices.BinarySearch(explainedTo, horizon)
	to := explainedTo[i]
	key := fmt.Sprintf("explain %s %s %d %s", l.Model.ID, l.Data.Fingerprint, to, segment)
	notKept := func([]forecast.Explanation) int { return -1 } // but with the snapshot
	all, err := costly.Do(ctx, l.costly, key, notKept, func(ctx context.Context) ([]forecast.Explanation, error) {
		all, err := explainer.Explain(ctx, f, to)
		if err != nil {
			return nil, fmt.Errorf("training: explain with model %s: %w", l.Model.ID, err)
		}
		for k := range all {
			all[k].SetValue(f.Points[k].Value)
		}
		l.explained.keep(segment, all)
		return all, nil
	})
	if err != nil {
		return nil, err
	}
	return all[:horizon], nil
}

// explainer is prepared once for all segments.
func (l *Live) explainer(ctx context.Context) (*forecast.Explainer, error) {
	key := fmt.Sprintf("explainer %s %s", l.Model.ID, l.Data.Fingerprint)
	return costly.Do(ctx, l.costly, key, (*forecast.Explainer).Size, func(ctx context.Context) (*forecast.Explainer, error) {
		e, err := l.Engine.Explainer(ctx, coming(l.Data.Panel, l.Engine.Drivers(), MaxHorizon), MaxHorizon)
		if err != nil {
			return nil, fmt.Errorf("training: explain with model %s: %w", l.Model.ID, err)
		}
		return e, nil
	})
}

// Explained reports whether Explain would answer at once, from memory.
func (l *Live) Explained(segment string, horizon int) bool {
	return len(l.explained.of(segment)) >= horizon
}

// explained remembers the longest explanation asked of each segment.
type explained struct {
	mu sync.Mutex
	by map[string][]forecast.Explanation
}

func (e *explained) of(segment string) []forecast.Explanation {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.by[segment]
}

func (e *explained) keep(segment string, all []forecast.Explanation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(all) > len(e.by[segment]) {
		e.by[segment] = all
	}
}
