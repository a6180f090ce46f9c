package explain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/internal/testlang"
	"github.com/hopproof/hopproof/internal/tsv"
	"github.com/hopproof/hopproof/report"
)

// tables are all files with their rows; key is how many columns make a row
// unique.
var tables = []struct {
	name, text string
	key        int
}{
	{"sources.tsv", sourcesTSV, 1},
	{"fields.tsv", fieldsTSV, 2},
	{"words.tsv", wordsTSV, 2},
	{"status.tsv", statusTSV, 1},
	{"smtp-errors.tsv", errorsTSV, 1},
	{"smtp-errors.en.tsv", errorsEnglishTSV, 1},
	{"smtp-errors.fr.tsv", errorsFrenchTSV, 1},
}

func column(table, name string) int {
	heading, _, _ := strings.Cut(table, "\n")
	return slices.Index(strings.Split(heading, "\t"), name)
}

// TestTables: sorted, each row once, every sentence written, every row sourced
// and dated.
func TestTables(t *testing.T) {
	date := regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)
	for _, table := range tables {
		width := strings.Count(strings.SplitN(table.text, "\n", 2)[0], "\t")
		var keys []string
		for i, line := range strings.Split(strings.TrimSuffix(table.text, "\n"), "\n")[1:] {
			if strings.Count(line, "\t") != width || strings.TrimSpace(line) != line || strings.Contains(line, "  ") {
				t.Errorf("%s:%d: malformed row", table.name, i+2)
			}
		}
		for i, row := range tsv.Rows(table.text) {
			key := strings.Join(row[:table.key], "\t")
			if table.key == 2 {
				key = strings.ToLower(row[1]) + "\t" + row[0]
			}
			keys = append(keys, key)
			for _, name := range []string{"en", "fr", "meaning", "cause", "fix", "source", "checked", "codes", "patterns", "by", "confidence"} {
				if c := column(table.text, name); c >= 0 && row[c] == "" {
					t.Errorf("%s:%d: no %s", table.name, i+2, name)
				}
			}
			if c := column(table.text, "checked"); c >= 0 && !date.MatchString(row[c]) {
				t.Errorf("%s:%d: checked %q", table.name, i+2, row[c])
			}
			if c := column(table.text, "source"); c >= 0 {
				knownSources(t, table.name, i+2, row[c])
			}
		}
		if !slices.IsSorted(keys) {
			t.Errorf("%s: not sorted", table.name)
		}
		if len(slices.Compact(keys)) != len(keys) {
			t.Errorf("%s: a row is there twice", table.name)
		}
	}
}

func knownSources(t *testing.T, table string, line int, codes string) {
	t.Helper()
	for code := range strings.SplitSeq(codes, ",") {
		_, known := sourceTable()[code]
		if !known && !strings.HasPrefix(code, "RFC ") && !strings.HasPrefix(code, "draft-") {
			t.Errorf("%s:%d: unknown source %q", table, line, code)
		}
	}
}

// TestSourcesAreUsed finds sources that no row names.
func TestSourcesAreUsed(t *testing.T) {
	var used []string
	for _, table := range tables {
		if c := column(table.text, "source"); c >= 0 && table.name != "sources.tsv" {
			for _, row := range tsv.Rows(table.text) {
				used = append(used, strings.Split(row[c], ",")...)
			}
		}
	}
	for code := range sourceTable() {
		if !slices.Contains(used, code) {
			t.Errorf("no row names the source %s", code)
		}
	}
}

// TestErrorTables: the same ids in all three, codes and patterns that can be
// read, words for every flow.
func TestErrorTables(t *testing.T) {
	en, fr := adviceOf(errorsEnglishTSV), adviceOf(errorsFrenchTSV)
	list := errorTable()
	if len(en) != len(list) || len(fr) != len(list) {
		t.Errorf("%d errors, %d English, %d French", len(list), len(en), len(fr))
	}
	for i := range list {
		e := &list[i]
		if en[e.id].meaning == "" || fr[e.id].meaning == "" {
			t.Errorf("%s has no sentences", e.id)
		}
		for _, c := range e.codes {
			if !c.enhanced() || c.to < c.detail {
				t.Errorf("%s: code %v to %d", e.id, c.status, c.to)
			}
		}
		for _, p := range e.patterns {
			if slices.Contains(p.fragments, "") || p.length < 4 || p.length < 12 && !p.weak && strings.ToLower(p.says) == p.says {
				t.Errorf("%s: the pattern %q says too little to stand alone", e.id, p.says)
			}
		}
		if !slices.Contains([]Confidence{High, Medium, Low}, e.confidence) {
			t.Errorf("%s: confidence %q", e.id, e.confidence)
		}
		for _, code := range e.flow {
			mustHave(t, "flow-"+code)
		}
	}
}

func mustHave(t *testing.T, name string) {
	t.Helper()
	for _, lang := range report.Languages() {
		if !report.Lookup(lang).Has("answer." + name) {
			t.Errorf("%s: no words for answer.%s", lang, name)
		}
	}
}

// TestAnswerWords: every kind and confidence has words, and every word of the
// group is one of these or named in the sources.
func TestAnswerWords(t *testing.T) {
	names := []string{"meaning", "of", "unknown", "cause", "do", "flow", "values", "source", "confidence", "see", "by",
		"checked", "seen", "generic", "fix-4", "fix-5", "by-any", "by-any-receiver"}
	for _, kind := range []Kind{Field, Key, Value, Clause, Protocol, Method, Property, Tag, Reply, Status, Term, Outcome,
		Basis, Role, Link, Mode, Identity, Option, Finding, Problem, Reason, Remedy, Cause, Question, Reading} {
		names = append(names, "kind-"+string(kind))
	}
	for _, c := range []Confidence{High, Medium, Low, documented, Confidence(exchange.Observed), Confidence(exchange.Inferred), Confidence(exchange.Undocumented)} {
		names = append(names, "confidence-"+string(c))
	}
	for i := range errorTable() {
		for _, flow := range errorTable()[i].flow {
			names = append(names, "flow-"+flow)
		}
	}
	for _, name := range names {
		mustHave(t, name)
	}
	for _, key := range report.Lookup("en").Keys() {
		if name, ok := strings.CutPrefix(key, "answer."); ok && !slices.Contains(names, name) {
			t.Errorf("%s is used nowhere", key)
		}
	}
	for _, table := range [][]entry{fieldTable(), wordTable()} {
		for i := range table {
			if !slices.Contains(names, "kind-"+string(table[i].kind)) {
				t.Errorf("%s: unknown kind %q", table[i].word, table[i].kind)
			}
		}
	}
}

func TestFrenchTypography(t *testing.T) {
	for _, table := range tables {
		columns := []int{column(table.text, "fr")}
		if table.name == "smtp-errors.fr.tsv" {
			columns = []int{1, 2, 3}
		}
		for i, row := range tsv.Rows(table.text) {
			for _, c := range columns {
				if c < 0 {
					continue
				}
				testlang.French(t, fmt.Sprintf("%s:%d", table.name, i+2), row[c])
			}
		}
	}
}

// TestLanguagesDiffer finds sentences that were not translated.
func TestLanguagesDiffer(t *testing.T) {
	for _, name := range []string{"fields.tsv", "words.tsv", "status.tsv"} {
		i := slices.IndexFunc(tables, func(x struct {
			name, text string
			key        int
		}) bool {
			return x.name == name
		})
		en, fr := column(tables[i].text, "en"), column(tables[i].text, "fr")
		for line, row := range tsv.Rows(tables[i].text) {
			if row[en] == row[fr] {
				t.Errorf("%s:%d: the same in both languages", name, line+2)
			}
		}
	}
	en, fr := adviceOf(errorsEnglishTSV), adviceOf(errorsFrenchTSV)
	for id := range en {
		if en[id].meaning == fr[id].meaning || en[id].cause == fr[id].cause || en[id].fix == fr[id].fix {
			t.Errorf("%s: the same in both languages", id)
		}
	}
}

// TestRelatedWordsAreKnown: what an answer points to can be asked for.
func TestRelatedWordsAreKnown(t *testing.T) {
	check := func(answers []Answer) {
		for _, a := range answers {
			for _, word := range a.Related {
				if related, ok := Word(word, "en"); !ok || related.Unknown != "" {
					t.Errorf("%s points to %q, which no table knows", a.Subject, word)
				}
			}
		}
	}
	for _, word := range ownWords() {
		check(Words(word, "en"))
	}
	for i := range errorTable() {
		check(Words(errorTable()[i].codes[0].String(), "en"))
	}
	for _, word := range []string{"SFV:SKI", "AuthAs", "MailboxType", "compauth", "reason=601", "SCL", "BCL:7", "situation", "oda"} {
		check(Words(word, "en"))
	}
}

// TestGlossariesDoNotOverlap: a field that package exchange explains has no
// second entry here.
func TestGlossariesDoNotOverlap(t *testing.T) {
	for i := range fieldTable() {
		e := &fieldTable()[i]
		for _, other := range exchange.Lookup(e.word, "en") {
			if other.Value == "" && e.kind == Field && strings.EqualFold(other.Path, e.word) {
				t.Errorf("%s is explained twice", e.word)
			}
		}
	}
}

// TestWordsOfTheDocument: the words of a Document's facts are explained.
func TestWordsOfTheDocument(t *testing.T) {
	words := []string{
		string(report.RoleDevice), string(report.RoleSubmission), string(report.RoleRelay), string(report.RoleFilter),
		string(report.RoleEOP), string(report.RoleExchangeOnline), string(report.RoleEOPOutbound),
		string(report.RoleForwarder), string(report.RoleList), string(report.RoleDestination),
		string(report.RoleInternal), string(report.RoleOther),
		string(report.BasisReceiver), string(report.BasisOperator), string(report.BasisDeclared),
		string(report.BasisSealed), string(report.BasisClaimed),
		string(report.Held), string(report.Broken), string(report.Unknown),
		string(report.LinkIP), string(report.LinkName), string(report.LinkLabel), string(report.LinkOperator),
		string(report.LinkDeclared),
		string(report.SentByConnector), string(report.SentDirect), string(report.SentByClient),
		string(report.SentFromMailbox), string(report.SentByHybrid), string(report.SentFromInternet),
		string(report.IdentitySendAs), string(report.IdentityLogin), string(report.Incoming),
		string(report.Originating), string(report.HybridOnPrem), string(report.Hosted), string(report.Internet),
		string(report.CameFromOutside), string(report.CameFromMailbox), string(report.CameByLogin),
		string(report.CameFromHosted), string(report.CameByConnector), string(report.CameByConnectorTrusted),
		string(report.CameByHybrid), string(report.CameByHybridAnonymous),
	}
	for _, word := range words {
		for _, lang := range report.Languages() {
			if _, ok := Word(word, lang); !ok {
				t.Errorf("%s: %q is not explained", lang, word)
			}
		}
	}
	for _, code := range codes() {
		if a, ok := Word(code, "fr"); !ok || a.Meaning == "" || strings.ContainsAny(a.Meaning, "{}") {
			t.Errorf("the code %q is not explained: %q", code, a.Meaning)
		}
	}
}
