package message

// What the import of sales has to say: uploads, previews, what is in force.
var (
	ImportFromNothing = of1[string]("import_from_nothing", Text{"cannot import from {path}; give the folder with the order files or a weekly CSV", "não é possível importar de {path}; indique a pasta com os arquivos de pedidos ou um CSV semanal"})
	CannotRead        = of1[string]("cannot_read", Text{"cannot read {path}", "não é possível ler {path}"})
	ImportVersion     = of0("import_version", Text{"should be the number of an import; `olist imports` lists them.", "deve ser o número de uma importação; `olist imports` as lista."})
	InputMissing      = of0("input_missing", Text{"--input is missing: name a CSV file, or - for standard input", "falta --input: indique um arquivo CSV, ou - para a entrada padrão"})
	LostNeedsMarks    = of0("lost_needs_marks", Text{"--lost needs --stockouts: the column that says which weeks ran out of stock", "--lost exige --stockouts: a coluna que diz em que semanas faltou estoque"})

	UploadBusy      = of0("upload_busy", Text{"Another upload is being read. Try again in a moment.", "Outro envio está sendo lido. Tente de novo em um instante."})
	UploadNone      = of0("upload_none", Text{"Choose a file first.", "Escolha um arquivo primeiro."})
	UploadTooMany   = of1[int]("upload_too_many", Text{"An upload takes at most {limit} files.", "Um envio aceita no máximo {limit} arquivos."})
	UploadName      = of1[int]("upload_name", Text{"A file's name has at most {limit} letters.", "O nome de um arquivo tem no máximo {limit} letras."})
	UploadTwice     = of1[string]("upload_twice", Text{"{file} is there twice.", "{file} aparece duas vezes."})
	UploadNoOrders  = of1[[]string]("upload_no_orders", Text{"Choose the order files together, under their published names, or one weekly CSV. None of these is an order file: {files}.", "Escolha os arquivos de pedidos juntos, com os nomes publicados, ou um CSV semanal. Nenhum destes é um arquivo de pedidos: {files}."})
	UploadForgotten = of0("upload_forgotten", Text{"The files are not kept any more. Send them again.", "Os arquivos não estão mais guardados. Envie-os de novo."})

	ImportUnknown    = of1[Quoted]("import_unknown", Text{"There is no import {import}.", "Não existe a importação {import}."})
	ImportIs         = of3[int64, Message, Message]("import_is", Text{"the import {import} is {state}, not {wanted}", "a importação {import} está {state}, e não {wanted}"})
	ImportStaged     = of0("import_staged", Text{"a preview", "em prévia"}).plainly("staged")
	ImportApplied    = of0("import_applied", Text{"in force", "em vigor"}).plainly("applied")
	ImportUndone     = of0("import_undone", Text{"undone", "desfeita"})
	ImportNoSales    = of0("import_no_sales", Text{"the files hold no sales; nothing was changed", "os arquivos não contêm vendas; nada foi mudado"})
	ImportDrivers    = of2[int, int]("import_drivers", Text{"there would be {n} columns known ahead, and there can be {most}", "haveria {n} colunas conhecidas de antemão, e pode haver {most}"})
	ImportStale      = of0("import_stale", Text{"the data have changed since this preview; discard it and read the files again", "os dados mudaram desde esta prévia; descarte-a e leia os arquivos de novo"})
	ImportHeldNow    = of1[Message]("import_held_now", Text{"{why}; discard this preview and read the files again", "{why}; descarte esta prévia e leia os arquivos de novo"})
	ImportHeldAgain  = of1[Message]("import_held_again", Text{"{why}; the import stays undone", "{why}; a importação continua desfeita"})
	ImportOnly       = of1[int64]("import_only", Text{"Import {import} is the only one in force: without it there are no sales to forecast. Apply another one first.", "A importação {import} é a única em vigor: sem ela não há vendas para prever. Aplique outra primeiro."})
	ImportTeaches    = of1[int64]("import_teaches", Text{"Without import {import} there is no usable week to forecast from. Apply another one first.", "Sem a importação {import} não há semana utilizável para prever. Aplique outra primeiro."})
	ImportWrong      = of2[int64, int64]("import_wrong", Text{"the import would hold {written} cents instead of the {read} that were read", "a importação teria {written} centavos em vez dos {read} que foram lidos"})
	ImportCategories = of2[int, int]("import_categories", Text{"with these files there would be {n} categories; there can be {limit}", "com estes arquivos haveria {n} categorias; pode haver {limit}"}).other(
		"with these files there would be {n} names for {first_split}; there can be {limit}",
		"com estes arquivos haveria {n} nomes para {first_split}; pode haver {limit}")
	ImportStates = of2[int, int]("import_states", Text{"with these files there would be {n} states; there can be {limit}", "com estes arquivos haveria {n} estados; pode haver {limit}"}).other(
		"with these files there would be {n} names for {second_split}; there can be {limit}",
		"com estes arquivos haveria {n} nomes para {second_split}; pode haver {limit}")
	ImportNotOffered = of2[Quoted, []string]("import_not_offered", Text{"{name} is not proposed; proposed are: {names}", "{name} não está proposto; estão propostos: {names}"})
)
