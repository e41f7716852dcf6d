package text

// People who log in by a name of their own, and their sessions.
var (
	PeopleTitle     = Text{"People", "Pessoas"}
	PeopleIntro     = Text{"Everybody logs in by a name of their own, and may do what their role says. The log of acts names them.", "Cada pessoa entra com o próprio nome e pode fazer o que o seu papel permite. O registro de atos traz o nome dela."}
	PeopleNone      = Text{"There is nobody yet. Invite the first person.", "Ainda não há ninguém. Convide a primeira pessoa."}
	PersonInvite    = Text{"Invite a person", "Convidar uma pessoa"}
	PersonName      = Text{"Name to log in with", "Nome de entrada"}
	PersonNameHint  = Text{"For example: ana.souza. It cannot be changed later.", "Por exemplo: ana.souza. Não pode ser mudado depois."}
	PersonRole      = Text{"Role", "Papel"}
	PersonRoleOf    = Text{"Role of %s", "Papel de %s"}
	PersonRoleSave  = Text{"Change", "Mudar"}
	PersonSeen      = Text{"Last here", "Última visita"}
	PersonNeverSeen = Text{"never", "nunca"}
	PersonInvited   = Text{"invited, until %s", "convite válido até %s"}
	PersonLinkOver  = Text{"the link has ended; make another one", "o link expirou; crie outro"}
	PersonIsOff     = Text{"switched off", "acesso desligado"}
	PersonLink      = Text{"Give this link to %s. It is shown this once, works once, and for three days; on it they choose a password.", "Dê este link a %s. Ele é mostrado só desta vez, funciona uma única vez e por três dias; nele a pessoa escolhe uma senha."}
	PersonReset     = Text{"New password link", "Novo link de senha"}
	PersonResetOf   = Text{"New password link for %s: the password and all sessions end", "Novo link de senha para %s: a senha e todas as sessões terminam"}
	PersonOff       = Text{"Switch off", "Desligar"}
	PersonOffOf     = Text{"Switch off %s", "Desligar %s"}
	PersonOn        = Text{"Switch on", "Ligar"}
	PersonByProxy   = Text{"the proxy", "o proxy"}
	PersonBy        = Text{"%s, by %s", "%s, por %s"}
	PersonNeverBy   = Text{"comes by %s", "entra por %s"}
	PersonByGone    = Text{"came by %s, which is asked no more; cannot log in", "entrava por %s, que não é mais consultado; não pode entrar"}
	PersonRoleBy    = Text{"given by %s", "dado por %s"}
	PeopleFollow    = Text{"Who comes by %s has the role that their groups give there, and no other here. The last administrator with a password of their own stays one.", "Quem entra por %s tem o papel que os grupos dão lá, e aqui nenhum outro. A última pessoa administradora com senha própria continua sendo."}
	PeopleStranded  = Text{"Nobody administers without %s: while it does not answer, nobody can. Give one administrator a password of their own, too.", "Ninguém administra sem %s: enquanto não responder, ninguém pode. Dê também uma senha própria a uma pessoa administradora."}
	PeopleNoWords   = Text{"Nobody administers without %s, since passwords are off: while it does not answer, only who runs this program lets somebody in, by its command people reset.", "Ninguém administra sem %s, pois as senhas estão desligadas: enquanto não responder, só quem executa este programa deixa alguém entrar, pelo comando people reset."}
	PersonOnOf      = Text{"Switch on %s", "Ligar %s"}

	SessionsTitle   = Text{"Who is logged in", "Quem está conectado"}
	SessionsIntro   = Text{"A session ends two hours after its last use and twelve hours after the login, or here.", "Uma sessão termina duas horas depois do último uso e doze horas depois da entrada, ou aqui."}
	SessionsNone    = Text{"Nobody is logged in.", "Ninguém está conectado."}
	SessionWho      = Text{"Who", "Quem"}
	SessionNameless = Text{"the server's password, or its link", "a senha do servidor, ou o link dele"}
	SessionBegun    = Text{"Logged in", "Entrada"}
	SessionEnds     = Text{"Ends", "Termina"}
	SessionEnd      = Text{"End", "Encerrar"}
	SessionThis     = Text{"this one", "esta"}

	PasswordTitle = Text{"Change your password", "Mudar sua senha"}
	PasswordIntro = Text{"You log in as %s. Your other sessions end; this one goes on.", "Você entra como %s. Suas outras sessões terminam; esta continua."}
	PasswordOld   = Text{"Password until now", "Senha atual"}
	PasswordNew   = Text{"New password", "Nova senha"}
	PasswordSave  = Text{"Change the password", "Mudar a senha"}
	PasswordDone  = Text{"Your password has been changed, and your other sessions have ended.", "Sua senha foi mudada e suas outras sessões terminaram."}
	PasswordNone  = Text{"You have not logged in with a password of your own, so there is none to change here.", "Você não entrou com uma senha própria, então não há nenhuma para mudar aqui."}

	JoinTitle  = Text{"Choose your password", "Escolha sua senha"}
	JoinIntro  = Text{"You log in as %s.", "Você entra como %s."}
	JoinHint   = Text{"At least 12 letters. A sentence is easier to remember than signs.", "Pelo menos 12 letras. Uma frase é mais fácil de lembrar que sinais."}
	JoinButton = Text{"Keep it and log in", "Guardar e entrar"}
)

// Who may read where others can reach the program.
var (
	ReadingTitle     = Text{"Who may read", "Quem pode ler"}
	ReadingUndecided = Text{"Everybody who reaches this address reads everything, as in versions before this one. Decide whether that is meant.", "Quem alcança este endereço lê tudo, como nas versões anteriores. Decida se é isso que você quer."}
	ReadingIsOpen    = Text{"Everybody who reaches this address may read.", "Quem alcança este endereço pode ler."}
	ReadingIsClosed  = Text{"Only who logs in may read, at least as a viewer.", "Só quem entra pode ler, pelo menos como leitor."}
	ReadingHere      = Text{"Bound to this machine alone, everybody on it reads all the same.", "Ligado só a esta máquina, qualquer um nela lê de qualquer forma."}
	ReadingShares    = Plural{Text{"One share link shows a page to whoever has it.", "Um link de compartilhamento mostra uma página a quem o tiver."}, Text{"%d share links each show a page to whoever has them.", "%d links de compartilhamento mostram cada um uma página a quem os tiver."}}
	ReadingClose     = Text{"Only who logs in", "Só quem entra"}
	ReadingOpen      = Text{"Everybody", "Todos"}
)

// PersonRole says what a person of a role may do.
func (l Locale) PersonRole(name string) string {
	if known, ok := roles[name]; ok {
		return l.T(known)
	}
	return name
}

var roles = map[string]Text{
	"viewer":  {"viewer: reads", "leitor: lê"},
	"planner": {"planner: also notes, targets, scenarios, events", "planejador: também notas, metas, cenários, eventos"},
	"analyst": {"analyst: also imports, models, jobs", "analista: também importações, modelos, tarefas"},
	"admin":   {"administrator: everything", "administrador: tudo"},
}
