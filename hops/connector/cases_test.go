package connector

import (
	"net/netip"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/tsv"
)

// cases yields the rows of testdata/cases.tsv: a setup as commands, the accepted
// domains, what lint finds, and for some a session and its answer.
func cases(t *testing.T) []tsv.Row {
	t.Helper()
	table, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []tsv.Row
	for _, row := range tsv.Rows(string(table)) {
		rows = append(rows, row)
	}
	if len(rows) < 60 {
		t.Fatalf("only %d cases", len(rows))
	}
	return rows
}

func setupOf(t *testing.T, row tsv.Row) Setup {
	t.Helper()
	s, err := Read(row[0], []byte(row[2]))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range split(row[3]) {
		s.Domains = append(s.Domains, AcceptedDomain{Domain: d})
	}
	return s
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// TestCaseSources: every case says where its rule is written down.
func TestCaseSources(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range cases(t) {
		if row[1] == "" || seen[row[0]] {
			t.Errorf("case %q has no source, or its name twice", row[0])
		}
		seen[row[0]] = true
	}
}

// TestEveryFindingHasACase: what lint can say, some case makes it say.
func TestEveryFindingHasACase(t *testing.T) {
	said := map[string]bool{}
	for _, row := range cases(t) {
		for _, code := range strings.Fields(row[4]) {
			said[code] = true
		}
	}
	for code := range remarks() {
		if !said[code] {
			t.Errorf("no case for %s", code)
		}
	}
}

func TestCasesLint(t *testing.T) {
	for _, row := range cases(t) {
		t.Run(row[0], func(t *testing.T) {
			s := setupOf(t, row)
			var got []string
			for _, f := range Lint(&s) {
				got = append(got, f.Code)
			}
			want := strings.Fields(row[4])
			if slices.Sort(want); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("lint finds %v, want %v", got, want)
			}
		})
	}
}

// TestCasesRoundTrip: a setup that is written as PowerShell reads back the same,
// in both forms.
func TestCasesRoundTrip(t *testing.T) {
	for _, row := range cases(t) {
		t.Run(row[0], func(t *testing.T) {
			s := setupOf(t, row)
			for i := range s.Connectors {
				sameWhenWritten(t, &s.Connectors[i])
			}
		})
	}
}

func sameWhenWritten(t *testing.T, c *Connector) {
	t.Helper()
	for _, text := range [][]byte{AppendPowerShell(nil, c), AppendSplat(nil, c)} {
		again, err := Read("written", text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if len(again.Connectors) != 1 {
			t.Fatalf("%d connectors in\n%s", len(again.Connectors), text)
		}
		got, want := again.Connectors[0].Normal(), c.Normal()
		got.Other, want.Other, want.Changed = nil, nil, 0
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v\nfrom %s", got, want, text)
		}
	}
}

// sessionFrom reads "ip=203.0.113.25 tls=yes cert=NAME from=A to=B,C at=TIME".
func sessionFrom(t *testing.T, text string) Session {
	t.Helper()
	var s Session
	for _, word := range strings.Fields(text) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "ip":
			s.IP = netip.MustParseAddr(value)
		case "tls":
			s.TLS = map[string]header.Tri{"yes": header.Yes, "no": header.No}[value]
		case "cert":
			if s.NoCertificate = value == "none"; !s.NoCertificate {
				s.Certificates = split(value)
			}
		case "from":
			s.MailFrom = value
		case "hfrom":
			s.HeaderFrom = value
		case "to":
			s.Recipients, s.AllRecipients = split(value), true
		case "at":
			s.Time = header.ParseDate(value, 0).Unix
		default:
			t.Fatalf("session word %q", word)
		}
	}
	return s
}

// TestCasesCheck: "way outcome reason[:winner] [refusal]...".
func TestCasesCheck(t *testing.T) {
	n := 0
	for _, row := range cases(t) {
		if row[6] == "" {
			continue
		}
		n++
		t.Run(row[0], func(t *testing.T) {
			setup, session := setupOf(t, row), sessionFrom(t, row[5])
			a := Check(&setup, &session)
			got := string(a.Way) + " " + a.Outcome.String() + " " + a.Reason.Code
			if a.Winner > 0 {
				got += ":" + a.Connectors[a.Winner].Name
			}
			for _, reply := range a.Replies {
				for _, cells := range tsv.Rows(refusalsTSV) {
					if cells[1] == reply {
						got += " " + cells[0]
					}
				}
			}
			if got != row[6] {
				t.Errorf("answer %q, want %q\n%+v", got, row[6], a)
			}
			if a.Way == ByConnector {
				winnerAlone(t, &a)
			}
		})
	}
	if n < 40 {
		t.Errorf("only %d cases with a session", n)
	}
}

// winnerAlone: what a connector of the organization takes is not held against
// one of a partner, nor taken by one.
func winnerAlone(t *testing.T, a *Answer) {
	t.Helper()
	if w := &a.Connectors[a.Winner]; w.Type != OnPremises || w.Outcome != route.Held || w.By == "" {
		t.Errorf("taken by %+v", w)
	}
	for _, j := range a.Connectors {
		if j.Type == Partner && (j.Outcome != route.Broken || j.Applies != route.Broken || len(j.Conditions) != 2 || j.Conditions[1].Reason.Code != "attributed-first") {
			t.Errorf("not passed over: %+v", j)
		}
	}
}

// TestClosestDecides: the reason is that of the connector which came closest to
// knowing the client, whatever the order of the connectors.
func TestClosestDecides(t *testing.T) {
	far := Connector{Name: "far", Type: OnPremises, SenderIPAddresses: []string{"198.51.100.7"}}
	near := Connector{Name: "near", Type: OnPremises, TLSSenderCertificateName: "relay.fabrikam.example"}
	session := Session{IP: netip.MustParseAddr("203.0.113.25"), TLS: header.Yes, MailFrom: "a@northwind.example",
		Recipients: []string{"b@northwind.example"}, AllRecipients: true}
	for _, order := range [][]Connector{{far, near}, {near, far}} {
		s := Setup{Connectors: order, Domains: []AcceptedDomain{{Domain: "contoso.example"}}, DomainsComplete: true}
		if got := Check(&s, &session); got.Reason.Code != "sender-foreign" && got.Reason.Code != "none-accepted" {
			t.Errorf("%s first: %+v", order[0].Name, got.Reason)
		}
	}
	if got := Check(&Setup{Connectors: []Connector{far, far}, Domains: []AcceptedDomain{{Domain: "contoso.example"}}, DomainsComplete: true}, &session); got.Reason.Code != "relay-refused" {
		t.Errorf("two as far away: %+v", got.Reason)
	}
}
