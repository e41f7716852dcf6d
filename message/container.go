package message

// Files that hold tables: workbooks and archives.
var (
	SheetUnclear = of1[[]string]("sheet_unclear", Text{"several sheets hold a table: {sheets}; choose one", "várias planilhas contêm uma tabela: {sheets}; escolha uma"}).
			plainly("several sheets hold a table: {sheets}; choose one with --sheet NAME")
	SheetMissing = of2[Quoted, []string]("sheet_missing", Text{"there is no sheet {sheet}; there are: {sheets}", "não há a planilha {sheet}; há: {sheets}"})
	SheetNone    = of0("sheet_none", Text{"no visible sheet of the workbook holds a table; name a hidden one to read it", "nenhuma planilha visível da pasta contém uma tabela; para ler uma oculta, dê o nome dela"}).
			plainly("no visible sheet of the workbook holds a table; a hidden one is read with --sheet NAME")
	SheetOfText   = of1[Quoted]("sheet_of_text", Text{"the file is no workbook and no zip archive: it has no sheet {sheet}", "o arquivo não é uma pasta de trabalho nem um zip: não tem a planilha {sheet}"})
	MemberUnclear = of1[[]string]("member_unclear", Text{"the zip archive holds several tables: {files}; choose one", "o zip contém várias tabelas: {files}; escolha uma"}).
			plainly("the zip archive holds several tables: {files}; choose one with --sheet NAME")
	MemberMissing = of2[Quoted, []string]("member_missing", Text{"the zip archive holds no table {file}; it holds: {files}", "o zip não contém a tabela {file}; contém: {files}"})

	FromSheet  = of1[string]("from_sheet", Text{"sheet {sheet}", "planilha {sheet}"})
	FromMember = of1[string]("from_member", Text{"{file} of the archive", "{file} do zip"})
	MarkCell   = of0("mark_cell", Text{"the border of a cell", "borda de célula"})
	Cells      = of0("parted_cells", Text{"cells of a workbook", "células de uma pasta de trabalho"})
)

// Workbooks and archives that are not read.
var (
	FileOffice         = of0("file_office", Text{"the file is a document of an office program, no workbook; give the table as XLSX or CSV", "o arquivo é um documento de escritório, não uma pasta de trabalho; envie a tabela como XLSX ou CSV"})
	ZipBroken          = of1[string]("zip_broken", Text{"the zip archive or workbook is broken or cut off ({cause}); copy the file again", "o zip ou a pasta de trabalho está danificado ou cortado ({cause}); copie o arquivo de novo"})
	ZipLocked          = of0("zip_locked", Text{"a password protects the zip archive; give one without", "uma senha protege o zip; envie um sem senha"})
	ZipNested          = of0("zip_nested", Text{"the archive holds another archive; unpack it once", "o arquivo compactado contém outro; descompacte-o uma vez"})
	ZipManyFiles       = of1[int]("zip_many_files", Text{"the zip archive or workbook has more than {limit} files in it, the most that are read", "o zip ou a pasta de trabalho contém mais de {limit} arquivos, o máximo que é lido"})
	WorkbookBroken     = of1[string]("workbook_broken", Text{"the workbook is damaged ({cause}); open it in a spreadsheet program and save it again", "a pasta de trabalho está danificada ({cause}); abra-a em um programa de planilhas e salve-a de novo"})
	WorkbookCut        = of0("workbook_cut", Text{"the sheet ends in the middle of its rows: the workbook is damaged; save it again", "a planilha termina no meio das linhas: a pasta de trabalho está danificada; salve-a de novo"})
	WorkbookManySheets = of1[int]("workbook_many_sheets", Text{"the workbook has more than {limit} sheets, the most that are read", "a pasta de trabalho tem mais de {limit} planilhas, o máximo que é lido"})
	WorkbookFrame      = of1[int]("workbook_frame", Text{"the names and formats of the workbook are larger than {limit} MB, the most that are read", "os nomes e formatos da pasta de trabalho passam de {limit} MB, o máximo que é lido"})
	WorkbookTexts      = of1[int]("workbook_texts", Text{"the texts of the workbook are larger than {limit} MB, the most that are read; save the sheet as CSV", "os textos da pasta de trabalho passam de {limit} MB, o máximo que é lido; salve a planilha como CSV"})
	WorkbookText       = of1[int]("workbook_text", Text{"the texts of the row are longer than {limit} bytes, the most that are read", "os textos da linha passam de {limit} bytes, o máximo que é lido"})
	WorkbookMerged     = of1[int]("workbook_merged", Text{"the sheet has more than {limit} merged ranges, the most that are read; save it as CSV", "a planilha tem mais de {limit} intervalos mesclados, o máximo que é lido; salve-a como CSV"})
	WorkbookFormula    = of1[string]("workbook_formula", Text{"the cell in column {column} holds a formula without its result; open the workbook in a spreadsheet program and save it once", "a célula da coluna {column} contém uma fórmula sem o resultado; abra a pasta em um programa de planilhas e salve-a uma vez"})
)
