package forgery

import (
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// lie is the attacker's connection: everything but the address is his word,
// and chosen so that the honest line might be read in his favour.
func (w *World) lie(ip, victimIP, victimHost string) conn {
	c := conn{Helo: w.EvilHost, IP: ip, MailFrom: "scanner@contoso.example", Rcpt: w.Rcpt}
	date := stamp(-1)
	if w.chance(60) {
		c.Helo = pick(w,
			victimHost, strings.ToUpper(victimHost)+".", "["+victimIP+"]", "localhost", w.receiverName(),
			w.Nodes.Border+".eurprd04.prod.outlook.com", w.Nodes.Hub+".eurprd04.prod.outlook.com",
			"EUR05-VI1-obe.outbound.protection.outlook.com", "")
	} else {
		c.Helo = pick(w,
			"x ("+victimIP+") by y",
			victimHost+" ("+victimIP+")",
			victimHost+" ("+victimHost+" ["+victimIP+"])",
			victimHost+" ["+victimIP+"]",
			victimHost+"\u00a0["+victimIP+"]",
			"["+victimIP+"] (helo="+victimHost+")",
			"x port=25] ["+victimIP+"]",
			"x) (["+victimIP+"] helo=x",
			"x) (["+victimIP+"]",
			"x ("+victimHost+" ["+victimIP+"] verified)",
			victimHost+" (port=1)",
			victimHost+" (verified",
			victimHost+" (HELO "+victimHost+") ("+victimIP+")",
			victimHost+" ("+victimIP+") by "+w.receiverName()+" with ESMTP id 1; "+date+" (",
			victimHost+" ("+victimIP+") by "+w.receiverName()+" with ESMTP id 1; "+date+` (\`,
			victimHost+" ("+victimIP+") by "+w.receiverName()+` with ESMTP id 1; `+date+` ("`,
			victimHost+" ("+victimIP+") by "+w.receiverName()+` with ESMTP id 1 ("`,
			victimHost+" ("+victimIP+") by "+w.receiverName()+" with ESMTP id 1 (((((((((",
			victimHost+" ("+victimIP+`) "`,
			victimHost+" ("+victimIP+`) <`,
			victimHost+" ("+victimIP+`) [`,
			fmt.Sprintf("%s (%s) by %s.mail.protection.outlook.com (10.167.242.72) with Microsoft SMTP Server id 15.21.181.8 via Frontend Transport; %s", victimHost, victimIP, w.Nodes.Border, date),
			"x\rReceived: from "+victimHost+" ("+victimIP+") by "+w.receiverName()+"; "+date,
			"x\x00("+victimIP+")",
			victimHost+" from "+victimHost+" ("+victimIP+")",
			"from", "by", "with", "(", ")", `"`, "<", "[", ";", `\`, `"x (`+victimIP+`) by y"`,
		)
	}
	if w.chance(40) {
		c.PTR = pick(w, w.EvilHost, victimHost, victimIP, "mail-x.outbound.protection.outlook.com", "localhost", "unknown", "x) (["+victimIP+"]", "["+victimIP+"]", victimHost+"["+victimIP+"]")
	}
	if w.chance(40) {
		c.MailFrom = pick(w,
			`"a) from `+victimHost+` (`+victimIP+`) by `+w.receiverName()+`; `+date+`"@evil.example`,
			`")`+`"@evil.example`, `"))))))))))"@evil.example`, `a)@evil.example`, `"a\")"@evil.example`,
			"<>", `" (`+victimIP+`) "@evil.example`, `"> (`+victimIP+`) <"@evil.example`)
	}
	if w.chance(30) {
		c.Rcpt = pick(w,
			`"alice+)"@example.org`, `"alice) by `+w.receiverName()+` (`+victimIP+`"@example.org`, `alice+)@example.org`,
			`"alice+))))))))) "@example.org`, `"alice> from `+victimHost+` (`+victimIP+`)"@example.org`, `"alice; `+date+`"@example.org`)
	}
	return c
}

// others' addresses, from which anybody can rent a machine.
func (w *World) rented() string {
	return pick(w,
		"2603:1020:200::5", "2603:1030:c02:8::14", "2603:1061:1002::9", "20.50.2.9", "40.74.28.9", "104.47.200.9", // Azure, and the range next to Exchange Online's
		"209.85.220.41", "74.125.82.9", "35.190.10.9", "2607:f8b0:4864:20::9", "34.90.1.9", // Google
		"54.240.8.9", "3.120.10.9", "2a05:d018::9", // Amazon
		"139.219.17.9", "203.0.113.99")
}

// submitted are Microsoft's lines for a mailbox: by MAPI, or by SMTP with a
// login, where the front end notes the client's own address and name.
func (w *World) submitted(n gen.Nodes) lines {
	second := w.tick()
	if w.chance(50) {
		return lines{gen.HubAfterMapi(n, second+1), gen.MapiLine(n, second)}
	}
	c := w.lie(pick(w, w.EvilIP, w.rented()), w.RelayIP, w.RelayHost)
	front := gen.ProxyLine(n, second)
	start, end := strings.Index(front, "from "), strings.Index(front, " by")
	front = front[:start] + "from " + c.Helo + " (" + c.IP + ")" + front[end:]
	return lines{gen.HubLine(n, second+1), front}
}
