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
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"olist/store/fault"
	"olist/story"
)

// Exit codes, promised to scripts.
const (
	exitOK      = 0
	exitFailed  = 1   // the work failed: bad data, no such model, disk full
	exitUsage   = 2   // the command line is wrong: an unknown flag, or a value out of its range
	exitStopped = 130 // interrupted, as shells have it: 128 and the number of the signal
)

// Env is what every command gets from the outside.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Log      *slog.Logger
	Clock    func() time.Time // time.Now if nil
	Shipped  []byte           // the embedded olist.db, as gzip; never written
	DB       string           // --db, or "" for the one in DataDir
	DataDir  string

	UpdateWithoutCopy bool // an older database is brought up to date without a copy of it

	backups backupFlags

	computing *atomic.Bool // see computes

	embedded   bool     // Shipped is a part of the program's file
	sourceDirs []string // whole paths; nil for those of the environment
}

// Main runs one command line and gives the exit code. shipped is embedded in the
// program.
func Main(args []string, shipped []byte) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Shipped: shipped, computing: new(atomic.Bool), embedded: true}
	context.AfterFunc(ctx, func() {
		time.Sleep(patience)
		if env.computing.Load() {
			os.Exit(env.fail(context.Canceled))
		}
		time.Sleep(time.Second - patience) // tools like timeout send the same signal twice at once
		stop()                             // a later one ends the program whatever it waits for, as for a pipe's reader
	})
	return Run(ctx, args, env)
}

// patience is how long what computes may take to stop by itself.
const patience = 500 * time.Millisecond

// computes says that until done is called nothing is written: what does not stop by
// itself, where a step of it takes long, ends with the program.
func (env *Env) computes() (done func()) {
	if env.computing == nil {
		return func() {}
	}
	env.computing.Store(true)
	return func() { env.computing.Store(false) }
}

// run is Main with its surroundings given, for tests.
func Run(ctx context.Context, args []string, env Env) int {
	root := newRoot(&env)
	root.SetArgs(args)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case env.Log == nil: // no command came to run: the line itself is wrong
		fmt.Fprintf(env.Err, "olist: %v\nTry: olist --help\n", err)
		return exitUsage
	}
	return env.fail(err)
}

// fail says what went wrong: the message for a person, then the cause.
func (env *Env) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(env.Err, "olist: stopped")
		return exitStopped
	}
	fmt.Fprintln(env.Err, "olist:", err)
	if _, wrong := errors.AsType[usageError](err); wrong || fault.CodeOf(err) == fault.CodeMalformed {
		return exitUsage
	}
	return exitFailed
}

func newLogger(w io.Writer, level slog.Level, asJSON bool) *slog.Logger {
	opt := &slog.HandlerOptions{Level: level, ReplaceAttr: clip}
	if asJSON {
		return slog.New(story.Handler(slog.NewJSONHandler(w, opt)))
	}
	return slog.New(story.Handler(slog.NewTextHandler(w, opt)))
}

// clipAt bounds each value of a log line, in bytes: some, as addresses and what
// is wrong with them, are as long as a stranger likes.
const clipAt = 2000

func clip(_ []string, a slog.Attr) slog.Attr {
	if kind := a.Value.Kind(); kind != slog.KindString && kind != slog.KindAny || a.Key == "stack" {
		return a
	}
	if text := a.Value.String(); len(text) > clipAt {
		a.Value = slog.StringValue(strings.ToValidUTF8(text[:clipAt], "") + fmt.Sprintf("... (%d bytes)", len(text)))
	}
	return a
}
