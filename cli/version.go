package cli

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"olist/store"
)

func versionCommand(env *Env) *cobra.Command {
	cmd := command("version", "Say which version this is, of which commit, and which schema it writes.", func(context.Context) error {
		return env.version(buildSettings())
	})
	cmd.Long = "The first line is the release. A database of a schema with a higher number is refused; an older one is brought up to date,\nand kept beside as it was."
	return cmd
}

// version prints a line for each of release, commit, schema and toolchain; built
// are the settings of the build, by name.
func (env *Env) version(built map[string]string) error {
	schema, err := store.SchemaVersion()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(env.Out, "olist", Version()); err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "commit\t%s\n", commitOf(built))
	fmt.Fprintf(w, "schema\t%d\n", schema)
	fmt.Fprintf(w, "go\t%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return w.Flush()
}

// commitOf is the commit that the program was built of and its time, as the
// toolchain wrote them into it.
func commitOf(built map[string]string) string {
	text := strings.TrimSpace(built["vcs.revision"] + " " + built["vcs.time"])
	if built["vcs.modified"] == "true" {
		text += ", changed since"
	}
	return cmp.Or(text, "unknown: it was not built in a checkout")
}

func buildSettings() map[string]string {
	all := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			all[s.Key] = s.Value
		}
	}
	return all
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
