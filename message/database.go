package message

// The database: its disk, its damage, its backups.
var (
	DiskFull        = of0("disk_full", Text{"The disk is full: nothing was changed. Make room and try again.", "O disco está cheio: nada foi alterado. Libere espaço e tente de novo."})
	DatabaseAway    = of0("database_away", Text{"The database cannot be reached at the moment: nothing was changed. Try again in a minute.", "O banco de dados não está acessível no momento: nada foi alterado. Tente de novo em um minuto."})
	PostgresAddress = of0("postgres_address", Text{"The address of the database should be like postgres://user@host:5432/name; a password is best given in the file that OLIST_DB_FILE names.", "O endereço do banco de dados deveria ser como postgres://usuario@host:5432/nome; a senha fica melhor no arquivo indicado em OLIST_DB_FILE."})
	MoveFromNothing   = of1[string]("move_from_nothing", Text{"There is no database at {place}.", "Não há banco de dados em {place}."})
	MoveOverSomething = of1[string]("move_over_something", Text{"{place} holds something already: a database is moved into an empty one. Nothing was changed.", "{place} já contém dados: um banco de dados é movido para um vazio. Nada foi alterado."})
	DatabaseHeld    = of0("database_held", Text{"The database is held by another program: nothing was changed. Try again in a moment.", "O banco de dados está em uso por outro programa: nada foi alterado. Tente de novo em instantes."})
	DatabaseBusy    = of0("database_busy", Text{"The database is busy with another change: nothing was changed. Try again in a moment.", "O banco de dados está ocupado com outra alteração: nada foi alterado. Tente de novo em instantes."})
	TablesDamaged   = of1[[]string]("tables_damaged", Text{"The database is damaged: {tables} cannot be read. What is whole works. Run “olist doctor”, then “olist restore” with a backup.", "O banco de dados está danificado: não é possível ler {tables}. O que está inteiro funciona. Execute “olist doctor” e depois “olist restore” com um backup."}).
			plainly("The database is damaged: {tables} cannot be read. What is whole works. Run olist doctor, then olist restore with a backup.")
	TablesRemade    = of1[[]string]("tables_remade", Text{"The database is damaged: {tables} cannot be read. What is whole works. Start the program again: it makes them anew from what is whole.", "O banco de dados está danificado: não é possível ler {tables}. O que está inteiro funciona. Reinicie o programa: ele refaz o que falta a partir do que está inteiro."})
	DatabaseDamaged = of0("database_damaged", Text{"A part of the database is damaged and cannot be read. What is whole works. Run “olist doctor”, then “olist restore” with a backup.", "Uma parte do banco de dados está danificada e não pode ser lida. O que está inteiro funciona. Execute “olist doctor” e depois “olist restore” com um backup."}).
			plainly("A part of the database is damaged and cannot be read. What is whole works. Run olist doctor, then olist restore with a backup.")

	FolderClosed     = of1[string]("folder_closed", Text{"cannot put the database into {folder}; check the folder, or give another with --data-dir", "não é possível pôr o banco de dados em {folder}; verifique a pasta ou indique outra com --data-dir"})
	CannotCompact    = of1[string]("cannot_compact", Text{"cannot compact {file}; close every program that uses it", "não é possível compactar {file}; feche todo programa que o usa"})
	CannotOpenBroken = of1[string]("cannot_open_broken", Text{"cannot open the database {file}: it is damaged; olist restore puts a backup in its place", "não é possível abrir o banco de dados {file}: está danificado; olist restore põe um backup no lugar"})
	CannotOpen       = of1[string]("cannot_open", Text{"cannot open the database {file}; check that it is an olist database and may be written", "não é possível abrir o banco de dados {file}; verifique se é um banco do olist e se pode ser gravado"})
	DatabaseNewer    = of1[string]("database_newer", Text{"the database {file} was written by a newer version of this program, and nothing was changed; use that version, or restore a copy from before its update with olist restore", "o banco de dados {file} foi gravado por uma versão mais nova deste programa, e nada foi alterado; use aquela versão ou restaure com olist restore uma cópia de antes da atualização"})
	UpdateNoRoom     = of3[string, int, int]("update_no_room", Text{"the database {file} must be brought up to date, and there is no room for a copy of it first: that takes {need} MiB, and {free} MiB are free in its folder; make room, or go on without a copy with --update-without-copy", "o banco de dados {file} precisa ser atualizado, e não há espaço para uma cópia antes: ela ocupa {need} MiB, e há {free} MiB livres na pasta; libere espaço ou siga sem cópia com --update-without-copy"})
	UpdateNoCopy     = of1[string]("update_no_copy", Text{"the database {file} must be brought up to date, and no copy of it could be made first; go on without one with --update-without-copy", "o banco de dados {file} precisa ser atualizado, e não foi possível fazer uma cópia antes; siga sem ela com --update-without-copy"})

	BackupNotMade    = of1[string]("backup_not_made", Text{"the backup was not made; {file} is as it was", "o backup não foi feito; {file} está como estava"})
	RestoreItself    = of1[string]("restore_itself", Text{"{file} cannot be restored and nothing was changed: it is the database itself", "{file} não pode ser restaurado e nada foi alterado: é o próprio banco de dados"})
	RestoreNoRoom    = of1[string]("restore_no_room", Text{"nothing was restored: the folder of {file} takes no file", "nada foi restaurado: a pasta de {file} não aceita arquivos"})
	CannotRestore    = of1[string]("cannot_restore", Text{"{file} cannot be restored and nothing was changed", "{file} não pode ser restaurado e nada foi alterado"})
	ExportOverSales  = of0("export_over_sales", Text{"there are sales in this database; --replace puts the export in their place, and what was there is kept beside it", "há vendas neste banco de dados; --replace põe a exportação no lugar delas, e o que havia fica guardado ao lado"})
	ExportBusy       = of0("export_busy", Text{"Another download of everything is under way. Try again in a moment.", "Outro download de tudo está em andamento. Tente de novo em um instante."})
	ExportUnreadable = of1[string]("export_unreadable", Text{"{file} is not a whole export, and nothing was changed", "{file} não é uma exportação completa, e nada foi alterado"})
	NothingRestored  = of0("nothing_restored", Text{"nothing was restored; the database is as it was", "nada foi restaurado; o banco de dados está como estava"})
	RestoreLoses     = of2[string, string]("restore_loses", Text{"nothing was restored: the backup holds {backup}; the database holds {database}", "nada foi restaurado: o backup contém {backup}; o banco de dados contém {database}"})
)
