package text

// below are the messages of the layers below, by the format that they are made
// with there.
var below = map[string]Text{
	// Requests
	"There is no import %q.": {"There is no import %s.", "Não existe a importação %s."},
	"model":                  {"model", "o modelo"},
	"job":                    {"job", "a tarefa"},

	// Who may do what

	// A damaged database

	// Plans, events, weeks

	// Why a model answers or does not
	"shipped with the program": {"shipped with the program", "vem com o programa"},

	// Models, jobs, settings

	// Uploads and imports
	"Choose the order files together, under their published names, or one weekly CSV. None of these is an order file: %s.": {"Choose the order files together, under their published names, or one weekly CSV. None of these is an order file: %s.", "Escolha os arquivos de pedidos juntos, com os nomes publicados, ou um CSV semanal. Nenhum destes é um arquivo de pedidos: %s."},
	"Another upload is being read. Try again in a moment.":                                                                 {"Another upload is being read. Try again in a moment.", "Outro envio está sendo lido. Tente de novo em um instante."},
	"Choose a file first.":                              {"Choose a file first.", "Escolha um arquivo primeiro."},
	"An upload takes at most %d files.":                 {"An upload takes at most %s files.", "Um envio aceita no máximo %s arquivos."},
	"The files are not kept any more. Send them again.": {"The files are not kept any more. Send them again.", "Os arquivos não estão mais guardados. Envie-os de novo."},
	"A file's name has at most %d letters.":             {"A file's name has at most %s letters.", "O nome de um arquivo tem no máximo %s letras."},
	"%s is there twice.":                                {"%s is there twice.", "%s aparece duas vezes."},
	"Import %d is the only one in force: without it there are no sales to forecast. Apply another one first.": {"Import %s is the only one in force: without it there are no sales to forecast. Apply another one first.", "A importação %s é a única em vigor: sem ela não há vendas para prever. Aplique outra primeiro."},
	"Without import %d there is no usable week to forecast from. Apply another one first.":                    {"Without import %s there is no usable week to forecast from. Apply another one first.", "Sem a importação %s não há semana utilizável para prever. Aplique outra primeiro."},
	"%s; the import stays undone": {"%s; the import stays undone.", "%s; a importação continua desfeita."},
	"the import %d is %s, not %s": {"The import %s is %s, not %s.", "A importação %s está %s, e não %s."},
	"staged":                      {"staged", "em preparo"},
	"applied":                     {"applied", "aplicada"},
	"undone":                      {"undone", "desfeita"},
	"discarded":                   {"discarded", "descartada"},
	"the files hold no sales; nothing was changed":                                             {"The files hold no sales; nothing was changed.", "Os arquivos não contêm vendas; nada foi mudado."},
	"the data have changed since this preview; discard it and read the files again":            {"The data have changed since this preview; discard it and read the files again.", "Os dados mudaram desde esta prévia; descarte-a e leia os arquivos de novo."},
	"the files cannot be imported and nothing was changed; mend these places and import again": {"The files cannot be imported and nothing was changed; mend these places and import again.", "Os arquivos não podem ser importados e nada foi mudado; corrija estes pontos e importe de novo."},

	// The reader of files
	"there is also %s.gz; keep only one of them":         {"there is also %s.gz; keep only one of them", "há também %s.gz; mantenha só um deles"},
	"the file is missing; it may be plain or end in .gz": {"the file is missing; it may be plain or end in .gz", "o arquivo está faltando; pode ser simples ou terminar em .gz"},
	"the column %q is missing; the header has %s":        {"the column %s is missing; the header has %s", "falta a coluna %s; o cabeçalho tem %s"},
	"the column %q appears twice":                        {"the column %s appears twice", "a coluna %s aparece duas vezes"},
	"the row has %d fields, the header has %d":           {"the row has %s fields, the header has %s", "a linha tem %s campos, o cabeçalho tem %s"},
	"reading stopped: %s":                                {"reading stopped: %s", "a leitura parou: %s"},
	"%q is not a date like 2018-08-13":                   {"%s is not a date like 2018-08-13", "%s não é uma data como 2018-08-13"},
	"this week, category and state appear a second time, and %s is not read: if it tells the rows apart, add them up, or make one name of it and the category":            {"this week, category and state appear a second time, and %s is not read: if it tells the rows apart, add them up, or make one name of it and the category", "esta semana, categoria e estado aparecem pela segunda vez, e %s não é lida: se ela distingue as linhas, some-as, ou junte-a à categoria em um só nome"},
	"this week appears a second time, and %s is not read: if it tells the rows apart, call it category, or add the rows of each week up":                                  {"this week appears a second time, and %s is not read: if it tells the rows apart, call it category, or add the rows of each week up", "esta semana aparece pela segunda vez, e %s não é lida: se ela distingue as linhas, chame-a de categoria, ou some as linhas de cada semana"},
	"%s: the rows of the week of %s sum up to %s, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out": {"%s: the rows of the week of %s sum up to %s, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out", "%s: as linhas da semana de %s somam %s, e uma semana não pode vender menos que nada: ponha o que voltou nas semanas em que foi vendido, ou deixe-o de fora"},
	"this week, category and state appear a second time": {"this week, category and state appear a second time", "esta semana, categoria e estado aparecem pela segunda vez"},
	"is empty":                 {"is empty", "está vazio"},
	"%q appears a second time": {"%s appears a second time", "%s aparece pela segunda vez"},
	"%q is one category too many; there can be %d":                          {"%s is one category too many; there can be %s", "%s é uma categoria a mais; pode haver %s"},
	"%q is one state too many; there can be %d":                             {"%s is one state too many; there can be %s", "%s é um estado a mais; pode haver %s"},
	"is one row of a week, category and state too many; there can be %d":    {"is one row of a week, category and state too many; there can be %s", "é uma linha de semana, categoria e estado a mais; pode haver %s"},
	"with these files there would be %d categories; there can be %d":        {"With these files there would be %s categories; there can be %s.", "Com estes arquivos haveria %s categorias; pode haver %s."},
	"with these files there would be %d states; there can be %d":            {"With these files there would be %s states; there can be %s.", "Com estes arquivos haveria %s estados; pode haver %s."},
	"the files hold more than %d rows":                                      {"the files hold more than %s rows", "os arquivos têm mais de %s linhas"},
	"reading the files took more than %d seconds; nothing was changed":      {"Reading the files took more than %s seconds; nothing was changed.", "A leitura dos arquivos levou mais de %s segundos; nada foi mudado."},
	"the week of %s has not come yet":                                       {"the week of %s has not come yet", "a semana de %s ainda não chegou"},
	"the week of %s is not over yet: a part of it would pass for the whole": {"the week of %s is not over yet: a part of it would pass for the whole", "a semana de %s ainda não terminou: uma parte dela passaria pela semana inteira"},
	"the week of %s is %d weeks away from all others; is its year right?":   {"the week of %s is %s weeks away from all others; is its year right?", "a semana de %s está a %s semanas de todas as outras; o ano está certo?"},
	"%s; discard this preview and read the files again":                     {"%s; discard this preview and read the files again.", "%s; descarte esta prévia e leia os arquivos de novo."},
	"%q is not proposed; proposed are: %s":                                  {"%s is not proposed; proposed are: %s.", "%s não está proposto; estão propostos: %s."},
	"the import would hold %d cents instead of the %d that were read":       {"The import would hold %s cents instead of the %s that were read.", "A importação teria %s centavos em vez dos %s que foram lidos."},
	"there is no customer %q in the customers file":                         {"there is no customer %s in the customers file", "não há o cliente %s no arquivo de clientes"},
	"%q is no status that is known; these are: %s":                          {"%s is no status that is known; these are: %s", "%s não é um status conhecido; estes são: %s"},
	"%q is not a whole number from 1":                                       {"%s is not a whole number from 1", "%s não é um número inteiro a partir de 1"},
	"there is no product %q in the products file":                           {"there is no product %s in the products file", "não há o produto %s no arquivo de produtos"},
	"there is no seller %q in the sellers file":                             {"there is no seller %s in the sellers file", "não há o vendedor %s no arquivo de vendedores"},
	"item %d of this order appears a second time":                           {"item %s of this order appears a second time", "o item %s deste pedido aparece pela segunda vez"},
	"there is no order %q in the orders file":                               {"there is no order %s in the orders file", "não há o pedido %s no arquivo de pedidos"},
	"%q is not an amount like 1234.56, from 0 to 1000000000.00":             {"%s is not an amount like 1234.56, from 0 to 1000000000.00", "%s não é um valor como 1234.56, de 0 a 1000000000.00"},
	"%q is not an amount like 1234.56, of at most 1000000000.00":            {"%s is not an amount like 1234.56, of at most 1000000000.00", "%s não é um valor como 1234.56, de no máximo 1000000000.00"},
	"%q is not a whole number":                                              {"%s is not a whole number", "%s não é um número inteiro"},
	"%q is not a whole number from 0":                                       {"%s is not a whole number from 0", "%s não é um número inteiro a partir de 0"},
	"%q is not a time like 2017-10-02 10:56:33":                             {"%s is not a time like 2017-10-02 10:56:33", "%s não é um horário como 2017-10-02 10:56:33"},
	"%q lies outside the years %d to %d":                                    {"%s lies outside the years %s to %s", "%s está fora dos anos de %s a %s"},
	"is not UTF-8 text":                                                     {"is not UTF-8 text", "não é texto UTF-8"},
	"is longer than 100 bytes":                                              {"is longer than 100 bytes", "passa de 100 bytes"},
	"holds a control character":                                             {"holds a control character", "contém um caractere de controle"},
	"%q is not a state's code of two letters, like SP":                      {"%s is not a state's code of two letters, like SP", "%s não é a sigla de um estado, de duas letras, como SP"},
	"%s: %s": {"%s: %s", "%s: %s"},
}
