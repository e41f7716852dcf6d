//go:build !nosample

package main

import _ "embed"

// shipped is the database that the product opens with: weekly aggregates and a
// trained model, made by `go generate`.
//
//go:generate go run ./cli/makedb
//go:embed olist.db
var shipped []byte
