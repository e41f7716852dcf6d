package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"olist/secret"
	"olist/store"
)

// moving copies a database into another one.
type moving struct {
	From, To string
}

func moveCommand(env *Env) *cobra.Command {
	c := &moving{}
	cmd := command("move", "Copy everything of a database into an empty one, of SQLite or PostgreSQL, compared row by row", func(ctx context.Context) error { return c.run(ctx, env) })
	f := cmd.Flags()
	f.StringVar(&c.From, "from", "", "`DATABASE` that is copied and stays as it is: sqlite:FILE, or postgres://user@host:5432/name; with a password better file:NAME of a file that holds the address")
	f.StringVar(&c.To, "to", "", "`DATABASE` that it goes to, alike; it holds nothing yet")
	_ = cmd.MarkFlagRequired("from")
	_ = cmd.MarkFlagRequired("to")
	return cmd
}

func (c *moving) run(ctx context.Context, env *Env) error {
	from, err := env.placeOf("--from", c.From)
	if err != nil {
		return err
	}
	to, err := env.placeOf("--to", c.To)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Err, "olist: %s is copied into %s; programs that serve the first should be stopped, or what they write meanwhile waits\n", from, to)
	moved, err := store.Move(ctx, from, to)
	if err == nil {
		_, err = fmt.Fprintf(env.Out, "%s holds %v, as %s does, compared row by row\n", to, moved, from)
	}
	return err
}

// placeOf reads how a flag names a database.
func (env *Env) placeOf(flag, given string) (at store.Place, err error) {
	if name, is := strings.CutPrefix(given, "file:"); is {
		held, err := secret.FromFile(name)
		if err != nil {
			return at, badFlag(flag, "%v", err)
		}
		given = held.Reveal()
	}
	if file, is := strings.CutPrefix(given, "sqlite:"); is && file != "" {
		return store.Place{Name: file}, nil
	}
	if store.IsPostgres(given) {
		at.Beside, err = env.dataDir()
		at.Name = given
		return at, err
	}
	return at, badFlag(flag, "should be sqlite:FILE, postgres://user@host:5432/name, or file:NAME of a file that holds one of these")
}
