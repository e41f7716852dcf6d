package server

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/static"
)

// route is one line of the table that is the whole outside of the server.
type route struct {
	verb
	path    string
	access  access
	handler echo.HandlerFunc
	page    bool // HTML for people; not part of the API
}

func (s *Server) routes() []route {
	return append(s.providerRoutes(), []route{
		// Pages
		{get, "/", reads, s.steady(s.getDashboard), true},
		{get, "/forecast.csv", reads, s.getForecastFile, true},
		{get, "/forecast.tsv", reads, s.getForecastFile, true},
		{get, "/forecast.xlsx", reads, s.getForecastFile, true},
		{get, "/segments", reads, s.steady(s.getSegments), true},
		{get, "/segments.csv", reads, s.getSegmentsFile, true},
		{get, "/segments.tsv", reads, s.getSegmentsFile, true},
		{get, "/segments.xlsx", reads, s.getSegmentsFile, true},
		{get, "/compare", reads, s.steady(s.getCompare), true},
		{get, "/compare.csv", reads, s.getCompareFile, true},
		{get, "/compare.tsv", reads, s.getCompareFile, true},
		{get, "/compare.xlsx", reads, s.getCompareFile, true},
		{get, "/accuracy", reads, s.getAccuracy, true},
		{get, "/accuracy.csv", reads, s.getAccuracyFile, true},
		{get, "/models", reads, s.getModelsPage, true},
		{get, "/models/compare", reads, s.getModelsComparePage, true},
		{uploadModel, "/models/upload", trains, s.postModelPage, true},
		{post, "/models/:id/activate", trains, s.postActivatePage, true},
		{post, "/models/:id/pin", trains, s.postPinPage, true},
		{post, "/models/:id/measure", trains, s.postMeasurePage, true},
		{post, "/models/:id/remark", trains, s.postRemarkPage, true},
		{post, "/models/:id/delete", trains, s.postDeletePage, true},
		{get, "/data", reads, s.getDataPage, true},
		{get, "/data/template.csv", reads, s.getTemplateFile, true},
		{get, "/data/template.xlsx", reads, s.getTemplateFile, true},
		{get, "/data/export.zip", admin, s.getExport, true},
		{get, "/data/imports", reads | loads, s.getImportsPage, true},
		{uploadFiles, "/data/imports", loads, s.postImportPage, true},
		{get, "/data/imports/:id", reads | loads, s.getImportPage, true},
		{post, "/data/imports/read", loads, s.postImportReadPage, true},
		{post, "/data/imports/:id/join", loads, s.postImportJoinPage, true},
		{post, "/data/imports/:id/apply", loads, s.postImportApplyPage, true},
		{post, "/data/imports/:id/discard", loads, s.postImportDiscardPage, true},
		{post, "/data/imports/:id/undo", loads, s.postImportUndoPage, true},
		{get, "/sources", admin, s.getSourcesPage, true},
		{post, "/sources", admin, s.postSourcePage, true},
		{get, "/sources/new", admin, s.getSourceNewPage, true},
		{post, "/sources/preview", admin, s.postSourcePreviewPage, true},
		{get, "/sources/:id", admin, s.getSourcePage, true},
		{post, "/sources/:id", admin, s.postSourcePage, true},
		{post, "/sources/:id/fetch", admin, s.postSourceFetchPage, true},
		{post, "/sources/:id/pause", admin, s.postSourcePausePage, true},
		{post, "/sources/:id/delete", admin, s.postSourceDeletePage, true},
		{post, "/sources/:id/restore", admin, s.postSourceRestorePage, true},
		{get, "/admin", reads, s.getAdmin, true},
		{post, "/admin/jobs", trains, s.postJob, true},
		{get, "/admin/jobs", reads, s.getJobsPage, true},
		{get, "/admin/jobs/:id", reads, s.getJobPage, true},
		{post, "/admin/jobs/:id/retry", trains, s.postRetryPage, true},
		{get, "/admin/search", reads, s.getSearchPage, true},
		{post, "/admin/search", trains, s.postSearchPage, true},
		{get, "/admin/policy", reads, s.getPolicyPage, true},
		{post, "/admin/policy", admin, s.postPolicyPage, true},
		{post, "/admin/retention", admin, s.postRetentionPage, true},
		{get, "/admin/audit", admin, s.getAuditPage, true},
		{get, "/admin/audit.csv", admin, s.getAuditCSV, true},
		{get, "/admin/tokens", admin, s.getTokensPage, true},
		{post, "/admin/tokens", admin, s.postTokenPage, true},
		{post, "/admin/tokens/revoke", admin, s.postTokensRevokePage, true},
		{post, "/admin/tokens/:id/revoke", admin, s.postTokenRevokePage, true},
		{post, "/admin/tokens/:id/enable", admin, s.postTokenEnablePage, true},
		{get, "/admin/jobs/:id/events", trains, s.getJobEvents, true},
		{post, "/admin/jobs/:id/cancel", trains, s.postCancelPage, true},
		{post, "/data/weeks", trains, s.postWeek, true},
		{get, "/drives", reads, s.steady(s.getDrives), true},
		{post, "/drives/known", plans, s.postKnown, true},
		{post, "/drives/known/:id/undo", plans, s.postKnownUndo, true},
		{get, "/watch", reads, s.getWatchPage, true},
		{get, "/changes", reads, s.getChangesPage, true},
		{get, "/changes.csv", reads, s.getChangesFile, true},
		{get, "/changes.tsv", reads, s.getChangesFile, true},
		{get, "/changes.xlsx", reads, s.getChangesFile, true},
		{get, "/shop", reads, s.getShopPage, true},
		{post, "/shop", admin, s.postShop, true},
		{post, "/shop/:id/return", admin, s.postShopReturn, true},
		{post, "/shop/:id/drop", admin, s.postShopDrop, true},
		{get, "/start", reads, s.getStart, true},
		{uploadFiles, "/start", admin, s.postStart, true},
		{get, "/start/:id", admin, s.getStarted, true},
		{post, "/start/:id", admin, s.postStarted, true},
		{post, "/start/:id/drop", admin, s.postStartDrop, true},
		{get, "/start/:id/name", admin, s.getStartName, true},
		{post, "/start/:id/name", admin, s.postStartName, true},
		{get, "/backups", admin, s.getBackups, true},
		{post, "/backups", admin, s.postBackups, true},
		{post, "/backups/now", admin, s.postBackupNow, true},
		{post, "/backups/restore", admin, s.postBackupRestore, true},
		{get, "/automation", admin, s.getAutomation, true},
		{post, "/automation/schedule", admin, s.postSchedule, true},
		{post, "/automation/webhook", admin, s.postWebhook, true},
		{post, "/automation/webhook/key", admin, s.postWebhookKey, true},
		{post, "/automation/webhook/test", admin, s.postWebhookTest, true},
		{get, "/admin/people", admin, s.getPeoplePage, true},
		{post, "/admin/people", admin, s.postPersonPage, true},
		{post, "/admin/people/:id/role", admin, s.postPersonRolePage, true},
		{post, "/admin/people/:id/switch", admin, s.postPersonSwitchPage, true},
		{post, "/admin/people/:id/reset", admin, s.postPersonResetPage, true},
		{get, "/shares", admin, s.getSharesPage, true},
		{post, "/shares", admin, s.postSharePage, true},
		{post, "/shares/revoke", admin, s.postSharesRevokePage, true},
		{post, "/shares/:id/revoke", admin, s.postShareRevokePage, true},
		{get, "/shared", open, s.getShared, true},
		{post, "/admin/reading", admin, s.postReadingPage, true},
		{get, "/admin/sessions", self, s.getSessionsPage, true},
		{post, "/admin/sessions/:id/end", self, s.postSessionEndPage, true},
		{get, "/admin/password", self, s.getPasswordPage, true},
		{post, "/admin/password", self, s.postPasswordPage, true},
		{get, "/join", open, s.getJoin, true},
		{post, "/join", open, s.postJoin, true},
		{get, "/login", open, s.getLogin, true},
		{post, "/login", open, s.postLogin, true},
		{post, "/logout", self, s.postLogout, true},
		{post, "/notes", plans, s.postNote, true},
		{post, "/notes/:id/delete", plans, s.postNoteDelete, true},
		{post, "/notes/:id/restore", plans, s.postNoteRestore, true},
		{post, "/targets", plans, s.postTarget, true},
		{get, "/scenarios", reads, s.getScenarios, true},
		{post, "/scenarios", plans, s.postScenario, true},
		{get, "/scenarios/:id", reads, s.getScenario, true},
		{get, "/scenarios/:id/forecast.csv", reads, s.getScenarioFile, true},
		{get, "/scenarios/:id/forecast.tsv", reads, s.getScenarioFile, true},
		{get, "/scenarios/:id/forecast.xlsx", reads, s.getScenarioFile, true},
		{post, "/scenarios/:id/add", plans, s.postAssumption, true},
		{post, "/scenarios/:id/remove", plans, s.postAssumptionRemove, true},
		{post, "/scenarios/:id/undo", plans, s.postScenarioUndo, true},
		{post, "/scenarios/:id/rename", plans, s.postScenarioRename, true},
		{post, "/scenarios/:id/copy", plans, s.postScenarioCopy, true},
		{post, "/scenarios/:id/delete", plans, s.postScenarioDelete, true},
		{post, "/scenarios/:id/restore", plans, s.postScenarioRestore, true},
		{get, "/events", reads, s.steady(s.getEventsPage), true},
		{post, "/events", plans, s.postEventPage, true},
		{post, "/events/groups", plans, s.postEventGroupPage, true},
		{post, "/events/:id/delete", plans, s.postEventDeletePage, true},
		{post, "/preferences", open, s.postPreferences, true},
		// The three routes of the system that this one replaces
		{get, "/predict", reads, s.getPredict, false},
		{get, "/config", reads, s.getConfig, false},
		{post, "/retrain", trains, s.postRetrain, false},
		// JSON
		{get, "/api/v1/forecast", reads, s.getForecast, false},
		{get, "/api/v1/config", reads, s.getConfig, false},
		{post, "/api/v1/retrain", trains, s.postRetrain, false},
		{get, "/api/v1/jobs", reads, s.getJobs, false},
		{get, "/api/v1/jobs/:id", reads, s.getJob, false},
		{post, "/api/v1/jobs/:id/cancel", trains, s.postCancel, false},
		{get, "/api/v1/jobs/:id/log", reads, s.getJobLog, false},
		{post, "/api/v1/jobs/:id/retry", trains, s.postRetry, false},
		{post, "/api/v1/search", trains, s.postSearch, false},
		{get, "/api/v1/policy", reads, s.getPolicy, false},
		{post, "/api/v1/policy", admin, s.postPolicy, false},
		{get, "/api/v1/retention", reads, s.getRetention, false},
		{post, "/api/v1/retention", admin, s.postRetention, false},
		{get, "/api/v1/audit", admin, s.getAudit, false},
		{get, "/api/v1/models", reads, s.getModels, false},
		{get, "/api/v1/models/:id", reads, s.getModel, false},
		{post, "/api/v1/models/:id/activate", trains, s.postActivate, false},
		{uploadModel, "/api/v1/models", trains, s.postModel, false},
		{get, "/api/v1/models/compare", reads, s.getModelsCompare, false},
		{post, "/api/v1/models/:id/pin", trains, s.postPin, false},
		{post, "/api/v1/models/:id/remark", trains, s.postRemark, false},
		{post, "/api/v1/models/:id/delete", trains, s.postDelete, false},
		{get, "/api/v1/models/:id/download", reads, s.getModelFile, false},
		{get, "/api/v1/models/:id/xgboost.json", reads, s.getXGBoost, false},
		{get, "/api/v1/backtest", reads, s.getBacktest, false},
		{get, "/api/v1/series", reads, s.getSeries, false},
		{get, "/api/v1/imports", reads | loads, s.getImports, false},
		{uploadFiles, "/api/v1/imports", loads, s.postImport, false},
		{get, "/api/v1/imports/:id", reads | loads, s.getImport, false},
		{post, "/api/v1/imports/:id/join", loads, s.postImportJoin, false},
		{post, "/api/v1/imports/:id/apply", loads, s.postImportApply, false},
		{post, "/api/v1/imports/:id/discard", loads, s.postImportDiscard, false},
		{post, "/api/v1/imports/:id/undo", loads, s.postImportUndo, false},
		{get, "/api/v1/sources", admin, s.getSources, false},
		{post, "/api/v1/sources", admin, s.postSource, false},
		{get, "/api/v1/sources/:id", admin, s.getSource, false},
		{post, "/api/v1/sources/:id", admin, s.postSourceChange, false},
		{post, "/api/v1/sources/:id/fetch", admin, s.postSourceFetch, false},
		{post, "/api/v1/sources/:id/preview", admin, s.postSourcePreview, false},
		{post, "/api/v1/sources/:id/pause", admin, s.postSourcePause, false},
		{post, "/api/v1/sources/:id/delete", admin, s.postSourceDelete, false},
		{post, "/api/v1/sources/:id/restore", admin, s.postSourceRestore, false},
		{get, "/api/v1/explain", reads, s.getExplain, false},
		{get, "/api/v1/export", admin, s.getExport, false},
		{get, "/api/v1/events", reads, s.getEvents, false},
		{post, "/api/v1/events", plans, s.postEvent, false},
		{post, "/api/v1/events/groups", plans, s.postEventGroup, false},
		{post, "/api/v1/events/:id/delete", plans, s.postEventDelete, false},
		{get, "/api/v1/drivers", reads, s.getDrivers, false},
		{post, "/api/v1/drivers", plans, s.postDriver, false},
		{post, "/api/v1/drivers/:id/undo", plans, s.postDriverUndo, false},
		{post, "/api/v1/weeks", trains, s.postWeekJSON, false},
		{get, "/api/v1/shop", reads, s.getShop, false},
		{post, "/api/v1/shop", admin, s.postShopJSON, false},
		{get, "/api/v1/shops", admin, s.getShops, false},
		{post, "/api/v1/shops/:id/return", admin, s.postShopReturnJSON, false},
		{post, "/api/v1/shops/:id/drop", admin, s.postShopDropJSON, false},
		{uploadFiles, "/api/v1/start", admin, s.postStartJSON, false},
		{get, "/api/v1/start/:id", admin, s.getStartedJSON, false},
		{post, "/api/v1/start/:id", admin, s.postStartedJSON, false},
		{post, "/api/v1/start/:id/drop", admin, s.postStartDropJSON, false},
		{post, "/api/v1/start/:id/name", admin, s.postStartNameJSON, false},
		{get, "/api/v1/watch", reads, s.getWatch, false},
		{get, "/api/v1/changes", reads, s.getChanges, false},
		{get, "/api/v1/schedule", admin, s.getSchedule, false},
		{post, "/api/v1/schedule", admin, s.postScheduleJSON, false},
		{get, "/api/v1/webhook", admin, s.getWebhook, false},
		{post, "/api/v1/webhook", admin, s.postWebhookJSON, false},
		{post, "/api/v1/webhook/key", admin, s.postWebhookKeyJSON, false},
		{post, "/api/v1/webhook/test", admin, s.postWebhookTestJSON, false},
		{get, "/api/v1/tokens", admin, s.getTokens, false},
		{post, "/api/v1/tokens", admin, s.postToken, false},
		{post, "/api/v1/tokens/revoke", admin, s.postTokensRevoke, false},
		{post, "/api/v1/tokens/:id/revoke", admin, s.postTokenRevoke, false},
		{post, "/api/v1/tokens/:id/enable", admin, s.postTokenEnable, false},
		{get, "/api/v1/shares", admin, s.getShares, false},
		{post, "/api/v1/shares", admin, s.postShare, false},
		{post, "/api/v1/shares/revoke", admin, s.postSharesRevoke, false},
		{post, "/api/v1/shares/:id/revoke", admin, s.postShareRevoke, false},
		{get, "/api/v1/reading", admin, s.getReading, false},
		{post, "/api/v1/reading", admin, s.postReading, false},
		{get, "/api/v1/people", admin, s.getPeople, false},
		{post, "/api/v1/people", admin, s.postPerson, false},
		{post, "/api/v1/people/:id/role", admin, s.postPersonRole, false},
		{post, "/api/v1/people/:id/switch", admin, s.postPersonSwitch, false},
		{post, "/api/v1/people/:id/reset", admin, s.postPersonReset, false},
		{get, "/api/v1/sessions", self, s.getSessions, false},
		{post, "/api/v1/sessions/:id/end", self, s.postSessionEnd, false},
		{get, "/api/openapi.yaml", reads, s.getOpenAPI, false},
		// Operations
		{get, "/healthz", open, s.getHealth, false},
		{get, "/readyz", open, s.getReady, false},
		{get, "/metrics", measures, s.getMetrics, false},
	}...)
}

func (s *Server) addRoutes() {
	files := route{get, static.Prefix + "*", open, echo.WrapHandler(static.Handler()), true}
	for _, r := range slices.Concat(s.routes(), s.profiles(), []route{files}) {
		s.add(r)
		if r.verb == get {
			r.verb = head
			s.add(r)
		}
	}
}

func (s *Server) add(r route) {
	s.echo.Add(r.method, r.path, s.require(r.access, r.handler))
	s.bodies[r.method+" "+r.path] = r.body
	s.paths[r.path] = true
}

// isStream tells the routes whose answer has no end that compression could wait
// for.
func isStream(c echo.Context) bool {
	p := c.Request().URL.Path
	return strings.HasPrefix(p, "/admin/jobs/") && strings.HasSuffix(p, "/events")
}

func isStatic(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/static/") }

// isJSONRoute tells the routes that always answer JSON, errors included.
func isJSONRoute(c echo.Context) bool {
	p := c.Request().URL.Path
	return strings.HasPrefix(p, "/api/") || p == "/predict" || p == "/config" || p == "/retrain" || p == "/healthz" || p == "/readyz"
}
