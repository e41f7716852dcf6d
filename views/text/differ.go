package text

// What sets two models apart.
var (
	DifferTitle      = Text{"What differs", "O que difere"}
	DifferParams     = Text{"Parameters of %s (of %s in brackets): %s.", "Parâmetros de %s (de %s entre parênteses): %s."}
	DifferParam      = Text{"%s %s (%s)", "%s %s (%s)"}
	DifferManyParams = Text{"%d parameters differ; they are marked in the table below.", "%d parâmetros diferem; estão marcados na tabela abaixo."}
	DifferNoParams   = Text{"Both have the same parameters.", "Os dois têm os mesmos parâmetros."}
	DifferSpan       = Text{"%s learnt from the weeks of %s to %s, %s from those of %s to %s.", "%s aprendeu com as semanas de %s a %s; %s, com as de %s a %s."}
	DifferData       = Text{"Both learnt from the same span of weeks, but data in it were changed in between.", "Os dois aprenderam com o mesmo período, mas dados dele mudaram nesse meio-tempo."}
	DifferNoData     = Text{"Both learnt from the same data.", "Os dois aprenderam com os mesmos dados."}
	DifferTotal      = Text{"All sales: %s was off by %s, %s by %s.", "Todas as vendas: %s errou %s; %s, %s."}
	DifferPooled     = Text{"Segments: %s was off by %s, %s by %s.", "Segmentos: %s errou %s; %s, %s."}
	DifferVerdict    = Text{"The first against the second: %s.", "O primeiro contra o segundo: %s."}
	DifferAhead      = Text{"For %s of %s, %s forecasts %s against %s (%s).", "Para %s de %s, %s prevê %s contra %s (%s)."}
)
