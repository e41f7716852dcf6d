package ui

// LeftOut counts rows that an import did not use.
type LeftOut struct {
	Reason string
	Rows   int
}

// FileRead is one file of the import.
type FileRead struct {
	Name string
	Rows int
}
