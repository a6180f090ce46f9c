package flow_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// addressesOf reads From and Reply-To.
func addressesOf(s *header.Section) flow.Addresses {
	addresses := func(name string) (list []string) {
		if f := s.Find(name); f != nil {
			for _, a := range header.Addresses(f.Body(), nil) {
				list = append(list, a.Addr)
			}
		}
		return list
	}
	return flow.Addresses{From: addresses("From"), ReplyTo: addresses("Reply-To")}
}

// identityOf writes the comparison: outcome, "!" if believed, login and codes.
func identityOf(data []byte) string {
	s := header.Parse(data)
	id := flow.IdentityOf(hops.Build(&s, hops.Options{}), addressesOf(&s))
	mark := ""
	if id.Believed {
		mark = "!"
	}
	return strings.TrimSpace(string(id.Outcome) + mark + " " + id.Login + ": " + strings.Join(id.Because, " "))
}

// took is a line of a host, with what it says of the client.
func took(by, client, how string) string {
	return "Received: from " + client + " by " + by + " " + how + " id 4RMxyz0000z1; Wed, 14 Oct 2026 08:15:00 +0000"
}

func TestIdentity(t *testing.T) {
	const app, device = "app.example ([198.51.100.7])", "[192.168.7.31] ([192.168.7.31])"
	login := took("smtp.contoso.example", app+"\r\n (Authenticated sender: app@contoso.example)", "(Postfix) with ESMTPSA")
	noUser := took("smtp.contoso.example", "[198.51.100.7] (helo=app)", "with esmtpa (Exim 4.96)")
	above := took("mx.fabrikam.example", "smtp.contoso.example (smtp.contoso.example [203.0.113.9])", "(Postfix) with ESMTPS")
	asPerson := []string{"From: Camille <camille@contoso.example>"}
	asLogin := []string{"From: Camille <APP@contoso.example>", "Reply-To: Camille <camille@contoso.example>"}
	field := func(text string) []string { return []string{text} }
	const nobodyKnown = "unknown :"
	const inLine, inField, inResults = "app@contoso.example: login-in-line", "app@contoso.example: login-in-field", "app@contoso.example: login-in-results"
	tests := []struct {
		name   string
		fields [][]string
		want   string
	}{
		// The two ways of an application that sends through its customer's server.
		{"as the person", [][]string{{above, login}, asPerson}, "send-as " + inLine},
		{"as the login", [][]string{{above, login}, asLogin}, "login-address " + inLine},
		{"read at that server", [][]string{{login}, asPerson}, "send-as! " + inLine},
		{"words of a HELO at that server", [][]string{{took("smtp.contoso.example", "x (Authenticated sender: app@contoso.example) ([198.51.100.7])", "with ESMTP")}, asPerson}, "send-as " + inLine},
		{"ordinary mail", [][]string{{above, login}, {"From: app@contoso.example"}}, "unknown " + inLine},
		{"Reply-To is the login too", [][]string{{above, login}, {"From: app@contoso.example", "Reply-To: App@Contoso.example"}}, "unknown " + inLine},
		{"Reply-To of two", [][]string{{above, login}, {"From: app@contoso.example", "Reply-To: app@contoso.example, camille@contoso.example"}}, "login-address " + inLine},
		{"From of two", [][]string{{above, login}, {"From: camille@contoso.example, app@contoso.example"}}, "unknown " + inLine},
		{"no From", [][]string{{above, login}, {"To: a@b.example"}}, "unknown app@contoso.example: login-in-line"},

		{"the web page before it", [][]string{{above, login, took("webmail.contoso.example", device, "with HTTP")}, asPerson}, "send-as " + inLine},
		{"a process of the application's host", [][]string{{above, login, took("app.example", "localhost ([127.0.0.1])", "(Postfix) with ESMTP")}, asPerson}, "send-as " + inLine},
		{"a hand-over on the host itself", [][]string{{above, login, took("smtp.contoso.example", device, "(Postfix) with ESMTP")}, asPerson}, "send-as " + inLine},
		{"a relay's login", [][]string{{above, login, took("relay.contoso.example", device, "(Postfix) with ESMTP")}, asPerson}, nobodyKnown},
		{"a relay's login in a field too", [][]string{{above, noUser, took("relay.contoso.example", device, "with ESMTP")}, asPerson, field("X-AuthUser: app@contoso.example")}, nobodyKnown},
		{"a second login further on", [][]string{{took("out.provider.example", "smtp.contoso.example ([203.0.113.9])\r\n (Authenticated sender: contoso@provider.example)", "(Postfix) with ESMTPSA"), noUser}, asPerson}, nobodyKnown},
		{"login by socket", [][]string{{took("mx.contoso.example", "mx.contoso.example ([unix socket])\r\n (Authenticated sender: cyrus@contoso.example)", "with LMTPA")}, asPerson}, nobodyKnown},

		{"bare account", [][]string{{above, strings.Replace(login, "app@contoso.example", "app", 1)}, asPerson}, "unknown app: login-in-line bare-login"},
		{"bare account, and an address in a field", [][]string{{above, strings.Replace(login, "app@contoso.example", "app", 1)}, asPerson, field("X-Authenticated-Sender: app@contoso.example")}, "send-as " + inField},
		{"nobody logged in", [][]string{{above}, asPerson}, nobodyKnown},
		{"fields that the sender writes", [][]string{{above, noUser}, asPerson, field("Sender: app@contoso.example"), field("X-Sender: app@contoso.example"), field("Return-Path: <app@contoso.example>")}, nobodyKnown},
		{"Exchange Online", [][]string{atGmail(), {gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)}, asLogin}, nobodyKnown},

		{"X-Authenticated-Sender", [][]string{{above, noUser}, asPerson, field("X-Authenticated-Sender: app@contoso.example")}, "send-as " + inField},
		{"X-Authenticated-Sender of cPanel", [][]string{{above, noUser}, asPerson, field("X-Authenticated-Sender: smtp.contoso.example: app@contoso.example")}, "send-as " + inField},
		{"the same of a host further on", [][]string{{took("lists.example", "smtp.contoso.example ([203.0.113.9])", "with esmtp"), noUser}, asPerson, field("X-Authenticated-Sender: lists.example: mailman@lists.example")}, nobodyKnown},
		{"the same without account", [][]string{{above, noUser}, asPerson, field("X-Authenticated-Sender: smtp.contoso.example: ")}, nobodyKnown},
		{"X-AuthUser", [][]string{{above, noUser}, asLogin, field("X-AuthUser: app@contoso.example")}, "login-address " + inField},
		{"X-EN-AuthUser", [][]string{{above, noUser}, asLogin, field("X-EN-AuthUser: app@contoso.example")}, "login-address " + inField},
		{"X-Authenticated-UID", [][]string{{above, noUser}, asLogin, field("x-authenticated-uid: app@contoso.example")}, "login-address " + inField},
		{"results", [][]string{{above, noUser}, asPerson, field("Authentication-Results: contoso.example; auth=pass (login)\r\n smtp.auth=app@contoso.example smtp.mailfrom=camille@contoso.example")}, "send-as " + inResults},
		{"results renamed by EOP", [][]string{{above, noUser}, asPerson, field("Authentication-Results-Original: contoso.example; auth=pass smtp.auth=app@contoso.example")}, "send-as " + inResults},
		{"the oldest results", [][]string{field("Authentication-Results: provider.example; auth=pass smtp.auth=contoso@provider.example"), {above, noUser}, asPerson,
			field("Authentication-Results: contoso.example; auth=pass smtp.auth=app@contoso.example")}, "send-as " + inResults},
		{"results of a failed login", [][]string{{above, noUser}, asPerson, field("Authentication-Results: contoso.example; auth=fail smtp.auth=app@contoso.example")}, nobodyKnown},
		{"results in a comment", [][]string{{above, noUser}, asPerson, field("Authentication-Results: contoso.example; spf=pass (auth=pass smtp.auth=app@contoso.example)")}, nobodyKnown},
		{"a filter's customer", [][]string{{above, noUser}, asPerson, field("Authentication-Results: filter.example; auth=pass smtp.auth=203.0.113.9@out.filter.example")}, nobodyKnown},
		{"a domain without account", [][]string{{above, noUser}, asPerson, field("Authentication-Results: filter.example; auth=pass smtp.auth=@contoso.example")}, nobodyKnown},

		{"a list rewrote From", [][]string{{above, login}, {"From: Camille via Fans <fans@lists.example>", "Reply-To: camille@contoso.example", "List-Id: Fans <fans.lists.example>"}}, "unknown " + inLine + " list-rewrote-from"},
		{"the same, by List-Post", [][]string{{above, login}, {"From: fans@lists.example", "List-Post: <mailto:Fans@lists.example?subject=x>"}}, "unknown " + inLine + " list-rewrote-from"},
		{"the same, kept apart", [][]string{{above, login}, {"From: camille.contoso@dmarc.lists.example", "X-Original-From: camille@contoso.example"}}, "unknown " + inLine + " list-rewrote-from"},
		{"the same, by its words", [][]string{{above, login}, {"From: Camille via Fans <fans@lists.example>", "X-Mailman-Version: 2.1.39"}}, "unknown " + inLine + " list-rewrote-from"},
		{"a list that left From alone", [][]string{{above, login}, asPerson, field("List-Id: <fans.lists.example>")}, "send-as " + inLine},
		{"a list's Reply-To", [][]string{{above, login}, {"From: app@contoso.example", "Reply-To: fans@lists.example", "List-Id: <fans.lists.example>"}}, "unknown " + inLine},
		{"a list's Reply-To beside the person's", [][]string{{above, login}, asLogin[:1], {"Reply-To: fans@lists.example, camille@contoso.example", "List-Post: <mailto:fans@lists.example>"}}, "login-address " + inLine},
	}
	for _, test := range tests {
		if got := identityOf(gen.Section(gen.Join(test.fields...)...)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// FuzzFlow: any text gives an answer, and evidence points into it.
func FuzzFlow(f *testing.F) {
	f.Add(gen.Section(gen.Join(entered(), written("a@contoso.example", "b@contoso.example", incoming, results+"601"))...))
	f.Add(gen.Section(gen.Join(submittedAt(), written("a@contoso.example", "b@contoso.example", proxied, "List-Id: <>", "X-AuthUser: a@b"))...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := sendingOf(data); strings.Contains(got, "!") && strings.HasPrefix(got, string(flow.ModeUnknown)) {
			t.Errorf("what is unknown cannot be believed: %s", got)
		}
		if got := identityOf(data); strings.HasPrefix(got, string(flow.SendAs)) && !strings.Contains(got, "login-in") {
			t.Errorf("send-as without a reason: %s", got)
		}
	})
}
