package explain

import (
	"encoding/json"
	"os"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// reference is one error of the facts that lie beside the repository.
type reference struct {
	Code    string `json:"code"`
	Pattern string `json:"text_pattern"`
	Meaning string `json:"meaning"`
	Cause   string `json:"likely_cause"`
	Fix     string `json:"fix"`
	Level   string `json:"confidence"`
	Flow    []string
}

func references(t *testing.T) []reference {
	t.Helper()
	data, err := os.ReadFile(testcorpus.Path(t, "reference", "smtp-errors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Errors []reference }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Errors) == 0 {
		t.Fatal("no errors in the reference")
	}
	return file.Errors
}

var codeForm = regexp.MustCompile(`(?:([245]\d\d) )?([245])\.(\d+)\.(\d+)(?:-(\d+))?`)

// statuses lists the codes of the reference; of a range both ends.
func statuses(code string) []status {
	var list []status
	for _, m := range codeForm.FindAllStringSubmatch(code, -1) {
		number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
		s := status{number(1), number(2), number(3), number(4)}
		list = append(list, s)
		if m[5] != "" {
			s.detail = number(5)
			list = append(list, s)
		}
	}
	return list
}

// TestEveryReferenceError: each code is explained as an error, and each form of
// its text is recognised, with its codes and, unless the words are weak, alone.
func TestEveryReferenceError(t *testing.T) {
	forms := 0
	for _, r := range references(t) {
		codes := statuses(r.Code)
		if len(codes) == 0 {
			t.Errorf("no code in %q", r.Code)
		}
		for _, s := range codes {
			if !slices.ContainsFunc(Words(s.String(), "fr"), func(a Answer) bool { return a.Kind == Reply }) {
				t.Errorf("%s is not explained as an error", s)
			}
		}
		for _, form := range examples(t, r.Pattern) {
			forms++
			for _, s := range codes {
				if !recognised(NDR(s.String()+" "+form, "en"), s) {
					t.Errorf("%s %s: %+v", s, form, NDR(s.String()+" "+form, "en"))
				}
			}
			if len(NDR("the server said "+form, "en")) == 0 && !weak(form) {
				t.Errorf("%s: not recognised without its code", form)
			}
		}
	}
	t.Logf("%d forms of %d errors", forms, len(references(t)))
}

// recognised: the first answer is an error with that code, by its words.
func recognised(list []Answer, s status) bool {
	return len(list) > 0 && list[0].Kind == Reply && list[0].Subject == s.String() && list[0].Says != ""
}

// weak: a pattern that counts only beside a code is in the text.
func weak(form string) (found bool) {
	r := readReply(form)
	for i := range errorTable() {
		for _, p := range errorTable()[i].patterns {
			p.find(r, func(int, int, int) bool { found = found || p.weak; return false })
		}
	}
	return found
}

// TestReferenceConfidence: an error is told with no more confidence than the
// reference has. Two codes have been looked up since: the rate of external
// recipients, and mail that is relayed on.
func TestReferenceConfidence(t *testing.T) {
	order := []Confidence{Low, Medium, High}
	since := []string{"5.7.233", "5.7.367"}
	for _, r := range references(t) {
		for _, form := range examples(t, r.Pattern)[:1] {
			s := statuses(r.Code)[0]
			list := NDR(s.String()+" "+form, "en")
			if list[0].Confidence != Confidence(r.Level) && !slices.Contains(since, s.code()) || !slices.Contains(order, list[0].Confidence) {
				t.Errorf("%s: %s, reference %s", s, list[0].Confidence, r.Level)
			}
			if slices.Sort(r.Flow); !slices.Equal(sorted(list[0].Flow), r.Flow) {
				t.Errorf("%s concerns %q, reference %q", s, list[0].Flow, r.Flow)
			}
		}
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// TestSentencesAreOurOwn: no sentence shares eight words in a row with the
// reference.
func TestSentencesAreOurOwn(t *testing.T) {
	const run = 8
	theirs := map[string]bool{}
	for _, r := range references(t) {
		for _, text := range []string{r.Meaning, r.Cause, r.Fix} {
			words := fields(text)
			for i := 0; i+run <= len(words); i++ {
				theirs[strings.Join(words[i:i+run], " ")] = true
			}
		}
	}
	for id, advice := range adviceOf(errorsEnglishTSV) {
		for _, text := range []string{advice.meaning, advice.cause, advice.fix} {
			words := fields(text)
			for i := 0; i+run <= len(words); i++ {
				if shared := strings.Join(words[i:i+run], " "); theirs[shared] {
					t.Errorf("%s: %q is the reference's", id, shared)
				}
			}
		}
	}
}

func fields(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return strings.ContainsRune(" ,;:.()/\"“”’'", r)
	})
}

// examples writes out the texts that a regular expression of the reference
// stands for: every alternative, with and without what is optional, and made-up
// words for what is free.
func examples(t *testing.T, pattern string) []string {
	t.Helper()
	parsed, err := syntax.Parse(pattern, syntax.Perl|syntax.FoldCase)
	if err != nil {
		t.Fatal(err)
	}
	return expand(parsed)
}

func expand(r *syntax.Regexp) []string {
	switch r.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(r.Rune))}
	case syntax.OpCapture:
		return expand(r.Sub[0])
	case syntax.OpQuest:
		return append([]string{""}, expand(r.Sub[0])...)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range r.Sub {
			all = append(all, expand(sub)...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range r.Sub {
			var longer []string
			for _, head := range all {
				for _, tail := range expand(sub) {
					longer = append(longer, head+tail)
				}
			}
			all = longer
		}
		return all
	case syntax.OpPlus: // \d+ and \S+
		if r.Sub[0].Op == syntax.OpCharClass && strings.HasPrefix(r.Sub[0].String(), "[0-9]") {
			return []string{"30"}
		}
		return []string{"mail.contoso.example"}
	case syntax.OpStar:
		return []string{" some words "}
	case syntax.OpCharClass:
		return []string{string(r.Rune[0])}
	}
	return []string{""}
}
