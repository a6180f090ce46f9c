package domain

import (
	"cmp"
	"slices"
	"strings"
)

// The scenarios of mail flow. Their sentences stand in the catalogue under
// "domain.scenario." and the code.
const (
	// ScenarioCloud: MX at Microsoft 365, and nothing else sends for the domain.
	ScenarioCloud = "cloud-only"
	// ScenarioRelay: MX at Microsoft 365, and own servers send as well.
	ScenarioRelay = "hybrid-relay"
	// ScenarioFilter: a filter takes mail in front of Microsoft 365.
	ScenarioFilter = "filter-in-front"
	// ScenarioForward: a service that does not filter takes mail in front of
	// Microsoft 365.
	ScenarioForward = "forwarder-in-front"
	// ScenarioOnPremises: own servers take mail, and Microsoft 365 is behind.
	ScenarioOnPremises = "on-premises-first"
	// ScenarioElsewhere: another service takes mail, and Microsoft 365 has the
	// domain too.
	ScenarioElsewhere = "mx-elsewhere"
	// ScenarioFilterOnly: a filter takes mail, and nothing shows what is behind.
	ScenarioFilterOnly = "filter-unknown-behind"
	// ScenarioOther: nothing shows Microsoft 365.
	ScenarioOther = "not-microsoft365"
	// ScenarioNullMX: the domain takes no mail (RFC 7505).
	ScenarioNullMX = "null-mx"
	// ScenarioNoMail: the domain has nowhere to send mail to.
	ScenarioNoMail = "no-mail"
	// ScenarioUnknown: DNS did not answer.
	ScenarioUnknown = "unknown"
)

// Scenario is the way of the domain's mail, as far as DNS shows it.
type Scenario struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
	// Because are the reasons, by code; their sentences stand in the catalogue
	// under "domain.because." and the code.
	Because []Because `json:"because,omitempty"`
}

// Because is one reason for a scenario, with the question that shows it.
type Because struct {
	Code     string            `json:"code"`
	Args     map[string]string `json:"args,omitempty"`
	Evidence []Evidence        `json:"evidence,omitempty"`
}

// The sources of what is said to be supported or not.
const (
	sourceThirdParty = "learn.microsoft.com/exchange/mail-flow-best-practices/manage-mail-flow-using-third-party-cloud"
	sourceLocations  = "learn.microsoft.com/exchange/mail-flow-best-practices/manage-mail-flow-for-multiple-locations"
	sourceSkip       = "learn.microsoft.com/exchange/mail-flow-best-practices/use-connectors-to-configure-mail-flow/enhanced-filtering-for-connectors"
)

// findScenario decides by the most preferred exchanger, and by what else shows
// Microsoft 365.
func (c *check) findScenario() {
	s := &c.report.Scenario
	s.Code = c.scenarioCode()
	s.Because = c.reasons()
	x := c.firstMX()
	if s.Code == ScenarioFilter {
		x = c.filter()
	}
	if x != nil {
		s.Args = map[string]string{"host": x.Host}
		if x.Product != "" {
			s.Args["product"] = x.Product
		}
	}
}

// firstMX is the most preferred exchanger that can take mail, nil if there is
// none.
func (c *check) firstMX() *Exchanger {
	for i := range c.mx.hosts {
		if x := &c.mx.hosts[i]; x.Kind != KindAddress && x.Kind != KindMicrosoftWrong && !x.Missing {
			return x
		}
	}
	return nil
}

func (c *check) scenarioCode() string {
	x := c.firstMX()
	switch {
	case c.mx.failed:
		return ScenarioUnknown
	case c.mx.null:
		return ScenarioNullMX
	case x == nil:
		return ScenarioNoMail
	case x.isMicrosoft() && c.filter() != nil: // a filter is meant to take mail, whatever its preference
		return ScenarioFilter
	case x.isMicrosoft() && (len(c.query.RelayIP) > 0 || len(c.spf.own) > 0):
		return ScenarioRelay
	case x.isMicrosoft():
		return ScenarioCloud
	case x.Kind == KindFilter && c.microsoft.found():
		return ScenarioFilter
	case x.Kind == KindFilter:
		return ScenarioFilterOnly
	case !c.microsoft.found():
		return c.withoutMicrosoft()
	case c.mx.implicit:
		return ScenarioElsewhere
	case x.Kind == KindForwarder && c.microsoft.receives() && c.microsoft.inUse():
		return ScenarioForward
	case x.Kind == KindSelf:
		return ScenarioOnPremises
	}
	return ScenarioElsewhere
}

// withoutMicrosoft: what was not answered could have shown Microsoft 365.
func (c *check) withoutMicrosoft() string {
	if c.microsoft.unsure {
		return ScenarioUnknown
	}
	return ScenarioOther
}

// filter is the first exchanger of a filter, nil if there is none.
func (c *check) filter() *Exchanger {
	i := slices.IndexFunc(c.mx.hosts, func(x Exchanger) bool { return x.Kind == KindFilter && !x.Missing })
	if i < 0 {
		return nil
	}
	return &c.mx.hosts[i]
}

// reasons are what speaks for the scenario, and what could not be asked.
func (c *check) reasons() []Because {
	var list []Because
	say := func(holds bool, code string, args map[string]string, evidence ...Evidence) {
		if holds {
			list = append(list, Because{code, args, evidence})
		}
	}
	m := &c.microsoft
	x := c.firstMX()
	say(c.mx.failed, "mx-unknown", nil, c.mx.evidence)
	say(x != nil, "mx", hostArgs(x), c.mx.evidence)
	say(!m.mx && m.entry != "", "entry", map[string]string{"host": m.entry}, m.evidenceFor(m.entry)...)
	say(m.selectors, "selectors", nil, m.evidenceFor("selector")...)
	say(m.autodiscover, "autodiscover", nil, m.evidenceFor("autodiscover.")...)
	say(m.sends, "spf-microsoft", nil, c.spf.evidence)
	say(len(c.query.RelayIP) > 0, "relay-declared", map[string]string{"addresses": joinPrefixes(c.query.RelayIP)})
	say(len(c.spf.own) > 0, "spf-own", map[string]string{"terms": strings.Join(c.spf.own, " ")}, c.spf.evidence)
	say(!m.found() && !m.unsure && !c.mx.null, "no-microsoft", nil)
	say(m.unsure && !m.receives(), "microsoft-unsure", nil)
	return list
}

func hostArgs(x *Exchanger) map[string]string {
	if x == nil {
		return nil
	}
	return map[string]string{"host": x.Host, "kind": string(x.Kind)}
}

// evidenceFor is the evidence about names that begin so.
func (m *microsoft) evidenceFor(prefix string) []Evidence {
	var list []Evidence
	for _, e := range m.evidence {
		if strings.HasPrefix(e.Name, prefix) && e.Error == "" {
			list = append(list, e)
		}
	}
	return list
}

// judgeScenario says what the scenario asks for that DNS cannot show.
func (c *check) judgeScenario() {
	switch c.report.Scenario.Code {
	case ScenarioUnknown:
		if !c.mx.failed {
			c.item(TopicScenario, "scenario-unknown").unknown().seen(c.microsoft.evidence...)
		}
	case ScenarioFilter:
		c.judgeFilter()
	case ScenarioForward:
		x := c.firstMX()
		c.item(TopicScenario, "forwarder-unsupported").problem(Error).with("product", x.Product).with("host", x.Host).
			with("source", sourceThirdParty).seen(c.mx.evidence).fix(c.mxToMicrosoft()...)
	case ScenarioElsewhere:
		c.judgeElsewhere(c.firstMX())
	case ScenarioOnPremises:
		c.item(TopicScenario, "on-premises-first").advice().with("host", c.firstMX().Host).
			with("source", sourceLocations).seen(c.mx.evidence)
	case ScenarioRelay:
		c.item(TopicScenario, "relay-connector").advice()
	}
}

// judgeElsewhere: a service that nothing is known of, or other mailboxes, take
// the mail of a domain that is in Microsoft 365 too.
func (c *check) judgeElsewhere(x *Exchanger) {
	say := func(code string) *Item {
		return c.item(TopicScenario, code).with("host", x.Host).with("source", sourceThirdParty).
			seen(c.mx.evidence).seen(answered(c.microsoft.evidence)...)
	}
	switch {
	case c.mx.implicit: // judged as a missing MX
	case !c.microsoft.inUse():
		say("mx-elsewhere-unused").advice()
	case !c.microsoft.receives():
		say("mx-elsewhere-sends").advice()
	case x.Kind == KindOther:
		say("mx-elsewhere").problem(Warning).fix(c.mxToMicrosoft()...)
	default: // mailboxes in two places, or a move half done
		say("mx-elsewhere-mailboxes").problem(Warning).with("product", cmp.Or(x.Product, x.Host))
	}
}

// judgeFilter: what keeps others from going past the filter, and lets Exchange
// Online see past it, is set in Exchange Online alone.
func (c *check) judgeFilter() {
	product := c.filter().Product
	lock := c.item(TopicScenario, "filter-lock").advice().with("product", product).with("source", sourceThirdParty)
	if entry := c.microsoft.entry; entry != "" {
		lock.Code = "filter-lock-entry"
		lock.with("entry", entry).seen(answered(c.microsoft.evidence)...)
	}
	c.item(TopicScenario, "filter-enhanced").advice().with("product", product).with("source", sourceSkip)
}

// mxToMicrosoft replaces every MX by the entry of Microsoft 365.
func (c *check) mxToMicrosoft() []Change {
	var list []Change
	for i := range c.mx.hosts {
		if record := c.mx.hosts[i].record(); i == 0 {
			list = append(list, c.wantedMX(record))
		} else {
			list = append(list, to(c.name, "MX", record, ""))
		}
	}
	return list
}
