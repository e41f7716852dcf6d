package manifests

import (
	"net/netip"
	"net/url"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

// cluster is what deploy/kubernetes asks for.
type cluster struct {
	deployment apps.Deployment
	service    core.Service
	ingress    networking.Ingress
	budget     policy.PodDisruptionBudget
	settings   core.ConfigMap
	secret     core.Secret // an example
}

// decode reads all of deploy/kubernetes into the types of Kubernetes: no field that
// they do not know, none twice.
func decode(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{}
	kinds := map[string]struct{ version, kind string }{
		"deployment.yaml": {"apps/v1", "Deployment"}, "service.yaml": {"v1", "Service"}, "ingress.yaml": {"networking.k8s.io/v1", "Ingress"},
		"poddisruptionbudget.yaml": {"policy/v1", "PodDisruptionBudget"}, "configmap.yaml": {"v1", "ConfigMap"}, "secret.yaml.example": {"v1", "Secret"},
	}
	into := map[string]any{
		"deployment.yaml": &c.deployment, "service.yaml": &c.service, "ingress.yaml": &c.ingress,
		"poddisruptionbudget.yaml": &c.budget, "configmap.yaml": &c.settings, "secret.yaml.example": &c.secret,
	}
	paths, err := filepath.Glob(root + "/deploy/kubernetes/*")
	must(t, err)
	if len(paths) != len(into) {
		t.Errorf("%d files, %d known", len(paths), len(into))
	}
	for _, at := range paths {
		name := path.Base(at)
		to := into[name]
		if to == nil {
			t.Errorf("%s is not known", at)
			continue
		}
		if err := yaml.UnmarshalStrict([]byte(text(t, at)), to); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		object := reflect.ValueOf(to).Elem()
		if v, k := object.FieldByName("APIVersion").String(), object.FieldByName("Kind").String(); v != kinds[name].version || k != kinds[name].kind {
			t.Errorf("%s is a %s of %s", name, k, v)
		}
		if n := object.FieldByName("Name").String(); n != "olist" {
			t.Errorf("%s is named %q", name, n)
		}
	}
	return c
}

// container is the one of the pods.
func (c *cluster) container(t *testing.T) core.Container {
	t.Helper()
	if n := len(c.deployment.Spec.Template.Spec.Containers); n != 1 {
		t.Fatalf("%d containers", n)
	}
	return c.deployment.Spec.Template.Spec.Containers[0]
}

// TestKubernetesReachesThePods: selectors, ports and the ingress lead to one another.
func TestKubernetesReachesThePods(t *testing.T) {
	c, p := decode(t), read(t)
	labels := c.deployment.Spec.Template.Labels
	spread := c.deployment.Spec.Template.Spec.TopologySpreadConstraints
	if len(spread) != 1 || spread[0].TopologyKey != core.LabelHostname || spread[0].MaxSkew != 1 {
		t.Fatalf("replicas are spread by %+v", spread)
	}
	for what, selector := range map[string]map[string]string{
		"deployment": c.deployment.Spec.Selector.MatchLabels, "service": c.service.Spec.Selector,
		"budget": c.budget.Spec.Selector.MatchLabels, "spread": spread[0].LabelSelector.MatchLabels,
	} {
		if len(selector) == 0 {
			t.Errorf("the %s selects everything", what)
		}
		for key, value := range selector {
			if labels[key] != value {
				t.Errorf("the %s selects %s=%s, pods have %v", what, key, value, labels)
			}
		}
	}
	port := c.container(t).Ports
	if len(port) != 1 || strconv.Itoa(int(port[0].ContainerPort)) != p.port {
		t.Fatalf("ports %v, the image listens on %s", port, p.port)
	}
	serves := c.service.Spec.Ports
	if len(serves) != 1 || serves[0].TargetPort.StrVal != port[0].Name || c.service.Spec.SessionAffinity == core.ServiceAffinityClientIP {
		t.Errorf("the service leads to %+v", c.service.Spec)
	}
	public, err := url.Parse(c.settings.Data["OLIST_PUBLIC_URL"])
	must(t, err)
	if len(c.ingress.Spec.Rules) != 1 || len(c.ingress.Spec.TLS) != 1 {
		t.Fatalf("the ingress is %+v", c.ingress.Spec)
	}
	rule := c.ingress.Spec.Rules[0]
	if rule.Host != public.Host || public.Scheme != "https" || !slices.Equal(c.ingress.Spec.TLS[0].Hosts, []string{public.Host}) {
		t.Errorf("the ingress is for %s, the program for %s", rule.Host, public)
	}
	for _, path := range rule.HTTP.Paths {
		if to := path.Backend.Service; path.Path != "/" || to.Name != c.service.Name || to.Port.Name != serves[0].Name {
			t.Errorf("the ingress leads %s to %+v", path.Path, to)
		}
	}
}

// TestKubernetesLosesNoService: one replica is left whatever is done on purpose.
func TestKubernetesLosesNoService(t *testing.T) {
	c := decode(t)
	s := c.deployment.Spec
	if s.Replicas == nil || *s.Replicas < 2 {
		t.Fatal("there are no two replicas")
	}
	if r := s.Strategy.RollingUpdate; r == nil || r.MaxUnavailable == nil || r.MaxUnavailable.IntValue() != 0 || r.MaxSurge == nil || r.MaxSurge.IntValue() < 1 {
		t.Errorf("an update takes replicas away: %+v", s.Strategy)
	}
	if b := c.budget.Spec; b.MinAvailable == nil || b.MaxUnavailable != nil || b.MinAvailable.IntValue() < 1 || b.MinAvailable.IntValue() >= int(*s.Replicas) {
		t.Errorf("the budget leaves nothing, or lets no node go: %+v", b)
	}
	pod := s.Template.Spec
	stop := c.container(t).Lifecycle
	if stop == nil || stop.PreStop == nil || stop.PreStop.Sleep == nil {
		t.Fatal("a replica stops while it is still asked")
	}
	const shutdown = 10 // seconds, of server.Serve
	if *pod.TerminationGracePeriodSeconds <= stop.PreStop.Sleep.Seconds+shutdown {
		t.Errorf("a replica is killed after %d s", *pod.TerminationGracePeriodSeconds)
	}
}

// TestKubernetesProbes: they ask what the program answers.
func TestKubernetesProbes(t *testing.T) {
	c, p := decode(t), read(t)
	in := c.container(t)
	for what, probe := range map[string]*core.Probe{"startup": in.StartupProbe, "liveness": in.LivenessProbe} {
		if probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Path != "/healthz" || !p.routes[probe.HTTPGet.Path] || probe.HTTPGet.Port.StrVal != in.Ports[0].Name {
			t.Errorf("the %s probe is %+v", what, probe)
		}
	}
	// The command asks /readyz: see cli/healthcheck.go.
	if r := in.ReadinessProbe; r == nil || r.Exec == nil || !slices.Equal(r.Exec.Command, []string{"/olist", "healthcheck"}) {
		t.Errorf("the readiness probe is %+v", r)
	}
	for _, command := range append([]string{"healthcheck"}, in.Args...) {
		if !p.commands[command] {
			t.Errorf("the program has no command %s", command)
		}
	}
	if !p.routes["/readyz"] {
		t.Error("there is no /readyz")
	}
}

// TestKubernetesGivesLittle: neither root, nor a root file system to write on, nor a
// key to the cluster.
func TestKubernetesGivesLittle(t *testing.T) {
	c, p := decode(t), read(t)
	pod, in := c.deployment.Spec.Template.Spec, c.container(t)
	checkImage(t, in.Image)
	s, is := pod.SecurityContext, in.SecurityContext
	if s == nil || s.RunAsNonRoot == nil || !*s.RunAsNonRoot || s.RunAsUser == nil || *s.RunAsUser != p.user || s.SeccompProfile == nil || s.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
		t.Errorf("pods run as %+v", s)
	}
	if is == nil || is.ReadOnlyRootFilesystem == nil || !*is.ReadOnlyRootFilesystem || is.AllowPrivilegeEscalation == nil || *is.AllowPrivilegeEscalation ||
		is.Capabilities == nil || !slices.Equal(is.Capabilities.Drop, []core.Capability{"ALL"}) || len(is.Capabilities.Add) > 0 {
		t.Errorf("the container may %+v", is)
	}
	if pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken || pod.EnableServiceLinks == nil || *pod.EnableServiceLinks {
		t.Error("pods are given the cluster's token, or variables of its services")
	}
	if in.Resources.Requests.Cpu().IsZero() || in.Resources.Requests.Memory().IsZero() || in.Resources.Limits.Memory().IsZero() {
		t.Errorf("resources are %+v", in.Resources)
	}
}

// TestKubernetesSettings: what is set is read, secrets are files, and none is in git.
func TestKubernetesSettings(t *testing.T) {
	c, p := decode(t), read(t)
	pod, in := c.deployment.Spec.Template.Spec, c.container(t)
	if len(in.EnvFrom) != 1 || in.EnvFrom[0].ConfigMapRef == nil || in.EnvFrom[0].ConfigMapRef.Name != c.settings.Name {
		t.Fatalf("settings come from %+v", in.EnvFrom)
	}
	env := map[string]string{}
	for name, value := range c.settings.Data {
		env[name] = value
	}
	for _, v := range in.Env {
		if v.ValueFrom != nil {
			t.Errorf("%s is given as a variable: mount it", v.Name)
		}
		env[v.Name] = v.Value
	}
	mounted := map[string]string{}
	for _, m := range in.VolumeMounts {
		mounted[m.Name] = m.MountPath
	}
	files, scratch := map[string]bool{}, false
	for _, v := range pod.Volumes {
		switch {
		case v.Secret != nil:
			if v.Secret.SecretName != c.secret.Name || v.Secret.DefaultMode == nil || *v.Secret.DefaultMode != 0o440 || pod.SecurityContext.FSGroup == nil {
				t.Errorf("the secret is mounted as %+v", v.Secret)
			}
			for key, value := range c.secret.StringData {
				files[path.Join(mounted[v.Name], key)] = true
				if value != "" {
					t.Errorf("git holds a secret for %s", key)
				}
			}
		case v.EmptyDir != nil:
			scratch = scratch || mounted[v.Name] == env["OLIST_DATA_DIR"]
		}
	}
	if !scratch || len(c.secret.Data) > 0 {
		t.Errorf("the data folder %q is not a folder of the pod's own, or git holds a secret", env["OLIST_DATA_DIR"])
	}
	p.checkEnvironment(t, env, files)
	if at, err := netip.ParsePrefix(env["OLIST_TRUSTED_PROXY"]); err != nil || at.Bits() == 0 {
		t.Errorf("trusted is %s: %v", env["OLIST_TRUSTED_PROXY"], err)
	}
}
