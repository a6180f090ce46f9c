// Package tracegen writes made-up header sections for tests: each function
// gives the line that one kind of server would write. Names follow RFC 2606,
// customers' addresses RFC 5737; Microsoft's nodes are invented in the real
// pattern, with addresses from the ranges Microsoft publishes, because proof
// depends on them.
package tracegen

import (
	"fmt"
	"strings"
	"time"
)

// Start is the moment at which every made-up message sets out.
var Start = time.Date(2026, 10, 14, 8, 15, 0, 0, time.UTC)

// Stamp is a date-time n seconds after Start.
func Stamp(n int) string {
	return Start.Add(time.Duration(n) * time.Second).Format("Mon, 2 Jan 2006 15:04:05 -0700")
}

// Section joins fields, given newest first as they stand in a message, to a
// header section with a body behind it.
func Section(fields ...string) []byte {
	return []byte(strings.Join(fields, "\r\n") + "\r\n\r\nbody\r\n")
}

// Nodes are the made-up servers of one tenant's traversal, and the network
// inside Microsoft's in which they have their addresses.
type Nodes struct{ Border, Proxy, Hub, Mailbox, Net string }

func (n Nodes) borderIP() string  { return n.Net + ":28c:cafe::8c" }
func (n Nodes) proxyIP() string   { return n.Net + ":28c::29" }
func (n Nodes) hubIP() string     { return n.Net + ":f0::15" }
func (n Nodes) mailboxIP() string { return n.Net + ":1f4::16" }

// First and Second are two tenants' servers.
var (
	First  = Nodes{"AM0PEPF0000A1B2", "AM9PR04CA0033", "DB9PR04MB1234", "AM6PR04MB5678", "2603:10a6:10"}
	Second = Nodes{"SJ5PEPF000001F4", "BN9PR03CA0071", "MN2PR12MB4321", "DM6PR12MB8765", "2603:10b6:208"}
)

const tls12 = " (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)"

// BorderLine is what an EOP front end writes for a connection from outside.
func BorderLine(n Nodes, helo, ip string, second int) string {
	return borderLine(n, helo, ip, tls12, second)
}

// PlainBorderLine is that line for a connection without TLS.
func PlainBorderLine(n Nodes, helo, ip string, second int) string {
	return borderLine(n, helo, ip, "", second)
}

func borderLine(n Nodes, helo, ip, tls string, second int) string {
	return fmt.Sprintf("Received: from %s (%s) by\r\n %s.mail.protection.outlook.com (10.167.242.72) with Microsoft SMTP\r\n Server%s id 15.21.181.8\r\n via Frontend Transport; %s",
		helo, ip, n.Border, tls, Stamp(second))
}

// ProxyLine is the client access front end's, for the border server.
func ProxyLine(n Nodes, second int) string {
	return ProxyLineFrom(n, n.Border+".eurprd04.prod.outlook.com", n.borderIP(), second)
}

// ProxyLineFrom is that front end's line for any client.
func ProxyLineFrom(n Nodes, helo, ip string, second int) string {
	return fmt.Sprintf("Received: from %s (%s) by\r\n %s.outlook.office365.com (%s) with Microsoft SMTP Server%s\r\n id 15.21.159.19 via Frontend Transport; %s",
		helo, ip, n.Proxy, n.proxyIP(), tls12, Stamp(second))
}

// HubLine is the mailbox transport hub's.
func HubLine(n Nodes, second int) string {
	return hubLine(n, n.Proxy, n.proxyIP(), second)
}

// DeliveryLine is the hand-over to the mailbox server.
func DeliveryLine(n Nodes, second int) string {
	return fmt.Sprintf("Received: from %s.eurprd04.prod.outlook.com (::1) by\r\n %s.eurprd04.prod.outlook.com with HTTPS; %s", n.Hub, n.Mailbox, Stamp(second))
}

// MapiLine is a submission from a mailbox; its hub line follows above it.
func MapiLine(n Nodes, second int) string {
	return fmt.Sprintf("Received: from %s.eurprd04.prod.outlook.com ([fe80::4e1:22ff:fe10:a1b2]) by\r\n %[1]s.eurprd04.prod.outlook.com ([fe80::4e1:22ff:fe10:a1b2%%6]) with mapi\r\n id 15.21.0181.009; %s", n.Mailbox, Stamp(second))
}

// HubAfterMapi is the hub's line above a MapiLine.
func HubAfterMapi(n Nodes, second int) string {
	return hubLine(n, n.Mailbox, n.mailboxIP(), second)
}

func hubLine(n Nodes, peer, ip string, second int) string {
	return fmt.Sprintf("Received: from %s.eurprd04.prod.outlook.com (%s) by\r\n %s.eurprd04.prod.outlook.com (%s) with Microsoft SMTP Server%s\r\n id 15.21.181.8; %s",
		peer, ip, n.Hub, n.hubIP(), tls12, Stamp(second))
}

// Diagnostic is X-MS-TrafficTypeDiagnostic over the given servers, oldest
// first.
func Diagnostic(nodes ...string) string {
	return "X-MS-TrafficTypeDiagnostic: " + strings.Join(nodes, ":EE_|") + ":EE_"
}

// Outbound is a published address of EOP's outbound connections.
const Outbound = "40.107.20.41"

// GmailLine is mx.google.com's line for a connection from Outbound.
func GmailLine(second int) string { return GmailLineFrom("mail-outbound.example", Outbound, second) }

// GmailLineFrom is mx.google.com's line for any connection.
func GmailLineFrom(helo, ip string, second int) string {
	return fmt.Sprintf("Received: from %s (%[1]s. [%s])\r\n by mx.google.com with ESMTPS id a640c23a62f3a-xyz.10.2026\r\n for <alice@gmail.example>\r\n (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); %s", helo, ip, Stamp(second))
}

// GmailTop are the fields that Gmail's store puts on top.
func GmailTop(second int) []string {
	return []string{
		"Delivered-To: alice@gmail.example",
		"Received: by 2002:a05:6504:1c8:b0:1f6:5e0e:297f with SMTP id\r\n abc123csp456; " + Stamp(second),
		"X-Received: by 2002:a17:907:d00d:b0:a6f:1234:5678 with SMTP id abc; " + Stamp(second),
		"Return-Path: <scanner@contoso.example>",
	}
}

// PostfixLine is a Postfix server's line for a client.
func PostfixLine(by, helo, rdns, ip string, second int) string {
	return fmt.Sprintf("Received: from %s (%s [%s])\r\n\tby %s (Postfix) with ESMTP id 4XYz123abc\r\n\tfor <alice@gmail.example>; %s (UTC)", helo, rdns, ip, by, Stamp(second))
}

// Traversal are the lines of one whole traversal, newest first.
func Traversal(n Nodes, helo, ip string, second int) []string {
	return []string{HubLine(n, second+2), ProxyLine(n, second+1), BorderLine(n, helo, ip, second)}
}

// Message are the fields that every message ends with.
func Message() []string {
	return []string{
		"From: Scanner 3F <scanner@contoso.example>",
		"To: <alice@gmail.example>",
		"Subject: Scan",
		"Date: " + Stamp(-2),
		"Message-ID: <20261014.0042@scanner.contoso.example>",
	}
}

// Join concatenates groups of fields.
func Join(groups ...[]string) []string {
	var all []string
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}
