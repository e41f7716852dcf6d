package automation

import (
	"context"

	"olist/message"
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
		return fault.Invalid("mode", message.ModeOneOf.With(PromoteAlways, PromoteNotWorse, PromoteManual))
	}
	if !(p.MaxWorse >= 0 && p.MaxWorse <= 100) {
		return fault.Invalid("max_worse", message.MaxWorseRange.With())
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
