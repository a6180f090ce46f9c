package flow

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// mailingList is the list manager that a message went through.
type mailingList struct {
	addr  string // of the list; empty if not known
	name  string // of the list, as List-Id has it
	field int
	code  string // what shows it; empty: there is none
}

// Codes of what shows a list.
const (
	becauseMailman     = "x-mailman-version"
	becauseBeenThere   = "x-beenthere"
	becauseXMailing    = "x-mailing-list"
	becauseMailingList = "mailing-list"
	becauseListar      = "x-listar-version"
	becauseExpansion   = "listexpand"
	becauseListPost    = "list-post"
	becauseListSender  = "list-sender"
)

// findList looks for the marks of list managers, the clearest first. List-Id
// and List-Unsubscribe alone are no such marks: newsletters have them too.
func (r *reader) findList() {
	for _, m := range [...]struct {
		mark mark
		code string
	}{
		{markBeenThere, becauseBeenThere}, {markXMailingList, becauseXMailing}, {markMailman, becauseMailman},
		{markMailingList, becauseMailingList}, {markListar, becauseListar},
	} {
		if r.has(m.mark) {
			r.list = mailingList{field: r.field(m.mark), code: m.code}
			break
		}
	}
	if r.list.code == "" {
		r.findExpansion()
	}
	if r.list.code == "" {
		r.findListSender()
	}
	if r.list.code != "" {
		r.list.name, _, _ = strings.Cut(lastAngle(r.body(markListID)), ".")
		r.list.addr = r.listAddress()
	}
}

// findExpansion: Majordomo's own line, as vger.kernel.org writes it.
func (r *reader) findExpansion() {
	for i := range r.t.Hops {
		if ascii.EqualFold(r.t.Hops[i].Via, "listexpand") {
			r.list = mailingList{field: r.t.Hops[i].Field, code: becauseExpansion}
			return
		}
	}
}

// findListSender: an address to write to the list (RFC 2369 section 3.4), or
// a sender or return path in the form of list managers together with
// Precedence or List-Id.
func (r *reader) findListSender() {
	if !r.has(markListID) && !r.has(markPrecedence) {
		return
	}
	if r.has(markListID) && strings.Contains(r.body(markListPost), "mailto:") {
		r.list = mailingList{field: r.field(markListPost), code: becauseListPost}
		return
	}
	bulk := strings.TrimSpace(r.body(markPrecedence))
	if !r.has(markListID) && !ascii.EqualFold(bulk, "list") && !ascii.EqualFold(bulk, "bulk") {
		return
	}
	for _, m := range [...]mark{markSender, markReturnPath} {
		addr := addressIn(r.body(m))
		if name := listOfSender(addr); name != "" {
			r.list = mailingList{field: r.field(m), code: becauseListSender}
			return
		}
	}
}

// listOfSender is the list's address in owner-list@, list-owner@,
// list-request@, list-admin@, list-bounces@ or list-bounce@, or nothing.
func listOfSender(addr string) string {
	local, domain := splitAddress(addr)
	if len(local) > 6 && ascii.EqualFold(local[:6], "owner-") {
		return local[6:] + "@" + domain
	}
	for _, suffix := range [...]string{"-bounces", "-bounce", "-owner", "-request", "-admin"} {
		if n := len(local) - len(suffix); n > 0 && ascii.EqualFold(local[n:], suffix) {
			return local[:n] + "@" + domain
		}
	}
	return ""
}

// listAddress is the address of the list from whichever field names it.
func (r *reader) listAddress() string {
	for _, m := range [...]mark{markBeenThere, markXMailingList} {
		if addr := addressIn(r.body(m)); addr != "" {
			return addr
		}
	}
	if _, post, ok := strings.Cut(r.body(markListPost), "mailto:"); ok {
		if end := strings.IndexAny(post, ">?, "); end >= 0 {
			post = post[:end]
		}
		return addressIn(post)
	}
	// Mailing-List: list a@b; contact c@d (ezmlm)
	for _, word := range strings.FieldsFunc(r.body(markMailingList), func(c rune) bool { return c == ' ' || c == ';' }) {
		if strings.IndexByte(word, '@') > 0 {
			return word
		}
	}
	return listOfSender(addressIn(r.body(markSender)))
}

// lastAngle is what stands between the last angle brackets, or the text.
func lastAngle(text string) string {
	if open := strings.LastIndexByte(text, '<'); open >= 0 {
		text = text[open+1:]
	}
	return strings.TrimSuffix(strings.TrimSpace(text), ">")
}

// owns reports whether addr is the list's own: by name, or by the host.
func (l *mailingList) owns(addr string) bool {
	if l.code == "" {
		return false
	}
	local, domain := splitAddress(addr)
	name, host := splitAddress(l.addr)
	return name != "" && (ascii.EqualFold(local, name) || sameOrganization(domain, host)) ||
		l.name != "" && ascii.EqualFold(local, l.name)
}

func (r *reader) lists() {
	if l := &r.list; l.code != "" {
		r.out = append(r.out, Forwarding{
			Kind: List, From: l.addr, To: r.recipient(), Field: l.field, Because: []string{l.code},
		})
	}
}
