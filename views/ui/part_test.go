package ui

import (
	"fmt"
	"slices"
	"testing"
)

// TestPartsHoldEverythingOnce: from part to part along the links, a list of any
// length is shown whole, each entry once, no part longer than the limit.
func TestPartsHoldEverythingOnce(t *testing.T) {
	for _, n := range []int{0, 1, 99, 100, 101, 1500} {
		var all, seen []string
		for i := range n {
			all = append(all, fmt.Sprint(i))
		}
		address := "/notes?segment=a%20b&page=x#list"
		for range 1 + n/100 {
			rows, part := Part(address, "page", all, 100)
			if len(rows) > 100 {
				t.Fatalf("%d rows of %d", len(rows), n)
			}
			seen = append(seen, rows...)
			if part.Now == part.Last {
				break
			}
			address = part.url(part.Now + 1)
		}
		if !slices.Equal(all, seen) {
			t.Errorf("of %d entries %d are shown", n, len(seen))
		}
	}
	for asked, want := range map[string]int{"-3": 1, "0": 1, "2": 2, "9": 3, "many": 1} {
		if _, part := Part("/?page="+asked, "page", make([]int, 250), 100); part.Now != want || part.Last != 3 {
			t.Errorf("page %q is %d of %d, want %d", asked, part.Now, part.Last, want)
		}
	}
	_, part := Part("/notes?segment=a%20b#list", "page", make([]int, 250), 100)
	if got := part.url(2); got != "/notes?page=2&segment=a+b#list" {
		t.Errorf("the next part is at %s", got)
	}
}
