package server

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"olist/server/sheet"
	"olist/store"
)

// StartFile is a file as a shop has it, with what a person changes of what is
// understood, and what the command line is told of it.
type StartFile struct {
	Name    string
	Content func() string
	roles   []string   // COLUMN=ROLE, changed at the second step
	profile url.Values // changed at the third
	Shop    []string   // flags of olist shop new
	Read    []string   // flags of olist import
	says    []string   // what the dashboard speaks of
}

// StartFiles are those that the first start is tried with.
var StartFiles = map[string]StartFile{
	"German weeks": {Name: "schuhe.csv", Content: german, profile: url.Values{"name": {"Schuhhaus"}},
		Shop: []string{"--name", "Schuhhaus", "--country", "DE", "--category", "Kategorie", "--region", "Bundesland"}, says: []string{"€", "Kategorie", "Bundesland"}},
	"American orders": {Name: "orders.xlsx", Content: americanOrders, profile: url.Values{"name": {"Boots"}},
		Shop: []string{"--name", "Boots", "--country", "US", "--category", "", "--region", "State"}, says: []string{"$", "State"}},
	"totals": {Name: "totals.zip", Content: zippedTotals, profile: url.Values{"name": {"Totals"}, "currency": {"GBP"}},
		Shop: []string{"--name", "Totals", "--currency", "GBP", "--category", "", "--region", ""}, says: []string{"£"}},
	"units with drivers": {Name: "units.csv", Content: unitsWithDrivers, roles: []string{"promo_days=driver"}, profile: url.Values{"name": {"Pieces"}},
		Shop: []string{"--name", "Pieces", "--category", "", "--region", "", "--measure", "units"}, Read: []string{"--drivers", "promo_days"}, says: []string{" units"}},
}

const startWeeks = 60

func startDay(week, day int) time.Time { return time.Date(2024, 1, 1+7*week+day, 0, 0, 0, 0, time.UTC) }

// americanOrders is a workbook of orders with who bought; some come back.
func americanOrders() string {
	var book sheet.Table
	book.Add(sheet.Text("Order ID"), sheet.Text("Order Date"), sheet.Text("Customer Name"), sheet.Text("Email"), sheet.Text("State"), sheet.Text("Total"))
	for d := range 7 * startWeeks {
		for i, state := range []string{"New York", "Texas"} {
			cents := int64(10_000 + 500*(d%7) + 3_000*i + 100*(d*13%17))
			if d%31 == 30 {
				cents = -2_500
			}
			book.Add(sheet.Text(fmt.Sprintf("A-%d", 2*d+i)), sheet.Text(startDay(0, d).Format("01/02/2006")), sheet.Text("Erika Mustermann"), sheet.Text(customer), sheet.Text(state), sheet.Money(cents))
		}
	}
	var b bytes.Buffer
	if err := book.WriteXLSX(&b, "Orders", "#,##0.00"); err != nil {
		panic(err)
	}
	return b.String()
}

// zippedTotals are sums of weeks alone, in an archive.
func zippedTotals() string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("totals.csv")
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(f, "week,sales,contact")
	for w := range startWeeks {
		fmt.Fprintf(f, "%s,%d.50,%s\n", startDay(w, 0).Format(time.DateOnly), 9_000+w*7%50+int(900*math.Sin(float64(w)/8)), customer)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// unitsWithDrivers are pieces sold, more of them on days of promotion, which are known
// for six weeks to come.
func unitsWithDrivers() string {
	var b strings.Builder
	b.WriteString("week,units,promo_days\n")
	for w := range startWeeks + 6 {
		promo, units := (w*5+w/3)%4, ""
		if w < startWeeks {
			units = strconv.Itoa(800 + 60*promo + w*11%40)
		}
		fmt.Fprintf(&b, "%s,%s,%d\n", startDay(w, 0).Format(time.DateOnly), units, promo)
	}
	return b.String()
}

// start leads a file through the three steps.
func (a *app) start(f StartFile) {
	a.t.Helper()
	resp, body := a.send("/start", nil, map[string]string{f.Name: f.Content()})
	at := resp.Header.Get("Location")
	if at == "" {
		a.t.Fatalf("the file is answered with %d: %s", resp.StatusCode, problemsIn(body))
	}
	if len(f.roles) > 0 {
		if resp, _ := a.press(at, url.Values{"role": f.roles}.Encode()); resp.StatusCode >= 400 {
			a.t.Fatalf("the roles are answered with %d", resp.StatusCode)
		}
	}
	understood := a.page(at)
	fields := formIn(a.page(at + "/name"))
	for name, values := range f.profile {
		fields[name] = values
	}
	resp, body = a.press(at+"/name", fields.Encode())
	if !strings.HasPrefix(resp.Header.Get("Location"), "/admin/jobs/") {
		a.t.Fatalf("the shop does not begin, %d: %s", resp.StatusCode, problemsIn(body))
	}
	if strings.Contains(understood, customer) || strings.Contains(body, customer) {
		a.t.Error("a step shows who bought")
	}
	a.waitFor(jobOf(a.t, resp))
}

var pageForecast = regexp.MustCompile(`<td class="number strong">([^<]*)</td>`)

// wantSameNumbers checks that the page, the API, the file and the seed's route forecast
// the same.
func (a *app) wantSameNumbers() {
	a.t.Helper()
	const weeks = 4
	var predicted struct {
		Forecast []struct {
			Date  string
			Sales float64
		}
	}
	_, body := a.ask("GET", fmt.Sprintf("/predict?weeks=%d", weeks), "")
	must(a.t, json.Unmarshal([]byte(body), &predicted))
	api := a.forecastValues("total", weeks)
	_, body = a.ask("GET", fmt.Sprintf("/forecast.csv?horizon=%d", weeks), "", "Accept-Language", "en")
	rows := strings.Split(strings.TrimSpace(body), "\n")
	rows = rows[len(rows)-weeks:]
	page := pageForecast.FindAllStringSubmatch(a.page(fmt.Sprintf("/?horizon=%d", weeks)), -1)
	if len(predicted.Forecast) != weeks || len(api) != weeks || len(page) < weeks {
		a.t.Fatalf("%d weeks are predicted, %d by the API, %d on the page: %s", len(predicted.Forecast), len(api), len(page), body)
	}
	for i, p := range predicted.Forecast {
		mark, point := ",", "."
		if strings.Contains(rows[i], ";") { // as the shop's country writes files
			mark, point = ";", ","
		}
		file, err := strconv.ParseFloat(strings.Replace(strings.Split(rows[i], mark)[3], point, ".", 1), 64)
		must(a.t, err)
		shown, err := strconv.ParseFloat(digits.ReplaceAllString(page[i][1], ""), 64)
		must(a.t, err)
		if p.Sales != api[i] || p.Sales != file || math.Abs(p.Sales-shown) > .5 {
			a.t.Errorf("%s: predicted %v, by the API %v, in the file %v, on the page %s", p.Date, p.Sales, api[i], file, page[i][1])
		}
	}
}

var digits = regexp.MustCompile(`[^0-9]`)

// StartedModels begins a shop with each of the files, and gives the sha256 of its first
// model, trained as the program does.
func StartedModels(t *testing.T) map[string]string {
	before := mostCalibration
	mostCalibration = 0
	t.Cleanup(func() { mostCalibration = before })
	a := newApp(t)
	models := map[string]string{}
	for name, f := range StartFiles {
		a.start(f)
		models[name] = LiveModel(t, a.store)
	}
	return models
}

// LiveModel is the sha256 of the model that serves.
func LiveModel(t *testing.T, st *store.Store) string {
	t.Helper()
	models, err := st.Models(t.Context())
	must(t, err)
	i := slices.IndexFunc(models, func(m store.Model) bool { return m.Live })
	if i < 0 {
		t.Fatal("no model serves")
	}
	return models[i].SHA256
}

// Customer stands in columns without a role.
const Customer = customer

// Each of the files becomes a shop whose numbers are the same everywhere; who bought is
// nowhere, not in a backup either, and the file is gone.
func TestStartWithFilesOfAllKinds(t *testing.T) {
	a := newApp(t)
	for name, f := range StartFiles {
		t.Run(name, func(t *testing.T) {
			a.t = t
			a.start(f)
			a.wantSameNumbers()
			wantIn(t, a.page("/"), f.says...)
			must(t, a.store.Backup(t.Context(), a.store.Path()+".backup "+name))
			a.wantNowhere(customer)
			if left := a.uploads(); len(left) > 0 {
				t.Errorf("left are %v", left)
			}
		})
	}
}
