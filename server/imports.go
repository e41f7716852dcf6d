package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// staged is what came of an upload: a preview, or, where it changes nothing,
// no import at all.
type staged struct {
	imp     store.Import
	changes store.Changes
	report  any // of the reader: ingest.OrderReport or ingest.WeeklyReport
}

// stageUpload reads files and keeps what they change for a look. Where they
// cannot be read as they are, *ingest.Faults is in the error's chain. One upload
// is read at a time; the others wait.
func (s *Server) stageUpload(c echo.Context, u *upload) (staged, error) {
	ctx := c.Request().Context()
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return staged{}, ctx.Err()
	}
	defer debug.FreeOSMemory() // what a large file took is not the server's
	o, err := u.options()
	if err != nil {
		return staged{}, err
	}
	if o, err = s.store.ReadingOptions(ctx, o); err != nil {
		return staged{}, err
	}
	n, err := u.read(ctx, o)
	if err != nil {
		return staged{}, err
	}
	n.Actor, n.Join = principalOf(c).Name, u.choices["join"]
	imp, changes, err := s.store.StageImport(ctx, n)
	if r, ok := n.Report.(*ingest.WeeklyReport); ok && err == nil && len(o.Roles) > 0 {
		err = s.store.PutMapping(ctx, n.Actor, r.Mapping(o))
	}
	return staged{imp, changes, n.Report}, err
}

// read takes the files for the published order files where one of them bears
// such a name, for a weekly CSV else.
func (u *upload) read(ctx context.Context, o ingest.Options) (store.NewImport, error) {
	orders := false
	for _, name := range u.names {
		orders = orders || isOrderFile(name)
	}
	if orders {
		batch, report, err := ingest.ReadOrders(ctx, os.DirFS(u.room.Path), nil, o)
		return store.NewImport{Kind: "orders", Source: fmt.Sprintf("%d files, %s ...", len(u.names), u.names[0]), Batch: batch, Report: report}, err
	}
	if len(u.names) > 1 {
		return store.NewImport{}, fault.Invalid("files", message.UploadNoOrders.With(u.names))
	}
	f, err := os.Open(u.path(0))
	if err != nil {
		return store.NewImport{}, fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	batch, report, err := ingest.ReadWeekly(ctx, u.names[0], f, o)
	if err != nil {
		return store.NewImport{}, err
	}
	if len(batch.Weeks) == 0 && report.Err() != nil {
		return store.NewImport{}, report.Err() // every week has a refused row
	}
	return store.NewImport{Kind: "weekly", Source: u.names[0], Batch: batch, Report: report}, nil
}

// faultsOf are the places of the files that must be mended.
func faultsOf(err error) *ingest.Faults {
	var f *ingest.Faults
	if errors.As(err, &f) {
		return f
	}
	return &ingest.Faults{}
}
