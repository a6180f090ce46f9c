package authres

import (
	"bytes"
	"sort"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// corpusFields calls visit for the body of every field of the corpus whose name
// is wanted. It cuts fields with a loop of its own, so that a fault of the
// section reader cannot hide one.
func corpusFields(tb testing.TB, visit func(message, name, body string)) {
	for _, m := range testcorpus.Messages(tb) {
		lines := bytes.SplitAfter(m.Data, []byte("\n"))
		for i := 0; i < len(lines) && len(bytes.TrimRight(lines[i], "\r\n")) > 0; {
			field := string(lines[i])
			for i++; i < len(lines) && len(lines[i]) > 0 && (lines[i][0] == ' ' || lines[i][0] == '\t'); i++ {
				field += string(lines[i])
			}
			name, body, _ := strings.Cut(field, ":")
			name = strings.ToLower(strings.TrimSpace(name))
			if strings.HasSuffix(name, "authentication-results") || name == "authentication-results-original" || name == "received-spf" {
				visit(m.Name, name, body)
			}
		}
	}
}

// TestCorpus: all text of every field is accounted for, and all of Microsoft's
// fields, in which a sender has no say, are read without doubt.
func TestCorpus(t *testing.T) {
	fields, problems := map[string]int{}, map[string]int{}
	corpusFields(t, func(message, name, body string) {
		fields[name]++
		if name == "received-spf" {
			r := checkReceivedSPF(t, body, 5)
			count(problems, "received-spf: "+codes(r.Problems))
			if r.Result == "" && !strings.Contains(codes(r.Problems), ProblemSPFNoResult) {
				t.Errorf("%s: a Received-SPF has neither result nor problem", message)
			}
			if r.Ambiguous {
				t.Errorf("%s: a Received-SPF is ambiguous", message)
			}
			return
		}
		r := checkResults(t, body, 5)
		count(problems, "results: "+codes(r.Problems))
		if len(r.Items) == 0 && !r.NoResult && !strings.Contains(codes(r.Problems), ProblemEmpty) {
			t.Errorf("%s: a field has neither results nor problem", message)
		}
		if r.Ambiguous {
			t.Errorf("%s: %s is ambiguous: %s", message, name, codes(r.Problems))
		}
		if (r.Instance != 0) != (name == "arc-authentication-results") {
			t.Errorf("%s: %s has the instance %d", message, name, r.Instance)
		}
		if strings.Contains(body, "ender I") || strings.Contains(body, "ender i") {
			senderIPs(t, &r, message)
		}
	})
	logCounts(t, fields)
	logCounts(t, problems)
}

func senderIPs(t *testing.T, r *Results, message string) {
	for _, it := range r.Items {
		for _, c := range it.Comments {
			said, ok := strings.CutPrefix(strings.ToLower(c.Value), "sender ip is")
			// Exchange Online leaves the address empty for its own mail; the
			// publisher of the other part damaged one.
			if ok && said != "" && !strings.Contains(said, "@") && !SenderIP(it).IsValid() {
				t.Errorf("%s: the sender IP is not read", message)
			}
		}
	}
}

func count(counts map[string]int, key string) { counts[key]++ }

func logCounts(t *testing.T, counts map[string]int) {
	t.Helper()
	var keys []string
	for key := range counts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		t.Logf("%5d  %s", counts[key], key)
	}
}
