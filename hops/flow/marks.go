package flow

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// mark is a header field that may tell of forwarding.
type mark uint8

const (
	markNone mark = iota
	markAnonAddy
	markAutoSubmitted
	markBeenThere
	markDeliveredTo
	markForwardedFor
	markForwardedMessageID
	markForwardedTo
	markForwardingLoop
	markForwardingService
	markFrom
	markListID
	markListar
	markListPost
	markMailingList
	markMailman
	markMessageID
	markOriginalFrom
	markPrecedence
	markReceivedSPF
	markResentFrom
	markResentTo
	markReturnPath
	markRulesLoop
	markSender
	markSieveRedirect
	markSimpleLogin
	markSubject
	markXMailingList
	markCount
)

// markNames are the names of the fields.
var markNames = [...]struct {
	name string
	mark mark
}{
	{"X-AnonAddy-Original-Sender", markAnonAddy},
	{"Auto-Submitted", markAutoSubmitted},
	{"X-BeenThere", markBeenThere},
	{"Delivered-To", markDeliveredTo},
	{"X-Forwarded-For", markForwardedFor},
	{"X-Forwarded-Message-Id", markForwardedMessageID},
	{"X-Forwarded-To", markForwardedTo},
	{"X-MS-Exchange-ForwardingLoop", markForwardingLoop},
	{"X-Forwarding-Service", markForwardingService},
	{"From", markFrom},
	{"List-ID", markListID},
	{"X-Ecartis-Version", markListar},
	{"X-Listar-Version", markListar},
	{"List-Post", markListPost},
	{"Mailing-List", markMailingList},
	{"X-Mailman-Version", markMailman},
	{"Message-ID", markMessageID},
	{"X-Original-From", markOriginalFrom},
	{"Precedence", markPrecedence},
	{"Received-SPF", markReceivedSPF},
	{"Resent-From", markResentFrom},
	{"Resent-To", markResentTo},
	{"Return-Path", markReturnPath},
	{"X-MS-Exchange-Inbox-Rules-Loop", markRulesLoop},
	{"Sender", markSender},
	{"X-Sieve-Redirected-From", markSieveRedirect},
	{"X-SimpleLogin-Type", markSimpleLogin},
	{"Subject", markSubject},
	{"X-Mailing-List", markXMailingList},
}

var markTable = func() *header.Names {
	var names [len(markNames)]string
	for i := range markNames {
		names[i] = markNames[i].name
	}
	return header.NewNames(names[:]...)
}()

// markOf is the mark of a field.
func markOf(f *header.Field) mark {
	if i := markTable.Index(f); i >= 0 {
		return markNames[i].mark
	}
	return markNone
}

// reader collects the forwardings of one message. The fields are gone through
// once; of most marks the topmost field counts.
type reader struct {
	t *hops.Timeline
	// first is one more than the index of the topmost field of a mark, last
	// that of the lowest.
	first, last [markCount]int
	list        mailingList
	out         []Forwarding
}

func (r *reader) scan() {
	for i := range r.t.Section.Fields {
		n := markTable.Index(&r.t.Section.Fields[i])
		if n < 0 {
			continue
		}
		m := markNames[n].mark
		if r.first[m] == 0 {
			r.first[m] = i + 1
		}
		r.last[m] = i + 1
	}
}

func (r *reader) has(m mark) bool { return r.first[m] > 0 }

// field is the index of the topmost field of m, which must be there.
func (r *reader) field(m mark) int { return r.first[m] - 1 }

// body is the text of the topmost field of m, or nothing.
func (r *reader) body(m mark) string {
	if !r.has(m) {
		return ""
	}
	return r.t.Section.Fields[r.field(m)].Body()
}

// maxMarks bounds how many fields of one name are looked at.
const maxMarks = 16

// each calls visit for the fields of m, topmost first.
func (r *reader) each(m mark, visit func(field int, body string)) {
	if !r.has(m) {
		return
	}
	fields := r.t.Section.Fields
	for i, left := r.field(m), maxMarks; i < r.last[m] && left > 0; i++ {
		if markOf(&fields[i]) == m {
			visit(i, fields[i].Body())
			left--
		}
	}
}
