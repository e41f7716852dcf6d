package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"olist/shop"
	"olist/store"
)

func shopCommand(env *Env) *cobra.Command {
	cmd := command("shop", "Show the shop's profile; change it, or begin another shop", env.showShop)
	var set, begin profileFlags
	var id string
	setting := command("set", "Change the profile: what is not given stays", func(ctx context.Context) error { return env.setShop(ctx, &set) })
	set.add(setting.Flags())
	beginning := command("new", "Set the shop that is here aside, whole, and begin another one without sales", func(ctx context.Context) error { return env.beginShop(ctx, &begin) })
	beginning.Long = beginning.Short + ": then olist import, and olist train. The one set\naside is brought back with olist shop return. Backups and exports hold the shop that\nis here alone."
	begin.add(beginning.Flags())
	cmd.AddCommand(command("show", "Show the shop's profile", env.showShop), setting, beginning,
		command("kept", "List the shops that were set aside", env.listKept),
		commandOn("return ID", "Bring back a shop that was set aside; the one that is here is set aside for it", &id,
			func(ctx context.Context) error { return env.returnShop(ctx, id) }))
	return cmd
}

// profileFlags are the fields of a profile that were given.
type profileFlags struct {
	flags *pflag.FlagSet
	start string
	given shop.Profile
}

func (f *profileFlags) add(flags *pflag.FlagSet) {
	f.flags = flags
	flags.StringVar(&f.given.Name, "name", "", "what the shop is called")
	flags.StringVar(&f.given.Currency, "currency", "", "`CODE` of ISO 4217, like EUR")
	flags.StringVar(&f.given.Country, "country", "", "`CODE` of ISO 3166, like DE: its public holidays")
	flags.StringVar(&f.given.TimeZone, "time-zone", "", "`ZONE`, like Europe/Berlin")
	flags.StringVar(&f.given.Category, "category", "", "what the first way to split sales is called; empty: there is none")
	flags.StringVar(&f.given.Region, "region", "", "what the second is called; empty: there is none")
	flags.StringVar(&f.start, "week-start", "", "`DAY` on which weeks begin: monday, sunday or saturday")
	flags.StringVar(&f.given.Measure, "measure", "", "what is forecast: revenue or units")
	flags.StringVar(&f.given.Source, "source", "", "where the data come from")
	flags.StringVar(&f.given.Licence, "licence", "", "under which they may be shown")
}

// over gives p with what was given.
func (f *profileFlags) over(p shop.Profile) (shop.Profile, error) {
	for name, field := range map[string]struct{ to, from *string }{
		"name": {&p.Name, &f.given.Name}, "currency": {&p.Currency, &f.given.Currency}, "country": {&p.Country, &f.given.Country},
		"time-zone": {&p.TimeZone, &f.given.TimeZone}, "category": {&p.Category, &f.given.Category}, "region": {&p.Region, &f.given.Region},
		"measure": {&p.Measure, &f.given.Measure}, "source": {&p.Source, &f.given.Source}, "licence": {&p.Licence, &f.given.Licence},
	} {
		if f.flags.Changed(name) {
			*field.to = *field.from
		}
	}
	if f.flags.Changed("week-start") {
		var err error
		if p.Start, err = shop.StartOn(f.start); err != nil {
			return p, err
		}
	}
	return p, nil
}

// showShop prints a line a field.
func (env *Env) showShop(ctx context.Context) error {
	return env.withShop(ctx, func(_ *store.Store, p shop.Profile) error {
		w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
		for _, line := range [][2]string{{"name", p.Name}, {"currency", p.Currency}, {"country", p.Country}, {"time-zone", p.TimeZone}, {"category", p.Category},
			{"region", p.Region}, {"week-start", p.Start.String()}, {"measure", p.Measure}, {"source", p.Source}, {"licence", p.Licence}} {
			fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
		}
		return w.Flush()
	})
}

func (env *Env) withShop(ctx context.Context, do func(*store.Store, shop.Profile) error) error {
	st, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	p, err := st.Shop(ctx)
	if err != nil {
		return err
	}
	return do(st, p)
}

func (env *Env) setShop(ctx context.Context, f *profileFlags) error {
	return env.withShop(ctx, func(st *store.Store, p shop.Profile) error {
		p, err := f.over(p)
		if err == nil {
			err = st.PutShop(ctx, commandLine, p)
		}
		return err
	})
}

// beginShop begins a shop: country, currency and zone follow each other where only
// one is said.
func (env *Env) beginShop(ctx context.Context, f *profileFlags) error {
	return env.withShop(ctx, func(st *store.Store, _ shop.Profile) error {
		p, err := f.over(shop.New())
		if err != nil {
			return err
		}
		if p = p.Tidy(); !f.flags.Changed("currency") {
			p.Currency = shop.CurrencyOf(p.Country)
		}
		if !f.flags.Changed("time-zone") {
			p.TimeZone = shop.ZoneOf(p.Country)
		}
		kept, _, _, err := st.StartShop(ctx, commandLine, p, nil)
		if err != nil {
			return err
		}
		if kept.ID != "" {
			fmt.Fprintf(env.Out, "%s is set aside as %s\n", kept.Name, kept.ID)
		}
		fmt.Fprintf(env.Out, "%s begins: import its sales, then train\n", p.Name)
		return nil
	})
}

func (env *Env) listKept(ctx context.Context) error {
	return env.withShop(ctx, func(st *store.Store, _ shop.Profile) error {
		kept, err := st.KeptShops(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "id\tname\tweeks\tset aside\tby")
		for _, k := range kept {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", k.ID, k.Name, k.Weeks, k.At.Format(time.DateTime), k.Actor)
		}
		return w.Flush()
	})
}

func (env *Env) returnShop(ctx context.Context, id string) error {
	return env.withShop(ctx, func(st *store.Store, _ shop.Profile) error {
		_, err := st.ReturnShop(ctx, commandLine, id)
		return err
	})
}
