package server

import (
	"context"

	"olist/training"
	"olist/views/text"
	"olist/views/ui"
)

// addStanding says on a page how far what answers may be trusted: that it has
// not learnt from the data shown, that it is not measured yet, that an earlier
// engine trained it, that the model before it was closer.
func (s *Server) addStanding(ctx context.Context, f *ui.Frame, live *training.Live) error {
	if live.Foreign() {
		f.Notices = append(f.Notices, f.Text.T(text.ModelForeign))
	} else if !live.Trained() {
		f.Notices = append(f.Notices, f.Text.T(text.ModelUntaught))
	}
	if live.Report == nil && s.unmeasured(f.Text, live) == "" {
		f.Notices = append(f.Notices, f.Text.T(text.ModelUnmeasured))
	}
	if live.OfEarlierEngine() {
		f.Earlier = f.Text.T(text.ModelEarlier)
		next, ok, err := s.training.Successor(ctx, live)
		if ok {
			f.Successor = modelView(next)
		}
		if err := s.without(ctx, err); err != nil {
			return err
		}
	}
	worse, ok, err := s.training.Worse(ctx, live)
	if ok {
		f.Better = modelView(worse.Before)
		f.Worse = f.Text.T(text.ModelWorse, f.Text.Percent(worse.Now, 1), f.Better.Name, f.Text.Percent(worse.Then, 1))
	}
	return s.without(ctx, err)
}

// unmeasured says why there is no measurement to wait for; "" where there is
// one, or it is to come.
func (s *Server) unmeasured(l text.Locale, live *training.Live) string {
	if live.Report != nil {
		return ""
	}
	if few := fewOf(l, live); few != "" {
		return few
	}
	if s.training.Pending(live.Model.ID).Failed {
		return l.T(text.ErrorNotMeasured)
	}
	return ""
}

// fewOf says that the data are too few for a measurement, "" where they are not.
func fewOf(l text.Locale, live *training.Live) string {
	if few := live.Unmeasurable(); few != nil {
		return l.T(text.ErrorFew, few.Weeks, few.Needed)
	}
	return ""
}
