package evidence

import (
	"slices"
	"strings"
	"testing"
)

// TestStampForms: seconds, microseconds and the form of Windows PowerShell; what
// has no such length is no time.
func TestStampForms(t *testing.T) {
	for text, want := range map[string]int64{
		"1792000000.123456": 1792000000, "1792000000": 1792000000, "179200000": 179200000, "17920000000": 17920000000, "1792000000123456": 1792000000,
		"/Date(1792000000123)/": 1792000000, "/Date(1792000000123": 0, "/Date(x)/": 0, "17920000": 0, "179200000012": 0, "1792000000123": 0, "x": 0, "": 0,
	} {
		if s := stamp(text, Zone{}); s.Valid() != (want != 0) || want != 0 && (!s.Near(want, 0) || s.Near(want, -1)) {
			t.Errorf("%q: %+v, want %d", text, s, want)
		}
	}
	for text, known := range map[string]bool{
		"2026-11-03T10:00:00": true, "2026-11-03 10:00:00": true, "2026-11-03T10:00:00+01:00": true, "/Date(1792000000123)/": true, " 2026-11-03T10:00:00 ": true,
		"11/03/2026 10:00:00": false, "2026-11/03 10:00:00": false, "2026-11-03": false, "Nov  3 10:00:00": false, "1792000000": false, "": false,
	} {
		if s := utcStamp(text); s.Known() != known {
			t.Errorf("%q: %+v", text, s)
		}
	}
	// A clock without a zone excludes what no zone makes it.
	unzoned := stamp("2026-11-03T10:00:00", Zone{})
	at := int64(1793700000) // 10:00 UTC
	if unzoned.Known() || unzoned.Near(at, 300) || unzoned.Excludes(at+widest, 300) || !unzoned.Excludes(at+widest+301, 300) || stamp("", UTC).Excludes(at, 0) {
		t.Errorf("%+v", unzoned)
	}
	if zoned := stamp("2026-11-03T10:00:00", Zone{Known: true, Offset: 3600}); !zoned.Near(at-3600, 0) || zoned.Excludes(at-3600, 0) || !zoned.Excludes(at, 3599) {
		t.Errorf("%+v", zoned)
	}
}

// TestQueueIDs: what names a message in a line of Postfix, and which words in
// its place do not.
func TestQueueIDs(t *testing.T) {
	for text, want := range map[string]string{
		"3F2A1: x": "3F2A1", "4dQx7L2Rk1z9tHm: x": "4dQx7L2Rk1z9tHm", "ABCDEF: x": "ABCDEF", strings.Repeat("1", 40) + ": x": strings.Repeat("1", 40),
		"3F2A: x": "", strings.Repeat("1", 41) + ": x": "", "NOQUEUE: reject": "", "warning: x": "", "connect from a: b": "", "3F2A1-9: x": "", "3F2A1B": "",
	} {
		if id, _, ok := queueID(text); id != want && ok || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", text, id, ok, want)
		}
	}
}

// TestPostfixDaemons: only the client that speaks SMTP hands a message on to
// another host; mailboxes and pipes take it too, and LMTP is inside.
func TestPostfixDaemons(t *testing.T) {
	const at = "2026-11-03T09:42:11Z relay postfix/"
	for daemon, want := range map[string]bool{"smtp": true, "lmtp": false, "virtual": false, "pipe": false, "relay/smtp": true, "error": false} {
		log := Read("x", []byte(at+"cleanup[1]: 3F2A1B0C9D: message-id=<a@b.example>\n"+at+daemon+
			"[2]: 3F2A1B0C9D: to=<c@d.example>, relay=mx.d.example[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\n"), Options{})
		if d := log.Records[0].Deliveries; len(d) != 1 || d[0].Sent != want || d[0].To != "c@d.example" {
			t.Errorf("%s: %+v", daemon, d)
		}
	}
	// A quote that is escaped is none.
	log := Read("x", []byte(at+"cleanup[1]: 3F2A1B0C9D: message-id=<a@b.example>\n"+at+
		`smtp[2]: 3F2A1B0C9D: to=<"a\">, relay=x[192.0.2.9]:25, status=sent (250"@d.example>, relay=none, dsn=5.4.4, status=bounced (x)`+"\n"), Options{})
	if d := log.Records[0].Deliveries; len(d) != 1 || d[0].Sent || d[0].Relay != "" {
		t.Errorf("an escaped quote: %+v", d)
	}
	for text, want := range map[string]string{": TLSv1 with cipher X": "1.0", ": TLSv1.3 with cipher X": "1.3", ": TLSv1.2": "", ": TLSv1.2.3 with cipher X": "", ": none": ""} {
		if got := tlsVersion(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestGUIDs: in any spelling, and nothing else.
func TestGUIDs(t *testing.T) {
	const want = "6f0c1a5e-0000-4000-8000-000000000001"
	for text, ok := range map[string]bool{
		want: true, "{" + strings.ToUpper(want) + "}": true, strings.ReplaceAll(want, "-", ""): true, " " + want + "\t": true,
		want[:35]: false, want + "0": false, "<" + want + ">": false, "": false,
	} {
		if got := guid(text); got != map[bool]string{true: want, false: ""}[ok] {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestRecipients: several in a cell, and the status that the enhanced summary
// puts behind each.
func TestRecipients(t *testing.T) {
	for _, x := range []struct {
		recipients, status string
		want               []string
	}{
		{"a@b.example;c@d.example", "", []string{"a@b.example", "c@d.example"}},
		{" a@b.example ; nobody;", "", []string{"a@b.example"}},
		{"", "a@b.example##Receive, Deliver;c@d.example##Fail", []string{"a@b.example", "c@d.example"}},
		{"", "250 2.6.0 <x@y.example> Queued mail", nil},
		{"e@f.example", "a@b.example##Receive", []string{"e@f.example"}},
	} {
		if got := (row{"recipients": x.recipients, "recipient-status": x.status}).addresses(); !slices.Equal(got, x.want) {
			t.Errorf("%q %q: %q", x.recipients, x.status, got)
		}
	}
}

// TestConnectorTwice: what names the connector counts only if it occurs once,
// also where it says the same or stands in other words.
func TestConnectorTwice(t *testing.T) {
	for text, want := range map[string]string{
		"S:InboundConnectorData=Name=A;ConnectorType=OnPremises":                           "A",
		"S:InboundConnectorData=Name=A;S:InboundConnectorData=ConnectorType=OnPremises":    "",
		"S:InboundConnectorData=Name=A;S:ProxiedClientHostname=x;S:InboundConnectorData=x": "",
		"S:InboundConnectorData=Name=A;S:DeliveryPriority=InboundConnectorData":            "",
		"S:DeliveryPriority=x;Name=A":                                                      "",
	} {
		var a Attribution
		for _, f := range customFacts(text) {
			a.fact(f)
		}
		if a.Connector != want || a.ConnectorType != "" && want == "" {
			t.Errorf("%s: %+v", text, a)
		}
	}
}

// TestTrackingEvents: what of a tracking log is the way of the message.
func TestTrackingEvents(t *testing.T) {
	const head = "#Log-type: Message Tracking Log\n#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source,event-id,internal-message-id,message-id,recipient-address,recipient-status\n"
	line := func(source, event, server, status string) string {
		return "2026-11-03T09:42:11.123Z,192.168.1.5,dev," + server + "," + source + "," + event + ",7,<a@b.example>,c@d.example," + status + "\n"
	}
	log := Read("x", []byte(head+line("SMTP", "RECEIVE", "192.168.10.11,MBX1", "")+line("STOREDRIVER", "RECEIVE", "192.0.2.66,other", "")+
		line("SMTP", "DEFER", "192.0.2.1,mx", "400 later")+line("SMTP", "SEND", "192.0.2.1,mx", "250 2.0.0 ok")+line("SMTP", "SENDEXTERNAL", "192.0.2.2,mx2", "550 5.1.1 no")), Options{})
	if len(log.Records) != 1 || len(log.Problems) != 0 {
		t.Fatalf("%+v", log)
	}
	r := log.Records[0]
	if r.Host != "MBX1" || r.Client.IP.String() != "192.168.1.5" || r.Client.Line.Number != 3 || len(r.Deliveries) != 2 {
		t.Fatalf("%+v", r)
	}
	if d := r.Deliveries; !d[0].Sent || d[0].Status != "sent" || d[0].Relay != "mx" || d[1].Sent || d[1].Status != "550 5.1.1 no" {
		t.Errorf("%+v", d)
	}
	cut := Read("x", []byte(head+line("SMTP", "RECEIVE", "192.168.10.11,MBX1", "")+"2026-11-03T09:42:11.123Z,1\n"+line("SMTP", "RECEIVE", "1,2,3", "")), Options{})
	if !slices.Equal(cut.Problems, []Problem{{ProblemCut, 4, 1}, {ProblemAmbiguous, 5, 1}}) {
		t.Errorf("%+v", cut.Problems)
	}
}

// TestIISHeads: the date of the head counts for lines without one, and both
// services that write such logs are known.
func TestIISHeads(t *testing.T) {
	const fields = "time c-ip cs-username s-ip cs-method cs-uri-query sc-status\n"
	body := "#Date: 2026-11-03 00:00:01\n#Fields: " + fields +
		"09:42:10 192.168.1.5 dev 192.168.10.30 MAIL +FROM:<s@b.example> 250\n09:42:10\t192.168.1.5 dev 192.168.10.30 RCPT +TO:<c@d.example> 250\n09:42:11 192.168.1.5 dev 192.168.10.30 DATA <a@b.example> 250\n"
	for _, software := range []string{"#Software: Microsoft Internet Information Services 10.0\n", "#Software: Microsoft Exchange Internet Information Services\n", "#Fields: " + fields} {
		log := Read("x", []byte(software+body), Options{})
		if log.Format != IIS || len(log.Records) != 1 || len(log.Problems) != 0 {
			t.Fatalf("%s%+v", software, log)
		}
		if r := log.Records[0]; r.MessageID != "<a@b.example>" || r.Sender != "s@b.example" || !slices.Equal(r.Recipients, []string{"c@d.example"}) || !r.First.Time.Near(1793698931, 0) {
			t.Errorf("%s%+v", software, r)
		}
	}
	for _, data := range []string{"<a@b.example", "a@b.example>", "-", "42"} {
		if log := Read("x", []byte("#Software: Microsoft Internet Information Services 10.0\n"+strings.Replace(body, "<a@b.example>", data, 1)), Options{}); len(log.Records) != 0 {
			t.Errorf("%s: %+v", data, log.Records)
		}
	}
}
