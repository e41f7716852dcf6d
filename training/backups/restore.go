package backups

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"olist/backup"
	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/scratch"
)

// Fetch reads a backup into a folder, as a database's file, and compares its rows
// with those that it was made of. Returns CodeInvalid where it is not whole.
func Fetch(ctx context.Context, p backup.Place, c backup.Copy, passphrase secret.Text, dir string) (file string, err error) {
	from, err := p.Read(ctx, c)
	if err != nil {
		return "", err
	}
	defer from.Close()
	file = filepath.Join(dir, c.Owner+".db")
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	if c.Sealed {
		err = backup.Unseal(out, from, passphrase)
	} else {
		_, err = io.Copy(out, from)
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = isWhole(ctx, c, file)
	}
	if err == nil {
		return file, nil
	}
	os.Remove(file)
	if _, said := errors.AsType[*fault.Error](err); said || ctx.Err() != nil {
		return "", err
	}
	return "", fault.Wrap(fault.CodeInvalid, err, message.BackupUnsound.With(c.Name))
}

func isWhole(ctx context.Context, c backup.Copy, file string) error {
	rows, err := store.RowsOf(ctx, file)
	if err == nil && !c.Holds(rows) {
		err = errors.New("its rows are others than its name says")
	}
	return err
}

// Find gives a place and a backup in it by their names.
func Find(places []backup.Place, place, name string) (backup.Place, backup.Copy, error) {
	c, ok := backup.Parse(name, 0)
	if !ok {
		return nil, c, fault.Invalid("name", message.BackupNameWrong.With())
	}
	for _, p := range places {
		if p.Name() == place {
			return p, c, nil
		}
	}
	return nil, c, fault.Invalid("place", message.BackupNoPlace.With())
}

// Restore puts a backup in the place of the database at a place, as store.Restore does,
// once it was read whole.
func Restore(ctx context.Context, actor string, at store.Place, p backup.Place, c backup.Copy, passphrase secret.Text, acceptLoss bool) (store.Restored, error) {
	room, err := scratch.Make(at.Path() + roomSuffix)
	if err != nil {
		return store.Restored{}, fault.Wrap(fault.CodeUnavailable, err, message.RestoreNoRoom.With(at.Path()))
	}
	defer room.Close()
	file, err := Fetch(ctx, p, c, passphrase, room.Path)
	if err != nil {
		return store.Restored{}, err
	}
	return store.Restore(ctx, actor, at, file, acceptLoss)
}

// Find gives a backup by its name, and where its place is.
func (s *Service) Find(place, name string) (where string, c backup.Copy, err error) {
	p, c, err := Find(s.opt.Places, place, name)
	if err != nil {
		return "", c, err
	}
	return p.Where(), c, nil
}

// Restore puts a backup in the place of the database that serves.
func (s *Service) Restore(ctx context.Context, actor, place, name string, acceptLoss bool) (store.Restored, error) {
	p, c, err := Find(s.opt.Places, place, name)
	if err != nil {
		return store.Restored{}, err
	}
	s.log.Warn("the database is restored from a backup", "name", c.Name, "place", p.Where(), "by", actor)
	return Restore(ctx, actor, s.store.Place(), p, c, s.opt.Passphrase, acceptLoss)
}
