package ingest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/store/ingest"
)

func readDrivers(t *testing.T, text string, names ...string) (*ingest.Batch, *ingest.WeeklyReport, error) {
	t.Helper()
	return ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(text), ingest.Options{Drivers: names})
}

func TestReadDrivers(t *testing.T) {
	const file = "week,category,revenue,promo_days,price,year\n" +
		"2018-08-06,a,1,2,9.5,2018\n2018-08-06,b,1,2,8,2018\n" +
		"2018-08-13,a,1,,9.5,2018\n2018-08-13,b,1,,8,2018\n" +
		"2018-08-20,a,1,3,9.5,2018\n" +
		"2018-08-27,a,,4,,2018\n2018-09-03,a,,0,,2018\n"
	b, report, err := readDrivers(t, file, "promo_days", "Price")
	if err != nil || report.Err() != nil {
		t.Fatal(err, report)
	}
	want := []ingest.Driver{
		{Name: "promo_days", Values: []ingest.DriverValue{{Week: 2535, Value: 2}, {Week: 2537, Value: 3}, {Week: 2538, Value: 4}, {Week: 2539}}},
		{Name: "price", Values: []ingest.DriverValue{{2535, "a", "none", 9.5}, {2535, "b", "none", 8}, {2536, "a", "none", 9.5}, {2536, "b", "none", 8}, {Week: 2537, Value: 9.5}}},
	}
	if diff := cmp.Diff(want, b.Drivers); diff != "" {
		t.Error(diff)
	}
	if got := fmt.Sprint(report.Drivers); got != "[{promo_days 2018-08-06 2018-09-03 2 [2018-08-13] false} {price 2018-08-06 2018-08-20 0 [] true}]" {
		t.Error(got)
	}
	if len(b.Weeks) != 3 || report.Totals.Revenue != 500 {
		t.Errorf("%d weeks, %+v", len(b.Weeks), report.Totals)
	}
}

// TestDriversAreAsked: without a person's word no column is one; rows that only
// make sense with it say so.
func TestDriversAreAsked(t *testing.T) {
	const file = "week,revenue,promo_days,remark\n2018-08-06,1,2,x\n2018-08-13,2,0,y\n2018-08-20,,3,z\n"
	b, report, err := readDrivers(t, file)
	if err != nil || len(b.Drivers) != 0 || !cmp.Equal(report.Form.MayBeDrivers, []string{"promo_days"}) {
		t.Fatal(b.Drivers, report.Form, err)
	}
	if len(report.Refused) != 1 || report.Refused[0].Choose != "drivers" || !strings.Contains(report.Refused[0].Message.String(), "promo_days") {
		t.Error(report.Refused)
	}
	if len(b.Weeks) != 2 {
		t.Error(b.Weeks)
	}
}

// TestDriversAlone: a file may bring what is known ahead beside sales that are
// there already; that it does is asked.
func TestDriversAlone(t *testing.T) {
	const file = "week,promo_days\n2018-08-06,2\n2018-08-13,5\n2018-08-27,3\n"
	b, report, err := readDrivers(t, file, "promo_days")
	if err != nil || report.Err() != nil || len(b.Weeks) != 0 || len(b.Drivers) != 1 || len(b.Drivers[0].Values) != 3 {
		t.Fatal(b, err)
	}
	_, _, err = readDrivers(t, file)
	faults, ok := errors.AsType[*ingest.Faults](err)
	if !ok || !faults.Choosable() || !cmp.Equal(faults.MayBeDrivers, []string{"promo_days"}) {
		t.Error(err)
	}
}

func TestDriversThatCannotBe(t *testing.T) {
	const weeks = "2018-08-06,1,2,x\n2018-08-13,2,0,y\n"
	for name, c := range map[string]struct {
		rows, driver, want string
	}{
		"a blank between":  {"2018-08-06,1,2,x\n2018-08-13,,0,y\n2018-08-20,1,0,y\n", "promo_days", "only rows after the last week with sales (2018-08-20)"},
		"no such column":   {weeks, "price", `the column "price" is missing`},
		"read otherwise":   {weeks, "revenue", "is read as something else"},
		"words":            {weeks, "remark", "only numbers"},
		"too far ahead":    {weeks + "2021-08-16,,1,x\n", "promo_days", "more than 104 weeks"},
		"beyond all sense": {weeks + "2018-08-20,1,9999999999999,x\n", "promo_days", "beyond 1e+12"},
		"infinite":         {weeks + "2018-08-20,1,1e999,x\n", "promo_days", "1e999"},
	} {
		_, report, err := readDrivers(t, "week,revenue,promo_days,remark\n"+c.rows, c.driver)
		if err == nil {
			err = report.Err()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
