package training

import (
	"context"
	"fmt"
	"slices"

	"olist/store"
	"olist/store/fault"
)

// ApplyImport puts a staged import in force; what serves is computed from the
// new data before it returns. Returns CodeConflict where the import is not
// staged, or where the data have changed since its preview.
func (s *Service) ApplyImport(ctx context.Context, actor string, version int64) (store.Import, error) {
	imp, err := s.store.ApplyImport(ctx, actor, version)
	if err != nil {
		return imp, err
	}
	s.dataChanged(ctx, "import applied", imp)
	return imp, nil
}

// UndoImport takes an applied import out of force. Returns CodeConflict for one
// that is not applied, and for the only one: without it there is nothing to
// forecast.
func (s *Service) UndoImport(ctx context.Context, actor string, version int64) (store.Import, error) {
	all, err := s.store.Imports(ctx)
	if err != nil {
		return store.Import{}, err
	}
	applied := slices.DeleteFunc(all, func(i store.Import) bool { return i.State != store.ImportApplied })
	if len(applied) == 1 && applied[0].Version == version {
		return store.Import{}, fault.New(fault.CodeConflict, "Import %d is the only one in force: without it there are no sales to forecast. Apply another one first.", version)
	}
	imp, err := s.store.UndoImport(ctx, actor, version)
	if err != nil {
		return imp, err
	}
	s.dataChanged(ctx, "import undone", imp)
	return imp, nil
}

// dataChanged serves from the data that an import changed. The change is
// committed already: a failure here is the worker's to mend, who looks every
// few seconds.
func (s *Service) dataChanged(ctx context.Context, what string, imp store.Import) {
	s.log.Info(what, "version", imp.Version, "source", imp.Source)
	s.serveAnew(ctx)
}

// serveAnew computes what serves from the data as they are now.
func (s *Service) serveAnew(ctx context.Context) {
	if err := s.Reload(context.WithoutCancel(ctx)); err != nil {
		s.log.Error("the new data are in force and cannot be served yet; will try again", "error", fmt.Errorf("training: reload: %w", err))
	}
	nudge(s.wake)
}
