package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"olist/message"
	"olist/store/fault"
)

// What runs in a transaction is kept where it goes well only, and whatever
// comes of it, the one connection that writes is free again.
func TestATransactionIsKeptOnlyWhereItGoesWell(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "olist.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	refused := fault.New(fault.CodeConflict, message.Prose("no"))
	for _, c := range []struct {
		name string
		end  func() error
		want error
		kept bool
	}{
		{"well", func() error { return nil }, nil, true},
		{"error", func() error { return refused }, refused, false},
		{"nothing to keep", func() error { return errUnkept }, nil, false},
		{"panic", func() error { panic("broken") }, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := mustDigest(t, s)["audit"]
			err := func() error {
				defer func() { _ = recover() }()
				return s.inTx(t.Context(), func(x *tx) error {
					if err := x.audit(t.Context(), "ana", c.name, "", nil); err != nil {
						return err
					}
					return c.end()
				})
			}()
			if !errors.Is(err, c.want) {
				t.Errorf("got error %v, want %v", err, c.want)
			}
			if kept := mustDigest(t, s)["audit"] != before; kept != c.kept {
				t.Errorf("kept is %v", kept)
			}
			if inUse := s.write.Stats().InUse; inUse != 0 {
				t.Errorf("%d writing connections are not given back", inUse)
			}
		})
	}
}

// Who only looks gets the answer beside an error, and keeps no reader.
func TestWhatIsReadIsGivenBesideTheError(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "olist.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	refused := errors.New("damaged")
	got, err := given(t.Context(), s.inRead, func(x *tx) (int, error) {
		if _, err := x.ExecContext(context.Background(), `DELETE FROM settings`); err == nil {
			t.Error("a reader may write")
		}
		return 7, refused
	})
	if got != 7 || !errors.Is(err, refused) || s.read.Stats().InUse != 0 {
		t.Errorf("got %d, %v, %d readers in use", got, err, s.read.Stats().InUse)
	}
}
