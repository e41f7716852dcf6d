package message

// Backups: where they lie, how they are sealed, what can go wrong with them.
var (
	KindBackup              = of0("kind_backup", Text{"Backup", "Cópia de segurança"}).plainly("backup")
	BackupKeepRange         = of1[int]("backup_keep_range", Text{"should be a whole number from 0 to {most}.", "deve ser um número inteiro de 0 a {most}."})
	BackupNoPlace           = of0("backup_no_place", Text{"There is no such place for backups here.", "Não existe esse lugar para backups aqui."})
	BackupOtherPlaces       = of1[[]string]("backup_other_places", Text{"A program with other settings took up this backup, and made none: give every program on this database the same places ({places}).", "Um programa com outras configurações assumiu este backup e não o fez: dê a todo programa deste banco de dados os mesmos lugares ({places})."})
	BackupNameWrong         = of0("backup_name_wrong", Text{"This is not the name of a backup.", "Este não é o nome de um backup."})
	BackupGone              = of1[string]("backup_gone", Text{"The backup {name} is not there any more.", "O backup {name} não está mais lá."})
	BackupNone              = of0("backup_none", Text{"There is no backup yet.", "Ainda não há backup."})
	BackupFolderFull        = of1[string]("backup_folder_full", Text{"The disk of the folder {folder} is full. Make room, or keep fewer backups.", "O disco da pasta {folder} está cheio. Libere espaço ou guarde menos backups."})
	BackupFolderMissing     = of1[string]("backup_folder_missing", Text{"The folder {folder} is not there. Make it, or mount its disk.", "A pasta {folder} não existe. Crie-a ou monte o disco dela."})
	BackupFolderRefused     = of1[string]("backup_folder_refused", Text{"The folder {folder} cannot be used. May the program read and write it?", "Não é possível usar a pasta {folder}. O programa pode ler e gravar nela?"})
	BackupS3Unreached       = of1[string]("backup_s3_unreached", Text{"{host} did not answer. The program's log has the cause.", "{host} não respondeu. O log do programa traz a causa."})
	BackupS3Inner           = of1[string]("backup_s3_inner", Text{"{host} is on this machine or its network and may not be called. Whoever runs the program can allow it with --outgoing-allow.", "{host} está nesta máquina ou na rede dela e não pode ser chamado. Quem executa o programa pode permiti-lo com --outgoing-allow."})
	BackupS3Refused         = of2[string, string]("backup_s3_refused", Text{"{place} refused: {code}. Check the bucket, the key and what it may do.", "{place} recusou: {code}. Confira o bucket, a chave e as permissões dela."})
	BackupPassphraseOther   = of0("backup_passphrase_other", Text{"The passphrase is not the one that this backup was encrypted with.", "A frase secreta não é a que cifrou este backup."})
	BackupPassphraseMissing = of0("backup_passphrase_missing", Text{"This backup is encrypted, and there is no passphrase: set OLIST_BACKUP_PASSPHRASE, or name a file that holds it by OLIST_BACKUP_PASSPHRASE_FILE, and start the program again.",
		"Este backup está cifrado, e não há frase secreta: defina OLIST_BACKUP_PASSPHRASE, ou indique com OLIST_BACKUP_PASSPHRASE_FILE um arquivo que a contenha, e inicie o programa de novo."})
	BackupUnsound = of1[string]("backup_unsound", Text{"The backup {name} is not whole: what was read back is not what it should hold.", "O backup {name} não está íntegro: o que foi relido não é o que ele deveria conter."})
	BackupBroke   = of0("backup_broke", Text{"The backup failed; the log has the cause.", "O backup falhou; o registro traz a causa."})
	BackupsFailed = of1[List]("backups_failed", Text{"The backup failed: {why}", "O backup falhou: {why}"})

	StageBackupCopy  = of0("stage_backup_copy", Text{"copying the database", "copiando o banco de dados"})
	StageBackupSeal  = of0("stage_backup_seal", Text{"encrypting", "cifrando"})
	StageBackupPut   = of1[string]("stage_backup_put", Text{"writing to {place}", "gravando em {place}"})
	StageBackupCheck = of1[string]("stage_backup_check", Text{"reading back from {place}", "relendo de {place}"})
	BackupMade       = of2[string, string]("backup_made", Text{"{name} is in {place}, read back and verified", "{name} está em {place}, relido e verificado"})
	BackupDeleted    = of2[int, string]("backup_deleted", Text{"{n|# backup|# backups} in {place} {n|was|were} older than what is kept and {n|is|are} deleted", "{n|# backup|# backups} em {place} {n|passou|passaram} do prazo e {n|foi apagado|foram apagados}"})
)
