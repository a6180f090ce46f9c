package msg

import (
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/cfb"
)

// DamagedError: the file breaks the rules of its container (MS-CFB). Problem
// says which, Offset where, in bytes.
type DamagedError = cfb.Error

// FormatError: the data is no Outlook item.
type FormatError struct {
	// Content is what the compound file holds instead; empty if it is none.
	Content Content
}

func (e *FormatError) Error() string {
	if e.Content != "" {
		return "no Outlook item: " + string(e.Content)
	}
	return "no Outlook item"
}

// Content is a kind of compound file that is no Outlook item.
type Content string

// The kinds of compound files that people take for one.
const (
	Word       Content = "word"
	Excel      Content = "excel"
	PowerPoint Content = "powerpoint"
	Encrypted  Content = "encrypted-office"
	Other      Content = "compound-file"
)

// contents names the stream by which each kind is known (MS-DOC section 2.1,
// MS-XLS section 2.1.2, MS-PPT section 2.1.1, MS-OFFCRYPTO section 2.3.4.4).
var contents = []struct {
	stream string
	kind   Content
}{
	{"WordDocument", Word}, {"Workbook", Excel}, {"Book", Excel}, {"PowerPoint Document", PowerPoint},
	{"EncryptedPackage", Encrypted},
}

func (r *reader) content() Content {
	for _, c := range contents {
		if r.Find(r.Root(), c.stream) != nil {
			return c.kind
		}
	}
	return Other
}

// NoHeadersError: the item has no transport headers. Only a message that came
// in over SMTP has them.
type NoHeadersError struct {
	Reason         Reason
	Subject, Class string
}

func (e *NoHeadersError) Error() string {
	why := "it was never received over SMTP"
	switch e.Reason {
	case IsDraft:
		why = "it is a draft"
	case IsOwnCopy:
		why = "it is its sender's own copy"
	case IsNoMail:
		why = "it is no mail (" + e.Class + ")"
	}
	return "no transport headers: " + why
}

// Reason is what an item without transport headers tells about itself.
type Reason string

// The reasons.
const (
	IsDraft       Reason = "draft"        // nobody has sent it
	IsOwnCopy     Reason = "own-copy"     // its sender and its reader are one
	IsNoMail      Reason = "no-mail"      // a contact, a task: the class says it
	IsNotReceived Reason = "not-received" // it does not say why
)

// neverMail are classes of items that are not sent (MS-OXOCNTC, MS-OXOTASK,
// MS-OXOCAL, MS-OXONOTE, MS-OXOJRNL: PidTagMessageClass).
var neverMail = []string{"IPM.Contact", "IPM.DistList", "IPM.Task", "IPM.Appointment", "IPM.StickyNote", "IPM.Activity"}

func (m *Message) reason() Reason {
	for _, class := range neverMail {
		if ascii.EqualFold(m.Class, class) || ascii.HasPrefixFold(m.Class, class+".") {
			return IsNoMail
		}
	}
	switch {
	case m.Draft:
		return IsDraft
	case m.FromMe:
		return IsOwnCopy
	}
	return IsNotReceived
}
