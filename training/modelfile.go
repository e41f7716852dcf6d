package training

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// A model file is one line of JSON, the model's row of the registry, and then
// the model as package forecast encodes it, whose sha256 the row names.
const modelFormat = "olist model 1"

// trainingMost is longer than any training took.
const trainingMost = 31 * 24 * time.Hour

// ModelFileMost bounds a model file, in bytes.
const ModelFileMost = 64 << 20

type modelHead struct {
	Format string      `json:"format"`
	Model  store.Model `json:"model"`
}

// WriteModel writes a stored model as a file for Upload. Returns CodeNotFound
// where there is none.
func (s *Service) WriteModel(ctx context.Context, w io.Writer, id string) error {
	m, payload, err := s.store.Payload(ctx, id)
	if err != nil {
		return err
	}
	m.NoteMessage = message.Message{} // older programs refuse a field that they do not know
	head, err := json.Marshal(modelHead{modelFormat, m})
	if err != nil {
		return fmt.Errorf("training: encode the head of a model file: %w", err)
	}
	if _, err := w.Write(append(head, '\n')); err != nil {
		return err
	}
	_, err = w.Write(payload)
	return err
}

// Upload takes a model file into the registry, not live. Nothing of it is ever
// executed: it is numbers, checked for what they must be, and tried on the data
// as they are now. Returns CodeInvalid where it is no sound model, CodeConflict
// where the registry has it already.
func (s *Service) Upload(ctx context.Context, actor, note string, r io.Reader) (store.Model, error) {
	file, err := io.ReadAll(io.LimitReader(r, ModelFileMost+1))
	if err != nil {
		return store.Model{}, err
	}
	if len(file) > ModelFileMost {
		return store.Model{}, fault.New(fault.CodeTooLarge, message.ModelFileSize.With(ModelFileMost>>20))
	}
	head, payload, err := splitModel(file, s.opt.Clock())
	if err != nil {
		return store.Model{}, err
	}
	row, err := s.tryModel(ctx, payload)
	if err != nil {
		return store.Model{}, badModel(err)
	}
	models, err := s.store.Models(ctx)
	if err != nil {
		return store.Model{}, err
	}
	for _, m := range models {
		if m.SHA256 == head.SHA256 {
			return store.Model{}, fault.New(fault.CodeConflict, message.ModelFileTwice.With(m.Seq))
		}
	}
	row.Kind, row.CreatedBy, row.Note = "upload", actor, message.Prose(cmp.Or(note, head.Note))
	if row.DataFingerprint != head.DataFingerprint { // it was trained elsewhere, on what is not known here
		row.Learnt = ""
	}
	row.DataFingerprint, row.TrainFrom, row.TrainTo = head.DataFingerprint, head.TrainFrom, head.TrainTo
	row.Duration, row.ProgramVersion = head.Duration, head.ProgramVersion
	m, err := s.store.InsertModel(ctx, row)
	if err == nil {
		s.log.InfoContext(ctx, "model uploaded", "model", m.ID, "by", actor)
		s.nudge() // its evaluation follows
	}
	return m, err
}

// splitModel takes a model file apart and checks that the parts fit.
func splitModel(file []byte, now time.Time) (head store.Model, payload []byte, err error) {
	first, payload, ok := bytes.Cut(file, []byte("\n"))
	h, unknown, err := readHead(first)
	if unknown != "" {
		return head, nil, fault.Invalid("file", message.ModelFileField.With(unknown))
	}
	if !ok || err != nil || h.Format != modelFormat {
		return head, nil, fault.Invalid("file", message.ModelFileOther.With())
	}
	sum := sha256.Sum256(payload)
	if hex.EncodeToString(sum[:]) != h.Model.SHA256 {
		return head, nil, fault.Invalid("file", message.ModelFileSum.With())
	}
	if m := h.Model; m.TrainFrom < 0 || m.TrainTo < m.TrainFrom || m.TrainTo > m.TrainTo.Containing(now) {
		return head, nil, fault.Invalid("file", message.ModelFileWeeks.With(m.TrainFrom, m.TrainTo))
	}
	if h.Model.Duration < 0 || h.Model.Duration > trainingMost || len(h.Model.Note) > 1000 || len(h.Model.ProgramVersion) > 100 || len(h.Model.DataFingerprint) > 100 {
		return head, nil, fault.Invalid("file", message.ModelFileRow.With())
	}
	return h.Model, payload, nil
}

// readHead reads the first line of a model file; unknown names a field of it that
// ours has not.
func readHead(line []byte) (h modelHead, unknown string, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&h); err != nil {
		unknown, _ := strings.CutPrefix(err.Error(), "json: unknown field ")
		if unknown == err.Error() || !bytes.Contains(line, []byte(modelFormat)) {
			unknown = ""
		}
		return h, unknown, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return h, "", errors.New("training: more than one value in the head of a model file")
	}
	return h, "", nil
}

// tryModel decodes a model and forecasts with it.
func (s *Service) tryModel(ctx context.Context, payload []byte) (row store.NewModel, err error) {
	engine, err := readModel(payload)
	if err != nil {
		return row, err
	}
	if err := allowed(engine.Config().Params); err != nil {
		return row, err // its evaluation would train with them
	}
	data, err := s.loadData(ctx)
	if err != nil {
		return row, err
	}
	if _, err := s.newLive(ctx, store.Model{}, engine, data); err != nil {
		return row, err
	}
	row, err = s.modelRow(engine, data)
	row.Payload = payload // as it came: an older program's model stays the same bytes
	return row, err
}

// readModel decodes a model. A panic in there is an error of the model, not of
// the program.
func readModel(payload []byte) (m *forecast.Model, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("training: panic on reading a model: %v", r)
		}
	}()
	return forecast.UnmarshalModel(payload)
}

// unreadable says of a stored model what the store says of one whose bytes are
// not those written: nothing can be done with either.
func unreadable(m store.Model, err error) error {
	return fault.Wrap(fault.CodeUnavailable, fmt.Errorf("%w: %s: %w", store.ErrDamaged, m.ID, err),
		message.ModelDamaged.With(m.ID))
}

// errUnsound is in the chain of the error about a model whose forecasts are no
// numbers.
var errUnsound = errors.New("training: no forecast")

// unsound marks a stored model that gives no sound forecast as unreadable.
func unsound(m store.Model, err error) error {
	if errors.Is(err, errUnsound) {
		return unreadable(m, err)
	}
	return err
}

// sound reports whether every forecast is a number, inside its bands.
func (l *Live) sound() error {
	for key, f := range l.forecasts {
		for _, points := range [][]forecast.Point{f.Points, f.Totals} {
			for _, p := range points {
				low, high := p.Value, p.Value
				for _, b := range p.Bands {
					low, high = min(low, b.Lower), max(high, b.Upper)
				}
				if math.IsNaN(low+high) || math.IsInf(low, 0) || math.IsInf(high, 0) {
					return fmt.Errorf("%w: %s, step %d: %v", errUnsound, key, p.Step, p.Value)
				}
			}
		}
	}
	return nil
}

func badModel(err error) error {
	return &fault.Error{Code: fault.CodeInvalid, Field: "file", Cause: err,
		Message: message.ModelFileUnsound.With()}
}
