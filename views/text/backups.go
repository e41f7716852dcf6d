package text

// Backups: what there is, when they are made, how one comes back.
var (
	BackupsTitle    = Text{"Backups", "Backups"}
	BackupsIntro    = Text{"Copies of everything that is here, made automatically, read back and compared row by row.", "Cópias de tudo o que está aqui, feitas automaticamente, relidas e comparadas linha por linha."}
	BackupsNone     = Text{"There is no backup yet.", "Ainda não há backup."}
	BackupsGood     = Text{"The latest backup is from %s, %s ago.", "O backup mais recente é de %s, há %s."}
	BackupsFailed   = Text{"Tried: %s.", "Tentado: %s."}
	BackupsAgain    = Text{"The next try: %s.", "Próxima tentativa: %s."}
	BackupsRunning  = Text{"A backup is being made", "Um backup está sendo feito"}
	BackupsFollow   = Text{"Follow it", "Acompanhar"}
	BackupsLog      = Text{"What happened", "O que aconteceu"}
	BackupsNow      = Text{"Back up now", "Fazer backup agora"}
	BackupsNext     = Text{"The next one by itself: %s.", "O próximo automático: %s."}
	BackupsNever    = Text{"None is made automatically.", "Nenhum é feito automaticamente."}
	BackupsPlain    = Text{"Backups are not encrypted: whoever can read the place can read the sales. Whoever runs the program sets OLIST_BACKUP_PASSPHRASE.", "Os backups não são cifrados: quem pode ler o lugar pode ler as vendas. Quem executa o programa define OLIST_BACKUP_PASSPHRASE."}
	BackupsSealed   = Text{"Backups are encrypted. Keep the passphrase elsewhere as well: without it none can be opened.", "Os backups são cifrados. Guarde a frase secreta também em outro lugar: sem ela nenhum pode ser aberto."}
	BackupsBeside   = Text{"They lie beside the database: that helps against a mistake, not against a broken disk. Whoever runs the program names another place with --backup-dir or --backup-s3.", "Eles ficam ao lado do banco de dados: isso ajuda contra um engano, não contra um disco quebrado. Quem executa o programa indica outro lugar com --backup-dir ou --backup-s3."}
	BackupsFolder   = Text{"Folder", "Pasta"}
	BackupsS3       = Text{"Bucket (S3)", "Bucket (S3)"}
	BackupsEmpty    = Text{"No backup is here yet.", "Ainda não há backup aqui."}
	BackupsOthers   = Plural{Text{"%d backup of another database is here, too.", "%d backup de outro banco de dados também está aqui."}, Text{"%d backups of other databases are here, too.", "%d backups de outros bancos de dados também estão aqui."}}
	BackupMade      = Text{"Made", "Feito"}
	BackupAge       = Text{"Age", "Idade"}
	BackupSize      = Text{"Size", "Tamanho"}
	BackupMegabytes = Text{"%s MB", "%s MB"}
	BackupSealed    = Text{"Encrypted", "Cifrado"}
	BackupYes       = Text{"yes", "sim"}
	BackupNo        = Text{"no", "não"}
	BackupRestore   = Text{"Restore", "Restaurar"}
	BackupRestoreOf = Text{"Restore the backup of %s", "Restaurar o backup de %s"}
	BackupMinutes   = Plural{Text{"%d minute", "%d minuto"}, Text{"%d minutes", "%d minutos"}}
	BackupHours     = Plural{Text{"%d hour", "%d hora"}, Text{"%d hours", "%d horas"}}
	BackupDays      = Plural{Text{"%d day", "%d dia"}, Text{"%d days", "%d dias"}}

	BackupsSchedule  = Text{"When, and for how long", "Quando, e por quanto tempo"}
	BackupsEvery     = Text{"Make one", "Fazer um"}
	BackupsTimeHint  = Text{"In the shop's time zone. One that was missed is made up for.", "No fuso horário da loja. Um que foi perdido é feito depois."}
	BackupsKeep      = Text{"Of each of the latest days, weeks and months that have any, the latest is kept; the latest three always.", "De cada um dos últimos dias, semanas e meses que têm algum, guarda-se o mais recente; os três mais recentes, sempre."}
	BackupsKeepDay   = Text{"Days", "Dias"}
	BackupsKeepWeek  = Text{"Weeks", "Semanas"}
	BackupsKeepMonth = Text{"Months", "Meses"}

	BackupReplaces   = Text{"Everything here becomes what it was then: sales, models, notes, settings and the log. What is here now is kept beside the database under a dated name. All sessions end, and tokens that are not live now stay off.", "Tudo aqui volta a ser o que era então: vendas, modelos, notas, configurações e o registro. O que há agora fica guardado ao lado do banco de dados com a data no nome. Todas as sessões terminam, e tokens que não estão ativos agora ficam desligados."}
	BackupConfirm    = Text{"Replace what is here by this backup", "Substituir o que há aqui por este backup"}
	BackupAcceptLoss = Text{"Also if it holds no sales or no models", "Mesmo se não contiver vendas ou modelos"}
	BackupBack       = Text{"All backups", "Todos os backups"}
	BackupRestored   = Text{"The backup of %s is restored, read whole and compared row by row.", "O backup de %s foi restaurado, lido por inteiro e comparado linha por linha."}
	BackupKept       = Text{"What was here is kept in %s.", "O que havia aqui está guardado em %s."}
	BackupSessions   = Text{"All sessions have ended: log in again.", "Todas as sessões terminaram: entre de novo."}
	BackupTokensOff  = Plural{Text{"%d token is off until it is turned on under Access.", "%d token fica desligado até ser ligado em Acesso."}, Text{"%d tokens are off until they are turned on under Access.", "%d tokens ficam desligados até serem ligados em Acesso."}}
	BackupPeopleOff  = Plural{Text{"%d person who could not log in here is switched off until switched on under People.", "%d pessoa que não podia entrar aqui fica desligada até ser ligada em Pessoas."}, Text{"%d people who could not log in here are switched off until switched on under People.", "%d pessoas que não podiam entrar aqui ficam desligadas até serem ligadas em Pessoas."}}
	BackupOffline    = Text{"The database could not be read, so its file was replaced: start the program again.", "O banco de dados não podia ser lido, então o arquivo foi substituído: inicie o programa de novo."}
	BackupPlace      = Text{"Place", "Lugar"}
	BackupName       = Text{"Name", "Nome"}
)
