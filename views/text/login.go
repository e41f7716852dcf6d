package text

// Logging in and out.
var (
	LoginTitle      = Text{"Log in", "Entrar"}
	LoginIntro      = Text{"Administering needs the password that this server was started with.", "A administração requer a senha com que este servidor foi iniciado."}
	LoginNameIntro  = Text{"Log in with your name and password.", "Entre com seu nome e sua senha."}
	LoginName       = Text{"Name", "Nome"}
	LoginNameHint   = Text{"Leave it empty for the password that this server was started with.", "Deixe vazio para a senha com que este servidor foi iniciado."}
	LoginNameWrong  = Text{"Name and password do not go together.", "Nome e senha não conferem."}
	LoginPassword   = Text{"Password", "Senha"}
	LoginButton     = Text{"Log in", "Entrar"}
	LoginWrong      = Text{"This is not the password.", "A senha está incorreta."}
	LoginLimited    = Text{"Too many attempts. Wait a minute and try again.", "Muitas tentativas. Espere um minuto e tente de novo."}
	LoginClosed     = Text{"This server was started without a password and knows nobody yet, so nobody can log in here. Start it with OLIST_ADMIN_PASSWORD set, or invite somebody with olist people add.", "Este servidor foi iniciado sem senha e ainda não conhece ninguém, então ninguém pode entrar aqui. Inicie-o com OLIST_ADMIN_PASSWORD definida ou convide alguém com olist people add."}
	LoginLinkIntro  = Text{"Only the person at this desk administers: the user who runs the program, without a proxy between. A browser that cannot be recognised as theirs is let in by the newest link that the program has printed.", "Só administra quem está nesta mesa: o usuário que executa o programa, sem proxy no caminho. Um navegador que não pode ser reconhecido como o dele entra pelo link mais recente que o programa mostrou."}
	LoginLinkButton = Text{"Administer here", "Administrar aqui"}
	LoginLinkUsed   = Text{"This link has been used, or is of an earlier start. Open the newest link that the program has printed.", "Este link já foi usado ou é de um início anterior. Abra o link mais recente que o programa mostrou."}
	LogoutButton    = Text{"Log out", "Sair"}
)
