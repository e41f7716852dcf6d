package message

// Who may do what, and how one logs in.
var (
	WrongPassword = of0("wrong_password", Text{"This is not the password.", "Essa não é a senha."})
)
