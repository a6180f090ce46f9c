package report_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

func TestMicrosoft(t *testing.T) {
	data, err := os.ReadFile("../testdata/relay-postfix-mailbox.eml")
	if err != nil {
		t.Fatal(err)
	}
	d := analyze(t, data, report.Options{})
	m := d.Microsoft
	if m == nil || m.Direction != report.Originating || m.AuthAs != "Anonymous" || m.Entity != report.HybridOnPrem ||
		m.Situation != report.CameByConnector || m.Attribution == nil {
		t.Fatalf("the fields say %+v", m)
	}
	if a := *m.Attribution; a != (report.Attribution{TenantID: m.TenantID, IP: "203.0.113.25", Helo: "relay.contoso.example"}) {
		t.Errorf("the record says %+v", a)
	}
	verdict := slices.IndexFunc(m.Antispam, func(k report.AntispamKey) bool { return k.Key == "SFV" })
	for _, lang := range []string{"fr", "en"} {
		d.Localize(lang)
		want, _, _ := exchange.Meaning("report.SFV", "NSPM", lang)
		if k := m.Antispam[verdict]; k.Value != "NSPM" || k.Meaning != want || want == "" {
			t.Errorf("%s: the verdict is %+v", lang, k)
		}
		if sentence, _, _ := exchange.Meaning("situation", "connector", lang); m.Text != sentence || sentence == "" {
			t.Errorf("%s: the sentence is %q", lang, m.Text)
		}
	}
}

// TestTraceIDs: message trace is asked by the id of the tenant, and that of the
// tenant before by another.
func TestTraceIDs(t *testing.T) {
	d := analyze(t, []byte("X-MS-Exchange-CrossTenant-Network-Message-Id: 0b1c2d3e-0000-4000-8000-000000000002\r\n"+
		"X-MS-Office365-Filtering-Correlation-Id-Prvs: 0b1c2d3e-0000-4000-8000-000000000003\r\nX-OriginatorOrg: contoso.example\r\n\r\n"), report.Options{})
	m := d.Microsoft
	if m == nil || m.NetworkMessageID != "0b1c2d3e-0000-4000-8000-000000000002" || m.PreviousNetworkMessageID != "0b1c2d3e-0000-4000-8000-000000000003" ||
		m.OriginatorOrg != "contoso.example" {
		t.Errorf("%+v", m)
	}
}

// TestMicrosoftIsAbsent: without a field that says something there is no such
// section, and a word that the contract does not know is none.
func TestMicrosoftIsAbsent(t *testing.T) {
	for _, fields := range []string{"Subject: x\r\n", "X-Sender-IP: 192.0.2.1\r\n", "X-MS-Exchange-CrossTenant-FromEntityHeader: Elsewhere\r\n",
		"X-MS-Exchange-CrossTenant-Id: a\r\nX-MS-Exchange-CrossTenant-Id: b\r\n"} {
		d := analyze(t, []byte(fields+"\r\n"), report.Options{})
		if d.Microsoft != nil || strings.Contains(string(report.AppendText(nil, &d, report.TextOptions{})), "Microsoft’s own") {
			t.Errorf("%q: %+v", fields, d.Microsoft)
		}
	}
}

// TestVerifyIsBrief: a verdict shows these fields only if asked for more.
func TestVerifyIsBrief(t *testing.T) {
	data, err := os.ReadFile("../testdata/relay-postfix-mailbox.eml")
	if err != nil {
		t.Fatal(err)
	}
	d := analyze(t, data, report.Options{Route: relayRoute(t)})
	for _, verbose := range []bool{false, true} {
		text := string(report.AppendText(nil, &d, report.TextOptions{Verbose: verbose}))
		if strings.Contains(text, "X-Microsoft-Antispam") != verbose || strings.Contains(text, "ARA:") != verbose {
			t.Errorf("verbose %v:\n%s", verbose, text)
		}
	}
}

// TestCorpusMicrosoft: what the fields say stands in the Document, and another
// language changes sentences only.
func TestCorpusMicrosoft(t *testing.T) {
	pairs, records := 0, 0
	for _, m := range testcorpus.Messages(t) {
		d := analyze(t, m.Data, report.Options{})
		s := header.Parse(m.Data)
		f := exchange.Parse(&s)
		var got report.Microsoft
		if d.Microsoft != nil {
			got = *d.Microsoft
		}
		same := slices.EqualFunc(got.Antispam, f.Antispam, func(k report.AntispamKey, p exchange.Pair) bool {
			return k.Header == p.Header && k.Key == p.Key && k.Value == p.Value
		})
		if _, _, ok := f.Attribution(); !same || ok != (got.Attribution != nil) {
			t.Errorf("%s: pairs or the attribution record are missing", m.Name)
		}
		pairs += len(got.Antispam)
		if got.Attribution != nil {
			records++
		}
	}
	t.Logf("%d pairs and %d attribution records in the documents", pairs, records)
	if pairs < 1000 || records < 40 {
		t.Error("of the corpus there is hardly anything left to compare")
	}
}
