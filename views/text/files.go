package text

// The heads of the tables that are taken along as files. The English ones are
// the names that programs read, on the command line, too.
var (
	FileSegment        = Text{"segment", "segmento"}
	FileName           = Text{"name", "nome"}
	FileWeek           = Text{"week", "semana"}
	FileStep           = Text{"step", "passo"}
	FileForecast       = Text{"forecast", "previsão"}
	FileLow80          = Text{"lo80", "mín80"}
	FileHigh80         = Text{"hi80", "máx80"}
	FileLow95          = Text{"lo95", "mín95"}
	FileHigh95         = Text{"hi95", "máx95"}
	FileModel          = Text{"model", "modelo"}
	FileNote           = Text{"note", "nota"}
	FileSales          = Text{"sales", "vendas"}
	FileSaid           = Text{"forecast_then", "previsão_da_época"}
	FileSheet          = Text{"Forecast", "Previsão"}
	FileTogether       = Text{"together", "juntas"}
	FileTogetherLow80  = Text{"together_lo80", "juntas_mín80"}
	FileTogetherHigh80 = Text{"together_hi80", "juntas_máx80"}
	FileTogetherLow95  = Text{"together_lo95", "juntas_mín95"}
	FileTogetherHigh95 = Text{"together_hi95", "juntas_máx95"}
	FileTogetherTarget = Text{"together_target", "juntas_meta"}
	FileTogetherGap    = Text{"together_gap", "juntas_diferença_da_meta"}
	FileTogetherChance = Text{"together_chance", "juntas_chance"}
	FileTarget         = Text{"target", "meta"}
	FileGap            = Text{"gap", "diferença_da_meta"}
	FileChance         = Text{"chance", "chance"}
	FileScenario       = Text{"scenario", "cenário"}
	FileAssumed        = Text{"assumed", "com_hipóteses"}
	FileDifference     = Text{"difference", "diferença"}
	FileAssumption     = Text{"assumption", "hipótese"}
	FileLast           = Text{"last", "últimas"}
	FileGrowth         = Text{"growth", "variação"}
	FileShare          = Text{"share", "parte"}
	FileError          = Text{"wape", "wape"}
	FileWeeks          = Text{"weeks", "semanas"}
	FileGroup          = Text{"group", "grupo"}
	FileSeries         = Text{"series", "série"}
	FileMethod         = Text{"method", "método"}
	FileCutoff         = Text{"cutoff", "corte"}
	FileMASE           = Text{"mase", "mase"}
	FileBias           = Text{"bias", "viés"}
	FileCoverage80     = Text{"coverage_80", "cobertura_80"}
	FileCoverage95     = Text{"coverage_95", "cobertura_95"}
	FileCount          = Text{"count", "contagem"}
)
