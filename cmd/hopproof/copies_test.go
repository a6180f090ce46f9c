package main

import (
	"os"
	"path/filepath"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// writeCopies writes the copies of a test message hp-4711 that went through the
// relay 203.0.113.25, one that did not, and reports about it.
func writeCopies(folder string) error {
	message := func(id string) []string {
		return []string{"From: Scanner <scanner@contoso.example>", "Subject: hopproof " + id, "Message-ID: <" + id + "@contoso.example>"}
	}
	way := func(ip string) []string { return gen.Traversal(gen.First, "relay.contoso.example", ip, 1) }
	mailbox := func(ip, id string) []byte {
		return gen.Section(gen.Join([]string{gen.DeliveryLine(gen.First, 5)}, way(ip), message(id))...)
	}
	returned := gen.Join(gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 1), message("hp-4711"))
	for name, data := range map[string][]byte{
		"internal.eml":  mailbox("203.0.113.25", "hp-4711"),
		"external.eml":  gen.Section(gen.Join(gen.GmailTop(7), []string{gen.GmailLine(6)}, way("203.0.113.25"), message("hp-4711"))...),
		"past.eml":      mailbox("198.51.100.77", "hp-4711"),
		"twin.eml":      mailbox("203.0.113.25", "hp-4711-again"),
		"other.eml":     mailbox("203.0.113.25", "hp-4712"),
		"delivered.eml": deliveryReport("delivered", "2.1.5", "hp-4711", returned),
		"failed.eml":    deliveryReport("failed", "5.7.64", "hp-4711", returned),
		"bare.eml":      deliveryReport("delivered", "2.1.5", "hp-4711", nil),
		"foreign.eml":   deliveryReport("delivered", "2.1.5", "hp-9", nil),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// deliveryReport is a delivery status notification (RFC 3464) about one
// recipient, which returns a header section (RFC 6522 section 4).
func deliveryReport(action, status, id string, returned []string) []byte {
	parts := []string{"Content-Type: text/plain\r\n\r\nThis is a report.",
		"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\nOriginal-Envelope-Id: " + id +
			"\r\n\r\nOriginal-Recipient: rfc822;me@example.org\r\nFinal-Recipient: rfc822;ME@example.org\r\nAction: " + action +
			"\r\nStatus: " + status + " (about it)\r\nDiagnostic-Code: smtp; 550 words\r\n"}
	if returned != nil {
		parts = append(parts, "Content-Type: text/rfc822-headers\r\n\r\n"+strings.Join(returned, "\r\n")+"\r\n")
	}
	fields := []string{gen.DeliveryLine(gen.First, 9), "Subject: Delivery report", "Message-ID: <report@mx.example.org>",
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b"}
	return []byte(strings.Join(fields, "\r\n") + "\r\n\r\n--b\r\n" + strings.Join(parts, "\r\n--b\r\n") + "\r\n--b--\r\n")
}
