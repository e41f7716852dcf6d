package training

import (
	"context"
	"slices"

	"olist/message"
	"olist/store"
	"olist/training/automation"
	"olist/training/needs"
)

// messageLines is how many lines a message to the webhook has at most.
const messageLines = 20

// needMessage is a line as a message has it.
type needMessage struct {
	needs.Line
	Amount     float64         `json:"amount"` // in the shop's currency, or pieces
	Why        string          `json:"why"`
	WhyMessage message.Message `json:"why_message"`
}

// sendNeeds tells the webhook of lines that are new on the list. While no model serves
// it is not known what stands on it.
func (s *Service) sendNeeds(ctx context.Context, n Needs) error {
	if s.live.Load() == nil {
		return nil
	}
	open := n.Open(true)
	var what store.Telling
	for _, l := range open {
		what.Lines = append(what.Lines, store.NeedLine{ID: l.ID, Amount: l.Amount})
	}
	for _, l := range n.Lines {
		what.Standing = append(what.Standing, l.ID)
	}
	return s.automation.SendNew(ctx, automation.EventNeed, what, func(news []store.NeedLine) map[string]any {
		fresh := slices.DeleteFunc(open, func(l needs.Answered) bool {
			return !slices.ContainsFunc(news, func(o store.NeedLine) bool { return o.ID == l.ID })
		})
		listed := fresh[:min(messageLines, len(fresh))]
		lines := make([]needMessage, len(listed))
		for i, l := range listed {
			lines[i] = needMessage{Line: l.Line, Amount: float64(l.Amount) / 100, Why: l.Said.String(), WhyMessage: l.Said}
			if l.Kind == needs.Unsent {
				lines[i].Name = "" // which is somebody's address
			}
		}
		return map[string]any{"lines": lines, "more": len(fresh) - len(listed)}
	})
}
