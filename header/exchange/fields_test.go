package exchange

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

const tenant = "6f0c1a5e-0000-4000-8000-000000000001"

func parse(lines ...string) Fields {
	s := header.ParseString(strings.Join(lines, "\r\n") + "\r\n\r\n")
	return Parse(&s)
}

func TestFields(t *testing.T) {
	f := parse(
		"Subject: x",
		"x-ms-exchange-crosstenant-id: "+tenant,
		"X-MS-Exchange-Organization-MessageDirectionality: Originating",
		"X-MS-Exchange-Organization-AuthAs:",
		" Internal",
		"X-MS-Exchange-CrossTenant-AuthAs: Anonymous",
		"X-MS-Exchange-Organization-AuthMechanism: 0a",
		"X-MS-Exchange-CrossTenant-FromEntityHeader: HybridOnPrem",
		"X-OriginatorOrg: contoso.example",
		"X-MS-Exchange-AntiSpam-Relay: 1",
		"X-MS-Exchange-Transport-EndToEndLatency: 00:01:02.5775555",
	)
	for _, c := range []struct{ name, got, want string }{
		{"tenant", f.TenantID().Text, tenant}, {"direction", f.Direction().Text, "Originating"},
		{"AuthAs", f.AuthAs().Text, "Internal"}, {"entity", f.Entity().Text, "HybridOnPrem"},
		{"org", f.OriginatorOrg().Text, "contoso.example"}, {"pool", f.Get(AntiSpamRelay).Text, "1"}, {"absent", f.Get(SenderIP).Text, ""},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.name, c.got, c.want)
		}
	}
	if v := f.TenantID(); v.Field != 1 || v.Count != 1 {
		t.Errorf("the tenant stands in field %d, %d times", v.Field, v.Count)
	}
	if m, _, ok := f.AuthMechanism(); !ok || m != 0x0a || m.String() != "0A" {
		t.Errorf("mechanism is %v, %v", m, ok)
	}
	if l, ok := f.EndToEndLatency(); !ok || l != (Latency{62, 577555500}) {
		t.Errorf("latency is %v, %v", l, ok)
	}
}

func TestParseOrigin(t *testing.T) {
	for body, want := range map[string]Origin{
		"ip=[192.0.2.9];domain=gw.contoso.example": {netip.MustParseAddr("192.0.2.9"), "gw.contoso.example"},
		"ip=[2001:DB8::9]; domain=[192.0.2.9]":     {netip.MustParseAddr("2001:db8::9"), "192.0.2.9"},
		"IP=::ffff:192.0.2.9":                      {netip.MustParseAddr("192.0.2.9"), ""},
		"ip=[somewhere];domain=x;ip=[192.0.2.9]":   {netip.Addr{}, "x;ip=[192.0.2.9]"},
		"domain=gw.contoso.example;ip=[192.0.2.9]": {},
		"": {},
	} {
		if got, ok := ParseOrigin(body); got != want || ok != want.IP.IsValid() {
			t.Errorf("%s: %+v, %t", body, got, ok)
		}
	}
}

// TestTwiceIsNone: P8, of fields that contradict each other none counts.
func TestTwiceIsNone(t *testing.T) {
	f := parse("X-MS-Exchange-CrossTenant-Id: a", "x-ms-exchange-crosstenant-id: b", "X-MS-Exchange-CrossTenant-AuthAs: Internal",
		"X-MS-Exchange-CrossTenant-AuthAs: Internal", "X-MS-Exchange-Organization-AuthAs: Anonymous", "X-MS-Exchange-Organization-AuthAs: Internal")
	if v := f.TenantID(); v != (Value{Text: "", Field: 0, Count: 2}) {
		t.Errorf("the tenant is %+v", v)
	}
	if v := f.Get(CrossTenantAuthAs); v.Text != "Internal" || v.Count != 2 {
		t.Errorf("AuthAs is %+v", v)
	}
	if v := f.AuthAs(); v.Text != "" || v.Count != 2 {
		t.Errorf("a contradiction was replaced by another field: %+v", v)
	}
}

func TestGuessed(t *testing.T) {
	s := header.ParseString("Received: from a.example\nby b.example; Wed, 14 Oct 2026 08:15:00 +0000\nX-MS-Exchange-CrossTenant-Id:\n" + tenant + "\n")
	f := Parse(&s)
	if v := f.TenantID(); v.Text != tenant || !v.Guessed {
		t.Errorf("a repaired field is %+v", v)
	}
	// Exchange Online writes no such form, and may not take it away.
	s = header.ParseString("X-MS-Exchange-CrossTenant-Id : " + tenant + "\r\n\r\n")
	f = Parse(&s)
	if v := f.TenantID(); v.Text != tenant || !v.Guessed {
		t.Errorf("white space before the colon: %+v", v)
	}
}

func TestAttribution(t *testing.T) {
	ip4, ip6 := netip.MustParseAddr("203.0.113.25"), netip.MustParseAddr("2001:db8::25")
	for body, want := range map[string]Attribution{
		"TenantId=" + tenant + ";Ip=[203.0.113.25];Helo=[relay.contoso.example]":        {tenant, ip4, "relay.contoso.example"},
		"TenantId=" + tenant + "; Ip=[2001:db8::25]; Helo=[relay.contoso.example]":      {tenant, ip6, "relay.contoso.example"},
		"TenantId=" + tenant + ";Ip=[::ffff:203.0.113.25];Helo=[[203.0.113.25]]":        {tenant, ip4, "[203.0.113.25]"},
		"tenantid=" + tenant + ";ip=203.0.113.25;helo=x;":                               {tenant, ip4, "x"},
		"TenantId=" + tenant + ";Ip=[203.0.113.25];Helo=[a];Ip=[192.0.2.1];TenantId=b]": {tenant, ip4, "a];Ip=[192.0.2.1];TenantId=b"},
		"TenantId=" + tenant + ";Ip=[203.0.113.25];Helo=[]":                             {tenant, ip4, ""},
		"TenantId=" + tenant + ";Ip=[somewhere]":                                        {tenant, netip.Addr{}, ""},
		"":                                                                              {},
		"Ip=[203.0.113.25]":                                                             {"", ip4, ""},
		"no record; at all = no":                                                        {},
		"TenantId;Ip;Helo":                                                              {},
		"Helo=[x];TenantId=" + "t;":                                                     {"", netip.Addr{}, "[x];TenantId=t"},
	} {
		if got, ok := ParseAttribution(body); got != want || ok != (want.Tenant != "") {
			t.Errorf("%s\n got  %+v, %v\n want %+v", body, got, ok, want)
		}
	}
}

func TestLatency(t *testing.T) {
	for text, want := range map[string]Latency{
		"00:00:02.5775555": {2, 577555500}, "00:00:00": {}, "1.02:03:04": {93784, 0}, "23:59:59.999999999": {86399, 999999999},
	} {
		if got, ok := ParseLatency(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "12", "24:00:00", "00:60:00", "00:00:60", "0:0:-1", "00:00:01.", "00:00:01.x", "1:2:3.0000000001", "9999999.00:00:00", "+1:00:00"} {
		if got, ok := ParseLatency(text); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestMechanism(t *testing.T) {
	for code, want := range map[string]Mechanism{"00": 0, "04": 4, "0A": 10, "0b": 11, "10": 16, "FF": 255} {
		if got, ok := ParseMechanism(code); !ok || got != want || !strings.EqualFold(got.String(), code) {
			t.Errorf("%q is %d, %v", code, got, ok)
		}
	}
	for _, code := range []string{"", "4", "004", "0x", "-1", "1 "} {
		if _, ok := ParseMechanism(code); ok {
			t.Errorf("%q was read", code)
		}
	}
}

func TestSituation(t *testing.T) {
	const direction, authAs = "X-MS-Exchange-Organization-MessageDirectionality: ", "X-MS-Exchange-Organization-AuthAs: "
	const mechanism, entity = "X-MS-Exchange-Organization-AuthMechanism: ", "X-MS-Exchange-CrossTenant-FromEntityHeader: "
	promoted := "X-CrossPremisesHeadersPromoted: AM3PEPF0000A790.mail.protection.outlook.com"
	treated := "X-MS-Exchange-CrossTenant-AuthSource: TreatMessagesAsInternal-AM3PEPF0000A790.mail.protection.outlook.com"
	for _, c := range []struct {
		want  Situation
		lines []string
	}{
		{SituationUnsaid, []string{"Subject: x"}},
		{SituationIncoming, []string{direction + "Incoming", authAs + "Anonymous"}},
		{SituationIncoming, []string{entity + "Internet", "X-MS-Exchange-CrossTenant-AuthAs: Anonymous"}},
		{SituationConnector, []string{direction + "Originating", authAs + "Anonymous"}},
		{SituationConnector, []string{entity + "HybridOnPrem", "X-MS-Exchange-CrossTenant-AuthAs: Anonymous"}},
		{SituationHybrid, []string{direction + "Originating", authAs + "Internal", mechanism + "10", promoted}},
		{SituationHybridAnonymous, []string{direction + "Originating", authAs + "Anonymous", promoted}},
		{SituationTreated, []string{entity + "HybridOnPrem", "X-MS-Exchange-CrossTenant-AuthAs: Internal", treated}},
		{SituationLogin, []string{direction + "Originating", authAs + "Internal", mechanism + "06"}},
		{SituationMailbox, []string{direction + "Originating", authAs + "Internal", mechanism + "04"}},
		{SituationHosted, []string{entity + "Hosted", "X-MS-Exchange-CrossTenant-AuthAs: Internal"}},
		{SituationUnsaid, []string{entity + "HybridOnPrem", "X-MS-Exchange-CrossTenant-AuthAs: Internal"}},
		{SituationUnsaid, []string{direction + "Originating", authAs + "Anonymous", authAs + "Internal"}},
	} {
		f := parse(c.lines...)
		if got := f.Situation(); got != c.want {
			t.Errorf("%q: %q, want %q", c.lines, got, c.want)
		}
		if _, _, ok := Meaning("situation", string(c.want), "en"); ok != (c.want != "") {
			t.Errorf("no sentence for the situation %q", c.want)
		}
	}
}

// TestRead: nothing of one section shows in the Fields of the next.
func TestRead(t *testing.T) {
	var f Fields
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		want := Parse(&s)
		if f.Read(&s); !slices.Equal(f.Antispam, want.Antispam) || !slices.Equal(f.Rest, want.Rest) || f.values != want.values {
			t.Errorf("%s: Read and Parse differ", m.Name)
		}
	}
}
