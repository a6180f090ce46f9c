package mailfile

import (
	_ "embed" // the table
	"errors"

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

// refuse names data that cannot be mail.
func refuse(data []byte) error {
	for _, row := range tsv.Rows(formatsTSV) {
		if magic := row[1]; magic != "" && begins(data, magic) {
			return &FormatError{Format: row[0], Name: row[2]}
		}
	}
	return nil
}

// begins compares the beginning of data with bytes in hexadecimal.
func begins(data []byte, magic string) bool {
	if len(data) < len(magic)/2 {
		return false
	}
	for i := range len(magic) / 2 {
		if c, _ := ascii.HexPair(magic[2*i:]); c != data[i] {
			return false
		}
	}
	return true
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
