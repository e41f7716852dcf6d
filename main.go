// Command olist forecasts a shop's weekly sales. Without a subcommand it serves
// the dashboard on localhost.
package main

import (
	"os"

	"olist/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], shipped))
}
