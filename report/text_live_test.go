package report

import (
	"strings"
	"testing"
)

func sampleLive() *Document {
	d := sampleHeld()
	d.Live = &Live{
		Resolver: "192.0.2.53", Questions: 9,
		Sealed: &LiveSealed{Outcome: Unknown, Text: "The entry is not sealed.", Missing: []LiveNote{{Code: "x", Text: "The seal of set 1 is not valid."}}},
		SPF:    &LiveSPF{Result: "pass", IP: "203.0.113.25", Helo: "relay.contoso.example", Hop: 2, ReasonText: "ip4 matches."},
		DKIM:   []LiveDKIM{{Field: 4, Result: "header-valid", Domain: "contoso.example", Selector: "s1", ReasonText: "The body was not supplied."}},
		ARC: &LiveARC{Result: "fail", ReasonText: "A seal is broken.", Sets: []LiveARCSet{
			{Instance: 1, Domain: "microsoft.com", Seal: "fail", SealText: "It does not verify.", MessageSignature: "header-valid"}}},
		DMARC:   &LiveDMARC{Result: "pass", Author: "contoso.example", ReasonText: "SPF aligns."},
		Changes: []LiveNote{{Code: "y", Text: "The key was rotated."}},
	}
	return d
}

// TestTextOfLiveChecks: every part is written with its result; a signature
// whose body nobody saw does not bear the sign of a proof.
func TestTextOfLiveChecks(t *testing.T) {
	text := string(AppendText(nil, sampleLive(), TextOptions{Width: 140}))
	for _, want := range []string{
		"Checked again against DNS as it is now (192.0.2.53, 9 questions)\n",
		"  ? The entry is not sealed.\n      ? The seal of set 1 is not valid.\n",
		"  ✓ spf=pass relay.contoso.example [203.0.113.25], hop 2: ip4 matches.\n",
		"  ? dkim=header-valid header.d=contoso.example header.s=s1: The body was not supplied.\n",
		"  ✗ arc=fail: A seal is broken.\n      ✗ i=1 microsoft.com: ARC-Seal=fail: It does not verify.\n",
		"      ? i=1 microsoft.com: ARC-Message-Signature=header-valid\n",
		"  ✓ dmarc=pass header.from=contoso.example: SPF aligns.\n",
		"  ? The key was rotated.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("missing %q in\n%s", want, text)
		}
	}
}
