package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// desk is the old program at work.
type desk struct {
	binary, db, dir string
	url             string
	cmd             *exec.Cmd
	log             bytes.Buffer
	cookie, csrf    string

	token, revoked, job, uploaded string
}

// start runs the server until it answers.
func (d *desk) start(env ...string) error {
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := ln.Addr().String()
	if err := ln.Close(); err != nil {
		return err
	}
	d.url = "http://" + addr
	d.cmd = exec.Command(d.binary, "serve", "--db", d.db, "--addr", addr)
	d.cmd.Env = append(os.Environ(), env...)
	d.cmd.Stderr = &d.log
	if err := d.cmd.Start(); err != nil {
		return err
	}
	return d.until("it answers", func() (bool, error) {
		resp, err := http.Get(d.url + "/healthz")
		if err != nil {
			return false, nil
		}
		return resp.StatusCode == http.StatusOK, resp.Body.Close()
	})
}

func (d *desk) stop() error {
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	err := d.cmd.Wait()
	d.cmd, d.cookie, d.csrf = nil, "", ""
	return err
}

// kill ends the server as a power cut does.
func (d *desk) kill() {
	if d.cmd != nil {
		_ = d.cmd.Process.Kill()
		_ = d.cmd.Wait()
		d.cmd = nil
	}
}

func (d *desk) until(what string, done func() (bool, error)) error {
	for range 12000 {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("in vain until %s", what)
}

// errNoSuchRoute is the answer of a program that has not learnt something yet.
var errNoSuchRoute = errors.New("there is no such address")

// output is what the program's command line prints.
func (d *desk) output(args ...string) (string, error) {
	out, err := exec.Command(d.binary, args...).Output()
	return string(out), err
}

// command runs the program's command line on the database.
func (d *desk) command(in io.Reader, args ...string) error {
	c := exec.Command(d.binary, append(args, "--db", d.db)...)
	c.Stdin = in
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", args, err, out)
	}
	return nil
}

func (d *desk) do(method, path, contentType string, body io.Reader) (*http.Response, []byte, error) {
	req, err := http.NewRequest(method, d.url+path, body)
	if err != nil {
		return nil, nil, err
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if d.cookie != "" {
		req.Header.Set("Cookie", d.cookie)
		req.Header.Set("X-CSRF-Token", d.csrf)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	raw, err := io.ReadAll(resp.Body)
	if resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusMethodNotAllowed {
		return nil, nil, fmt.Errorf("%s %s: %w: %.500s", method, path, errNoSuchRoute, raw)
	}
	if resp.StatusCode >= 400 {
		return nil, nil, fmt.Errorf("%s %s: %s: %.500s", method, path, resp.Status, raw)
	}
	return resp, raw, errors.Join(err, resp.Body.Close())
}

// api sends JSON and reads JSON.
func (d *desk) api(method, path string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	_, got, err := d.do(method, path, "application/json", bytes.NewReader(raw))
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(got, into)
}

// press sends a page's form; it gives where that leads, or the page.
func (d *desk) press(path string, pairs ...string) (location, page string, err error) {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, raw, err := d.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	return resp.Header.Get("Location"), string(raw), nil
}

// upload sends files to the imports, and gives the version.
func (d *desk) upload(files map[string]string) (version int64, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, content := range files {
		part, err := w.CreateFormFile("files", name)
		if err != nil {
			return 0, err
		}
		if _, err := io.WriteString(part, content); err != nil {
			return 0, err
		}
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	_, raw, err := d.do("POST", "/api/v1/imports", w.FormDataContentType(), &b)
	if err != nil {
		return 0, err
	}
	var a struct{ Import struct{ Version int64 } }
	err = json.Unmarshal(raw, &a)
	return a.Import.Version, err
}

// act does something to a version of the data.
func (d *desk) act(version int64, what string) error {
	return d.api("POST", fmt.Sprintf("/api/v1/imports/%d/%s", version, what), struct{}{}, nil)
}

// retrain starts a training and gives the job.
func (d *desk) retrain(params map[string]any) (job string, err error) {
	var a struct{ Job string }
	err = d.api("POST", "/retrain", params, &a)
	return a.Job, err
}

type job struct {
	ID, State, Error string
	Model            string `json:"model_id"`
	Progress         struct{ Done int }
}

// await waits until a job is as wanted.
func (d *desk) await(id string, is func(job) bool) (j job, err error) {
	err = d.until("the job "+id+" is as wanted", func() (bool, error) {
		err := d.api("GET", "/api/v1/jobs/"+id, nil, &j)
		return is(j), err
	})
	return j, err
}

// trained waits for the model of a job, and for its evaluation.
func (d *desk) trained(params map[string]any) (model string, err error) {
	id, err := d.retrain(params)
	if err != nil {
		return "", err
	}
	j, err := d.await(id, func(j job) bool { return j.State == "succeeded" || j.State == "failed" })
	if err != nil || j.State == "failed" {
		return "", fmt.Errorf("%v %w", j, err)
	}
	return j.Model, d.evaluated()
}

func (d *desk) evaluated() error {
	return d.until("the model is evaluated", func() (bool, error) {
		resp, err := http.Get(d.url + "/api/v1/backtest")
		if err != nil {
			return false, err
		}
		return resp.StatusCode == http.StatusOK, resp.Body.Close()
	})
}

// compared waits until a model that is not live is evaluated, too.
func (d *desk) compared(model string) error {
	return d.until("the model "+model+" is evaluated", func() (bool, error) {
		var a struct {
			Models []struct{ Backtest *struct{} }
		}
		err := d.api("GET", "/api/v1/models/compare?b="+model, nil, &a)
		return len(a.Models) == 2 && a.Models[1].Backtest != nil, err
	})
}
