//go:build nosample

package main

// shipped is nothing: for who must not pass on the sample's data (CC BY-NC-SA),
// the product starts empty.
var shipped []byte
