package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// keepStart keeps the file of a request for an hour, once something is understood
// of it.
func (s *Server) keepStart(c echo.Context) (kept keptUpload, err error) {
	u, err := s.receive(c)
	if err != nil {
		return kept, err
	}
	kept = keptUpload{upload: u, id: rand.Text(), at: s.opt.Clock(), starts: true}
	if len(u.names) > 1 || isOrderFile(u.names[0]) {
		err = fault.Invalid("files", message.StartOneFile.With())
	} else {
		err = s.understand(c.Request().Context(), &kept)
	}
	if err != nil {
		kept.Close()
		return kept, err
	}
	s.kept.put(c.Request().Context(), kept)
	return kept, nil
}

// started runs do with the kept file of the address, once it is understood; it is kept
// further on. Returns CodeNotFound for a file that is gone.
func (s *Server) started(c echo.Context, do func(*keptUpload) error) error {
	gone := fault.New(fault.CodeNotFound, message.StartGone.With())
	kept, ok := s.kept.take(c.Request().Context(), c.Param("id"))
	if !ok {
		return gone
	}
	defer func() {
		if kept.room != nil {
			s.kept.put(c.Request().Context(), kept)
		}
	}()
	switch {
	case !kept.starts:
		return gone
	case s.opt.Clock().Sub(kept.at) > keptLasts:
		kept.Close()
		return gone
	}
	if err := s.understand(c.Request().Context(), &kept); err != nil {
		return err
	}
	return do(&kept)
}

// understand reads a kept file as the person chose, unless that is known already. One
// file is read at a time; the others wait.
func (s *Server) understand(ctx context.Context, kept *keptUpload) error {
	if kept.understood != nil {
		return nil
	}
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	o, err := kept.options()
	if err != nil {
		return err
	}
	f, err := os.Open(kept.path(0))
	if err != nil {
		return fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	o.Remembered = func(header string) *ingest.Mapping {
		m, _ := s.store.MappingFor(ctx, header) // what cannot be read is not remembered
		return m
	}
	u, err := ingest.Understand(ctx, kept.names[0], f, o, s.opt.Clock())
	if err == nil && o.WeekStart == "" && u.Guesses.WeekStart.Value != "" {
		o.WeekStart = u.Guesses.WeekStart.Value
		kept.choices.Set("week_start", o.WeekStart) // weeks are counted so from here on
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("server: read an upload: %w", err)
		}
		u, err = ingest.Understand(ctx, kept.names[0], f, o, s.opt.Clock())
	}
	if err != nil {
		return err
	}
	if n := u.Sums.Weeks; n > 0 && n < forecast.MinWeeks {
		u.Warned = append(u.Warned, message.StartFewWeeks.With(n, forecast.MinWeeks))
	}
	kept.understood, kept.sheets = u, slices.Concat(kept.sheets, u.Sheets)
	return nil
}

// reread reads a kept file as given. Where it cannot be read so it stays as it was,
// and the error says why.
func (s *Server) reread(ctx context.Context, kept *keptUpload, given url.Values) error {
	choices, understood := maps.Clone(kept.choices), kept.understood
	kept.choose(given)
	err := s.understand(ctx, kept)
	if err != nil {
		kept.choices, kept.understood = choices, understood
	}
	return err
}

// chosenNames are the fields by which a person says how a file is to be read, beside
// the roles of its columns.
var chosenNames = []string{"decimal", "dates", "week_dates", "week_start", "missing", "unsold", "sheet"}

// choose takes what is given over what was chosen before; what is not given stays. A
// role that another column is given now is no longer that of the column which had it.
func (k *keptUpload) choose(given url.Values) {
	for _, name := range chosenNames {
		if values, ok := given[name]; ok {
			k.choices[name] = values
		}
	}
	if roles, ok := given["role"]; ok {
		k.choices["role"] = takenOver(roles, k.understood.Roles())
	}
	k.understood = nil
}

// takenOver are roles, COLUMN=ROLE, over those that the columns had.
func takenOver(roles []string, had map[string]string) (all []string) {
	given, anew := map[string]string{}, map[string]bool{}
	for _, said := range roles {
		i := strings.LastIndexByte(said, '=')
		if i < 1 { // it is said what is wrong with it when it is read
			all = append(all, said)
			continue
		}
		column, role := said[:i], said[i+1:]
		given[column] = role
		anew[role] = anew[role] || role != had[column]
	}
	for column, role := range had {
		if _, ok := given[column]; !ok {
			given[column] = role
		}
	}
	for column, role := range given {
		if role == had[column] && anew[role] && role != ingest.RoleDriver {
			role = ingest.RoleIgnore
		}
		all = append(all, column+"="+role)
	}
	slices.Sort(all)
	return all
}

// ready reports whether a shop can begin with the file as it is understood.
func (k *keptUpload) ready() bool {
	return k.understood.Sums.Weeks > 0 && len(k.understood.Form.Choose) == 0
}

// beginShop reads the file once more, as it was understood, and begins the shop with
// it: its weeks are those of the profile. It gives the job that trains its first model.
func (s *Server) beginShop(c echo.Context, kept *keptUpload, p shop.Profile) (job store.Job, err error) {
	ctx, actor := c.Request().Context(), principalOf(c).Name
	p = p.Tidy()
	if err := p.Validate(); err != nil {
		return job, err
	}
	if start := p.Start.String(); kept.choices.Get("week_start") != start {
		if err := s.reread(ctx, kept, url.Values{"week_start": {start}}); err != nil {
			return job, err
		}
	}
	if !kept.ready() {
		return job, fault.New(fault.CodeInvalid, message.StartNotReady.With())
	}
	o, err := kept.options()
	if err != nil {
		return job, err
	}
	u := kept.understood
	o.Roles = u.Roles()
	n, err := kept.read(ctx, o)
	if err != nil {
		return job, err
	}
	n.Actor = actor
	job, err = s.training.StartShop(ctx, actor, p, &n)
	if err == nil {
		kept.Close()
		err = s.store.PutMapping(ctx, actor, ingest.MappingOf(u.Header, u.Names(), o))
	}
	return job, err
}
