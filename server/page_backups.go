package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"olist/backup"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/backups"
	backupsview "olist/views/backups"
	"olist/views/ui"
)

// restoreLasts bounds how long a page waits for a restore.
const restoreLasts = 30 * time.Minute

// getBackups answers GET /backups; place and name lead to the question before one is
// restored.
func (s *Server) getBackups(c echo.Context) error {
	if name := c.QueryParam("name"); name != "" {
		page, err := s.restorePage(c, c.QueryParam("place"), name)
		if err != nil {
			return err
		}
		return s.render(c, http.StatusOK, backupsview.RestorePage(page))
	}
	page, err := s.backups(c)
	if err != nil {
		return err
	}
	page.Saved = c.QueryParam("saved") != ""
	return s.render(c, http.StatusOK, backupsview.Page(page))
}

func (s *Server) backups(c echo.Context) (backupsview.View, error) {
	live, _ := s.training.Live() // backups may be made before the first model
	ctx := c.Request().Context()
	all := s.training.Backups()
	page := backupsview.View{Frame: s.frame(c, live), Now: s.opt.Clock(), Sealed: all.Sealed(), Beside: all.Beside()}
	settings, next, err := all.Settings(ctx)
	if err != nil {
		return page, err
	}
	page.Next = next
	page.Form = backupsview.Form{Every: settings.Every, Weekday: int(settings.Weekday), Time: clockTime(settings.Hour, settings.Minute),
		Days: strconv.Itoa(settings.Keep.Days), Weeks: strconv.Itoa(settings.Keep.Weeks), Months: strconv.Itoa(settings.Keep.Months), Seen: seenOf(settings)}
	for _, seen := range all.Look(ctx) {
		p := backupsview.Place{Name: seen.Name, Where: seen.Where, Others: seen.Others, Problem: seen.Problem}
		for _, one := range seen.Copies {
			p.Copies = append(p.Copies, backupView(one))
		}
		page.Places = append(page.Places, p)
	}
	return page, s.addBackupJobs(ctx, &page)
}

func backupView(c backup.Copy) backupsview.Copy {
	return backupsview.Copy{Name: c.Name, Made: c.At, Size: c.Size, Sealed: c.Sealed}
}

// addBackupJobs tells of the backup under way, and of the latest where it failed.
func (s *Server) addBackupJobs(ctx context.Context, page *backupsview.View) error {
	latest, ok, err := s.training.Backups().Latest(ctx)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	if ok && latest.State == store.JobFailed {
		page.Failed = backupsview.Failure{Job: latest.ID, At: latest.FinishedAt, Why: latest.ErrorMessage}
	}
	open, err := s.store.OpenJobs(ctx)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	for _, j := range open {
		if j.Kind != backups.Kind {
			continue
		}
		status, err := s.training.Jobs().Status(ctx, j.ID)
		if err != nil {
			return err
		}
		page.Running.Job = j.ID
		page.Running.Stage, page.Running.Done, page.Running.Total = stageOf(status.Progress)
		break
	}
	return nil
}

// postBackups answers POST /backups: when, and for how long.
func (s *Server) postBackups(c echo.Context) error {
	n, err := backupsForm(c)
	if err == nil {
		ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
			now, _, err := s.training.Backups().Settings(ctx)
			return seenOf(now), err
		})
		err = s.training.Backups().SetSettings(ctx, principalOf(c).Name, n)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/backups?saved=1")
	}
	status, ok := refused(err)
	if !ok {
		return err
	}
	page, pageErr := s.backups(c)
	if pageErr != nil {
		return pageErr
	}
	page.Form = backupsview.Form{Every: c.FormValue("every"), Weekday: int(n.Weekday), Time: c.FormValue("time"), Days: c.FormValue("days"),
		Weeks: c.FormValue("weeks"), Months: c.FormValue("months"), Problem: map[string]string{fieldOf(err): messageOf(c, err)}, Seen: page.Form.Seen}
	page.Form.Seen.Overtaken = overtaken(err)
	return s.render(c, status, backupsview.Page(page))
}

func backupsForm(c echo.Context) (n backups.Settings, err error) {
	n.Every = c.FormValue("every")
	if n.Weekday, n.Hour, n.Minute, err = momentForm(c); err != nil {
		return n, err
	}
	for name, into := range map[string]*int{"days": &n.Keep.Days, "weeks": &n.Keep.Weeks, "months": &n.Keep.Months} {
		if *into, err = strconv.Atoi(c.FormValue(name)); err != nil {
			return n, fault.Invalid(name, message.BackupKeepRange.With(backup.KeepMost))
		}
	}
	return n, nil
}

// postBackupNow answers POST /backups/now: the job's page shows how far it is.
func (s *Server) postBackupNow(c echo.Context) error {
	job, _, err := s.training.Backups().Now(c.Request().Context(), principalOf(c).Name)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/jobs/"+job.ID)
}

// restorePage asks before a backup is restored.
func (s *Server) restorePage(c echo.Context, place, name string) (backupsview.RestoreView, error) {
	live, _ := s.training.Live()
	page := backupsview.RestoreView{Frame: s.frame(c, live), Place: place}
	page.Path, page.Back = "/backups", "/backups"
	where, found, err := s.training.Backups().Find(place, name)
	page.Where, page.Copy = where, backupView(found)
	return page, err
}

// postBackupRestore answers POST /backups/restore with what was done. Who asked is
// logged out by it.
func (s *Server) postBackupRestore(c echo.Context) error {
	page, err := s.restorePage(c, c.FormValue("place"), c.FormValue("name"))
	if err != nil {
		return err
	}
	page.AcceptLoss = c.FormValue("accept_loss") != ""
	_ = http.NewResponseController(c.Response().Writer).SetWriteDeadline(s.opt.Clock().Add(restoreLasts)) // where that cannot be, the server's own holds
	done, err := s.training.Backups().Restore(context.WithoutCancel(c.Request().Context()), principalOf(c).Name, page.Place, page.Copy.Name, page.AcceptLoss)
	if f, said := errors.AsType[*fault.Error](err); said {
		s.opt.Log.Error("a backup was not restored", "name", page.Copy.Name, "error", err)
		page.Problem = page.Text.Say(f.Message)
		return s.render(c, statusOf[f.Code], backupsview.RestorePage(page))
	}
	if err != nil {
		return err
	}
	page.Done = &backupsview.Done{Kept: done.Previous, TokensOff: done.TokensOff, PeopleOff: done.PeopleOff, Offline: done.Offline}
	return s.render(c, http.StatusOK, backupsview.RestorePage(page))
}
