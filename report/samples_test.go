package report

// The sample documents of the tests. Names are those of RFC 2606, addresses
// those of RFC 5737; 40.92.0.0/15 is a published range of Microsoft's with
// made-up nodes.

const (
	border = "AM3PEPF0000A790.mail.protection.outlook.com"
	hub    = "AM9PR02MB7000.eurprd02.prod.outlook.com"
)

func sampleHops() []Hop {
	return []Hop{
		{Hop: 1, Field: 31, Span: Span{4000, 4210},
			From: Peer{Name: "scanner-3rd-floor", Helo: "scanner-3rd-floor", IP: "192.168.10.7"},
			By:   Host{Name: "relay.contoso.example"},
			With: "ESMTPA", ID: "4RMxyz0000z1", For: []string{"anna@example.com"},
			TLS:           TLS{Used: new(true), Version: "1.2", Cipher: "ECDHE-RSA-AES256-GCM-SHA384"},
			Authenticated: Login{Used: new(true), Method: "LOGIN", User: "scanner"},
			Software:      "Postfix", Date: "Fri, 11 Aug 2023 22:36:38 +0200", Time: "2023-08-11T22:36:38+02:00",
			Role: RoleRelay, Basis: BasisClaimed, Link: LinkNone},
		{Hop: 2, Field: 29, Span: Span{3600, 3900},
			From: Peer{Name: "relay.contoso.example", Helo: "relay.contoso.example", IP: "203.0.113.25"},
			By:   Host{Name: border, IP: "10.167.242.10"}, With: "Microsoft SMTP Server", ID: "15.20.6699.11",
			Via: "Frontend Transport", TLS: TLS{Used: new(true), Version: "1.3", Cipher: "TLS_AES_256_GCM_SHA384"},
			Date: "Fri, 11 Aug 2023 20:36:40 +0000", Time: "2023-08-11T20:36:40Z", DelaySeconds: new(int64(2)),
			Role: RoleEOP, Operator: "microsoft", Product: "Exchange Online Protection", Basis: BasisOperator, Link: LinkName},
		{Hop: 3, Field: 20, Span: Span{3000, 3300},
			From: Peer{Name: border, IP: "2603:10a6:20b:2e8:cafe::11"},
			By:   Host{Name: hub, IP: "2603:10a6:20b:40f::9"}, With: "Microsoft SMTP Server", ID: "15.20.6652.33",
			TLS:  TLS{Used: new(true), Version: "1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
			Date: "Fri, 11 Aug 2023 20:36:41 +0000", Time: "2023-08-11T20:36:41Z", DelaySeconds: new(int64(1)),
			Role: RoleExchangeOnline, Operator: "microsoft", Basis: BasisOperator, Link: LinkIP},
		{Hop: 4, Field: 2, Span: Span{120, 420},
			From: Peer{Name: "EUR05-AM6-obe.outbound.protection.outlook.com", Helo: "EUR05-AM6-obe.outbound.protection.outlook.com",
				RDNS: "mail-am6eur05on2070.outbound.protection.outlook.com", RDNSVerified: new(true), IP: "40.107.22.70"},
			By: Host{Name: "mx.google.com"}, With: "ESMTPS", ID: "abc.123", For: []string{"anna@example.com"},
			TLS:  TLS{Used: new(true), Version: "1.2", Cipher: "ECDHE-ECDSA-AES128-GCM-SHA256"},
			Date: "Fri, 11 Aug 2023 13:36:50 -0700 (PDT)", Time: "2023-08-11T13:36:50-07:00", DelaySeconds: new(int64(9)),
			Role: RoleDestination, Operator: "google", Basis: BasisReceiver, Link: LinkOperator},
	}
}

func sampleBase() Document {
	return Document{
		Schema: SchemaName, Generator: "hopproof test", Lang: "en",
		Receiver: Receiver{Name: "mx.google.com"},
		Input:    Input{Name: "scan.eml", Bytes: 8120, HeaderBytes: 7990, Fields: 61, Kind: KindEML},
		Message: Message{MessageID: "<1@relay.contoso.example>", Date: "2023-08-11T22:36:37+02:00", Subject: "Scan from the 3rd floor",
			HeaderFrom: []string{"scanner@contoso.example"}, To: []string{"anna@example.com", "bo@example.com", "cy@example.com"},
			MailFrom: "scanner@contoso.example"},
		Hops:         sampleHops(),
		TotalSeconds: new(int64(12)),
		Entries: []Entry{{Hop: 2, IP: "203.0.113.25", Helo: "relay.contoso.example", TLS: new(true), Basis: BasisOperator,
			Witnesses: []Witness{
				{Field: 12, Source: "X-Forefront-Antispam-Report CIP", Value: "203.0.113.25", Agrees: true},
				{Field: 14, Source: "Authentication-Results sender IP", Value: "198.51.100.7", Explained: true},
			}}},
		Boundary: Boundary{Hop: 2, Basis: BasisOperator, Reason: "outside-peer", Args: Pairs{{Name: "ip", Value: "203.0.113.25"}}},
		Findings: []Finding{},
		Problems: []Problem{},
	}
}

func entryEvidence() []Evidence {
	return []Evidence{{Field: 29, Hop: 2, Basis: BasisOperator, Span: Span{3600, 3900}}}
}

func impliedLegs() []Leg {
	legs := []Leg{{Leg: "eop", Role: RoleEOP, Hops: []int{2}}, {Leg: "exchange-online", Role: RoleExchangeOnline, Hops: []int{3}},
		{Leg: "delivery", Role: RoleDestination, Hops: []int{4}}}
	for i := range legs {
		legs[i].Outcome, legs[i].Required, legs[i].Reason = Held, true, "implied-by-role"
	}
	return legs
}

func sampleHeld() *Document {
	d := sampleBase()
	d.Hops[0].Basis, d.Hops[0].Link = BasisDeclared, LinkDeclared
	d.Boundary = Boundary{Hop: 1, Basis: BasisDeclared}
	relay := Leg{Leg: "relay", Role: RoleRelay, Outcome: Held, Hops: []int{1, 2}, Required: true, Reason: "matched",
		Conditions: []Condition{
			{Condition: "ip", Outcome: Held, Want: "203.0.113.25", Got: "203.0.113.25", Reason: "matched", Evidence: entryEvidence()},
			{Condition: "by", Outcome: Held, Want: "relay.contoso.example", Got: "relay.contoso.example", Reason: "matched",
				Evidence: []Evidence{{Field: 31, Hop: 1, Basis: BasisDeclared, Span: Span{4000, 4210}}}},
			{Condition: "tls", Outcome: Held, Want: "1.2", Got: "1.3", Reason: "matched", Evidence: entryEvidence()},
		}}
	device := Leg{Leg: "device", Role: RoleDevice, Outcome: Unknown, Hops: []int{}, Reason: "not-declared"}
	d.Route = &Route{Name: "office365-relay", Outcome: Held, Legs: append([]Leg{device, relay}, impliedLegs()...),
		Conditions: []Condition{{Condition: "attributed", Outcome: Held, Want: "6f0c1a5e-0000-4000-8000-000000000001",
			Got: "6f0c1a5e-0000-4000-8000-000000000001", Reason: "matched", Evidence: []Evidence{{Field: 17, Basis: BasisOperator}}}}}
	return &d
}

func sampleBroken() *Document {
	d := sampleBase()
	d.Hops[1].From = Peer{Name: "mail.fabrikam.example", Helo: "mail.fabrikam.example", IP: "198.51.100.9"}
	d.Hops[3].DelaySeconds = new(int64(95000))
	d.Hops[2].DelaySeconds = new(int64(-3))
	d.TotalSeconds = new(int64(95001))
	d.Receiver.Assumed = true
	relay := Leg{Leg: "relay", Role: RoleRelay, Outcome: Broken, Hops: []int{}, Required: true,
		Conditions: []Condition{
			{Condition: "ip", Outcome: Broken, Want: "203.0.113.25", Got: "198.51.100.9", Reason: "entry-address-differs", Evidence: entryEvidence()},
			{Condition: "by", Outcome: Unknown, Want: "relay.contoso.example", Reason: "relay-line-missing",
				Remedy: "check-relay-host", Args: Pairs{{Name: "host", Value: "mail.fabrikam.example"}}, Evidence: []Evidence{}},
		}}
	d.Route = &Route{Name: "office365-relay", Outcome: Broken, Legs: append([]Leg{relay}, impliedLegs()...)}
	d.Findings = []Finding{
		{Code: "receiver-assumed", Severity: Warning, Args: Pairs{{Name: "receiver", Value: "mx.google.com"}}, Evidence: []Evidence{}},
		{Code: "hop-negative-delay", Severity: Info, Args: Pairs{{Name: "hop", Value: "3"}, {Name: "seconds", Value: "3"}, {Name: "host", Value: "AM3PEPF0000A790"}, {Name: "clock", Value: "ahead"}},
			Evidence: []Evidence{{Field: 20, Hop: 3, Span: Span{3000, 3300}}}},
	}
	return &d
}

func sampleUnknown() *Document {
	d := sampleBase()
	relay := Leg{Leg: "relay", Role: RoleRelay, Outcome: Unknown, Hops: []int{}, Required: true, Reason: "not-declared",
		Remedy: "declare-relay-ip", Args: Pairs{{Name: "ip", Value: "203.0.113.25"}}, Conditions: []Condition{}}
	device := Leg{Leg: "device", Role: RoleDevice, Outcome: Unknown, Hops: []int{}, Reason: "not-declared"}
	d.Route = &Route{Name: "office365-relay", Outcome: Unknown, Legs: append([]Leg{device, relay}, impliedLegs()...)}
	d.Route.Question = &Question{Code: "relay", Args: Pairs{{Name: "ip", Value: "203.0.113.25"},
		{Name: "helo", Value: "relay.contoso.example"}, {Name: "tls", Value: "TLS 1.3"}}}
	d.Findings = []Finding{{Code: "address-not-host", Severity: Info, Args: Pairs{{Name: "ip", Value: "203.0.113.25"}}, Evidence: entryEvidence()}}
	return &d
}

func sampleNoReceived() *Document {
	d := sampleBase()
	d.Hops, d.Entries, d.TotalSeconds, d.Boundary, d.Receiver = []Hop{}, []Entry{}, nil, Boundary{}, Receiver{}
	d.Input.Kind = KindPaste
	legs := impliedLegs()
	for i := range legs {
		legs[i].Outcome, legs[i].Hops, legs[i].Reason, legs[i].Remedy = Unknown, nil, "no-received", "open-in-destination-mailbox"
	}
	d.Route = &Route{Name: "office365-relay", Outcome: Unknown, Legs: legs}
	d.Findings = []Finding{{Code: "no-received", Severity: Error, Args: nil, Evidence: nil}}
	d.Problems = []Problem{{Code: "indent-lost", Span: Span{10, 90}}, {Code: "no-break-spaces", Span: Span{4, 6}}}
	return &d
}

func sampleAnalyzed() *Document {
	d := sampleBase()
	d.Hops[2].Mended = true
	d.Microsoft, d.Authentication = sampleMicrosoft(), sampleAuthentication()
	d.Sending = &Sending{Mode: SentByConnector, Believed: true, Because: []string{"border-line", "attribution-record"}, Evidence: entryEvidence()}
	d.Identity = &Identity{Login: "scanner@contoso.example", HeaderFrom: "anna@contoso.example", Outcome: IdentitySendAs, Because: []string{"login-in-line"}}
	d.Verdicts = []VerdictField{
		{Product: "SpamAssassin", Header: "X-Spam-Status", Field: 24, Verdict: FilterNotSpam, Score: "2.0", Threshold: "5.0", Detail: "tests=A"},
		{Product: "Vade", Header: "X-VR-SPAMCAUSE", Field: 25, Detail: "gggruggvucft"},
	}
	return &d
}

func sampleAuthentication() *Authentication {
	from := Pairs{{Name: "header.from", Value: "contoso.example"}}
	return &Authentication{
		Results: []AuthResult{
			{Field: 1, Source: "Authentication-Results", AuthservID: "mx.google.com", Believed: true, Method: "spf", Result: "pass",
				Properties: Pairs{{Name: "smtp.mailfrom", Value: "scanner@contoso.example"}}},
			{Field: 1, Source: "Authentication-Results", AuthservID: "mx.google.com", Believed: true, Method: "dmarc", Result: "fail", Properties: from},
			{Field: 8, Source: "Received-SPF", AuthservID: "protection.outlook.com", Method: "spf", Result: "fail"},
			{Field: 9, Source: "ARC-Authentication-Results", Instance: 1, AuthservID: "mx.microsoft.com", Method: "spf", Result: "softfail"},
			{Field: 9, Source: "ARC-Authentication-Results", Instance: 1, AuthservID: "mx.microsoft.com", Method: "dkim", Result: "none"},
			{Field: 21, Source: "Authentication-Results", Believed: true, Method: "compauth", Result: "fail", Reason: "601", Meaning: "From is your own domain."},
		},
		ARC:       []ARCSet{{Instance: 1, CV: "none", Domain: "microsoft.com", AuthservID: "mx.microsoft.com"}},
		Alignment: Alignment{SPF: AlignedStrict, SPFResult: "pass", SPFDomain: "contoso.example", DKIM: AlignedNone, Believed: true, HeaderFrom: "contoso.example"},
	}
}

func sampleMicrosoft() *Microsoft {
	const tenant, report = "6f0c1a5e-0000-4000-8000-000000000001", "X-Forefront-Antispam-Report"
	return &Microsoft{
		TenantID: tenant, NetworkMessageID: "0b1c2d3e-0000-4000-8000-000000000002", PreviousNetworkMessageID: "0b1c2d3e-0000-4000-8000-000000000003",
		OriginatorOrg: "contoso.example", Direction: Originating, AuthAs: "Internal", AuthMechanism: "10", Entity: HybridOnPrem, Situation: CameByHybrid,
		Attribution: &Attribution{TenantID: tenant, IP: "203.0.113.25", Helo: "relay.contoso.example"},
		Antispam: []AntispamKey{
			{Header: report, Key: "CIP", Value: "203.0.113.25"}, {Header: report, Key: "SCL", Value: "1"}, {Header: report, Key: "SRV"},
			{Header: report, Key: "SFV", Value: "SKN"}, {Header: report, Key: "CAT", Value: "NEW"}, {Header: report, Key: "SFS", Value: "(1)(2)"},
			{Header: "X-Microsoft-Antispam", Key: "BCL", Value: "0"}, {Header: "X-Microsoft-Antispam", Key: "ARA", Value: "1|2"},
			{Header: "X-Microsoft-Antispam-Mailbox-Delivery", Key: "dest", Value: "I"},
		},
	}
}

// sampleHostile holds in every string what a sender would like a terminal, a
// page or a log to act on.
func sampleHostile() *Document {
	const evil = "a\x1b[31mred\x07\r\nX\u202eexe.gpj\u2066\u2028\u200b\x9b2J\xff\xfe</script><img>\"\\ 漢字 🙂 e\u0301"
	d := sampleBase()
	d.Receiver = Receiver{Name: evil, Assumed: true}
	d.Input.Name = evil
	d.Message = Message{MessageID: evil, Subject: evil, HeaderFrom: []string{evil, evil}}
	d.Hops = d.Hops[:2]
	for i := range d.Hops {
		h := &d.Hops[i]
		h.From = Peer{Name: evil, Helo: evil, RDNS: evil, IP: evil}
		h.By = Host{Name: evil, IP: evil}
		h.With, h.Via, h.ID, h.Date, h.Time, h.Software, h.Ident = evil, evil, evil, evil, evil, evil, evil
		h.TLS = TLS{Version: evil, Cipher: evil}
		h.Role, h.Basis, h.Link, h.Ambiguous = Role(evil), BasisClaimed, Link(evil), evil
		h.For, h.Rest = []string{evil, evil}, []string{evil}
	}
	d.Entries[0].IP, d.Entries[0].Helo = evil, evil
	d.Entries[0].Witnesses[0] = Witness{Source: evil, Value: evil}
	d.Boundary = Boundary{Reason: evil}
	d.Microsoft = &Microsoft{TenantID: evil, Direction: Direction(evil), AuthAs: evil, AuthMechanism: evil, Entity: Entity(evil), Situation: Situation(evil),
		Attribution: &Attribution{TenantID: evil, IP: evil, Helo: evil},
		Antispam:    []AntispamKey{{Header: evil, Key: "SFV", Value: evil}, {Header: evil, Key: evil, Value: evil}}}
	d.Authentication = &Authentication{Alignment: Alignment{SPF: AlignmentMode(evil), SPFResult: evil, SPFDomain: evil, DKIM: AlignedNone, DKIMDomain: evil, HeaderFrom: evil},
		Results: []AuthResult{{Field: -1, Source: evil, AuthservID: evil, Believed: true, Method: evil, Result: evil, Reason: evil, Meaning: evil,
			Properties: Pairs{{Name: "header.d", Value: evil}}}, {Source: evil, Method: evil, Result: evil, Instance: -1}}}
	d.Sending = &Sending{Mode: SendingMode(evil), Because: []string{evil}}
	d.Identity = &Identity{Login: evil, HeaderFrom: evil, ReplyTo: evil, Outcome: IdentityOutcome(evil), Because: []string{evil}}
	d.Verdicts = []VerdictField{{Product: evil, Header: evil, Verdict: FilterVerdict(evil), Score: evil, Threshold: evil}, {Product: evil, Detail: evil}}
	d.Findings = []Finding{{Code: "relay-pool-exit", Severity: Severity(evil), Args: Pairs{{Name: "ip", Value: evil}}},
		{Code: evil, Args: Pairs{{Name: evil, Value: evil}, {Name: "a", Value: "{ip}"}}}}
	d.Problems = []Problem{{Code: evil, Args: Pairs{{Name: "x", Value: evil}}}}
	d.Route = &Route{Name: evil, Outcome: Broken, Question: &Question{Code: "relay", Args: Pairs{{Name: "helo", Value: evil}}},
		Legs: []Leg{{Leg: evil, Outcome: Broken, Required: true, Reason: evil, Remedy: evil, Hops: []int{1, -4, 99},
			Conditions: []Condition{{Condition: evil, Outcome: Outcome(evil), Want: evil, Got: evil,
				Evidence: []Evidence{{Field: -1, Hop: 1, Basis: Basis(evil)}, {Field: 7}}}}}}}
	return &d
}

func samples() map[string]*Document {
	return map[string]*Document{
		"held": sampleHeld(), "broken": sampleBroken(), "unknown": sampleUnknown(),
		"no-received": sampleNoReceived(), "analyzed": sampleAnalyzed(), "hostile": sampleHostile(),
	}
}
