package message

// Models and jobs as they are kept, and settings.
var (
	NoModelLive     = of0("no_model_live", Text{"no model is live yet; train one", "nenhum modelo em uso ainda; treine um"})
	NoModelReadable = of0("no_model_readable", Text{"no model can be read; restore a backup or train a new one", "nenhum modelo pode ser lido; restaure um backup ou treine um novo"})
	ModelDamaged    = of1[string]("model_damaged", Text{"the model {id} is damaged on disk; activate another one, or restore a backup", "o modelo {id} está danificado no disco; ative outro ou restaure um backup"})
	ModelLive       = of1[string]("model_live", Text{"the model {id} is live; activate another one before deleting it", "o modelo {id} está em uso; ative outro antes de apagá-lo"})
	ModelPinned     = of1[string]("model_pinned", Text{"the model {id} is pinned; unpin it before deleting it", "o modelo {id} está fixado; solte-o antes de apagá-lo"})
	RemarkLength    = of1[int]("remark_length", Text{"A remark has at most {most} letters.", "Uma observação tem no máximo {most} letras."})
	StillEvaluating = of0("still_evaluating", Text{"The evaluation of this model is still being computed.", "A avaliação deste modelo ainda está sendo calculada."})

	JobsWaiting        = of1[int]("jobs_waiting", Text{"{jobs|# job is|# jobs are} waiting already; try again when one has ended", "já há {jobs|# tarefa|# tarefas} esperando; tente de novo quando uma terminar"}).plainly("{jobs} jobs are waiting already; try again when one has ended")
	JobLost            = of1[string]("job_lost", Text{"the job {id} is not run by this process any more; its result is dropped", "a tarefa {id} não é mais executada por este processo; o resultado foi descartado"})
	JobHasSucceeded    = of1[string]("job_has_succeeded", Text{"the job {id} has ended: succeeded", "a tarefa {id} terminou com êxito"})
	JobHasFailed       = of1[string]("job_has_failed", Text{"the job {id} has ended: failed", "a tarefa {id} terminou com falha"})
	JobHasBeenCanceled = of1[string]("job_has_been_canceled", Text{"the job {id} has ended: canceled", "a tarefa {id} terminou cancelada"})

	SettingUnreadable = of1[Quoted]("setting_unreadable", Text{"the setting {key} cannot be read; save it again", "a configuração {key} não pode ser lida; salve-a de novo"})
	WeekdayWrong      = of0("weekday_wrong", Text{"The day of the week should be one of the list.", "O dia da semana deve ser um da lista."}).plainly("weekday should be a whole number from 0 (Sunday) to 6.")
	TimeWrong         = of0("time_wrong", Text{"The time should be written like 06:00.", "O horário deve ser escrito como 06:00."}).plainly("time should be written like 06:00.")
)
