package live

import (
	"bytes"
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/signgen"
	"github.com/hopproof/hopproof/internal/testdns"
	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/resolve"
)

const attachment = "See the attachment.\r\n"

const relay = "203.0.113.25"

var (
	microsoft = signgen.Ed25519("microsoft.com", "arcselector10001")
	contoso   = signgen.Ed25519("contoso.example", "selector1")
)

const zone = `
contoso.example.            TXT "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all"
spf.protection.outlook.com. TXT "v=spf1 ip4:40.107.0.0/16 -all"
_dmarc.contoso.example.     TXT "v=DMARC1; p=reject"
`

// scan is a message of the relay that reached its receiver over a gateway of
// which nothing is known, so that no line below the receiver's is believed.
// Exchange Online sealed it, and signed it for the organization.
func scan(body string) *signgen.Letter {
	l := &signgen.Letter{
		Fields: gen.Join(gen.Traversal(gen.First, "relay.contoso.example", relay, 1),
			[]string{gen.PostfixLine("relay.contoso.example", "scanner-3f", "unknown", "192.168.10.7", 0)}, []string{gen.Diagnostic(gen.First.Border, gen.First.Hub)}, gen.Message()),
		Body: body,
	}
	signed := "From:Date:Subject:Message-ID"
	l.DKIM(contoso, "relaxed/relaxed", signed)
	l.Seal(1, microsoft, microsoft, "none", "relaxed/relaxed", signed,
		"mx.microsoft.com 1; spf=pass (sender ip is "+relay+")\r\n smtp.rcpttodomain=gmail.example smtp.mailfrom=contoso.example;\r\n dmarc=pass action=none header.from=contoso.example; dkim=none; arc=none")
	l.Add(gen.PostfixLine("gateway.example.net", "mail.outbound.protection.outlook.com", "mail.outbound.protection.outlook.com", "40.107.22.70", 8))
	l.Add(gen.PostfixLine("mx.fabrikam.example", "gateway.example.net", "gateway.example.net", "198.51.100.9", 9))
	l.Add("Return-Path: <scanner@contoso.example>")
	return l
}

func keys() string {
	text := ""
	for _, s := range []*signgen.Signer{microsoft, contoso} {
		text += s.Name() + `. TXT "` + s.Record() + "\"\n"
	}
	return text
}

// analyze checks a text against a DNS server on loopback.
func analyze(t *testing.T, text, zone string) report.Document {
	t.Helper()
	transports, err := resolve.Parse(testdns.Parse(t, zone).Serve(t))
	if err != nil {
		t.Fatal(err)
	}
	r, ok := route.Builtin(route.Office365Relay, route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix(relay + "/32")}, Domains: []string{"contoso.example"},
	})
	if !ok {
		t.Fatal("no such route")
	}
	d, err := Analyze(context.Background(), []byte(text), report.Options{Route: &r}, Options{
		Resolver: resolve.New(resolve.Config{Transports: transports}), Name: "the test", Now: gen.Start.Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func outcome(d *report.Document, leg string) report.Outcome {
	for _, l := range d.Route.Legs {
		if l.Leg == leg {
			return l.Outcome
		}
	}
	return ""
}

// TestSealedEntry: signatures prove the entry where the lines above it cannot be
// believed, with the body and, from pasted headers, without. They prove nothing
// of the way after it.
func TestSealedEntry(t *testing.T) {
	whole := scan(attachment).Text()
	pasted, _, _ := strings.Cut(whole, "\r\n\r\n")
	for name, text := range map[string]string{"with its body": whole, "headers alone": pasted + "\r\n"} {
		d := analyze(t, text, zone+keys())
		if s := d.Live.Sealed; s == nil || s.Outcome != report.Held || s.IP != relay || s.Domain != "contoso.example" {
			t.Fatalf("%s: %+v", name, s)
		}
		said := d.Live.Sealed.Text
		if !strings.Contains(said, relay) || strings.Contains(said, "this very message") != (text == whole) || strings.Contains(said, "body was not supplied") == (text == whole) {
			t.Errorf("%s: %s", name, said)
		}
		for leg, want := range map[string]report.Outcome{"relay": report.Held, "eop": report.Held, "exchange-online": report.Unknown} {
			if got := outcome(&d, leg); got != want {
				t.Errorf("%s: %s is %s, want %s", name, leg, got, want)
			}
		}
		if e := d.Entries[0]; e.Basis != report.BasisSealed {
			t.Errorf("%s: the entry is %s", name, e.Basis)
		}
	}
}

// TestSealedNot: without the key, over another message, or with another address,
// the same lines stay claims.
func TestSealedNot(t *testing.T) {
	other := scan(attachment)
	other.Replace("Subject", "Scan", "Pay me")
	for name, c := range map[string]struct{ text, zone string }{
		"no keys":         {scan(attachment).Text(), zone},
		"another message": {other.Text(), zone + keys()},
		"another entry":   {strings.ReplaceAll(scan(attachment).Text(), "relay.contoso.example ("+relay+")", "relay.contoso.example (198.51.100.77)"), zone + keys()},
	} {
		d := analyze(t, c.text, c.zone)
		if got := outcome(&d, "relay"); got != report.Unknown {
			t.Errorf("%s: the relay is %s", name, got)
		}
		if d.Entries[0].Basis != report.BasisClaimed {
			t.Errorf("%s: the entry is %s", name, d.Entries[0].Basis)
		}
	}
}

// TestLiveResults: each check says what it was about.
func TestLiveResults(t *testing.T) {
	l := analyze(t, scan(attachment).Text(), zone+keys()).Live
	if l.SPF == nil || l.SPF.Result != "pass" || l.SPF.IP != relay || l.SPF.Hop != 2 || l.SPF.Term != "ip4:"+relay {
		t.Errorf("SPF at the entry: %+v", l.SPF)
	}
	if l.ReceiverSPF == nil || l.ReceiverSPF.Result != "fail" || l.ReceiverSPF.IP != "198.51.100.9" {
		t.Errorf("SPF at the receiver: %+v", l.ReceiverSPF)
	}
	if len(l.DKIM) != 1 || l.DKIM[0].Result != "pass" || l.DKIM[0].Domain != "contoso.example" {
		t.Errorf("DKIM: %+v", l.DKIM)
	}
	if l.ARC == nil || l.ARC.Result != "pass" || len(l.ARC.Sets) != 1 || l.ARC.Sets[0].Domain != "microsoft.com" {
		t.Errorf("ARC: %+v", l.ARC)
	}
	if l.DMARC == nil || l.DMARC.Result != "pass" || l.DMARC.Policy != "reject" {
		t.Errorf("DMARC: %+v", l.DMARC)
	}
	if l.Questions == 0 || l.Resolver != "the test" {
		t.Errorf("%d questions to %q", l.Questions, l.Resolver)
	}
}

// TestNoClock: where the time is not known, no signature is of the future.
func TestNoClock(t *testing.T) {
	l := &signgen.Letter{Fields: gen.Message(), Body: attachment}
	l.Add(l.Signed(contoso, "DKIM-Signature", "v=1; t=1793000000; x=1793000001", "relaxed/relaxed", "From:Date"))
	transports, err := resolve.Parse(testdns.Parse(t, zone+keys()).Serve(t))
	if err != nil {
		t.Fatal(err)
	}
	client := resolve.New(resolve.Config{Transports: transports})
	for now, want := range map[time.Time]string{{}: "pass", time.Unix(1793000000, 0): "pass", time.Unix(1792990000, 0): "fail", time.Unix(1793000002, 0): "fail"} {
		d, err := Analyze(context.Background(), []byte(l.Text()), report.Options{}, Options{Resolver: client, Now: now})
		if err != nil || d.Live.DKIM[0].Result != want {
			t.Errorf("at %v: %+v (%v), want %s", now, d.Live.DKIM, err, want)
		}
	}
}

// TestOff: without a resolver the document is that of package report, to the
// byte.
func TestOff(t *testing.T) {
	text := []byte(scan(attachment).Text())
	want, err := report.Analyze(context.Background(), text, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Analyze(context.Background(), text, report.Options{}, Options{})
	if err != nil || got.Live != nil || !bytes.Equal(got.AppendJSON(nil, ""), want.AppendJSON(nil, "")) {
		t.Errorf("the documents differ (%v)", err)
	}
}

// TestDeadResolver: no answer is a temperror, and the offline part stands.
func TestDeadResolver(t *testing.T) {
	transports, err := resolve.Parse("127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	client := resolve.New(resolve.Config{Transports: transports})
	d, err := Analyze(context.Background(), []byte(scan(attachment).Text()), report.Options{}, Options{Resolver: client, Now: gen.Start})
	if err != nil || len(d.Hops) == 0 || d.Live.SPF.Result != "temperror" || d.Live.DKIM[0].Result != "temperror" {
		t.Errorf("%v, %+v", err, d.Live)
	}
	for _, lang := range []string{"en", "fr"} {
		Localize(&d, lang)
		if text := string(report.AppendText(nil, &d, report.TextOptions{Lang: lang})); strings.Contains(text, "{") || strings.Contains(text, "auth.") {
			t.Errorf("a sentence is not filled:\n%s", text)
		}
	}
}
