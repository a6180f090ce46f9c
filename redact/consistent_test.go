package redact_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/redact"
)

// TestEncodedAsPlain: text in encoded-words reads as the same text does without
// them, whatever the coding, and where a name is split between two words.
func TestEncodedAsPlain(t *testing.T) {
	for plain, forms := range map[string][]string{
		"Jane Doevik, room 77": {
			"=?utf-8?B?SmFuZSBEb2V2aWssIHJvb20gNzc=?=", "=?UTF-8?q?Jane_Doevik=2C_room_77?=", "=?us-ascii?Q?=4aane=20Do?= =?us-ascii?Q?evik=2C_room_77?=",
			"=?utf-8?B?SmFuZSBEb2V2aWssIHJvb20gNzc?=", "=?utf-8?B?SmFuZSBEbw==?= =?utf-8?Q?evik,_room?= =?us-ascii*en?Q?_77?=", "=?utf-8?Q?Jane_Doevik,_room_?=77",
		},
		"J\u00F6rg@contoso.example": {"=?utf-8?Q?J=C3=B6rg=40contoso=2Eexample?=", "=?utf-8?B?SsM=?= =?utf-8?B?tnJnQGNvbnRvc28uZXhhbXBsZQ==?=", "=?utf-8?Q?J=C3=B6rg@contoso.example?="},
	} {
		for _, form := range forms {
			r := redact.Section([]byte("Subject: "+form+"\nX-Plain: "+plain+"\n\n"), newMap(t))
			s := header.Parse(r.Text)
			decoded, want := header.DecodeWords(s.Find("Subject").Body(), nil), s.Find("X-Plain").Body()
			if decoded != want || len(r.Leaks) > 0 || r.Misread {
				t.Errorf("%s became %s, which reads %q; the plain text became %q; %v", form, s.Find("Subject").Body(), decoded, want, r.Leaks)
			}
		}
	}
}

// TestUnreadWords: of text whose bytes are not those of US-ASCII the length is left.
func TestUnreadWords(t *testing.T) {
	for _, form := range []string{"=?utf-16?B?AEoAYQBuAGU=?=", "=?utf-7?Q?J+AGE-ne?=", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "=?gb2312?Q?~{<:Ky~}?="} {
		r := redact.Section([]byte("Subject: "+form+"\n\n"), newMap(t))
		s := header.Parse(r.Text)
		body := s.Find("Subject").Body()
		head, text := body[:strings.LastIndex(body[:len(body)-2], "?")+1], body[strings.LastIndex(body[:len(body)-2], "?")+1:len(body)-2]
		if strings.HasSuffix(head, "?B?") {
			raw, err := base64.StdEncoding.DecodeString(text)
			if text = string(raw); err != nil {
				t.Error(err)
			}
		}
		if !strings.HasPrefix(form, head) || text == "" || strings.Trim(text, "x") != "" || len(body) != len(form) {
			t.Errorf("%s became %s", form, body)
		}
	}
}

// TestSignedFields: a signature lists the fields by the names that they have now,
// and its values are hidden, as long as they were.
func TestSignedFields(t *testing.T) {
	text := "X-Contoso-Id: 1\nX-jane.doevik-Box: 2\nX-Other-Id: 3\nThread-Index: AQHabc01== jane.doevik\n" +
		"From: <jane.doevik@contoso.example>\n" +
		"DKIM-Signature: v=1; a=rsa-sha256; d=contoso.example; s=jane; h=From:X-Contoso-Id :\n X-jane.doevik-Box:X-Other-Id:Subject; bh=ab01CD=; b=Qw12\n er34==\n\n"
	r := redact.Section([]byte(text), newMap(t))
	s := header.Parse(r.Text)
	_, list, _ := strings.Cut(s.Find("DKIM-Signature").Body(), " h=")
	list, values, _ := strings.Cut(list, ";")
	var names []string
	for name := range strings.SplitSeq(list, ":") {
		names = append(names, strings.TrimSpace(name))
	}
	if len(names) != 5 || names[0] != "From" || names[1] != s.Fields[0].Name || names[2] != s.Fields[1].Name || names[3] != "X-Other-Id" || names[4] != "Subject" {
		t.Errorf("%q are signed of\n%s", names, r.Text)
	}
	for i, form := range []string{"X-???????-Id", "X-????.??????-Box"} {
		if name := s.Fields[i].Name; len(name) != len(form) || name[:2] != "X-" || !strings.HasSuffix(name, form[strings.LastIndexByte(form, '-'):]) {
			t.Errorf("%s for %s", name, form)
		}
	}
	if len(values) != len(" bh=ab01CD=; b=Qw12 er34==") || strings.Contains(values, "ab01") || strings.Contains(values, "Qw12") || strings.Contains(values, "er34") || !strings.HasSuffix(values, "==") {
		t.Errorf("the values became %q", values)
	}
	if index := s.Find("Thread-Index").Body(); len(index) != len("AQHabc01== jane.doevik") || strings.Contains(index, "AQH") || strings.Contains(index, "doevik") {
		t.Errorf("the index became %q", index)
	}
}

// TestCustomersOfOperators: in the names of public services what names a customer is
// replaced, and the service stays.
func TestCustomersOfOperators(t *testing.T) {
	m := newMap(t)
	for name, end := range map[string]string{
		"contoso.pphosted.com": ".pphosted.com", "esa9.contoso.iphmx.com": ".iphmx.com", "contoso.googlegroups.com": ".googlegroups.com",
		"contoso.mta.salesforce.com": ".mta.salesforce.com", "contoso.protection.outlook.com": ".protection.outlook.com",
		"contoso.prod.outlook.com": ".prod.outlook.com", "contoso7.office365.com": ".office365.com", "contoso.mail.onmicrosoft.com": ".mail.onmicrosoft.com",
		"contoso-com.p-v1.mx.microsoft": ".mx.microsoft", "contoso.gmail.com": ".gmail.com", "contoso.messagelabs.com": ".messagelabs.com",
		"203-0-113-25.contoso.sendgrid.net": ".sendgrid.net",
	} {
		if got := m.Host(name); strings.Contains(got, "contoso") || strings.HasPrefix(got, "203-0-113-25.") || !strings.HasSuffix(got, end) || strings.Count(got, ".") != strings.Count(name, ".") {
			t.Errorf("%s became %s", name, got)
		}
	}
	for _, name := range []string{"pphosted.com", "outlook.com", "AM0PR04MB1234.eurprd04.prod.outlook.com", "NODE0022.prod.outlook.com", "mail.protection.outlook.com", "node.mtv.corp.google.com", "gmail.com"} {
		if got := m.Host(name); got != name {
			t.Errorf("%s became %s", name, got)
		}
	}
}
