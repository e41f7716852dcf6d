package server

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
	"olist/training/automation"
	automationview "olist/views/automation"
	"olist/views/ui"
)

const deliveriesShown = 20

// getAutomation answers GET /automation.
func (s *Server) getAutomation(c echo.Context) error {
	page, err := s.automation(c)
	if err != nil {
		return err
	}
	page.Saved = c.QueryParam("saved") != ""
	return s.render(c, http.StatusOK, automationview.Page(page))
}

func (s *Server) automation(c echo.Context) (automationview.View, error) {
	live, _ := s.training.Live() // a schedule may be set before the first model
	page := automationview.View{Frame: s.frame(c, live)}
	ctx := c.Request().Context()
	sch, next, err := s.training.Automation().Schedule(ctx)
	if err != nil {
		return page, err
	}
	page.Schedule = automationview.ScheduleForm{Mode: sch.Mode, Weekday: int(sch.Weekday), Time: clockTime(sch.Hour, sch.Minute), Zone: sch.Zone, Next: next, Seen: seenOf(sch)}
	hook, err := s.training.Automation().Webhook(ctx)
	if err != nil {
		return page, err
	}
	page.Webhook = automationview.WebhookForm{URL: hook.URL.String(), Seen: seenOf(hook.URL.String())}
	all, err := s.store.Deliveries(ctx, deliveriesShown)
	for _, d := range all {
		page.Webhook.Deliveries = append(page.Webhook.Deliveries, automationview.Delivery{
			Event: d.Event, State: string(d.State), Attempts: d.Attempts, Made: d.CreatedAt, Failed: d.LastError != ""})
	}
	return page, err
}

// postSchedule answers POST /automation/schedule.
func (s *Server) postSchedule(c echo.Context) error {
	sch, err := scheduleForm(c)
	if err == nil {
		ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
			now, _, err := s.training.Automation().Schedule(ctx)
			return seenOf(now), err
		})
		err = s.training.Automation().SetSchedule(ctx, principalOf(c).Name, sch)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/automation?saved=1")
	}
	return s.refuseAutomation(c, err, func(page *automationview.View, field, problem string) {
		page.Schedule = automationview.ScheduleForm{Mode: c.FormValue("mode"), Time: c.FormValue("time"), Zone: c.FormValue("zone"),
			Weekday: int(sch.Weekday), Next: page.Schedule.Next, Problem: map[string]string{field: problem}, Seen: page.Schedule.Seen}
		page.Schedule.Seen.Overtaken = field == seenField
	})
}

func scheduleForm(c echo.Context) (automation.Schedule, error) {
	sch := automation.Schedule{Mode: c.FormValue("mode"), Zone: c.FormValue("zone")}
	var err error
	sch.Weekday, sch.Hour, sch.Minute, err = momentForm(c)
	return sch, err
}

// clockTime is a time of the day as a field for one holds it.
func clockTime(hour, minute int) string { return fmt.Sprintf("%02d:%02d", hour, minute) }

// momentForm is the weekday and the time of day of a form.
func momentForm(c echo.Context) (weekday time.Weekday, hour, minute int, err error) {
	day, err := strconv.Atoi(c.FormValue("weekday"))
	if err != nil {
		return 0, 0, 0, fault.Invalid("weekday", message.WeekdayWrong.With())
	}
	at, err := time.Parse("15:04", c.FormValue("time"))
	if err != nil {
		return time.Weekday(day), 0, 0, fault.Invalid("time", message.TimeWrong.With())
	}
	return time.Weekday(day), at.Hour(), at.Minute(), nil
}

// postWebhook answers POST /automation/webhook.
func (s *Server) postWebhook(c echo.Context) error {
	ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
		now, err := s.training.Automation().Webhook(ctx)
		return seenOf(now.URL.String()), err
	})
	key, err := s.training.Automation().SetWebhook(ctx, principalOf(c).Name, c.FormValue("url"))
	switch {
	case err == nil && key.Empty():
		return c.Redirect(http.StatusSeeOther, "/automation?saved=1")
	case err == nil:
		return s.showWebhookKey(c, key)
	}
	return s.refuseAutomation(c, err, func(page *automationview.View, field, problem string) {
		page.Webhook.URL = c.FormValue("url")
		if page.Webhook.Seen.Overtaken = field == seenField; !page.Webhook.Seen.Overtaken {
			page.Webhook.Problem = problem
		}
	})
}

// postWebhookKey answers POST /automation/webhook/key with a new key.
func (s *Server) postWebhookKey(c echo.Context) error {
	key, err := s.training.Automation().ReplaceWebhookKey(c.Request().Context(), principalOf(c).Name)
	if err != nil {
		return err
	}
	return s.showWebhookKey(c, key)
}

// showWebhookKey shows a key that was just made, this once.
func (s *Server) showWebhookKey(c echo.Context, key secret.Text) error {
	page, err := s.automation(c)
	if err != nil {
		return err
	}
	page.Saved, page.Webhook.Secret = true, key.Reveal()
	c.Response().Header().Set("Cache-Control", "no-store")
	return s.render(c, http.StatusCreated, automationview.Page(page))
}

// postWebhookTest answers POST /automation/webhook/test: the outcome is in the
// list of messages.
func (s *Server) postWebhookTest(c echo.Context) error {
	if _, err := s.training.Automation().TestWebhook(c.Request().Context()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/automation")
}

// refuseAutomation shows the page again with what was typed and what is wrong.
func (s *Server) refuseAutomation(c echo.Context, err error, fill func(page *automationview.View, field, problem string)) error {
	status, ok := refused(err)
	if !ok {
		return err
	}
	page, pageErr := s.automation(c)
	if pageErr != nil {
		return pageErr
	}
	fill(&page, fieldOf(err), messageOf(c, err))
	return s.render(c, status, automationview.Page(page))
}
