package backups

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"olist/backup"
	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/scratch"
	"olist/training/jobs"
)

// work makes a backup in every place.
func (s *Service) work(ctx context.Context, job store.Job, r *jobs.Run) (jobs.Outcome, error) {
	var asked request
	err := json.Unmarshal(job.Request, &asked)
	switch {
	case err != nil:
	case !slices.Equal(asked.Places, s.where()):
		err = fault.New(fault.CodeConflict, message.BackupOtherPlaces.With(asked.Places))
	default:
		err = s.backUp(ctx, r)
	}
	if ctx.Err() != nil {
		return jobs.Outcome{}, err
	}
	s.Look(ctx)
	if err == nil {
		return jobs.Outcome{Result: store.JobResult{State: store.JobSucceeded}}, nil
	}
	if _, said := errors.AsType[*fault.Error](err); !said {
		err = fault.Wrap(fault.CodeInternal, err, message.BackupBroke.With())
	}
	return jobs.Outcome{}, errors.Join(err, s.retry(ctx))
}

// making is a backup under way.
type making struct {
	s           *Service
	r           *jobs.Run
	now         state
	room        string // a folder
	done, steps int
}

func (m *making) stage(what message.Message) {
	m.r.Stage(what, m.done, m.steps)
	m.done++
}

func (s *Service) backUp(ctx context.Context, r *jobs.Run) error {
	now, err := s.owned(ctx)
	if err != nil {
		return err
	}
	room, err := scratch.Make(s.store.Path() + roomSuffix)
	if err != nil {
		return err
	}
	defer room.Close()
	m := &making{s: s, r: r, now: now, room: room.Path, steps: 2 + 2*len(s.opt.Places)}
	c, file, err := m.make(ctx)
	if err != nil {
		return err
	}
	var why message.List
	var errs []error
	for _, p := range s.opt.Places {
		err := m.send(ctx, p, c, file)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			continue
		}
		said := message.BackupBroke.With()
		if f, ok := errors.AsType[*fault.Error](err); ok {
			said = f.Message
		}
		s.log.Error("the backup failed", "place", p.Where(), "error", err)
		why, errs = append(why, said), append(errs, err)
	}
	if len(errs) > 0 {
		return fault.Wrap(fault.CodeUnavailable, errors.Join(errs...), message.BackupsFailed.With(why))
	}
	return nil
}

// make copies the database and seals the copy.
func (m *making) make(ctx context.Context) (c backup.Copy, file string, err error) {
	m.stage(message.StageBackupCopy.With())
	at := m.s.opt.Clock()
	file = filepath.Join(m.room, "plain.db")
	rows, err := m.s.store.BackupRows(ctx, file)
	if err != nil {
		return c, "", err
	}
	c = backup.New(m.now.Owner, at, rows, m.s.Sealed())
	if !c.Sealed {
		return c, file, nil
	}
	m.stage(message.StageBackupSeal.With())
	sealed := filepath.Join(m.room, "sealed.age")
	if err := seal(sealed, file, m.s.opt.Passphrase); err != nil {
		return c, "", err
	}
	return c, sealed, os.Remove(file)
}

// send puts a backup into a place, reads it back, and deletes there what is kept no
// longer. What cannot be read back as it was made goes again.
func (m *making) send(ctx context.Context, p backup.Place, c backup.Copy, file string) error {
	if err := p.Sweep(ctx, c.Owner); err != nil {
		m.s.log.Warn("what killed backups left cannot be removed", "place", p.Where(), "error", err)
	}
	m.stage(message.StageBackupPut.With(p.Where()))
	if err := p.Put(ctx, c, file); err != nil {
		return err
	}
	m.stage(message.StageBackupCheck.With(p.Where()))
	back, err := Fetch(ctx, p, c, m.s.opt.Passphrase, m.room)
	if err != nil {
		return errors.Join(err, p.Delete(context.WithoutCancel(ctx), c))
	}
	m.r.Note(message.BackupMade.With(c.Name, p.Where()))
	return errors.Join(os.Remove(back), m.deleteOld(ctx, p, c))
}

func (m *making) deleteOld(ctx context.Context, p backup.Place, good backup.Copy) error {
	all, err := p.List(ctx)
	if err != nil {
		return err
	}
	old := m.now.Keep.Old(all, good, m.s.automation.Zone(ctx))
	for _, c := range old {
		if err := p.Delete(ctx, c); err != nil {
			return err
		}
		m.s.log.Info("a backup is kept no longer", "name", c.Name, "place", p.Where())
	}
	if len(old) > 0 {
		m.r.Note(message.BackupDeleted.With(len(old), p.Where()))
	}
	return nil
}

// seal encrypts a file.
func seal(to, from string, passphrase secret.Text) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(backup.Seal(out, in, passphrase), out.Close())
}
