package redact

import (
	_ "embed" // the table of words
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed words.tsv
var wordsTSV string

// words are the tables of what is kept, in lower case.
type words struct {
	word    map[string]bool // vocabulary of structured fields
	piece   map[string]bool // what names of ciphers and the like are made of
	host    map[string]bool // kept where a host name stands
	key     map[string]bool // what stands behind key= is a name, never vocabulary
	code    map[string]bool // what stands behind key: is a short public code
	label   map[string]bool // labels of operators' hosts that name no customer
	local   map[string]bool // marks of rewritten local parts
	role    map[string]bool // marks of a list manager's local parts
	blot    map[string]bool // what people write over what they hide
	release map[string]bool // marks behind the version of a program
	program map[string]bool // mail servers whose variants are told by their names
	result  map[string]bool // results of authentication methods
	subject map[string]bool // marks in front of a subject
	guid    map[string]bool // GUIDs of everybody
	domain  map[string]bool // domains of public mailbox providers
	tld     map[string]bool // suffixes that nobody can register
	avoid   map[string]bool // replaced where they stand, but drawn nowhere
	charset map[string]bool // beginnings of names of sets that hold US-ASCII
	text    map[string]bool // what stands behind key= is text of a person
}

var table = sync.OnceValue(func() *words {
	t := &words{}
	groups := map[string]*map[string]bool{
		"word": &t.word, "piece": &t.piece, "host": &t.host, "key": &t.key, "code": &t.code, "label": &t.label,
		"local": &t.local, "role": &t.role, "result": &t.result, "blot": &t.blot, "program": &t.program, "release": &t.release, "subject": &t.subject, "guid": &t.guid, "domain": &t.domain, "tld": &t.tld, "avoid": &t.avoid, "charset": &t.charset, "text": &t.text,
	}
	for _, set := range groups {
		*set = map[string]bool{}
	}
	for _, cells := range tsv.Rows(wordsTSV) {
		for w := range strings.FieldsSeq(cells[1]) {
			(*groups[cells[0]])[lower(w)] = true
		}
	}
	return t
})

// known reports whether a word in lower case means something to a reader of
// structured fields. Four numbers in it may be an address.
func (t *words) known(w string) bool {
	if t.word[w] || t.key[w] || t.code[w] || t.host[w] {
		return true
	}
	numbers := 0
	for piece := range strings.FieldsFuncSeq(w, isMark) {
		if isNumber(piece) {
			numbers++
		} else if !t.piece[piece] {
			return false
		}
	}
	return numbers < 4 && strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

// means reports whether a word in lower case means something anywhere: one that is
// drawn would make a subject, say, that of a forwarded message.
func (t *words) means(w string) bool {
	return t.known(w) || t.subject[w] || t.role[w] || t.local[w] || t.label[w] || t.result[w] || t.program[w] || t.release[w] ||
		t.blot[w] || t.avoid[w]
}

// isNumber reports whether text is digits and dots, behind a v perhaps.
func isNumber(text string) bool {
	text = strings.TrimPrefix(text, "v")
	for i := range len(text) {
		if !ascii.IsDigit(text[i]) && text[i] != '.' {
			return false
		}
	}
	return text != "" && ascii.IsDigit(text[0])
}

// publicOrgs are the domains of the operators that the tables know.
var publicOrgs = sync.OnceValue(func() map[string]bool {
	orgs := map[string]bool{}
	for end := range operator.Ends() {
		orgs[end] = true
		orgs[suffix.Organizational(end)] = true
	}
	return orgs
})

// isNode reports whether a word is the first label of a host of Exchange
// Online, as its own fields name it.
func isNode(w string) bool {
	for _, end := range [...]string{".eurprd04.prod.outlook.com", ".mail.protection.outlook.com", ".outlook.office365.com", ".outbound.protection.outlook.com"} {
		switch operator.Host(w + end).Kind {
		case operator.KindBorder, operator.KindProxy, operator.KindHub:
			return true
		}
	}
	return false
}

// looksLikeNode reports whether a word has the form of such names, also of
// nodes that no row of the tables knows: capitals and digits, ten or more.
func looksLikeNode(w string) bool {
	digits := 0
	for _, c := range []byte(w) {
		switch {
		case ascii.IsDigit(c):
			digits++
		case c < 'A' || c > 'Z':
			return false
		}
	}
	return len(w) >= 10 && digits >= 3
}
