package live

import (
	"testing"

	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
)

// TestSPFOfLaterEntry: SPF at an entry is about the sender of that entry, not of
// an earlier one that the message tells of, nor of a later one.
func TestSPFOfLaterEntry(t *testing.T) {
	results := func(instance, domain string) string {
		return "ARC-Authentication-Results: i=" + instance + "; mx.microsoft.com 1; spf=pass (sender ip is 198.51.100.9) smtp.mailfrom=" + domain
	}
	first := gen.Join([]string{results("1", "contoso.example")}, gen.Traversal(gen.First, "relay.contoso.example", relay, 1))
	forwarded := gen.PostfixLine("gateway.example.net", "mail.outbound.protection.outlook.com", "unknown", gen.Outbound, 4)
	second := gen.Join([]string{"Return-Path: <b@last.example>", results("3", "last.example"), gen.DeliveryLine(gen.Second, 9), results("2", "lists.example")},
		gen.Traversal(gen.Second, "gateway.example.net", "198.51.100.9", 6))
	text := string(gen.Section(gen.Join(second, []string{forwarded}, first, gen.Message())...))
	d := analyze(t, text, `lists.example. TXT "v=spf1 ip4:198.51.100.9 -all"`)
	if s := d.Live.SPF; s == nil || s.Hop != 5 || s.Domain != "lists.example" || s.Result != "pass" {
		t.Errorf("%+v", s)
	}
}

// TestSealedBesideBelieved: a seal does not displace an entry that lines prove:
// SPF and the route stay with that one, and a leg that it breaks stays broken.
func TestSealedBesideBelieved(t *testing.T) {
	l := scan(attachment)
	again := gen.Join([]string{gen.DeliveryLine(gen.Second, 29)}, gen.Traversal(gen.Second, "lists.example", "198.51.100.66", 26))
	l.Fields = gen.Join(again, l.Fields[1:])
	d := analyze(t, l.Text(), zone+keys())
	if s := d.Live.Sealed; s == nil || s.Outcome != report.Held {
		t.Fatalf("sealed: %+v", s)
	}
	if s := d.Live.SPF; s == nil || s.IP != "198.51.100.66" || !s.Believed {
		t.Errorf("at the entry: %+v", s)
	}
	if got := outcome(&d, "relay"); got != report.Broken {
		t.Errorf("the relay is %s", got)
	}
}
