package outgoing

import (
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"
)

// google is what www.google.com sent in early 2023: its certificate, and the
// intermediate that a public root signed.
//
//go:embed testdata/google-2023.pem
var google []byte

// TestRoots: a public chain is verified, and a certificate that no public root
// stands behind is refused for that, by the client that sends the messages. It
// is run once more where the machine has no root certificate (below), and by
// .ci/smoke where it has no file at all.
func TestRoots(t *testing.T) {
	var certs []*x509.Certificate
	for block, rest := pem.Decode(google); block != nil; block, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(block.Bytes)
		must(t, err)
		certs = append(certs, c)
	}
	then := x509.VerifyOptions{DNSName: "www.google.com", Intermediates: x509.NewCertPool(), CurrentTime: time.Date(2023, 2, 28, 20, 0, 0, 0, time.UTC)}
	then.Intermediates.AddCert(certs[1])
	if _, err := certs[0].Verify(then); err != nil {
		t.Errorf("a public certificate is not verified: %v", err)
	}
	web := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	web.Config.ErrorLog = log.New(io.Discard, "", 0)
	web.StartTLS()
	t.Cleanup(web.Close)
	err := get(t, Rules{}.Client(), web.URL)
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); !ok {
		t.Errorf("a certificate that nobody known signed: %v", err)
	}
	must(t, get(t, web.Client(), web.URL)) // by who knows it, it is taken
}

func TestRootsTravelInTheBinary(t *testing.T) {
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestRoots$", "-test.count=1", "-test.v")
	cmd.Env = append(os.Environ(), "SSL_CERT_FILE=/nonexistent", "SSL_CERT_DIR="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("without the system's roots: %v\n%s", err, out)
	}
}
