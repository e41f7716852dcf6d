// Command olist forecasts a shop's weekly sales. Without a subcommand it serves
// the dashboard on localhost.
package main

import (
	_ "embed"
	"os"

	"olist/cli"
)

// shipped is the database that the product opens with: weekly aggregates and a
// trained model, made by `go generate`.
//
//go:generate go run ./cli/makedb
//go:embed olist.db
var shipped []byte

func main() {
	os.Exit(cli.Main(os.Args[1:], shipped))
}
