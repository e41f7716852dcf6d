package forecast

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"olist/gbt"
)

// An encoded model is: magic, version (uint16), length of the settings
// (uint32), the settings as JSON, the trees of the forest, of the width
// model and of the direct forest as package gbt writes them, and the SHA-256 of all that. Integers are
// little-endian.
const (
	magic   = "OLFC"
	version = 5
)

// EngineVersion says which engine makes figures: 1 had no pooled year, no
// direct forest and no means; 2 had one prior for panels and lone series, and
// nothing for what has just begun. Figures of another version are computed anew.
const EngineVersion = 3

// Errors of UnmarshalModel, for errors.Is.
var (
	ErrNotAModel = errors.New("forecast: these bytes are not a model")
	ErrVersion   = errors.New("forecast: the model was written by another version of this program; train it again")
	ErrDamaged   = errors.New("forecast: the model is damaged")
)

// encoded is the settings of a model in JSON. Engine comes first, where
// EngineVersionOf finds it.
type encoded struct {
	Engine    int              `json:"engine,omitempty"` // EngineVersion that trained it; none: 1
	Config    Config           `json:"config"`
	Forest    *forest          `json:"forest"`
	Weights   [classes]weights `json:"weights"`
	Season    float64          `json:"season"`
	Dated     bool             `json:"dated"`
	Bands     bandTable        `json:"bands"`
	Effects   []effect         `json:"effects"`
	Drivers   *driverEffects   `json:"drivers,omitempty"`
	Series    []seriesFit      `json:"series"`
	Choice    Choice           `json:"choice"`
	Mean      *meanModel       `json:"mean,omitempty"`
	Peaks     bool             `json:"peaks,omitempty"`
	Shocks    bool             `json:"shocks,omitempty"`
	Young     bool             `json:"young,omitempty"`
	Christmas bool             `json:"christmas,omitempty"`
	Rare      bool             `json:"rare,omitempty"`
	Trees     int              `json:"trees"`  // bytes of the forest that follow; 0: none
	Widths    []int            `json:"spread"` // bytes of each forest of the width model, after those
	Direct    *direct          `json:"direct,omitempty"`
}

// MarshalBinary encodes the model; equal models give equal bytes. Errors: those
// of gbt and encoding/json.
func (m *Model) MarshalBinary() ([]byte, error) {
	forest, err := encodeTrees(m.forest.model)
	if err != nil {
		return nil, err
	}
	var spread []byte
	var lengths []int
	for _, w := range m.widths.forests {
		b, err := w.MarshalBinary()
		if err != nil {
			return nil, err
		}
		spread, lengths = append(spread, b...), append(lengths, len(b))
	}
	direct, err := m.direct.encodeTrees()
	if err != nil {
		return nil, err
	}
	settings, err := json.Marshal(encoded{m.engine, m.config, m.forest, m.weights, m.season, m.dated, m.bands, m.effects, m.drivers, m.series, m.choice, m.mean, m.peaks, m.shocks, m.young, m.christmas, m.rare, len(forest), lengths, m.direct})
	if err != nil {
		return nil, err
	}
	b := []byte(magic)
	b = binary.LittleEndian.AppendUint16(b, version)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(settings)))
	b = slices.Concat(b, settings, forest, spread, direct)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// encodeTrees is nil for no trees.
func encodeTrees(m *gbt.Model) ([]byte, error) {
	if m == nil {
		return nil, nil
	}
	return m.MarshalBinary()
}

// decodeTrees decodes trees over so many columns; nil for no bytes.
func decodeTrees(b []byte, columns int) (*gbt.Model, error) {
	if len(b) == 0 {
		return nil, nil
	}
	m := new(gbt.Model)
	if err := m.UnmarshalBinary(b); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	if err := checkTrees(m, columns); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return m, nil
}

// UnmarshalModel decodes what MarshalBinary wrote. Errors: ErrNotAModel,
// ErrVersion, ErrDamaged.
func UnmarshalModel(b []byte) (*Model, error) {
	const head = len(magic) + 2 + 4
	if len(b) < head+sha256.Size || string(b[:len(magic)]) != magic {
		return nil, ErrNotAModel
	}
	if len(b) > maxEncoded {
		return nil, fmt.Errorf("%w: %d bytes, more than %d", ErrDamaged, len(b), maxEncoded)
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if v := binary.LittleEndian.Uint16(b[len(magic):]); v != version {
		return nil, fmt.Errorf("%w (it is of version %d, this reads %d)", ErrVersion, v, version)
	}
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, fmt.Errorf("%w: its checksum does not fit", ErrDamaged)
	}
	n := int(binary.LittleEndian.Uint32(b[len(magic)+2:]))
	if n > len(body)-head || n > maxSettings {
		return nil, fmt.Errorf("%w: settings of %d bytes", ErrDamaged, n)
	}
	if err := checkLists(body[head : head+n]); err != nil {
		return nil, fmt.Errorf("%w: settings: %v", ErrDamaged, err)
	}
	var e encoded
	if err := json.Unmarshal(body[head:head+n], &e); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return e.model(body[head+n:])
}

// EngineVersion is that of the engine that trained the model; 1 for all before
// there were versions.
func (m *Model) EngineVersion() int { return max(1, m.engine) }

// EngineHead is as much of an encoded model as EngineVersionOf needs, in bytes.
const EngineHead = 64

// EngineVersionOf reads a model's EngineVersion in the first EngineHead bytes of
// its encoding, without decoding it; 1 where they name none.
func EngineVersionOf(head []byte) int {
	_, rest, ok := bytes.Cut(head, []byte(`{"engine":`))
	digits, _, more := bytes.Cut(rest, []byte(","))
	if v, err := strconv.Atoi(string(digits)); ok && more && err == nil {
		return v
	}
	return 1
}

// members are those that the model has shares of: the first, where an earlier
// version wrote it.
func (e encoded) members() []member {
	all := members()
	if w := e.Weights[0]; len(w) > 0 {
		return all[:min(len(all), len(w[0]))]
	}
	return all
}

// model puts the parts together and checks that they fit each other.
func (e encoded) model(trees []byte) (*Model, error) {
	if e.Forest == nil || e.Config.Validate() != nil || e.Forest.Lags < 0 || e.Forest.Lags > maxLags || e.Forest.Diffs < 0 || e.Forest.Diffs > maxLags ||
		len(e.Widths) > maxWidthForests {
		return nil, ErrDamaged
	}
	if e.Engine < 0 || e.Engine > EngineVersion {
		return nil, fmt.Errorf("%w (its engine is %d, this one %d)", ErrVersion, e.Engine, EngineVersion)
	}
	m := &Model{engine: e.Engine, config: e.Config, forest: e.Forest, members: e.members(), weights: e.Weights, season: e.Season,
		dated: e.Dated, mean: e.Mean, effects: e.Effects, drivers: e.Drivers, peaks: e.Peaks, shocks: e.Shocks, young: e.Young, christmas: e.Christmas, rare: e.Rare, bands: e.Bands, series: e.Series, choice: e.Choice.restored(e.Forest.Reference)}
	f := m.forest
	f.layout = newFeatures(f.Lags, f.Diffs)
	if !m.sound() {
		return nil, ErrDamaged
	}
	for k, n := range append([]int{e.Trees}, e.Widths...) {
		if n < 0 || n > len(trees) {
			return nil, ErrDamaged
		}
		columns := widthColumns
		if k == 0 {
			columns = len(f.Columns)
		}
		model, err := decodeTrees(trees[:n], columns)
		if err != nil {
			return nil, err
		}
		trees = trees[n:]
		if k == 0 {
			f.model = model
		} else if model != nil {
			m.widths.forests = append(m.widths.forests, model)
		}
	}
	if e.Direct != nil {
		if err := e.Direct.decode(trees); err != nil {
			return nil, err
		}
		m.direct, trees = e.Direct, nil
	}
	if len(trees) > 0 || m.direct == nil && memberAt(m.members, directMember) >= 0 {
		return nil, ErrDamaged
	}
	return m, nil
}
