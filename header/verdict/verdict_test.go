package verdict

import (
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

func one(t testing.TB, name, body string) Verdict {
	t.Helper()
	s := header.Parse([]byte(name + ": " + body + "\r\n\r\n"))
	list := Parse(&s)
	if len(list) != 1 {
		t.Fatalf("%s: %d verdicts", name, len(list))
	}
	return list[0]
}

func TestParse(t *testing.T) {
	for _, x := range []struct {
		name, body             string
		word                   Word
		score, threshold, rest string
	}{
		{"X-Spam-Status", "No, score=2.025 tagged_above=-10 required=6.6\r\n tests=[A=-1, B=0.1]", NotSpam, "2.025", "6.6", "score=2.025 tagged_above=-10 required=6.6 tests=[A=-1, B=0.1]"},
		{"X-Spam-Status", "Yes, hits=12 required=5", Spam, "12", "5", "hits=12 required=5"},
		{"X-Spam-Status", "unbekannt, score=1", "", "1", "", "unbekannt, score=1"},
		{"X-Spam-Status", "No, underscore=1 xscore=7", NotSpam, "", "", "underscore=1 xscore=7"},
		{"x-spam-flag", "YES", Spam, "", "", ""},
		{"X-Spam-Flag", "perhaps", "", "", "", "perhaps"},
		{"X-Spam-Level", "*****", "", "5", "", ""},
		{"X-Spam-Level", "", "", "", "", ""}, // below 1, perhaps far
		{"X-Spam-Level", "sssss", "", "", "", "sssss"},
		{"X-Spam-Score", "3.1 (+++)", "", "3.1", "", "(+++)"},
		{"X-Spam-Score", "-", "", "", "", "-"},
		{"X-Rspamd-Score", "-1.31 / 15.00 / 15.00", "", "-1.31", "15.00", "/ 15.00"},
		{"X-Rspamd-Action", "no action", NotSpam, "", "", ""},
		{"X-Rspamd-Action", "soft reject", Suspect, "", "", "soft reject"},
		{"X-SES-Virus-Verdict", "PASS", "", "", "", "PASS"}, // says nothing of spam
		{"X-SES-Virus-Verdict", "FAIL", Malware, "", "", ""},
		{"X-Rspamd-Pre-Result", "something", "", "", "", "something"},
		{"X-Spamd-Result", "default: False [8.61 / 25.00]; A(7.00)[x];\r\n B(1.00)[]", NotSpam, "8.61", "25.00", "A(7.00)[x]; B(1.00)[]"},
		{"X-Spamd-Result", "default: True [26 / 25.00]", Spam, "26", "25.00", ""},
		{"X-Spamd-Result", "False [8.61]", "", "", "", "False [8.61]"},
		{"X-Gm-Phishy", "1", Phishing, "", "", ""},
		{"X-Gm-Spam", "0", NotSpam, "", "", ""},
		{"X-Proofpoint-Spam-Details", "rule=outbound_notspam policy=outbound score=5 spamscore=6", NotSpam, "5", "", "rule=outbound_notspam policy=outbound score=5 spamscore=6"},
		{"X-Proofpoint-Spam-Details", "rule=phish score=100", Phishing, "100", "", "rule=phish score=100"},
		{"X-Mimecast-Spam-Score", "7", "", "7", "", ""},
		{"X-Barracuda-Spam-Status", "No, SCORE=0.50 using global scores of TAG_LEVEL=1000.0 QUARANTINE_LEVEL=9 KILL_LEVEL=9.0", NotSpam, "0.50", "1000.0", "SCORE=0.50 using global scores of TAG_LEVEL=1000.0 QUARANTINE_LEVEL=9 KILL_LEVEL=9.0"},
		{"X-IronPort-Anti-Spam-Filtered", "true", "", "", "", "true"},
		{"X-TM-AS-Result", "No--4.326-5.0-31-10", NotSpam, "-4.326", "5.0", "No--4.326-5.0-31-10"},
		{"X-TM-AS-Result", "Yes-5.339-5.0-31-1", Spam, "5.339", "5.0", "Yes-5.339-5.0-31-1"},
		{"X-TM-AS-Result", "No-10--8.632800-8.000000", NotSpam, "-8.632800", "8.000000", "No-10--8.632800-8.000000"},
		{"X-TMASE-Result", "10--4.123400-8.000000", "", "-4.123400", "8.000000", "10--4.123400-8.000000"},
		{"X-TMASE-Result", "error", "", "", "", "error"},
		{"X-LASED-SpamProbability", "0.083173", "", "0.083173", "", ""},
		{"X-PMX-Spam", "Gauge=XIII, Probability=8%, Report='A 0'", "", "8", "", "Gauge=XIII, Probability=8%, Report='A 0'"},
		{"X-antispameurope-Spamstatus", "CLEAN", NotSpam, "", "", ""},
		{"X-antispameurope-REASON", "whatever", "", "", "", "whatever"},
		{"X-VR-SPAMSTATE", "OK", NotSpam, "", "", ""},
		{"X-VR-SPAMSCORE", "-100", "", "-100", "", ""},
		{"X-Vade-Spamstate", "spam:medium", Spam, "", "", "spam:medium"},
		{"X-Vade-Tracker", "score=300, verdict=phishing, state=101", Phishing, "300", "", "score=300, verdict=phishing, state=101"},
		{"X-FEAS-BANNEDWORD", "3", "", "", "", "3"},
		{"X-KLMS-AntiSpam-Status", "not scanned, disabled by settings", NotScanned, "", "", "not scanned, disabled by settings"},
		{"X-SES-Spam-Verdict", "GRAY", Suspect, "", "", ""},
		{"X-SES-Virus-Verdict", "FAIL", Malware, "", "", ""},
		{"X-MailScanner-SpamCheck", "not spam, SpamAssassin (score=1.87, required 4, A 0.1)", NotSpam, "1.87", "4", "spam, SpamAssassin (score=1.87, required 4, A 0.1)"},
	} {
		v := one(t, x.name, x.body)
		if v.Word != x.word || v.Score != x.score || v.Threshold != x.threshold || v.Detail != x.rest {
			t.Errorf("%s: %s\n got %q %q %q %q\nwant %q %q %q %q", x.name, x.body, v.Word, v.Score, v.Threshold, v.Detail,
				x.word, x.score, x.threshold, x.rest)
		}
	}
}

func TestNone(t *testing.T) {
	s := header.Parse([]byte("X-FEAS-Client-IP: 192.0.2.1\nX-Rspamd-Server: a\nX-Spam-Statu: a\nX-: a\nX-Mra: a\nSubject: X-Spam-Flag: YES\n\n"))
	if list := Parse(&s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestSpan(t *testing.T) {
	text := "A: b\r\nX-Spam-Flag:  YES \r\n\r\n"
	s := header.Parse([]byte(text))
	v := Parse(&s)[0]
	if v.Field != 1 || text[v.Span.Start:v.Span.End] != "YES" {
		t.Errorf("%+v", v)
	}
}

// TestTable: sorted, unique, each row found by its own name, of a known form
// and with sources that are listed.
func TestTable(t *testing.T) {
	sources := map[string]bool{}
	for _, line := range rows(t, "sources.tsv", 2) {
		sources[line[0]] = false
	}
	lines := rows(t, "fields.tsv", 5)
	if !slices.IsSortedFunc(lines, func(a, b []string) int { return strings.Compare(strings.ToLower(a[0]), strings.ToLower(b[0])) }) {
		t.Error("fields.tsv is not sorted")
	}
	for _, line := range lines {
		if _, ok := forms[line[2]]; !ok {
			t.Errorf("%s has the form %q", line[0], line[2])
		}
		for _, code := range strings.Split(line[3], ",") {
			if _, ok := sources[code]; !ok {
				t.Errorf("%s has the source %q", line[0], code)
			}
			sources[code] = true
		}
		name := strings.TrimSuffix(line[0], "*")
		if r := fieldTable().find(&header.Field{Name: strings.ToUpper(name)}); r == nil || r.product != line[1] {
			t.Errorf("%s is found as %v", line[0], r)
		}
	}
	for code, used := range sources {
		if !used {
			t.Errorf("source %s is of no row", code)
		}
	}
}

// TestCorpus: every field that looks like a verdict of one of the products in
// the table is read, and what was read is in the field.
func TestCorpus(t *testing.T) {
	count := map[string]int{}
	decoded := 0
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		for _, v := range Parse(&s) {
			count[v.Product]++
			if v.Word != "" || v.Score != "" {
				decoded++
			}
			check(t, m.Name, &v, s.Fields[v.Field].Body())
		}
		for i := range s.Fields {
			name := strings.ToLower(s.Fields[i].Name)
			if name == "x-spam-status" || name == "x-spamd-result" || name == "x-proofpoint-spam-details" || name == "x-tm-as-result" {
				if v := one(t, name, s.Fields[i].Body()); v.Score == "" && !strings.Contains(v.Detail, "No") && v.Word == "" {
					t.Logf("%s: field %d is not understood", m.Name, i)
				}
			}
		}
	}
	total := 0
	for product, n := range count {
		t.Logf("%4d  %s", n, product)
		total += n
	}
	if len(count) < 12 || decoded*2 < total {
		t.Errorf("%d of %d fields of %d products were decoded", decoded, total, len(count))
	}
}

// check: what was read stands in the value, and all else is in Detail.
func check(t *testing.T, where string, v *Verdict, body string) {
	t.Helper()
	if !strings.HasSuffix(body, v.Detail) {
		t.Fatalf("%s: %s: the detail is no end of the value", where, v.Name)
	}
	if v.Word == "" && v.Score == "" && v.Detail != body {
		t.Fatalf("%s: %s: nothing was understood, and text was dropped", where, v.Name)
	}
	if !strings.Contains(body, v.Threshold) || strings.Trim(body, "*") != "" && !strings.Contains(body, v.Score) {
		t.Fatalf("%s: %s: the score is not in the value", where, v.Name)
	}
	if before := body[:len(body)-len(v.Detail)]; len(before) > 200 && v.Word == "" && v.Score == "" {
		t.Fatalf("%s: %s: %d bytes were dropped", where, v.Name, len(before))
	}
}

// FuzzVerdict: of any value, for every field of the table.
func FuzzVerdict(f *testing.F) {
	for _, seed := range []string{"No, score=2.0 required=5.0", "default: False [8.61 / 25.00]; A(1)[]", "No--4.326-5.0-31-10", "****", "1 / 2 / 3", "spam:x", "", "=", "score=", "- / -"} {
		f.Add(seed)
	}
	f.Fuzz(checkAll)
}

// checkAll checks what every row makes of a field with that body.
func checkAll(t *testing.T, body string) {
	s := header.Parse([]byte("X-Spam-Flag: " + body + "\r\n\r\n"))
	if len(s.Fields) == 0 {
		return
	}
	table, field := fieldTable(), s.Fields[0]
	for i := range table.rows {
		if r := &table.rows[i]; r.read != nil {
			v := r.verdict(&field, 0)
			v.Name = r.name
			check(t, "fuzz", &v, field.Body())
		}
	}
}

// TestHostile: in sizes at which the square would show as minutes.
func TestHostile(t *testing.T) {
	for _, seed := range []string{"-", "1-", "score=", ",", "a ", "(", "*", "--1.", "/", ":"} {
		checkAll(t, strings.Repeat(seed, 200_000/len(seed)))
	}
}

func BenchmarkParse(b *testing.B) {
	messages := testcorpus.Messages(b)
	sections := make([]header.Section, len(messages))
	for i := range messages {
		sections[i] = header.Parse(messages[i].Data)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range sections {
			Parse(&sections[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sections)), "ns/message")
}
