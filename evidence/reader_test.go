package evidence

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// logs are those of testdata, all made up, by what they are to be.
var logs = map[string]Format{
	"postfix.log": Postfix, "exchange-tracking.log": Tracking, "iis-smtp.log": IIS, "message-trace.json": Trace,
}

func data(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../testdata/logs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// encoded are the ways in which a file may be written.
func encoded(text string) map[string][]byte {
	units := utf16.Encode([]rune(text))
	var little, big []byte
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	return map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with mark": []byte("\uFEFF" + text), "CRLF": []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"UTF-16": append([]byte{0xff, 0xfe}, little...), "UTF-16 big": append([]byte{0xfe, 0xff}, big...), "UTF-16 without mark": little,
	}
}

// TestEncodings: content decides about the format, and the encoding and the
// size of the pieces change nothing.
func TestEncodings(t *testing.T) {
	for name, format := range logs {
		text := data(t, name)
		want := Read(name, text, Options{})
		if want.Format != format || len(want.Records) == 0 {
			t.Errorf("%s: format %q, %d records", name, want.Format, len(want.Records))
		}
		for encoding, bytes := range encoded(string(text)) {
			for _, size := range []int{1, 7, len(bytes)} {
				r := NewReader(name, Options{})
				for piece := range slices.Chunk(bytes, size) {
					r.Write(piece)
				}
				if got := r.Close(); !equal(&got, &want) {
					t.Errorf("%s as %s in pieces of %d: %+v, want %+v", name, encoding, size, got, want)
				}
			}
		}
	}
}

// TestDecode: texts too short to tell their encoding by, and halves of
// characters.
func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "a\n": "a\n", "a\nb": "a\nb", "\xff\xfe": "", "\xff\xfea": "\uFFFD", "\xfe\xff\x00a": "a", "\xef\xbb\xbf": "", "\xef\xbb\xbfa": "a",
		"a\x00b\x00": "ab", "\x00a\x00b": "ab", "\xff\xfe\x3d\xd8\x00\xde": "\U0001F600", "\xff\xfe\x3d\xd8": "\uFFFD",
		"\xff\xfe\x3d\xd8a\x00": "\uFFFDa", "\xff\xfe\x00\xdea\x00": "\uFFFDa", "\xfe\xff\xd8\x3d\xde\x00": "\U0001F600",
	} {
		for _, size := range []int{1, 3, 64} {
			var d decoder
			var got []byte
			for piece := range slices.Chunk([]byte(in), size) {
				got = append(got, d.decode(piece)...)
			}
			if got = append(got, d.end()...); string(got) != want {
				t.Errorf("%q in pieces of %d: %q, want %q", in, size, got, want)
			}
		}
	}
}

func equal(a, b *Log) bool {
	return a.Format == b.Format && slices.Equal(a.Problems, b.Problems) &&
		slices.EqualFunc(a.Records, b.Records, func(x, y Record) bool {
			return x.MessageID == y.MessageID && x.NetworkID == y.NetworkID && x.QueueID == y.QueueID && x.First == y.First &&
				x.Client == y.Client && x.Attributed == y.Attributed && slices.Equal(x.Recipients, y.Recipients) && slices.Equal(x.Deliveries, y.Deliveries)
		})
}

func TestPostfix(t *testing.T) {
	r := Read("mail.log", data(t, "postfix.log"), Options{}).Records[0]
	if r.Host != "relay" || r.QueueID != "4dQx7L2Rk1z9tHm" || r.MessageID != "<20261103094209.0117@scanner-2f.contoso.example>" || r.Sender != "scanner@contoso.example" {
		t.Errorf("%+v", r)
	}
	c := r.Client
	if c.Name != "scanner-2f.contoso.example" || c.IP.String() != "192.168.20.41" || c.Login != "scanner-2f" || c.Method != "LOGIN" || c.Line.Number != 3 {
		t.Errorf("%+v", c)
	}
	if len(r.Deliveries) != 1 {
		t.Fatalf("%+v", r.Deliveries)
	}
	d := r.Deliveries[0]
	if !d.Sent || d.To != "ines@fabrikam.example" || d.Relay != "contoso-example.mail.protection.outlook.com" || d.IP.String() != "52.101.68.3" ||
		d.Port != 25 || d.DSN != "2.6.0" || d.Host != "VI0PR05MB7017.eurprd05.prod.outlook.com" || d.TLS != "1.3" || d.Line.Number != 8 || d.TLSLine.Number != 7 {
		t.Errorf("%+v", d)
	}
}

// TestPostfixForms: the same line as syslog, the journal and their options write
// it, and what is no line of Postfix.
func TestPostfixForms(t *testing.T) {
	const tail = "3F2A1B0C9D: message-id=<a@b.example>"
	for prefix, known := range map[string]bool{
		"Nov  3 09:42:11 relay postfix/cleanup[1]: ":                                         false,
		"<22>Nov  3 09:42:11 relay postfix/cleanup[1]: ":                                     false,
		"2026-11-03T09:42:11.512345+01:00 relay postfix/cleanup[1]: ":                        true,
		"2026-11-03T09:42:11+0100 relay postfix/cleanup[1]: ":                                true,
		"Tue 2026-11-03 09:42:11 CET relay postfix/cleanup[1]: ":                             false,
		"2026-11-03 09:42:11 relay postfix-out/cleanup[1]: ":                                 false,
		"1793695331.512345 relay postfix/submission/cleanup[1]: ":                            true,
		"<22>1 2026-11-03T09:42:11.5+01:00 relay postfix/cleanup 1 - - ":                     true,
		"<22>1 2026-11-03T09:42:11.5+01:00 relay postfix/cleanup 1 - [timeQuality a=\"1\"] ": true,
	} {
		log := Read("x", []byte(prefix+tail+"\n"), Options{})
		if len(log.Records) != 1 || log.Records[0].MessageID != "<a@b.example>" || log.Records[0].Host != "relay" {
			t.Errorf("%s: %+v", prefix, log)
			continue
		}
		when := log.Records[0].First.Time
		if when.Known() != known || known && !when.Near(1793695331, 0) {
			t.Errorf("%s: %+v", prefix, when)
		}
		zone, _ := ParseZone("+01:00")
		when = Read("x", []byte(prefix+tail+"\n"), Options{Zone: zone}).Records[0].First.Time
		if !when.Near(1793695331, 0) || when.Near(1793695331+3600, 3599) {
			t.Errorf("%s in its zone: %+v", prefix, when)
		}
	}
	journal := `{"__REALTIME_TIMESTAMP":"1793695331512345","_HOSTNAME":"relay","SYSLOG_IDENTIFIER":"postfix/cleanup","_PID":"1","MESSAGE":"` + tail + `"}`
	log := Read("x", []byte(`{"MESSAGE":"x","_HOSTNAME":"relay","SYSLOG_IDENTIFIER":"sshd"}`+"\n"+journal+"\n"), Options{})
	if log.Format != Postfix || len(log.Records) != 1 || log.Records[0].First.Number != 2 || !log.Records[0].First.Time.Near(1793695331, 0) {
		t.Errorf("journal: %+v", log)
	}
	for _, line := range []string{"Nov  3 09:42:11 relay sshd[1]: " + tail, tail, "postfix/cleanup[1]: " + tail, "x postfix/cleanup[1]:" + tail} {
		if log := Read("x", []byte(line), Options{}); len(log.Records) != 0 || len(log.Problems) != 1 {
			t.Errorf("%q: %+v", line, log)
		}
	}
}

// TestPostfixHostile: what senders and clients choose cannot become another
// part of the line.
func TestPostfixHostile(t *testing.T) {
	const at = "2026-11-03T09:42:11Z relay postfix/"
	const named = at + "cleanup[1]: 3F2A1B0C9D: message-id=<a@b.example>\n"
	sent := `to=<"a>, relay=x.mail.protection.outlook.com[52.101.1.1]:25, dsn=2.0.0, status=sent (250"@b.example>, relay=none, delay=1, dsn=5.4.4, status=bounced (Host not found)`
	log := Read("x", []byte(named+at+"smtp[2]: 3F2A1B0C9D: "+sent+"\n"), Options{})
	if d := log.Records[0].Deliveries; len(d) != 1 || d[0].Sent || d[0].Relay != "" || d[0].Status != "bounced" {
		t.Errorf("recipient: %+v", d)
	}
	log = Read("x", []byte(named+at+"smtp[2]: 3F2A1B0C9D: to=<\"a>, relay=x[52.101.1.1]:25, status=sent (250\n"), Options{})
	if len(log.Records[0].Deliveries) != 0 || len(log.Problems) != 1 || log.Problems[0].Code != ProblemAmbiguous {
		t.Errorf("open quote: %+v", log)
	}
	log = Read("x", []byte(named+at+"smtpd[2]: 3F2A1B0C9D: client=unknown[192.0.2.9], sasl_method=PLAIN, sasl_username=a, client=dev[192.168.1.1], sasl_username=b\n"), Options{})
	if c := log.Records[0].Client; c.IP.IsValid() || c.Login != "" {
		t.Errorf("login: %+v", c)
	}
	const id = "<Hostname=x.prod.outlook.com-queued as 12345@b.example>"
	const echoed = at + "cleanup[1]: 3F2A1B0C9D: message-id=" + id + "\n" + at + "smtp[2]: 3F2A1B0C9D: to=<c@d.example>, relay=mx[192.0.2.1]:25, dsn=2.6.0, status=sent (250 2.6.0 " + id
	log = Read("x", []byte(echoed+" [InternalId=1, Hostname=mbx.contoso.example] Queued mail for delivery)\n"), Options{})
	if d := log.Records[0].Deliveries; len(d) != 1 || d[0].Host != "mbx.contoso.example" || d[0].QueuedAs != "" {
		t.Errorf("the Message-ID in a reply: %+v", d)
	}
	log = Read("x", []byte(echoed+" Queued mail for delivery)\n"), Options{})
	if d := log.Records[0].Deliveries; len(d) != 1 || d[0].Host != "" || d[0].QueuedAs != "" {
		t.Errorf("the Message-ID in a reply without a name: %+v", d)
	}
	log = Read("x", []byte(at+"cleanup[1]: 3F2A1B0C9D: message-id=<a@b>: to=<x@y>, relay=r[192.0.2.1]:25, status=sent (250)\n"), Options{})
	if r := log.Records[0]; len(r.Deliveries) != 0 || r.MessageID != "<a@b>: to=<x@y>, relay=r[192.0.2.1]:25, status=sent (250)" {
		t.Errorf("message-id: %+v", r)
	}
	for _, other := range []string{"Nov  3 09:42:11 relay sshd[77]: Invalid user relay ", "2026-11-03T09:42:11Z relay dovecot: auth: user relay ", "<38>Nov  3 09:42:11 relay sshd[77]: relay "} {
		log = Read("x", []byte(named+other+"postfix/smtpd[2]: 3F2A1B0C9D: client=dev[192.168.1.1]\n"), Options{})
		if c := log.Records[0].Client; c.IP.IsValid() || len(log.Problems) != 1 || log.Problems[0].Code != ProblemForeign {
			t.Errorf("a client's words in the log of another program: %+v, %+v", c, log.Problems)
		}
	}
}

// TestPostfixAgain: an id that is used again without "removed" is a new message;
// orig_to is an address, whatever stands in it.
func TestPostfixAgain(t *testing.T) {
	const at = "2026-11-03T09:42:11Z relay postfix/"
	text := at + "smtpd[1]: AAAAA1: client=dev[192.168.1.5]\n" + at + "cleanup[1]: AAAAA1: message-id=<a@b.example>\n" +
		at + "smtpd[1]: AAAAA1: client=other[IPv6:2001:db8::5]\n" + at + "cleanup[1]: AAAAA1: message-id=<c@b.example>\n" +
		at + "smtp[3]: AAAAA1: to=<x@y.example>, orig_to=<\"r>, status=sent \"@y.example>, relay=mx[192.0.2.1]:25, dsn=4.0.0, status=deferred (later)\n" +
		at + "smtp[3]: AAAAA1: to=<x@y.example>, orig_to=<\"r>, status=sent (250\n" +
		at + "smtp[3]: AAAAA1: to=<x@y.example>, relay=mx[192.0.2.1]:25\n" + at + "qmgr[4]: AAAAA1: removed\n"
	log := Read("x", []byte(text), Options{})
	if len(log.Records) != 2 || len(log.Records[0].Deliveries) != 0 || log.Records[0].Client.Name != "dev" {
		t.Fatalf("%+v", log)
	}
	r := log.Records[1]
	if r.MessageID != "<c@b.example>" || r.Client.IP.String() != "2001:db8::5" || len(r.Deliveries) != 1 || r.Deliveries[0].Status != "deferred" || r.Deliveries[0].Relay != "mx" {
		t.Errorf("%+v", r)
	}
	if !slices.Equal(log.Problems, []Problem{{ProblemAmbiguous, 6, 1}, {ProblemCut, 7, 1}}) {
		t.Errorf("%+v", log.Problems)
	}
}

// TestPostfixFilter: a content filter hands the message back under another
// queue id; the client is that of the first.
func TestPostfixFilter(t *testing.T) {
	const at = "2026-11-03T09:42:11Z relay postfix/"
	text := at + "smtpd[1]: AAAAA1: client=dev[192.168.1.5], sasl_method=LOGIN, sasl_username=dev\n" +
		at + "cleanup[1]: AAAAA1: message-id=<a@b.example>\n" +
		at + "smtpd[2]: BBBBB2: client=localhost[127.0.0.1]\n" +
		at + "cleanup[2]: BBBBB2: message-id=<a@b.example>\n" +
		at + "smtp[3]: AAAAA1: to=<x@y.example>, relay=127.0.0.1[127.0.0.1]:10024, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as BBBBB2)\n" +
		at + "qmgr[4]: AAAAA1: removed\n"
	s := NewSet(Read("x", []byte(text), Options{}))
	records := s.ByMessageID("<a@b.example>")
	if len(records) != 2 {
		t.Fatalf("%+v", records)
	}
	for _, r := range records {
		if o := s.Origin(r); o == nil || o.QueueID != "AAAAA1" || o.Client.Login != "dev" {
			t.Errorf("from %s: %+v", r.QueueID, o)
		}
	}
}

// TestOriginOfStranger: a server that got a message outside answers with the queue id
// of another one, sent under the same Message-ID from elsewhere.
func TestOriginOfStranger(t *testing.T) {
	const relay, other = "2026-11-03T09:42:11Z relay postfix/", "2026-11-03T09:42:12Z other postfix/"
	first := relay + "smtpd[1]: AAAAA1: client=dev[192.168.1.5]\n" + relay + "cleanup[1]: AAAAA1: message-id=<a@b.example>\n" +
		relay + "smtp[3]: AAAAA1: to=<x@y.example>, relay=NEXT:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBBB2)\n"
	for client, want := range map[string]string{
		relay + "smtpd[2]: BBBBB2: client=unknown[192.168.99.66]\n" + relay:                                                     "",
		relay + "smtpd[2]: BBBBB2: client=localhost[127.0.0.1]\n" + relay:                                                       "AAAAA1",
		relay + "smtpd[2]: BBBBB2: client=unknown[192.168.99.66], orig_queue_id=AAAAA1, orig_client=dev[192.168.1.5]\n" + relay: "AAAAA1",
		other + "smtpd[2]: BBBBB2: client=unknown[192.168.99.66]\n" + other:                                                     "",
		other + "smtpd[2]: BBBBB2: client=relay.contoso.example[192.168.1.2]\n" + other:                                         "AAAAA1",
	} {
		s := NewSet(Read("x", []byte(first+client+"cleanup[2]: BBBBB2: message-id=<a@b.example>\n"), Options{}))
		got := ""
		for _, r := range s.ByMessageID("<a@b.example>") {
			if r.QueueID == "BBBBB2" {
				if o := s.Origin(r); o != nil {
					got = o.QueueID
				}
			}
		}
		if got != want {
			t.Errorf("%s: from %q, want %q", client, got, want)
		}
	}
}

// TestOriginOfTwoServers: from the server that hands over to EOP back to the one
// that took the message from the device, by their logs.
func TestOriginOfTwoServers(t *testing.T) {
	log := string(data(t, "exchange-tracking.log"))
	lines := strings.SplitAfter(log, "\n")
	// The first server hands over to a second one, MBX2.
	toSecond := strings.NewReplacer("52.101.73.9,contoso-example.mail.protection.outlook.com", "192.168.10.12,MBX2.ad.contoso.example").Replace(lines[6])
	received := strings.NewReplacer("192.168.20.60,camera-gate,192.168.10.11,MBX1", "192.168.10.11,MBX1,192.168.10.12,MBX2", "4840512", "771").Replace(lines[5])
	sent := strings.ReplaceAll(lines[6], "4840512", "771")
	head := strings.Join(lines[:5], "")
	s := NewSet(Read("mbx1.log", []byte(head+lines[5]+toSecond), Options{}), Read("mbx2.log", []byte(head+received+sent), Options{}))
	second := s.ByMessageID("<0b7d51c2e9@camera-gate.contoso.example>")[1]
	if second.Host != "MBX2" || second.Client.IP.String() != "192.168.10.11" {
		t.Fatalf("%+v", second)
	}
	if o := s.Origin(second); o == nil || o.Source != "mbx1.log" || o.Client.IP.String() != "192.168.20.60" {
		t.Errorf("%+v", o)
	}
}

// TestSetOfNothing: no set knows as little as an empty one.
func TestSetOfNothing(t *testing.T) {
	var none *Set
	r := &Record{MessageID: "<a@contoso.example>"}
	for _, s := range []*Set{none, {}, NewSet()} {
		if !s.Whole() || s.ByMessageID(r.MessageID) != nil || s.ByNetworkID(guidOf(1)) != nil || s.Origin(r) != r {
			t.Errorf("%+v knows something", s)
		}
	}
}

func TestTracking(t *testing.T) {
	log := Read("x", data(t, "exchange-tracking.log"), Options{})
	if len(log.Records) != 1 || len(log.Problems) != 0 {
		t.Fatalf("%+v", log)
	}
	r := log.Records[0]
	if r.Host != "MBX1" || r.Client.IP.String() != "192.168.20.60" || r.Client.Line.Number != 6 || r.NetworkID != "1b4e28ba-0000-4000-8000-08de1b2c3d4e" ||
		len(r.Deliveries) != 1 || !r.Deliveries[0].Sent || r.Deliveries[0].Host != "PAXPR05MB9330.eurprd05.prod.outlook.com" || r.Deliveries[0].Line.Number != 7 {
		t.Errorf("%+v", r)
	}
	cut := data(t, "exchange-tracking.log")
	log = Read("x", cut[:len(cut)-400], Options{})
	if len(log.Records[0].Deliveries) != 0 || len(log.Problems) != 1 || log.Problems[0] != (Problem{ProblemCut, 7, 1}) {
		t.Errorf("cut: %+v", log)
	}
}

func TestIIS(t *testing.T) {
	log := Read("x", data(t, "iis-smtp.log"), Options{})
	if len(log.Records) != 1 || len(log.Problems) != 0 {
		t.Fatalf("%+v", log)
	}
	r := log.Records[0]
	if r.Host != "WINRELAY" || r.Client.IP.String() != "192.168.20.43" || r.Client.Line.Number != 8 || len(r.Deliveries) != 1 {
		t.Fatalf("%+v", r)
	}
	d := r.Deliveries[0]
	if !d.Sent || d.IP.String() != "52.101.73.4" || d.To != "accounts@fabrikam.example" || d.Host != "DU0PR05MB8821.eurprd05.prod.outlook.com" || d.Line.Number != 17 {
		t.Errorf("%+v", d)
	}
}

// TestTraceForms: the same row as cmdlets, reports and Graph write it.
func TestTraceForms(t *testing.T) {
	const id, network = "<a@b.example>", "00000a04-0000-4000-8000-08de00000a04"
	for name, x := range map[string]struct {
		text string
		line int
	}{
		"object":     {`{"MessageId":"<a@b.example>","MessageTraceId":"` + network + `","FromIP":"203.0.113.25","RecipientAddress":"c@d.example"}`, 1},
		"array":      {"[\n {\"MessageId\":\"<a@b.example>\",\n\"MessageTraceId\":{\"Guid\":\"" + network + "\"},\"FromIP\":\"203.0.113.25\",\"RecipientAddress\":\"c@d.example\"}]", 2},
		"Graph":      {"{\"@odata.context\":\"x\",\n\"value\":[\n{\"id\":\"" + network + "\",\"messageId\":\"<a@b.example>\",\"fromIP\":\"203.0.113.25\",\"recipientAddress\":\"c@d.example\"}]}", 3},
		"Export-Csv": {"#TYPE Selected\n\"MessageId\",\"MessageTraceId\",\"FromIP\",\"RecipientAddress\",\"Subject\"\n\"<a@b.example>\",\"" + network + "\",\"203.0.113.25\",\"c@d.example\",\"two\nlines, \"\"quoted\"\"\"\n", 3},
		"semicolons": {"MessageId;MessageTraceId;FromIP;RecipientAddress\n<a@b.example>;" + network + ";203.0.113.25;c@d.example\n", 2},
		"summary":    {"origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id,original_client_ip,directionality,connector_id,delivery_priority\n2026-11-06T10:00:23Z,s@b.example,c@d.example##Receive Deliver,x,1,<a@b.example>,00000a040000400080000 8de00000a04,203.0.113.25,1,,Normal\n", 2},
	} {
		text := strings.ReplaceAll(x.text, "00000a040000400080000 8de00000a04", strings.ReplaceAll(network, "-", ""))
		log := Read(name, []byte(text), Options{})
		if len(log.Records) != 1 || log.Format != Trace {
			t.Errorf("%s: %+v", name, log)
			continue
		}
		r := log.Records[0]
		if r.MessageID != id || r.NetworkID != network || r.Attributed.FromIP.String() != "203.0.113.25" || !slices.Equal(r.Recipients, []string{"c@d.example"}) || r.First.Number != x.line {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestNoMessage: a row whose cells are white space names no message, in a trace
// and in a tracking log.
func TestNoMessage(t *testing.T) {
	const head = "#Log-type: Message Tracking Log\n#Fields: date-time,message-id,internal-message-id,network-message-id\n"
	for _, text := range []string{
		`{"MessageId":" ","RecipientAddress":"c@d.example"}`,
		"MessageId,MessageTraceId,RecipientAddress\n\" \",\" \",c@d.example\n",
		head + "2026-11-03T09:42:11.512Z, ,771,\n",
	} {
		if log := Read("x", []byte(text), Options{}); len(log.Records) != 0 {
			t.Errorf("%q: %+v", text, log)
		}
	}
	const padded = "MessageId,MessageTraceId\n\" <a@b.example>\", \n"
	if log := Read("x", []byte(padded), Options{}); len(log.Records) != 1 || log.Records[0].MessageID != "<a@b.example>" {
		t.Errorf("%+v", log)
	}
}

// TestTraceData: connector and certificate, and words of a client that imitate
// them.
func TestTraceData(t *testing.T) {
	custom := func(text string) Attribution {
		var a Attribution
		for _, f := range dataFacts(`<root><MEP Name="A" Integer="1"/><MEP Name="CustomData" Blob="` + text + `"/></root>`) {
			a.fact(f)
		}
		return a
	}
	a := custom(`S:ProxiedClientIPAddress=203.0.113.25;S:InboundConnectorData=Name=A &amp; B;ConnectorType=OnPremises;TenantId=6F0C1A5E-0000-4000-8000-000000000001;S:CertificateSubject=CN=mail.contoso.example, O=Contoso`)
	if a.Connector != "A & B" || a.ConnectorType != "OnPremises" || a.Tenant != "6f0c1a5e-0000-4000-8000-000000000001" || a.Certificate != "mail.contoso.example" || a.FromIP.String() != "203.0.113.25" {
		t.Errorf("%+v", a)
	}
	if a := custom(`S:ProxiedClientHostname=x;S:InboundConnectorData=Name=mine;S:InboundConnectorData=Name=theirs`); a.Connector != "" {
		t.Errorf("twice: %+v", a)
	}
	if a := custom(`S:ProxiedClientHostname=x;S:CertificateSubject=CN=mine;S:CertificateSubject=CN=theirs;S:ProxiedClientIPAddress=192.0.2.1;S:ProxiedClientIPAddress=192.0.2.2`); a != (Attribution{}) {
		t.Errorf("other entries twice: %+v", a)
	}
	if a := custom(`S:CertificateSubject=CN=mine;S:CertificateSubject=CN=mine`); a.Certificate != "mine" {
		t.Errorf("the same twice: %+v", a)
	}
	if a := custom(`S:ProxiedClientHostname=x;ConnectorType=OnPremises;Name=mine`); a != (Attribution{}) {
		t.Errorf("loose words: %+v", a)
	}
	for text, behind := range map[string]string{
		`S:ProxyHop1=a(10.0.0.1);S:ProxiedClientIPAddress=192.0.2.1;S:CertificateSubject=CN=a`:                               "",
		`S:ProxiedClientHostname=x;S:CertificateSubject=CN=mine`:                                                             ClientName,
		`S:ProxiedClientIPAddress=x;S:InboundConnectorData=Name=a;S:ProxiedClientHostname=b`:                                 "ProxiedClientIPAddress",
		`S:CertificateSubject=CN=a;S:InboundConnectorData=Name=mine;ConnectorType=OnPremises`:                                "CertificateSubject",
		`S:OriginalFromAddress=a;S:ProxiedClientHostname=b;S:InboundConnectorData=Name=mine`:                                 "OriginalFromAddress",
		`S:ProxiedClientHostname=b;S:OriginalFromAddress=a;S:InboundConnectorData=Name=mine`:                                 "OriginalFromAddress",
		`S:ProxiedClientHostname=b;S:CertificateSubject=CN=a;S:OriginalFromAddress=a;S:InboundConnectorData=Name=mine`:       "CertificateSubject",
		`S:ProxyHop1=a;S:CertificateSubject=CN=a;S:ProxiedClientHostname=b;S:InboundConnectorData=Name=mine`:                 "CertificateSubject",
		`S:InboundConnectorData=Name=A;ConnectorType=OnPremises;S:ProxiedClientHostname=x;S:OriginalFromAddress=a@b.example`: "",
	} {
		if a := custom(text); a.Behind != behind {
			t.Errorf("%s: behind %q, want %q", text, a.Behind, behind)
		}
	}
}

// TestUnescape: references of XML; what is none stays as it is.
func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "&amp;lt;": "&lt;", "&lt;&gt;&quot;&apos;": "<>\"'", "&#65;&#x42;": "AB", "& &nbsp; &#xd800; &#x110000; &#; &#x; &38; &": "& &nbsp; &#xd800; &#x110000; &#; &#x; &38; &",
	} {
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestCut: a file may end anywhere, and what is whole is read.
func TestCut(t *testing.T) {
	text := data(t, "message-trace.json")
	log := Read("x", text[:len(text)-200], Options{})
	if len(log.Records) != 2 || len(log.Problems) != 1 || log.Problems[0] != (Problem{ProblemCut, 25, 1}) {
		t.Errorf("%d records, %+v", len(log.Records), log.Problems)
	}
	if log := Read("x", []byte("nothing\nof\nthe kind"), Options{}); log.Format != "" || log.Problems[0] != (Problem{ProblemForeign, 1, 3}) {
		t.Errorf("%+v", log)
	}
	if log := Read("x", []byte(`[{"MessageId":"<a@b>"},{"x":]}, {"MessageId":"<c@d>"}]`), Options{}); len(log.Records) == 0 || log.Problems[0].Code != ProblemSyntax {
		t.Errorf("%+v", log)
	}
	row := "MessageId,MessageTraceId\n\"<a@b>,x\n" + strings.Repeat("x\n", maxRow) + "<c@d>,y\n"
	if log := Read("x", []byte(row), Options{}); len(log.Records) != 1 || log.Records[0].MessageID != "<c@d>" {
		t.Errorf("stray quote: %+v", log)
	}
}

// TestBounds: a long line and many open messages take bounded room.
func TestBounds(t *testing.T) {
	line := "2026-11-03T09:42:11Z relay postfix/cleanup[1]: 3F2A1B0C9D: message-id=<" + strings.Repeat("a", 2*maxLine) + "@b>\n"
	log := Read("x", []byte(line), Options{})
	if len(log.Problems) != 1 || log.Problems[0].Code != ProblemLong || len(log.Records[0].First.Text) > maxText+4 {
		t.Errorf("%+v", log.Problems)
	}
	p := newPostfixReader(UTC)
	r := NewReader("x", Options{})
	for i := range maxOpen + 10 {
		id := "A" + strings.Repeat("B", 4) + string(rune('0'+i%10)) + guidOf(i)
		p.entry(r, i, &logEntry{time: "2026-11-03T09:42:11Z", host: "relay", daemon: "cleanup", message: id + ": message-id=<a@b>"}, "")
	}
	if len(p.open) > maxOpen || len(r.log.Records) == 0 {
		t.Errorf("%d open, %d records", len(p.open), len(r.log.Records))
	}
}

func guidOf(i int) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for range 6 {
		b = append(b, hex[i%16])
		i /= 16
	}
	return string(b)
}

func TestColumns(t *testing.T) {
	last := ""
	for line := range strings.Lines(columnRows) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 4 || slices.Contains(cells, "") {
			t.Errorf("%q", line)
		}
		if last != "" && last != "column" && cells[0] <= last {
			t.Errorf("%s is not behind %s", cells[0], last)
		}
		last = cells[0]
	}
}

// TestLogsNameNobody: the logs are made up, of names that RFC 2606 reserves and
// of Exchange Online's.
func TestLogsNameNobody(t *testing.T) {
	host := regexp.MustCompile(`[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{3,}`)
	for name := range logs {
		for _, found := range host.FindAllString(string(data(t, name)), -1) {
			if !strings.HasSuffix(found, ".example") && !strings.HasSuffix(found, ".outlook.com") {
				t.Errorf("%s: %s", name, found)
			}
		}
	}
}

// BenchmarkPostfix reads a day of a busy relay.
func BenchmarkPostfix(b *testing.B) {
	day := bytes.Repeat(data(b, "postfix.log"), 2000)
	b.SetBytes(int64(len(day)))
	b.ReportAllocs()
	for b.Loop() {
		if log := Read("mail.log", day, Options{}); len(log.Records) != 2000 {
			b.Fatal(len(log.Records))
		}
	}
}
