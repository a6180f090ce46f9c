package forgery

import (
	"encoding/base64"
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// payload is what the attacker puts into the message itself: all of it stands
// below the line of the first honest server.
func (w *World) payload() lines {
	l := w.disguise(w.story())
	l = append(l, gen.Message()...)
	if w.chance(60) {
		l = append(l, w.forgedFields()...)
	}
	if w.chance(20) {
		w.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] })
	}
	return l
}

// story is the way that the forgery claims, as Received lines.
func (w *World) story() lines {
	second := w.second
	defer func() { w.second = second }()
	w.second = -30
	relay := w.relayLine()
	whole := append(w.traversal(w.Nodes, w.RelayHelo, w.RelayIP), relay)
	outbound := w.fromMicrosoft()
	outbound.By = w.receiverName()
	switch w.IntN(14) {
	case 0:
		return w.genuine() // copied as a whole
	case 1: // as if the receiver had taken it from EOP
		return append(lines{w.MX.line(outbound, -1)}, whole...)
	case 2:
		return append(append(lines(gen.GmailTop(-1)), gmail(w.fromMicrosoft(), -2)), whole...)
	case 3: // as if handed on inside the receiver
		from := pick(w, "Received: by "+outbound.By+" (Postfix) id 4XYz; ", "Received: from localhost (localhost [127.0.0.1]) by "+outbound.By+" with ESMTP id 5; ",
			"Received: from "+outbound.By+" by "+outbound.By+" with LMTP id 6; ", "Received: by 2002:a05:6504:1c8:b0:1f6:5e0e:297f with SMTP id q; ")
		return append(lines{from + gen.Stamp(-1), w.MX.line(outbound, -2)}, whole...)
	case 4: // a part of the traversal
		return whole[w.IntN(len(whole)):]
	case 5:
		return append(gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, -9)[w.IntN(3):], relay)
	case 6: // the border line of the receiver's own tenant once more
		return append(lines{gen.BorderLine(w.Second, "x", w.Outbound, -3)}, whole...)
	case 7:
		return append(gen.Traversal(w.Second, "x.outbound.protection.outlook.com", w.Outbound, -3), whole...)
	case 8: // the relay and what stands below it
		return lines{relay}
	case 9:
		return lines{fmt.Sprintf("Received: from localhost (localhost [127.0.0.1])\r\n\tby %s (Postfix) with ESMTP id 7; %s", w.RelayHost, gen.Stamp(-2)), relay}
	case 10:
		return lines{"Received: by " + w.RelayHost + " (Postfix) id 8; " + gen.Stamp(-2), relay}
	case 11:
		return append(lines{gen.HubAfterMapi(w.Nodes, -4), gen.MapiLine(w.Nodes, -5)}, whole...)
	case 12:
		return append(lines{gen.DeliveryLine(w.Nodes, -3)}, whole...)
	}
	return whole
}

// receiverName is what the receiver signs with.
func (w *World) receiverName() string {
	switch w.Dest {
	case ToGmail:
		return "mx.google.com"
	case ToMX:
		return w.MXHost
	}
	return w.Second.Border + ".mail.protection.outlook.com"
}

// forgedFields are what the attacker writes beside the trace.
func (w *World) forgedFields() lines {
	all := lines{
		record(w.Tenant, w.RelayIP, w.RelayHelo),
		record(w.Tenant, w.EvilIP, w.EvilHost),
		gen.Diagnostic(w.Nodes.Border, w.Nodes.Hub),
		"X-MS-Exchange-CrossTenant-Id: " + w.Tenant,
		"X-MS-Exchange-Organization-AuthAs: Internal",
		"X-MS-Exchange-Organization-MessageDirectionality: Originating",
		"X-Forefront-Antispam-Report: CIP:" + w.RelayIP + ";SFV:NSPM;DIR:INB;",
		"X-MS-Exchange-SkipListedInternetSender: ip=[" + w.RelayIP + "];domain=" + w.RelayHost,
		"X-MS-Exchange-SkipListedInternetSender: ip=[" + w.EvilIP + "];domain=" + w.EvilHost,
		"Authentication-Results: mx.google.com; dkim=pass header.i=@contoso.example; spf=pass smtp.mailfrom=contoso.example",
		"Return-Path: <scanner@contoso.example>",
		"Delivered-To: alice@gmail.example",
		aar(1, w.RelayIP),
		"ARC-Seal: i=1; a=rsa-sha256; d=microsoft.com; s=arcselector10001; cv=none; b=Zm9yZ2Vk",
	}
	w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:w.IntN(len(all))]
}

// disguise changes what is forged in ways that another reader might overlook.
func (w *World) disguise(l lines) lines {
	i := w.IntN(len(l))
	switch w.IntN(20) {
	case 0: // Cyrillic letters, and other hosts that look alike
		old, other := pick(w, "outlook.com", "google.com"), pick(w, "оutlook.com", "outlook.com.evil.example", "xn--utlook-gpf.com", "outlook.com.", "OUTLOOK.COM", "office365.us", "partner.outlook.cn")
		for i := range l {
			l[i] = strings.ReplaceAll(l[i], old, other)
		}
	case 1:
		for i := range l {
			if name, value, _ := strings.Cut(l[i], ":"); w.chance(50) {
				l[i] = strings.ToUpper(name) + ":" + value
			} else {
				l[i] = name + " :" + value
			}
		}
	case 2: // RFC 2047
		name, value, _ := strings.Cut(l[i], ":")
		l[i] = name + ": =?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(value, "\r\n", ""))) + "?="
	case 3: // a fold that a paste without indentation takes for a field
		l = append(lines{"X-Note: x\r\n " + strings.Join(l, "\r\n ")}, l...)
	case 4:
		l = append(lines{l[i]}, l...)
	case 5:
		l[i] = strings.ReplaceAll(l[i], " by ", pick(w, "\x00 by ", "\r by ", "\u00a0by ", "\vby "))
	case 6: // the first line goes on with the honest line above it
		l[0] = pick(w, " ", "\t") + l[0]
	case 7:
		l[0] = pick(w, " ([", "\t(") + w.Outbound + ") by mx.google.com; " + gen.Stamp(1) + "\r\n" + l[0]
	case 8:
		if w.chance(20) {
			for range 2000 {
				l = append(l, l[i])
			}
		}
	}
	return l
}

// dressed gives the section in the dress of a paste, sometimes.
func (w *World) dressed(data []byte) (string, []byte) {
	text := string(data)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		return "", data // what a server took for no line end would be one
	}
	switch w.IntN(28) {
	case 0, 1:
		return "paste without indentation", []byte(strings.NewReplacer("\r\n ", "\r\n", "\r\n\t", "\r\n").Replace(text))
	case 2:
		return "quoted paste", []byte("> " + strings.ReplaceAll(text, "\r\n", "\r\n> "))
	case 3:
		return "blank lines", []byte(strings.ReplaceAll(text, "\r\n", "\r\n\r\n"))
	case 4:
		return "bare LF", []byte(strings.ReplaceAll(text, "\r\n", "\n"))
	case 5:
		return "indented", []byte("  " + strings.ReplaceAll(text, "\r\n", "\r\n  "))
	case 6:
		return "no-break spaces", []byte(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n ", "\r\n\u00a0"), "\r\n\t", "\r\n\u00a0"))
	}
	return "", data
}
