package gbt

import (
	"context"
	"fmt"
	"runtime"
)

// Train grows p.NEstimators trees on d. It returns a *[ParamError] or
// *[DataError] for bad input, and ctx's error when cancelled.
func Train(ctx context.Context, p Params, d Dataset, opts ...Option) (*Model, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	obj, err := newObjective(p)
	if err != nil {
		return nil, err
	}
	if err := o.check(p, obj, d); err != nil {
		return nil, err
	}
	if o.threads <= 0 {
		o.threads = runtime.GOMAXPROCS(0)
	}
	b := newBooster(ctx, p, o, obj, d)
	if err := b.run(); err != nil {
		return nil, err
	}
	return b.model, nil
}

func (o *options) check(p Params, obj objective, d Dataset) error {
	if err := d.check(obj); err != nil {
		return err
	}
	if n := len(p.MonotoneConstraints); n != 0 && n != d.X.Cols {
		return &ParamError{"monotone_constraints", n, fmt.Sprintf("must have one entry for each of the %d columns", d.X.Cols)}
	}
	if n := len(o.names); n != 0 && n != d.X.Cols {
		return &DataError{"feature names", -1, -1, fmt.Sprintf("has %d names for %d columns", n, d.X.Cols)}
	}
	if d.X.Cols > MaxColumns {
		return &DataError{"x", -1, -1, fmt.Sprintf("has %d columns, more than %d", d.X.Cols, MaxColumns)}
	}
	if err := checkNames(o.names, d.X.Cols); err != nil {
		return &DataError{"feature names", -1, -1, err.Error()}
	}
	if o.validation != nil {
		if err := o.validation.check(obj); err != nil {
			return fmt.Errorf("validation set: %w", err)
		}
		if o.validation.X.Cols != d.X.Cols {
			return &DataError{"validation set", -1, -1, fmt.Sprintf("has %d columns, the training set %d", o.validation.X.Cols, d.X.Cols)}
		}
	} else if p.EarlyStoppingRounds > 0 {
		return &ParamError{"early_stopping_rounds", p.EarlyStoppingRounds, "needs a validation set"}
	}
	if m := o.init; m != nil && (m.features != d.X.Cols || m.objective.name() != obj.name()) {
		return fmt.Errorf("gbt: cannot continue a %s model of %d columns with %s on %d columns",
			m.objective.name(), m.features, obj.name(), d.X.Cols)
	}
	return nil
}
