package server_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/cli"
	"olist/server"
	"olist/store"
)

// A file gives the same model, to the byte, whether it comes by the three steps or by
// the command line; and the commands tell nothing of who bought.
func TestTheCommandLineStartsTheSameShop(t *testing.T) {
	models := server.StartedModels(t)
	for name, f := range server.StartFiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // a command waits for its evaluation
			dir := t.TempDir()
			file := filepath.Join(dir, f.Name)
			if err := os.WriteFile(file, []byte(f.Content()), 0o600); err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(dir, "olist.db")
			for _, args := range [][]string{append([]string{"shop", "new"}, f.Shop...), append([]string{"import", file}, f.Read...), {"train"}} {
				var said bytes.Buffer
				code := cli.Run(t.Context(), append(args, "--db", db), cli.Env{In: strings.NewReader(""), Out: &said, Err: &said})
				if code != 0 || strings.Contains(said.String(), server.Customer) {
					t.Fatalf("%v ends with %d: %s", args, code, said.String())
				}
			}
			st, err := store.Open(t.Context(), db, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			if got := server.LiveModel(t, st); got != models[name] {
				t.Errorf("by command the model is %s, by the steps %s", got, models[name])
			}
		})
	}
}
