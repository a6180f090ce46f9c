package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
)

// Leak is a place where something of the original may have survived.
type Leak struct {
	Field int    // index of the field; -1: between the fields
	Name  string // of the field
	Kind  LeakKind
}

// LeakKind says what it is.
type LeakKind string

// The kinds.
const (
	LeakLocal   LeakKind = "local-part"
	LeakDomain  LeakKind = "domain"
	LeakAddress LeakKind = "address"
	LeakID      LeakKind = "id"
	LeakName    LeakKind = "name" // a word of a display name or subject
)

// check looks for what of the original is left, by reading both texts afresh.
// It knows nothing of how the text was written, only which pseudonyms exist.
func (m *Map) check(original, written *header.Section) []Leak {
	secret := collect(original)
	names := map[string]bool{} // of fields, which a signature lists, and of character sets
	for i := range written.Fields {
		names[lower(written.Fields[i].Name)] = true
		charsets(written.Fields[i].Raw, names)
	}
	var leaks []Leak
	for i := range written.Fields {
		f := &written.Fields[i]
		for _, text := range []string{f.Raw, header.DecodeWords(f.Body(), nil)} {
			kind := m.find(secret, text, names)
			if kind == "" {
				kind = m.findAddress(secret, text)
			}
			if kind != "" {
				leaks = append(leaks, Leak{i, f.Name, kind})
				break
			}
		}
	}
	return leaks
}

// charsets notes the names of the character sets of the encoded-words in a text.
func charsets(text string, names map[string]bool) {
	for i := strings.Index(text, "=?"); i >= 0; {
		if w, ok := readWord(text, i); ok {
			names[lower(w.set)] = true
		}
		next := strings.Index(text[i+1:], "=?")
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

// secrets are what must not survive, in lower case.
type secrets map[string]LeakKind

// add notes a word, and the words it is made of.
func (s secrets) add(word string, kind LeakKind) {
	word = strings.Trim(lower(word), ".-_")
	if len(word) < minTelling || isNumber(word) && kind != LeakAddress || isBlotted(word) {
		return
	}
	if _, known := s[word]; !known || kind == LeakLocal { // the strictest
		s[word] = kind
	}
}

// collect reads what a section tells of people and organizations.
func collect(s *header.Section) secrets {
	all := secrets{}
	for i := range s.Fields {
		f := &s.Fields[i]
		body := withoutVersions(header.DecodeWords(f.Body(), nil))
		for w := range atoms(body) {
			all.atom(strings.Trim(w, ".-_"))
		}
		for local := range locals(body) {
			all.add(local, LeakLocal)
		}
		for ip, word := range addresses(body) {
			if !Kept(ip) && !isLongVersion(word) {
				all[ip.String()] = LeakAddress
			}
		}
		switch lower(f.Name) {
		case "from", "to", "cc", "sender", "reply-to", "resent-from", "resent-to":
			for _, a := range header.Addresses(f.Body(), nil) {
				all.words(a.Name)
			}
		case "subject", "thread-topic", "organization":
			all.words(body)
		}
	}
	return all
}

func (s secrets) words(text string) {
	for w := range atoms(text) {
		s.add(w, LeakName)
	}
}

// atom notes a word that shows by itself what it is.
func (s secrets) atom(w string) {
	ip, err := netip.ParseAddr(w)
	switch {
	case err == nil:
		if !Kept(ip) && !isExchangeVersion(w) {
			s.add(w, LeakAddress)
		}
	case isHost(w) && !PublicHost(w) && publicEnd(w) == "" && !table().known(w):
		if org := suffix.Organizational(w); org != "" {
			if !isBlottedDomain(org) && !isProperty(w) && !isPolicy(w) {
				s.add(org, LeakDomain)
			}
		}
	case strings.Count(w, "-") == 4 && len(w) == 36 && isHex(w) && !table().guid[w]:
		s.add(w, LeakID)
	}
}

// locals yields the words directly before an "@", as far as they reach.
func locals(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for at := range len(text) {
			if text[at] != '@' {
				continue
			}
			start := at
			for start > 0 && isAtom(text[start-1]) {
				start--
			}
			if start < at && !yield(text[start:at]) {
				return
			}
		}
	}
}

// find returns what of the secrets is in a text, or "".
func (m *Map) find(secret secrets, text string, names map[string]bool) LeakKind {
	for local := range locals(text) {
		local = strings.Trim(lower(local), ".-_")
		if secret[local] == LeakLocal && m.used[local] == "" && !m.noise[local] && !m.address(local) && !PublicHost(local) {
			return LeakLocal
		}
	}
	for w := range atoms(text) {
		w = strings.Trim(w, ".-_")
		if kind := secret.in(w); kind != "" && !(names[w] && kind == LeakName) && !m.accounted(w) {
			return kind
		}
	}
	return ""
}

// maxSecret bounds what is looked for inside a longer word: a name of DNS has
// no more characters (RFC 1035 section 2.3.4).
const maxSecret = maxHost

// in finds a secret in a word: the whole, one of its parts, or in the middle of
// a part if it is long.
func (s secrets) in(w string) LeakKind {
	if kind, ok := s[w]; ok {
		return kind
	}
	for start := range len(w) {
		if start > 0 && !isMark(rune(w[start-1])) {
			continue
		}
		for end := start + minTelling; end <= min(len(w), start+maxSecret); end++ {
			if end < len(w) && !isMark(rune(w[end])) {
				continue
			}
			if kind, ok := s[w[start:end]]; ok {
				return kind
			}
		}
	}
	return ""
}

// accounted reports whether every part of a word is public or was drawn.
func (m *Map) accounted(w string) bool {
	if m.public(w) {
		return true
	}
	if _, err := netip.ParseAddr(w); err == nil {
		return false // as a whole or not at all
	}
	// reach holds the places up to which the word is accounted for.
	reach := []int{0}
	for end := 1; end <= len(w); end++ {
		if end < len(w) && !isMark(rune(w[end])) {
			continue
		}
		for _, start := range reach {
			from := start
			if from > 0 {
				from++ // the mark
			}
			if from <= end && (from == end || m.public(w[from:end])) {
				reach = append(reach, end)
				break
			}
		}
		if len(reach) > maxParts {
			return false
		}
	}
	return reach[len(reach)-1] == len(w)
}

// maxParts bounds the work for a word of very many parts.
const maxParts = 64

func (m *Map) public(w string) bool {
	return m.used[w] != "" || m.noise[w] || table().known(w) || table().label[w] || table().role[w] || table().local[w] ||
		table().tld[w] || table().subject[w] || PublicHost(w) || isNode(w) || m.nodes[w] || isNumber(w) && strings.Count(w, ".") != 3 ||
		isBlotted(w) || isToken(w) || m.address(w) || table().domain[w] || isField(w) || isScheme(w)
}

// address reports whether a word is the pseudonym of an address, or one that
// stays.
func (m *Map) address(w string) bool {
	ip, err := netip.ParseAddr(strings.ReplaceAll(w, "-", "."))
	if err != nil {
		return false
	}
	return Kept(ip) || m.shown[ip]
}
