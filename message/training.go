package message

// What the room of models and jobs has to say.
var (
	SegmentUnknown = of1[Quoted]("segment_unknown", Text{"There is no segment {segment}. Choose one from the list.", "Não existe o segmento {segment}. Escolha um da lista."}).
			plainly("There is no segment {segment}. /api/v1/series lists them.")
	ModelFileUnsound = of0("model_file_unsound", Text{"The model in this file cannot be used by this program: it is damaged, of another version, or gives no sound forecast. The log has the cause.", "O modelo deste arquivo não pode ser usado por este programa: está danificado, é de outra versão ou não dá uma previsão válida. O registro traz a causa."})
)
