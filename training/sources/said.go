package sources

import (
	"errors"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// reason is what a run may keep of an error: places of a file are told with what
// stands there, which may be somebody's address, so only their number is.
func reason(err error) message.Message {
	var places *ingest.Faults
	if errors.As(err, &places) {
		return message.SourceNotRead.With(len(places.List) + places.More)
	}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Message
	}
	return message.SourceBroke.With()
}

func words(all []message.Message) []string {
	out := []string{}
	for _, m := range all {
		out = append(out, m.String())
	}
	return out
}

// Soon reports whether a run found a file that may still be written.
func Soon(r store.SourceRun) bool {
	return r.State == store.RunWaiting && len(r.Why) > 0 && r.Why[0].Key == message.SourceWriting.With("").Key
}

// Said words a run.
func Said(r store.SourceRun) message.Message {
	var m message.Message
	switch {
	case r.State == store.RunApplied:
		m = message.SourceApplied.With(r.Import)
	case r.State == store.RunHeld && r.Import > 0:
		m = message.SourceHeld.With(r.Import, message.List(r.Why))
	case r.State == store.RunNothing:
		m = message.SourceNothing.With()
	case len(r.Why) > 0:
		m = r.Why[0]
	}
	if r.File == "" {
		return m
	}
	return message.SourceFetched.With(message.Quoted(r.File), m)
}
