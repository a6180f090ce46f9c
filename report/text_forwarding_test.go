package report

import (
	"strings"
	"testing"
)

func TestTextForwarding(t *testing.T) {
	d := &Document{
		Forwarding: []Forwarding{
			{Kind: AutoForwarded, From: "camille@contoso.example", To: "app@fabrikam.example", Original: "omar@northwind.example", Reason: "microsoft-kept"},
			{Kind: TextForwarded, Reason: "new-message"},
		},
		Filters: []Filter{{Hop: 2, Product: "Mimecast", BeforeEOP: new(true)}, {BeforeEOP: new(false), Field: 7}, {Product: "amavis\x1b"}},
	}
	for lang, want := range map[string][]string{
		"en": {"Forwarding (claimed)", "Forwarded automatically: camille@contoso.example → app@fabrikam.example (envelope sender before: omar@northwind.example)",
			"X-Forwarded-For", "5.7.520", "Not usable as if sent directly", "Mimecast, in front of Microsoft 365 (hop 2)",
			"a service that does not name itself, behind Microsoft 365 (field 7)", `amavis\x1b (field 0)`},
		"fr": {"Transfert (affirmé)", "Transféré automatiquement : camille@contoso.example → app@fabrikam.example (expéditeur d’enveloppe avant : omar@northwind.example)",
			"X-Forwarded-For", "5.7.520", "Inutilisable", "Mimecast, devant Microsoft 365 (saut 2)"},
	} {
		got := string(AppendText(nil, d, TextOptions{Lang: lang, Width: 4000}))
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s: %q is missing in\n%s", lang, text, got)
			}
		}
	}
}

// TestForwardingWords: every kind and reason has a sentence.
func TestForwardingWords(t *testing.T) {
	for _, lang := range Languages() {
		for _, kind := range []ForwardingKind{AutoForwarded, Redirected, Resent, ListForwarded, TextForwarded} {
			mustHave(t, Lookup(lang), "forward."+string(kind))
		}
	}
}

func TestNoForwardingNoSection(t *testing.T) {
	got := string(AppendText(nil, &Document{}, TextOptions{}))
	if strings.Contains(got, "Forwarding") || strings.Contains(got, "Filters") {
		t.Errorf("empty sections: %s", got)
	}
}

// TestIdentityIsMarked: a login that nobody believed recorded is a claim.
func TestIdentityIsMarked(t *testing.T) {
	d := &Document{Identity: &Identity{Login: "a@contoso.example", Outcome: IdentityUnknown, Because: []string{"login-in-line"}}}
	for believed, want := range map[bool]string{false: "\n  ? The login was", true: "\n  ✓ The login was"} {
		d.Identity.Believed = believed
		if got := string(AppendText(nil, d, TextOptions{})); !strings.Contains(got, want) {
			t.Errorf("believed %t:\n%s", believed, got)
		}
	}
}
