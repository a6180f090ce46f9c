package evidence

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// fact is one thing that a trace says of an event.
type fact struct {
	key, value string
	// behind is the entry in front of it in custom data that holds words of
	// others, of which it may be a part, of several that of lessKnown; empty:
	// there is none.
	behind string
}

// dataFacts reads the column Data: <root><MEP Name="..." String="..."/>...
// The form is not documented; an element that is not of it is left out.
func dataFacts(text string) []fact {
	var facts []fact
	for {
		_, after, ok := strings.Cut(text, "<MEP ")
		if !ok {
			return facts
		}
		inner, rest, ok := strings.Cut(after, ">")
		if !ok {
			return facts
		}
		text = rest
		name, value, ok := element(inner)
		switch {
		case !ok:
		case ascii.EqualFold(name, "CustomData"):
			facts = append(facts, customFacts(value)...)
		default:
			facts = append(facts, fact{key: name, value: value})
		}
		if len(facts) > maxRecipients {
			return facts
		}
	}
}

// element reads Name="N" TYPE="V". A value cannot hold a bare quote or angle
// bracket: XML escapes them.
func element(text string) (name, value string, ok bool) {
	name, text, ok = attribute(text, "Name")
	if !ok {
		return "", "", false
	}
	for _, kind := range [...]string{"String", "Blob", "Integer", "Long"} {
		if value, _, ok = attribute(text, kind); ok {
			return name, value, true
		}
	}
	return "", "", false
}

func attribute(text, name string) (value, rest string, ok bool) {
	text = strings.TrimLeft(text, " \t\r\n")
	text, ok = strings.CutPrefix(text, name+`="`)
	if !ok {
		return "", "", false
	}
	value, rest, ok = strings.Cut(text, `"`)
	return unescape(value), rest, ok
}

// unescape resolves the references of XML 1.0 section 4.6 and numeric ones.
func unescape(text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(text, "&")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, rest, ok := strings.Cut(after, ";")
		char, known := reference(name)
		if !ok || !known {
			b.WriteByte('&')
			text = after
			continue
		}
		b.WriteRune(char)
		text = rest
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), ok && err == nil && utf8.ValidRune(rune(n))
}

// connectorKey is the entry of custom data that names the inbound connector:
// "S:InboundConnectorData=Name=N;ConnectorType=T;TenantId=G".
const connectorKey = "InboundConnectorData"

// ownKeys are the entries of custom data whose values Exchange Online makes up
// itself, or, behind InboundConnectorData, the tenant. Any other may hold words of
// the client or the sender.
const ownKeys = " " + connectorKey + " ProxyHop1 ProxyHop2 ProxyHop3 InboundTlsDetails tlsversion tlscipher DeliveryPriority " +
	"PrioritizationReason AccountForest E2ELatency MsgRecipCount SubRecipCount AttachCount MimeParts MessageValue "

// ofOthers reports whether an entry may hold others' words, and so may go on in
// what looks like the next entries.
func ofOthers(key, value string) bool {
	if key == "ProxiedClientIPAddress" {
		return !address(value).IsValid()
	}
	return !strings.Contains(ownKeys, " "+key+" ")
}

// customFacts reads custom data: "S:KEY=VALUE;S:KEY=VALUE". Entries without S:
// continue the one before. A client's own words stand in some entries, so what
// names the connector counts only if it occurs once, no entry does that
// contradicts another of its name, and each fact notes whose words are in front.
func customFacts(text string) []fact {
	once := strings.Count(text, connectorKey) == 1
	var facts []fact
	values, contradicted := map[string]string{}, map[string]bool{}
	inConnector, behind := false, ""
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSuffix(strings.TrimSpace(part), `\`)
		entry, first := strings.CutPrefix(part, "S:")
		key, value, ok := strings.Cut(entry, "=")
		before := behind
		if first && ofOthers(key, value) {
			behind = lessKnown(behind, key)
		}
		if first {
			inConnector = key == connectorKey
			if inConnector {
				key, value, ok = strings.Cut(value, "=")
			}
		}
		if !ok || len(facts) > maxRecipients {
			continue
		}
		if inConnector {
			if !once {
				continue
			}
			key = "Connector." + key
		} else if !first {
			continue
		}
		facts = append(facts, fact{key, value, before})
		if other, known := values[key]; known && other != value {
			contradicted[key] = true
		} else {
			values[key] = value
		}
	}
	return slices.DeleteFunc(facts, func(f fact) bool { return contradicted[f.key] })
}

// fact takes over what is read of an event. The names of the entries about
// certificates are not documented; these are tried.
func (a *Attribution) fact(f fact) {
	value := strings.Clone(strings.TrimSpace(f.value))
	switch f.key {
	case "Connector.Name":
		a.Connector = value
	case "Connector.ConnectorType", "Connector.Type":
		a.ConnectorType = value
	case "Connector.TenantId":
		a.Tenant = guid(value)
	case "Connector.TlsSenderCertificateName", "TlsSenderCertificateName", "TlsClientCertificateSubject", "ClientCertificateSubject", "CertificateSubject":
		if a.Certificate == "" {
			a.Certificate = subjectName(value)
		}
	case "ProxiedClientIPAddress": // ClientIP is a server of Exchange Online's own
		if ip := address(value); !a.FromIP.IsValid() && ip.IsValid() {
			a.FromIP = ip
		}
	default:
		return
	}
	a.Behind = lessKnown(a.Behind, f.behind)
}

// lessKnown is the entry whose words are the greater doubt: the first, but that
// of the client's name only where there is no other, since a message may show
// that name and shows no other's words.
func lessKnown(behind, next string) string {
	if behind == "" || behind == ClientName && next != "" {
		return next
	}
	return behind
}

// subjectName is the common name of "CN=mail.contoso.example, O=Contoso"
// (RFC 4514), or the text itself.
func subjectName(text string) string {
	if len(text) > 3 && ascii.EqualFold(text[:3], "CN=") {
		name, _, _ := strings.Cut(text[3:], ",")
		return strings.TrimSpace(name)
	}
	return text
}
