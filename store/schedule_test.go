package store

import "testing"

// A setting that another version wrote, with its fields in another order, one more
// or one less, is known again: a schedule went silent for good where it was not.
func TestASettingSaysTheSameInOtherBytes(t *testing.T) {
	type schedule struct {
		Mode string `json:"mode"`
		Due  int64  `json:"due"`
		New  bool   `json:"new"`
	}
	v := schedule{Mode: "weekly", Due: 7, New: true}
	for stored, want := range map[string]bool{
		`{"mode":"weekly","due":7,"new":true}`:             true,
		`{"due":7,"mode":"weekly","new":true}`:             true,
		`{"due":7,"mode":"weekly"}`:                        true,
		`{"due":7,"mode":"weekly","new":true,"older":"x"}`: true,
		`{"due":8,"mode":"weekly","new":true}`:             false,
		`{"due":7,"mode":"off"}`:                           false,
		`"weekly"`:                                         false,
		``:                                                 false,
	} {
		if same, err := says(stored, v); err != nil || same != want {
			t.Errorf("%s says the same: %v, %v", stored, same, err)
		}
	}
}
