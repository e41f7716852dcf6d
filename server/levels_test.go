package server

import "strings"

// Levels say what each route needs, apart from the router, so that a route that
// slips to another one, or a new one without an entry, fails.
var levels = []struct {
	need   access
	routes string
}{
	{open, `
		GET /login, POST /login, GET /login/provider, GET /login/provider/back, GET /login/provider/out, GET /join, POST /join, GET /shared, GET /digest/unsubscribe, POST /digest/unsubscribe, POST /preferences, GET /healthz, GET /readyz`},
	{reads, `
		GET /, GET /forecast.csv, GET /forecast.tsv, GET /forecast.xlsx, GET /segments, GET /segments.csv, GET /segments.tsv, GET /segments.xlsx, GET /compare,
		GET /compare.csv, GET /compare.tsv, GET /compare.xlsx, GET /accuracy, GET /accuracy.csv, GET /models, GET /models/compare, GET /data,
		GET /data/template.csv, GET /data/template.xlsx, GET /admin, GET /admin/jobs, GET /admin/jobs/:id, GET /admin/search, GET /admin/policy, GET /drives,
		GET /budgets, GET /budgets.csv, GET /budgets.tsv, GET /budgets.xlsx, GET /api/v1/budgets,
		GET /order, GET /order.csv, GET /order.tsv, GET /order.xlsx, GET /api/v1/orders, GET /api/v1/stock,
		GET /stockouts, GET /stockouts.csv, GET /stockouts.tsv, GET /stockouts.xlsx, GET /api/v1/stockouts,
		GET /watch, GET /changes, GET /changes.csv, GET /changes.tsv, GET /changes.xlsx, GET /digest, GET /digest/preview, GET /needs, GET /needs/replay, GET /needs.csv, GET /needs.tsv, GET /needs.xlsx, GET /shop, GET /start, GET /scenarios, GET /scenarios/:id, GET /scenarios/:id/forecast.csv, GET /scenarios/:id/forecast.tsv,
		GET /scenarios/:id/forecast.xlsx, GET /events, GET /predict, GET /config, GET /api/v1/forecast, GET /api/v1/config, GET /api/v1/jobs,
		GET /api/v1/jobs/:id, GET /api/v1/jobs/:id/log, GET /api/v1/policy, GET /api/v1/retention, GET /api/v1/models, GET /api/v1/models/:id,
		GET /api/v1/models/compare, GET /api/v1/models/:id/download, GET /api/v1/models/:id/xgboost.json, GET /api/v1/backtest, GET /api/v1/series,
		GET /api/v1/explain, GET /api/v1/events, GET /api/v1/drivers, GET /api/v1/shop, GET /api/v1/watch, GET /api/v1/changes, GET /api/v1/needs, GET /api/v1/needs/replay, GET /api/openapi.yaml,
		GET /plan, GET /plan.csv, GET /plan.tsv, GET /plan.xlsx, GET /plan/worth, GET /api/v1/plan, GET /api/v1/plan/worth`},
	{self, `
		POST /digest/mine, POST /digest/now, POST /logout, GET /admin/password, POST /admin/password, GET /admin/sessions, POST /admin/sessions/:id/end, GET /api/v1/sessions, POST /api/v1/sessions/:id/end`},
	{plans, `
		POST /budgets, POST /budgets/import, POST /budgets/:id/undo, POST /api/v1/budgets, POST /api/v1/budgets/:id/undo,
		POST /order, POST /order/segment, POST /order/import, POST /order/:id/undo, POST /api/v1/stock, POST /api/v1/stock/:id/undo,
		POST /stockouts, POST /stockouts/unmark, POST /stockouts/import, POST /stockouts/:id/undo, POST /api/v1/stockouts, POST /api/v1/stockouts/:id/undo,
		POST /drives/known, POST /drives/known/:id/undo, POST /notes, POST /notes/:id/delete, POST /notes/:id/restore, POST /targets, POST /needs/:id, POST /api/v1/needs/:id, POST /scenarios,
		POST /scenarios/:id/add, POST /scenarios/:id/remove, POST /scenarios/:id/undo, POST /scenarios/:id/rename, POST /scenarios/:id/copy,
		POST /scenarios/:id/delete, POST /scenarios/:id/restore, POST /events, POST /events/groups, POST /events/:id/delete, POST /api/v1/events,
		POST /api/v1/events/groups, POST /api/v1/events/:id/delete, POST /api/v1/drivers, POST /api/v1/drivers/:id/undo,
		POST /plan/overrides, POST /plan/overrides/:id/delete, POST /plan/overrides/:id/undo, POST /plan/publish, POST /plan/:id/withdraw, POST /plan/:id/restore,
		POST /api/v1/plan/overrides, POST /api/v1/plan/overrides/:id, POST /api/v1/plan/overrides/:id/delete, POST /api/v1/plan/overrides/:id/undo, POST /api/v1/plan/publish`},
	{reads | loads, `
		GET /data/imports, GET /data/imports/:id, GET /api/v1/imports, GET /api/v1/imports/:id`},
	{loads, `
		POST /data/imports, POST /data/imports/read, POST /data/imports/:id/join, POST /data/imports/:id/apply, POST /data/imports/:id/discard,
		POST /data/imports/:id/undo, POST /api/v1/imports, POST /api/v1/imports/:id/join, POST /api/v1/imports/:id/apply, POST /api/v1/imports/:id/discard,
		POST /api/v1/imports/:id/undo`},
	{trains, `
		POST /models/upload, POST /models/:id/activate, POST /models/:id/pin, POST /models/:id/measure, POST /models/:id/remark, POST /models/:id/delete,
		POST /admin/jobs, POST /admin/jobs/:id/retry, POST /admin/search, GET /admin/jobs/:id/events, POST /admin/jobs/:id/cancel, POST /data/weeks, POST /needs/rules, POST /api/v1/needs/rules,
		POST /retrain, POST /api/v1/retrain, POST /api/v1/jobs/:id/cancel, POST /api/v1/jobs/:id/retry, POST /api/v1/search, POST /api/v1/models/:id/activate,
		POST /api/v1/models, POST /api/v1/models/:id/pin, POST /api/v1/models/:id/remark, POST /api/v1/models/:id/delete, POST /api/v1/weeks`},
	{measures, `
		GET /metrics`},
	{admin, `
		POST /digest/server, POST /digest/test, POST /digest/times, POST /digest/readers, POST /digest/readers/:id/delete, POST /digest/readers/:id/now, POST /digest/sendings/:id/again,
		GET /shares, POST /shares, POST /shares/revoke, POST /shares/:id/revoke, GET /api/v1/shares, POST /api/v1/shares, POST /api/v1/shares/revoke, POST /api/v1/shares/:id/revoke,
		POST /admin/reading, GET /api/v1/reading, POST /api/v1/reading, GET /admin/people, POST /admin/people, POST /admin/people/:id/role, POST /admin/people/:id/switch, POST /admin/people/:id/reset,
		GET /api/v1/people, POST /api/v1/people, POST /api/v1/people/:id/role, POST /api/v1/people/:id/switch, POST /api/v1/people/:id/reset,
		GET /data/export.zip, GET /sources, POST /sources, GET /sources/new, POST /sources/preview, GET /sources/:id, POST /sources/:id, POST /sources/:id/fetch,
		POST /sources/:id/pause, POST /sources/:id/delete, POST /sources/:id/restore, POST /admin/policy, POST /admin/retention, GET /admin/audit,
		GET /admin/audit.csv, GET /admin/tokens, POST /admin/tokens, POST /admin/tokens/revoke, POST /admin/tokens/:id/revoke, POST /admin/tokens/:id/enable,
		POST /shop, POST /shop/:id/return, POST /shop/:id/drop, POST /start, GET /start/:id, POST /start/:id, POST /start/:id/drop, GET /start/:id/name,
		POST /start/:id/name, GET /backups, POST /backups, POST /backups/now, POST /backups/restore, GET /automation, POST /automation/schedule, POST /automation/webhook, POST /automation/webhook/key, POST /automation/webhook/test,
		POST /api/v1/policy, POST /api/v1/retention, GET /api/v1/audit, GET /api/v1/sources, POST /api/v1/sources, GET /api/v1/sources/:id,
		POST /api/v1/sources/:id, POST /api/v1/sources/:id/fetch, POST /api/v1/sources/:id/preview, POST /api/v1/sources/:id/pause,
		POST /api/v1/sources/:id/delete, POST /api/v1/sources/:id/restore, GET /api/v1/export, POST /api/v1/shop, GET /api/v1/shops,
		POST /api/v1/shops/:id/return, POST /api/v1/shops/:id/drop, POST /api/v1/start, GET /api/v1/start/:id, POST /api/v1/start/:id,
		POST /api/v1/start/:id/drop, POST /api/v1/start/:id/name, GET /api/v1/schedule, POST /api/v1/schedule, GET /api/v1/webhook, POST /api/v1/webhook,
		GET /api/v1/digest, PUT /api/v1/digest, PUT /api/v1/digest/server, POST /api/v1/digest/test, GET /api/v1/digest/readers, POST /api/v1/digest/readers,
		DELETE /api/v1/digest/readers/:id, POST /api/v1/digest/readers/:id/send, POST /api/v1/digest/sendings/:id/repeat,
		POST /api/v1/webhook/key, POST /api/v1/webhook/test, GET /api/v1/tokens, POST /api/v1/tokens, POST /api/v1/tokens/revoke, POST /api/v1/tokens/:id/revoke,
		POST /api/v1/tokens/:id/enable`},
}

// expected are the levels by "METHOD /route".
var expected = func() map[string]access {
	all := map[string]access{}
	for _, l := range levels {
		for route := range strings.SplitSeq(l.routes, ",") {
			all[strings.TrimSpace(route)] = l.need
		}
	}
	return all
}()
