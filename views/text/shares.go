package text

// Links that show one page to whoever has them.
var (
	SharesTitle         = Text{"Share links", "Links de compartilhamento"}
	NavShares           = Text{"Share links", "Links"}
	SharesIntro         = Text{"A link shows one page, as it is on the day that it is opened, to whoever has it, without logging in, and nothing else: no notes, no targets, no way on.", "Um link mostra uma página, como ela está no dia em que é aberta, a quem o tiver, sem entrar, e nada mais: nem notas, nem metas, nem caminho adiante."}
	SharesList          = Text{"Links", "Links"}
	SharesNone          = Text{"Nothing is shared. Make the first link above.", "Nada é compartilhado. Crie o primeiro link acima."}
	ShareThis           = Text{"Share", "Compartilhar"}
	ShareMake           = Text{"Make a link", "Criar um link"}
	ShareMade           = Text{"Copy the link now: it is shown this once. Whoever has it sees the page until it ends.", "Copie o link agora: ele é mostrado só desta vez. Quem o tiver vê a página até ele terminar."}
	ShareFrame          = Text{"The sites that you named show it like this:", "Os sites que você informou mostram a página assim:"}
	SharePageLabel      = Text{"Page", "Página"}
	ShareSegmentHint    = Text{"The page of the accuracy is always of all sales.", "A página da precisão é sempre de todas as vendas."}
	ShareUntil          = Text{"Last day", "Último dia"}
	ShareUntilHint      = Text{"The link opens nothing after that day; %s at the latest.", "Depois desse dia o link não abre nada; no máximo %s."}
	ShareLanguage       = Text{"Language", "Idioma"}
	ShareLanguageTheirs = Text{"that of who opens it", "o de quem abre"}
	LanguageName        = Text{"English", "Português"}
	ShareOrigins        = Text{"Sites that may show it in a page of theirs", "Sites que podem mostrá-la dentro de uma página sua"}
	ShareOriginsHint    = Text{"For example https://intranet.example; up to five, one a line. Leave it empty and no site may.", "Por exemplo https://intranet.example; até cinco, um por linha. Deixe vazio e nenhum site pode."}
	ShareWhat           = Text{"What it shows", "O que mostra"}
	ShareBy             = Text{"by %s", "por %s"}
	ShareIn             = Text{"Within %s", "Dentro de %s"}
	ShareEnds           = Text{"Last day", "Último dia"}
	ShareOpened         = Text{"Opened", "Aberto"}
	ShareUnopened       = Text{"not yet", "ainda não"}
	ShareViews          = Plural{Text{"once", "uma vez"}, Text{"%d times", "%d vezes"}}
	ShareLast           = Text{"last %s", "por último %s"}
	ShareRevoke         = Text{"End", "Encerrar"}
	SharesRevokeAll     = Text{"End all links", "Encerrar todos os links"}
	SharesRevokeSure    = Plural{Text{"One link opens nothing any more, at once and for good.", "Um link deixa de abrir qualquer coisa, já e para sempre."}, Text{"%d links open nothing any more, at once and for good, also where they are framed.", "%d links deixam de abrir qualquer coisa, já e para sempre, também onde estão embutidos."}}
	SharesRevokeDo      = Text{"End them all now", "Encerrar todos agora"}
	ShareRevokeOf       = Text{"End the link to %s", "Encerrar o link para %s"}
	ShareRevoked        = Text{"ended by hand", "encerrado à mão"}
	ShareEnded          = Text{"ended", "terminou"}

	SharedBy = Text{"Shared by %s until %s.", "Compartilhado por %s até %s."}
)

// SharePage names a page that can be shared.
func (l Locale) SharePage(name string) string {
	if known, ok := sharePages[name]; ok {
		return l.T(known)
	}
	return name
}

var sharePages = map[string]Text{
	"forecast": {"Forecast", "Previsão"},
	"accuracy": {"Accuracy", "Precisão"},
}
