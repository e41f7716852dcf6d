package training

import (
	"context"
)

// afterRestore takes over a database that was restored while the program runs:
// nothing of the one before is left, and a model that only an older program can
// read is trained anew. done is false where there was no restore.
func (s *Service) afterRestore(ctx context.Context) (done bool, err error) {
	mark, err := s.store.RestoredBy(ctx)
	if err != nil || mark == s.restored {
		return false, err
	}
	s.log.InfoContext(ctx, "the database was restored; it is taken over")
	s.swap.Lock()
	s.outdated = ""
	s.swap.Unlock()
	s.mu.Lock()
	clear(s.unable)
	s.logged = ""
	s.mu.Unlock()
	s.watch.Restart()
	if _, err := s.store.Examine(ctx); err != nil {
		return false, err
	}
	if err := s.Reload(ctx); err != nil {
		return false, err
	}
	s.restored = mark
	return true, s.renew(ctx)
}
