package message

// What a request got wrong before anybody looked into it.
var (
	NothingHere    = of0("nothing_here", Text{"There is nothing at this address.", "Não há nada neste endereço."})
	MethodNotTaken = of0("method_not_taken", Text{"This address does not take that method.", "Este endereço não aceita esse método."})
	Internal       = of0("internal", Text{"Something went wrong on our side. The log has the cause; please try again.", "Algo deu errado do nosso lado. O registro traz a causa; tente de novo."})
	ClientGone     = of0("client_gone", Text{"The client has gone.", "O cliente foi embora."})
	BodyTooLarge   = of1[int]("body_too_large", Text{"What was sent is larger than the limit of {limit} kB.", "O que foi enviado passa do limite de {limit} kB."}).
			plainly("The body is larger than the limit of {limit} kB.")
)
