package header

import (
	"strings"
	"testing"
)

// checkReceived parses text and asserts what holds for every text: places lie
// in it and say what the values say, and every byte that is not white space
// lies in a token that a rule used, a comment or Rest.
func checkReceived(t testing.TB, text string, at int) Received {
	t.Helper()
	var r Received
	p := rcvParser{raw: text, text: blanked(text), at: at, r: &r, room: new(ReceivedReader)}
	p.run()
	checkTokens(t, &p)
	checkPlaces(t, &r, text, at)
	if r.From.Name == "" && !r.From.IP.IsValid() && r.By.Name == "" && !r.Date.Valid && len(r.Problems) == 0 {
		t.Errorf("neither parsed nor a problem: %q", text)
	}
	return r
}

// checkTokens asserts that the tokens cover the text, and that no word was
// used up without being a keyword, a part, or a word of a known phrase.
func checkTokens(t testing.TB, p *rcvParser) {
	t.Helper()
	end := 0
	places := partPlaces(p.r)
	for i := 0; i < len(p.tokens); i++ {
		tok := &p.tokens[i]
		start := int(tok.start)
		if start < end && !(p.r.Date.Valid && i > 0) {
			t.Fatalf("tokens overlap in %q", p.text)
		}
		if gap := p.text[end:start]; rcvTrim(gap) != "" && !covered(p, end, start, places) {
			t.Fatalf("%q of %q is in no token", gap, p.text)
		}
		end = int(tok.end)
		if tok.used && tok.kind == rcvWord && tok.key == keyNone && !covered(p, start, end, places) && !phraseWord(p.text[start:end]) {
			t.Fatalf("word %q of %q was used up by nothing", p.text[start:end], p.text)
		}
	}
	if rcvTrim(p.text[end:]) != "" {
		t.Fatalf("%q is in no token", p.text[end:])
	}
}

// phraseWord: words that stand for a value without being part of it.
func phraseWord(word string) bool {
	switch w := strings.ToLower(word); w {
	case "host", "authid", "over", "secured", "channel", "sender:", "claiming", "to", "be", "starttls":
		return true
	default:
		return strings.Trim(w, "<>,;") == "" || strings.HasPrefix(w, "cv=") || strings.HasPrefix(w, "x=")
	}
}

func partPlaces(r *Received) []Span {
	s := &r.Spans
	all := []Span{s.From, s.IP, s.Helo, s.RDNS, s.By, s.ByIP, s.Via, s.With, s.ID, s.For, s.EnvelopeFrom, s.TLS, s.Certificate, s.Login, s.Date}
	all = append(all, s.ForMore...)
	for _, c := range r.Comments {
		all = append(all, c.Span)
	}
	for _, c := range r.Rest {
		all = append(all, c.Span)
	}
	return all
}

// covered reports whether a place of a part overlaps text[start:end].
func covered(p *rcvParser, start, end int, places []Span) bool {
	for _, s := range places {
		if !s.IsZero() && s.Start-p.at < end && s.End-p.at > start {
			return true
		}
	}
	return false
}

func checkPlaces(t testing.TB, r *Received, text string, at int) {
	t.Helper()
	says := func(what, value string, s Span) {
		t.Helper()
		if s.IsZero() {
			if value != "" {
				t.Fatalf("%s %q has no place in %q", what, value, text)
			}
			return
		}
		if s.Start < at || s.End > at+len(text) || s.Start > s.End {
			t.Fatalf("%s: place %v is outside of the text", what, s)
		}
		if got := rcvCollapse(blanked(text[s.Start-at : s.End-at])); got != value {
			t.Fatalf("%s: place says %q, value %q", what, got, value)
		}
	}
	s := &r.Spans
	says("from", r.From.Name, s.From)
	says("helo", r.From.Helo, s.Helo)
	says("rdns", r.From.RDNS, s.RDNS)
	says("by", r.By.Name, s.By)
	says("via", r.Via, s.Via)
	says("with", r.With, s.With)
	says("id", r.ID, s.ID)
	says("date", rcvCollapse(blanked(r.Date.Text)), s.Date)
	if r.EnvelopeFrom != "<>" {
		says("envelope-from", r.EnvelopeFrom, s.EnvelopeFrom)
	}
	for i, address := range r.For {
		switch {
		case i == 0:
			says("for", address, s.For)
		default:
			says("for", address, s.ForMore[i-1])
		}
	}
	for _, list := range [][]Text{r.Comments, r.Rest} {
		for _, c := range list {
			says("text", rcvCollapse(blanked(c.Value)), c.Span)
			if !c.Span.IsZero() && text[c.Span.Start-at:c.Span.End-at] != c.Value {
				t.Fatalf("%q is not as written", c.Value)
			}
		}
	}
	for _, pair := range []struct {
		valid bool
		place Span
	}{{r.From.IP.IsValid(), s.IP}, {r.By.IP.IsValid(), s.ByIP}} {
		if pair.valid && (pair.place.Start < at || pair.place.End > at+len(text) || pair.place.Len() < 2) {
			t.Fatalf("address: place %v is outside of the text", pair.place)
		}
	}
}
