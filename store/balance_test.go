package store

import (
	"testing"

	"olist/store/fault"
	"olist/store/ingest"
)

// An import that would hold another sum than was read is none.
func TestAnImportBalances(t *testing.T) {
	c := Changes{Weeks: []WeekChange{{After: WeekTotals{Revenue: 3}}, {After: WeekTotals{Revenue: 4}}}}
	if err := c.balances(ingest.Staging{Taken: 7}); err != nil {
		t.Error(err)
	}
	if err := c.balances(ingest.Staging{Taken: 8}); fault.CodeOf(err) != fault.CodeInternal {
		t.Error(err)
	}
}
