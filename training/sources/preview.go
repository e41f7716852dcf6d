package sources

import (
	"context"
	"errors"
	"fmt"

	"olist/message"
	"olist/source"
	"olist/store"
	"olist/store/ingest"
	"olist/store/scratch"
)

// Preview is what a fetch would bring now. Nothing of it is kept.
type Preview struct {
	File    string               `json:"file,omitempty"`
	Changes *store.Changes       `json:"changes,omitempty"` // nil where no file was read
	Report  *ingest.WeeklyReport `json:"report,omitempty"`
	Holds   []message.Message    `json:"-"` // why it would wait for a person; none lets it into force
	Problem message.Message      `json:"-"` // why there is no file, or it cannot be read
	Places  []ingest.Fault       `json:"places,omitempty"`
	More    int                  `json:"more_places,omitempty"`
}

// Preview fetches a source, kept or not, and tells what would come of it: its
// errors are of the database; what the place or the file got wrong is a Problem.
// A folder's latest file is shown even where it may still be written.
func (s *Service) Preview(ctx context.Context, actor string, n Source) (p Preview, err error) {
	if err := s.Check(n); err != nil {
		return p, err
	}
	room, err := scratch.Make(s.opt.Room)
	if err != nil {
		return p, fmt.Errorf("sources: make room for a file: %w", err)
	}
	defer room.Close()
	f := s.fetcher(ctx)
	f.Time, f.Hasty = previewTime, true
	found, err := f.Fetch(ctx, n.Place, source.Memory{}, room.Path)
	switch {
	case ctx.Err() != nil:
		return p, ctx.Err()
	case err != nil:
		s.log.WarnContext(ctx, "a source could not be looked at", "source", n.ID, "name", n.Name, "error", err)
		p.Problem = reason(err)
		return p, nil
	case found.Path == "":
		p.Problem = found.Why
		return p, nil
	}
	p.File = found.Name
	return s.compare(ctx, actor, n, found, p)
}

func (s *Service) compare(ctx context.Context, actor string, n Source, found source.Found, p Preview) (Preview, error) {
	file, facts, err := s.read(ctx, n, found)
	if err == nil {
		file.Actor = actor
		err = s.prepare(ctx, n, actor, &file, facts)
	}
	var changes store.Changes
	if err == nil {
		changes, err = s.store.CompareImport(ctx, file.NewImport)
	}
	if ctx.Err() != nil {
		return p, ctx.Err()
	}
	if err != nil {
		var places *ingest.Faults
		if errors.As(err, &places) {
			p.Places, p.More = places.List, places.More
		}
		p.Problem = reason(err)
		return p, nil
	}
	p.Changes = &changes
	p.Report, _ = file.Report.(*ingest.WeeklyReport)
	if !changes.None() {
		p.Holds = file.Judge(changes)
	}
	return p, nil
}
