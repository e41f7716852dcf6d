// Command screenshots takes a picture of every page of a running server, wide
// and narrow, light and dark, for the README:
//
//	go run . &
//	go run ./bench/screenshots -url http://127.0.0.1:8080 -out docs
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var pages = []struct{ name, path string }{
	{"dashboard", "/"},
	{"segments", "/segments"},
	{"compare", "/compare?segment=state:SP&segment=state:RJ&segment=state:MG"},
	{"accuracy", "/accuracy"},
	{"models", "/models"},
	{"retrain", "/admin"},
	{"data", "/data"},
}

var screens = []struct {
	name          string
	width, height int64
}{{"wide", 1440, 1600}, {"phone", 390, 1800}}

func main() {
	base := flag.String("url", "http://127.0.0.1:8080", "the running server")
	out := flag.String("out", "docs", "folder for the pictures")
	flag.Parse()
	if err := run(*base, *out); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(base, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	defer stop()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context that starts it
		return err
	}
	seen := network.SetCookieParams{Name: "tour", Value: "seen", URL: base}
	if _, err := chromedp.Call(ctx, network.SetCookie, seen); err != nil {
		return err
	}
	scenario, forget, err := promotion(base)
	if err != nil {
		return err
	}
	defer forget()
	pages := append(pages, struct{ name, path string }{"what-if", scenario + "?horizon=14"})
	for _, screen := range screens {
		for _, theme := range []string{"light", "dark"} {
			for _, p := range pages {
				file := filepath.Join(out, fmt.Sprintf("%s-%s-%s.webp", p.name, screen.name, theme))
				if err := take(ctx, base+p.path, screen.width, screen.height, theme, file); err != nil {
					return fmt.Errorf("%s: %w", p.path, err)
				}
			}
		}
	}
	return nil
}

// promotion makes a scenario to show, and forgets it afterwards.
func promotion(base string) (path string, forget func(), err error) {
	post := func(path string, form url.Values) (*http.Response, error) {
		resp, err := http.PostForm(base+path, form)
		if err != nil {
			return nil, err
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK { // after the redirect
			return nil, fmt.Errorf("%s: %s", path, resp.Status)
		}
		return resp, nil
	}
	made, err := post("/scenarios", url.Values{"name": {"Black Friday push"}})
	if err != nil {
		return "", nil, err
	}
	path = made.Request.URL.Path
	forget = func() {
		if _, err := post(path+"/delete", nil); err != nil {
			fmt.Fprintln(os.Stderr, "screenshots:", err)
		}
	}
	for _, change := range []url.Values{
		{"segment": {"total"}, "from": {"2018-11-19"}, "to": {"2018-11-19"}, "percent": {"15"}},
		{"segment": {"state:SP"}, "from": {"2018-09-17"}, "to": {"2018-09-24"}, "percent": {"-100"}},
	} {
		if _, err := post(path+"/add", change); err != nil {
			forget()
			return "", nil, err
		}
	}
	return path, forget, nil
}

func take(ctx context.Context, address string, width, height int64, theme, file string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	if err != nil {
		return err
	}
	ready := `document.readyState === "complete" && (!document.querySelector("forecast-chart") || !!document.querySelector("forecast-chart canvas"))`
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](ready)); err != nil {
		return err
	}
	time.Sleep(300 * time.Millisecond) // the chart's first frame
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "webp", Quality: new(int64(85))})
	if err != nil {
		return err
	}
	return os.WriteFile(file, shot.Data, 0o644)
}
