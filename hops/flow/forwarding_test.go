package flow_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// timeline reads made-up fields.
func timeline(fields ...string) *hops.Timeline {
	s := header.Parse(gen.Section(fields...))
	return hops.Build(&s, hops.Options{})
}

// received is a line that by wrote for a message for to.
func received(from, by, to string) string {
	if to != "" {
		to = " for <" + to + ">"
	}
	return "Received: from " + from + " by " + by + " with ESMTP id 1A2B3C" + to + "; Wed, 14 Oct 2026 08:15:00 +0000"
}

const (
	from      = "From: Omar <omar@northwind.example>"
	messageID = "Message-ID: <offer@northwind.example>"
	mx        = "(mail.northwind.example [198.51.100.200])"
)

// short writes forwardings as "kind from>to~original" with the marks.
func short(list []flow.Forwarding) []string {
	var out []string
	for _, f := range list {
		text := string(f.Kind)
		if f.From != "" {
			text += " " + f.From
		}
		if f.To != "" {
			text += ">" + f.To
		}
		if f.Original != "" {
			text += "~" + f.Original
		}
		out = append(out, text+" "+strings.Join(f.Because, "+"))
	}
	return out
}

func TestForwardings(t *testing.T) {
	for _, x := range []struct {
		name   string
		fields []string
		want   []string
	}{
		{"Gmail writes two addresses", []string{"X-Forwarded-To: app@contoso.example", "X-Forwarded-For: ines@fabrikam.example app@contoso.example"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example x-forwarded-for"}},
		{"the address of a web client", []string{"X-Forwarded-For: 192.0.2.7"}, nil},
		{"one address, and where to", []string{"X-Forwarded-To: app@contoso.example", "X-Forwarded-For: ines@fabrikam.example"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example x-forwarded-for"}},
		{"the token of Gmail alone", []string{"X-Forwarded-Encrypted: i=1; AJvYcEXAMPLE@contoso.example"}, nil},
		{"caf envelope", []string{"Return-Path: <ines+caf_=app=contoso.example@fabrikam.example>"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example caf"}},
		{"the same forwarder by three marks", []string{
			"X-Forwarded-For: ines@fabrikam.example app@contoso.example",
			"Return-Path: <ines+caf_=app=contoso.example@fabrikam.example>",
			"Received-SPF: pass (domain of ines+caf_=app=contoso.example@fabrikam.example) client-ip=192.0.2.1"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example x-forwarded-for+caf"}},
		{"Exchange Online, set by the administrator", []string{
			"Delivered-To: private@fabrikam.example", received("x.outlook.com", "mx.fabrikam.example", ""),
			"Return-Path: <camille+SRS=VZ/mL=FT=northwind.example=omar@contoso.example>",
			"X-MS-Exchange-ForwardingLoop: camille.b@contoso.example;00000000-0000-4000-8000-000000000001"},
			[]string{"auto-forward camille.b@contoso.example>private@fabrikam.example~omar@northwind.example forwarding-loop+srs"}},
		{"the loop field of something handled", []string{"X-MS-Exchange-ForwardingLoop: ForwardingHandled;1234"}, nil},
		{"relay of an unverified sender", []string{"Return-Path: <bounces+SRS=n11yh=7Q@contoso.onmicrosoft.example>"}, nil},
		{"classic SRS in the trace", []string{"Received: from a.example ([192.0.2.1]) by b.example with esmtps (Exim 4.92)" +
			" (envelope-from <SRS0=U1ae=AN=northwind.example=omar@fabrikam.example>) id 1jqp0S-0001mB-H8 for camille@contoso.example; Thu, 02 Jul 2026 03:31:22 +0100"},
			[]string{"auto-forward fabrikam.example>camille@contoso.example~omar@northwind.example srs"}},
		{"a forwarding service", []string{"X-Forwarding-Service: ExampleMX v3"}, []string{"auto-forward ExampleMX v3 forwarding-service"}},
		{"an answer through an alias service", []string{"X-SimpleLogin-Type: Reply"}, nil},
		{"an alias service", []string{"X-SimpleLogin-Type: Forward"}, []string{"auto-forward SimpleLogin forwarding-service"}},
		{"delivered, then taken elsewhere", []string{
			received("mx.contoso.example [192.0.2.9]", "mx.fabrikam.example", "camille@fabrikam.example"),
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")},
			[]string{"auto-forward camille@contoso.example>camille@fabrikam.example delivered-to"}},
		{"delivered, then handed on for the same mailbox", []string{
			received("mx.contoso.example [192.0.2.9]", "store.hoster.example", "camille@contoso.example"),
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")}, nil},
		{"delivered inside one organization", []string{
			received("mx.contoso.example [192.0.2.9]", "store.contoso.example", "camille.b@contoso.example"),
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")}, nil},
		{"delivered to two mailboxes of one organization, then taken elsewhere", []string{
			received("store.contoso.example [192.0.2.9]", "mx.fabrikam.example", "lea@fabrikam.example"),
			"Delivered-To: camille.b@contoso.example", received("mx.contoso.example [192.0.2.9]", "store.contoso.example", "camille.b@contoso.example"),
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")},
			[]string{"auto-forward camille.b@contoso.example>lea@fabrikam.example delivered-to"}},
		{"delivered by a host that calls itself by its address", []string{
			received("mx.contoso.example [192.0.2.9]", "mx.fabrikam.example", "lea@fabrikam.example"),
			"Delivered-To: camille@contoso.example", received(mx, "[192.0.2.9]", "camille@contoso.example")}, nil},
		{"delivered to a name without a domain", []string{
			received("mx.contoso.example [192.0.2.9]", "mx.fabrikam.example", "lea@fabrikam.example"),
			"Delivered-To: camille@localhost", received(mx, "mx.contoso.example", "camille@contoso.example")}, nil},
		{"fetched by IMAP", []string{
			"Received: from mail.contoso.example [192.0.2.9] by desk.fabrikam.example with IMAP for camille@localhost; Wed, 14 Oct 2026 08:15:00 +0000",
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")}, nil},
		{"two forwarders, one of them known by its domain alone", []string{"X-Forwarded-For: ines@fabrikam.example app@contoso.example", "Return-Path: <SRS0=ab=cd=northwind.example=omar@example.org>"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example x-forwarded-for", "auto-forward example.org~omar@northwind.example srs"}},
		{"one forwarder, once by its domain alone", []string{"X-Forwarded-For: ines@fabrikam.example app@contoso.example", "Return-Path: <SRS0=ab=cd=northwind.example=omar@fabrikam.example>"},
			[]string{"auto-forward ines@fabrikam.example>app@contoso.example~omar@northwind.example x-forwarded-for+srs"}},
		{"two mailboxes of one domain", []string{"X-Forwarded-For: lea@fabrikam.example ines@fabrikam.example", "X-Forwarded-For: ines@fabrikam.example app@contoso.example"},
			[]string{"auto-forward lea@fabrikam.example>ines@fabrikam.example x-forwarded-for", "auto-forward ines@fabrikam.example>app@contoso.example x-forwarded-for"}},
		{"fetched from the mailbox", []string{
			"Received: from mail.contoso.example [192.0.2.9] by desk.fabrikam.example with POP3 (fetchmail-6.4) for camille@localhost (single-drop); Wed, 14 Oct 2026 08:15:00 +0000",
			"Delivered-To: camille@contoso.example", received(mx, "mx.contoso.example", "camille@contoso.example")}, nil},
		{"a list delivers to itself, then to its subscriber", []string{
			"Delivered-To: lea@mail.example.net", received("lists.example.org [192.0.2.8]", "mx.example.net", "lea@mail.example.net"),
			"Delivered-To: fans@lists.example.org", received(mx, "lists.example.org", "fans@lists.example.org"), "X-BeenThere: fans@lists.example.org"},
			[]string{"list fans@lists.example.org>lea@mail.example.net x-beenthere"}},
		{"a subscriber forwards", []string{
			"Delivered-To: lea@mail.example.net", received("mx.fabrikam.example [192.0.2.8]", "mx.example.net", "lea@mail.example.net"),
			"Delivered-To: lea@fabrikam.example", received("lists.example.org [192.0.2.8]", "mx.fabrikam.example", "lea@fabrikam.example"), "X-BeenThere: fans@lists.example.org"},
			[]string{"auto-forward lea@fabrikam.example>lea@mail.example.net delivered-to", "list fans@lists.example.org>lea@mail.example.net x-beenthere"}},
		{"a Sieve script", []string{"X-Sieve-Redirected-From: camille@contoso.example", "Return-Path: <SRS0=ab=cd=northwind.example=omar@contoso.example>"},
			[]string{"redirect camille@contoso.example~omar@northwind.example sieve-redirect+srs"}},
		{"Sieve only delivered", []string{"X-Sieve: Pigeonhole Sieve 0.5.19"}, nil},
		{"an inbox rule redirects", []string{"Resent-From: <camille@contoso.example>", "X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example", "Auto-Submitted: auto-generated"},
			[]string{"redirect camille@contoso.example inbox-rule+resent-from"}},
		{"an inbox rule redirects, and does not say for whom", []string{"Resent-From: ", "X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example"},
			[]string{"redirect camille@contoso.example inbox-rule+resent-from"}},
		{"an inbox rule redirects, and a person resends", []string{"Resent-From: camille@contoso.example", "Resent-From: lea@fabrikam.example", "X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example"},
			[]string{"redirect camille@contoso.example inbox-rule+resent-from", "resent lea@fabrikam.example resent-from"}},
		{"the loop field of a rule that did something else", []string{"X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example"}, nil},
		{"an automatic answer", []string{"X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example", "Auto-Submitted: auto-replied (rule)"}, nil},
		{"an automatic answer that was resent", []string{"Resent-From: ops@contoso.example", "X-MS-Exchange-Inbox-Rules-Loop: camille@contoso.example", "Auto-Submitted: auto-replied"},
			[]string{"resent ops@contoso.example resent-from"}},
		{"a person resends", []string{"Resent-From: Lea <lea@fabrikam.example>", "Resent-To: app@contoso.example"},
			[]string{"resent lea@fabrikam.example>app@contoso.example resent-from"}},
		{"a list resends", []string{"Resent-From: fans@lists.example.org", "X-Mailing-List: <fans@lists.example.org> archive/latest/1"},
			[]string{"list fans@lists.example.org x-mailing-list"}},
		{"a newsletter", []string{"List-ID: news <5a.1070161.list-id.example.net>", "List-Unsubscribe: <mailto:u@example.net>", "Precedence: bulk", "Return-Path: <bounce-5a@example.net>"}, nil},
		{"List-ID and where to post", []string{"List-ID: <fans.lists.example.org>", "List-Post: <mailto:fans@lists.example.org>"},
			[]string{"list fans@lists.example.org list-post"}},
		{"a list that takes no posts", []string{"List-ID: <fans.lists.example.org>", "List-Post: NO"}, nil},
		{"Majordomo", []string{"Sender: owner-fans@example.org", "Precedence: list"}, []string{"list fans@example.org list-sender"}},
		{"Majordomo, in bulk", []string{"Sender: owner-fans@example.org", "Precedence: bulk"}, []string{"list fans@example.org list-sender"}},
		{"a list manager that bounces", []string{"Sender: fans-bounces@example.org", "List-Id: <fans.example.org>"}, []string{"list fans@example.org list-sender"}},
		{"such a name in junk", []string{"Sender: owner-fans@example.org", "Precedence: junk"}, nil},
		{"the words alone", []string{"Sender: owner-@example.org", "Return-Path: <-bounces@example.org>", "Precedence: list"}, nil},
		{"a sender with such a name, but no list", []string{"Sender: owner-fans@example.org"}, nil},
		{"ezmlm", []string{"Mailing-List: list fans@example.org; contact fans-help@example.org"}, []string{"list fans@example.org mailing-list"}},
		{"vger", []string{"Received: (majordomo@vger.example) by vger.example via listexpand id S1; Wed, 14 Oct 2026 08:15:00 +0000"}, []string{"list listexpand"}},
		{"forwarded text", []string{"Subject: [fans] TR : Offre"}, []string{"text subject"}},
		{"forwarded by Thunderbird", []string{"Subject: Fwd: Offer", "X-Forwarded-Message-Id: <1@example.org>"}, []string{"text x-forwarded-message-id+subject"}},
		{"forwarded by Thunderbird under another Subject", []string{"Subject: Re: Offer", "In-Reply-To: <1@example.org>", "X-Forwarded-Message-Id: <1@example.org>"}, []string{"text x-forwarded-message-id"}},
		{"several at once", []string{"Subject: FW: x", "X-Forwarded-For: a@fabrikam.example b@contoso.example", "Resent-From: c@contoso.example"},
			[]string{"auto-forward a@fabrikam.example>b@contoso.example x-forwarded-for", "resent c@contoso.example resent-from", "text subject"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := short(flow.Forwardings(timeline(x.fields...))); !slices.Equal(got, x.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(x.want, "\n  "))
			}
		})
	}
}

func TestSubjects(t *testing.T) {
	for subject, want := range map[string]bool{
		"Fwd: Offer": true, "FW: Offer": true, "fw : Offer": true, "TR: Offre": true, "WG: Angebot": true, "RV: Oferta": true,
		"I: Offerta": true, "转发：报价": true, "[Fwd: Offer]": true, "[fans] [a] Fwd: Offer": true, "Fwd: Re: Offer": true,
		"=?utf-8?Q?Fwd=3A_Offre?=": true, "=?utf-8?B?W2ZhbnNdIFRSOiBPZmZyZQ==?=": true, "TR\u00a0: Offre": true,
		"RE: FW: Offer": false, "R: I: Offerta": false, "Re: [fans] Fwd: Offer": false, "Forward: march": false,
		"Fwd": false, "fwd offer": false, "Tram: late": false, "": false, "[": false, "[fans]": false, "If: else": false,
	} {
		got := len(flow.Forwardings(timeline(from, "Subject: "+subject))) > 0
		if got != want {
			t.Errorf("%q forwards: %v", subject, got)
		}
	}
}

func TestUsable(t *testing.T) {
	gmail := "X-Forwarded-For: ines@fabrikam.example app@contoso.example"
	for _, x := range []struct {
		fields []string
		usable header.Tri
		reason string
	}{
		{[]string{from, messageID, gmail}, header.Yes, flow.ReasonKept},
		{[]string{from, gmail}, header.No, flow.ReasonNoMessageID},
		{[]string{"From: omar@northwind.example, ines@fabrikam.example", messageID, gmail}, header.Yes, flow.ReasonKept},
		{[]string{"From: postoffice", messageID, gmail}, header.No, flow.ReasonNoAuthor},
		{[]string{from, messageID, "X-MS-Exchange-ForwardingLoop: camille@contoso.example;1"}, header.Yes, flow.ReasonKeptMicrosoft},
		{[]string{from, messageID, "Return-Path: <camille+SRS=a=b=northwind.example=omar@contoso.example>"}, header.Yes, flow.ReasonKeptMicrosoft},
		{[]string{from, messageID, "Return-Path: <SRS0=a=b=northwind.example=omar@contoso.example>"}, header.Yes, flow.ReasonKept},
		{[]string{from, messageID, "Resent-From: lea@fabrikam.example"}, header.Yes, flow.ReasonKept},
		{[]string{from, messageID, "X-SimpleLogin-Type: Forward"}, header.No, flow.ReasonRewrittenFrom},
		{[]string{from, messageID, "X-BeenThere: fans@lists.example.org"}, header.Yes, flow.ReasonKeptList},
		{[]string{"From: Omar via Fans <fans@lists.example.org>", messageID, "X-BeenThere: fans@lists.example.org"}, header.No, flow.ReasonRewrittenFrom},
		{[]string{from, messageID, "Subject: Fwd: Offer"}, header.No, flow.ReasonNewMessage},
	} {
		list := flow.Forwardings(timeline(x.fields...))
		if len(list) != 1 || list[0].Usable != x.usable || list[0].Reason != x.reason {
			t.Errorf("%q: %+v, want %s", x.fields, list, x.reason)
		}
	}
}

// TestManyMarks: fields without number cost no more than their length.
func TestManyMarks(t *testing.T) {
	var fields []string
	for i := range 5000 {
		sender := "SRS0=a=b=northwind.example=omar@x" + strconv.Itoa(i) + ".example"
		fields = append(fields, "Received: from a.example ([192.0.2.1]) by mx.fabrikam.example with esmtp (Exim 4.92) (envelope-from <"+sender+">) id 1jqp0S-0001mB-H8",
			"Delivered-To: camille@contoso.example", "Return-Path: <"+sender+">", "X-Forwarded-For: a@b"+strconv.Itoa(i)+".example c@d.example")
	}
	if got := len(flow.Forwardings(timeline(fields...))); got < 16 || got > 70 {
		t.Errorf("%d forwardings", got)
	}
}

func FuzzForwardings(f *testing.F) {
	for _, seed := range []string{
		"Return-Path: <camille+SRS=VZ/mL=FT=northwind.example=omar@contoso.example>", "X-Forwarded-For: a@b c@d", "Subject: [x] Fwd: y",
		"Delivered-To: a@b.example\r\nReceived: by c.example; Wed, 14 Oct 2026 08:15:00 +0000", "Mailing-List: list a@b; x", "List-ID: <a\r\nList-Post: mailto:",
		"Received-SPF: pass (domain of SRS1=a=b.example==c=d=e.example=f@g.example) x", "X-FE-Policy-ID: 1\r\nX-MS-Exchange-SkipListedInternetSender: ip=[192.0.2.1]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := header.Parse(data)
		tl := hops.Build(&s, hops.Options{})
		for _, x := range flow.Forwardings(tl) {
			if x.Field < 0 || x.Field >= len(s.Fields) || len(x.Because) == 0 || x.Kind == "" || x.Reason == "" || x.Usable == header.Unsaid {
				t.Errorf("%+v", x)
			}
		}
		filters := flow.Filters(tl)
		for _, x := range filters {
			if x.Field < 0 || x.Field >= len(s.Fields) || len(x.Because) == 0 || x.Hop > 0 && tl.Hop(x.Hop).Field != x.Field {
				t.Errorf("%+v", x)
			}
		}
		flow.FilterFindings(tl, filters)
	})
}
