package auth

import (
	"strings"

	"github.com/hopproof/hopproof/internal/signgen"
)

// attack makes a message that must not be sealed; the genuine one is its twin.
type attack struct {
	name string
	want string // one of the unmet conditions
	make func(c *cast) *signgen.Letter
}

var attacks = []attack{
	{"a set copied to another message", "message-signature", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Replace("Subject", "17", "18")
		l.Replace("Message-ID", "17", "18")
		l.DKIM(c.evil, allC, tenantH)
		l.Fields = append(append([]string(nil), c.genuine().Fields[:3]...), l.Fields...)
		return l
	}},
	{"a set copied under the organization's own later mail", "message-signature", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Replace("Message-ID", "17", "18")
		l.DKIM(c.contoso, allC, tenantH)
		l.Fields = append(append([]string(nil), c.genuine().Fields[:3]...), l.Fields...)
		return l
	}},
	{"a seal by a domain of the attacker's", "foreign-domain", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.evil, c.evil, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal by the operator over a message signature that is not", "foreign-domain", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.evil, c.microsoft, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal that is not over a message signature that is", "foreign-domain", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.evil, "none", allC, msH, entryAAR)
		return l
	}},
	{"a domain that only looks like the operator's", "foreign-domain", func(c *cast) *signgen.Letter {
		s := signgen.RSA(2, "arc.microsoft.com", "s")
		c.zone.texts[s.Name()] = []string{s.Record()}
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, s, s, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal with the operator's name and the attacker's key", "seal", func(c *cast) *signgen.Letter {
		s := signgen.RSA(2, "microsoft.com", "arcselector9901")
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, s, s, "none", allC, msH, entryAAR)
		return l
	}},
	{"the attacker's own signature over forged lines", "tenant-not-bound", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.evil, allC, "Received:"+tenantH)
		return sealGenuinely(c, l)
	}},
	{"only a signature of the attacker's over forged lines", "no-set", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.evil, allC, "Received:From:Date:Subject:Message-ID")
		return l
	}},
	{"another address in the results", "seal", func(c *cast) *signgen.Letter {
		l := c.genuine()
		l.Replace("ARC-Authentication-Results", relayIP, "198.51.100.9")
		return l
	}},
	{"a second From on top", "not-single", onTop("From: Chief <chief@contoso.example>")},
	{"a second From with blank before the colon", "not-single", onTop("FROM : Chief <chief@contoso.example>")},
	{"a second Subject on top", "not-single", onTop("Subject: Pay now")},
	{"a second Date on top", "not-single", onTop("Date: Wed, 4 Nov 2026 10:00:00 +0000")},
	{"a second Message-ID on top", "not-single", onTop("Message-ID: <18@scanner.contoso.example>")},
	{"a second From below, signed in its place", "not-single", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Fields = append(l.Fields, "From: Chief <chief@contoso.example>")
		l.DKIM(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"no Subject", "not-single", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Remove("Subject")
		l.DKIM(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a second From hidden behind a bare CR", "text-unclear", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Replace("Subject", "Scan 17", "Scan 17\rFrom: Chief <chief@contoso.example>")
		l.DKIM(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a second From hidden behind a bare LF", "text-unclear", func(c *cast) *signgen.Letter {
		l := c.genuine()
		l.Add("X-Note: a\n b")
		return l
	}},
	{"a NUL", "text-unclear", onTop("X-Note: a\x00b")},
	{"a line of no field", "mended", onTop("X-Note: a\r\nthis is no field")},
	{"the attacker's tenant", "tenant-not-bound", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(signgen.RSA(2, "evil.example", "s"), allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a tenant of Microsoft's that is not declared", "tenant-not-bound", func(c *cast) *signgen.Letter {
		s := signgen.RSA(2, "contoso.onmicrosoft.com", "s")
		c.zone.texts[s.Name()] = []string{s.Record()}
		l := relayed()
		l.DKIM(s, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a domain below the organization's", "tenant-not-bound", func(c *cast) *signgen.Letter {
		s := signgen.RSA(2, "news.contoso.example", "s")
		c.zone.texts[s.Name()] = []string{s.Record()}
		l := relayed()
		l.DKIM(s, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"the organization's name with the attacker's key", "domain-signature", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(signgen.RSA(2, orgDomain, "selector1"), allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"the organization's signature does not cover Subject", "not-covered", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, "From:Date:Message-ID")
		return sealGenuinely(c, l)
	}},
	{"the message signature covers no From", "not-covered", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, "Date:Subject:Message-ID", entryAAR)
		return l
	}},
	{"the message signature covers nothing", "not-covered", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, "", entryAAR)
		return l
	}},
	{"z= that names what h= does not", "not-covered", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Add(l.Signed(c.contoso, "DKIM-Signature", "v=1; z=From:scan@contoso.example|Date:x|Subject:Scan=2017|Message-ID:b=3Dx", allC, "From"))
		return sealGenuinely(c, l)
	}},
	{"l=0 in the organization's signature", "partial-body", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Body = ""
		l.Add(l.Signed(c.contoso, "DKIM-Signature", "v=1; l=0", allC, tenantH))
		l.Body = "anything\r\n"
		return sealGenuinely(c, l)
	}},
	{"l=0 in the message signature", "partial-body", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		empty := l.Clone()
		empty.Body = ""
		empty.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		s := strings.Replace(empty.Fields[1], "i=1;", "i=1; l=0;", 1)
		empty.Fields[1], empty.Body = s, l.Body
		return empty
	}},
	{"signed before the entry", "signed-before-entry", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, strings.Replace(entryAAR, "dkim=none (message not signed)", "dkim=pass (signature was verified) header.d=contoso.example", 1))
		return l
	}},
	{"signed only in a later tenant, which forwards", "signed-after-later-entry", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(2, c.microsoft, c.microsoft, "pass", allC, msH, strings.Replace(laterAAR, "dkim=pass (signature was verified)\r\n header.d=contoso.example", "dkim=none (message not signed)", 1))
		return l
	}},
	{"a bad signature for the later tenant to find", "signed-after-later-entry", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(2, c.microsoft, c.microsoft, "pass", allC, msH, strings.Replace(laterAAR, "dkim=pass", "dkim=fail", 1))
		return l
	}},
	{"Enhanced Filtering", "enhanced-filtering", onTop("X-MS-Exchange-SkipListedInternetSender: ip=[" + relayIP + "];domain=x")},
	{"Enhanced Filtering for the recipient", "enhanced-filtering", onTop("X-MS-Exchange-ExternalOriginalInternetSender: ip=[" + relayIP + "];domain=x")},
	{"results of another server in the operator's seal", "no-set", stating("mx.example.net; spf=pass (sender ip is " + relayIP + ") smtp.mailfrom=contoso.example")},
	{"results with two addresses", "no-address", stating(entryAAR + "; spf=pass (sender ip is 198.51.100.9) smtp.mailfrom=evil.example")},
	{"results with an address in MAIL FROM", "no-address", stating("mx.microsoft.com 1; spf=none smtp.mailfrom=x(sender ip is " + relayIP + ")")},
	{"results with a quoted local part", "results-ambiguous", stating(`mx.microsoft.com 1; spf=pass smtp.mailfrom="a (sender ip is ` + relayIP + `)"@evil.example`)},
	{"a second result of SPF without an address", "no-address", stating(entryAAR + "; spf=none smtp.mailfrom=evil.example")},
	{"a second address beside another result", "no-address", stating(entryAAR + "; iprev=none (sender ip is 198.51.100.9)")},
	{"a comment that does not end", "results-ambiguous", stating(entryAAR + "; iprev=none (x")},
	{"results encoded as a whole", "no-set", stating("=?us-ascii?Q?mx.microsoft.com_1;_spf=3Dpass_(sender_ip_is_" + relayIP + ")?=")},
	{"results without an address", "no-address", stating("mx.microsoft.com 1; spf=pass smtp.mailfrom=contoso.example")},
	{"results with no SPF", "no-address", stating("mx.microsoft.com 1; dkim=none (sender ip is " + relayIP + ")")},
	{"results that are encoded", "no-address", stating("mx.microsoft.com 1; spf=pass =?us-ascii?Q?(sender_ip_is_203.0.113.25)?=")},
	{"a private address", "address-not-public", stating(strings.Replace(entryAAR, relayIP, "10.0.0.25", 1))},
	{"no address of a peer", "address-not-public", stating(strings.Replace(entryAAR, relayIP, "255.255.255.255", 1))},
	{"the first set is missing", "no-set", func(c *cast) *signgen.Letter {
		l := c.genuine()
		l.Seal(2, c.microsoft, c.microsoft, "pass", allC, msH, entryAAR)
		l.Fields = append(l.Fields[:3], l.Fields[6:]...)
		return l
	}},
	{"a second set of the attacker's without a key", "seal", func(c *cast) *signgen.Letter {
		l := c.genuine()
		s := signgen.RSA(2, "unknown.example", "s")
		l.Seal(2, s, s, "pass", allC, msH, "mx.example.net; arc=pass")
		return l
	}},
	{"two first sets", "chain", func(c *cast) *signgen.Letter {
		l := c.genuine()
		l.Fields = append(append([]string(nil), l.Fields[:3]...), l.Fields...)
		return l
	}},
	{"a chain that says it failed", "chain", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.microsoft, "fail", allC, msH, entryAAR)
		return l
	}},
	{"a name that only Unicode takes for Subject", "not-covered", func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, strings.Replace(tenantH, "Subject", "\u017fubject", 1))
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		return l
	}},
	{"a key in test mode", "test-key", func(c *cast) *signgen.Letter {
		c.zone.texts[c.contoso.Name()][0] += "; t=y"
		return c.genuine()
	}},
	{"a key that is revoked", "domain-signature", func(c *cast) *signgen.Letter {
		c.zone.texts[c.contoso.Name()][0] = "v=DKIM1; p="
		return c.genuine()
	}},
	{"a signature that has expired", "domain-signature", func(c *cast) *signgen.Letter {
		l := relayed()
		l.Add(l.Signed(c.contoso, "DKIM-Signature", "v=1; t=1600000000; x=1600000001", allC, tenantH))
		return sealGenuinely(c, l)
	}},
	{"DNS gives no answer for the operator's key", "seal", func(c *cast) *signgen.Letter {
		c.zone.broken = map[string]bool{c.microsoft.Name(): true}
		return c.genuine()
	}},
}

// sealGenuinely is what Exchange Online would seal, whatever it is.
func sealGenuinely(c *cast, l *signgen.Letter) *signgen.Letter {
	l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
	return l
}

// onTop adds a field to the genuine message.
func onTop(field string) func(*cast) *signgen.Letter {
	return func(c *cast) *signgen.Letter {
		l := c.genuine()
		l.Add(field)
		return l
	}
}

// stating is the genuine message with other results, sealed by the operator.
func stating(aar string) func(*cast) *signgen.Letter {
	return func(c *cast) *signgen.Letter {
		l := relayed()
		l.DKIM(c.contoso, allC, tenantH)
		l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, aar)
		return l
	}
}
