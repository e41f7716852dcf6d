package manifests

import (
	"context"
	"net/netip"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

const composeFile = root + "/deploy/replicas/compose.yaml"

// compose reads deploy/replicas/compose.yaml as docker compose does, with an
// environment.
func compose(ctx context.Context, t *testing.T, env types.Mapping) (*types.Project, error) {
	t.Helper()
	at, err := filepath.Abs(composeFile)
	must(t, err)
	return loader.LoadWithContext(ctx, types.ConfigDetails{
		WorkingDir: filepath.Dir(at), ConfigFiles: []types.ConfigFile{{Filename: at}}, Environment: env,
	})
}

// composed is it for a site.
func composed(t *testing.T) *types.Project {
	t.Helper()
	project, err := compose(t.Context(), t, types.Mapping{"SITE": "sales.example.com"})
	must(t, err)
	return project
}

var replicas = []string{"olist-1", "olist-2"}

func TestComposeNeedsASite(t *testing.T) {
	if _, err := compose(t.Context(), t, types.Mapping{}); err == nil || !strings.Contains(err.Error(), "SITE") {
		t.Errorf("without a site: %v", err)
	}
}

// TestComposeReplicas: two of the same image on one database, each with a scratch
// folder of its own and all with the same backups.
func TestComposeReplicas(t *testing.T) {
	project, p := composed(t), read(t)
	scratch := map[string]bool{}
	for _, name := range replicas {
		s, is := project.Services[name]
		if !is {
			t.Fatalf("there is no %s", name)
		}
		env, files := map[string]string{}, map[string]bool{}
		for variable, value := range s.Environment {
			env[variable] = *value
		}
		for _, secret := range s.Secrets {
			files["/run/secrets/"+secret.Source] = true
		}
		p.checkEnvironment(t, env, files)
		if env["OLIST_PUBLIC_URL"] != "https://sales.example.com" || env["OLIST_TRUSTED_PROXY"] != project.Services["proxy"].Networks["front"].Ipv4Address {
			t.Errorf("%s believes %s, for %s", name, env["OLIST_TRUSTED_PROXY"], env["OLIST_PUBLIC_URL"])
		}
		if check := s.HealthCheck; check == nil || !slices.Equal(check.Test, []string{"CMD", "/olist", "healthcheck"}) || !p.commands["healthcheck"] {
			t.Errorf("%s is asked by %+v", name, check)
		}
		if s.Build == nil || filepath.Clean(s.Build.Context) != mustAbs(t, root) || s.DependsOn["postgres"].Condition != types.ServiceConditionHealthy {
			t.Errorf("%s is built from %+v, after %+v", name, s.Build, s.DependsOn)
		}
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || s.Privileged || len(s.Ports) > 0 {
			t.Errorf("%s may write on its root, or has more rights or ports than it needs", name)
		}
		backups := ""
		for _, v := range s.Volumes {
			switch v.Target {
			case "/data":
				scratch[v.Source] = v.Type == types.VolumeTypeVolume
			case env["OLIST_BACKUP_DIR"]:
				backups = v.Source
			}
		}
		if path.Base(backups) != "backups" {
			t.Errorf("%s keeps backups in %q", name, backups)
		}
	}
	if len(scratch) != len(replicas) {
		t.Errorf("scratch folders are %v", scratch)
	}
}

// TestComposeIsClosed: only the proxy is reached from outside, no password stands in
// the file, all say whether they are well, and start again.
func TestComposeIsClosed(t *testing.T) {
	project := composed(t)
	if len(project.Services) != len(replicas)+2 {
		t.Errorf("services are %v", project.ServiceNames())
	}
	for name, s := range project.Services {
		checkImage(t, s.Image)
		if (len(s.Ports) > 0) != (name == "proxy") {
			t.Errorf("%s publishes %v", name, s.Ports)
		}
		if s.HealthCheck == nil && name != "proxy" || s.Restart != types.RestartPolicyUnlessStopped {
			t.Errorf("%s: health %+v, restart %s", name, s.HealthCheck, s.Restart)
		}
		for variable, value := range s.Environment {
			if strings.Contains(variable, "PASSWORD") && !strings.HasSuffix(variable, "_FILE") && !strings.HasPrefix(variable, "OLIST_REQUIRE") {
				t.Errorf("%s is given %s=%s", name, variable, *value)
			}
		}
	}
	database := project.Services["postgres"]
	if _, only := database.Networks["inner"]; !only || len(database.Networks) != 1 || !project.Networks["inner"].Internal {
		t.Errorf("the database is on %v", database.Networks)
	}
	if !slices.ContainsFunc(database.Volumes, func(v types.ServiceVolumeConfig) bool { return v.Type == types.VolumeTypeVolume }) {
		t.Errorf("the database is kept on %v", database.Volumes)
	}
	if file := database.Environment["POSTGRES_PASSWORD_FILE"]; file == nil || len(database.Secrets) != 1 || *file != "/run/secrets/"+database.Secrets[0].Source {
		t.Error("the database's password is not in its secret")
	}
}

// TestComposeProxyHasAnAddressOfItsOwn: inside the network, and outside of what is
// given to others.
func TestComposeProxyHasAnAddressOfItsOwn(t *testing.T) {
	project := composed(t)
	pool := project.Networks["front"].Ipam.Config[0]
	at, err := netip.ParseAddr(project.Services["proxy"].Networks["front"].Ipv4Address)
	must(t, err)
	if !netip.MustParsePrefix(pool.Subnet).Contains(at) || netip.MustParsePrefix(pool.IPRange).Contains(at) || pool.Gateway == at.String() {
		t.Errorf("%s is not its own in %+v", at, pool)
	}
}

// TestComposeKeepsSecretsOut: neither git nor the image's build sees them.
func TestComposeKeepsSecretsOut(t *testing.T) {
	project := composed(t)
	var own []string
	for _, secret := range project.Secrets {
		own = append(own, secret.File)
	}
	for _, v := range project.Services[replicas[0]].Volumes {
		if v.Type == types.VolumeTypeBind {
			own = append(own, filepath.Join(v.Source, "a"))
		}
	}
	own = append(own, filepath.Join(project.WorkingDir, ".env"))
	patterns := strings.Fields(text(t, root+"/.dockerignore"))
	for _, file := range own {
		if out, err := exec.CommandContext(t.Context(), "git", "check-ignore", "--quiet", file).CombinedOutput(); err != nil {
			t.Errorf("git would take %s: %v %s", file, err, out)
		}
		in, err := filepath.Rel(mustAbs(t, root), file)
		must(t, err)
		if !slices.ContainsFunc(patterns, func(pattern string) bool {
			whole, _ := filepath.Match(pattern, in)
			folder, _ := filepath.Match(pattern, filepath.Dir(in))
			return whole || folder
		}) {
			t.Errorf("the image's build would take %s", in)
		}
	}
	if len(own) < 5 {
		t.Errorf("only %v looked at", own)
	}
}

func mustAbs(t *testing.T, path string) string {
	t.Helper()
	at, err := filepath.Abs(path)
	must(t, err)
	return at
}
