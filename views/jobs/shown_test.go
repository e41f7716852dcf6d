package jobs

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

// How a job stands is said in one line, in both languages, with the mood that
// fits it.
func TestHowAJobStands(t *testing.T) {
	for _, l := range text.Locales {
		for _, c := range []struct {
			job        Job
			want, mood string
		}{
			{Job{State: Queued}, l.T(text.JobQueued), ""},
			{Job{State: Running}, l.T(text.JobRunning), ""},
			{Job{State: Running, Stage: message.StageTraining.With()}, l.SayWords(message.StageTraining.With()), ""},
			{Job{State: Running, Stage: message.StageCalibrating.With()}, l.SayWords(message.StageCalibrating.With()), ""},
			{Job{State: Running, Stage: message.StageBacktest.With()}, l.T(text.StageBacktest), ""},
			{Job{State: Running, Stage: message.Prose("something new")}, "something new", ""},
			{Job{State: Running, Stage: message.StageTraining.With(), Canceling: true}, l.T(text.JobCanceling), ""},
			{Job{State: Succeeded, Model: "#8", IsLive: true}, l.T(text.JobSucceeded, "#8"), "good"},
			{Job{State: Succeeded, Model: "#8"}, l.T(text.JobTrained, "#8"), "good"},
			{Job{State: Succeeded, Model: "m8", Damaged: true}, l.T(text.JobDamaged, "m8"), "bad"},
			{Job{State: Failed, Problem: message.Prose("no data")}, l.T(text.JobFailed, "No data."), "bad"},
			{Job{State: Canceled, Canceling: true}, l.T(text.JobCanceled), "warn"},
		} {
			if got := c.job.headline(l); got != c.want {
				t.Errorf("%s %+v: %q, want %q", l.Code(), c.job, got, c.want)
			}
			if got := c.job.mood(); got != c.mood {
				t.Errorf("%+v: the banner is %q, want %q", c.job, got, c.mood)
			}
		}
	}
}

// Lists keep the order they are given, name who asked, and offer to cancel what
// has not ended to those who may.
func TestJobsInLists(t *testing.T) {
	for _, l := range text.Locales {
		v := View{Frame: viewtest.Frame(l), Most: 3, Queue: []Row{{ID: "j9", Kind: "search", State: Running, By: "local", Asked: viewtest.Time}, {ID: "j10", Kind: "train", State: Queued, By: "schedule", Asked: viewtest.Time}}, Rows: []Row{
			{ID: "j8", Kind: "train", State: Succeeded, By: "ana", Asked: viewtest.Time, Started: viewtest.Time, Ended: viewtest.Time.Add(1500 * time.Millisecond), Model: "#8", ModelID: "m8-ff"},
			{ID: "j7", Kind: "train", State: Failed, By: viewtest.Hostile, Asked: viewtest.Time}, {ID: "j6", Kind: "train", State: Canceled, Asked: viewtest.Time},
		}}
		asked, none := viewtest.Plain(l.Time(viewtest.Time)), "–"
		queue := [][]string{
			{"j9", l.T(text.JobKindSearch), l.T(text.StateRunning), asked, l.Who("local"), none, l.T(text.JobCancel)},
			{"j10", l.T(text.JobKindTrain), l.T(text.StateQueued), asked, l.Who("schedule"), none, l.T(text.JobCancel)},
		}
		if diff := cmp.Diff(queue, viewtest.Rows(t, Page(v), "queue-title")); diff != "" {
			t.Error(diff)
		}
		ended := [][]string{
			{"j8", l.T(text.JobKindTrain), l.T(text.TrainSucceeded), asked, "ana", viewtest.Plain(l.T(text.Seconds, l.Number(1.5, 1))), "#8"},
			{"j7", l.T(text.JobKindTrain), l.T(text.StateFailed), asked, viewtest.Hostile, none, ""},
			{"j6", l.T(text.JobKindTrain), l.T(text.TrainCanceled), asked, "", none, ""},
		}
		if diff := cmp.Diff(ended, viewtest.Rows(t, Page(v), "history-title")); diff != "" {
			t.Error(diff)
		}
		if links := viewtest.Attributes(t, Page(v), "a", "href"); !slices.Contains(links, "/models?open=m8-ff#m8-ff") || !slices.Contains(links, "/admin/jobs/j7") {
			t.Errorf("the links lead to %q", links)
		}
		if acts := viewtest.Attributes(t, Page(v), "form", "action"); !slices.Contains(acts, "/admin/jobs/j10/cancel") || slices.Contains(acts, "/admin/jobs/j7/cancel") {
			t.Errorf("the forms send to %q", acts)
		}
		v.MayTrain = false
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/a reader cancels nothing": {Part: Page(v), Says: []string{l.T(text.JobsIntro, 3)}, Hides: []string{l.T(text.JobCancel)}},
			l.Code() + "/none":                     {Part: Page(View{Frame: v.Frame}), Says: []string{l.T(text.JobsQueueNone), l.T(text.JobsNone)}, Hides: []string{l.T(text.OlderEntries), l.T(text.NewestEntries)}},
			l.Code() + "/more are older":           {Part: Page(View{Frame: v.Frame, Rows: v.Rows, Older: 6}), Says: []string{l.T(text.OlderEntries)}, Hides: []string{l.T(text.NewestEntries)}},
			l.Code() + "/the oldest":               {Part: Page(View{Frame: v.Frame, Rows: v.Rows, Paged: true}), Says: []string{l.T(text.NewestEntries)}, Hides: []string{l.T(text.OlderEntries)}},
		})
	}
}

// The page of one job says what was asked, when, and what happened line by line.
func TestOneJob(t *testing.T) {
	for _, l := range text.Locales {
		d := sampleJobDetail(l, Succeeded)
		d.Request = [][2]string{{"max_depth", "3"}, {"note", viewtest.Hostile}}
		d.Log = []Line{{viewtest.Time, message.Prose("first")}, {viewtest.Time.Add(time.Hour), message.Prose(viewtest.Hostile)}}
		if diff := cmp.Diff([][]string{{"03:04:00", "first"}, {"04:04:00", viewtest.Hostile}}, viewtest.Rows(t, DetailPage(d), "log-title")); diff != "" {
			t.Error(diff)
		}
		var long Detail
		long.Frame, long.Row = d.Frame, Row{ID: "j1", State: Running}
		for i := range ui.ListMost + 1 {
			long.Log = append(long.Log, Line{viewtest.Time, message.Prose(fmt.Sprintf("line %d", i))})
		}
		if n := len(viewtest.Rows(t, DetailPage(long), "log-title")); n != ui.ListMost {
			t.Errorf("a page has %d lines", n)
		}
		empty := Detail{Frame: d.Frame, Row: Row{ID: "j1", State: Queued, By: "ana"}}
		reader := d
		reader.MayTrain = false
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/all that is known":  {Part: DetailPage(d), Says: []string{l.T(text.JobNamed, "j3"), viewtest.Hostile, l.T(text.JobRetry), l.T(text.JobBy), l.T(text.JobStarted), l.T(text.JobEnded), l.T(text.JobRetryOf), "j1", "max_depth", "3"}},
			l.Code() + "/the newest of many": {Part: DetailPage(long), Says: []string{l.T(text.PageOf, "1", "2")}},
			l.Code() + "/only asked for":     {Part: DetailPage(empty), Says: []string{l.T(text.JobLogNone), l.T(text.JobBy), "ana"}, Hides: []string{l.T(text.JobRetry), l.T(text.JobStarted), l.T(text.JobEnded), l.T(text.JobRetryOf)}},
			l.Code() + "/a reader":           {Part: DetailPage(reader), Hides: []string{l.T(text.JobRetry)}},
		})
	}
}

// What the panel shows depends on how far the job is and on what is known of it.
func TestPanelOfAJob(t *testing.T) {
	joined, alone, other, waiting := sampleJob(Queued), sampleJob(Succeeded), sampleJob(Succeeded), sampleJob(Succeeded)
	joined.Joined = true
	alone.IsLive = false
	other.Old.Data = "others"
	waiting.New.Known, waiting.Evaluating, waiting.Stage, waiting.Done = false, true, message.StageBacktest.With(), 7
	for _, l := range text.Locales {
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/joined":                 {Part: Panel(l, joined), Says: []string{l.T(text.JobJoined), l.T(text.JobQueued), l.T(text.JobCancel)}},
			l.Code() + "/canceling":              {Part: Panel(l, Job{ID: "j1", State: Running, Canceling: true}), Says: []string{l.T(text.JobCanceling)}, Hides: []string{l.T(text.JobCancel)}},
			l.Code() + "/not to be read":         {Part: Panel(l, Job{Unread: true}), Says: []string{l.T(text.JobUnread)}, Hides: []string{l.T(text.JobIdle)}},
			l.Code() + "/none":                   {Part: Panel(l, Job{}), Says: []string{l.T(text.JobIdle)}},
			l.Code() + "/kept, not live":         {Part: Panel(l, alone), Says: []string{l.T(text.CompareTitle), l.T(text.ModelsTitle)}, Hides: []string{l.T(text.JobSeeForecast), l.T(text.NavChanges)}},
			l.Code() + "/live":                   {Part: Panel(l, sampleJob(Succeeded)), Says: []string{l.T(text.JobSeeForecast), l.T(text.NavChanges), l.T(text.NavPlan)}},
			l.Code() + "/its backtest to come":   {Part: Panel(l, waiting), Says: []string{l.T(text.JobStep, "7", "100"), l.T(text.CompareWait)}, Hides: []string{l.T(text.CompareTitle)}},
			l.Code() + "/measured on other data": {Part: Panel(l, other), Says: []string{l.T(text.CompareOtherData, "#7")}, Hides: []string{l.T(text.CompareTitle)}},
		})
	}
	l := text.English
	percent := func(v float64) string { return ui.PercentOrDash(l, v) }
	want := [][]string{ // steps that neither was measured at are left out
		{l.T(text.CompareTotal), percent(.15), percent(.16)},
		{l.T(text.CompareStep, l.N(text.WeeksAhead, 1)), percent(.11), percent(.10)},
		{l.T(text.CompareStep, l.N(text.WeeksAhead, 4)), percent(.16), percent(.17)},
		{l.T(text.ComparePooled), percent(.29), percent(.30)}, {l.T(text.CompareBand), percent(.81), percent(.79)},
	}
	if diff := cmp.Diff(want, viewtest.Rows(t, Panel(l, sampleJob(Succeeded)), "compare-title")); diff != "" {
		t.Error(diff)
	}
}

// The board leads with the best trial and marks the parameters that answered.
func TestBoardOfASearch(t *testing.T) {
	for _, l := range text.Locales {
		s := sampleSearch(l)
		want := [][]string{{"4", l.Percent(.29, 2), "20", "3"}, {"0 " + l.T(text.BoardLive), l.Percent(.3, 2), "10", viewtest.Hostile}}
		if diff := cmp.Diff(want, viewtest.Rows(t, SearchPage(s), "board-title")); diff != "" {
			t.Error(diff)
		}
		space := [][]string{{"max_depth", "2", "8", l.T(text.SearchSpaceEven)}, {"reg_lambda", l.Marks("0.1"), "50", l.T(text.SearchSpaceLog)}}
		if diff := cmp.Diff(space, viewtest.Rows(t, SearchPage(s), "space-title")); diff != "" {
			t.Error(diff)
		}
		s.MayTrain = false
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/a reader": {Part: SearchPage(s), Says: []string{l.T(text.RunForbidden), l.T(text.LoginButton)}, Hides: []string{l.T(text.SearchTrials)}},
		})
	}
}

// A wrong field says so beside it, is announced with it, and opens the fold that
// would hide it.
func TestFieldsOfTheForm(t *testing.T) {
	for _, l := range text.Locales {
		good := Field{Name: "max_depth", Value: "3", Min: "1", Max: "12", Integer: true}
		share := Field{Name: "subsample", Min: "0.5", Max: "1"}
		wrong, unknown := good, Field{Name: "of_another_version", Min: "0.5", Max: "2"}
		wrong.Problem = viewtest.Hostile
		if good.step() != "1" || share.step() != "any" || good.invalid() != "false" || wrong.invalid() != "true" {
			t.Error("what a field takes is not said to the browser")
		}
		if got := [2]string{good.describedBy(), wrong.describedBy()}; got != [2]string{"max_depth-hint", "max_depth-error max_depth-hint"} {
			t.Errorf("described by %q", got)
		}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/good":    {Part: paramField(l, good), Says: []string{"max_depth", l.T(text.HelpMaxDepth), l.T(text.ParamsBounds, "1", "12")}},
			l.Code() + "/wrong":   {Part: paramField(l, wrong), Says: []string{"max_depth", viewtest.Hostile, l.T(text.HelpMaxDepth)}},
			l.Code() + "/unknown": {Part: paramField(l, unknown), Says: []string{"of_another_version", l.T(text.ParamsBounds, l.Marks("0.5"), "2")}},
		})
		for name, c := range map[string]struct {
			form   ParamForm
			folded bool
		}{
			"nothing is wrong":       {ParamForm{Fields: []Field{good}}, false},
			"wrong where it is seen": {ParamForm{Fields: []Field{{Front: true, Problem: "x"}, good}}, false},
			"wrong in the fold":      {ParamForm{Fields: []Field{wrong}}, true},
		} {
			if open := len(viewtest.Attributes(t, paramForm(l, c.form), "details", "open")) > 0; open != c.folded {
				t.Errorf("%s: the fold is open: %v", name, open)
			}
		}
	}
}
