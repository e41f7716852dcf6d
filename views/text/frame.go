package text

// What stands around every page.
var (
	Product       = Text{"Sales forecaster", "Previsor de vendas"}
	SkipToMain    = Text{"Skip to the content", "Ir para o conteúdo"}
	Preferences   = Text{"Display preferences", "Preferências de exibição"}
	ThemeLight    = Text{"Light", "Claro"}
	ThemeDark     = Text{"Dark", "Escuro"}
	ThemeAuto     = Text{"Auto", "Auto"}
	ThemeSwitch   = Text{"Theme: %s. Change to %s", "Tema: %s. Mudar para %s"}
	LanguageTo    = Text{"Read in English", "Ler em português"}
	AnsweredBy    = Text{"Answered by model %s", "Respondido pelo modelo %s"}
	TrainedAt     = Text{"trained %s", "treinado em %s"}
	TrainedOn     = Text{"on the weeks %s to %s", "com as semanas de %s a %s"}
	SourceOf      = Text{"Data: %s", "Dados: %s"}
	SourceNone    = Text{"About the data", "Sobre os dados"}
	WhatIsThis    = Text{"What is this?", "O que é isto?"}
	Apply         = Text{"Apply", "Aplicar"}
	ErrorTitle    = Text{"That did not work", "Isso não funcionou"}
	ErrorBack     = Text{"Back to the forecast", "Voltar à previsão"}
	NoModelTitle  = Text{"No model is live yet", "Nenhum modelo em uso ainda"}
	NoSales       = Text{"There are no sales to forecast yet", "Ainda não há vendas para prever"}
	NoSalesImport = Text{"Send sales", "Enviar vendas"}
	ModelDamaged  = Text{"Model %s is damaged and cannot be read. Model %s, the last good one, is live instead. Restore a backup, or activate or train another model.", "O modelo %s está danificado e não pode ser lido. O modelo %s, o último em bom estado, está em uso no lugar dele. Restaure um backup, ou ative ou treine outro modelo."}
	ReadBefore    = Text{"This page shows what was read on %s; it cannot be read anew at the moment.", "Esta página mostra o que foi lido em %s; no momento não é possível ler de novo."}
	SendFailed    = Text{"The server did not answer. What you see may be old; try again.", "O servidor não respondeu. O que você vê pode estar desatualizado; tente de novo."}
)

// Counts that several pages use.
var (
	Weeks = Plural{
		Text{"%d week", "%d semana"},
		Text{"%d weeks", "%d semanas"},
	}
	WeeksAhead = Plural{
		Text{"%d week ahead", "%d semana à frente"},
		Text{"%d weeks ahead", "%d semanas à frente"},
	}
)
