package authres

import (
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// account holds the bytes of a text that parts have claimed.
type account struct {
	t    testing.TB
	text string
	at   int
	used []bool
}

// take claims a place for a part. Comments may lie within a part; nothing else
// overlaps.
func (a *account) take(what string, s header.Span) string {
	a.t.Helper()
	if s.Start < a.at || s.End > a.at+len(a.text) || s.Start > s.End {
		a.t.Fatalf("%s: place %v is outside of %q", what, s, a.text)
	}
	for i := s.Start - a.at; i < s.End-a.at; i++ {
		if a.used[i] {
			a.t.Fatalf("%s at %v overlaps another part of %q", what, s, a.text)
		}
		a.used[i] = true
	}
	return a.text[s.Start-a.at : s.End-a.at]
}

// rest takes what is left of a place and returns it without white space.
func (a *account) rest(what string, s header.Span) string {
	var b []byte
	for i := s.Start - a.at; i < s.End-a.at; i++ {
		if !a.used[i] && !ascii.IsSpace(a.text[i]) {
			b = append(b, a.text[i])
		}
		a.used[i] = true
	}
	return string(b)
}

func (a *account) comments(list []header.Text) {
	a.t.Helper()
	for _, c := range list {
		raw := a.take("comment", c.Span)
		inner := strings.TrimSuffix(strings.TrimPrefix(raw, "("), ")")
		if words(inner) != words(c.Value) && words(raw[1:]) != words(c.Value) {
			a.t.Fatalf("comment %q has the place of %q", c.Value, raw)
		}
	}
}

func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && ascii.IsSpace(byte(r)) }), " ")
}

func (a *account) properties(list []Property) {
	a.t.Helper()
	for _, p := range list {
		raw := a.take(p.Name, p.ValueSpan)
		if p.Value != unquote(raw) && (p.Name != "" || p.Value != unfold(unquote(raw))) {
			a.t.Fatalf("value %q has the place of %q", p.Value, raw)
		}
		want := ""
		if p.Type != "" {
			want = p.Type + "."
		}
		if p.Name != "" {
			want += p.Name + "="
		}
		if got := a.rest(p.Name, p.Span); !strings.EqualFold(got, want) {
			a.t.Fatalf("%q is written %q", want, got)
		}
	}
}

// checkResults parses text and asserts that its parts account for every byte
// but white space, semicolons and the word for a reason, and that they stand
// where they say.
func checkResults(t testing.TB, text string, at int) Results {
	t.Helper()
	r := Parse(text, at)
	if r.Encoded {
		return r
	}
	a := &account{t: t, text: text, at: at, used: make([]bool, len(text))}
	a.comments(r.Comments)
	for i := range r.Items {
		a.comments(r.Items[i].Comments)
	}
	a.properties(r.Extra)
	for i := range r.Items {
		a.item(&r.Items[i])
	}
	if id := unquote(a.take("authserv-id", placed(r.Spans.AuthservID, at))); id != r.AuthservID {
		t.Fatalf("authserv-id %q has the place of %q", r.AuthservID, id)
	}
	a.number("version", r.Spans.Version, r.Version, "")
	a.number("instance", r.Spans.Instance, r.Instance, "i=")
	if none := a.take("none", placed(r.Spans.NoResult, at)); r.NoResult != strings.EqualFold(none, "none") {
		t.Fatalf("none has the place of %q", none)
	}
	a.nothingLeft()
	checkProblems(t, r.Problems, text, at)
	return r
}

// placed puts an absent part where it takes nothing.
func placed(s header.Span, at int) header.Span {
	if s.IsZero() {
		return header.Span{Start: at, End: at}
	}
	return s
}

func (a *account) item(it *Item) {
	a.t.Helper()
	a.properties(it.Properties)
	a.properties(it.Extra)
	method, result := a.take("method", it.Spans.Method), a.take("result", it.Spans.Result)
	reason := a.take("reason", placed(it.Spans.Reason, a.at))
	if !strings.EqualFold(method, it.Method) || !strings.EqualFold(result, it.Result) || unquote(reason) != it.Reason {
		a.t.Fatalf("%+v says %q %q %q", it, method, result, reason)
	}
	rest := strings.ToLower(a.rest("item", it.Spans.Whole))
	rest = strings.TrimSuffix(rest, "reason=")
	rest, version, _ := cutAny(rest)
	if rest != "=" || strings.Trim(version, "0123456789") != "" || (version == "") && it.MethodVersion != 0 {
		a.t.Fatalf("%q /%q is in no part of an item of %q", rest, version, a.text)
	}
}

// cutAny takes the version out of "/1=".
func cutAny(s string) (rest, version string, ok bool) {
	if strings.HasPrefix(s, "/") && strings.HasSuffix(s, "=") {
		return "=", s[1 : len(s)-1], true
	}
	return s, "", false
}

func (a *account) number(what string, s header.Span, n int, prefix string) {
	a.t.Helper()
	if s.IsZero() {
		return
	}
	raw := strings.ToLower(a.rest(what, s))
	digits := strings.TrimPrefix(raw, prefix)
	value := 0
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			a.t.Fatalf("%s has the place of %q", what, raw)
		}
		value = value*10 + int(c-'0')
	}
	if value != n && len(digits) < 10 {
		a.t.Fatalf("%s is %d at %q", what, n, raw)
	}
}

func (a *account) nothingLeft() {
	a.t.Helper()
	for i, used := range a.used {
		if !used && !ascii.IsSpace(a.text[i]) && a.text[i] != ';' {
			a.t.Fatalf("%q at %d is in no part of %.200q", a.text[i], i, a.text)
		}
	}
}

func checkProblems(t testing.TB, problems []header.Problem, text string, at int) {
	t.Helper()
	for _, p := range problems {
		if p.Span.Start < at || p.Span.End > at+len(text) || p.Span.Start > p.Span.End {
			t.Fatalf("%s: place %v is outside of %q", p.Code, p.Span, text)
		}
	}
}

// checkReceivedSPF is checkResults for Received-SPF.
func checkReceivedSPF(t testing.TB, text string, at int) ReceivedSPF {
	t.Helper()
	r := ParseReceivedSPF(text, at)
	if r.Encoded {
		return r
	}
	a := &account{t: t, text: text, at: at, used: make([]bool, len(text))}
	a.comments(r.Comments)
	a.properties(r.Pairs)
	a.properties(r.Extra)
	if result := a.take("result", placed(r.Spans.Result, at)); !strings.EqualFold(result, r.Result) {
		t.Fatalf("result %q has the place of %q", r.Result, result)
	}
	a.nothingLeft()
	checkProblems(t, r.Problems, text, at)
	return r
}

func codes(problems []header.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Code)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}
