package text

// The weekly digest: the letter.
var (
	DigestSubject     = Text{"%s: week of %s", "%s: semana de %s"}
	DigestSubjectLate = Text{"%s: data are late", "%s: dados atrasados"}
	DigestHeading     = Text{"Week of %s: %s", "Semana de %s: %s"}
	DigestAgainst     = Text{"Week of %s: %s, %s against what was expected of it", "Semana de %s: %s, %s em relação ao esperado"}
	DigestLate        = Text{"The data are late. The last week that is known is that of %s; what follows is what was known then.", "Os dados estão atrasados. A última semana conhecida é a de %s; o que segue é o que se sabia então."}
	DigestFigures     = Text{"In figures", "Em números"}
	DigestLast        = Text{"Last week", "Última semana"}
	DigestNext        = Text{"Next week", "Próxima semana"}
	DigestFour        = Text{"Next 4 weeks", "Próximas 4 semanas"}
	DigestRange       = Text{"4 weeks: 80 times in 100 from %s to %s", "4 semanas: 80 vezes em 100 de %s a %s"}
	DigestNoRange     = Text{"no range is known", "não há faixa conhecida"}
	DigestMore        = Plural{Text{"%d more stands on the list.", "Mais %d está na lista."}, Text{"%d more stand on the list.", "Mais %d estão na lista."}}
	DigestAlt         = Text{"Chart of %s: the past %d weeks, and what is expected of the coming %d with its 80%% range.", "Gráfico de %s: as últimas %d semanas e o que se espera das próximas %d, com a faixa de 80%%."}
	DigestSold        = Text{"Past weeks", "Semanas passadas"}
	DigestExpected    = Text{"Forecast", "Previsão"}
	DigestOpen        = Text{"Open the forecast", "Abrir a previsão"}
	DigestFoot        = Text{"You receive this once a week because you, or an administrator of %s, asked for it.", "Você recebe isto uma vez por semana porque você, ou um administrador de %s, pediu."}
	DigestStop        = Text{"Unsubscribe", "Cancelar a inscrição"}
	AlarmSubject      = Text{"%s: %s", "%s: %s"}
	AlarmTitle        = Text{"New on the list", "Novo na lista"}
	AlarmOpen         = Text{"Open the list", "Abrir a lista"}
	AlarmFoot         = Text{"You receive this because you, or an administrator of %s, asked to be told at once, at most once in 24 hours. Being told at once can be switched off alone on %s; the link here ends the digest, too.", "Você recebe isto porque você, ou um administrador de %s, pediu para ser avisado na hora, no máximo uma vez em 24 horas. Só o aviso pode ser desligado em %s; o link aqui encerra também o resumo."}
	AlarmFootChannel  = Text{"This channel is told at once, at most once in 24 hours, because an administrator of %s asked for it.", "Este canal é avisado na hora, no máximo uma vez em 24 horas, porque um administrador de %s pediu."}
	DigestTestSubject = Text{"%s: a test of the mail server", "%s: um teste do servidor de e-mail"}
	DigestTestBody    = Text{"The mail server works: this is its test, asked for on the page of the digest.", "O servidor de e-mail funciona: este é o teste dele, pedido na página do resumo."}
)

// The page of the digest.
var (
	DigestTitle       = Text{"Weekly digest", "Resumo semanal"}
	DigestIntro       = Text{"Once a week, after the data came: what changed, what needs somebody and what is expected, by mail or in a channel of a chat. Each reader receives it at most once a week.", "Uma vez por semana, depois que os dados chegam: o que mudou, o que pede atenção e o que se espera, por e-mail ou em um canal de conversa. Cada leitor o recebe no máximo uma vez por semana."}
	DigestUnset       = Text{"No mail server is set. Nothing leaves by mail before an administrator sets one.", "Nenhum servidor de e-mail está definido. Nada sai por e-mail antes que um administrador defina um."}
	DigestDue         = Text{"The next one is due on %s.", "O próximo está marcado para %s."}
	DigestMine        = Text{"My digest", "Meu resumo"}
	DigestMineNo      = Text{"Log in by a name of your own to subscribe yourself.", "Entre com um nome próprio para se inscrever."}
	DigestMineIs      = Text{"You receive the digest.", "Você recebe o resumo."}
	DigestMineOff     = Text{"End my digest", "Encerrar meu resumo"}
	DigestMail        = Text{"Address of mail", "Endereço de e-mail"}
	DigestMailHint    = Text{"It is used for the digest alone, and forgotten once you end it.", "É usado só para o resumo e esquecido quando você o encerra."}
	DigestSubscribe   = Text{"Subscribe", "Inscrever-se"}
	DigestLanguage    = Text{"Language", "Idioma"}
	DigestSegments    = Text{"Segments", "Segmentos"}
	DigestSegmentHint = Text{"One name or key in each line; empty for all sales.", "Um nome ou chave por linha; vazio para todas as vendas."}
	DigestAlarms      = Text{"Also tell me at once when something new needs attention", "Avisar também na hora quando algo novo pedir atenção"}
	DigestAlarmsHint  = Text{"At most once in 24 hours; each thing once, or again once its amount has grown by half. What stands on the list already is not told.", "No máximo uma vez em 24 horas; cada item uma vez, ou de novo quando o valor cresce pela metade. O que já está na lista não é avisado."}
	DigestAtOnce      = Text{"at once, too", "também na hora"}
	DigestAlarm       = Text{"alarm: what was new on the list", "aviso: o que era novo na lista"}
	DigestNow         = Text{"Send me one now", "Enviar um agora"}
	DigestNowOf       = Text{"Send one now to %s", "Enviar um agora a %s"}
	DigestServer      = Text{"Mail server", "Servidor de e-mail"}
	DigestHost        = Text{"Server", "Servidor"}
	DigestHostHint    = Text{"For example smtp.example.com. Empty: nothing is sent by mail.", "Por exemplo smtp.example.com. Vazio: nada é enviado por e-mail."}
	DigestPort        = Text{"Port", "Porta"}
	DigestTLS         = Text{"Encryption", "Criptografia"}
	DigestUser        = Text{"User", "Usuário"}
	DigestPassword    = Text{"Password", "Senha"}
	DigestPasswordIs  = Text{"Empty: the one that is kept stays, as long as server, port and user do.", "Vazia: a guardada permanece, enquanto servidor, porta e usuário não mudarem."}
	DigestFrom        = Text{"Sender", "Remetente"}
	DigestServerSave  = Text{"Save the server", "Salvar o servidor"}
	DigestTestTo      = Text{"Send a test to", "Enviar um teste a"}
	DigestTest        = Text{"Send a test", "Enviar um teste"}
	DigestTestSent    = Text{"The server took the test.", "O servidor aceitou o teste."}
	DigestTestFailed  = Text{"The server did not take the test. %s", "O servidor não aceitou o teste. %s"}
	DigestTestUnknown = Text{"Nobody knows whether the server took the test. %s", "Não se sabe se o servidor aceitou o teste. %s"}
	DigestTimes       = Text{"When", "Quando"}
	DigestTimesP      = Text{"In the shop's time zone. Where the week before has not come by then, the digest waits for it.", "No fuso da loja. Se a semana anterior ainda não chegou, o resumo espera por ela."}
	DigestWait        = Text{"Hours to wait, before it says that the data are late", "Horas de espera, antes de dizer que os dados estão atrasados"}
	DigestTimesSave   = Text{"Save the time", "Salvar o horário"}
	DigestReaders     = Text{"Readers", "Leitores"}
	DigestReadersNo   = Text{"Nobody receives the digest yet.", "Ninguém recebe o resumo ainda."}
	DigestReader      = Text{"Reader", "Leitor"}
	DigestAdd         = Text{"Add a reader", "Acrescentar um leitor"}
	DigestKind        = Text{"How", "Como"}
	DigestAddress     = Text{"Address", "Endereço"}
	DigestAddressHint = Text{"Of mail, or the address that a channel gives for incoming webhooks; of that only the host is shown again.", "De e-mail, ou o endereço que um canal dá para webhooks de entrada; deste só o host volta a ser mostrado."}
	DigestTake        = Text{"Take away", "Remover"}
	DigestTakeOf      = Text{"Take away %s", "Remover %s"}
	DigestSendings    = Text{"Latest sendings", "Últimos envios"}
	DigestSendingsNo  = Text{"Nothing was sent yet.", "Nada foi enviado ainda."}
	DigestWhen        = Text{"When", "Quando"}
	DigestFor         = Text{"For", "Para"}
	DigestState       = Text{"State", "Estado"}
	DigestAsked       = Text{"asked for", "pedido"}
	DigestWasLate     = Text{"data are late", "dados atrasados"}
	DigestAttempts    = Plural{Text{"%d attempt", "%d tentativa"}, Text{"%d attempts", "%d tentativas"}}
	DigestAgain       = Text{"Send again", "Enviar de novo"}
	DigestAgainOf     = Text{"Send again: %s", "Enviar de novo: %s"}
	DigestGone        = Text{"%s (taken away)", "%s (removido)"}
	DigestPreview     = Text{"Preview", "Prévia"}
	DigestPreviewHTML = Text{"As a mail program shows it", "Como um programa de e-mail o mostra"}
	DigestPreviewText = Text{"As plain text", "Como texto simples"}
	DigestPreviewNew  = Text{"Open it alone", "Abrir sozinha"}
	DigestPreviewNo   = Text{"Nothing is forecast yet: there is nothing to preview.", "Ainda não há previsão: não há o que mostrar."}
	UnsubscribeTitle  = Text{"End the weekly digest", "Encerrar o resumo semanal"}
	UnsubscribeAsk    = Text{"Do you want to receive the weekly digest of %s no more?", "Você não quer mais receber o resumo semanal de %s?"}
	UnsubscribeDo     = Text{"Unsubscribe", "Cancelar a inscrição"}
	UnsubscribeDone   = Text{"You receive the digest no more, and your address is forgotten.", "Você não recebe mais o resumo, e seu endereço foi esquecido."}
)

// DigestKinds name how a digest reaches its reader.
var DigestKinds = map[string]Text{
	"mail": {"Mail", "E-mail"}, "slack": {"Slack", "Slack"}, "teams": {"Microsoft Teams", "Microsoft Teams"}, "discord": {"Discord", "Discord"}, "json": {"Program (JSON)", "Programa (JSON)"},
}

// DigestModes name the encryptions of a mail server.
var DigestModes = map[string]Text{
	"starttls": {"STARTTLS (usually port 587)", "STARTTLS (em geral porta 587)"}, "tls": {"TLS from the start (usually port 465)", "TLS desde o início (em geral porta 465)"}, "none": {"None, without a password", "Nenhuma, sem senha"},
}

// DigestStates say how a sending stands.
var DigestStates = map[string]Text{
	"waiting": {"tried again by itself", "nova tentativa automática"}, "sending": {"on its way", "a caminho"}, "sent": {"sent", "enviado"},
	"failed": {"not sent", "não enviado"}, "unknown": {"nobody knows whether it went", "não se sabe se foi"},
}

// NavDigest is what the menu calls the page.
var NavDigest = Text{"Digest", "Resumo"}
