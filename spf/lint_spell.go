package spf

import (
	"net/netip"
	"strings"
)

// otherNames are what people write for a mechanism; "ip" is either family.
var otherNames = map[string]Kind{
	"ip": KindIP4, "ipv4": KindIP4, "ip4v": KindIP4, "ipaddr": KindIP4, "ipaddress": KindIP4, "ip-4": KindIP4, "ip_4": KindIP4,
	"ipv6": KindIP6, "ip6v": KindIP6, "ip-6": KindIP6, "ip_6": KindIP6,
	"includes": KindInclude, "inc": KindInclude, "incl": KindInclude, "including": KindInclude,
	"exist": KindExists, "redirects": KindRedirect, "redir": KindRedirect, "explanation": KindExp, "mxs": KindMX,
}

// correctName is the mechanism or modifier that a misspelt name means, given
// its value; KindInvalid if none or several are near.
func correctName(name, value string) Kind {
	name = lowerASCII(name)
	k, known := otherNames[name]
	if !known {
		k = nearest(name)
	}
	if k != KindIP4 && k != KindIP6 {
		return k
	}
	switch family(value) {
	case 4:
		return KindIP4
	case 6:
		return KindIP6
	}
	return k
}

func nearest(name string) Kind {
	found := KindInvalid
	for k := KindAll; k <= KindExp; k++ {
		n := kindNames[k]
		allowed := 0
		switch {
		case len(n) >= 6 && len(name) >= 5:
			allowed = 2
		case len(n) == 3 && len(name) >= 2 && isLetter(name[0]) && name[0] == n[0]:
			allowed = 1
		}
		if allowed == 0 || distance(name, n) > allowed {
			continue
		}
		if found != KindInvalid {
			return KindInvalid
		}
		found = k
	}
	return found
}

// family is 4 or 6 if value is an address or network, else 0.
func family(value string) int {
	text, _, _ := strings.Cut(value, "/")
	addr, err := netip.ParseAddr(text)
	switch {
	case err != nil || addr.Zone() != "":
		return 0
	case addr.Is4():
		return 4
	}
	return 6
}

// speller mends one word.
type speller struct {
	*draft
	w                      *word
	sign, name, sep, value string
	nameSpan               Span
}

// mendWords mends the spelling of every word.
func (d *draft) mendWords() {
	for i := range d.words {
		w := &d.words[i]
		if !isPrintable(w.text) {
			continue
		}
		s := speller{draft: d, w: w}
		s.split()
		s.mend()
	}
}

func (s *speller) split() {
	body := strings.TrimLeft(s.w.text, "+-?~")
	s.sign = s.w.text[:len(s.w.text)-len(body)]
	end := strings.IndexAny(body, ":=/")
	if end < 0 {
		end = len(body)
	}
	s.name, s.value = body[:end], body[end:]
	if s.value != "" && s.value[0] != '/' {
		s.sep, s.value = s.value[:1], s.value[1:]
	}
	start := s.w.span.Start + len(s.sign)
	s.nameSpan = Span{start, min(start+len(s.name), s.w.span.End)}
}

func (s *speller) mend() {
	if equalName(s.w.text, version) {
		s.say(LintVersionTwice, Error, s.w.span, true)
		s.w.gone = true
		return
	}
	s.mendSign()
	s.mendName()
	kind := kindOf(s.name, KindAll, KindExp)
	if kind == KindInvalid {
		return
	}
	if lowerName := lowerASCII(s.name); lowerName != s.name {
		s.say(LintUpper, Info, s.nameSpan, true, Arg{"name", s.name})
		s.name = lowerName
	}
	s.mendSeparator(kind)
	s.mendValue(kind)
	s.w.text = s.sign + s.name + s.sep + s.value
}

func (s *speller) mendSign() {
	if len(s.sign) < 2 {
		return
	}
	same := strings.Trim(s.sign, s.sign[:1]) == ""
	s.say(LintSignTwice, Error, Span{s.w.span.Start, s.w.span.Start + len(s.sign)}, same, Arg{"text", s.sign})
	if same {
		s.sign = s.sign[:1]
	}
}

// mendName finds out what a name means that is none.
func (s *speller) mendName() {
	if kindOf(s.name, KindAll, KindExp) != KindInvalid {
		return
	}
	body := s.name + s.sep + s.value
	if f := family(body); f != 0 {
		s.say(LintNoName, Error, s.nameSpan, true, Arg{"text", body}, Arg{"name", mechanismOf(f).String()})
		s.name, s.sep, s.value = mechanismOf(f).String(), ":", body
		s.w.value = Span{s.nameSpan.Start, s.w.span.End}
		return
	}
	k := correctName(s.name, s.value)
	if k == KindInvalid || k == KindAll && s.sep != "" {
		return // the grammar speaks of it later
	}
	s.say(LintMisspelt, Error, s.nameSpan, true, Arg{"text", s.name}, Arg{"name", k.String()})
	s.name = k.String()
}

func mechanismOf(family int) Kind {
	if family == 4 {
		return KindIP4
	}
	return KindIP6
}

// mendSeparator: mechanisms have a colon, modifiers an equals sign.
func (s *speller) mendSeparator(kind Kind) {
	want := ":"
	if kind.IsModifier() {
		want = "="
	}
	if s.sep == "" || s.sep == want || kind == KindAll {
		return
	}
	s.say(LintWrongSeparator, Error, s.w.separator, true, Arg{"name", s.name}, Arg{"text", s.sep}, Arg{"want", want})
	s.sep = want
}
