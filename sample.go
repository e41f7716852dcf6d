//go:build !nosample

package main

import _ "embed"

// shipped is olist.db, compressed: the database that the product opens with, weekly
// aggregates and a trained model, both made by `go generate`.
//
//go:generate go run ./cli/makedb
//go:embed olist.db.gz
var shipped []byte
