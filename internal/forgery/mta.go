package forgery

import (
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// MTA is a mail server's way to write its line.
type MTA uint8

const (
	Postfix MTA = iota
	Exim
	Sendmail
	IIS
	Exchange
	Qmail
	mtas
)

// conn is a connection as the server saw it. Everything but By and IP is the
// client's: also PTR, whose zone is his, and the addresses. These servers
// write it as it is: real ones that neuter it give the attacker less.
type conn struct {
	By, Helo, PTR, IP, MailFrom, Rcpt string
	// Confirmed: PTR resolves to IP. Some servers write no other name.
	Confirmed bool
}

// line is what the server writes.
func (m MTA) line(c conn, second int) string {
	date := gen.Stamp(second)
	literal := c.IP
	if !c.Confirmed && (m == Postfix || m == Exim) {
		c.PTR = ""
	}
	if strings.IndexByte(c.IP, ':') >= 0 && m == Postfix {
		literal = "IPv6:" + c.IP
	}
	switch m {
	case Exim:
		from := fmt.Sprintf("%s ([%s] helo=%s)", c.PTR, c.IP, c.Helo)
		if c.PTR == "" {
			from = fmt.Sprintf("[%s] (helo=%s)", c.IP, c.Helo)
		}
		return fmt.Sprintf("Received: from %s\r\n\tby %s with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\r\n\t(Exim 4.96)\r\n\t(envelope-from <%s>)\r\n\tid 1qSUXd-00036F-2z\r\n\tfor %s; %s",
			from, c.By, c.MailFrom, c.Rcpt, date)
	case Sendmail:
		if c.PTR != "" {
			literal = c.PTR + " [" + literal + "]"
			if !c.Confirmed {
				literal += " (may be forged)"
			}
		} else {
			literal = "[" + literal + "]"
		}
		return fmt.Sprintf("Received: from %s (%s)\r\n\tby %s (8.17.1/8.17.1) with ESMTPS id 49E8F1aB012345\r\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)\r\n\tfor <%s>; %s",
			c.Helo, literal, c.By, c.Rcpt, date)
	case IIS:
		return fmt.Sprintf("Received: from %s ([%s]) by %s with Microsoft SMTPSVC(10.0.17763.1697);\r\n\t %s", c.Helo, c.IP, c.By, date)
	case Exchange:
		return fmt.Sprintf("Received: from %s (%s) by\r\n %s (10.0.0.5) with Microsoft SMTP Server\r\n (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1118.40\r\n via Frontend Transport; %s",
			c.Helo, c.IP, c.By, date)
	case Qmail:
		return fmt.Sprintf("Received: from %s (HELO %s) (%s)\r\n  by %s with SMTP; %s",
			or(c.PTR, "unknown"), c.Helo, c.IP, c.By, gen.Start.Format("2 Jan 2006 15:04:05 -0000"))
	}
	return fmt.Sprintf("Received: from %s (%s [%s])\r\n\tby %s (Postfix) with ESMTP id 4XYz123abc\r\n\tfor <%s>; %s (UTC)",
		c.Helo, or(c.PTR, "unknown"), literal, c.By, c.Rcpt, date)
}

// gmail is mx.google.com's line.
func gmail(c conn, second int) string {
	return fmt.Sprintf("Received: from %s (%s [%s])\r\n        by mx.google.com with ESMTPS id a640c23a62f3a-xyz.10.2026\r\n        for <%s>\r\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n        %s",
		c.Helo, or(c.PTR, "mail.example")+".", c.IP, c.Rcpt, gen.Stamp(second))
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
