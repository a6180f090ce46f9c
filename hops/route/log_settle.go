package route

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// readLogs settles by the logs what the headers leave unknown before the
// cloud: certificates by message trace, the relay and the device by the relay's
// log.
func (v *verifier) readLogs() {
	i := v.r.beforeCloud()
	if v.logs == nil || v.ingress == nil || v.t.Ingress.Mailbox || i < 0 {
		return
	}
	if _, disputed := v.disputed(); disputed {
		return
	}
	relay := &v.out.Legs[i]
	v.certificateInTrace(relay, &v.r.Legs[i])
	h, reason := v.findHandover(relay, v.r.Legs[i].Shared)
	v.notTied(&h, reason)
	if h.tie == "" {
		return
	}
	v.relayInLog(relay, &v.r.Legs[i], &h)
	if i > 0 {
		v.clientInLog(&v.out.Legs[i-1], &v.r.Legs[i-1], &h)
	}
}

// notTied says that a log has the Message-ID and why that shows nothing, or
// that no log has it.
func (v *verifier) notTied(h *handover, reason Coded) {
	trace := v.trace()
	for _, r := range [...]Coded{reason, trace.Reason} {
		if r.Code != "" {
			v.find(r.Code, hops.Warning, nil, r.Args...)
		}
	}
	if h.tie == "" && trace.Tie == "" && reason.Code == "" && trace.Reason.Code == "" {
		v.find("log-without-message", hops.Info, nil)
	}
}

func (v *verifier) trace() Trace { return TraceOf(v.t, v.logs) }

// byLog settles a condition that is unknown. What headers show stays as it is;
// where the log says otherwise, that is a finding.
func (v *verifier) byLog(c *Condition, o Outcome, got string, reason Coded, tie Tie, lines ...LogLine) {
	if c.Outcome != Unknown {
		if c.Outcome == Held && o == Broken {
			v.find("log-disagrees", hops.Warning, nil, arg("condition", c.Name), arg("got", got),
				arg("source", lines[0].Source), arg("line", itoa(lines[0].Line)))
		}
		return
	}
	c.Outcome, c.Got, c.Reason, c.Remedy = o, got, reason, Coded{}
	if o == Broken {
		c.Remedy = remedyByLog(c.Name, got)
	}
	c.Tie, c.Log, c.Evidence = tie, lines, nil
}

// remedyByLog says what to do where a log contradicts a condition.
func remedyByLog(condition, got string) Coded {
	switch condition {
	case "ip": // of a device: EOP's own line shows the relay's
		return coded("check-route-or-declare-device", arg("ip", got))
	case "attributed":
		return coded("check-connector-tenant")
	}
	return coded("check-route-or-declare-name")
}

// certificateInTrace: the tenant's own trace names the certificate that the
// client presented. A shared address is no doubt any more where it does: a
// machine behind it has no such key.
func (v *verifier) certificateInTrace(out *LegVerdict, l *Leg) {
	trace := v.trace()
	if trace.Tie == "" || trace.Tie == TieMessageID && !v.boundToTenant() {
		return
	}
	name := trace.Attributed.Certificate
	if name == "" || len(l.Certificate) == 0 {
		return
	}
	held := hops.MatchAny(l.Certificate, name)
	for i := range out.Conditions {
		switch c := &out.Conditions[i]; {
		case c.Name == "certificate" && held:
			v.byLog(c, Held, name, coded("log-names-certificate"), trace.Tie, trace.Log...)
		case c.Name == "certificate":
			v.byLog(c, Broken, name, coded("log-certificate-differs"), trace.Tie, trace.Log...)
			c.unlessSpelled(l.Certificate)
		case c.Reason.Code == "shared-address" && held:
			v.byLog(c, Held, c.Got, coded("log-settles-shared"), trace.Tie, trace.Log...)
		}
	}
	out.settle()
}

// boundToTenant: the headers bind the passage to the organization.
func (v *verifier) boundToTenant() bool {
	return slices.ContainsFunc(v.out.Conditions, func(c Condition) bool { return c.Name == "attributed" && c.Outcome == Held && c.Tie == "" })
}

// attributedInTrace: the organization's own trace has this very passage, and
// names a connector of type OnPremises. Only the network message id ties it.
func (v *verifier) attributedInTrace(c *Condition) {
	if v.logs == nil || v.ingress == nil || v.t.Ingress.Mailbox || c.Outcome != Unknown {
		return
	}
	if code := c.Reason.Code; code != "undeclared-tenant" && code != "no-attribution-record" {
		return // the headers say something else, and not nothing
	}
	if _, disputed := v.disputed(); disputed {
		return
	}
	trace := v.trace()
	a := &trace.Attributed
	if trace.Tie != TieNetworkID || a.Connector == "" || !ascii.EqualFold(a.ConnectorType, "OnPremises") {
		return
	}
	if want := v.r.Organization.Tenant; want != "" && a.Tenant != "" && !ascii.EqualFold(want, a.Tenant) {
		v.byLog(c, Broken, a.Tenant, coded("tenant-differs", arg("want", want), arg("got", a.Tenant)), trace.Tie, trace.Log...)
		return
	}
	v.byLog(c, Held, a.Connector, coded("log-names-connector", arg("connector", a.Connector)), trace.Tie, trace.Log...)
}

// relayInLog: the relay's log shows that it handed the message to EOP.
func (v *verifier) relayInLog(out *LegVerdict, l *Leg, h *handover) {
	d := h.delivery
	lines := []LogLine{lineOf(h.record, d.Line)}
	if !d.TLSLine.IsZero() {
		lines = append(lines, lineOf(h.record, d.TLSLine))
	}
	for i := range out.Conditions {
		if c := &out.Conditions[i]; c.Name == "by" && isHost(l.By, h.record.Host) {
			v.byLog(c, Held, h.record.Host, coded("log-of-host"), h.tie, lines...)
		}
	}
	out.Conditions = append(out.Conditions, Condition{Name: handedOver, Outcome: Held, Got: handedTo(d),
		Reason: coded("log-handed-over"), Tie: h.tie, Log: lines, weak: true})
	out.settle()
}

// handedOver is the condition that only a log can show. No leg needs it.
const handedOver = "handed_over"

// RestsOnLogs reports whether the outcome would be another one without logs.
func (l *LegVerdict) RestsOnLogs() bool {
	byLog := 0
	for i := range l.Conditions {
		switch c := &l.Conditions[i]; {
		case c.Outcome != l.Outcome || c.Name == handedOver:
		case c.Tie != "":
			byLog++
		case l.Outcome == Broken:
			return false // headers contradict as well
		}
	}
	return l.Outcome != Unknown && byLog > 0
}

// isHost compares the name of the host that wrote a log, which may be its first
// label only.
func isHost(patterns []string, host string) bool {
	if strings.Contains(host, ".") {
		return hops.MatchAny(patterns, host)
	}
	return host != "" && slices.ContainsFunc(patterns, func(p string) bool { return ascii.EqualFold(firstLabel(p), host) })
}

// handedTo shows where a delivery went.
func handedTo(d *evidence.Delivery) string {
	to := d.Relay
	if d.IP.IsValid() {
		to += "[" + d.IP.String() + "]"
	}
	if d.TLS != "" {
		to += ", TLS " + d.TLS
	}
	return to
}

// clientInLog: the relay's log shows who handed the message to the relay.
func (v *verifier) clientInLog(out *LegVerdict, l *Leg, h *handover) {
	origin := v.logs.Origin(h.record)
	if origin == nil || origin.Client.Line.IsZero() {
		return
	}
	client := &origin.Client
	line := lineOf(origin, client.Line)
	v.takeApart(out, l)
	for i := range out.Conditions {
		switch c := &out.Conditions[i]; c.Name {
		case "ip":
			v.clientAddress(c, l, client, h.tie, line)
		case "authenticated":
			v.clientLogin(c, l, client, h.tie, line)
		case "rdns":
			if client.Name != "" && origin.Format == evidence.Postfix {
				v.clientName(c, l, client, h.tie, line)
			}
		}
	}
	out.settle()
}

// takeApart gives a leg for which there is no line all that it declares, so
// that the log must show each of it.
func (v *verifier) takeApart(out *LegVerdict, l *Leg) {
	if len(out.Conditions) != 1 || out.Conditions[0].Name != "line" || !l.declared() {
		return
	}
	missing := out.Conditions[0]
	out.Conditions = nil
	for i := range rules {
		if r := &rules[i]; r.declared(l) {
			out.Conditions = append(out.Conditions, Condition{Name: r.name, Want: r.want(l), Reason: missing.Reason, Remedy: missing.Remedy, weak: r.weak})
		}
	}
}

// clientAddress: hosts between are allowed, so that another address contradicts
// only if no older line claims the declared one.
func (v *verifier) clientAddress(c *Condition, l *Leg, client *evidence.Client, tie Tie, line LogLine) {
	ip := client.IP
	switch {
	case !ip.IsValid():
	case len(l.IP) == 0:
		if c.Outcome == Unknown {
			c.Got, c.Log = ip.String(), []LogLine{line}
			c.Reason, c.Remedy = coded("log-shows-client", arg("ip", ip.String()), arg("source", line.Source), arg("line", itoa(line.Line))), coded("declare-device-ip")
		}
	case hops.InPrefixes(l.IP, ip):
		v.byLog(c, Held, ip.String(), coded("log-names-client"), tie, line)
	case v.claimedAnywhere(l):
		if c.Outcome == Unknown {
			c.Got, c.Log = ip.String(), []LogLine{line}
			c.Reason, c.Remedy = coded("log-other-client", arg("ip", ip.String()), arg("source", line.Source), arg("line", itoa(line.Line))), coded("declare-host-between")
		}
	default:
		v.byLog(c, Broken, ip.String(), coded("log-client-differs"), tie, line)
	}
}

// claimedAnywhere: some line below the relay's own records an address of the
// leg.
func (v *verifier) claimedAnywhere(l *Leg) bool {
	own := v.t.Hop(v.ingress.Number - 1)
	return own != nil && v.claimedBelow(l, own)
}

func (v *verifier) clientLogin(c *Condition, l *Leg, client *evidence.Client, tie Tie, line LogLine) {
	switch {
	case client.Login == "":
		if c.Outcome == Unknown {
			c.Log, c.Reason = []LogLine{line}, coded("log-without-login")
		}
	case hops.MatchAny(l.Authenticated, client.Login):
		v.byLog(c, Held, client.Login, coded("log-names-login"), tie, line)
	default:
		v.byLog(c, Broken, client.Login, coded("login-differs"), tie, line)
	}
}

func (v *verifier) clientName(c *Condition, l *Leg, client *evidence.Client, tie Tie, line LogLine) {
	if hops.MatchAny(l.RDNS, client.Name) {
		v.byLog(c, Held, client.Name, coded("log-names-client"), tie, line)
		return
	}
	v.byLog(c, Broken, client.Name, coded("rdns-differs"), tie, line)
	c.unlessSpelled(l.RDNS)
}
