package report

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/header/verdict"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// authentication fills in what the fields of the message say about its
// authentication, and whom of them to believe.
func (b *builder) authentication(t *hops.Timeline) {
	a := authReader{b: b, t: t, out: another(b.spare.authentication)}
	*a.out = Authentication{Results: emptied(a.out.Results)}
	for i := range t.Section.Fields {
		if f := &t.Section.Fields[i]; len(f.Name) < 64 && lengths>>len(f.Name)&1 != 0 {
			a.field(i, f)
		}
	}
	if a.chain != nil {
		a.arc()
	}
	if len(a.out.Results)+len(a.out.ARC) > 0 {
		a.align()
		b.d.Authentication = a.out
	}
	a.signed()
}

// verdicts fills in what other products' filters say.
func (b *builder) verdicts(s *header.Section) {
	for _, v := range verdict.Parse(s) {
		b.d.Verdicts = append(b.d.Verdicts, VerdictField{
			Product: v.Product, Header: v.Name, Field: v.Field, Verdict: FilterVerdict(v.Word), Score: v.Score,
			Threshold: v.Threshold, Detail: v.Detail, Span: span(v.Span),
		})
	}
}

// authReader reads the authentication fields of one message.
type authReader struct {
	b     *builder
	t     *hops.Timeline
	out   *Authentication
	chain *signature.Chain // nil: there is no ARC field so far
	// judged are the fields by which alignment is judged: those of the writer
	// that is believed most, else the topmost.
	judged     []judgedField
	basis      hops.Basis
	spfOf      int   // the identity of the result of SPF that was taken over
	signatures []int // the indexes of DKIM-Signature fields
	authors    int   // the number of From fields
}

// judgedField is a field with its results.
type judgedField struct {
	field int
	items []authres.Item
}

// Lengths of the names of the fields that are read here, to pass over all
// others quickly.
const (
	lenFrom         = len("From")
	lenReceivedSPF  = len("Received-SPF")
	lenDKIM         = len("DKIM-Signature")
	lenResults      = len("Authentication-Results")
	lenARCResults   = len(signature.FieldAuthResults)
	lenSeal         = len(signature.FieldSeal)
	lenARCSignature = len(signature.FieldMessageSignature)
	lenOriginal     = len("Authentication-Results-Original")
	lenExchange     = len("X-MS-Exchange-Authentication-Results")

	lengths uint64 = 1<<lenFrom | 1<<lenReceivedSPF | 1<<lenDKIM | 1<<lenResults | 1<<lenARCResults | 1<<lenSeal |
		1<<lenARCSignature | 1<<lenOriginal | 1<<lenExchange
)

func (a *authReader) field(i int, f *header.Field) {
	switch len(f.Name) {
	case lenFrom:
		if isName(f.Name, "From") {
			a.authors++
		}
	case lenReceivedSPF:
		if isName(f.Name, "Received-SPF") {
			a.receivedSPF(i, f)
		}
	case lenDKIM:
		if isName(f.Name, "DKIM-Signature") {
			a.signatures = append(a.signatures, i)
		}
	case lenResults, lenOriginal, lenExchange:
		if isResults(f.Name) {
			r := authres.Parse(f.Value())
			a.results(i, f, &r)
		}
	case lenARCResults:
		if isName(f.Name, signature.FieldAuthResults) {
			a.results(i, f, a.arcResults(i, f))
		}
	case lenSeal, lenARCSignature:
		if a.chain == nil && (isName(f.Name, signature.FieldSeal) || isName(f.Name, signature.FieldMessageSignature)) {
			a.outline()
		}
	}
}

// isName compares field names; most are written as in their standard.
func isName(name, standard string) bool { return name == standard || ascii.EqualFold(name, standard) }

func isResults(name string) bool {
	return isName(name, "Authentication-Results") || isName(name, "Authentication-Results-Original") ||
		isName(name, "X-MS-Exchange-Authentication-Results")
}

// outline puts the ARC sets in order.
func (a *authReader) outline() {
	c := signature.OutlineSets(a.t.Section.Fields)
	a.chain = &c
}

// arcResults are the results of an ARC set, which were read with the chain.
func (a *authReader) arcResults(i int, f *header.Field) *authres.Results {
	if a.chain == nil {
		a.outline()
	}
	for n := range a.chain.Sets {
		if s := &a.chain.Sets[n]; s.AuthResultsField == i {
			return &s.AuthResults
		}
	}
	r := authres.Parse(f.Value()) // in no set
	return &r
}

// results takes one field of results over.
func (a *authReader) results(i int, f *header.Field, r *authres.Results) {
	basis := a.t.ResultsBasis(i, r)
	a.doubts(r.Ambiguous || r.Encoded, r.Problems)
	a.grow(len(r.Items))
	text, at := f.Value()
	if r.Encoded {
		at = -1
	}
	p := pairWriter{text: text, at: at, slab: make(Pairs, 0, countPairs(r.Items))}
	for n := range r.Items {
		item := &r.Items[n]
		a.out.Results = append(a.out.Results, AuthResult{
			Field: i, Source: f.Name, Instance: r.Instance, AuthservID: r.AuthservID, Believed: basis.Believed(),
			Method: item.Method, Result: item.Result, Reason: item.Reason,
			Properties: p.pairs(item), Comment: joinTexts(item.Comments),
		})
	}
	if len(r.Items) == 0 {
		a.out.Results = append(a.out.Results, AuthResult{
			Field: i, Source: f.Name, Instance: r.Instance, AuthservID: r.AuthservID, Believed: basis.Believed(),
			Result: resultOfNone(r), Comment: joinTexts(r.Comments),
		})
	}
	if len(f.Name) == lenResults || basis.Believed() {
		a.judge(i, r.Items, basis)
	}
}

// usualResults is how many results a message has room for at first.
const usualResults = 6

// grow makes room for n more results.
func (a *authReader) grow(n int) {
	if cap(a.out.Results)-len(a.out.Results) < n {
		a.out.Results = slices.Grow(a.out.Results, max(n, usualResults))
	}
}

// resultOfNone is what a field without results says.
func resultOfNone(r *authres.Results) string {
	if r.NoResult {
		return "none"
	}
	return ""
}

// judge keeps the fields by which alignment is judged. One writer may use
// several; of a writer who is not believed the topmost counts.
func (a *authReader) judge(i int, items []authres.Item, basis hops.Basis) {
	switch {
	case len(items) == 0:
		return
	case len(a.judged) > 0 && rank(basis) < rank(a.basis):
		return
	case len(a.judged) > 0 && rank(basis) == rank(a.basis) && basis != hops.Receiver:
		return
	case len(a.judged) > 0 && rank(basis) > rank(a.basis):
		a.judged = a.judged[:0]
	}
	a.basis = basis
	a.judged = append(a.judged, judgedField{i, items})
}

// rank orders bases by how near their lines are to the reader.
func rank(b hops.Basis) int {
	switch b {
	case hops.Receiver:
		return 2
	case hops.Claimed:
		return 0
	}
	return 1
}

// receivedSPF takes a Received-SPF field over as a result of SPF. Its keys are
// no ptype.property pairs and keep their names.
func (a *authReader) receivedSPF(i int, f *header.Field) {
	r := authres.ParseReceivedSPF(f.Value())
	basis := a.t.SPFBasis(i, &r)
	a.doubts(r.Ambiguous || r.Encoded, r.Problems)
	out := AuthResult{
		Field: i, Source: f.Name, AuthservID: r.Receiver, Believed: basis.Believed(), Method: "spf", Result: r.Result,
		Comment: joinTexts(r.Comments),
	}
	a.grow(1)
	if out.AuthservID == "" {
		out.AuthservID = r.Prose.Host
	}
	if len(r.Pairs) > 0 {
		out.Properties = make(Pairs, len(r.Pairs))
		for n := range r.Pairs {
			out.Properties[n] = header.Arg{Name: r.Pairs[n].Name, Value: r.Pairs[n].Value}
		}
	}
	a.out.Results = append(a.out.Results, out)
}

// doubts tells why a field that can be read in two ways is not believed. The
// other problems of such fields change nothing.
func (a *authReader) doubts(doubtful bool, problems []header.Problem) {
	if !doubtful {
		return
	}
	for _, p := range problems {
		switch p.Code {
		case authres.ProblemEncoded, authres.ProblemComment, authres.ProblemQuote, authres.ProblemParenthesis,
			authres.ProblemQuotedParen, authres.ProblemSPFKeyTwice:
			a.b.d.Problems = append(a.b.d.Problems, Problem{Code: p.Code, Args: p.Args, Span: span(p.Span)})
		}
	}
}

// pairWriter makes the properties of all results of one field.
type pairWriter struct {
	text string // of the field
	at   int    // its place in the input; -1: none
	slab Pairs  // room for the properties of all results
}

func countPairs(items []authres.Item) int {
	n := 0
	for i := range items {
		n += len(items[i].Properties) + len(items[i].Extra)
	}
	return n
}

func (w *pairWriter) pairs(item *authres.Item) Pairs {
	start := len(w.slab)
	for i := range item.Properties {
		p := &item.Properties[i]
		w.slab = append(w.slab, header.Arg{Name: w.name(p), Value: p.Value})
	}
	for i := range item.Extra {
		if p := &item.Extra[i]; p.Name != "" {
			w.slab = append(w.slab, header.Arg{Name: w.name(p), Value: p.Value})
		}
	}
	return w.slab[start:len(w.slab):len(w.slab)]
}

// name is "ptype.property", as a part of the text where it is written so.
func (w *pairWriter) name(p *authres.Property) string {
	if p.Type == "" {
		return p.Name
	}
	length := len(p.Type) + 1 + len(p.Name)
	if from := p.Span.Start - w.at; w.at >= 0 && from >= 0 && from+length <= len(w.text) {
		name := w.text[from : from+length]
		if name[len(p.Type)] == '.' && name[:len(p.Type)] == p.Type && name[len(p.Type)+1:] == p.Name {
			return name
		}
	}
	return p.Type + "." + p.Name
}

func joinTexts(texts []header.Text) string {
	if len(texts) == 0 {
		return ""
	}
	joined := texts[0].Value
	for _, t := range texts[1:] {
		joined += "; " + t.Value
	}
	return joined
}

// localize fills in what Microsoft's codes mean. The glossary has both
// languages itself.
func (a *Authentication) localize(lang string) {
	for i := range a.Results {
		r := &a.Results[i]
		r.Meaning = r.meaning(lang)
	}
}

// meaning is what Microsoft's reason or action means.
func (r *AuthResult) meaning(lang string) (text string) {
	switch r.Method {
	case "compauth":
		text, _, _ = exchange.KeyMeaning("reason", r.Reason, lang)
	case "dmarc":
		if action, ok := r.Properties.Get("action"); ok {
			text, _, _ = exchange.KeyMeaning("action", action, lang)
		}
	}
	return text
}
