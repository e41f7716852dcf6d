package store_test

import (
	"slices"
	"strings"
	"testing"

	"olist/store/ingest"
)

// A region is any text; another file's spelling of it that differs by case alone
// adds to the same one.
func TestRegionsAreKeptAsFirstSpelled(t *testing.T) {
	s, _ := open(t)
	for _, csv := range []string{
		"week,region,revenue,orders\n2018-08-13,Bayern,1,1\n2018-08-13,New York,2,1\n",
		"week,region,revenue,orders\n2018-08-20,BAYERN,4,1\n2018-08-20,new york,8,1\n2018-08-20,PA,16,1\n",
	} {
		if _, _, err := s.Import(t.Context(), file(t, csv, ingest.Options{})); err != nil {
			t.Fatal(err)
		}
	}
	h, err := s.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, g := range h.Segments {
		if strings.HasPrefix(g.Key, "state:") {
			keys = append(keys, g.Key)
		}
	}
	slices.Sort(keys)
	if want := []string{"state:Bayern", "state:New York", "state:PA"}; !slices.Equal(keys, want) {
		t.Errorf("regions %v, want %v", keys, want)
	}
}
