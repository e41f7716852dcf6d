// Package cli is the command line: one file a command, each a struct of flags
// with a Run method.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"olist/store/fault"
)

// Exit codes, promised to scripts.
const (
	exitOK     = 0
	exitFailed = 1 // the work failed: bad data, no such model, disk full
	exitUsage  = 2 // the command line is wrong
)

// Env is what every command gets from the outside.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Log      *slog.Logger
	Clock    func() time.Time // time.Now if nil
	Shipped  []byte           // the embedded olist.db; never written
	DB       string           // --db, or "" for the one in DataDir
	DataDir  string
}

type commands struct {
	DB       string `help:"The SQLite file to use (default: olist.db in the data directory)." env:"OLIST_DB" placeholder:"FILE"`
	DataDir  string `help:"Where the data lives (default: olist in the user's data folder)." env:"OLIST_DATA_DIR" placeholder:"DIR"`
	LogLevel string `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"OLIST_LOG_LEVEL"`
	LogJSON  bool   `help:"Log as JSON lines." name:"log-json" env:"OLIST_LOG_JSON"`

	Serve       ServeCmd       `cmd:"" default:"withargs" help:"Open the dashboard (the default)."`
	Import      ImportCmd      `cmd:"" help:"Read order files or a weekly CSV into the database."`
	Imports     ImportsCmd     `cmd:"" help:"List imports, undo them."`
	Train       TrainCmd       `cmd:"" help:"Train a model on the stored data and make it live."`
	Forecast    ForecastCmd    `cmd:"" help:"Forecast weekly series of a CSV file."`
	Backtest    BacktestCmd    `cmd:"" help:"Measure how far off forecasts of a CSV file's series would have been."`
	Models      ModelsCmd      `cmd:"" help:"List, activate, delete, export models."`
	Jobs        JobsCmd        `cmd:"" help:"List jobs, cancel them, read their logs."`
	Backup      BackupCmd      `cmd:"" help:"Write a verified copy of the database to a file, also while serving."`
	Restore     RestoreCmd     `cmd:"" help:"Put a backup in the place of the database, also while serving."`
	Doctor      DoctorCmd      `cmd:"" help:"Examine the database, the models, the data and the disk."`
	Healthcheck HealthcheckCmd `cmd:"" help:"Ask a running server whether it is ready."`
	Version     VersionCmd     `cmd:"" help:"Say which version this is."`
}

// Main runs one command line and gives the exit code.
func Main(args []string, shipped []byte) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, args, Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Shipped: shipped})
}

// Run is Main with its surroundings given, for tests.
func Run(ctx context.Context, args []string, env Env) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c,
		kong.Name("olist"),
		kong.Description("Forecasts weekly sales. Without a command it serves the dashboard on localhost."),
		kong.Writers(env.Out, env.Err),
		kong.Exit(func(code int) { exit = code }),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&env),
	)
	if err != nil {
		fmt.Fprintln(env.Err, "olist:", err)
		return exitUsage
	}
	k, err := parser.Parse(args)
	switch {
	case exit >= 0: // --help was answered
		return exit
	case err != nil:
		fmt.Fprintf(env.Err, "olist: %v\nTry: olist --help\n", err)
		return exitUsage
	}
	env.DB, env.DataDir, env.Log = c.DB, c.DataDir, newLogger(env.Err, c.LogLevel, c.LogJSON)
	if err := k.Run(); err != nil {
		return env.fail(err)
	}
	return exitOK
}

// fail says what went wrong: the message for a person, then the cause.
func (e *Env) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(e.Err, "olist: stopped")
		return exitFailed
	}
	fmt.Fprintln(e.Err, "olist:", err)
	if fault.CodeOf(err) == fault.CodeMalformed {
		return exitUsage
	}
	return exitFailed
}

func newLogger(w io.Writer, level string, asJSON bool) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // the enum of the flag has checked it
	opt := &slog.HandlerOptions{Level: l}
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, opt))
	}
	return slog.New(slog.NewTextHandler(w, opt))
}

// dataDir is the folder of --data-dir, or olist in the user's data folder.
func (e *Env) dataDir() (string, error) {
	if e.DataDir != "" {
		return e.DataDir, nil
	}
	if x := os.Getenv("XDG_DATA_HOME"); x != "" {
		return filepath.Join(x, "olist"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no home folder to keep data in; give --data-dir: %w", err)
	}
	return filepath.Join(home, ".local", "share", "olist"), nil
}

// VersionCmd prints the version.
type VersionCmd struct{}

// Run prints what Version gives.
func (VersionCmd) Run(env *Env) error {
	_, err := fmt.Fprintln(env.Out, "olist", Version())
	return err
}

// release is set by the linker: -X olist/cli.release=v1.2.3.
var release string

// Version is the release, or what the Go toolchain knows of the build.
func Version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
