package text

// Logging in and out.
var (
	LoginTitle         = Text{"Log in", "Entrar"}
	LoginIntro         = Text{"Administering needs the password that this server was started with.", "A administração requer a senha com que este servidor foi iniciado."}
	LoginNameIntro     = Text{"Log in with your name and password.", "Entre com seu nome e sua senha."}
	LoginName          = Text{"Name", "Nome"}
	LoginNameHint      = Text{"Leave it empty for the password that this server was started with.", "Deixe vazio para a senha com que este servidor foi iniciado."}
	LoginNameWrong     = Text{"Name and password do not go together.", "Nome e senha não conferem."}
	LoginPassword      = Text{"Password", "Senha"}
	LoginButton        = Text{"Log in", "Entrar"}
	LoginWrong         = Text{"This is not the password.", "A senha está incorreta."}
	LoginLimited       = Text{"Too many attempts. Wait a minute and try again.", "Muitas tentativas. Espere um minuto e tente de novo."}
	LoginClosed        = Text{"This server was started without a password and knows nobody yet, so nobody can log in here. Start it with OLIST_ADMIN_PASSWORD set, or invite somebody with olist people add.", "Este servidor foi iniciado sem senha e ainda não conhece ninguém, então ninguém pode entrar aqui. Inicie-o com OLIST_ADMIN_PASSWORD definida ou convide alguém com olist people add."}
	LoginProvider      = Text{"Log in with %s", "Entrar com %s"}
	LoginProviderIntro = Text{"You are led to where your organisation logs people in, and back.", "Você vai para onde sua organização identifica as pessoas, e volta."}
	LoginOut           = Text{"You have logged out here. Where you logged in, you may still be.", "Você saiu daqui. Onde você entrou, talvez ainda esteja conectado."}
	LoginOutOf         = Text{"Log out of %s, too", "Sair também de %s"}
	LoginUnbegun       = Text{"This log-in took longer than ten minutes, was begun in another browser, or the browser keeps no cookies. Begin again with the button.", "Esta entrada levou mais de dez minutos, começou em outro navegador, ou o navegador não guarda cookies. Comece de novo pelo botão."}
	LoginOther         = Text{"This answer belongs to another log-in. Were you logging in twice? Begin again with the button.", "Esta resposta pertence a outra entrada. Você estava entrando duas vezes? Comece de novo pelo botão."}
	LoginDenied        = Text{"You were not logged in there, or did not agree. Begin again with the button, or ask who administers your accounts.", "Você não entrou lá, ou não concordou. Comece de novo pelo botão, ou pergunte a quem administra suas contas."}
	LoginProviderFault = Text{"Where you log in does not accept this program, or the code was used already. Begin again; should it go on, tell an administrator: the log has the reason.", "O lugar onde você entra não aceita este programa, ou o código já foi usado. Comece de novo; se continuar, avise um administrador: o motivo está no log."}
	LoginProviderDown  = Text{"Where you log in does not answer. Try again in a minute; should it go on, tell an administrator.", "O lugar onde você entra não responde. Tente de novo em um minuto; se continuar, avise um administrador."}
	LoginExpired       = Text{"What came back was out of date already. Begin again; should it go on, the clock here or there is wrong: tell an administrator.", "O que voltou já estava vencido. Comece de novo; se continuar, o relógio daqui ou de lá está errado: avise um administrador."}
	LoginNotOurs       = Text{"What came back is not meant for this program, or not genuine, and lets nobody in. Tell an administrator: the log has the reason.", "O que voltou não se destina a este programa, ou não é autêntico, e não deixa ninguém entrar. Avise um administrador: o motivo está no log."}
	LoginLinkIntro     = Text{"Only the person at this desk administers: the user who runs the program, without a proxy between. A browser that cannot be recognised as theirs is let in by the newest link that the program has printed.", "Só administra quem está nesta mesa: o usuário que executa o programa, sem proxy no caminho. Um navegador que não pode ser reconhecido como o dele entra pelo link mais recente que o programa mostrou."}
	LoginLinkButton    = Text{"Administer here", "Administrar aqui"}
	LoginLinkUsed      = Text{"This link has been used, or is of an earlier start. Open the newest link that the program has printed.", "Este link já foi usado ou é de um início anterior. Abra o link mais recente que o programa mostrou."}
	AgainTitle         = Text{"One moment", "Um momento"}
	AgainIntro         = Text{"%s is asked whether you still have access; the page comes by itself.", "Perguntamos a %s se você ainda tem acesso; a página vem sozinha."}
	AgainOn            = Text{"Go on", "Continuar"}
	LogoutButton       = Text{"Log out", "Sair"}
)
