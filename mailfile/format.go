package mailfile

import (
	_ "embed" // the table
	"errors"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
	"github.com/hopproof/hopproof/msg"
)

// formatsTSV names files that are no mail by their first bytes, in hexadecimal,
// and kinds of compound files by their [msg.Content].
//
//go:embed formats.tsv
var formatsTSV string

// FormatError: the file is no mail.
type FormatError struct {
	Format string // a code, such as "pdf"
	Name   string // in English, such as "a PDF document"
}

func (e *FormatError) Error() string { return "this is " + e.Name + ", not a message" }

// format is a row of the table: how files that are no mail begin.
type format struct{ code, magic, name string }

var formats = sync.OnceValue(func() (list []format) {
	for _, row := range tsv.Rows(formatsTSV) {
		if magic := row[1]; magic != "" {
			list = append(list, format{code: row[0], magic: unhex(magic), name: row[2]})
		}
	}
	return list
})

// unhex decodes bytes in hexadecimal.
func unhex(text string) string {
	b := make([]byte, len(text)/2)
	for i := range b {
		b[i], _ = ascii.HexPair(text[2*i:])
	}
	return string(b)
}

// Refuse names data that cannot be mail, by its first bytes; else it is nil.
func Refuse(data []byte) error {
	for _, f := range formats() {
		if len(data) >= len(f.magic) && string(data[:len(f.magic)]) == f.magic {
			return &FormatError{Format: f.code, Name: f.name}
		}
	}
	return nil
}

// known names the kind of a compound file that is no Outlook item.
func known(err error) error {
	var format *msg.FormatError
	if !errors.As(err, &format) {
		return err
	}
	for _, row := range tsv.Rows(formatsTSV) {
		if row[0] == string(format.Content) {
			return &FormatError{Format: row[0], Name: row[2]}
		}
	}
	return err
}
