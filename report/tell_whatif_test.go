package report

import (
	"strings"
	"testing"
)

// TestWhatIfIsTold in every form.
func TestWhatIfIsTold(t *testing.T) {
	d := &Document{WhatIf: []WhatIf{{
		Question: IfRejectDirectSend, Outcome: WouldRefuse, Reason: "direct-send-refused", Reply: "550 5.7.68 no",
		Args: Pairs{{Name: "domain", Value: "contoso.example"}, {Name: "ip", Value: "198.51.100.77"}},
	}, {Question: IfConnector, Outcome: CannotBeTold, Reason: "no-passage"}, {Question: IfConnector, Outcome: WouldAccept, Reason: "from-mailbox"}}}
	d.Localize("en")
	if d.WhatIf[1].Text != "No line shows that Microsoft 365 handled it." {
		t.Errorf("the sentence is %q", d.WhatIf[1].Text)
	}
	for name, text := range map[string]string{
		"text": string(AppendText(nil, d, TextOptions{})), "Markdown": string(AppendMarkdown(nil, d, "en")), "HTML": string(AppendHTML(nil, "en", Overall{}, d)),
	} {
		text = strings.Join(strings.Fields(text), " ")
		for _, want := range []string{"if direct send were rejected", "would be refused", "198.51.100.77", "550 5.7.68 no", "cannot be told", "would be accepted"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q: %s", name, want, text)
			}
		}
	}
}
