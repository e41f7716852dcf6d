package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/views/text"
)

// TestActsInWords: what the log holds as JSON is read as a sentence and pairs,
// with names instead of ids, and times as clocks show them.
func TestActsInWords(t *testing.T) {
	w := actWords{Locale: text.English.In(time.FixedZone("", -3*3600)), models: map[string]string{"m4-x": "#4", "m3-x": "#3"}, tokens: map[string]string{"t2": "till"}}
	for _, c := range []struct{ action, subject, detail, want string }{
		{"model.activate", "m4-x", `{"previous":"m3-x","note":""}`, "Model #4 made live [[Live before #3]]"},
		{"model.delete", "m2-gone", `{}`, "Model m2-gone deleted []"},
		{"week.override", "2018-08-20", `{"usable":false,"note":"strike"}`, "Week of 20–26 Aug 2018 left out: strike []"},
		{"week.override", "2018-08-20", `{"usable":true,"note":""}`, "Week of 20–26 Aug 2018 taken as right []"},
		{"week.clear", "2018-08-20", `{}`, "Week of 20–26 Aug 2018 left to the detector []"},
		{"note.add", "n1", `{"id":"n1","week":"2018-08-20","text":"fair","actor":"ana","at":"2026-01-02T03:04:05Z"}`, "Note on the week of 20–26 Aug 2018: “fair” []"},
		{"event.put", "e1", `{"name":"Fair","week":"2018-08-20","kind":"one-off","shock":true}`, "Event “Fair” in the week of 20–26 Aug 2018 saved [[Kind one-off event] [Excluded from training yes]]"},
		{"scenario.put", "s1", `{"id":"s1","name":"Plan","changes":[{},{}],"actor":"ana","created_at":"x","updated_at":"y"}`, "Scenario “Plan” saved [[Assumptions 2]]"},
		{"override.put", "o2", `{"segments":["total"],"from":"2018-09-03","to":"2018-09-10","cents":250000,"reason":"x"}`,
			"Override o2 of the plan saved [[Amount R$ 2,500.00] [From the week of 2018-09-03] [Reason x] [Segments total] [To the week of 2018-09-10]]"},
		{"plan.publish", "p3", `{"overrides":2}`, "Plan 3 published [[Overrides 2]]"},
		{"setting.put", "schedule", `{"mode":"weekly","weekday":1,"hour":6,"minute":0,"zone":"America/Sao_Paulo","due":1764547200000,"data":"f"}`,
			"Schedule changed [[Next run 30 Nov 2025, 21:00 UTC−3] [Mode weekly] [Time 06:00] [Day Monday] [Time zone America/Sao_Paulo]]"},
		{"setting.put", "schedule", `{"mode":"off","weekday":1,"hour":6,"minute":0,"zone":"UTC","due":0,"data":""}`, "Schedule changed [[Mode off] [Time zone UTC]]"},
		{"setting.put", "target:total", `{"cents":250000000,"horizon":4,"by":"ana"}`, "Target for total kept [[Amount R$ 2,500,000.00] [Weeks 4]]"},
		{"setting.put", "of tomorrow", `{"x":1}`, "Setting “of tomorrow” changed [[x 1]]"},
		{"token.revoke", "t2", `{}`, "Token “till” revoked []"},
		{"import.apply", "3", `{"again":true}`, "Undone import 3 put in force again []"},
		{"import.stage", "3", `{"source":"weekly.csv","added":2,"changed":0}`, "Data sent as import 3 [[Weeks added 2] [Weeks changed 0] [Source weekly.csv]]"},
		{"job.start", "j2", `{"kind":"train","request":{"params":{"learning_rate":0.05}}}`, "Job j2 asked for [[Kind training] [learning_rate 0.05]]"},
		{"job.finish", "j2", `{"state":"failed","error":"","model":"","note":""}`, "Job j2 ended [[Result failed]]"},
		{"job.finish", "j2", `{"state":"failed","error":"it broke","error_message":{"key":"wrong_password"}}`, "Job j2 ended [[Problem This is not the password.] [Result failed]]"},
		{"model.add", "m2-gone", `{"kind":"train","note":"{\"key\":\"wrong_password\"}"}`, "Model m2-gone added [[Kind training] [Reason {\"key\":\"wrong_password\"}]]"},
		{"job.finish", "j2", `{"state":"failed","error":{"key":"wrong_password"}}`, "Job j2 ended [[Problem This is not the password.] [Result failed]]"},
		{"database.mend", "", `{"made":["a","b"]}`, "Damaged parts of the database made again [[Made again a, b]]"},
		{"of.tomorrow", "x", `{"when":true}`, "of.tomorrow x [[when yes]]"},
		{"setting.put", "alarms", `["level"]`, "Alarms changed [[Alarms The level of the last weeks is unlike the weeks before.]]"},
		{"need.closed", "e1", `{"line":{"key":"need_late","args":{"weeks":3,"last":"2018-09-03"}},"word":"seen"}`, "Line of what needs somebody closed [[Line Sales of 3 weeks have not come. The last week with any sales is that of 3 Sep 2018.] [In a word seen]]"},
		{"setting.put", "alarms", `[]`, "No alarm any more []"},
		{"shop.aside", "Shoes", `{"weeks":60}`, "Shop “Shoes” set aside [[Weeks 60]]"},
		{"mapping.put", "fb5aa2dccb28", `{}`, "What the columns of a file are was remembered []"},
		{"login", "", `"damaged`, "Logged in [[ \"damaged]]"},
	} {
		said, pairs := w.say(store.AuditEntry{Action: c.action, Subject: c.subject, Detail: []byte(c.detail)})
		if got := strings.ReplaceAll(fmt.Sprint(said, " ", pairs), "\u00a0", " "); got != c.want {
			t.Errorf("%s\n%s\nwant\n%s", c.action, got, c.want)
		}
	}
}
