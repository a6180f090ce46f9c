package signature

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestCorpus: the tags of every signature make up its text, and the ARC chains
// of real mail are sound.
func TestCorpus(t *testing.T) {
	problems, chains, failed, unsound := map[string]int{}, 0, 0, 0
	n := 0
	for _, m := range testcorpus.Messages(t) {
		section := header.Parse(m.Data)
		for i := range section.Fields {
			text, at := section.Fields[i].Value()
			if at < 0 {
				continue
			}
			switch strings.ToLower(section.Fields[i].Name) {
			case "dkim-signature", "x-google-dkim-signature":
				checkTags(t, text, at)
				d := ParseDKIM(text, at)
				problems["dkim: "+codes(d.Problems)]++
			case "arc-seal":
				checkTags(t, text, at)
				problems["seal: "+codes(ParseSeal(text, at).Problems)]++
			case "arc-message-signature":
				checkTags(t, text, at)
				problems["message: "+codes(ParseMessageSignature(text, at).Problems)]++
			default:
				continue
			}
			n++
		}
		chain := Sets(section.Fields)
		if len(chain.Sets) == 0 {
			continue
		}
		chains++
		switch found := codes(chain.Problems); {
		case strings.HasPrefix(found, ProblemChainFailed) && len(chain.Problems) == 1:
			failed++ // as a list left it that changed the message
		case found != "":
			unsound++
			t.Logf("%s: %s", m.Name, found)
		}
	}
	t.Logf("%d signatures; %d ARC chains, %d failed before, %d not sound", n, chains, failed, unsound)
	for codes, n := range problems {
		t.Logf("%4d  %s", n, codes)
	}
	if n < 500 || unsound > 1 {
		t.Error("too few signatures, or too many chains that are not sound")
	}
}
