package backup

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"olist/backup/placetest"
	"olist/outgoing"
	"olist/secret"
	"olist/store/fault"
)

func s3At(t *testing.T, address, key string, rules outgoing.Rules) *S3 {
	t.Helper()
	s, err := NewS3(S3Options{Address: address, KeyID: secret.Of(placetest.KeyID), Key: secret.Of(key), Client: rules.Client()})
	must(t, err)
	return s
}

// A backup of several parts goes there and comes back; what a killed process left
// of an upload is taken away, and of others nothing.
func TestS3(t *testing.T) {
	address := placetest.Server(t)
	s := s3At(t, address, placetest.Key, outgoing.Rules{})
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, bytes.Repeat([]byte("0123456789abcdef"), (s3Part+s3Part/2)/16), 0o600))
	testPlace(t, s, file)

	core := minio.Core{Client: s.client}
	own, foreign := copyAt("abcd2345", time.Now()).Name, copyAt("zzzzzzzz", time.Now()).Name
	for _, name := range []string{own, foreign, "mine"} {
		id, err := core.NewMultipartUpload(t.Context(), s.bucket, s.prefix+name, minio.PutObjectOptions{})
		must(t, err)
		_, err = core.PutObjectPart(t.Context(), s.bucket, s.prefix+name, id, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{})
		must(t, err)
	}
	if all, err := s.List(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("what is not finished is listed: %v, %v", all, err)
	}
	must(t, s.Sweep(t.Context(), "abcd2345"))
	var left []string
	for u := range s.client.ListIncompleteUploads(t.Context(), s.bucket, s.prefix, true) {
		must(t, u.Err)
		left = append(left, strings.TrimPrefix(u.Key, s.prefix))
	}
	if len(left) != 2 || left[0] != "mine" || left[1] != foreign {
		t.Errorf("left: %v", left)
	}

	for want, place := range map[string]*S3{
		"SignatureDoesNotMatch": s3At(t, address, "another", outgoing.Rules{}),
		"NoSuchBucket":          s3At(t, strings.Replace(address, "/shop", "/nobody", 1), placetest.Key, outgoing.Rules{}),
		"--outgoing-allow":      s3At(t, address, placetest.Key, outgoing.Rules{Wide: true}),
	} {
		_, err := place.List(t.Context())
		if fault.CodeOf(err) != fault.CodeUnavailable || !strings.Contains(err.(*fault.Error).Message.String(), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
	allowed := s3At(t, address, placetest.Key, outgoing.Rules{Wide: true, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if _, err := allowed.List(t.Context()); err != nil {
		t.Error("the network is allowed:", err)
	}
}

func TestS3Addresses(t *testing.T) {
	for address, where := range map[string]string{
		"https://s3.example.com/shop": "s3.example.com/shop", "https://s3.example.com/shop/": "s3.example.com/shop", "http://10.0.0.1:9000/shop/a/b/": "10.0.0.1:9000/shop/a/b",
		"https://s3.example.com": "", "ftp://s3.example.com/shop": "", "https://key:secret@s3.example.com/shop": "", "https://s3.example.com/shop?x=1": "", "shop": "",
	} {
		s, err := NewS3(S3Options{Address: address, KeyID: secret.Of("key"), Key: secret.Of("x"), Client: outgoing.Rules{}.Client()})
		if (err == nil) != (where != "") || err == nil && s.Where() != where {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "key:secret") {
			t.Error("the key is told:", err)
		}
	}
}
