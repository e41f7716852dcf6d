package table

import (
	"fmt"
	"strings"

	"olist/message"
)

// statusNames end the words of names that columns of the state of orders have;
// what stands in the column decides, as state is a place, too.
var statusNames = []string{"status", "estatus", "statut", "state", "situacao", "situacion", "estado", "etat", "zustand", "type", "tipo", "typ"}

// The words of such columns, folded: in English, Portuguese, Spanish, German
// and French.
var (
	// unsoldWords say that nothing was sold, or that it came back.
	unsoldWords = list("cancelled,canceled,cancel,cancellation,refunded,refund,partially refunded,partial refund,fully refunded,returned,return,returns,partially returned,voided,void,failed,declined,rejected,expired,abandoned,chargeback,charged back,unavailable,not delivered,undelivered,payment failed," +
		"cancelado,cancelada,cancelados,cancelamento,devolvido,devolvida,devolucao,reembolsado,reembolsada,reembolso,estornado,estornada,estorno,recusado,recusada,expirado,indisponivel,nao entregue,nao autorizado,falhou," +
		"devuelto,devuelta,devolucion,anulado,anulada,rechazado,rechazada,fallido,fallida,no entregado,vencido," +
		"storniert,storno,stornierung,abgebrochen,retourniert,retoure,retour,zuruckgesendet,zuruckgegeben,ruckgabe,erstattet,teilweise erstattet,ruckerstattet,gutschrift,abgelehnt,fehlgeschlagen,verfallen,gekundigt," +
		"annule,annulee,annulation,rembourse,remboursee,remboursement,retourne,retournee,refuse,refusee,echoue,echouee,echec,expiree,expire")
	// soldWords say that something was sold, or is about to be.
	soldWords = list("paid,partially paid,unpaid,pending,payment pending,awaiting payment,on hold,processing,processed,in progress,open,new,created,draft,authorized,authorised,approved,accepted,confirmed,invoiced,packed,ready,shipped,partially shipped,dispatched,in transit,out for delivery,delivered,fulfilled,unfulfilled,partially fulfilled,partial,completed,complete,closed,archived,done,ok,active,success,successful,sale,sales,order,sold,exchange,exchanged," +
		"pago,paga,pendente,aguardando pagamento,em analise,em processamento,processando,em separacao,em andamento,em aberto,aberto,novo,criado,autorizado,aprovado,aprovada,confirmado,faturado,enviado,despachado,em transito,entregue,concluido,concluida,finalizado,finalizada,fechado,completo,venda,pedido,troca," +
		"pagado,pagada,pendiente,en proceso,procesando,abierto,nuevo,creado,aprobado,facturado,en transito,entregado,entregada,completado,completada,terminado,cerrado,venta," +
		"bezahlt,unbezahlt,offen,neu,ausstehend,in bearbeitung,bearbeitet,bestatigt,genehmigt,berechnet,verpackt,versendet,versandt,verschickt,unterwegs,geliefert,ausgeliefert,zugestellt,abgeschlossen,erledigt,fertig,verkauf,bestellt,bestellung," +
		"paye,payee,en attente,en cours,en preparation,nouveau,cree,confirme,valide,validee,approuve,facture,expedie,expediee,envoye,envoyee,livre,livree,termine,terminee,cloture,vente,commande")
)

// Unsold reports whether a word of a status says that nothing was sold, or that
// all of it came back.
func Unsold(word string) bool {
	f := Fold(word)
	return unsoldWords[f] > 0 && !strings.Contains(f, "partial") && !strings.Contains(f, "teilweise")
}

// Status is a column that tells the state of orders, some of which were not
// sold or came back.
type Status struct {
	Column int
	Rows   int    // of those
	Words  string // that say so, with their rows: "cancelled (12), refunded (3)"
}

// mostStates is how many words of a status are named.
const mostStates = 5

// Statuses finds the columns whose name is that of an order's state and whose
// words are mostly of those that such columns have.
func (t *Table) Statuses() (all []Status) {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.vocabulary == nil || c.Kind != Words || !namedOne(c.Name, statusNames) {
			continue
		}
		unsold, rows := c.vocabulary.of(unsoldWords)
		_, sold := c.vocabulary.of(soldWords)
		if rows == 0 || 2*(rows+sold) < c.filled {
			continue
		}
		s := Status{Column: i, Rows: rows}
		var said []string
		for k, w := range unsold {
			if k == mostStates {
				said = append(said, "...")
				break
			}
			said = append(said, fmt.Sprintf("%s (%d)", w.text, w.rows))
		}
		s.Words = strings.Join(said, ", ")
		all = append(all, s)
	}
	return all
}

// Warnings say what of the file makes sums wrong: rows of orders that were not
// sold. Columns that tell series apart are not among them.
func (t *Table) Warnings() (warnings []message.Message) {
	for _, s := range t.Statuses() {
		if c := &t.Columns[s.Column]; !c.Role.Keys() {
			warnings = append(warnings, message.UnsoldRows.With(message.Quoted(c.Name), s.Words))
		}
	}
	return warnings
}
