package header

import (
	"bytes"
	"sort"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// corpusReceived calls visit for the body of every Received field of the
// corpus. It cuts fields with a loop of its own, so that a fault of the
// section reader cannot hide one.
func corpusReceived(tb testing.TB, visit func(name, body string)) {
	for _, m := range testcorpus.Messages(tb) {
		lines := bytes.SplitAfter(m.Data, []byte("\n"))
		for i := 0; i < len(lines) && len(bytes.TrimRight(lines[i], "\r\n")) > 0; {
			field := string(lines[i])
			for i++; i < len(lines) && len(lines[i]) > 0 && (lines[i][0] == ' ' || lines[i][0] == '\t'); i++ {
				field += string(lines[i])
			}
			name, body, ok := strings.Cut(field, ":")
			if ok && (strings.EqualFold(name, "Received") || strings.EqualFold(name, "X-Received")) {
				visit(m.Name, body)
			}
		}
	}
}

func logCounts(t *testing.T, title string, counts map[string]int) {
	t.Helper()
	var keys []string
	for key := range counts {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return counts[keys[i]] > counts[keys[j]] })
	for _, key := range keys {
		t.Logf("%-14s %5d  %s", title, counts[key], key)
	}
}

// TestReceivedCorpus reads every line of the corpus: each is parsed or has a
// Problem, nothing is lost, and no line of Exchange Online is ambiguous.
func TestReceivedCorpus(t *testing.T) {
	all, rest := 0, 0
	ambiguous, problems, strict := map[string]int{}, map[string]int{}, map[string]int{}
	corpusReceived(t, func(name, body string) {
		all++
		r := checkReceived(t, body, 7)
		if r.Ambiguous != "" {
			ambiguous[r.Ambiguous]++
			t.Logf("%s: %s", r.Ambiguous, name)
		}
		if len(r.Rest) > 0 {
			rest++
		}
		for _, p := range r.Problems {
			problems[p.Code]++
		}
		if !exchangeOnline(r.By.Name) {
			return
		}
		if r.Ambiguous != "" {
			t.Errorf("%s: a line of Exchange Online is ambiguous: %s", name, r.Ambiguous)
		}
		strict[notStrict(&r, body)]++
	})
	t.Logf("%d lines, %d with text that was not understood", all, rest)
	logCounts(t, "ambiguous", ambiguous)
	logCounts(t, "problem", problems)
	logCounts(t, "strict", strict)
}

func exchangeOnline(by string) bool {
	by = strings.ToLower(by)
	return strings.HasSuffix(by, ".outlook.com") || strings.HasSuffix(by, ".office365.com")
}

// notStrict names why a line by Exchange Online is off the strict form.
func notStrict(r *Received, body string) string {
	switch {
	case r.StrictExchange():
		return "yes"
	case strings.Contains(body, "@pot"):
		return "no: the publisher's damage"
	case len(r.Rest) > 0:
		return "no: text that was not understood"
	case r.Via != "" && r.Via != "Frontend Transport":
		return "no: via a host, as until 2018"
	case r.With != "Microsoft SMTP Server" && r.With != "HTTPS" && r.With != "mapi":
		return "no: with " + r.With
	case !strings.HasPrefix(r.ID, "15.2"):
		return "no: id"
	case !r.From.IP.IsValid():
		return "no: no address"
	case len(r.For) > 0:
		return "no: for"
	}
	return "no: other"
}
