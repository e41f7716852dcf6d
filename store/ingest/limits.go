package ingest

import "time"

// What an import may hold. Each limit is checked while the files are read, so
// that what is over it costs no more than what is at it; the sales in force and
// an import together keep the first two as well.
const (
	MaxCategories = 5_000
	MaxRegions    = 100
	MaxCells      = 5_000_000  // weeks x categories x regions with a row
	MaxRows       = 10_000_000 // of all files together
	MaxBytes      = 1 << 30    // of all files together, decompressed
	MaxRead       = 2 * time.Minute

	maxLine    = 1 << 20 // bytes in a line; a longer one is no table of ours
	maxColumns = 200
	maxRatio   = 200   // times that gzip data may grow; a table of sales grows 3 to 40 times
	maxBadRows = 1_000 // rows that cannot be used, after which the rest is not read
)
