package operator

import (
	"encoding/json"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// damaged is what the publisher of one part of the corpus wrote over
// recipients' names, also inside host names.
func damaged(host string) bool { return strings.Contains(host, "@") }

var (
	receivedLine = regexp.MustCompile(`(?im)^received:((?:.*\n[ \t]+)*.*)$`)
	hostWord     = regexp.MustCompile(`(?i)\b(from|by)\s+([^\s()\[\];]+)\s+\(?\[?([0-9a-f:.]*)`)
)

// eachHost calls seen with every host after from or by in a Received line,
// and with the address that follows, if one does.
func eachHost(tb testing.TB, seen func(clause, host string, ip netip.Addr)) {
	for _, message := range testcorpus.Messages(tb) {
		text := strings.ReplaceAll(string(message.Data), "\r\n", "\n")
		for _, line := range receivedLine.FindAllStringSubmatch(text, -1) {
			for _, m := range hostWord.FindAllStringSubmatch(line[1], -1) {
				ip, _ := netip.ParseAddr(m[3])
				seen(strings.ToLower(m[1]), m[2], ip)
			}
		}
	}
}

// The reference facts describe Microsoft's hosts by regular expressions; the
// table must give every host of the corpus the same role.
func TestHostAgreesWithReference(t *testing.T) {
	expressions := referenceHosts(t)
	counts := map[HostKind]int{}
	eachHost(t, func(_, host string, _ netip.Addr) {
		if damaged(host) {
			return
		}
		want := KindUnknown
		for _, e := range expressions {
			if e.re.MatchString(host) {
				want = e.kind
				break
			}
		}
		got := Host(host)
		if want != KindUnknown && got.Kind != want {
			t.Errorf("a host under %s is %v, the reference says %v", domainOf(host), got.Kind, want)
		}
		if want == KindUnknown && got.Cloud == CloudWorldwide && got.Kind < KindOutbound && got.Kind > KindOther {
			t.Errorf("a host under %s is %v, the reference knows no such form", domainOf(host), got.Kind)
		}
		counts[got.Kind]++
	})
	t.Logf("hosts of the corpus: %v", counts)
	for _, kind := range []HostKind{KindBorder, KindProxy, KindHub, KindOutbound} {
		if counts[kind] < 100 {
			t.Errorf("only %d hosts are %v: is the corpus read?", counts[kind], kind)
		}
	}
}

// domainOf is a host name without its first label, which is all that a test
// may print of the corpus.
func domainOf(host string) string {
	_, domain, _ := strings.Cut(host, ".")
	return domain
}

type referenceHost struct {
	kind HostKind
	re   *regexp.Regexp
}

type referenceRole struct {
	Role      string          `json:"role"`
	By        string          `json:"by_regex"`
	From      json.RawMessage `json:"from_regex"`
	AlsoNamed []string        `json:"also_named"`
}

// expressions returns those for by, and the first other domain of the same
// nodes. The last other domain is the one that it shares with proxies.
func (r referenceRole) expressions() []string {
	if len(r.AlsoNamed) == 0 {
		return []string{r.By}
	}
	node, _, _ := strings.Cut(r.By, `\.`)
	also, _, _ := strings.Cut(r.AlsoNamed[0], " ")
	return []string{r.By, strings.Replace(also, "^<node>", node, 1)}
}

func referenceHosts(t *testing.T) []referenceHost {
	data, err := os.ReadFile(testcorpus.Path(t, "reference", "eop-hosts-and-ips.json"))
	if err != nil {
		t.Fatal(err)
	}
	var reference struct {
		Roles []referenceRole `json:"roles"`
	}
	if err := json.Unmarshal(data, &reference); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]HostKind{
		"eop_inbound_frontend": KindBorder, "exo_ca_frontend_proxy": KindProxy,
		"exo_mailbox_transport_hub": KindHub, "eop_outbound": KindOutbound,
	}
	var all []referenceHost
	for _, role := range reference.Roles {
		kind, ok := kinds[role.Role]
		if !ok {
			continue
		}
		for _, e := range append(textsOf(role.From), role.expressions()...) {
			if e, _, _ = strings.Cut(e, " (HELO"); e != "" {
				all = append(all, referenceHost{kind, regexp.MustCompile("(?i)" + e)})
			}
		}
	}
	if len(all) < 5 {
		t.Fatalf("the reference has %d expressions", len(all))
	}
	return all
}

// textsOf reads a JSON string, or a list of them.
func textsOf(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(raw, &many) != nil {
		return nil
	}
	return many
}

// Addresses that Exchange Online's own servers show must be known as internal
// or outbound, all but a few of 2018 and before.
func TestAddrOfExchangeOnline(t *testing.T) {
	known, strange := 0, 0
	eachHost(t, func(clause, host string, ip netip.Addr) {
		kind := Host(host).Kind
		if !ip.IsValid() || kind != KindProxy && kind != KindHub && !(kind == KindBorder && clause == "by") {
			return
		}
		if class := Addr(ip); class.IsInternal() {
			known++
		} else {
			strange++
		}
	})
	t.Logf("addresses of Exchange Online's servers: %d internal, %d others", known, strange)
	if known < 1000 || strange*100 > known {
		t.Errorf("%d addresses are not known as internal, %d are", strange, known)
	}
}
