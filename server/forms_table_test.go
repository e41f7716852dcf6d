package server

import "strings"

// triedForm says how a form is tried: sent wrong, which the page tells, and then
// right, which ends that.
type triedForm struct {
	key    string            // as formsOf names it
	page   string            // where it stands, as formPage takes it
	form   string            // the first element that this finds
	button string            // what is pressed in it, "" for its own
	wrong  map[string]string // what is filled in; nothing where only the server can fail
	right  map[string]string
	broken bool   // the server fails whatever is filled in
	door   string // of an application in another state, see behind
}

// tried are all forms of all pages. Those before leave what those after need.
var tried = []triedForm{
	{key: "GET / goal horizon past per segment", page: "/", form: "#view", wrong: map[string]string{"goal": "much"}, right: map[string]string{"goal": "2.8M"}},
	{key: "GET /drives section", page: "/", form: "#view", broken: true, wrong: map[string]string{"horizon": "40"}, right: map[string]string{"horizon": "41"}}, // what is explained once is there at once
	{key: "GET /drives horizon segment", page: "/drives", form: `form[action="/drives"]`},
	{key: "GET /accuracy ahead", page: "/accuracy", form: `form[action="/accuracy"]`},
	{key: "GET /compare horizon segment", page: "/compare?segment=state:SP", form: `form[action="/compare"]`},
	{key: "GET /compare segment", page: "/segments", form: `form[action="/compare"]`},
	{key: "GET /models/compare a b segment", page: "/models/compare", form: `form[action="/models/compare"]`},
	{key: "GET /scenarios/:id horizon segment", page: "/scenarios/s2", form: "form[hx-get]"},
	{key: "GET /segments a", page: "/segments", form: "#segments a[hx-get]"},
	{key: "GET /segments horizon kind q", page: "/segments", form: "#filter"},
	{key: "POST /preferences language theme", page: "/", form: `header form[action="/preferences"]`, button: "[name=theme]"},
	{key: "POST /preferences tour", page: "/", form: `main form[action="/preferences"]`, button: "[name=tour]"},
	{key: "POST /admin/jobs colsample_bytree early_stopping_rounds gamma learning_rate max_bin max_depth min_child_weight n_estimators random_state reg_alpha reg_lambda subsample", page: "/admin", form: "#params", wrong: map[string]string{"learning_rate": "-1"}, right: map[string]string{"learning_rate": "0.21"}},
	{key: "POST /admin/jobs beside", page: "/models", form: `form[action="/admin/jobs"]`, door: "earlier engine"},
	{key: "POST /admin/jobs/:id/cancel", page: "/admin/jobs", form: `form[action$="/cancel"]`},
	{key: "POST /admin/jobs/:id/retry", page: "/admin/jobs/j8", form: `form[action$="/retry"]`},
	{key: "POST /admin/search minutes seed trials", page: "/admin/search", form: `form[action="/admin/search"]`, wrong: map[string]string{"trials": "0"}, right: map[string]string{"trials": "2"}},
	{key: "POST /admin/policy max_worse mode", page: "/admin/policy", form: `form[action="/admin/policy"]`, wrong: map[string]string{"max_worse": "-5"}, right: map[string]string{"max_worse": "5"}},
	{key: "POST /admin/retention keep", page: "/admin/policy", form: `form[action="/admin/retention"]`, wrong: map[string]string{"keep": "-1"}, right: map[string]string{"keep": "30"}},
	{key: "POST /admin/tokens name scope until", page: "/admin/tokens", form: `form[action="/admin/tokens"]`, wrong: map[string]string{"name": " "}, right: map[string]string{"name": "till"}},
	{key: "POST /admin/tokens/:id/enable", page: "/admin/tokens", form: `form[action$="/enable"]`},
	{key: "POST /admin/tokens/:id/revoke", page: "/admin/tokens", form: `form[action$="/revoke"]:not([action="/admin/tokens/revoke"])`},
	{key: "POST /admin/tokens/revoke", page: "/admin/tokens", form: `form[action="/admin/tokens/revoke"]`},
	{key: "POST /admin/reading open", page: "/admin/people", form: `form[action="/admin/reading"]`, button: `[value="yes"]`},
	{key: "POST /admin/people name role", page: "/admin/people", form: `form[action="/admin/people"]`, wrong: map[string]string{"name": "Ana Maria"}, right: map[string]string{"name": "ana.souza"}},
	{key: "POST /admin/people/:id/role role", page: "/admin/people", form: `form[action="/admin/people/kim/role"]`},
	{key: "POST /admin/people/:id/reset", page: "/admin/people", form: `form[action="/admin/people/kim/reset"]`},
	{key: "POST /admin/people/:id/switch off", page: "/admin/people", form: `form[action="/admin/people/kim/switch"]`},
	{key: "POST /automation/schedule mode time weekday zone", page: "/automation", form: `form[action="/automation/schedule"]`, wrong: map[string]string{"zone": "Nowhere/At all"}, right: map[string]string{"zone": "America/Sao_Paulo"}},
	{key: "POST /backups/now", page: "/backups", form: `form[action="/backups/now"]`},
	{key: "POST /backups/restore accept_loss", page: "/backups?place=folder&name={backup}", form: `form[action="/backups/restore"]`, door: "backup"},
	{key: "POST /backups days every months time weekday weeks", page: "/backups", form: `form[action="/backups"]`, wrong: map[string]string{"days": "many"}, right: map[string]string{"days": "7"}},
	{key: "POST /automation/webhook/key", page: "/automation", form: `form[action="/automation/webhook/key"]`},
	{key: "POST /automation/webhook/test", page: "/automation", form: `form[action="/automation/webhook"]`, button: `[formaction="/automation/webhook/test"]`},
	{key: "POST /automation/webhook url", page: "/automation", form: `form[action="/automation/webhook"]`, wrong: map[string]string{"url": "nowhere"}, right: map[string]string{"url": ""}},
	{key: "POST /data/imports/:id/join into", page: "/data/imports/{staged}", form: `form[action$="/join"]`},
	{key: "POST /data/imports/read dates decimal missing role unsold week_dates", page: "/data/imports/{staged}", form: `form[action="/data/imports/read"]`},
	{key: "POST /data/imports/:id/apply retrain", page: "/data/imports/{staged}", form: `form[action$="/apply"]`},
	{key: "POST /data/imports/:id/undo retrain", page: "/data/imports/{applied}", form: `form[action$="/undo"]`},
	{key: "POST /data/imports/:id/discard", page: "/data/imports/{staged}", form: `form[action$="/apply"]`, button: `[formaction$="/discard"]`},
	{key: "POST /data/imports files pasted", page: "/data/imports", form: `form[action="/data/imports"]`, wrong: map[string]string{"files": "nothing"}, right: map[string]string{"files": "week,revenue\n2018-08-13,260000\n"}},
	{key: "POST /data/weeks", page: "/data", form: `form.inline[action="/data/weeks"]`, door: "left out"},
	{key: "POST /data/weeks note verdict week", page: "/data", form: `form.settings[action="/data/weeks"]`, wrong: map[string]string{"week": ""}, right: map[string]string{"week": "2018-08-13"}},
	{key: "POST /drives/known value", page: "/drives", form: `form[action^="/drives/known?"]`, wrong: map[string]string{"value": "much"}, right: map[string]string{"value": "4"}, door: "known ahead"},
	{key: "POST /drives/known/:id/undo", page: "/drives?saved=1", form: `form[action*="/undo"]`, door: "known ahead"},
	{key: "POST /events", page: "/events?gone=Fair&week=2018-11-19&kind=retail", form: `form.undo[action="/events"]`},
	{key: "POST /events kind name shock week", page: "/events", form: `form.settings[action="/events"]`, wrong: map[string]string{"week": "", "name": "A fair"}, right: map[string]string{"week": "2018-11-23", "name": "A fair"}},
	{key: "POST /events/groups", page: "/events", form: `form[action="/events/groups"]`},
	{key: "POST /events/:id/delete", page: "/events", form: `form[action$="/delete"]`},
	{key: "POST /models/:id/activate", page: "/models", form: `form[action$="/activate"]`},
	{key: "POST /models/:id/remark remark", page: "/models?open={spare}", form: `form[action$="/remark"]`, wrong: map[string]string{"remark": strings.Repeat("x", 1001)}, right: map[string]string{"remark": "fine"}},
	{key: "POST /models/:id/measure", page: "/models?open={spare}", form: `form[action$="/measure"]`},
	{key: "POST /models/:id/pin pinned", page: "/models?open={spare}", form: `form[action$="/pin"]`, button: "button[name=pinned]"},
	{key: "POST /models/upload files", page: "/models", form: `form[action="/models/upload"]`, wrong: map[string]string{"files": "nothing"}, right: map[string]string{"files": "{model}"}},
	{key: "POST /models/:id/delete", page: "/models?open={spare}", form: `form[action$="{spare}/delete"]`},
	{key: "POST /notes text week", page: "/", form: `form[action="/notes"]`, wrong: map[string]string{"text": " "}, right: map[string]string{"text": "a fair"}},
	{key: "POST /notes/:id/delete", page: "/", form: `form[action$="/delete"]`},
	{key: "POST /notes/:id/restore", page: "/?undo=n2", form: `form[action$="/restore"]`},
	{key: "POST /shop category country currency licence measure name region source time_zone week_start", page: "/shop", form: `form[action="/shop"]`, wrong: map[string]string{"currency": "EURO"}, right: map[string]string{"currency": "BRL"}},
	{key: "POST /shop/:id/drop", page: "/shop", form: `form[action$="/drop"]`, door: "kept shop"},
	{key: "POST /shop/:id/return", page: "/shop", form: `form[action$="/return"]`, door: "kept shop"},
	{key: "POST /start files pasted", page: "/start", form: `form[action="/start"]`, wrong: map[string]string{"files": "nothing"}, right: map[string]string{"files": german()}},
	{key: "POST /start/:id dates decimal missing role week_start", page: "/start/{file}", form: `form[action^="/start/"]:not([action$="/drop"])`, door: "file"},
	{key: "POST /start/:id/drop", page: "/start/{file}", form: `form[action$="/drop"]`, door: "file"},
	{key: "POST /start/:id/name category country currency licence measure name region source time_zone", page: "/start/{file}/name", form: `form[action$="/name"]`, wrong: map[string]string{"name": "Schuhe", "currency": "EURO"}, right: map[string]string{"name": "Schuhe", "currency": "EUR"}, door: "file"},
	{key: "POST /sources apply dates decimal drivers every max_change missing name new_names retrain time url weekday whole", page: "/sources/new", form: `form[action="/sources"]`, wrong: map[string]string{"name": "shop", "url": "nowhere"}, right: map[string]string{"name": "shop", "url": "http://127.0.0.1:9/sales.csv"}},
	{key: "POST /sources/:id apply dates decimal drivers every max_change missing name new_names retrain time url weekday whole", page: "/sources/f1", form: `form[action="/sources/f1"]`, wrong: map[string]string{"max_change": "much"}, right: map[string]string{"max_change": "5"}},
	{key: "POST /sources/preview", page: "/sources/f1", form: `form[action="/sources/f1"]`, button: `[formaction="/sources/preview"]`},
	{key: "POST /sources/:id/fetch", page: "/sources", form: `form[action$="/fetch"]`},
	{key: "POST /sources/:id/pause paused", page: "/sources/f1", form: `form[action$="/pause"]`, button: "button[name=paused]"},
	{key: "POST /sources/:id/delete", page: "/sources/f1", form: `form[action$="/delete"]`},
	{key: "POST /sources/:id/restore", page: "/sources?deleted=f1", form: `form[action$="/restore"]`},
	{key: "POST /targets", page: "/?goal=2.8M", form: `form[action="/targets"]`},
	{key: "POST /scenarios example", page: "/scenarios", form: `main li form[action="/scenarios"]`, button: "button[name=example]", door: "no scenario"},
	{key: "POST /scenarios name", page: "/scenarios", form: `form[action="/scenarios"]`, wrong: map[string]string{"name": " "}, right: map[string]string{"name": "Winter"}},
	{key: "POST /scenarios/:id/add elasticity from kind percent price segment to", page: "/scenarios/s2", form: `form[action$="/add"]`, wrong: map[string]string{"percent": "much"}, right: map[string]string{"percent": "5"}},
	{key: "POST /scenarios/:id/remove assumption", page: "/scenarios/s2", form: `form[action$="/remove"]`, button: "button[name=assumption]"},
	{key: "POST /scenarios/:id/undo", page: "/scenarios/s2", form: `form[action$="/undo"]`},
	{key: "POST /scenarios/:id/rename name", page: "/scenarios/s2", form: `form[action$="/rename"]`, wrong: map[string]string{"name": " "}, right: map[string]string{"name": "Spring"}},
	{key: "POST /scenarios/:id/copy", page: "/scenarios/s2", form: `form[action$="/copy"]`},
	{key: "POST /scenarios/:id/delete", page: "/scenarios/s2", form: `form[action$="/delete"]`},
	{key: "POST /scenarios/:id/restore", page: "/scenarios?deleted=s3", form: `form[action$="/restore"]`},
	{key: "POST /admin/sessions/:id/end", page: "/admin/sessions", form: `form[action$="/end"]`},
	{key: "POST /login name password", page: "/login", form: `form[action="/login"]`, wrong: map[string]string{"name": "lia", "password": "wrong"}, right: map[string]string{"name": "lia", "password": doorPassword}, door: "invited"},
	{key: "POST /join password", page: "/join?key=invited", form: `form[action="/join"]`, wrong: map[string]string{"password": "short"}, right: map[string]string{"password": doorPassword}, door: "invited"},
	{key: "POST /admin/password chosen password", page: "/admin/password", form: `form[action="/admin/password"]`, wrong: map[string]string{"password": "wrong", "chosen": doorPassword}, right: map[string]string{"password": doorPassword, "chosen": doorPassword + "!"}, door: "person"},
	{key: "POST /login password", page: "/login", form: `form[action="/login"]`, wrong: map[string]string{"password": "wrong"}, right: map[string]string{"password": doorPassword}, door: "password"},
	{key: "POST /logout", page: "/", form: `form[action="/logout"]`, door: "password"},
	{key: "POST /login", page: "/login?key=wrong", form: `form[action="/login"]`, wrong: map[string]string{"key": "wrong"}, right: map[string]string{"key": "{key}"}, door: "link"},
}
