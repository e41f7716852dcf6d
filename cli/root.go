package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"olist/secret"
)

// newRoot is the tree of all commands. Without a command it serves.
func newRoot(env *Env) *cobra.Command {
	root := serveCommand(env)
	root.Use = "olist"
	root.Short = "Forecasts weekly sales."
	root.Long = "Forecasts weekly sales. Without a command it serves the dashboard on localhost.\n\n" +
		"Exit codes: 0 done, 1 failed, 2 wrong command line, 130 interrupted."
	root.SilenceErrors, root.SilenceUsage = true, true
	var level string
	var asJSON bool
	f := root.PersistentFlags()
	stringTwin(f, &env.DB, "db", "OLIST_DB", "", "`FILE|ADDRESS`: the SQLite database (default: olist.db in the data directory), or postgres://user@host:5432/name of one that several programs share; with its password, better in the file that OLIST_DB_FILE names")
	stringTwin(f, &env.DataDir, "data-dir", "OLIST_DATA_DIR", "", "`DIR` where the data live (default: olist in the user's data folder)")
	boolTwin(f, &env.UpdateWithoutCopy, "update-without-copy", "OLIST_UPDATE_WITHOUT_COPY", "bring an older database up to date without a copy of it beside, as where the disk has no room")
	stringTwin(f, &level, "log-level", "OLIST_LOG_LEVEL", "info", "debug, info, warn or error")
	boolTwin(f, &asJSON, "log-json", "OLIST_LOG_JSON", "log as JSON lines")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		var l slog.Level
		if err := l.UnmarshalText([]byte(level)); err != nil {
			return fmt.Errorf("--log-level should be debug, info, warn or error, not %q", level)
		}
		env.Log = newLogger(env.Err, l, asJSON)
		return env.readAddress()
	}
	root.AddCommand(serveCommand(env), importCommand(env), importsCommand(env), shopCommand(env), peopleCommand(env), sourceCommand(env), trainCommand(env), forecastCommand(env),
		backtestCommand(env), exportCommand(env), modelsCommand(env), jobsCommand(env), backupCommand(env), restoreCommand(env),
		moveCommand(env), doctorCommand(env), healthcheckCommand(env), versionCommand(env))
	return root
}

// readAddress takes the database's address from the file that the environment names,
// if it does.
func (env *Env) readAddress() error {
	var given secret.Text
	if env.DB != "" {
		given = secret.Of(env.DB)
	}
	held, err := secretOf(given, "OLIST_DB")
	if err == nil && !held.Empty() {
		env.DB = held.Reveal()
	}
	return err
}

// command is one that takes flags only.
func command(use, short string, run func(context.Context) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return run(c.Context()) }}
}

// commandOn is one that takes a single argument.
func commandOn(use, short string, arg *string, run func(context.Context) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			*arg = args[0]
			return run(c.Context())
		}}
}

// stringTwin is a flag that the environment may set, too; the flag wins.
func stringTwin(f *pflag.FlagSet, p *string, name, variable, def, usage string) {
	f.StringVar(p, name, def, usage+" ["+variable+"]")
	if v := os.Getenv(variable); v != "" {
		*p = v // not as the default, which help prints
	}
}

// listTwin is a flag that may be given several times; its twin separates by
// commas or spaces.
func listTwin(f *pflag.FlagSet, p *[]string, name, variable, usage string) {
	f.StringSliceVar(p, name, nil, usage+" ["+variable+"]")
	if v := listOf(os.Getenv(variable)); len(v) > 0 {
		*p = v
	}
}

func listOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

// secretTwin is a stringTwin whose value nothing prints. The twin may name a file
// that holds it, too: see secretOf.
func secretTwin(f *pflag.FlagSet, p *secret.Text, name, variable, usage string) {
	f.Var(p, name, usage+" ["+variable+", or the file that "+fileOf(variable)+" names]")
	if v := os.Getenv(variable); v != "" {
		*p = secret.Of(v)
	}
}

func fileOf(variable string) string { return variable + "_FILE" }

// secretOf is the secret that a secretTwin was given or, where it was given none,
// the one in the file that the environment names. Both at once cannot be meant.
func secretOf(given secret.Text, variable string) (secret.Text, error) {
	file := os.Getenv(fileOf(variable))
	switch {
	case file == "":
		return given, nil
	case !given.Empty():
		return secret.Text{}, badFlag(fileOf(variable), "there is another by flag or by %s; give one of them", variable)
	}
	held, err := secret.FromFile(file)
	if err != nil {
		return secret.Text{}, badFlag(fileOf(variable), "%v", err)
	}
	return held, nil
}

func boolTwin(f *pflag.FlagSet, p *bool, name, variable, usage string) {
	f.BoolVar(p, name, false, usage+" ["+variable+"]")
	*p, _ = strconv.ParseBool(os.Getenv(variable)) // anything else is no
}
