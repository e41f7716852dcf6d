package text

// Logging in and out.
var (
	LoginTitle    = Text{"Log in", "Entrar"}
	LoginIntro    = Text{"Administering needs the password that this server was started with.", "A administração requer a senha com que este servidor foi iniciado."}
	LoginPassword = Text{"Password", "Senha"}
	LoginButton   = Text{"Log in", "Entrar"}
	LoginWrong    = Text{"This is not the password.", "A senha está incorreta."}
	LoginLimited  = Text{"Too many attempts. Wait a minute and try again.", "Muitas tentativas. Espere um minuto e tente de novo."}
	LoginClosed   = Text{"This server was started without a password, so nobody can log in here. Start it with OLIST_ADMIN_PASSWORD set.", "Este servidor foi iniciado sem senha, então ninguém pode entrar aqui. Inicie-o com OLIST_ADMIN_PASSWORD definida."}
	LogoutButton  = Text{"Log out", "Sair"}
)
