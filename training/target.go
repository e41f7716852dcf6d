package training

import (
	"context"
	"encoding/json"
	"strings"

	"olist/shop"
	"olist/week"
)

// Target is what a team keeps as its target for a segment.
type Target struct {
	Cents   int64     `json:"cents"` // 0 is none
	Weekly  bool      `json:"weekly"`
	Each    week.Span `json:"each,omitempty"` // month or quarter, where it is for every one
	Horizon int       `json:"horizon"`        // weeks that it is for, where it is for all of them together
	By      string    `json:"by"`
}

// Of is what the target is for every one of; "" where it is for all weeks.
func (t Target) Of() week.Span {
	if t.Weekly {
		return week.ByWeek
	}
	return t.Each
}

const targetStart = "target:"

// unitsTarget begins the segment of a target in units: one in money is none of
// them.
const unitsTarget = "units:"

// TargetKey is the setting that holds the target of a segment.
func TargetKey(p shop.Profile, segment string) string {
	if p.Measure == shop.Units {
		segment = unitsTarget + segment
	}
	return targetStart + segment
}

// TargetSegment is the segment in what follows "target:" in a setting's key.
func TargetSegment(of string) string { return strings.TrimPrefix(of, unitsTarget) }

// targets are those of what the shop measures, by segment.
func (s *Service) targets(ctx context.Context, p shop.Profile) (map[string]Target, error) {
	start := TargetKey(p, "")
	all, err := s.store.SettingsFrom(ctx, start)
	if err != nil {
		return nil, err
	}
	out := map[string]Target{}
	for key, raw := range all {
		segment := strings.TrimPrefix(key, start)
		var t Target
		if strings.HasPrefix(segment, unitsTarget) { // where the shop measures money
			continue
		}
		if err := json.Unmarshal(raw, &t); err != nil {
			s.log.WarnContext(ctx, "a target cannot be read", "key", key, "error", err)
			continue
		}
		if t.Cents > 0 {
			out[segment] = t
		}
	}
	return out, nil
}
