package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

func peopleCommand(env *Env) *cobra.Command {
	cmd := command("people", "List who logs in by a name of their own; invite, switch off, let in again", env.listPeople)
	cmd.Long = cmd.Short + ".\n\nFor who administers and is locked out: whoever can write the database can do all of it."
	role := string(store.Viewer)
	var names []string
	changing := func(use, short string, args int, change func(context.Context, *store.Store) (store.Person, error)) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(args), RunE: func(c *cobra.Command, given []string) error {
			names = given
			return env.changePerson(c.Context(), change)
		}}
	}
	link := secret.New("")
	adding := changing("add NAME", "Invite a person; prints the link by which they choose a password", 1, func(ctx context.Context, st *store.Store) (store.Person, error) {
		p, err := st.AddPerson(ctx, commandLine, names[0], store.Role(role), link)
		return env.printLink(p, link, err)
	})
	adding.Flags().Var(&choice{&role, roleNames()}, "role", "`ROLE`: viewer, planner, analyst or admin (default viewer)")
	cmd.AddCommand(env.readingCommand(), command("list", "List everybody", env.listPeople), adding,
		changing("role NAME ROLE", "Give a person another role; their sessions end", 2, func(ctx context.Context, st *store.Store) (store.Person, error) {
			return st.SetRole(ctx, commandLine, names[0], store.Role(names[1]), anyWay)
		}),
		changing("off NAME", "Switch a person off; their sessions end", 1, func(ctx context.Context, st *store.Store) (store.Person, error) {
			return st.SwitchPerson(ctx, commandLine, names[0], true, anyWay)
		}),
		changing("on NAME", "Switch a person on again", 1, func(ctx context.Context, st *store.Store) (store.Person, error) {
			return st.SwitchPerson(ctx, commandLine, names[0], false, anyWay)
		}),
		changing("reset NAME", "End a person's password and sessions; prints the link by which they choose another", 1, func(ctx context.Context, st *store.Store) (store.Person, error) {
			p, err := st.ResetPerson(ctx, commandLine, names[0], link)
			return env.printLink(p, link, err)
		}))
	return cmd
}

// anyWay: whoever can write the database always has a way in.
var anyWay = store.Ways{Spare: true}

func roleNames() (all []string) {
	for _, r := range store.Roles {
		all = append(all, string(r))
	}
	return all
}

// readingCommand decides who reads where others can reach the program.
func (env *Env) readingCommand() *cobra.Command {
	return &cobra.Command{Use: "reading open|private", Short: "Let everybody who reaches the address read, or only who logs in", ValidArgs: []string{"open", "private"},
		Args: cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs), RunE: func(c *cobra.Command, args []string) error {
			st, err := env.openStore(c.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			return st.DecideReading(c.Context(), commandLine, args[0] == "open")
		}}
}

// changePerson changes one; what the line has wrong is a wrong line.
func (env *Env) changePerson(ctx context.Context, change func(context.Context, *store.Store) (store.Person, error)) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	p, err := change(ctx, st)
	if fault.CodeOf(err) == fault.CodeInvalid {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Err, "%s: %s, %s\n", p.Name, p.Role, standing(p, env.now()))
	return err
}

// printLink prints the path of a link: the command does not know the address.
func (env *Env) printLink(p store.Person, link secret.Text, err error) (store.Person, error) {
	if err == nil {
		_, err = fmt.Fprintf(env.Out, "/join?key=%s\n", link.Reveal())
	}
	return p, err
}

// listPeople writes everybody, by name.
func (env *Env) listPeople(ctx context.Context) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	people, err := st.People(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tROLE\tSTATE\tLAST LOGIN")
	for _, p := range people {
		seen := "-"
		if !p.SeenAt.IsZero() {
			seen = p.SeenAt.Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.Name, p.Role, standing(p, env.now()), seen)
	}
	return w.Flush()
}

func standing(p store.Person, now time.Time) string {
	switch {
	case !p.OffAt.IsZero():
		return "off"
	case p.Joined:
		return "joined"
	case p.Issuer != "":
		return "by " + p.Issuer
	case now.Before(p.LinkEndsAt):
		return "invited"
	}
	return "link ended"
}

func (env *Env) now() time.Time {
	if env.Clock != nil {
		return env.Clock()
	}
	return time.Now()
}
