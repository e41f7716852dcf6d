package backup

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/store/fault"
)

// S3Options say where a bucket is and who asks.
type S3Options struct {
	Address string      // https://host/bucket/prefix
	Region  string      // "" for the one that the server names
	KeyID   secret.Text // the access key and its secret
	Key     secret.Text
	Client  *http.Client // by which the bucket is asked
}

// S3 is a place in a bucket of a server that speaks as Amazon's S3 does.
type S3 struct {
	client               *minio.Client
	host, bucket, prefix string
}

const (
	s3Tries = 5
	s3Part  = 16 << 20 // bytes of a part; a smaller backup is sent as one
)

// NewS3 gives the place. Its error says what of the options cannot be.
func NewS3(o S3Options) (*S3, error) {
	u, err := url.Parse(o.Address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("should be like https://s3.example.com/bucket/prefix, without a key in it")
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if bucket == "" {
		return nil, errors.New("names no bucket: it should be like https://s3.example.com/bucket/prefix")
	}
	if prefix != "" {
		prefix += "/"
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(o.KeyID.Reveal(), o.Key.Reveal(), ""), Secure: u.Scheme == "https", Region: o.Region,
		Transport: o.Client.Transport, MaxRetries: s3Tries,
	})
	if err != nil {
		return nil, err
	}
	return &S3{client: client, host: u.Host, bucket: bucket, prefix: prefix}, nil
}

// Name is InS3.
func (s *S3) Name() string { return InS3 }

// Where is the host, the bucket and the prefix.
func (s *S3) Where() string { return strings.TrimSuffix(s.host+"/"+s.bucket+"/"+s.prefix, "/") }

// List gives the backups below the prefix.
func (s *S3) List(ctx context.Context) ([]Copy, error) {
	var all []Copy
	for object := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + stem}) {
		if object.Err != nil {
			return nil, s.fault(object.Err)
		}
		if c, ok := Parse(strings.TrimPrefix(object.Key, s.prefix), object.Size); ok && len(all) < listMost {
			all = append(all, c)
		}
	}
	Latest(all)
	return all, nil
}

// Put sends a file; the server shows it once it has all of it.
func (s *S3) Put(ctx context.Context, c Copy, file string) error {
	_, err := s.client.FPutObject(ctx, s.bucket, s.prefix+c.Name, file, minio.PutObjectOptions{
		ContentType: "application/octet-stream", PartSize: s3Part, NumThreads: 2,
	})
	return s.fault(err)
}

// Read fetches a backup.
func (s *S3) Read(ctx context.Context, c Copy) (io.ReadCloser, error) {
	object, err := s.client.GetObject(ctx, s.bucket, s.prefix+c.Name, minio.GetObjectOptions{})
	if err != nil {
		return nil, s.fault(err)
	}
	if _, err := object.Stat(); err != nil {
		object.Close()
		if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
			return nil, fault.Wrap(fault.CodeNotFound, err, message.BackupGone.With(c.Name))
		}
		return nil, s.fault(err)
	}
	return object, nil
}

// Delete takes a backup out of the bucket.
func (s *S3) Delete(ctx context.Context, c Copy) error {
	return s.fault(s.client.RemoveObject(ctx, s.bucket, s.prefix+c.Name, minio.RemoveObjectOptions{}))
}

// Sweep ends the uploads that nobody finished: their parts are paid for.
func (s *S3) Sweep(ctx context.Context, owner string) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for upload := range s.client.ListIncompleteUploads(ctx, s.bucket, s.prefix+stem+owner+"-", true) {
		if upload.Err != nil {
			return s.fault(upload.Err)
		}
		if _, ours := Parse(strings.TrimPrefix(upload.Key, s.prefix), 0); !ours {
			continue
		}
		if err := s.client.RemoveIncompleteUpload(ctx, s.bucket, upload.Key); err != nil {
			return s.fault(err)
		}
	}
	return nil
}

// fault words what the server or the way to it says.
func (s *S3) fault(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	said := message.BackupS3Unreached.With(s.host)
	if _, refused := errors.AsType[*outgoing.RefusedError](err); refused {
		said = message.BackupS3Inner.With(s.host)
	} else if code := minio.ToErrorResponse(err).Code; code != "" {
		said = message.BackupS3Refused.With(s.Where(), code)
	}
	return fault.Wrap(fault.CodeUnavailable, err, said)
}
