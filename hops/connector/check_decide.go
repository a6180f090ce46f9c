package connector

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// decide puts the connectors together: first those that attribute the message
// to the organization, then those that restrict what comes from others, then
// what EOP does with a message that no connector takes. Where nothing shows how
// the message entered, nothing is decided, whatever else is known.
func (k *checker) decide() {
	if k.session.Doubt.Code != "" {
		k.settle(Undecided, route.Unknown, k.session.Doubt, k.session.DoubtRemedy)
		return
	}
	if k.attribute() {
		return
	}
	open := k.open(OnPremises)
	switch {
	case k.restrict():
	case open >= 0:
		k.undecided(open)
	default:
		k.unattributed()
	}
}

// attribute picks the OnPremises connector that takes the message: one that
// knows the certificate goes before one that knows the address (message center
// MC1226222). Among several of one kind the order is not documented: the narrower
// match is named, and that there are others.
func (k *checker) attribute() bool {
	var winners []string
	for i := range k.out.Connectors {
		j := &k.out.Connectors[i]
		if j.Type != OnPremises || j.Outcome != route.Held {
			continue
		}
		winners = append(winners, j.Name)
		if k.out.Winner < 0 || j.before(&k.out.Connectors[k.out.Winner]) {
			k.out.Winner = i
		}
	}
	if k.out.Winner < 0 {
		return false
	}
	winner := &k.out.Connectors[k.out.Winner]
	k.settle(ByConnector, route.Held, coded("taken", "connector", winner.Name, "by", winner.By), route.Coded{})
	k.passOver()
	if len(winners) > 1 {
		k.find("several-match", hops.Info, "connectors", brief(winners), "connector", winner.Name)
	}
	if k.open(OnPremises) >= 0 && winner.By == "address" {
		k.find("certificate-would-win", hops.Info, "connector", k.out.Connectors[k.open(OnPremises)].Name)
	}
	return true
}

// passOver: what is attributed to the organization is not held against Partner
// connectors (Exchange Online documentation, third-party cloud services).
func (k *checker) passOver() {
	for i := range k.out.Connectors {
		if j := &k.out.Connectors[i]; j.Type == Partner {
			j.Applies, j.Outcome = route.Broken, route.Broken
			j.Conditions = append(j.Conditions[:1:1], because("scope", route.Broken, coded("attributed-first"), route.Coded{}))
		}
	}
}

func (j *Judged) before(other *Judged) bool {
	if j.By != other.By {
		return j.By == "certificate"
	}
	return j.bits > other.bits
}

func (k *checker) settle(w Way, o route.Outcome, reason, remedy route.Coded) {
	k.out.Way, k.out.Outcome, k.out.Reason, k.out.Remedy = w, o, reason, remedy
}

// open is the first connector of a type that may take the message or, of a
// Partner one, refuse it; or -1.
func (k *checker) open(t Type) int {
	for i := range k.out.Connectors {
		if j := &k.out.Connectors[i]; j.Type == t && (j.Outcome == route.Unknown || k.mayRefuse(j)) {
			return i
		}
	}
	return -1
}

// mayRefuse: a demand of the connector is not met, and whether it is about this
// message is not known. One that was delivered it did not refuse.
func (k *checker) mayRefuse(j *Judged) bool {
	return j.refusal != "" && j.Applies == route.Unknown && !k.session.Delivered
}

// undecided: a connector may take the message. The reason is that of the
// condition which is open.
func (k *checker) undecided(i int) {
	reason, remedy := coded("open"), coded("look-in-trace")
	if c := firstOpen(k.out.Connectors[i].Conditions); c != nil {
		reason, remedy = c.told(c.Reason), c.told(c.Remedy)
	}
	k.settle(Undecided, route.Unknown, reason, remedy)
	k.repliesIf(&k.out.Connectors[i])
}

// repliesIf notes what the client is told if an open condition turns out broken,
// or that of the scope held.
func (k *checker) repliesIf(j *Judged) {
	outside := k.outside()
	if j.refusal != "" {
		k.reply(j.refusal)
	} else if j.Type == Partner {
		k.reply(refusePartner)
	} else if outside != header.No {
		k.reply(k.relayRefusal())
	}
	if outside != header.Yes && k.rejectsDirectSend() && k.senderAccepted() != route.Broken {
		k.reply(refuseDirectSend)
	}
}

// rejectsDirectSend: the organization has it on, and it existed already.
func (k *checker) rejectsDirectSend() bool {
	return k.setup.RejectDirectSend == On && (k.session.Time == 0 || k.session.Time >= directSendFrom)
}

func firstOpen(list []route.Condition) *decisive {
	for i := range list {
		if list[i].Outcome == route.Unknown && list[i].Reason.Code != "" {
			return (*decisive)(&list[i])
		}
	}
	return nil
}

// decisive is a condition whose reason is that of the whole answer.
type decisive route.Condition

// told is a code that carries what the condition wants and got.
func (d *decisive) told(c route.Coded) route.Coded {
	more := coded(c.Code, "want", d.Want, "got", d.Got)
	more.Args = append(c.Args[:len(c.Args):len(c.Args)], more.Args...)
	return more
}

// restrict applies the Partner connectors to a message that no OnPremises one
// surely takes. It reports whether one of them decides.
func (k *checker) restrict() bool {
	attributable := k.open(OnPremises) >= 0
	for i := range k.out.Connectors {
		j := &k.out.Connectors[i]
		if j.Type != Partner || j.Applies != route.Held || j.refusal == "" {
			continue
		}
		if k.reply(j.refusal); attributable {
			continue
		}
		k.settle(Refused, route.Broken, coded("partner-refuses", "connector", j.Name), coded("partner-fix"))
		return true
	}
	return false
}

// unattributed: no connector of the organization's own takes the message. To
// recipients outside EOP refuses it; inside it is mail as from anybody.
func (k *checker) unattributed() {
	outside := k.outside()
	if outside != header.No {
		k.reply(k.relayRefusal())
	}
	switch {
	case outside == header.Yes:
		k.settle(Refused, route.Broken, k.whyNot("relay-refused"), k.howTo("match-a-connector"))
	case k.directSend():
	case k.partnerTakes():
	case k.open(Partner) >= 0:
		k.undecided(k.open(Partner))
	case outside == header.No:
		k.settle(AsIncoming, route.Broken, k.whyNot("as-incoming"), k.howTo("match-a-connector"))
	default:
		k.settle(Undecided, route.Broken, k.whyNot("no-connector-takes"), k.howTo("match-a-connector"))
	}
}

// whyNot is the reason of the only OnPremises connector, which says more than
// that none matches; remedies likewise.
func (k *checker) whyNot(otherwise string) route.Coded {
	if c := k.decisive(); c != nil {
		return c.told(c.Reason)
	}
	return coded(otherwise)
}

func (k *checker) howTo(otherwise string) route.Coded {
	if c := k.decisive(); c != nil && c.Remedy.Code != "" {
		return c.told(c.Remedy)
	}
	return coded(otherwise)
}

// decisive is the broken condition of the OnPremises connector that came
// closest: one that knows the client, before one that may, before one that does
// not. Of several that came as close as each other, none of which knows the
// client, no one's condition decides.
func (k *checker) decisive() *decisive {
	var best *Judged
	several := false
	for i := range k.out.Connectors {
		switch j := &k.out.Connectors[i]; {
		case j.Type != OnPremises:
		case best == nil || j.closerThan(best):
			best, several = j, false
		case !best.closerThan(j):
			several = true
		}
	}
	if best == nil || several && best.identified != route.Held {
		return nil
	}
	var last *decisive
	for i := range best.Conditions {
		if best.Conditions[i].Outcome == route.Broken {
			last = (*decisive)(&best.Conditions[i])
		}
	}
	return last
}

// closerThan reports whether j is nearer to knowing the client.
func (j *Judged) closerThan(other *Judged) bool {
	if j.identified == route.Held {
		return other.identified != route.Held
	}
	return j.identified == route.Unknown && other.identified == route.Broken
}

// outside says whether some recipient is in no accepted domain.
func (k *checker) outside() header.Tri {
	switch all(k.recipients()...) {
	case route.Broken:
		return header.Yes
	case route.Held:
		return header.No
	}
	if k.onlyInside() {
		return header.No
	}
	return 0
}

// relayRefusal is the reply for recipients outside: that of a client which a
// connector knows says that its domains are at fault.
func (k *checker) relayRefusal() string {
	for i := range k.out.Connectors {
		if j := &k.out.Connectors[i]; j.Type == OnPremises && j.identified == route.Held {
			return refuseSender
		}
	}
	return refuseRelay
}

func (k *checker) reply(refusal string) {
	text := replyOf(refusal)
	for _, have := range k.out.Replies {
		if have == text {
			return
		}
	}
	k.out.Replies = append(k.out.Replies, text)
}

// partnerTakes: a Partner connector applies and is content.
func (k *checker) partnerTakes() bool {
	for i := range k.out.Connectors {
		if j := &k.out.Connectors[i]; j.Type == Partner && j.Outcome == route.Held {
			k.out.Winner = i
			k.settle(AsIncoming, route.Held, coded("partner-content", "connector", j.Name), route.Coded{})
			return true
		}
	}
	return false
}

// directSend applies RejectDirectSend: mail with MAIL FROM in an accepted
// domain, from a client that no connector knows by address or certificate
// (Exchange Team Blog of 28 Apr 2025). It reports whether that decides.
func (k *checker) directSend() bool {
	if !k.rejectsDirectSend() {
		return false
	}
	c := k.sender("direct-send")
	known, _ := k.known()
	switch refused := all(c.Outcome, inverse(known)); {
	case refused == route.Broken:
		k.out.Conditions = append(k.out.Conditions, because("direct-send", route.Held, coded("direct-send-not-asked"), route.Coded{}))
		return false
	case refused == route.Unknown:
		k.out.Conditions = append(k.out.Conditions, because("direct-send", route.Unknown, coded("direct-send-open"), coded("state-sender")))
		k.settle(Undecided, route.Unknown, coded("direct-send-open"), coded("state-sender"))
	default:
		k.out.Conditions = append(k.out.Conditions, because("direct-send", route.Broken, coded("direct-send-refused"), coded("connector-for-sender")))
		k.settle(Refused, route.Broken, coded("direct-send-refused"), coded("connector-for-sender"))
	}
	k.reply(refuseDirectSend)
	return true
}

func inverse(o route.Outcome) route.Outcome {
	switch o {
	case route.Held:
		return route.Broken
	case route.Broken:
		return route.Held
	}
	return o
}

// compareRecord holds the answer against what Exchange Online recorded. Where
// they contradict each other, the setup is not the one that was in force, or not
// that of the organization which took the message.
func (k *checker) compareRecord() {
	switch k.session.Recorded {
	case header.Yes:
		if k.out.Outcome == route.Broken || k.out.Way == AsIncoming {
			k.settle(Undecided, route.Unknown, coded("record-says-connector"), coded("export-of-then"))
			k.out.Winner, k.out.Replies = -1, nil
		} else if k.out.Outcome == route.Unknown && k.onlyCertificate() {
			k.find("must-be-certificate", hops.Info)
		} else {
			k.find("record-agrees", hops.Info)
		}
	case header.No:
		if k.out.Way == ByConnector {
			k.settle(Undecided, route.Unknown, coded("record-says-none"), coded("export-of-then"))
			k.out.Winner = -1
		}
	}
}

// onlyCertificate: of the connectors that may take the message, none may have
// known the client by anything but its certificate.
func (k *checker) onlyCertificate() bool {
	found := false
	for i := range k.out.Connectors {
		j := &k.out.Connectors[i]
		if j.Type != OnPremises || j.Outcome != route.Unknown {
			continue
		}
		for _, c := range j.Conditions {
			switch {
			case c.Name == "certificate":
				found = found || c.Outcome == route.Unknown
			case (c.Name == "address" || c.Name == "organization") && c.Outcome != route.Broken:
				return false
			}
		}
	}
	return found
}

// deliveredAnyway: a message that is at hand was not refused.
func (k *checker) deliveredAnyway() {
	if k.session.Delivered && k.out.Way == Refused {
		k.find("delivered-anyway", hops.Warning)
	}
}

// changedSince warns of connectors that were changed after the message.
func (k *checker) changedSince() {
	for i := range k.setup.Connectors {
		if c := &k.setup.Connectors[i]; k.session.Time != 0 && c.Changed > k.session.Time {
			k.out.Findings = append(k.out.Findings, Finding{Code: "changed-since", Severity: hops.Warning, Connector: c.Name,
				Args: coded("", "connector", c.Name).Args})
		}
	}
}
