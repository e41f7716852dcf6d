// Package workbook gives the rows of an XLSX file (Office Open XML, ECMA-376,
// transitional or strict) one after another, each cell with the type that the
// file gives it. Package table alone imports it, and chooses the sheet.
//
// excelize opens the workbook: which sheets there are and which are hidden, the
// system of its dates, the formats of its numbers. It is given a package whose
// sheets are empty (frame), since of rows it gives text alone: "1.234" and 1.234
// are one to its iterator, a date is what its format shows, and XML that breaks
// off ends the rows without an error. Its cells with types are a whole sheet in
// memory. So rows are streamed here from encoding/xml.
//
// Everything has a bound (Limits); what is read is bounded as well by the
// reader that Open is given for each part.
package workbook
