package ingest_test

import (
	"strings"
	"testing"

	"olist/store/ingest"
)

// What a person says of the columns goes before all that is guessed.
func TestRolesThatAPersonChooses(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		roles map[string]string
		want  string
	}{
		"one of two amounts":           {"week,sales,turnover\n2018-08-20,5,6\n", map[string]string{"turnover": ingest.RoleAmount}, "2018-08-20 none none 600/0/0 ?"},
		"other alphabet":               {"週,売上,店\n2018-08-20,5,東京\n", map[string]string{"週": ingest.RoleDate, "売上": ingest.RoleAmount, "店": ingest.RoleRegion}, "2018-08-20 none 東京 500/0/0 ?"},
		"the second of a name":         {"week,value,value,place\n2018-08-20,5,7,a\n", map[string]string{"value#2": ingest.RoleAmount, "place": ingest.RoleCategory}, "2018-08-20 a none 700/0/0 ?"},
		"a number for a name":          {"week,store,revenue\n2018-08-20,1,5\n2018-08-20,2,6\n", map[string]string{"store": ingest.RoleRegion}, "2018-08-20 none 1 500/0/0 ?; 2018-08-20 none 2 600/0/0 ?"},
		"what is not read is added up": {"week,store,revenue\n2018-08-20,a,5\n2018-08-20,b,6\n", map[string]string{"store": ingest.RoleIgnore}, "2018-08-20 none none 1100/0/0 ?"},
		"refunds":                      {"date,order id,amount,back\n2018-08-20,1,10,-3\n2018-08-21,2,5,9\n", map[string]string{"back": ingest.RoleRefund}, "2018-08-20 none none 700/0/0 ?"},
		"units for money":              {"week,revenue,pieces\n2018-08-20,5,3\n", map[string]string{"revenue": ingest.RoleIgnore, "pieces": ingest.RoleUnits}, "2018-08-20 none none 0/0/3 ?"},
		"a line of its order":          {"date,order id,amount,state,quantity\n2018-08-20,1,10,SP,3\n,1,,,2\n", map[string]string{"order id": ingest.RoleOrder}, "2018-08-20 none SP 1000/0/5 ?"},
	} {
		t.Run(name, func(t *testing.T) {
			batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{Roles: c.roles})
			if err != nil || report.Err() != nil {
				t.Fatal(err, report)
			}
			if got := cells(batch); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRolesThatCannotBe(t *testing.T) {
	for want, roles := range map[string]map[string]string{
		`"price" is no role of a column`:                                  {"revenue": "price"},
		`the columns "revenue" and "revenue2" cannot both be amount`:      {"revenue": ingest.RoleAmount, "revenue2": ingest.RoleAmount},
		`the column "other" is missing; the header has`:                   {"other": ingest.RoleAmount},
		`the column "Customer email" holds who bought or where they live`: {"Customer email": ingest.RoleCategory},
	} {
		_, err := ingest.Understand(t.Context(), "w.csv", strings.NewReader("week,revenue,revenue2,Customer email\n2018-08-20,5,6,ana@example.com\n"), ingest.Options{Roles: roles}, now)
		if err == nil {
			_, _, err = ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,revenue,revenue2,Customer email\n2018-08-20,5,6,ana@example.com\n"), ingest.Options{Roles: roles})
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "ana@") {
			t.Errorf("%v: %v, want %s", roles, err, want)
		}
	}
}
