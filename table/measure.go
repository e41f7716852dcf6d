package table

import "strings"

// Words of names that say whether numbers are money or pieces, and those that
// say that they are neither, but worked out of them.
var (
	moneyWords  = list("sales,revenue,amount,turnover,vendas,receita,faturamento,umsatz,betrag,ventas,ingresos,importe,ventes,erlos,subtotal,value,valor,wert")
	pieceWords  = list("aantal,stuks,quantita,pezzi,qta,quantite,qte,unites,qtde,pecas,verkaufsmenge,absatzmenge,stuckzahl,einheiten,uds,pcs,units,quantity,qty,pieces,quantidade,qtd,menge,stuck,absatz,anzahl,cantidad,unidades,itens")
	workedWords = list("price,preco,preis,precio,prix,cost,custo,kosten,lag,avg,average,mean,media,mittel,per,por,pro,share,pct,percent,target,budget,plan,forecast,last,prev,previous,ly,ma,rolling,tax,discount,rank,index,change,growth,diff,id,code")
)

// Measured says by its name what a column of numbers counts: Amount, Units, or
// Ignore where the name does not say.
func (c *Column) Measured() Role {
	if !c.Countable() {
		return Ignore
	}
	role := Ignore
	for _, word := range strings.Fields(Fold(c.Name)) {
		switch {
		case workedWords[word] > 0:
			return Ignore
		case pieceWords[word] > 0:
			role = Units
		case moneyWords[word] > 0 && role == Ignore:
			role = Amount
		}
	}
	return role
}
