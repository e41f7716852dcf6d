package text

// Ways between pages that belong together.
var (
	TabsLabel    = Text{"Pages of this part", "Páginas desta parte"}
	TabAboutData = Text{"About the data", "Sobre os dados"}
)
