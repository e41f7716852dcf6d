package message

// Who may do what, and how one logs in.
var (
	OnlyLocalhost = of0("only_localhost", Text{"This address answers only to localhost. Open it as http://localhost, or bind it wider with --addr.", "Este endereço só responde a localhost. Abra-o como http://localhost ou amplie-o com --addr."})
	ForeignChange = of0("foreign_change", Text{"A change must come from this application's own pages.", "Uma mudança precisa vir das páginas deste próprio programa."})
	FormExpired   = of0("form_expired", Text{"This form is out of date. Reload the page and try again.", "Este formulário expirou. Recarregue a página e tente de novo."})

	OnlyTheDesk         = of0("only_the_desk", Text{"Only the person at this desk administers: the user who runs the program, without a proxy between. Open the link that the start printed, or start with OLIST_ADMIN_PASSWORD set.", "Só administra quem está nesta mesa: o usuário que executa o programa, sem proxy no caminho. Abra o link que o programa mostrou ao iniciar, ou inicie com OLIST_ADMIN_PASSWORD definida."})
	AdministeringClosed = of0("administering_closed", Text{"Administering is closed on this address: start with OLIST_ADMIN_PASSWORD set.", "A administração está fechada neste endereço: inicie com OLIST_ADMIN_PASSWORD definida."})
	LogInFirst          = of0("log_in_first", Text{"Log in to administer.", "Entre para administrar."})
	BeyondRole          = of0("beyond_role", Text{"Your role, or what your token is for, does not go so far. An administrator can change that.", "Seu papel, ou a finalidade do seu token, não chega até aqui. Um administrador pode mudar isso."})
	NoPassword          = of0("no_password", Text{"There is no password to log in with: start with OLIST_ADMIN_PASSWORD set.", "Não há senha para entrar: inicie com OLIST_ADMIN_PASSWORD definida."})
	WrongPassword       = of0("wrong_password", Text{"This is not the password.", "Essa não é a senha."})
	TooManyAttempts     = of0("too_many_attempts", Text{"Too many attempts. Wait a minute and try again.", "Tentativas demais. Espere um minuto e tente de novo."})
	SessionOver         = of0("session_over", Text{"Your session is over. Log in again.", "Sua sessão terminou. Entre de novo."})
	PasswordHashBroken  = of0("password_hash_broken", Text{"OLIST_ADMIN_PASSWORD begins like a hash by bcrypt and is none; was a $ of it taken by the shell?", "OLIST_ADMIN_PASSWORD começa como um hash bcrypt e não é um; o shell consumiu um $ dele?"})
	PasswordTooShort    = of1[int]("password_too_short", Text{"OLIST_ADMIN_PASSWORD is too short: a new password has at least {least} letters, or is a hash by bcrypt", "OLIST_ADMIN_PASSWORD é curta demais: uma senha nova tem pelo menos {least} letras, ou é um hash bcrypt"})

	TokenName    = of1[int]("token_name", Text{"Give the token a name of 1 to {most} letters that says who uses it.", "Dê ao token um nome de 1 a {most} letras que diga quem o usa."})
	TokenScope   = of0("token_scope", Text{"Say what the token is for: read, plan, import, train, metrics or admin.", "Diga para que serve o token: read, plan, import, train, metrics ou admin."})
	TokenEnd     = of0("token_end", Text{"The end of a token is a day to come.", "O fim de um token é um dia que ainda vem."})
	TokenEnded   = of0("token_ended", Text{"This token has come to its end. An administrator can make a new one.", "Este token chegou ao fim. Um administrador pode criar outro."})
	TokensMost   = of1[int]("tokens_most", Text{"There are {most} tokens in use, and no room for more; revoke those that nobody needs.", "Há {most} tokens em uso e não cabem mais; revogue os que ninguém usa."})
	TokenTwice   = of1[Quoted]("token_twice", Text{"A token called {name} is in use; revoke it or choose another name.", "Já existe um token chamado {name}; revogue-o ou escolha outro nome."})
	TokenRevoked = of0("token_revoked", Text{"A revoked token stays revoked; make a new one.", "Um token revogado continua revogado; crie outro."})
	TokenOff     = of0("token_off", Text{"This token is off since a backup was restored. An administrator can turn it on.", "Este token está desligado desde que um backup foi restaurado. Um administrador pode ligá-lo."})
	TokenUnknown = of0("token_unknown", Text{"This token is unknown or revoked.", "Este token é desconhecido ou foi revogado."})

	PersonName  = of0("person_name", Text{"A name to log in with has 1 to 60 of a-z, 0-9, dot, dash, underscore and @, begins with one of the first two, and is none that the log uses itself, as admin.", "Um nome de entrada tem de 1 a 60 destes: a-z, 0-9, ponto, hífen, sublinhado e @, começa com um dos dois primeiros e não é um que o próprio registro usa, como admin."})
	PersonTwice = of1[Quoted]("person_twice", Text{"There is somebody called {name} already.", "Já existe alguém chamado {name}."})
	PersonRole  = of0("person_role", Text{"A role is viewer, planner, analyst or admin.", "Um papel é viewer, planner, analyst ou admin."})
	PersonOff   = of1[Quoted]("person_off", Text{"{name} is switched off; switch them on first.", "{name} está com acesso desligado; ligue-o primeiro."})
	PeopleMost  = of1[int]("people_most", Text{"There are {most} people, and no room for more.", "Há {most} pessoas e não cabem mais."})
	NoPerson    = of1[Quoted]("no_person", Text{"There is nobody called {name}.", "Não há ninguém chamado {name}."})
	LastAdmin   = of0("last_admin", Text{"Nobody could administer any more. Make somebody else an administrator first, or start with OLIST_ADMIN_PASSWORD set.", "Ninguém mais poderia administrar. Torne outra pessoa administradora antes, ou inicie com OLIST_ADMIN_PASSWORD definida."})
	LinkOver    = of0("link_over", Text{"This link has been used or has come to its end. Ask an administrator for another one.", "Este link já foi usado ou chegou ao fim. Peça outro a um administrador."})
	ChosenShort = of1[int]("chosen_short", Text{"Choose a password of at least {least} letters.", "Escolha uma senha de pelo menos {least} letras."})
)
