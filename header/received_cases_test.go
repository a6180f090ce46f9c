package header

import (
	"bufio"
	"encoding/json"
	"net/netip"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// receivedCase is one line of another parser's tests with what it expects.
type receivedCase struct {
	ID       string         `json:"id"`
	Source   string         `json:"source_repo"`
	Style    string         `json:"style"`
	Raw      string         `json:"raw"`
	Expected map[string]any `json:"expected"`
}

// judged are the fields whose agreement is required; the others are counted
// for information only.
var judged = map[string]bool{
	"from": true, "helo": true, "rdns": true, "ip": true, "by": true, "with": true, "id": true, "for": true, "date": true,
}

// TestReceivedCases compares with the tests of other parsers, after the
// differences of meaning that the functions below state. Every remaining
// disagreement stands with its reason in testdata/received-disagreements.tsv.
func TestReceivedCases(t *testing.T) {
	cases := readReceivedCases(t)
	listed := readDisagreements(t)
	type count struct{ agree, all int }
	bySource, byField := map[string]*count{}, map[string]*count{}
	total := count{}
	used := map[string]bool{}
	add := func(m map[string]*count, key string, ok bool) {
		if m[key] == nil {
			m[key] = &count{}
		}
		m[key].all++
		if ok {
			m[key].agree++
		}
	}
	for _, c := range cases {
		r := ParseReceived(c.Raw, 0)
		for field, value := range c.Expected {
			want, isText := value.(string)
			if !isText {
				continue
			}
			ok, known := agrees(&r, c, field, want)
			if !known {
				continue
			}
			if !ok && !judged[field] {
				t.Logf("%s %s: differs (for information)", c.ID, field)
			}
			if !judged[field] || c.Style != "host" {
				add(byField, "("+c.Style+") "+field, ok)
				continue
			}
			add(bySource, c.Source, ok)
			add(byField, field, ok)
			total.all++
			key := c.ID + "\t" + field
			used[key] = true
			switch {
			case ok:
				total.agree++
				if listed[key] {
					t.Errorf("%s %s: agrees, but is listed as a disagreement", c.ID, field)
				}
			case !listed[key]:
				t.Errorf("%s %s: disagrees and is not listed", c.ID, field)
			}
		}
	}
	for key := range listed {
		if !used[key] {
			t.Errorf("%q is listed but is no case", key)
		}
	}
	for _, m := range []map[string]*count{bySource, byField} {
		var keys []string
		for key := range m {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		for _, key := range keys {
			t.Logf("%-28s %4d of %4d", key, m[key].agree, m[key].all)
		}
	}
	rate := float64(total.agree) / float64(total.all)
	t.Logf("%-28s %4d of %4d = %.2f %%", "all", total.agree, total.all, 100*rate)
	if rate < 0.97 {
		t.Errorf("agreement %.2f %%, want at least 97 %%", 100*rate)
	}
}

func readReceivedCases(t *testing.T) []receivedCase {
	t.Helper()
	f, err := os.Open(testcorpus.Path(t, "corpus", "received-cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []receivedCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c receivedCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

func readDisagreements(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/received-disagreements.tsv")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 || cells[2] == "" {
			t.Fatalf("disagreements: want case, field and reason: %q", line)
		}
		listed[cells[0]+"\t"+cells[1]] = true
	}
	return listed
}

// agrees compares one field. known is false for fields that have no
// counterpart here.
func agrees(r *Received, c receivedCase, field, want string) (ok, known bool) {
	if c.Style == "clause" {
		return agreesClause(r, field, want)
	}
	switch field {
	case "from":
		return sameName(r.From.Name, want), true
	case "helo":
		return sameHelo(r, want), true
	case "rdns":
		return sameRDNS(r, want), true
	case "ip":
		return sameAddress(r.From.IP, want), true
	case "by":
		return sameName(r.By.Name, want), true
	case "by_ip":
		return sameAddress(r.By.IP, want), true
	case "with":
		return sameWith(r.With, want), true
	case "via":
		return strings.HasPrefix(r.Via, want), true
	case "id":
		return sameID(r.ID, want), true
	case "for":
		return len(r.For) > 0 && strings.Trim(want, "<>") == r.For[0], true
	case "date":
		return sameDate(r.Date, want), true
	case "envelope_from":
		return r.EnvelopeFrom == want, true
	case "ident":
		return r.From.Ident != "" && strings.HasPrefix(want, strings.TrimSuffix(strings.TrimPrefix(r.From.Ident, "["), "]")), true
	case "tls_version":
		return strings.ReplaceAll(strings.TrimPrefix(want, "TLSv"), "_", ".") == r.TLS.Version, true
	case "tls_cipher":
		return r.TLS.Cipher == want, true
	}
	return false, false
}

// agreesClause compares with parsers that keep comments and addresses inside
// the clauses, and give the date as text or in UTC.
func agreesClause(r *Received, field, want string) (ok, known bool) {
	switch field {
	case "from":
		return strings.HasPrefix(want, r.From.Name), true
	case "by":
		return strings.HasPrefix(want, r.By.Name), true
	case "with":
		return strings.HasPrefix(want, r.With), true
	case "via":
		return want == r.Via, true
	case "id":
		return want == r.ID, true
	case "for":
		return len(r.For) == 1 && strings.Trim(want, "<>") == r.For[0], true
	case "date":
		if at, err := time.Parse("2006-01-02T15:04:05.000-07:00", want); err == nil {
			return r.Date.Unix == at.Unix(), true
		}
		return strings.HasPrefix(want, r.Date.Text), true
	}
	return false, false
}

// sameName: brackets, the root dot and case are dress.
func sameName(got, want string) bool {
	bare := func(s string) string { return strings.TrimSuffix(strings.Trim(s, "[]!?<>"), ".") }
	return strings.EqualFold(bare(got), bare(want))
}

// sameHelo: SpamAssassin and pyreceived give the token behind from where the
// form does not say that it is the HELO.
func sameHelo(r *Received, want string) bool {
	if r.From.Helo == "" {
		return sameName(r.From.Name, want)
	}
	return sameName(r.From.Helo, want)
}

// sameRDNS: for some an address or "unknown" is a looked-up name; here they
// are none.
func sameRDNS(r *Received, want string) bool {
	bare := strings.Trim(want, "[]<>")
	if _, err := netip.ParseAddr(bare); err == nil || strings.HasPrefix(bare, "unknown") {
		return r.From.RDNS == ""
	}
	return sameName(r.From.RDNS, want)
}

// sameAddress: IPv4-mapped addresses are unmapped here.
func sameAddress(got netip.Addr, want string) bool {
	addr, err := netip.ParseAddr(strings.TrimPrefix(want, "IPv6:"))
	return err == nil && addr.Unmap() == got
}

// sameWith: stalwart reduces the protocol to a registered keyword; zbateson
// takes the tls clause into it.
func sameWith(got, want string) bool {
	want, _, _ = strings.Cut(want, " tls ")
	if strings.EqualFold(got, want) {
		return true
	}
	reduced := strings.ToUpper(got)
	for _, pair := range [][2]string{{"ESMTP-TLS", "ESMTPS"}, {"LOCAL-", ""}, {"BSMTP", "SMTP"}, {"SMTPSVC", "SMTP"}} {
		reduced = strings.ReplaceAll(reduced, pair[0], pair[1])
	}
	for _, word := range strings.FieldsFunc(reduced, func(c rune) bool { return strings.ContainsRune(" []/()", c) }) {
		if word == strings.ToUpper(want) {
			return true
		}
	}
	return false
}

// sameID: stalwart cuts an id at a slash.
func sameID(got, want string) bool {
	return got == want || strings.HasPrefix(got, want+"/")
}

// sameDate: stalwart gives -00:00 for every zone that has a name, so that the
// clock reading is what can be compared, and loses the second of a time with a
// fraction.
func sameDate(d Date, want string) bool {
	local, zone := want[:len(want)-6], want[len(want)-6:]
	got := d.LocalText()
	if d.Nanos != 0 && strings.HasSuffix(local, ":00") {
		got = got[:len(got)-2] + "00"
	}
	if got != local {
		return false
	}
	if zone == "-00:00" {
		return true
	}
	return d.Known() && (strings.HasSuffix(d.RFC3339(), zone) || d.Offset == 0 && zone == "+00:00")
}
