package evidence

import (
	"strings"
	"testing"
)

// TestIISClientNames: a client that calls itself as the server marks its own
// connections is a client.
func TestIISClientNames(t *testing.T) {
	const head, id = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-username s-computername s-ip cs-method cs-uri-query\n", "<a@b.example>"
	session := func(helo, own string) string {
		line := func(method, query string) string {
			return "2026-10-14 08:15:00 192.168.7.99 " + helo + " RELAY " + own + method + " " + query + "\n"
		}
		return line("MAIL", "+FROM:<x@contoso.example>") + line("RCPT", "+TO:<c@d.example>") + line("DATA", id)
	}
	for _, helo := range []string{"pc", outCommand, outResponse} {
		log := Read("x", []byte(head+session(helo, "192.168.10.30 ")), Options{})
		if len(log.Records) != 1 || log.Records[0].MessageID != id || log.Records[0].Client.IP.String() != "192.168.7.99" || len(log.Problems) != 0 {
			t.Errorf("%s: %+v", helo, log)
		}
		log = Read("x", []byte(strings.Replace(head, " s-ip", "", 1)+session(helo, "")), Options{})
		if known := helo == "pc"; len(log.Records) == 1 != known || NewSet(log).Whole() != known {
			t.Errorf("%s, no s-ip: %+v", helo, log)
		}
	}
	answer := head + session("pc", "192.168.10.30 ") + "2026-10-14 08:15:01 192.168.7.66 " + outCommand + " RELAY 192.168.10.30 RCPT +TO:<c@d.example>\n" +
		"2026-10-14 08:15:02 192.168.7.66 " + outResponse + " RELAY 192.168.10.30 DATA 250+2.6.0+" + id + "+[InternalId=1,+Hostname=x.prod.outlook.com]\n"
	if log := Read("x", []byte(answer), Options{}); len(log.Records) != 1 || len(log.Records[0].Deliveries) != 0 {
		t.Errorf("answer: %+v", log)
	}
	for _, name := range []string{"x\u00a0y", "x\u0085y"} { // white space to Unicode, not to the log
		if log := Read("x", []byte(head+session(name, "192.168.10.30 ")), Options{}); len(log.Records) != 1 || len(log.Problems) != 0 {
			t.Errorf("%q: %+v", name, log)
		}
	}
	if log := Read("x", []byte(head+session("x y", "192.168.10.30 ")), Options{}); len(log.Records) != 0 || NewSet(log).Whole() {
		t.Errorf("one cell more: %+v", log)
	}
}

// TestHostileRows: where cells are written without quotes, a subject is none that
// moves others, or hides rows; and a log in which rows were left out is not whole.
func TestHostileRows(t *testing.T) {
	const network, other = "00000a04-0000-4000-8000-08de00000a04", "00000a04-0000-4000-8000-08de00000a05"
	row := func(id, subject string) string {
		return id + ",2026-10-14T08:15:00Z," + subject + "," + network + ",203.0.113.25,c@d.example\n"
	}
	const head = "MessageId,Received,Subject,MessageTraceId,FromIP,RecipientAddress\n"
	for name, rows := range map[string]string{
		"a delimiter":          row("<a@b.example>", "x,"+other+",198.51.100.66"),
		"a quote":              row("<a@b.example>", `"x`) + row("<c@d.example>", "y"),
		"a quote, and its end": row("<a@b.example>", `"x`) + row("<c@d.example>", "y") + row("<e@f.example>", `y"`),
		"quotes in one row":    strings.Replace(row("<a@b.example>", `"x`), "c@d.example", `x"`, 1),
	} {
		log := Read("x", []byte(head+rows+row("<last@b.example>", "z")), Options{})
		for _, r := range log.Records {
			if r.NetworkID != network || r.Attributed.FromIP.String() != "203.0.113.25" || r.MessageID == "<a@b.example>" {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if NewSet(log).Whole() {
			t.Errorf("%s: whole, %+v", name, log.Problems)
		}
	}
	quoted := `"` + strings.ReplaceAll(strings.TrimSpace(head), ",", `","`) + "\"\n" + `"<a@b.example>","","two` + "\n" + `lines, ""quoted""","` + network + `","203.0.113.25","c@d.example"` + "\n"
	if log := Read("x", []byte(quoted), Options{}); len(log.Records) != 1 || log.Records[0].NetworkID != network || !NewSet(log).Whole() {
		t.Errorf("quoted: %+v", log)
	}
	cut := Read("x", []byte(head+row("<a@b.example>", "x")+"<c@d.example>,2026"), Options{})
	if len(cut.Records) != 1 || !NewSet(cut).Whole() {
		t.Errorf("a log that ends early: %+v", cut)
	}
	const tracking = "#Log-type: Message Tracking Log\n#Fields: date-time,client-ip,source,event-id,message-id,message-subject,server-ip\n"
	log := Read("x", []byte(tracking+"2026-11-03T09:42:11.512Z,192.168.7.9,SMTP,RECEIVE,<a@b.example>,x,y,z\n"), Options{})
	if len(log.Records) != 0 || NewSet(log).Whole() {
		t.Errorf("tracking: %+v", log)
	}
}

// TestTwoMessageIDs: a message with two of them is known under both.
func TestTwoMessageIDs(t *testing.T) {
	const at = "2026-11-03T09:42:11Z relay postfix/"
	log := Read("x", []byte(at+"smtpd[1]: 3F2A1B0C9D: client=pc[192.168.7.99]\n"+at+"cleanup[1]: 3F2A1B0C9D: message-id=<a@b>\n"+at+"cleanup[1]: 3F2A1B0C9D: message-id=<c@d>\n"+
		at+"smtp[2]: 3F2A1B0C9D: to=<x@y>, relay=r[192.0.2.1]:25, dsn=2.0.0, status=sent (250)\n"), Options{})
	s := NewSet(log)
	if a := s.ByMessageID("<a@b>"); len(a) != 1 || !a[0].Unread || a[0].Client.IP.String() != "192.168.7.99" {
		t.Errorf("first: %+v", a)
	}
	if c := s.ByMessageID("<c@d>"); len(c) != 1 || c[0].Unread || len(c[0].Deliveries) != 1 {
		t.Errorf("second: %+v", c)
	}
	again := Read("x", []byte(strings.Repeat(at+"cleanup[1]: 3F2A1B0C9D: message-id=<a@b>\n", 3)), Options{})
	if len(again.Records) != 1 {
		t.Errorf("the same again: %+v", again)
	}
}
