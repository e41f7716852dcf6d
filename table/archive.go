package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"olist/message"
	"olist/table/workbook"
)

// member is a file of an archive that may be a table.
type member struct {
	file *zip.File
	name string
}

// openMember takes the one table of an archive, or the one that was chosen:
// by its name, or for a workbook by name/sheet.
func (t *Table) openMember(z *zip.Reader) error {
	all, why, err := t.members(z)
	if err != nil {
		return err
	}
	var names []string
	for _, m := range all {
		names = append(names, m.name)
	}
	wanted, sheet := t.options.Sheet, ""
	var chosen *member
	switch {
	case len(all) == 0:
		return why
	case len(all) == 1 && wanted != all[0].name:
		chosen, sheet = &all[0], strings.TrimPrefix(wanted, all[0].name+"/")
	case wanted == "":
		return Fail(0, message.MemberUnclear.With(listed(names))).choosable("sheet").of(names)
	default:
		if chosen, sheet = find(all, wanted); chosen == nil {
			return Fail(0, message.MemberMissing.With(brief(wanted), listed(names))).choosable("sheet").of(names)
		}
	}
	r, done, err := t.source.open(chosen.file)
	if err != nil {
		return err
	}
	err = t.replace(r)
	if err = errors.Join(err, done()); err != nil {
		return one(err)
	}
	t.Member = chosen.name
	return t.unpackMember(sheet, len(all) > 1)
}

// find gives the member of a name, and what of the name is the sheet's.
func find(all []member, wanted string) (*member, string) {
	for i := range all {
		if sheet, ok := strings.CutPrefix(wanted, all[i].name); ok && (sheet == "" || sheet[0] == '/') {
			return &all[i], strings.TrimPrefix(sheet, "/")
		}
	}
	return nil, ""
}

// unpackMember goes on with what an archive held, which is no archive itself.
func (t *Table) unpackMember(sheet string, several bool) error {
	r, err := t.source.raw()
	if err != nil {
		return err
	}
	head, err := headOf(r)
	switch {
	case err != nil:
		return err
	case bytes.HasPrefix(head, gzipMark):
		return Fail(0, message.ZipNested.With())
	case !isZip(head) && sheet != "":
		return Fail(0, message.SheetOfText.With(brief(sheet))).choosable("sheet")
	case !isZip(head):
		return nil
	}
	z, err := t.source.zip()
	if err != nil {
		return err
	}
	if !workbook.Is(z) {
		if why := refuseZip(z); why != nil {
			return why
		}
		return Fail(0, message.ZipNested.With())
	}
	prefix := ""
	if several {
		prefix = t.Member + "/"
	}
	return t.openBook(z, sheet, prefix)
}

// members are the files of an archive that are no folders, no notes of a
// system and nothing that is known to be no table; why says of the last of
// those what it is.
func (t *Table) members(z *zip.Reader) (all []member, why error, err error) {
	if why = refuseZip(z); why != nil {
		return nil, why, nil
	}
	why = Fail(0, message.FileZip.With())
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".") {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, nil, Fail(0, message.ZipLocked.With())
		}
		if f.UncompressedSize64 == 0 {
			continue
		}
		r, done, err := t.source.open(f)
		if err != nil {
			return nil, nil, err
		}
		head, err := headOf(r)
		if done(); err != nil {
			return nil, nil, err
		}
		switch refused := refuse(head); {
		case isZip(head):
			all = append(all, member{f, name}) // a workbook, or refused when it is opened
		case bytes.HasPrefix(head, gzipMark):
			why = Fail(0, message.ZipNested.With())
		case refused != nil:
			why = refused
		default:
			all = append(all, member{f, name})
		}
	}
	return all, why, nil
}

// refuseZip tells what packs itself as zip apart by the files in it; nil for an
// archive of files.
func refuseZip(z *zip.Reader) error {
	has := func(like string) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool {
			ok, err := path.Match(like, strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")))
			return ok && err == nil
		})
	}
	switch {
	case has("xl/workbook*.bin"):
		return Fail(0, message.FileExcel.With())
	case has("mimetype") && has("content.xml"):
		return Fail(0, message.FileOpenDocument.With())
	case has("word/document.xml"), has("ppt/presentation.xml"), has("index/document.iwa"):
		return Fail(0, message.FileOffice.With())
	}
	return nil
}
