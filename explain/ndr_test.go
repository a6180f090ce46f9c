package explain

import (
	"slices"
	"strings"
	"testing"
)

const exchangeReport = `Delivery has failed to these recipients or groups:

user@fabrikam.example
Your message wasn’t delivered. Ask your administrator.

Diagnostic information for administrators:

Generating server: relay.contoso.example

user@fabrikam.example
Remote Server returned '550 5.7.64 TenantAttribution; Relay Access
Denied [DB5EUR01FT001.eop-EUR01.prod.protection.outlook.com]'

Original message headers:
Received: from a.example (192.0.2.1) by relay.contoso.example
 (2001:db8::5:7) with Microsoft SMTP Server id 15.20.5654.9; Mon, 2 Nov 2026
Status of the queue: 2.0.0
`

const postfixReport = `<x@gmail.example>: host mx.gmail.example[192.0.2.9] said: 550-5.7.26 Your
    email has been blocked because the sender is unauthenticated. 550-5.7.26
    Gmail requires all senders to authenticate with either SPF or DKIM.
    550 5.7.26 abc (in reply to end of DATA command)

<y@contoso.example>: host mx.contoso.example[192.0.2.2] said: 454 4.7.1
    <y@contoso.example>: Relay access denied (in reply to RCPT TO command)

Reporting-MTA: dns; relay.contoso.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 User unknown
`

func subjects(answers []Answer) []string {
	var list []string
	for _, a := range answers {
		list = append(list, a.Subject)
	}
	return list
}

func TestNDR(t *testing.T) {
	for name, x := range map[string]struct {
		text string
		want []string
	}{
		"Exchange":      {exchangeReport, []string{"550 5.7.64"}},
		"Postfix":       {postfixReport, []string{"550 5.7.26", "454 4.7.1", "5.1.1", "550"}},
		"both":          {"550 5.7.60 SMTP; Client does not have permissions to send as this sender [AM0PR01]", []string{"550 5.7.60"}},
		"brief":         {"550 5.7.60 ... SendAsDenied ...", []string{"550 5.7.60"}},
		"words":         {"it says SendAsDenied; scanner@contoso.example not allowed to send as boss@contoso.example", []string{"554 5.2.252"}},
		"old words":     {"STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied", []string{"554 5.2.0"}},
		"attribute":     {"Mail sent to the wrong Office 365 region. ATTR35", []string{"451 4.4.62"}},
		"attribute 36":  {"550 5.7.64 Relay Access Denied ATTR36. For more details", []string{"550 5.7.64"}},
		"LED":           {"[{LED=450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedServerName=mx]};{MSG=};{IP=192.0.2.1:25}]", []string{"450 4.4.317"}},
		"Exim":          {"SMTP error from remote mail server after RCPT TO:<u@contoso.example>:\n    550 5.4.1 Recipient address rejected: Access denied.", []string{"550 5.4.1"}},
		"qmail":         {"192.0.2.5 does not like recipient.\nRemote host said: 550 sorry, no mailbox here by that name. (#5.1.1)", []string{"5.1.1", "550"}},
		"code alone":    {"the printer shows 550 5.7.68", []string{"550 5.7.68"}},
		"unsure code":   {"554 5.7.1 Message rejected by content filter", []string{"554 5.7.1"}},
		"generic":       {"571 5.7.899 no", []string{"571 5.7.899"}},
		"sure code":     {"535 5.7.139 Authentication unsuccessful, user is locked by another rule", []string{"535 5.7.139"}},
		"passed on":     {"550 5.0.350 Remote server returned an error -> 554 5.4.14 loop", []string{"550 5.0.350", "554 5.4.14"}},
		"two Gmail":     {"550-5.7.27 This mail has been blocked because SPF does not pass. Gmail requires all\n550 5.7.27 large senders", []string{"550 5.7.27"}},
		"weak words":    {"a loop and invalid characters", nil},
		"weak beside":   {"550 5.4.20 loop", []string{"550 5.4.20"}},
		"login":         {"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", []string{"535 5.7.139"}},
		"other login":   {"535 5.7.3 Authentication unsuccessful [AM0]", []string{"535 5.7.3"}},
		"STARTTLS":      {"451 5.7.3 STARTTLS is required to send mail", []string{"451 5.7.3"}},
		"anonymous":     {"530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM", []string{"530 5.7.57"}},
		"on premises":   {"530 5.7.1 Client was not authenticated", []string{"530 5.7.1"}},
		"relaying":      {"550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", []string{"550 5.7.54"}},
		"two":           {"550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources\n\n450 4.7.26 x", []string{"550 5.7.68", "450 4.7.26"}},
		"quoted":        {"> > 550 5.7.64 TenantAttribution;\n> > Relay Access Denied", []string{"550 5.7.64"}},
		"soft break":    {"550 5.7.64 TenantAttribution; Relay=\r\n Access Denied", []string{"550 5.7.64"}},
		"typographic":   {"“550 5.7.703 Your message can’t be delivered because one or more recipients are blocked by your organization using Tenant Allow Block List.”", []string{"550 5.7.703"}},
		"no break":      {"550\u00a05.7.68 Direct\u00a0Send not allowed for this organization", []string{"550 5.7.68"}},
		"success":       {"250 2.1.5 Recipient OK\n250 2.6.0 queued", nil},
		"numbers":       {"took 550 ms, v5.7.64, 15.20.5.7, 5.7.64.1, openssl-5.4.1, 1.5.7.1, a5.7.1 and 550.", nil},
		"transcript":    {">>> RCPT TO:<u@contoso.example>\n<<< 550 User unknown", []string{"550"}},
		"empty":         {"", nil},
		"other version": {"Linux 5.4.0-150-generic", nil},
	} {
		if got := subjects(NDR(x.text, "en")); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// TestNDRWords: the words decide between errors that share a code.
func TestNDRWords(t *testing.T) {
	for text, want := range map[string]string{
		"550 5.7.1 Unable to relay":                                              "has not logged in",
		"554 5.7.1 <x@y.example>: Relay access denied":                           "Postfix",
		"550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using x": "list of bad senders",
		"530 5.7.1 Client was not authenticated":                                 "asks this client to log in",
		"550 5.7.1 no":                                                           "may not send to this recipient",
		"550 5.7.12 x":                                                           "its own people only",
		"554 5.4.14 Hop count exceeded - possible mail loop ATTR34":              "Exchange Online saw the message",
		"554 5.4.6 Hop count exceeded - possible mail loop":                      "on premises",
		"550 5.7.511 Access denied, banned sender[192.0.2.1]":                    "refuses every message from this address",
		"550 5.7.502 Access denied, banned sender":                               "found sending spam",
		"550 5.7.800 Access denied, banned sender":                               "banned the domain",
		"450 4.7.26 Service does not accept messages sent over IPv6 [2001:db8::1] unless they pass; a message sent over IPv6 [2001:db8::1] must pass either SPF or DKIM validation": "IPv6",
		"421 4.7.26 This mail is unauthenticated, which poses a risk":  "Gmail",
		"550 5.4.317 Message expired, cannot connect to remote server": "set up the connection",

		"550 5.7.504 [x@y.example]: Recipient address rejected: Access denied":                                                                                                         "accept this recipient",
		"550 5.7.505 Access denied, banned recipient":                                                                                                                                  "accept this recipient",
		"550 5.7.507 Access denied, rejected by recipient":                                                                                                                             "its own block list",
		"550 5.7.508 Access denied, [2001:db8::1] has exceeded permitted limits within 2001:db8::/64 range":                                                                            "range of IPv6",
		"550 5.7.510 Access denied, [contoso.example] does not accept email over IPv6":                                                                                                 "no mail over IPv6",
		"550 5.7.124 Sender not in allowed-senders list":                                                                                                                               "on its list",
		"550 5.7.135 Sender was not authenticated for public folder":                                                                                                                   "public folder",
		"550 5.7.1 RESOLVER.RST.AuthRequired; authentication required":                                                                                                                 "its own people only",
		"550 5.3.190 Journaling on-premises messages to Microsoft 365 not supported":                                                                                                   "journal copies",
		"550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy":                                                                                     "mail flow rule",
		"550 5.4.310 DNS domain contoso.example does not exist [Message=InfoDomainNonexistent]":                                                                                        "does not exist in the DNS",
		"550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 550 5.1.1 no":                                                                                  "no such recipient",
		"550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150)":      "Outlook.com",
		"550 5.2.252 Sender throttled due to continuous send as denied errors":                                                                                                         "the same error again",
		"550 5.2.252 SendAsDenied; a@contoso.example not allowed to send as b@contoso.example":                                                                                         "may not send with this sender",
		"421 4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the authenticated SPF or DKIM organizational domain": "Gmail",
		"421 4.7.40 Your email has been rate limited because the sending domain doesn't have a DMARC record":                                                                           "Gmail",
		"550 5.7.30 This mail has been blocked because DKIM does not pass":                                                                                                             "Gmail",
		"550 5.7.30 Basic authentication is not supported for Client Submission":                                                                                                       "user name and password",
		"connect to mx.contoso.example[192.0.2.1]:25: Connection refused":                                                                                                              "The sending server",
	} {
		list := NDR(text, "en")
		if len(list) == 0 || !strings.Contains(list[0].Meaning, want) {
			t.Errorf("%q: %+v", text, list)
		}
	}
}

// TestText: a word first, the text of an error next.
func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"Relay access denied": "554 5.7.1",
		"SFV:SKI":             "SFV:SKI",
		"SFV:XYZ":             "SFV",
		"SendAsDenied":        "554 5.2.252",
		"5.7.64":              "5.7.64",
		"nothing at all":      "",
	} {
		got := ""
		if list := Text(text, "en"); len(list) > 0 {
			got = list[0].Subject
		}
		if got != want {
			t.Errorf("Text(%q): %q, want %q", text, got, want)
		}
	}
}

// TestNDRIsBounded: what stands behind the first megabyte is not read, and the
// number of codes explained has an end.
func TestNDRIsBounded(t *testing.T) {
	if list := NDR(strings.Repeat(" ", maxReport)+"550 5.7.64", "en"); len(list) != 0 {
		t.Errorf("%q", subjects(list))
	}
	var b strings.Builder
	for i := range 999 {
		b.WriteString("5.6." + status{detail: i}.code()[4:] + " ")
	}
	if list := NDR(b.String(), "en"); len(list) == 0 || len(list) > mostStatuses+len(errorTable()) {
		t.Errorf("%d answers", len(list))
	}
}
