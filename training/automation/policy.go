package automation

import (
	"context"
	"fmt"
	"math"
	"strings"

	"olist/store/fault"
)

// Mode of a Policy.
const (
	PromoteAlways   = "always"    // every newly trained model goes live at once; its evaluation follows
	PromoteNotWorse = "not_worse" // only if its backtest is not worse than the live one's by more than MaxWorse
	PromoteManual   = "manual"    // only by hand
)

const policyKey = "promotion"

// Policy says when a newly trained model goes live.
type Policy struct {
	Mode     string  `json:"mode"`
	MaxWorse float64 `json:"max_worse"` // percent of the live model's WAPE on the total, 0..100
}

// Validate returns CodeInvalid naming the field that is wrong.
func (p Policy) Validate() error {
	switch p.Mode {
	case PromoteAlways, PromoteNotWorse, PromoteManual:
	default:
		return fault.Invalid("mode", "mode should be %s, %s or %s.", PromoteAlways, PromoteNotWorse, PromoteManual)
	}
	if !(p.MaxWorse >= 0 && p.MaxWorse <= 100) {
		return fault.Invalid("max_worse", "max_worse should be a percentage from 0 to 100.")
	}
	return nil
}

// Policy gives the stored policy, or the default: always.
func (s *Service) Policy(ctx context.Context) (Policy, error) {
	p := Policy{Mode: PromoteAlways, MaxWorse: 2}
	return p, s.setting(ctx, policyKey, &p)
}

// SetPolicy stores a policy. Returns CodeInvalid for one that cannot be.
func (s *Service) SetPolicy(ctx context.Context, actor string, p Policy) error {
	if err := p.Validate(); err != nil {
		return err
	}
	return s.store.PutSetting(ctx, actor, policyKey, p)
}

// Judge says whether a candidate goes live, by its WAPE on the total and that of
// the live model, with the figures that decide.
func (p Policy) Judge(now, was float64) (activate bool, why string) {
	if math.IsNaN(now) || math.IsNaN(was) { // where nothing was sold in the weeks that judge
		return false, "the backtest gives no error on the total, so that the two models cannot be compared"
	}
	limit := was * (1 + p.MaxWorse/100)
	why = fmt.Sprintf("backtest WAPE on the total %.2f%% against %.2f%% of the live model; the policy takes up to %.2f%%", 100*now, 100*was, 100*limit)
	return now <= limit, why
}

// The ways that a verdict begins in a job's log.
const (
	VerdictLive    = "made live: "
	VerdictRefused = "refused: "
	VerdictManual  = "not made live: "
)

// IsVerdict tells the line of a job's log that says whether its model went
// live, and why.
func IsVerdict(line string) bool {
	for _, begin := range []string{VerdictLive, VerdictRefused, VerdictManual} {
		if strings.HasPrefix(line, begin) {
			return true
		}
	}
	return false
}
