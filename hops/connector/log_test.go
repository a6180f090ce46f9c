package connector

import (
	"testing"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

const passage = "00000a04-0000-4000-8000-08de00000a04"

// tracedSession is the session of a message in the organization's own mailbox,
// of which a message trace has that passage.
func tracedSession(network, custom string) Session {
	fields := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 3),
		[]string{"Return-Path: <a@contoso.example>", "X-MS-Exchange-Organization-Network-Message-Id: " + passage}, gen.Message())
	s := header.Parse(gen.Section(fields...))
	tl := hops.Build(&s, hops.Options{})
	session := SessionOf(tl)
	session.MailFrom = "a@contoso.example"
	log := evidence.Read("trace.json", []byte(`{"MessageId":"<20261014.0042@scanner.contoso.example>","MessageTraceId":"`+network+
		`","Data":"<root><MEP Name=\"CustomData\" Blob=\"`+custom+`\"/></root>"}`), evidence.Options{})
	session.AddLogs(tl, evidence.NewSet(log))
	return session
}

// TestCheckWithTrace: the trace settles which connector took the message, and
// never makes one of it that by the settings cannot have.
func TestCheckWithTrace(t *testing.T) {
	byCertificate := Connector{Name: "Relays", Type: OnPremises, Enabled: On, TLSSenderCertificateName: "mail.contoso.example"}
	elsewhere := Connector{Name: "Elsewhere", Type: OnPremises, Enabled: On, SenderIPAddresses: []string{"198.51.100.9"}}
	either := Connector{Name: "Either", Type: OnPremises, Enabled: On, TLSSenderCertificateName: "mail.contoso.example", SenderIPAddresses: []string{"198.51.100.9"}}
	byAddress := Connector{Name: "Scanners", Type: OnPremises, Enabled: On, SenderIPAddresses: []string{"203.0.113.25"}}
	partner := Connector{Name: "Partner", Type: Partner, Enabled: On, SenderDomains: []string{"*"}}
	const took = "S:InboundConnectorData=Name=Relays;ConnectorType=OnPremises"
	for _, x := range []struct {
		name, network, custom string
		connectors            []Connector
		way                   Way
		certificate           route.Outcome
	}{
		{"named", passage, took, []Connector{byCertificate, elsewhere}, ByConnector, route.Held},
		{"certificate named", passage, took + ";S:CertificateSubject=CN=mail.contoso.example", []Connector{byCertificate}, ByConnector, route.Held},
		{"another certificate", passage, "S:CertificateSubject=CN=mail.fabrikam.example", []Connector{byCertificate}, AsIncoming, route.Broken},
		{"a certificate in the client's name", passage, "S:ProxiedClientHostname=x;S:CertificateSubject=CN=mail.contoso.example", []Connector{byCertificate}, Undecided, route.Unknown},
		{"a connector in the client's name", passage, "S:ProxiedClientHostname=x;" + took, []Connector{byCertificate}, Undecided, route.Unknown},
		{"another passage", "00000a04-0000-4000-8000-08deffffffff", took, []Connector{byCertificate}, Undecided, route.Unknown},
		{"by certificate or address", passage, "S:InboundConnectorData=Name=Either", []Connector{either}, ByConnector, route.Unknown},
		{"one that is not there", passage, "S:InboundConnectorData=Name=Gone", []Connector{byCertificate}, Undecided, route.Unknown},
		{"one of a partner", passage, "S:InboundConnectorData=Name=Partner", []Connector{byAddress, partner}, Undecided, route.Unknown},
		{"one of a partner alone", passage, "S:InboundConnectorData=Name=Partner", []Connector{elsewhere, partner}, AsIncoming, route.Unknown},
		{"one that is not there, with one that takes it", passage, "S:InboundConnectorData=Name=Gone", []Connector{byAddress}, Undecided, route.Unknown},
		{"named as a partner's", passage, "S:InboundConnectorData=Name=Relays;ConnectorType=Partner", []Connector{byCertificate}, Undecided, route.Unknown},
		{"one that cannot have", passage, "S:InboundConnectorData=Name=Elsewhere", []Connector{elsewhere, byCertificate}, Undecided, route.Unknown},
	} {
		session := tracedSession(x.network, x.custom)
		setup := Setup{Connectors: x.connectors, Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
		a := Check(&setup, &session)
		if a.Way != x.way {
			t.Errorf("%s: %s (%s), want %s", x.name, a.Way, a.Reason.Code, x.way)
		}
		if gone := len(a.Findings) > 0 && a.Findings[0].Code == "trace-names-unknown"; gone && a.Remedy.Code != "export-of-then" {
			t.Errorf("%s: the remedy is %q, though the trace names a connector that is not in the export", x.name, a.Remedy.Code)
		}
		for i := range a.Connectors {
			for _, c := range a.Connectors[i].Conditions {
				if c.Name == "certificate" && (c.Outcome != x.certificate || (c.Outcome != route.Unknown) != (c.Tie == route.TieNetworkID && len(c.Log) == 1)) {
					t.Errorf("%s: certificate %s, tie %q, %d lines", x.name, c.Outcome, c.Tie, len(c.Log))
				}
			}
		}
	}
}
