package explain

import (
	"slices"
	"strings"
	"testing"
)

func TestWord(t *testing.T) {
	for _, x := range []struct {
		word    string
		kind    Kind
		subject string
		want    string // in the meaning
		source  string // in the source
	}{
		{"5.7.64", Reply, "5.7.64", "found no tenant", "KB 3212877"},
		{"550 5.7.64", Reply, "550 5.7.64", "found no tenant", "Microsoft"},
		{"#5.7.68", Reply, "5.7.68", "RejectDirectSend", "4408790"},
		{"4.4.62", Reply, "4.4.62", "does not lead to the recipient", "region"},
		{"550 5.7.620", Reply, "550 5.7.620", "refuses every message from this address", "NDR"},
		{"5.7.502", Reply, "5.7.502", "found sending spam", "NDR"},
		{"4.7.322", Reply, "4.7.322", "DANE", "NDR"},
		{"5.1.1", Reply, "5.1.1", "no such recipient", "NDR"},
		{"5.7.1", Status, "5.7.1", "may not send to this recipient", "RFC 3463"},
		{"5.2.2", Status, "5.2.2", "mailbox is full", "RFC 3463"},
		{"451 5.7.3", Status, "451 5.7.3", "Failure for the moment", "RFC 3463"},
		{"5.7.899", Status, "5.7.899", "generic", "RFC 3463"},
		{"5.7.999", Reply, "5.7.999", "mail flow rule", "New-TransportRule"},
		{"4.9.1", Status, "4.9.1", "Failure for the moment", "RFC 3463"},
		{"550", Status, "550", "no such mailbox", "RFC 5321"},
		{"566", Status, "566", "generic", "RFC 5321"},
		{"5.7.x", Status, "5.7.x", "security", "RFC 3463"},
		{"x.7.1", Status, "x.7.1", "may not send", "RFC 3463"},
		{"5.7", Status, "5.7.x", "security", "RFC 3463"},
		{"5xx", Status, "5yz", "for good", "RFC 5321"},
		{"SFV:SKI", Value, "SFV:SKI", "inside one organization", "Defender"},
		{"sfv:ski", Value, "SFV:SKI", "inside one organization", "Defender"},
		{"AuthMechanism 10", Value, "AuthMechanism:10", "Trusted by the connector", "Exchange"},
		{"compauth", Method, "compauth", "Composite authentication", "Defender"},
		{"compauth=pass", Value, "compauth=pass", "authenticated", "Defender"},
		{"reason=601", Value, "reason=601", "direct send", "Defender"},
		{"CIP", Key, "CIP", "connected", "Defender"},
		{"CIP:192.0.2.1", Key, "CIP", "connected", "Defender"},
		{"AuthAs", Field, "AuthAs", "authenticated", "Exchange"},
		{"X-MS-Exchange-Organization-SCL", Field, "X-MS-Exchange-Organization-SCL", "Spam confidence", "Defender"},
		{"received", Field, "Received", "One transfer", "RFC 5321"},
		{"Return-Path: <a@contoso.example>", Field, "Return-Path", "Envelope sender", "RFC 5321"},
		{"Received-SPF", Field, "Received-SPF", "SPF", "RFC 7208"},
		{"ARC-Seal", Field, "ARC-Seal", "Seal", "RFC 8617"},
		{"DKIM-Signature", Field, "DKIM-Signature", "Signature", "RFC 6376"},
		{"List-Id", Field, "List-Id", "mailing list", "RFC 2919"},
		{"Auto-Submitted", Field, "Auto-Submitted", "program", "RFC 3834"},
		{"Delivered-To", Field, "Delivered-To", "recipient", ""},
		{"smtp.mailfrom=contoso.example", Property, "smtp.mailfrom", "MAIL FROM", "RFC 8601"},
		{"bh=", Tag, "bh=", "body", "RFC 6376"},
		{"ESMTPSA", Protocol, "ESMTPSA", "TLS with a login", "RFC 3848"},
		{"esmtps", Protocol, "ESMTPS", "TLS", "RFC 3848"},
		{"UTF8SMTPSA", Protocol, "UTF8SMTPSA", "SMTPUTF8", "RFC 6531"},
		{"Microsoft SMTP Server", Protocol, "Microsoft SMTP Server", "Exchange", "20,112"},
		{"receiver-assumed", Finding, "receiver-assumed", "<receiver>", "hopproof"},
		{"lines-removed", Finding, "lines-removed", "Received lines are missing", "hopproof"},
		{"declare-relay-ip", Remedy, "declare-relay-ip", "--relay-ip <ip>", "hopproof"},
		{"slow-leg", Finding, "slow-leg", "<wait>", "hopproof"},
		{"held", Outcome, "held", "believed", "hopproof"},
		{"claimed", Basis, "claimed", "hearsay", "hopproof"},
		{"border line", Term, "border line", "EOP", "hopproof"},
		{"--relay-ip", Option, "--relay-ip", "public address", "hopproof"},
	} {
		a, ok := Word(x.word, "en")
		if !ok || a.Kind != x.kind || a.Subject != x.subject || !strings.Contains(a.Meaning, x.want) ||
			!strings.Contains(a.Source, x.source) || a.Source == "" || a.Confidence == "" || a.Unknown != "" {
			t.Errorf("Word(%q): %v %+v", x.word, ok, a)
		}
		if french, _ := Word(x.word, "fr-CA"); french.Meaning == a.Meaning || french.Subject != a.Subject {
			t.Errorf("Word(%q) in French: %q", x.word, french.Meaning)
		}
	}
}

func TestUnknownWord(t *testing.T) {
	for _, word := range []string{"", " ", "nonsense", "1.2.3", "6.7.1", "130.5.7.1", "X", strings.Repeat("x", 400), "5.7.64.1", "192.0.2.5"} {
		if a, ok := Word(word, "en"); ok && word != "X" {
			t.Errorf("Word(%q): %+v", word, a)
		}
	}
}

// TestUnknownValue: a known key with a value that its table lacks is answered,
// and the answer says so.
func TestUnknownValue(t *testing.T) {
	for word, unknown := range map[string]string{"SFV:XYZ": "XYZ", "SFV XYZ": "XYZ", "AuthAs: Nobody": "Nobody", "Relay access denied": "access denied"} {
		list := Words(word, "en")
		if len(list) != 1 || list[0].Unknown != unknown || Complete(list) {
			t.Errorf("Words(%q): %+v", word, list)
		}
	}
	if list := Words("SFV:XYZ", "en"); len(list[0].Values) < 5 {
		t.Errorf("the known values are missing: %+v", list)
	}
}

// TestSenses: a word with several senses is explained in each.
func TestSenses(t *testing.T) {
	for word, want := range map[string][]string{
		"451":                       {"451", "reason=451"},
		"from":                      {"from", "From"},
		"5.7.64":                    {"5.7.64", "5.7.64"},
		"SFV:NSPM;SCL:1":            {"SFV:NSPM", "SCL:1"},
		"compauth=fail reason=001":  {"compauth=fail", "reason=001"},
		"lines-removed":             {"lines-removed", "lines-removed"},
		"X-Forefront-PRVS: anybody": {"X-Forefront-PRVS"},
	} {
		var got []string
		for _, a := range Words(word, "en") {
			got = append(got, a.Subject)
		}
		if !slices.Equal(got, want) {
			t.Errorf("Words(%q): %q, want %q", word, got, want)
		}
	}
}

func TestValues(t *testing.T) {
	a, _ := Word("AuthAs", "en")
	if len(a.Values) != 4 || a.Values[0].Value != "Anonymous" {
		t.Errorf("%+v", a.Values)
	}
	list := Words("SCL", "en")
	for i, a := range list {
		if (len(a.Values) > 0) != (i == 0) {
			t.Errorf("the values of SCL are told %d times", i+1)
		}
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{"recieved": "Received", "SFVV": "SFV", "SFV:SKJ": "SFV:SKI",
		"reciever-assumed": "receiver-assumed", "ESMTSPA": "ESMTPSA", "brokn": "broken"} {
		if list := Suggest(word); !slices.Contains(list, want) || len(list) > 3 {
			t.Errorf("Suggest(%q): %q, want %s", word, list, want)
		}
	}
	for _, word := range []string{"", strings.Repeat("a", 1000), "completely-unlike-anything"} {
		if list := Suggest(word); len(list) != 0 {
			t.Errorf("Suggest(%.20q): %q", word, list)
		}
	}
}
