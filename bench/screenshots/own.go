package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// own is a shop of one's own as the documents show it: a file, what was understood
// of it, and its first forecast, wide and on a phone.
type own struct {
	name, file, content string
	roles               map[string]string // that differ from what is understood, by column
	understood          string            // name of the picture, "" for none
	home                string            // of the pictures, before the screen
}

var owns = []own{
	{name: "Schuhhaus", file: "schuhe.csv", content: shoes(), understood: "own-shop-understood", home: "own-shop"},
	{name: "Main Street Goods", file: "orders.csv", content: orders(), home: "own-orders"},
	{name: "Corner shop", file: "totals.csv", content: totals(), home: "own-totals"},
	{name: "Pieces", file: "units.csv", content: pieces(), roles: map[string]string{"promo_days": "driver"}, home: "own-units"},
}

// orders are those of an American store, a row each, with who bought.
func orders() string {
	var b strings.Builder
	b.WriteString("Order ID,Order Date,Email,Category,State,Total\n")
	for d := range 7 * 112 {
		day := time.Date(2024, 9, 30+d, 0, 0, 0, 0, time.UTC)
		for k := range 4 + int(3*math.Sin(2*math.Pi*float64(d-80)/365.25)+2*math.Cos(float64(d))) {
			fmt.Fprintf(&b, "A%d-%d,%s,buyer%d@example.com,%s,%s,\"$%d,%03d.50\"\n", d, k, day.Format("01/02/2006"), d*7+k,
				[]string{"Garden", "Kitchen", "Toys"}[(d+k)%3], []string{"TX", "PA", "NY"}[(d+2*k)%3], 1+(d+k)%2, (d*37+k*211)%1000)
		}
	}
	return b.String()
}

// totals are the weeks of a shop that splits nothing.
func totals() string {
	var b strings.Builder
	b.WriteString("Week,Sales (GBP)\n")
	for w := range 110 {
		day := time.Date(2024, 10, 7+7*w, 0, 0, 0, 0, time.UTC)
		fmt.Fprintf(&b, "%s,£%.2f\n", day.Format(time.DateOnly), 8_000+30*float64(w)+900*math.Sin(2*math.Pi*float64(w)/52.18)+300*math.Sin(float64(w*w)))
	}
	return b.String()
}

// shoes are the weeks of a German shop, with two Christmases.
func shoes() string {
	var b strings.Builder
	b.WriteString("Woche;Kategorie;Bundesland;Umsatz\n")
	for w := range 110 {
		day := time.Date(2024, 10, 7+7*w, 0, 0, 0, 0, time.UTC)
		for i, kind := range []string{"Sneaker", "Stiefel", "Sandalen", "Hausschuhe"} {
			for k, land := range []string{"Bayern", "Berlin", "Hessen"} {
				year := math.Sin(2*math.Pi*float64(w-12)/52.18 + float64(i))
				amount := float64(5_000-1_100*i) * (1.2 - .3*float64(k)) * (1 + .22*year + .05*math.Sin(float64(w*(3+i)+k*k)))
				if day.Month() == time.December && day.Day() < 25 {
					amount *= 1.3
				}
				fmt.Fprintf(&b, "%s;%s;%s;%s\n", day.Format("02.01.2006"), kind, land, strings.Replace(fmt.Sprintf("%.2f", amount), ".", ",", 1))
			}
		}
	}
	return b.String()
}

// pieces are the units of a shop whose days of promotion are known six weeks ahead.
func pieces() string {
	var b strings.Builder
	b.WriteString("week,product,units,promo_days\n")
	for w := range 116 {
		day, promo := time.Date(2024, 10, 7+7*w, 0, 0, 0, 0, time.UTC), (w*5+w/3)%4
		for i, product := range []string{"Chairs", "Tables", "Lamps"} {
			units := ""
			if w < 110 {
				units = fmt.Sprint(400 - 90*i + 30*promo + int(40*math.Sin(float64(w)/8)+9*math.Sin(float64(w*(7+i)))))
			}
			fmt.Fprintf(&b, "%s,%s,%s,%d\n", day.Format(time.DateOnly), product, units, promo)
		}
	}
	return b.String()
}

// takeOwn leads the files through the three steps and takes their pictures.
func takeOwn(ctx context.Context, base, format, out string, every bool) error {
	for _, o := range owns {
		at, err := send(base, o)
		if err != nil {
			return err
		}
		if o.understood != "" && (every || slices.Contains(shown, o.understood)) {
			if err := look(ctx, screens[0].width, screens[0].height, "light"); err != nil {
				return err
			}
			if err := take(ctx, base+at, format, filepath.Join(out, o.understood+"."+format)); err != nil {
				return err
			}
		}
		if err := begin(base, at, o.name); err != nil {
			return err
		}
		for _, s := range screens {
			if err := look(ctx, s.width, s.height, "light"); err != nil {
				return err
			}
			if err := take(ctx, base+"/", format, filepath.Join(out, o.home+"-"+s.name+"-light."+format)); err != nil {
				return err
			}
		}
	}
	return nil
}

// send gives the file to the first step, and where the second one is.
func send(base string, o own) (at string, err error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("files", o.file)
	if err != nil {
		return "", err
	}
	if _, err := part.Write([]byte(o.content)); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	resp, err := http.Post(base+"/start", w.FormDataContentType(), &body)
	if err != nil {
		return "", err
	}
	resp.Body.Close()
	if at = resp.Request.URL.Path; resp.StatusCode != http.StatusOK || at == "/start" {
		return "", fmt.Errorf("%s is answered with %s", o.file, resp.Status)
	}
	return at, call(base+"/api/v1"+at, map[string]any{"roles": o.roles}, nil)
}

// begin is the third step, and waits for the first model's forecast and its errors.
func begin(base, at, name string) error {
	var begun struct{ Job struct{ ID string } }
	if err := call(base+"/api/v1"+at+"/name", map[string]string{"name": name}, &begun); err != nil {
		return err
	}
	for range 1200 {
		if done, err := finished(base, begun.Job.ID); done || err != nil {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("%s has no forecast after two minutes", name)
}

func call(address string, body, answer any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	resp, err := http.Post(address, "application/json", bytes.NewReader(sent))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}
