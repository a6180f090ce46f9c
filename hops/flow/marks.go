package flow

import (
	"strings"

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

type markName struct {
	name string
	mark mark
}

// markNames are the names by their length: one look per field tells most of
// them apart.
var markNames = [...][]markName{
	4:  {{"From", markFrom}},
	6:  {{"Sender", markSender}},
	7:  {{"List-ID", markListID}, {"Subject", markSubject}},
	9:  {{"List-Post", markListPost}, {"Resent-To", markResentTo}},
	10: {{"Message-ID", markMessageID}, {"Precedence", markPrecedence}},
	11: {{"Return-Path", markReturnPath}, {"Resent-From", markResentFrom}, {"X-BeenThere", markBeenThere}},
	12: {{"Delivered-To", markDeliveredTo}, {"Mailing-List", markMailingList}, {"Received-SPF", markReceivedSPF}},
	14: {{"Auto-Submitted", markAutoSubmitted}, {"X-Mailing-List", markXMailingList}, {"X-Forwarded-To", markForwardedTo}},
	15: {{"X-Forwarded-For", markForwardedFor}, {"X-Original-From", markOriginalFrom}},
	16: {{"X-Listar-Version", markListar}},
	17: {{"X-Mailman-Version", markMailman}, {"X-Ecartis-Version", markListar}},
	18: {{"X-SimpleLogin-Type", markSimpleLogin}},
	20: {{"X-Forwarding-Service", markForwardingService}},
	22: {{"X-Forwarded-Message-Id", markForwardedMessageID}},
	23: {{"X-Sieve-Redirected-From", markSieveRedirect}},
	26: {{"X-AnonAddy-Original-Sender", markAnonAddy}},
	28: {{"X-MS-Exchange-ForwardingLoop", markForwardingLoop}},
	30: {{"X-MS-Exchange-Inbox-Rules-Loop", markRulesLoop}},
}

// caseBit is what sets ASCII letters of both cases apart.
const caseBit = 0x20

// markOf compares the last byte first: most names begin with X-.
func markOf(name string) mark {
	if len(name) >= len(markNames) {
		return markNone
	}
	for _, known := range markNames[len(name)] {
		if last := len(name) - 1; known.name[last]|caseBit == name[last]|caseBit && strings.EqualFold(known.name, name) {
			return known.mark
		}
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
		m := markOf(r.t.Section.Fields[i].Name)
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
		if markOf(fields[i].Name) == m {
			visit(i, fields[i].Body())
			left--
		}
	}
}
