package authres

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Prose is what the sentence in the comment of a Received-SPF says. Nothing of
// it is filled unless the whole comment is one of the known sentences, word by
// word: the domain in it is the sender's.
type Prose struct {
	Host   string     // who says it, before the colon
	Domain string     // the domain or address whose record was looked up
	IP     netip.Addr // the client
}

// sentences are those of the example in RFC 7208 section 9.1 as libspf2 and
// its followers word them: Microsoft, Google, Cisco. D is the domain, A the
// address. Collected from fields of those receivers.
var sentences = [...]string{
	"domain of D designates A as permitted sender",
	"domain of D does not designate A as permitted sender",
	"domain of D does not designates A as permitted sender",
	"domain of transitioning D discourages use of A as permitted sender",
	"D does not designate permitted sender hosts",
	"A is neither permitted nor denied by domain of D",
	"A is neither permitted nor denied by best guess record for domain of D",
	"best guess record for domain of D designates A as permitted sender",
	"error in processing during lookup of D: DNS Timeout",
}

var blank = ascii.SetOf(func(c byte) bool { return c == ' ' || c == '\t' })

// parseProse reads the sentence of a comment.
func parseProse(comment string) Prose {
	host, said, ok := strings.Cut(comment, ": ")
	if !ok || strings.ContainsAny(host, " \t\"") {
		host, said = "", comment
	}
	for _, sentence := range sentences {
		if p, ok := matchSentence(sentence, said); ok {
			p.Host = host
			return p
		}
	}
	return Prose{}
}

// matchSentence compares word by word.
func matchSentence(sentence, said string) (p Prose, ok bool) {
	for sentence != "" {
		var want, got string
		want, sentence, _ = strings.Cut(sentence, " ")
		said = strings.TrimLeft(said, " \t")
		if i := blank.Index(said); i >= 0 {
			got, said = said[:i], said[i:]
		} else {
			got, said = said, ""
		}
		switch want {
		case "D", "D:":
			p.Domain = strings.TrimSuffix(got, want[1:])
			ok = p.Domain != ""
		case "A":
			p.IP = address(got)
			ok = p.IP.IsValid()
		default:
			ok = got == want
		}
		if !ok {
			return Prose{}, false
		}
	}
	return p, said == ""
}
