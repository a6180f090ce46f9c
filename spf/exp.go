package spf

import "strings"

// maxExplanation is how long the text for a fail may get, in bytes. A longer
// one is not used: it is meant for one SMTP reply (RFC 7208 section 6.2).
const maxExplanation = 1024

// explanation is the text that the failed domain publishes for its fail
// (section 6.2); "" for anything that is wrong with it. Its questions count
// against no limit: there are a dozen at most.
func (e *evaluation) explanation() string {
	f := frame{domain: e.failed.domain, record: e.failed.record}
	t := f.record.Find(KindExp)
	if t == nil {
		return ""
	}
	e.begin(&f, t)
	name := e.domainOf(&t.Domain, f.domain)
	e.target(name)
	text := ""
	if askable(name) {
		text = e.explanationAt(name, f.domain)
	}
	if e.tracing {
		s := e.current()
		s.Code, s.Lookups, s.Voids = StepNoText, e.lookups, e.voids
		if text != "" {
			s.Code = StepExplanation
		}
	}
	return text
}

func (e *evaluation) explanationAt(name, domain string) string {
	answer, err := e.ask(name, TypeTXT)
	if err != nil || len(answer.Texts) != 1 {
		return ""
	}
	text := answer.Texts[0]
	parts, bad := parseMacros(text, 0, everyLetter)
	if bad != nil {
		return ""
	}
	var b strings.Builder
	for i := range parts {
		b.WriteString(e.value(&parts[i], domain))
		if b.Len() > maxExplanation {
			return ""
		}
	}
	if !isLine(b.String()) {
		return ""
	}
	return b.String()
}

// isLine reports whether s is US-ASCII without controls, as section 6.2 wants
// it. Macros bring in what the sender wrote, so it is asked of the result.
func isLine(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
