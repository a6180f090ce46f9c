package summary

import (
	"math/rand/v2"
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
)

// stampOf is a time of the made-up autumn in which all samples were sent.
func stampOf(day, second int) string {
	const begin = 1788220800 // 2026-09-01
	return header.Date{Valid: true, Unix: begin + int64(day)*86400 + int64(second), Zone: header.ZoneOffset}.RFC3339()
}

func hop(n int, role report.Role, basis report.Basis, ip, by, operator string) report.Hop {
	return report.Hop{Hop: n, Role: role, Basis: basis, From: report.Peer{IP: ip}, By: report.Host{Name: by}, Operator: operator}
}

// timed stamps the hops, the last of them at that second of that day.
func timed(d *report.Document, day int, delays ...int64) {
	total := int64(0)
	for i := range delays {
		d.Hops[i+1].DelaySeconds = &delays[i]
		total += delays[i]
	}
	d.TotalSeconds = &total
	for i := range d.Hops {
		d.Hops[i].Time = stampOf(day, 30000+i)
	}
}

// kinds make one kind of message each: relayed and proven, relayed and not, sent
// directly, from a filter, from the internet with forged lines.
var kinds = []struct {
	share int
	make  func(r *rand.Rand, d *report.Document)
}{
	{60, func(r *rand.Rand, d *report.Document) {
		relayed(r, d, "203.0.113.25", report.BasisDeclared, report.Held)
	}},
	{6, func(r *rand.Rand, d *report.Document) {
		relayed(r, d, "203.0.113.26", report.BasisClaimed, report.Broken)
	}},
	{12, direct}, {9, filtered}, {4, internet},
}

func relayed(r *rand.Rand, d *report.Document, ip string, basis report.Basis, o report.Outcome) {
	d.Receiver.Name = "mx.google.com"
	d.Hops = []report.Hop{hop(1, report.RoleRelay, basis, "192.168.20.41", "relay.contoso.example", ""),
		hop(2, report.RoleEOP, report.BasisOperator, ip, "", "microsoft"), hop(3, report.RoleExchangeOnline, report.BasisOperator, "", "", "microsoft"),
		hop(4, report.RoleDestination, report.BasisReceiver, "", "mx.google.com", "google")}
	timed(d, r.IntN(45), int64(r.IntN(4)), int64(r.IntN(3)), int64(r.ExpFloat64()*40))
	d.Entries = []report.Entry{{Hop: 2, IP: ip, Basis: report.BasisOperator}}
	d.Sending = &report.Sending{Mode: report.SentByConnector, Believed: o == report.Held}
	d.Route = &report.Route{Outcome: o, Legs: []report.Leg{{Leg: "relay", Outcome: o, Required: true}}}
	if o == report.Broken {
		d.Route.Legs[0].Reason, d.Route.Legs[0].Args = "entry-address-differs", report.Pairs{{Name: "want", Value: "203.0.113.25"}, {Name: "got", Value: ip}}
	}
	d.WhatIf = []report.WhatIf{{Question: report.IfRejectDirectSend, Outcome: report.WouldAccept, Reason: "connector-recorded"}}
}

func direct(r *rand.Rand, d *report.Document) {
	ip := "198.51.100." + strconv.Itoa(10+r.IntN(3))
	d.Receiver.Name = "pr3pr05mb7911.eurprd05.prod.outlook.com"
	d.Hops = []report.Hop{hop(1, report.RoleEOP, report.BasisOperator, ip, "", "microsoft"),
		hop(2, report.RoleExchangeOnline, report.BasisReceiver, "", "", "microsoft"), hop(3, report.RoleDestination, report.BasisReceiver, "", "", "microsoft")}
	timed(d, 20+r.IntN(25), int64(r.IntN(3)), int64(r.IntN(9)))
	d.Entries = []report.Entry{{Hop: 1, IP: ip, Basis: report.BasisOperator}}
	d.Sending = &report.Sending{Mode: report.SentDirect, Believed: true}
	d.Route = &report.Route{Outcome: report.Unknown, Legs: []report.Leg{{Leg: "relay", Outcome: report.Unknown, Required: true, Reason: "relay-line-missing", Args: report.Pairs{{Name: "want", Value: "relay.contoso.example"}}}}}
	args := report.Pairs{{Name: "domain", Value: "contoso.example"}, {Name: "ip", Value: ip}}
	d.WhatIf = []report.WhatIf{{Question: report.IfRejectDirectSend, Outcome: report.WouldRefuse, Reason: "direct-send-refused", Args: args}}
	d.Findings = []report.Finding{{Code: "dmarc-fail-nothing-passed", Severity: report.Warning, Args: report.Pairs{{Name: "from", Value: "contoso.example"}}}}
}

func filtered(r *rand.Rand, d *report.Document) {
	direct(r, d)
	d.Hops = append([]report.Hop{hop(1, report.RoleFilter, report.BasisClaimed, "198.51.100.200", "", "")}, d.Hops...)
	for i := range d.Hops {
		d.Hops[i].Hop = i + 1
	}
	d.Hops[1].From.IP = "203.0.113.99"
	timed(d, r.IntN(45), int64(r.ExpFloat64()*400), 1, 2)
	d.Entries = []report.Entry{{Hop: 2, IP: "203.0.113.99", Basis: report.BasisOperator}}
	d.Filters = []report.Filter{{Hop: 1, Product: "Hornetsecurity"}}
	d.Message.HeaderFrom = []string{"news@northwind.example"}
	d.Sending.Mode = report.SentFromInternet
	d.Route.Outcome = report.Broken
	d.Route.Legs[0].Outcome = report.Broken
	d.WhatIf[0].Outcome, d.WhatIf[0].Reason, d.WhatIf[0].Args = report.WouldAccept, "sender-not-accepted", report.Pairs{{Name: "domain", Value: "northwind.example"}}
}

func internet(r *rand.Rand, d *report.Document) {
	domain := "sender" + strconv.Itoa(r.IntN(40)) + ".example"
	d.Message.HeaderFrom = []string{"a@" + domain}
	d.Receiver.Name = "mx.fabrikam.example"
	d.Hops = []report.Hop{hop(1, report.RoleOther, report.BasisClaimed, "", "", ""), hop(2, report.RoleEOP, report.BasisClaimed, "198.51.100.9", "", "microsoft"),
		hop(3, report.RoleDestination, report.BasisReceiver, "", "mx.fabrikam.example", "")}
	timed(d, r.IntN(45), -int64(r.IntN(90)), 5)
	d.Entries = []report.Entry{{Hop: 2, IP: "198.51.100.9", Basis: report.BasisClaimed}}
	d.Sending = &report.Sending{Mode: report.SentUnknown}
	d.Route = &report.Route{Outcome: report.Unknown, Conditions: []report.Condition{{Condition: "attributed", Outcome: report.Unknown, Reason: "lines-removed", Args: report.Pairs{{Name: "nodes", Value: "SJ0PR05MB7734"}}}}}
	d.Problems = []report.Problem{{Code: "indent-lost"}}
	d.WhatIf = []report.WhatIf{{Question: report.IfRejectDirectSend, Outcome: report.CannotBeTold, Reason: "entry-not-believed"}}
}

// documents makes n messages, always the same.
func documents(n int) []*report.Document {
	r := rand.New(rand.NewPCG(8, 8))
	list := make([]*report.Document, n)
	for i := range list {
		d := &report.Document{Input: report.Input{Name: "archive/" + strconv.Itoa(100000 + i)[1:] + ".eml"}}
		d.Message.HeaderFrom = []string{"scanner@Contoso.example"}
		pick := r.IntN(91)
		for _, k := range kinds {
			if pick -= k.share; pick < 0 {
				k.make(r, d)
				break
			}
		}
		list[i] = d
	}
	return list
}

func collect(list []*report.Document) *Collector {
	c := New(Options{Generator: "hopproof test"})
	for _, d := range list {
		c.Add(d)
	}
	return c
}
