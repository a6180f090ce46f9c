package forgery

import (
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// lines are the fields of a section, newest first.
type lines []string

func (l lines) bytes() []byte { return gen.Section(l...) }

// Genuine is the message that went the declared way.
func (w *World) Genuine() Case {
	d, held := w.declare()
	all := w.genuine()
	return Case{Class: "genuine", Attack: "none", Data: all.bytes(), Declared: d, Held: held}
}

// genuine is the whole section, receiver first.
func (w *World) genuine() lines {
	w.second = 0
	route := w.route()
	return gen.Join(w.stored(w.fromMicrosoft(), route), gen.Message(), w.tenantFields(w.RelayIP, w.RelayHelo, w.Nodes, w.Tenant))
}

// relayLine is the relay's own line about the device.
func (w *World) relayLine() string {
	return w.Relay.line(conn{By: w.RelayHost, Helo: w.DeviceName, IP: w.DeviceIP, MailFrom: "scanner@contoso.example", Rcpt: w.Rcpt}, w.tick())
}

// route is the way up to the last server of the customer's tenant.
func (w *World) route() lines {
	relay := w.relayLine()
	return append(w.traversal(w.Nodes, w.RelayHelo, w.RelayIP), relay)
}

// traversal are a tenant's lines for a connection, newest first, with what the
// tenant writes beside them.
func (w *World) traversal(n gen.Nodes, helo, ip string) lines {
	second := w.tick()
	w.second += 2
	t := gen.Traversal(n, helo, ip, second)
	out := lines{}
	if w.chance(70) {
		out = append(out, aar(1, ip))
	}
	out = append(out, t[0], t[1])
	if w.chance(60) {
		out = append(out, "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is "+ip+")\r\n smtp.mailfrom=contoso.example; dkim=none (message not signed)\r\n header.d=none;dmarc=pass action=none header.from=contoso.example;")
	}
	return append(out, t[2])
}

// aar is the sealed record of results, without the signature beside it.
func aar(instance int, ip string) string {
	return fmt.Sprintf("ARC-Authentication-Results: i=%d; mx.microsoft.com 1; spf=pass (sender ip is\r\n %s) smtp.rcpttodomain=example.org smtp.mailfrom=contoso.example;\r\n dkim=none (message not signed); arc=none (0)", instance, ip)
}

// fromMicrosoft is the connection that the receiver sees of EOP.
func (w *World) fromMicrosoft() conn {
	name := "EUR05-VI1-obe.outbound.protection.outlook.com"
	return conn{Helo: name, PTR: "mail-vi1eur05on2041.outbound.protection.outlook.com", IP: w.Outbound, Confirmed: true, MailFrom: "scanner@contoso.example", Rcpt: w.Rcpt}
}

// stored puts the receiver's lines on top of what it was handed over c. With a
// mailbox in the customer's own tenant there is no such connection.
func (w *World) stored(c conn, below lines) lines {
	if w.Dest == ToMailbox {
		return append(lines{gen.DeliveryLine(w.Nodes, w.tick())}, below...)
	}
	return append(w.receiver(c), below...)
}

// receiver are the lines that the receiver writes for the connection c.
func (w *World) receiver(c conn) lines {
	second := w.tick()
	switch w.Dest {
	case ToGmail:
		w.second++
		return append(gen.GmailTop(second+1), gmail(c, second))
	case ToMX:
		c.By = w.MXHost
		top := lines{w.MX.line(c, second)}
		if w.chance(20) { // handed on to the mailbox on the same host
			top = append(lines{fmt.Sprintf("Received: from %s\r\n\tby %[1]s with LMTP\r\n\tid aBcD; %s", w.MXHost, gen.Stamp(w.tick()))}, top...)
		}
		if w.chance(50) {
			top = append(lines{w.returnPath(c.MailFrom)}, top...)
		}
		return top
	}
	nodes := w.Second
	if w.Dest == ToMailbox {
		nodes = w.Nodes
	}
	w.second += 4
	return append(lines{gen.DeliveryLine(nodes, second+3)}, gen.Traversal(nodes, c.Helo, c.IP, second)...)
}

// returnPath is the receiver's field of the sender's address. A quoted local
// part may hold anything, and a long field is folded where it has a space.
func (w *World) returnPath(sender string) string {
	if sender == "scanner@contoso.example" || w.chance(50) {
		return "Return-Path: <" + sender + ">"
	}
	c := w.fromMicrosoft()
	c.By = w.MXHost
	story := append(lines{Postfix.line(c, -1)}, gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, -9)...)
	for i := range story {
		story[i] = strings.NewReplacer("\r\n ", " ", "\r\n\t", " ").Replace(story[i])
	}
	return "Return-Path: <\"x\r\n " + strings.Join(story, "\r\n ") + "\r\n X-End: \"@evil.example>"
}

// tenantFields are what Exchange Online appends at the end of the section.
func (w *World) tenantFields(ip, helo string, n gen.Nodes, tenant string) lines {
	if w.chance(20) {
		return nil
	}
	nodes := []string{n.Border, n.Hub}
	if w.Dest == ToTenant {
		nodes = append(nodes, w.Second.Border, w.Second.Hub)
	}
	all := lines{
		gen.Diagnostic(nodes...),
		"X-OriginatorOrg: contoso.example",
		"X-MS-Exchange-CrossTenant-Id: " + tenant,
		"X-MS-Exchange-CrossTenant-FromEntityHeader: HybridOnPrem",
		record(tenant, ip, helo),
	}
	if w.Dest != ToTenant {
		all = append(all, "X-Forefront-Antispam-Report:\r\n CIP:"+ip+";CTRY:;LANG:fr;SCL:1;SFV:NSPM;H:"+helo+";DIR:OUT;")
	}
	return all
}

// record is Exchange Online's note that a connector matched.
func record(tenant, ip, helo string) string {
	return "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=" + tenant + ";Ip=[" + ip + "];Helo=[" + helo + "]"
}

// declare draws what the customer declares of the true way, and what must then
// be held of a genuine message.
func (w *World) declare() (Declared, []string) {
	d := Declared{Route: relayRoute, RelayIP: []string{w.RelayIP}}
	held := []string{"relay", "eop", "exchange-online", "delivery"}
	if w.chance(25) && strings.HasPrefix(w.RelayIP, "203.") {
		d.RelayIP = []string{"203.0.113.16/28"}
	}
	if w.chance(50) {
		d.RelayHost = []string{w.RelayHost}
		if w.chance(30) {
			d.RelayHost = []string{pick(w, "relay.*", "SMTP01.*", "nobody.example"), strings.ToUpper(w.RelayHost)}
		}
	}
	if w.chance(50) {
		d.DeviceIP = []string{w.DeviceIP}
		if w.chance(40) {
			d.DeviceIP = []string{"192.168.7.0/24"}
		}
		if d.RelayHost != nil || strings.EqualFold(w.RelayHelo, w.RelayHost) {
			held = append(held, "device")
		}
	}
	return d, held
}
