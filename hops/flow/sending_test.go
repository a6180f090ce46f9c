package flow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// sendingOf classifies a message: mode, "!" if believed, and the codes.
func sendingOf(data []byte, own ...string) string {
	s := header.Parse(data)
	f := exchange.Parse(&s)
	r := flow.SendingOf(hops.Build(&s, hops.Options{}), &f, own)
	mark := " "
	if r.Believed {
		mark = "! "
	}
	return strings.TrimSpace(string(r.Mode) + mark + strings.Join(r.Because, " "))
}

const (
	tenant   = "6f0c1a5e-0000-4000-8000-000000000001"
	relayIP  = "203.0.113.25"
	incoming = "X-MS-Exchange-Organization-MessageDirectionality: Incoming"
	ours     = "X-MS-Exchange-Organization-MessageDirectionality: Originating"
	nobody   = "X-MS-Exchange-Organization-AuthAs: Anonymous"
	internal = "X-MS-Exchange-Organization-AuthAs: Internal"
	onPrem   = "X-MS-Exchange-CrossTenant-FromEntityHeader: HybridOnPrem"
	outside  = "X-MS-Exchange-CrossTenant-FromEntityHeader: Internet"
	record   = "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=" + tenant + ";Ip=[203.0.113.25];Helo=[relay.contoso.example]"
	proxied  = "X-ClientProxiedBy: AM9PR04CA0033.eurprd04.prod.outlook.com\r\n (2603:10a6:10:28c::29) To AM6PR04MB5678.eurprd04.prod.outlook.com"
	ownPrem  = "X-ClientProxiedBy: EX01.ad.contoso.example (192.168.1.5) To\r\n EX02.ad.contoso.example (192.168.1.6)"
	results  = "Authentication-Results: spf=none (sender IP is 203.0.113.25)\r\n smtp.mailfrom=contoso.example; dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none\r\n header.from=contoso.example;compauth=fail reason="
)

// entered is the lines of a message that came in at a border, read in a mailbox
// of the first tenant; submittedAt the same of a submission inside.
func entered() []string {
	return gen.Join([]string{gen.DeliveryLine(gen.First, 5)}, gen.Traversal(gen.First, "relay.contoso.example", relayIP, 1))
}

func submittedAt() []string {
	return []string{gen.DeliveryLine(gen.First, 5), gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)}
}

// toGmail puts Gmail's lines for a connection from Microsoft 365 on top.
func toGmail(lines []string) []string { return gen.Join(atGmail(), lines) }

func atGmail() []string { return append(gen.GmailTop(10), gen.GmailLine(9)) }

// written is From, To and what else the sender writes.
func written(from, to string, more ...string) []string {
	return append([]string{"From: " + from, "To: " + to, "Subject: Scan"}, more...)
}

func TestSending(t *testing.T) {
	scan := written("scanner@contoso.example", "alice@gmail.example")
	inside := written("scanner@contoso.example", "alice@contoso.example")
	stranger := written("omar@northwind.example", "alice@contoso.example")
	border := entered()
	traversal := border[1:]
	mapi := submittedAt()
	service := gen.PostfixLine("sign.service.example", "AM0-obe.outbound.protection.outlook.com", "unknown", gen.Outbound, 3)
	again := gen.Traversal(gen.Second, "sign.service.example", "198.51.100.50", 4)
	node := gen.First.Border + ".mail.protection.outlook.com"
	tests := []struct {
		name   string
		fields [][]string
		want   string
	}{
		{"connector, own mailbox", [][]string{border, inside, {ours, nobody, onPrem, record}},
			"connector-relay! border-line attribution-record hybrid-entity originating-anonymous"},
		{"connector before there was a record", [][]string{border, inside, {ours, nobody}}, "connector-relay! border-line originating-anonymous"},
		{"connector, record of another address", [][]string{border, inside, {ours, nobody, strings.Replace(record, relayIP, "198.51.100.50", 1)}},
			"connector-relay! border-line originating-anonymous"},
		{"connector with TreatMessagesAsInternal", [][]string{border, inside, {ours, internal, "X-MS-Exchange-CrossTenant-AuthSource: TreatMessagesAsInternal-" + node}},
			"connector-relay! border-line treated-as-internal"},
		{"connector, to Gmail", [][]string{toGmail(traversal), scan, {onPrem, record}}, "connector-relay border-line attribution-record hybrid-entity"},
		{"connector, then another tenant", [][]string{gen.Traversal(gen.Second, "x", gen.Outbound, 5), traversal, scan, {incoming, nobody, outside, record,
			"X-Forefront-Antispam-Report-Untrusted: CIP:203.0.113.25;CTRY:;DIR:OUT;SFP:1501;"}}, "connector-relay border-line attribution-record report-out"},
		{"report of another address", [][]string{gen.Traversal(gen.Second, "x", gen.Outbound, 5), traversal, scan, {record,
			"X-Forefront-Antispam-Report-Untrusted: CIP:192.0.2.9;DIR:OUT", "X-Forefront-Antispam-Report: CIP:203.0.113.25;DIR:INB"}}, "connector-relay border-line attribution-record"},
		{"record repeated with another value", [][]string{border, inside, {ours, nobody, record, strings.Replace(record, relayIP, "192.0.2.9", 1)}},
			"connector-relay! border-line originating-anonymous"},
		{"incoming goes before a record", [][]string{border, stranger, {incoming, nobody, record, onPrem}}, "internet! border-line incoming-anonymous"},

		{"hybrid", [][]string{border, inside, {ours, internal, onPrem, "X-MS-Exchange-Organization-AuthMechanism: 10", "X-CrossPremisesHeadersPromoted: " + node}},
			"hybrid! border-line hybrid-entity mechanism-external headers-promoted"},
		{"hybrid, anonymous there", [][]string{border, inside, {ours, nobody, "X-CrossPremisesHeadersPromoted: " + node}},
			"hybrid! border-line originating-anonymous headers-promoted"},
		{"promoted by another node", [][]string{border, inside, {ours, nobody, "X-CrossPremisesHeadersPromoted: DB3PEPF0000A1B2.mail.protection.outlook.com"}},
			"connector-relay! border-line originating-anonymous"},
		{"CrossPremises fields left in clear on the way out", [][]string{toGmail(traversal), scan, {onPrem, "X-MS-Exchange-CrossPremises-AuthAs: Internal", "X-MS-Exchange-CrossPremises-AuthMechanism: 10"}},
			"connector-relay border-line hybrid-entity"},

		{"mailbox", [][]string{mapi, inside, {ours, internal, "X-MS-Exchange-Organization-AuthMechanism: 04"}}, "mailbox! mapi-line mechanism-mailbox"},
		{"mailbox, to Gmail", [][]string{toGmail(mapi[1:]), scan}, "mailbox! mapi-line"},
		{"login", [][]string{mapi, inside, {ours, internal, "X-MS-Exchange-Organization-AuthMechanism: 06", proxied}}, "client-submission! mapi-line mechanism-login"},
		{"login, to Gmail", [][]string{toGmail(mapi[1:]), scan, {proxied}}, "client-submission mapi-line client-proxied"},
		{"mailbox that was proxied inside", [][]string{mapi, inside, {ours, internal, "X-MS-Exchange-Organization-AuthMechanism: 04", proxied}}, "mailbox! mapi-line mechanism-mailbox"},
		{"login, claimed", [][]string{toGmail(mapi[1:]), scan, {"X-MS-Exchange-Organization-AuthMechanism: 06"}}, "client-submission mapi-line mechanism-login"},
		{"login, said twice", [][]string{mapi, inside, {ours, internal, "X-MS-Exchange-Organization-AuthMechanism: 06", "X-MS-Exchange-Organization-AuthMechanism: 06"}}, "client-submission mapi-line mechanism-login"},
		{"login in China, short name", [][]string{toGmail(mapi[1:]), scan, {"X-ClientProxiedBy: SH2PR01CA001.CHNPR01.prod.partner.outlook.cn (10.41.247.11)"}}, "client-submission mapi-line client-proxied"},
		{"client line below", [][]string{toGmail(mapi[1:]), scan, {gen.ProxyLineFrom(gen.First, "scanner3f", "192.0.2.57", 0)}}, "client-submission client-line"},
		{"proxied on premises only", [][]string{toGmail(mapi[1:]), scan, {ownPrem}}, "mailbox! mapi-line"},
		{"proxied twice", [][]string{toGmail(mapi[1:]), scan, {ownPrem, proxied}}, "client-submission mapi-line client-proxied"},
		{"proxied on premises, below a border", [][]string{border, inside, {ours, nobody, proxied}}, "connector-relay! border-line originating-anonymous"},
		{"mapi on premises, below a border", [][]string{border, {"Received: from EX01.ad.contoso.example (192.168.1.5) by\r\n EX02.ad.contoso.example (192.168.1.6) with mapi id 15.2.2562.17; Wed, 14 Oct 2026 08:15:00 +0000"}, inside, {ours, nobody, record}},
			"connector-relay! border-line attribution-record originating-anonymous"},

		{"internet", [][]string{border, stranger, {incoming, nobody}}, "internet! border-line incoming-anonymous"},
		{"internet, tenant of the fields unsaid", [][]string{border, stranger, {outside}}, "internet! border-line internet-entity"},
		{"internet, forwarded by a mailbox", [][]string{gen.Traversal(gen.Second, "x", gen.Outbound, 5), traversal, stranger, {incoming, outside}}, "internet border-line no-attribution-record"},
		{"internet, direction twice", [][]string{border, stranger, {incoming, incoming}}, "internet border-line incoming-anonymous"},
		{"direction both ways", [][]string{border, stranger, {incoming, ours}}, "unknown border-line no-fields"},
		{"own domain at Outlook.com", [][]string{border, written("a@outlook.example", "b@outlook.example"), {incoming, nobody, "X-MS-Exchange-CrossTenant-Id: 84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa"}},
			"internet! border-line incoming-anonymous"},

		{"loop through a service, mailbox", [][]string{atGmail(), again, {service}, mapi[1:], scan, {onPrem, "X-MS-Exchange-CrossTenant-AuthAs: Anonymous",
			strings.Replace(record, relayIP, "198.51.100.50", 1)}}, "mailbox mapi-line later-entry"},
		{"loop through a service, relay", [][]string{atGmail(), again, {service}, traversal, scan, {onPrem, strings.Replace(record, relayIP, "198.51.100.50", 1),
			"X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 40.107.22.70)\r\n smtp.mailfrom=contoso.example", "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 203.0.113.25)\r\n smtp.mailfrom=contoso.example"}},
			"connector-relay border-line relayed-results later-entry"},
		{"loop through a service, results of another address", [][]string{atGmail(), again, {service}, traversal, scan, {onPrem, strings.Replace(record, relayIP, "198.51.100.50", 1),
			"X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 40.107.22.70)\r\n smtp.mailfrom=contoso.example"}},
			"internet border-line no-attribution-record later-entry"},
		{"copied passage directly below an entry", [][]string{border, mapi[1:], stranger, {incoming, nobody, proxied}}, "internet! unlinked-lines border-line incoming-anonymous"},
		{"copied passage below Gmail", [][]string{{"Received: from x (x.example. [192.0.2.66]) by mx.google.com with ESMTPS id a1.2\r\n for <alice@gmail.example>; Wed, 14 Oct 2026 01:15:09 -0700 (PDT)"}, traversal, scan, {record}},
			"unknown unlinked-lines"},

		{"nothing of Microsoft 365", [][]string{{gen.PostfixLine("mx.contoso.example", "x", "unknown", "192.0.2.7", 1)}, scan}, ""},
		{"on premises Exchange only", [][]string{{"Received: from EX01.ad.contoso.example (192.168.1.5) by\r\n EX02.ad.contoso.example (192.168.1.6) with mapi id 15.2.2562.17; Wed, 14 Oct 2026 08:15:00 +0000"}, scan}, ""},
		{"old Hotmail only", [][]string{{"Received: from x.example ([192.0.2.7]) by bay0-omc9-s99.bay0.hotmail.com with Microsoft SMTPSVC(6.0.3790.2668); Wed, 14 Oct 2026 08:15:00 +0000"}, scan}, ""},
		{"no line at all", [][]string{scan}, ""},
		{"first server named, its line removed", [][]string{toGmail(traversal), scan, {onPrem, record, gen.Diagnostic("VI1PR04MB9999", gen.First.Hub)}}, "unknown first-line-missing"},
		{"a name below a believed entry is the sender's", [][]string{border, stranger, {incoming, gen.Diagnostic("VI1PR04MB9999", gen.First.Hub)}}, "internet! border-line incoming-anonymous"},
		{"servers named only", [][]string{scan, {gen.Diagnostic("VI1PR04MB9999")}}, "unknown first-line-missing"},
		{"all servers wrote lines", [][]string{toGmail(traversal), scan, {onPrem, record, gen.Diagnostic(gen.First.Hub, gen.First.Hub)}}, "connector-relay border-line attribution-record hybrid-entity"},
		{"all lines removed", [][]string{atGmail(), scan}, "unknown first-line-missing"},
		{"first passage removed", [][]string{{gen.DeliveryLine(gen.First, 5)}, gen.Traversal(gen.First, "x", gen.Outbound, 1), scan, {incoming, proxied}}, "unknown first-line-missing"},
		{"oldest line is a hub's", [][]string{{gen.DeliveryLine(gen.First, 5), gen.HubLine(gen.First, 2)}, scan}, "unknown traversal-cut"},
		{"no field says", [][]string{toGmail(traversal), scan}, "unknown border-line no-fields"},
		{"Azure Communication Services", [][]string{{"Received: from substrate.office.com (2603:10b6:8:1fd::10) by\r\n DB9PR04MB1234.eurprd04.prod.outlook.com with HTTP via\r\n AM9PR04CA0033.EURPRD04.PROD.OUTLOOK.COM; Wed, 14 Oct 2026 08:15:00 +0000"}, scan}, "unknown traversal-cut"},
	}
	for _, test := range tests {
		if got := sendingOf(gen.Section(gen.Join(test.fields...)...)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestDirectSend: the sender's domain is one of the recipient's own.
func TestDirectSend(t *testing.T) {
	lines := entered()
	checked := func(reason string) []string {
		return gen.Join(lines[:3], []string{results + reason}, lines[3:])
	}
	sealed := gen.Join([]string{"ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=none (sender ip is\r\n 203.0.113.25) smtp.rcpttodomain=fabrikam.example smtp.mailfrom=contoso.example"}, lines)
	before2021 := gen.Join(lines[:3], []string{strings.Replace(results+"000", "contoso.example; dkim", "contoso.example; fabrikam.example; dkim", 1)}, lines[3:])
	inside := written("scanner@contoso.example", "alice@contoso.example", incoming, nobody)
	tests := []struct {
		name   string
		fields [][]string
		own    []string
		want   string
	}{
		{"EOP failed it for another reason", [][]string{checked("602"), written("omar@northwind.example", "alice@contoso.example", incoming)}, nil, "internet! border-line incoming-anonymous"},
		{"EOP compared", [][]string{checked("601"), inside}, nil, "direct-send! border-line incoming-anonymous own-domain-checked"},
		{"EOP compared, DMARC fails", [][]string{checked("010"), inside}, nil, "direct-send! border-line incoming-anonymous own-domain-checked"},
		{"recipient in the same domain", [][]string{lines, inside}, nil, "direct-send border-line incoming-anonymous own-domain"},
		{"reason of strangers", [][]string{checked("001"), inside}, nil, "direct-send border-line incoming-anonymous own-domain"},
		{"only a sender's own results say so", [][]string{lines, {results + "601"}, written("omar@northwind.example", "alice@contoso.example", incoming)}, nil, "internet! border-line incoming-anonymous"},
		{"declared", [][]string{lines, written("scanner@contoso.example", "undisclosed-recipients:;", incoming)}, []string{"fabrikam.example", "Contoso.example"}, "direct-send! border-line incoming-anonymous own-domain-declared"},
		{"by a pattern", [][]string{lines, written("a@scan.contoso.example", "alice@contoso.example", incoming)}, []string{"*.contoso.example"}, "direct-send! border-line incoming-anonymous own-domain-declared"},
		{"declared others", [][]string{checked("601"), inside}, []string{"fabrikam.example"}, "internet! border-line incoming-anonymous"},
		{"not declared", [][]string{lines, written("omar@northwind.example", "alice@contoso.example", incoming)}, []string{"contoso.example"}, "internet! border-line incoming-anonymous"},
		{"a subdomain is another domain", [][]string{lines, written("a@scan.contoso.example", "alice@contoso.example", incoming)}, []string{"contoso.example"}, "internet! border-line incoming-anonymous"},
		{"by MAIL FROM", [][]string{lines, written("omar@northwind.example", "alice@contoso.example", incoming, "Return-Path: scan@contoso.example")}, []string{"contoso.example"}, "direct-send! border-line incoming-anonymous own-domain-declared"},
		{"MAIL FROM and To alone", [][]string{lines, written("omar@northwind.example", "alice@contoso.example", incoming, "Return-Path: scan@contoso.example")}, nil, "internet! border-line incoming-anonymous"},
		{"EOP's word on MAIL FROM goes first", [][]string{checked("001"), written("omar@northwind.example", "alice@fabrikam.example", incoming, "Return-Path: x@fabrikam.example")}, []string{"fabrikam.example"}, "internet! border-line incoming-anonymous"},
		{"recipient EOP sealed is another", [][]string{sealed, inside}, nil, "internet! border-line incoming-anonymous"},
		{"recipient EOP noted is another", [][]string{before2021, inside}, nil, "internet! border-line incoming-anonymous"},
		{"MAIL FROM of a forwarder, To of the author", [][]string{checked("001"), {"From: omar@northwind.example", "To: ines@contoso.example"}, {incoming}}, nil, "internet! border-line incoming-anonymous"},
		{"delivered elsewhere before", [][]string{lines, inside, {"Delivered-To: alice@contoso.example"}}, nil, "internet! border-line incoming-anonymous"},
		{"through a list", [][]string{lines, inside, {"List-Id: <fans.contoso.example>"}}, nil, "internet! border-line incoming-anonymous"},
		{"forwarded to Gmail", [][]string{toGmail(lines[1:]), {"Return-Path: <alice+SRS=a=b=northwind.example=omar@contoso.example>"}, written("omar@northwind.example", "alice@contoso.example", outside)}, nil, "internet border-line internet-entity"},
		{"connector matched", [][]string{lines, written("scanner@contoso.example", "alice@contoso.example", ours, nobody)}, nil, "connector-relay! border-line originating-anonymous"},
		{"no From", [][]string{lines, {incoming, "To: alice@contoso.example"}}, nil, "internet! border-line incoming-anonymous"},
	}
	for _, test := range tests {
		if got := sendingOf(gen.Section(gen.Join(test.fields...)...), test.own...); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// sendingSamples are the modes of the made-up messages; "" is none.
var sendingSamples = map[string]string{
	"archive-loop": "connector-relay", "autoforward-to-gmail": "internet", "client-submission-gmail": "client-submission",
	"direct-send": "direct-send!", "filter-in-front": "internet!", "gmail-forward-to-mailbox": "internet!",
	// A stranger who writes the organization's domain is no other than a device without a connector.
	"forged-attribution": "direct-send",
	"forged-border":      "unknown", "helo-injection": "unknown", "lines-removed": "unknown", "no-received": "",
	"hybrid-mailbox": "hybrid!", "ipv6-relay-mailbox": "connector-relay!", "list-copy": "connector-relay", "private-loop": "connector-relay",
	"relay-behind-nat": "connector-relay!", "relay-exchange-gmail": "connector-relay", "relay-iis-gmail": "connector-relay",
	"relay-postfix-gmail": "connector-relay", "relay-postfix-mailbox": "connector-relay!", "sovereign-china-mailbox": "mailbox",
	"sealed-relay": "unknown", "sovereign-us-gmail": "connector-relay",
}

func TestSendingSamples(t *testing.T) {
	checkModes(t, "../../testdata", sendingSamples, 20)
}

// TestSendingReferenceTraces: the traces of the reference, by their route.
func TestSendingReferenceTraces(t *testing.T) {
	checkModes(t, testcorpus.Path(t, "reference", "sample-traces"), map[string]string{
		"r1-device-iis-eop-exo-gmail": "connector-relay", "r1b-device-postfix-eop-exo-gmail": "connector-relay",
		"r1c-device-exchange-eop-exo-gmail": "connector-relay", "r2-device-postfix-eop-exo-mailbox": "connector-relay!",
		"r3-device-direct-send": "direct-send!", "r4-client-submission-exo-gmail": "client-submission",
		"r5-thirdparty-filter-eop-mailbox": "internet!", "r6-exo-autoforward-gmail": "internet", "r7-gmail-autoforward-exo": "internet!",
		"r8-hybrid-onprem-exchange-eop": "hybrid!", "r9-archive-loop": "connector-relay",
	}, 11)
}

func checkModes(t *testing.T, folder string, want map[string]string, atLeast int) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.eml"))
	if err != nil || len(paths) < atLeast {
		t.Fatalf("%d messages, %v", len(paths), err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".eml")
		mode, listed := want[name]
		if got, _, _ := strings.Cut(sendingOf(data), " "); !listed || got != mode {
			t.Errorf("%s is %q, want %q", name, got, mode)
		}
	}
}

// TestSendingEvidence: every code but those of an absence has its field.
func TestSendingEvidence(t *testing.T) {
	s := header.Parse(gen.Section(gen.Join(entered(), written("a@contoso.example", "b@contoso.example"), []string{ours, nobody, onPrem, record})...))
	f := exchange.Parse(&s)
	r := flow.SendingOf(hops.Build(&s, hops.Options{}), &f, nil)
	want := []string{"Received", "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp",
		"X-MS-Exchange-CrossTenant-FromEntityHeader", "X-MS-Exchange-Organization-MessageDirectionality"}
	if len(r.Evidence) != len(want) {
		t.Fatalf("%d pieces of evidence for %v", len(r.Evidence), r.Because)
	}
	for i, e := range r.Evidence {
		if got := s.Fields[e.Field].Name; got != want[i] || !e.Basis.Believed() || e.Span.IsZero() {
			t.Errorf("evidence %d is %s, %v, %v; want %s, believed", i, got, e.Basis, e.Span, want[i])
		}
	}
}

// TestSendingBasis: a field is evidence of the receiver only where EOP strips
// or overwrites it in a mailbox of its own (P8).
func TestSendingBasis(t *testing.T) {
	promoted := "X-CrossPremisesHeadersPromoted: " + gen.First.Border + ".mail.protection.outlook.com"
	fields := written("scanner@contoso.example", "alice@contoso.example", ours, internal, onPrem, "X-MS-Exchange-Organization-AuthMechanism: 10", promoted)
	for want, lines := range map[string][]string{
		"border-line=receiver hybrid-entity=receiver mechanism-external=receiver headers-promoted=claimed": entered(),
		"border-line=operator hybrid-entity=claimed mechanism-external=claimed headers-promoted=claimed":   toGmail(entered()[1:]),
	} {
		s := header.Parse(gen.Section(gen.Join(lines, fields)...))
		f := exchange.Parse(&s)
		r := flow.SendingOf(hops.Build(&s, hops.Options{}), &f, nil)
		var got []string
		for i, e := range r.Evidence {
			got = append(got, r.Because[i]+"="+e.Basis.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\nwant %s", strings.Join(got, " "), want)
		}
	}
}
