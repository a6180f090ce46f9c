package flow_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// brief writes filters as "Product side hop marks".
func brief(list []flow.Filter) []string {
	var out []string
	for _, f := range list {
		side := "alone"
		if f.BeforeEOP != nil {
			side = map[bool]string{true: "before", false: "after"}[*f.BeforeEOP]
		}
		out = append(out, f.Product+" "+side+" "+strconv.Itoa(f.Hop)+" "+strings.Join(f.Because, "+"))
	}
	return out
}

// line is a Received field with the given clauses.
func line(clauses string) string {
	return "Received: " + clauses + "; Wed, 14 Oct 2026 08:15:00 +0000"
}

// mailbox is a passage that begins in a mailbox, and the outbound connection
// that by took the message over.
func mailbox(n gen.Nodes) []string {
	return []string{gen.HubAfterMapi(n, 4), gen.MapiLine(n, 3)}
}

const (
	outbound  = "from DB3PR0202CU009.outbound.protection.outlook.com (mail-x.outbound.protection.outlook.com [40.107.20.41])"
	connector = "from DB3PR0202CU009.outbound.protection.outlook.com (mail-x.outbound.protection.outlook.com [40.93.13.56])"
)

func TestFilters(t *testing.T) {
	entered := gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 5)
	for _, x := range []struct {
		name   string
		fields []string
		want   []string
	}{
		{"by its host", []string{line("from a.example (a.example [192.0.2.1]) by mx0a-00999901.pphosted.com with ESMTP id 1")}, []string{"Proofpoint alone 1 by-host"}},
		{"by the name that was looked up", []string{line("from x (us-smtp-1.mimecast.com [192.0.2.1]) by mx.contoso.example (Postfix) with ESMTPS id 1")},
			[]string{"Mimecast alone 1 peer-name"}},
		{"HELO alone is the client's word", []string{line("from mx0a-00999901.pphosted.com (unknown [192.0.2.1]) by mx.contoso.example (Postfix) with ESMTPS id 1")}, nil},
		{"HELO at the border of EOP", append(gen.Traversal(gen.First, "esa9.contoso-example.iphmx.com", "203.0.113.66", 5), from), nil},
		{"HELO on the way back", gen.Join(gen.Traversal(gen.First, "mail.ds.dlp.protect.symantec.com", "203.0.113.66", 9), mailbox(gen.First)),
			[]string{"Symantec after 3 reentry"}},
		{"AsyncOS", []string{line("from a.example ([192.0.2.1]) by esa1.contoso.example with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384")}, []string{"IronPort alone 1 software"}},
		{"MailMarshal", []string{line("from a.example (Not Verified[192.0.2.1]) by gw.contoso.example (using TLS: TLSv1.2, AES256-SHA) id <B5ff8c0740000>")}, []string{"MailMarshal alone 1 software"}},
		{"Symantec Messaging Gateway", []string{line("from a.example (a.example [192.0.2.1]) by gw.contoso.example (Symantec Messaging Gateway) with SMTP id 1C.9B")}, []string{"Symantec alone 1 software"}},
		{"IMSVA", []string{line("from a.example (unknown [127.0.0.1]) by IMSVA (Postfix) with ESMTP id 1")}, []string{"TrendMicro alone 1 software"}},
		{"Forcepoint", []string{line("from a.example (unknown [192.0.2.1]) by Forcepoint Email with ESMTP id 1")}, []string{"Forcepoint alone 1 software"}},
		{"Cloudmark", []string{line("from a.example ([192.0.2.1]) by cmsmtp with ESMTPS id 1")}, []string{"Cloudmark alone 1 software"}},
		{"CipherMail", []string{line("from a.example (localhost [127.0.0.1]) by gw.contoso.example (CipherMail) with ESMTP id 1")}, []string{"CipherMail alone 1 software"}},
		{"amavis, twice", []string{
			line("from gw.contoso.example ([127.0.0.1]) by localhost (gw.contoso.example [127.0.0.1]) (amavis, port 10024) with ESMTP id 2"),
			line("from gw.contoso.example ([127.0.0.1]) by localhost (gw.contoso.example [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id 1")},
			[]string{"amavis alone 1 software"}},
		{"pps.filterd inside a host", []string{line("from pps.filterd (gw.contoso.example [127.0.0.1]) by gw.contoso.example (8.16.1.2/8.16.1.2) with SMTP id 1")}, []string{"Proofpoint alone 1 software"}},
		{"pps.filterd from afar", []string{line("from pps.filterd (gw.contoso.example [192.0.2.1]) by mx.contoso.example (8.16.1.2/8.16.1.2) with SMTP id 1")}, nil},
		{"Postfix", []string{line("from a.example (a.example [192.0.2.1]) by mx.contoso.example (Postfix) with ESMTPS id 1")}, nil},
		{"relays of web hosts are none", []string{line("from a.example (a.example [192.0.2.1]) by common.cherry.relay.mailchannels.net (Postfix) with ESMTPA id 1")}, nil},
		{"a field", []string{"X-FE-Policy-ID: 1:1:1:SYSTEM", from}, []string{"FortiMail alone 0 field"}},
		{"an engine inside a mail server", []string{"X-Spam-Status: No", "X-CMAE-Envelope: MS4x", "X-Vade-Spamstate: clean", "X-Authority-Analysis: v=2.4"}, nil},
		{"an agent inside Exchange", []string{"x-codetwoprocessed: true", "x-exclaimer-md-config: 1", "dlp-product: dlpe-windows"}, nil},
		{"in front of EOP", append(slices.Clone(entered), "X-ASG-Debug-ID: 1", line("from a.example ([192.0.2.1]) by relay.contoso.example with ESMTP id 1"), from),
			[]string{"Barracuda before 0 field"}},
		{"behind, by the place of its field", gen.Join([]string{"X-ASG-Debug-ID: 1", line(outbound + " by gw.contoso.example with ESMTP id 1")}, entered), []string{"Barracuda after 0 field"}},
		{"behind a mailbox, though it appends its fields", gen.Join([]string{line(outbound + " by gw.contoso.example with ESMTP id 1")}, mailbox(gen.First), []string{from, "X-FE-Policy-ID: 1"}),
			[]string{"FortiMail after 0 field"}},
		{"the field of a line of the product", gen.Join([]string{line(outbound + " by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 1")}, mailbox(gen.First), []string{from, "X-Proofpoint-GUID: 1"}),
			[]string{"Proofpoint after 3 by-host+field"}},
		{"on both sides", gen.Join([]string{line(outbound + " by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 2")}, entered,
			[]string{line("from a.example ([192.0.2.1]) by mx0b-00999901.pphosted.com (PPS) with ESMTPS id 1")}),
			[]string{"Proofpoint before 1 by-host", "Proofpoint after 5 by-host"}},
		{"signature service in a loop", gen.Join(gen.Traversal(gen.Second, "de2-emailsignatures-cloud.codetwo.com", "203.0.113.70", 9),
			[]string{line("from X-obe.outbound.protection.outlook.com (104.47.30.109) by de2-emailsignatures-cloud.codetwo.com with CodeTwo SMTP Server (TLS12) via SMTP")}, mailbox(gen.First)),
			[]string{"CodeTwo after 3 by-host+reentry"}},
		{"Enhanced Filtering shows one without a name", append(slices.Clone(entered), line("from a.example ([192.0.2.1]) by gw.filter.example with ESMTP id 1"), from,
			"X-MS-Exchange-SkipListedInternetSender: ip=[192.0.2.1];domain=a.example"), []string{" before 1 enhanced-filtering"}},
		{"Enhanced Filtering that skipped nothing", append(slices.Clone(entered), "X-MS-Exchange-SkipListedInternetSender: ip=[203.0.113.25];domain=a.example"), nil},
		{"Enhanced Filtering that skipped nothing, the address in another form", append(slices.Clone(entered), "X-MS-Exchange-SkipListedInternetSender: ip=[::ffff:203.0.113.25];domain=a.example"), nil},
		{"a relay of the tenant, skipped", append(slices.Clone(entered), "X-MS-Exchange-SkipListedInternetSender: ip=[192.0.2.1];domain=a.example",
			"X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=1;Ip=[203.0.113.25];Helo=[relay.contoso.example]"), nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := brief(flow.Filters(timeline(x.fields...))); !slices.Equal(got, x.want) {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

func TestFilterFindings(t *testing.T) {
	front := func(more ...string) []string {
		return gen.Join([]string{gen.DeliveryLine(gen.First, 8)}, more, gen.Traversal(gen.First, "mx-relay9.antispameurope.com", "203.0.113.99", 5))
	}
	service := line("from a.example ([198.51.100.200]) by mx-relay9.antispameurope.com")
	home := line("from a.example ([192.168.1.9]) by mx-relay9.antispameurope.com")
	for _, x := range []struct {
		name   string
		fields []string
		want   string
	}{
		{"filter, then EOP", append(front(), service), "double-filtering warning"},
		{"Enhanced Filtering", append(front(), service, "X-MS-Exchange-SkipListedInternetSender: ip=[198.51.100.200];domain=a.example"), "filter-before-eop info"},
		{"EOP left the filtering to it", append(front(), service, "X-Forefront-Antispam-Report: CIP:203.0.113.99;SFV:SKN"), ""},
		{"SPF allows it: the sender's own", append(front("Authentication-Results: spf=pass (sender IP is 203.0.113.99) smtp.mailfrom=a.example"), service), ""},
		{"fed from a private network: the sender's own", append(front(), home), ""},
		{"fed by Exchange Online: the sender's own", append(front(), line(outbound+" by mx-relay9.antispameurope.com")), ""},
		{"Outlook.com has no filter in front", append(front(), service, "X-MS-Exchange-CrossTenant-Id: 84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa"), ""},
		{"a field is not enough", append(front(), "X-antispameurope-Mailarea: 1"), ""},
		{"a filter behind EOP, by a connector", gen.Join([]string{line(connector + " by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 1")}, mailbox(gen.First)), "service-after-eop warning"},
		{"a filter behind EOP, whosever", gen.Join([]string{line(outbound + " by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 1")}, mailbox(gen.First)), "service-after-eop info"},
		{"that hands the message back", gen.Join(gen.Traversal(gen.Second, "mx0a-00999901.pphosted.com", "203.0.113.70", 9),
			[]string{line(connector + " by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 1")}, mailbox(gen.First)), ""},
		{"behind a host of the company", gen.Join([]string{line("from ex1.contoso.example ([203.0.113.7]) by mx0a-00999901.pphosted.com (PPS) with ESMTPS id 1")}, mailbox(gen.First)), ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			tl := timeline(x.fields...)
			got := ""
			for _, f := range flow.FilterFindings(tl, flow.Filters(tl)) {
				got += f.Code + " " + f.Severity.String()
				if len(f.Evidence) == 0 {
					t.Errorf("%s has no evidence", f.Code)
				}
			}
			if got != x.want {
				t.Errorf("got %q, want %q: %+v", got, x.want, flow.Filters(tl))
			}
		})
	}
}

// TestFieldCase: the table is asked by two letters, which
// must not depend on case.
func TestFieldCase(t *testing.T) {
	for _, name := range []string{"X-IronPort-AV", "x-ironport-av", "X-IRONPORT-AV", "IronPort-SDR", "X-Feas-Auth-User"} {
		if got := flow.Filters(timeline(name + ": 1")); len(got) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	var none []hops.Finding
	if got := flow.FilterFindings(timeline(from), nil); len(got) != len(none) {
		t.Errorf("%+v", got)
	}
}
