package forgery

import (
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// Attack is one kind of attacker.
type Attack struct {
	Class string
	write func(*World) Case
}

// Attacks are all kinds.
var Attacks = []Attack{
	{"outside", func(w *World) Case { return w.outside(w.EvilIP) }},
	{"mailbox", (*World).mailbox},
	{"own tenant", (*World).tenant},
	{"behind the relay", (*World).behind},
	{"same NAT", (*World).nat},
	{"other operator", func(w *World) Case { return w.outside(w.rented()) }},
	{"trusted host", (*World).trusted},
}

// Write draws one case of the attack.
func (a Attack) Write(w *World) Case {
	w.second = 0
	c := a.write(w)
	c.Class = a.Class
	dress, data := w.dressed(c.Data)
	c.Data = data
	if dress != "" {
		c.Attack += ", " + dress
	}
	return c
}

// fromOutside are what no attacker of another way may get held.
var fromOutside = []string{"relay", "device", "filter", "attributed"}

// claim draws the declaration that the forgery claims, and what of it is
// false. passed says that the message really went through EOP; submitted, that
// it came from a mailbox.
func (w *World) claim(passed, submitted bool) (Declared, []string) {
	d, _ := w.declare()
	untrue := append([]string{}, fromOutside...)
	if !passed {
		untrue = append(untrue, "eop", "exchange-online")
	}
	switch w.IntN(12) {
	case 0:
		d.Route, d.DeviceIP = directRoute, d.RelayIP
	case 1:
		d.Route = filterRoute
	case 2:
		if !submitted {
			return Declared{Route: clientRoute}, append(untrue, "exchange-online")
		}
	case 3:
		d.RelayIP, d.RelayHost, d.Tenant = nil, nil, w.Tenant
	case 4, 5:
		d.Tenant = w.Tenant
	}
	return d, untrue
}

// outside: somebody connects to the receiver, or to EOP, with whatever he
// likes in his commands and in his message.
func (w *World) outside(ip string) Case {
	victimIP, victimHost := w.Outbound, "EUR05-VI1-obe.outbound.protection.outlook.com"
	if w.Dest == ToMailbox {
		victimIP, victimHost = w.RelayIP, w.RelayHelo
	}
	c := w.lie(ip, victimIP, victimHost)
	below := w.payload()
	if w.Dest == ToMailbox || w.Dest == ToTenant {
		below = stripped(below)
	}
	d, untrue := w.claim(w.Dest == ToMailbox || w.Dest == ToTenant, false)
	return Case{Attack: "helo " + c.Helo, Data: append(w.receiver(c), below...).bytes(), Declared: d, False: untrue}
}

// stripped is what EOP leaves of a message from outside: it takes these names
// away or renames them.
func stripped(l lines) lines {
	var kept lines
	for _, f := range l {
		name, _, _ := strings.Cut(f, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		if strings.HasPrefix(name, "x-ms-exchange-crosstenant-") || strings.HasPrefix(name, "x-ms-exchange-organization-") ||
			name == "x-forefront-antispam-report" || name == "authentication-results" || name == "x-originatororg" {
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// mailbox: somebody submits his text, from a mailbox of Microsoft's or
// Google's or from a form on the receiver's own host.
func (w *World) mailbox() Case {
	below := w.payload()
	c := w.fromMicrosoft()
	d, _ := w.claim(false, true)
	switch w.IntN(4) {
	case 0:
		c := w.lie("209.85.220.41", w.Outbound, "mail-sor-f41.google.com")
		c.Helo, c.PTR, c.Confirmed = "mail-sor-f41.google.com", "mail-sor-f41.google.com", true
		if w.Dest == ToMailbox {
			below = stripped(below)
		}
		top := fmt.Sprintf("Received: from x ([%s])\r\n        by smtp.gmail.com with ESMTPSA id z5.26; %s", w.EvilIP, gen.Stamp(w.tick()))
		d, untrue := w.claim(w.Dest == ToMailbox || w.Dest == ToTenant, false)
		return Case{Attack: "Gmail", Data: append(w.receiver(c), append(lines{top}, below...)...).bytes(), Declared: d, False: untrue}
	case 1:
		w.Dest = ToMX
		top := localLine(w, w.MXHost)
		d, untrue := w.claim(false, false)
		return Case{Attack: "form on the receiver", Data: append(lines{top}, below...).bytes(), Declared: d, False: untrue}
	}
	w.Dest = pick(w, ToGmail, ToMX, ToTenant)
	nodes := pick(w, w.EvilNodes, w.Nodes)
	own := w.submitted(nodes)
	if w.chance(20) { // the front end's line names his client, and he the server that would stand below
		own = lines{gen.HubLine(nodes, 3), gen.ProxyLineFrom(nodes, nodes.Border+".eurprd04.prod.outlook.com", pick(w, w.EvilIP, "2603:1020:200::5"), 2)}
		below = append(lines{gen.BorderLine(nodes, w.RelayHelo, w.RelayIP, 1)}, below...)
	}
	untrue := fromOutside
	if d.Route == relayRoute {
		untrue = append(append([]string{}, fromOutside...), "eop")
	}
	return Case{Attack: "Exchange Online", Data: append(w.receiver(c), append(own, below...)...).bytes(), Declared: d, False: untrue}
}

// localLine is what a server writes when a process of its own host submits.
func localLine(w *World, host string) string {
	return "Received: " + pick(w,
		"by "+host+" (Postfix, from userid 33)\r\n\tid 4XYz123abd",
		"by "+host+" (Postfix) id 4XYz123abd\r\n\tfor <alice@example.org>", // smtpd_hide_client_session, since 3.10
		"by "+host+" (Postfix) id 4XYz123abd",
		"from www-data by "+host+" with local (Exim 4.96)\r\n\t(envelope-from <www-data@"+host+">)\r\n\tid 1qSUXd-00036F-2z",
		"(from www@localhost)\r\n\tby "+host+" (8.17.1/8.17.1/Submit) id 49E8F1aB012345",
		"from localhost (localhost [127.0.0.1])\r\n\t(Authenticated sender: mallory)\r\n\tby "+host+" (Postfix) with ESMTPSA id 4XYz123abd",
		"from "+host+" (localhost [127.0.0.1])\r\n  (uid 33)\r\n  by "+host+" with local; id 00000000000A1B2C.000000006",
		"by "+host+" with HTTP; id 5",
		"by "+host+" with SMTP id 5",
	) + "; " + gen.Stamp(w.tick())
}

// tenant: somebody lets a message in through his own tenant. The true border
// line shows his address; his rules can take lines away and set one, and set
// other fields. What the tenant's last server seals comes after his rules.
// Without a seal, and without the list of servers, nothing would tell a whole
// forged traversal from a true one: package hops says so in its limits.
func (w *World) tenant() Case {
	c := w.lie(w.EvilIP, w.RelayIP, w.RelayHelo)
	w.tick()
	own := gen.Traversal(w.EvilNodes, c.Helo, c.IP, w.tick())
	w.second += 2
	below, instance, from := w.payload(), 1, w.EvilIP
	for _, f := range below {
		if strings.HasPrefix(f, "ARC-Authentication-Results: i=1") {
			instance = 2
		}
	}
	how := pick(w, "through", "all removed", "some removed", "some removed, story below", "all removed, story below", "all removed, story hidden", "border replaced")
	seal := w.chance(50)
	switch how {
	case "all removed":
		own, below = nil, w.oneLine(below)
	case "some removed":
		own, below = w.some(own), w.oneLine(below)
		if w.chance(50) { // the line he sets lands where his lines were
			own = append(own, below[0])
			below = below[1:]
		}
	case "some removed, story below":
		own = w.some(own)
		seal = seal || len(own) == 0
	case "all removed, story below":
		// Only what his tenant's servers wrote besides tells of them.
		own = nil
		if !seal {
			below = append(below, gen.Diagnostic(w.EvilNodes.Border, w.EvilNodes.Hub))
		}
	case "all removed, story hidden":
		own, seal, instance = nil, false, 1
		below = append(w.hidden(), gen.Message()...)
	case "border replaced":
		own[2], seal = gen.BorderLine(w.EvilNodes, w.RelayHelo, w.RelayIP, 1), true
		if w.chance(30) { // it came from another tenant of his, by the address it goes on from
			from = w.Outbound
		}
		if w.chance(50) {
			below = append(lines{gen.BorderLine(w.EvilNodes, "x", w.EvilIP, 1)}, below...)
		}
	}
	if seal {
		own = append(lines{aar(instance, from)}, own...)
	}
	d, untrue := w.claim(true, true)
	if w.chance(40) {
		below = append(below, record(pick(w, w.Tenant, w.EvilTenant), w.EvilIP, c.Helo))
	}
	return Case{Attack: how, Data: append(w.receiver(w.fromMicrosoft()), append(own, below...)...).bytes(), Declared: d, False: untrue}
}

// hidden is a whole story whose fields rules about that name may not know, or see.
func (w *World) hidden() lines {
	story := append(lines(gen.Traversal(w.EvilNodes, w.RelayHelo, w.RelayIP, -9)), w.relayLine())
	as := pick(w, "Received :", "Received\t:", "X-Note: x\nReceived:", "X-Note: x\r\n y\nReceived:")
	if w.chance(50) { // or that stands where they see text
		story[0] = "X-Note: x" + pick(w, "\r\n ", "\r\n \t", "\r\r", "\r\n y\r", "\x00", "\r\n\u00a0") + "\r\n" + story[0]
		return story
	}
	for i := range story {
		story[i] = strings.Replace(story[i], "Received:", as, 1)
	}
	return story
}

func (w *World) some(l lines) lines {
	var kept lines
	for _, f := range l {
		if w.chance(50) {
			kept = append(kept, f)
		}
	}
	return kept
}

// oneLine leaves a single Received line, at the top.
func (w *World) oneLine(l lines) lines {
	var set, rest lines
	for _, f := range l {
		if strings.Contains(strings.ToLower(f), "received") {
			set = append(set, f)
		} else {
			rest = append(rest, f)
		}
	}
	if len(set) == 0 {
		return rest
	}
	return append(lines{set[w.IntN(len(set))]}, rest...)
}

// behind: another machine, or a process of its host, hands its message to the
// declared relay. The relay's line shows who it was.
func (w *World) behind() Case {
	d, _ := w.declare()
	d.DeviceIP = []string{w.DeviceIP}
	if w.chance(50) {
		d.RelayHost = []string{w.RelayHost}
	}
	ip := w.EvilDevice
	if w.chance(20) && strings.HasPrefix(w.RelayIP, "203.") {
		d.RelayIP, ip = []string{"203.0.113.16/28"}, "203.0.113.31"
	}
	c := w.lie(ip, w.DeviceIP, w.DeviceName)
	c.By = w.RelayHost
	line := w.Relay.line(c, w.tick())
	how := "helo " + c.Helo
	if w.chance(25) {
		line, how = localLine(w, w.RelayHost), "form on the relay"
	}
	below := w.payload()
	own := append(w.traversal(w.Nodes, w.RelayHelo, w.RelayIP), line)
	return Case{Attack: how, Data: append(w.stored(w.fromMicrosoft(), own), below...).bytes(), Declared: d, False: []string{"device"}}
}

// nat: another machine that shares the relay's address, which the route says.
func (w *World) nat() Case {
	d, _ := w.declare()
	d.Shared = true
	c := w.lie(w.RelayIP, w.DeviceIP, w.RelayHelo)
	if w.chance(60) {
		c.Helo = w.RelayHelo
	}
	own := w.traversal(w.Nodes, c.Helo, c.IP)
	below := w.payload()
	return Case{Attack: "helo " + c.Helo, Data: append(w.stored(w.fromMicrosoft(), own), below...).bytes(), Declared: d, False: []string{"relay", "device"}}
}

// trusted: the caller trusts a host; the attacker, elsewhere, claims to be it.
func (w *World) trusted() Case {
	w.Dest = pick(w, ToGmail, ToMX)
	host := "out.lists.example.org"
	c := w.lie(w.EvilIP, w.EvilIP, host)
	if w.chance(60) {
		c.Helo = host
	}
	if w.chance(50) {
		c.PTR = pick(w, host, "evillists.example.org", "lists.example.org.evil.example")
	}
	forwarded := w.fromMicrosoft()
	forwarded.By = host
	below := append(lines{w.MX.line(forwarded, 0)}, append(w.story(), w.payload()...)...)
	d, untrue := w.claim(false, false)
	d.TrustDomain, d.TrustIP = []string{"lists.example.org"}, []string{"192.0.2.44/32"}
	return Case{Attack: "helo " + c.Helo, Data: append(w.receiver(c), below...).bytes(), Declared: d, False: untrue}
}
