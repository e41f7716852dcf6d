package docs

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// notRun are the reasons for which a page may say that a block is not run here:
// "```sh no-run: needs Docker".
var notRun = []string{"needs Docker", "needs root", "needs the network", "needs a bucket", "needs a database server", "needs a cluster", "CI runs it"}

// TestCommands runs the sh blocks of each page, in their order, in one shell and
// a folder with the files of testdata, against the real program on a free port. A block that is
// marked as output holds lines that the block before it wrote, in their order;
// … stands for anything.
func TestCommands(t *testing.T) {
	needTools(t)
	binary := program(t)
	for _, p := range readPages(t) {
		t.Run(filepath.Base(p.path), func(t *testing.T) {
			ran, left := p.commands(t)
			t.Logf("%d blocks run, %d not", len(ran), left)
			if len(ran) > 0 {
				p.run(t, binary, ran)
			}
		})
	}
}

// shown is a block of commands, and the output that the page shows of it.
type shown struct {
	block
	output []string
}

// commands are the blocks of a page that are run, and how many are not.
func (p page) commands(t *testing.T) (run []shown, left int) {
	t.Helper()
	last := false // the block before is run
	for _, b := range p.blocks {
		reason, marked := strings.CutPrefix(b.rest(), "no-run: ")
		switch {
		case b.rest() == "output" && last:
			run[len(run)-1].output = slices.DeleteFunc(strings.Split(b.text, "\n"), func(l string) bool { return strings.Trim(l, "… ") == "" })
		case b.rest() == "output":
			t.Errorf("%s:%d is output of nothing that is run", p.path, b.line)
		case b.language() != "sh":
			if slices.Contains([]string{"bash", "shell", "console", "zsh"}, b.language()) && b.rest() != "sample" {
				t.Errorf("%s:%d: commands stand in blocks of sh", p.path, b.line)
			}
		case marked:
			left++
			if !slices.Contains(notRun, reason) {
				t.Errorf("%s:%d is not run for %q; may be: %s", p.path, b.line, reason, strings.Join(notRun, ", "))
			}
		case b.rest() != "":
			t.Errorf("%s:%d: what is %q?", p.path, b.line, b.rest())
		default:
			run, last = append(run, shown{block: b}), true
			continue
		}
		last = false
	}
	return run, left
}

// run runs blocks of a page one after the other, and compares what they write.
func (p page) run(t *testing.T, binary string, blocks []shown) {
	work := t.TempDir()
	preamble, err := os.ReadFile("testdata/preamble.sh")
	must(t, err)
	ports := ports{}
	script := strings.Builder{}
	script.Write(preamble)
	for i, b := range blocks {
		fmt.Fprintf(&script, "\nexec >%s/%d 2>&1; echo %d >%s/at\n%s", work, i, i, work, ports.inside(b.text))
	}
	script.WriteString("\n[ -z \"$server\" ] || { kill $server; wait $server || true; }\necho done >" + work + "/at\n")
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	must(t, os.CopyFS(filepath.Join(work, "here"), os.DirFS("testdata/files"))) // what the pages call somebody's own
	cmd := exec.CommandContext(ctx, "bash", "-c", script.String())
	cmd.Dir = filepath.Join(work, "here")
	cmd.Env = append(plain(), "PROGRAM="+binary, "WORK="+work, "HOME="+work, "XDG_DATA_HOME="+filepath.Join(work, "data"),
		"PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "OLIST_ADDR=127.0.0.1:"+ports.of("8080"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	failed := cmd.Run()
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // a server that the page left
	at := 0
	if raw, err := os.ReadFile(filepath.Join(work, "at")); failed != nil && err == nil {
		_, _ = fmt.Sscan(string(raw), &at)
	}
	for i, b := range blocks {
		raw, _ := os.ReadFile(filepath.Join(work, fmt.Sprint(i)))
		if failed != nil && i == at {
			t.Fatalf("%s:%d: %v\n%s\nwrote\n%s", p.path, b.line, failed, b.text, raw)
		}
		if missing := lacks(string(raw), b.output, ports); missing != "" {
			t.Errorf("%s:%d does not write\n%s\nbut\n%.3000s", p.path, b.line, missing, raw)
		}
	}
}

// lacks gives the first of the lines that does not follow in what was written.
func lacks(wrote string, lines []string, ports ports) string {
	left := strings.Split(wrote, "\n")
	for _, line := range lines {
		parts := strings.Split(ports.inside(strings.TrimSpace(line)), "…")
		for i, part := range parts {
			parts[i] = regexp.QuoteMeta(part)
		}
		like := regexp.MustCompile(`^\s*` + strings.Join(parts, `.*`) + `\s*$`)
		found := slices.IndexFunc(left, like.MatchString)
		if found < 0 {
			return line
		}
		left = left[found+1:]
	}
	return ""
}

// ports gives each port that a page names on this machine a free one.
type ports map[string]string

var local = regexp.MustCompile(`\b(localhost|127\.0\.0\.1):(\d+)`)

func (p ports) inside(text string) string {
	return local.ReplaceAllStringFunc(text, func(at string) string {
		m := local.FindStringSubmatch(at)
		return m[1] + ":" + p.of(m[2])
	})
}

func (p ports) of(port string) string {
	if p[port] == "" {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return port
		}
		defer ln.Close()
		_, p[port], _ = net.SplitHostPort(ln.Addr().String())
	}
	return p[port]
}

// plain is this test's environment without settings of the program.
func plain() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "OLIST_") || strings.HasPrefix(v, "XDG_") || strings.HasPrefix(strings.ToUpper(v), "HTTP")
	})
}

// needTools skips where the commands of pages cannot run at all.
func needTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
}

// programs is the folder of what tests build.
var programs string

var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(programs, "olist")
	if out, err := exec.Command("go", "build", "-o", path, "olist").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

// program is the real binary, built once.
func program(t *testing.T) string {
	t.Helper()
	path, err := built()
	must(t, err)
	return path
}

func TestMain(m *testing.M) {
	var err error
	if programs, err = os.MkdirTemp("", "olist-docs-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(programs)
	os.Exit(code)
}
