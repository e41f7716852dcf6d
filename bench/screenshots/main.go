// Command screenshots takes the pictures that the README shows, or, to be looked
// at, one of every page, wide and narrow, light and dark:
//
//	go run ./bench/screenshots
//	go run ./bench/screenshots -all -out /tmp/pages
//
// It starts a server of its own unless one is named.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"olist/bench/running"
)

type shot struct{ name, path string }

var pages = []shot{
	{"dashboard", "/"},
	{"dashboard-category", "/?segment=category:beleza_saude&horizon=8"},
	{"dashboard-target", "/?goal=230000&per=week&past=4"},
	{"drives", "/drives"},
	{"changes", "/changes"},
	{"plan", "/plan?at=2018-09-03"},
	{"needs", "/needs"},
	{"segments", "/segments"},
	{"compare", "/compare?segment=state:SP&segment=state:RJ&segment=state:MG"},
	{"scenarios", "/scenarios"},
	{"accuracy", "/accuracy"},
	{"watch", "/watch"},
	{"events", "/events"},
	{"models", "/models"},
	{"models-compare", "/models/compare"},
	{"retrain", "/admin"},
	{"search", "/admin/search"},
	{"jobs", "/admin/jobs"},
	{"policy", "/admin/policy"},
	{"audit", "/admin/audit"},
	{"tokens", "/admin/tokens"},
	{"automation", "/automation"},
	{"backups", "/backups"},
	{"data", "/data"},
	{"imports", "/data/imports"},
	{"import", "/data/imports/1"},
	{"sources", "/sources"},
	{"source-new", "/sources/new?kind=query"},
	{"error", "/nothing-here"},
}

// shown are the pictures of the documents, beside those of the dashboards of owns.
var shown = []string{"dashboard-wide-light", "dashboard-phone-dark", "segments-phone-dark", "what-if-phone-dark", "accuracy-phone-dark",
	"own-shop-understood"}

var screens = []struct {
	name          string
	width, height int64
}{{"wide", 1440, 1500}, {"phone", 390, 1500}}

func main() {
	base := flag.String("url", "", "a running server; without it one is started")
	every := flag.Bool("all", false, "every page in every setting")
	out := flag.String("out", "docs", "folder for the pictures")
	format := flag.String("format", "webp", "of the pictures: webp or png")
	flag.Parse()
	if err := run(*base, *out, *format, *every); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(url, out, format string, every bool) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	base, stop, err := running.Server(url)
	if err != nil {
		return err
	}
	defer stop()
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "en-GB"))
	ctx, end := chromedp.NewExecAllocator(context.Background(), flags...)
	defer end()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context that starts it
		return err
	}
	seen := network.SetCookieParams{Name: "tour", Value: "seen", URL: base}
	if _, err := chromedp.Call(ctx, network.SetCookie, seen); err != nil {
		return err
	}
	made, err := example(base)
	if err != nil {
		return err
	}
	if url != "" { // a folder of its own is cleared away
		defer made.forget()
	}
	all := append(pages, shot{"what-if", made.scenario}, shot{"job", "/admin/jobs/" + made.job})
	for _, screen := range screens {
		for _, theme := range []string{"light", "dark"} {
			if err := look(ctx, screen.width, screen.height, theme); err != nil {
				return err
			}
			for _, p := range all {
				name := fmt.Sprintf("%s-%s-%s", p.name, screen.name, theme)
				if !every && !slices.Contains(shown, name) {
					continue
				}
				if err := take(ctx, base+p.path, format, filepath.Join(out, name+"."+format)); err != nil {
					return fmt.Errorf("%s: %w", p.path, err)
				}
			}
		}
	}
	if url != "" { // its shop stays
		return nil
	}
	return takeOwn(ctx, base, format, out, every)
}

func look(ctx context.Context, width, height int64, theme string) error {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	return err
}

func take(ctx context.Context, address, format, file string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	ready := `document.readyState === "complete" && (!document.querySelector("forecast-chart") || !!document.querySelector("forecast-chart canvas"))`
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](ready)); err != nil {
		return err
	}
	time.Sleep(300 * time.Millisecond) // the chart's first frame
	params := page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormat(format)}
	if format == "webp" {
		params.Quality = new(int64(72))
	}
	picture, err := chromedp.Call(ctx, page.CaptureScreenshot, params)
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture.Data, 0o644)
}
