package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/store/ingest"
)

// A large file's weeks are packed. They say what those of a small one say:
// rows in any order, names in two spellings, figures that only some rows have,
// sums left out, regions spelled as those in force.
func TestPackedWeeksSayWhatOthersDo(t *testing.T) {
	for name, file := range map[string]string{
		"in order":     "week,category,state,revenue\n2018-08-13,a,RJ,1\n2018-08-13,a,SP,2\n2018-08-13,b,RJ,3\n2018-08-20,a,RJ,4\n2018-08-20,b,SP,5\n",
		"in no order":  "week,category,state,revenue,freight,items,orders\n2018-08-20,b,sp,5,,1,1\n2018-08-13,b,RJ,3,1,2,2\n2018-08-13,a,SP,2,,,1\n2018-08-20,a,RJ,4,,3,1\n2018-08-13,a,RJ,1,7,1,1\n",
		"two spelled":  "week,category,state,revenue,items\n2018-08-13,tea ,SP,1,\n2018-08-13,tea,SP,2,4\n2018-08-13,coffee,sp,3,1\n",
		"days":         "date,category,state,revenue\n2018-08-13,a,SP,1\n2018-08-14,a,SP,2\n2018-08-15,a,RJ,3\n2018-08-16,b,SP,4\n2018-08-17,b,SP,4\n2018-08-18,b,SP,4\n2018-08-19,a,SP,4\n",
		"with a total": "week,category,revenue\n2018-08-06,a,1\n2018-08-06,b,2\n2018-08-06,total,3\n2018-08-13,a,2\n2018-08-13,b,5\n2018-08-13,total,7\n2018-08-20,a,2\n2018-08-20,b,4\n2018-08-20,total,6\n",
	} {
		t.Run(name, func(t *testing.T) {
			units := name == "in no order"
			read := func() *ingest.Batch {
				b, report, err := ingest.ReadWeekly(t.Context(), "a.csv", strings.NewReader(file), ingest.Options{})
				if err != nil || report.Err() != nil {
					t.Fatal(err, report.Err())
				}
				b.Respell([]string{"Rj", "AC"})
				if units {
					b.InUnits()
				}
				return b
			}
			plain := read()
			ingest.PackAll(t)
			kept := read()
			if len(kept.Weeks) != len(plain.Weeks) || len(kept.Weeks) == 0 {
				t.Fatalf("%d weeks, %d packed", len(plain.Weeks), len(kept.Weeks))
			}
			for i, w := range kept.Weeks {
				got, was := w.Unpacked()
				if !was {
					t.Fatal("a week is not packed")
				}
				if diff := cmp.Diff(plain.Weeks[i].Cells, got.Cells); diff != "" || !w.Equal(plain.Weeks[i]) {
					t.Errorf("week %v, plain and packed:\n%s", w.Week, diff)
				}
				if w.Size() != len(got.Cells) || w.Revenue() != plain.Weeks[i].Revenue() || !slices.Equal(slices.Collect(w.All()), got.Cells) {
					t.Errorf("week %v: %d cells, revenue %d", w.Week, w.Size(), w.Revenue())
				}
			}
			changed := plain.Weeks[0]
			changed.Cells = slices.Clone(changed.Cells)
			changed.Cells[0].Items++
			if kept.Weeks[0].Equal(changed) {
				t.Error("a week with another figure is the same")
			}
		})
	}
}

// Rows of the same names are found wherever they stand.
func TestTwiceInAWeekOutOfOrder(t *testing.T) {
	file := "week,category,state,revenue\n2018-08-13,a,RJ,1\n2018-08-13,b,RJ,2\n2018-08-13,c,RJ,2\n2018-08-13,a,RJ,3\n2018-08-20,a,RJ,3\n"
	_, report, err := ingest.ReadWeekly(t.Context(), "a.csv", strings.NewReader(file), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Refused) != 1 || report.Refused[0].Line != 5 || len(report.RefusedWeeks) != 1 {
		t.Errorf("refused: %v", report.Refused)
	}
}
