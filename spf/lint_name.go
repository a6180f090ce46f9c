package spf

import "strings"

// domain looks at the name of a term.
func (e *examiner) domain() {
	value := e.value()
	name := withoutFinalDot(value)
	if name != value {
		e.say(LintFinalDot, Info, e.w.value, true, Arg{"text", value})
		e.w.text = strings.Replace(e.w.text, value, name, 1)
	}
	if e.t.Domain.Letters() != "" {
		return
	}
	if !askable(name) {
		e.say(LintBadName, Error, e.w.value, false, Arg{"text", name})
		return
	}
	if top := lowerASCII(name[strings.LastIndexByte(name, '.')+1:]); notPublic()[top] {
		e.say(LintNotPublic, Warning, e.w.value, false, Arg{"text", name}, Arg{"label", top})
	}
	own := withoutFinalDot(e.options.Domain)
	if own != "" && equalName(own, name) && (e.t.Kind == KindInclude || e.t.Kind == KindRedirect) {
		e.say(LintSelf, Error, e.w.span, false, Arg{"term", e.w.text})
	}
}

// macros looks at macros outside explanations.
func (e *examiner) macros() {
	if e.t.Kind == KindExp {
		return
	}
	letters := e.t.Domain.Letters()
	if strings.IndexByte(letters, 'p') >= 0 { // section 7.2: do not use
		e.say(LintMacroP, Warning, e.w.value, false, Arg{"term", e.w.text})
	}
	if strings.ContainsAny(letters, "slh") {
		e.say(LintMacroSender, Info, e.w.value, false, Arg{"term", e.w.text})
	}
	for i := range e.t.Domain.Parts {
		if p := &e.t.Domain.Parts[i]; p.Escape {
			e.say(LintMacroUpper, Info, e.w.value, false, Arg{"macro", p.Span.In(e.record.Text)})
			return
		}
	}
}
