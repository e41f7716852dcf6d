package training

import (
	"context"
	"fmt"

	"olist/store"
)

// ApplyImport puts a staged import in force, or an undone one again; what serves
// is computed from the new data before it returns. Returns CodeConflict where it
// is neither, or where the data have changed since its preview.
func (s *Service) ApplyImport(ctx context.Context, actor string, version int64) (store.Import, error) {
	imp, err := s.store.ApplyImport(ctx, actor, version)
	if err != nil {
		return imp, err
	}
	s.dataChanged(ctx, "import applied", imp)
	return imp, nil
}

// UndoImport takes an applied import out of force. Returns CodeConflict for one
// that is not applied, and where nothing would be left to forecast from.
func (s *Service) UndoImport(ctx context.Context, actor string, version int64) (store.Import, error) {
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
	s.log.InfoContext(ctx, what, "version", imp.Version, "source", imp.Source)
	s.serveAnew(ctx)
}

// serveAnew computes what serves from the data as they are now.
func (s *Service) serveAnew(ctx context.Context) {
	if err := s.Reload(context.WithoutCancel(ctx)); err != nil {
		s.log.ErrorContext(ctx, "the new data are in force and cannot be served yet; will try again", "error", fmt.Errorf("training: reload: %w", err))
	}
	s.nudge()
}
