package server

import (
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
	return []route{
		// Pages
		{get, "/", open, s.steady(s.getDashboard), true},
		{get, "/forecast.csv", open, s.getForecastFile, true},
		{get, "/forecast.tsv", open, s.getForecastFile, true},
		{get, "/forecast.xlsx", open, s.getForecastFile, true},
		{get, "/segments", open, s.steady(s.getSegments), true},
		{get, "/segments.csv", open, s.getSegmentsFile, true},
		{get, "/segments.tsv", open, s.getSegmentsFile, true},
		{get, "/segments.xlsx", open, s.getSegmentsFile, true},
		{get, "/compare", open, s.steady(s.getCompare), true},
		{get, "/compare.csv", open, s.getCompareFile, true},
		{get, "/compare.tsv", open, s.getCompareFile, true},
		{get, "/compare.xlsx", open, s.getCompareFile, true},
		{get, "/accuracy", open, s.getAccuracy, true},
		{get, "/accuracy.csv", open, s.getAccuracyFile, true},
		{get, "/models", open, s.getModelsPage, true},
		{get, "/models/compare", open, s.getModelsComparePage, true},
		{uploadModel, "/models/upload", admin, s.postModelPage, true},
		{post, "/models/:id/activate", admin, s.postActivatePage, true},
		{post, "/models/:id/pin", admin, s.postPinPage, true},
		{post, "/models/:id/measure", admin, s.postMeasurePage, true},
		{post, "/models/:id/remark", admin, s.postRemarkPage, true},
		{post, "/models/:id/delete", admin, s.postDeletePage, true},
		{get, "/data", open, s.getDataPage, true},
		{get, "/data/template.csv", open, s.getTemplateFile, true},
		{get, "/data/template.xlsx", open, s.getTemplateFile, true},
		{get, "/data/export.zip", admin, s.getExport, true},
		{get, "/data/imports", open, s.getImportsPage, true},
		{uploadFiles, "/data/imports", admin, s.postImportPage, true},
		{get, "/data/imports/:id", open, s.getImportPage, true},
		{post, "/data/imports/read", admin, s.postImportReadPage, true},
		{post, "/data/imports/:id/join", admin, s.postImportJoinPage, true},
		{post, "/data/imports/:id/apply", admin, s.postImportApplyPage, true},
		{post, "/data/imports/:id/discard", admin, s.postImportDiscardPage, true},
		{post, "/data/imports/:id/undo", admin, s.postImportUndoPage, true},
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
		{get, "/admin", open, s.getAdmin, true},
		{post, "/admin/jobs", admin, s.postJob, true},
		{get, "/admin/jobs", open, s.getJobsPage, true},
		{get, "/admin/jobs/:id", open, s.getJobPage, true},
		{post, "/admin/jobs/:id/retry", admin, s.postRetryPage, true},
		{get, "/admin/search", open, s.getSearchPage, true},
		{post, "/admin/search", admin, s.postSearchPage, true},
		{get, "/admin/policy", open, s.getPolicyPage, true},
		{post, "/admin/policy", admin, s.postPolicyPage, true},
		{post, "/admin/retention", admin, s.postRetentionPage, true},
		{get, "/admin/audit", admin, s.getAuditPage, true},
		{get, "/admin/audit.csv", admin, s.getAuditCSV, true},
		{get, "/admin/tokens", admin, s.getTokensPage, true},
		{post, "/admin/tokens", admin, s.postTokenPage, true},
		{post, "/admin/tokens/revoke", admin, s.postTokensRevokePage, true},
		{post, "/admin/tokens/:id/revoke", admin, s.postTokenRevokePage, true},
		{post, "/admin/tokens/:id/enable", admin, s.postTokenEnablePage, true},
		{get, "/admin/jobs/:id/events", admin, s.getJobEvents, true},
		{post, "/admin/jobs/:id/cancel", admin, s.postCancelPage, true},
		{post, "/data/weeks", admin, s.postWeek, true},
		{get, "/drives", open, s.steady(s.getDrives), true},
		{post, "/drives/known", admin, s.postKnown, true},
		{post, "/drives/known/:id/undo", admin, s.postKnownUndo, true},
		{get, "/watch", open, s.getWatchPage, true},
		{get, "/shop", open, s.getShopPage, true},
		{post, "/shop", admin, s.postShop, true},
		{post, "/shop/:id/return", admin, s.postShopReturn, true},
		{post, "/shop/:id/drop", admin, s.postShopDrop, true},
		{get, "/start", open, s.getStart, true},
		{uploadFiles, "/start", admin, s.postStart, true},
		{get, "/start/:id", admin, s.getStarted, true},
		{post, "/start/:id", admin, s.postStarted, true},
		{post, "/start/:id/drop", admin, s.postStartDrop, true},
		{get, "/start/:id/name", admin, s.getStartName, true},
		{post, "/start/:id/name", admin, s.postStartName, true},
		{get, "/automation", admin, s.getAutomation, true},
		{post, "/automation/schedule", admin, s.postSchedule, true},
		{post, "/automation/webhook", admin, s.postWebhook, true},
		{post, "/automation/webhook/key", admin, s.postWebhookKey, true},
		{post, "/automation/webhook/test", admin, s.postWebhookTest, true},
		{get, "/login", open, s.getLogin, true},
		{post, "/login", open, s.postLogin, true},
		{post, "/logout", admin, s.postLogout, true},
		{post, "/notes", admin, s.postNote, true},
		{post, "/notes/:id/delete", admin, s.postNoteDelete, true},
		{post, "/notes/:id/restore", admin, s.postNoteRestore, true},
		{post, "/targets", admin, s.postTarget, true},
		{get, "/scenarios", open, s.getScenarios, true},
		{post, "/scenarios", admin, s.postScenario, true},
		{get, "/scenarios/:id", open, s.getScenario, true},
		{get, "/scenarios/:id/forecast.csv", open, s.getScenarioFile, true},
		{get, "/scenarios/:id/forecast.tsv", open, s.getScenarioFile, true},
		{get, "/scenarios/:id/forecast.xlsx", open, s.getScenarioFile, true},
		{post, "/scenarios/:id/add", admin, s.postAssumption, true},
		{post, "/scenarios/:id/remove", admin, s.postAssumptionRemove, true},
		{post, "/scenarios/:id/undo", admin, s.postScenarioUndo, true},
		{post, "/scenarios/:id/rename", admin, s.postScenarioRename, true},
		{post, "/scenarios/:id/copy", admin, s.postScenarioCopy, true},
		{post, "/scenarios/:id/delete", admin, s.postScenarioDelete, true},
		{post, "/scenarios/:id/restore", admin, s.postScenarioRestore, true},
		{get, "/events", open, s.steady(s.getEventsPage), true},
		{post, "/events", admin, s.postEventPage, true},
		{post, "/events/groups", admin, s.postEventGroupPage, true},
		{post, "/events/:id/delete", admin, s.postEventDeletePage, true},
		{post, "/preferences", open, s.postPreferences, true},
		// The three routes of the system that this one replaces
		{get, "/predict", open, s.getPredict, false},
		{get, "/config", open, s.getConfig, false},
		{post, "/retrain", admin, s.postRetrain, false},
		// JSON
		{get, "/api/v1/forecast", open, s.getForecast, false},
		{get, "/api/v1/config", open, s.getConfig, false},
		{post, "/api/v1/retrain", admin, s.postRetrain, false},
		{get, "/api/v1/jobs", open, s.getJobs, false},
		{get, "/api/v1/jobs/:id", open, s.getJob, false},
		{post, "/api/v1/jobs/:id/cancel", admin, s.postCancel, false},
		{get, "/api/v1/jobs/:id/log", open, s.getJobLog, false},
		{post, "/api/v1/jobs/:id/retry", admin, s.postRetry, false},
		{post, "/api/v1/search", admin, s.postSearch, false},
		{get, "/api/v1/policy", open, s.getPolicy, false},
		{post, "/api/v1/policy", admin, s.postPolicy, false},
		{get, "/api/v1/retention", open, s.getRetention, false},
		{post, "/api/v1/retention", admin, s.postRetention, false},
		{get, "/api/v1/audit", admin, s.getAudit, false},
		{get, "/api/v1/models", open, s.getModels, false},
		{get, "/api/v1/models/:id", open, s.getModel, false},
		{post, "/api/v1/models/:id/activate", admin, s.postActivate, false},
		{uploadModel, "/api/v1/models", admin, s.postModel, false},
		{get, "/api/v1/models/compare", open, s.getModelsCompare, false},
		{post, "/api/v1/models/:id/pin", admin, s.postPin, false},
		{post, "/api/v1/models/:id/remark", admin, s.postRemark, false},
		{post, "/api/v1/models/:id/delete", admin, s.postDelete, false},
		{get, "/api/v1/models/:id/download", open, s.getModelFile, false},
		{get, "/api/v1/models/:id/xgboost.json", open, s.getXGBoost, false},
		{get, "/api/v1/backtest", open, s.getBacktest, false},
		{get, "/api/v1/series", open, s.getSeries, false},
		{get, "/api/v1/imports", open, s.getImports, false},
		{uploadFiles, "/api/v1/imports", admin, s.postImport, false},
		{get, "/api/v1/imports/:id", open, s.getImport, false},
		{post, "/api/v1/imports/:id/join", admin, s.postImportJoin, false},
		{post, "/api/v1/imports/:id/apply", admin, s.postImportApply, false},
		{post, "/api/v1/imports/:id/discard", admin, s.postImportDiscard, false},
		{post, "/api/v1/imports/:id/undo", admin, s.postImportUndo, false},
		{get, "/api/v1/sources", admin, s.getSources, false},
		{post, "/api/v1/sources", admin, s.postSource, false},
		{get, "/api/v1/sources/:id", admin, s.getSource, false},
		{post, "/api/v1/sources/:id", admin, s.postSourceChange, false},
		{post, "/api/v1/sources/:id/fetch", admin, s.postSourceFetch, false},
		{post, "/api/v1/sources/:id/preview", admin, s.postSourcePreview, false},
		{post, "/api/v1/sources/:id/pause", admin, s.postSourcePause, false},
		{post, "/api/v1/sources/:id/delete", admin, s.postSourceDelete, false},
		{post, "/api/v1/sources/:id/restore", admin, s.postSourceRestore, false},
		{get, "/api/v1/explain", open, s.getExplain, false},
		{get, "/api/v1/export", admin, s.getExport, false},
		{get, "/api/v1/events", open, s.getEvents, false},
		{post, "/api/v1/events", admin, s.postEvent, false},
		{post, "/api/v1/events/groups", admin, s.postEventGroup, false},
		{post, "/api/v1/events/:id/delete", admin, s.postEventDelete, false},
		{get, "/api/v1/drivers", open, s.getDrivers, false},
		{post, "/api/v1/drivers", admin, s.postDriver, false},
		{post, "/api/v1/drivers/:id/undo", admin, s.postDriverUndo, false},
		{post, "/api/v1/weeks", admin, s.postWeekJSON, false},
		{get, "/api/v1/shop", open, s.getShop, false},
		{post, "/api/v1/shop", admin, s.postShopJSON, false},
		{get, "/api/v1/shops", admin, s.getShops, false},
		{post, "/api/v1/shops/:id/return", admin, s.postShopReturnJSON, false},
		{post, "/api/v1/shops/:id/drop", admin, s.postShopDropJSON, false},
		{uploadFiles, "/api/v1/start", admin, s.postStartJSON, false},
		{get, "/api/v1/start/:id", admin, s.getStartedJSON, false},
		{post, "/api/v1/start/:id", admin, s.postStartedJSON, false},
		{post, "/api/v1/start/:id/drop", admin, s.postStartDropJSON, false},
		{post, "/api/v1/start/:id/name", admin, s.postStartNameJSON, false},
		{get, "/api/v1/watch", open, s.getWatch, false},
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
		{get, "/api/openapi.yaml", open, s.getOpenAPI, false},
		// Operations
		{get, "/healthz", open, s.getHealth, false},
		{get, "/readyz", open, s.getReady, false},
		{get, "/metrics", open, s.getMetrics, false},
	}
}

func (s *Server) addRoutes() {
	files := route{get, static.Prefix + "*", open, echo.WrapHandler(static.Handler()), true}
	for _, r := range append(s.routes(), files) {
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
