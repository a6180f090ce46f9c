package auth

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/signgen"
)

const allForms = "relaxed/relaxed relaxed/simple simple/relaxed simple/simple"

func plainLetter() *signgen.Letter {
	return &signgen.Letter{Fields: []string{
		"Received: from mail.contoso.example (203.0.113.25) by mx.example.net; Tue, 3 Nov 2026 10:00:01 +0000",
		"From: Ann Example <ann@contoso.example>",
		"To: Bob <bob@example.net>,\r\n\tCarol <carol@example.net>",
		"Subject: A test  of\r\n signatures",
		"Date: Tue, 3 Nov 2026 10:00:00 +0000",
		"Message-ID: <1@contoso.example>",
		"X-Other: not signed",
	}, Body: "Dear  Bob,\r\n\r\nthis is a test. \r\n"}
}

const plainSigned = "From:To:Subject:Date:Message-ID:From"

// status is the status of the first DKIM signature and of the chain.
func status(text string, z *zone, body bool) (dkim, arc Status) {
	section, content := split(text)
	if !body {
		content = nil
	}
	r := Check(context.Background(), &section, content, Options{Resolver: z})
	if len(r.DKIM) > 0 {
		dkim = r.DKIM[0].Status
	}
	return dkim, r.ARC.Status
}

// eachSigned visits a message signed in all forms, by RSA and Ed25519: with a DKIM
// signature, and with two ARC sets.
func eachSigned(t *testing.T, visit func(t *testing.T, l *signgen.Letter, z *zone, c string)) {
	for _, s := range []*signgen.Signer{signgen.RSA(0, "contoso.example", "r"), signgen.Ed25519("contoso.example", "e")} {
		for _, c := range strings.Fields(allForms) {
			t.Run(s.Algorithm()+" "+c, func(t *testing.T) {
				z := texts(s.Name(), s.Record())
				l := plainLetter()
				l.DKIM(s, c, plainSigned)
				l.Seal(1, s, s, "none", c, plainSigned, "mx.example.net; spf=pass")
				l.Seal(2, s, s, "pass", c, plainSigned, "mx2.example.net; arc=pass")
				visit(t, l, z, c)
			})
		}
	}
}

// TestSigned: what is signed verifies, with CRLF and LF; without the body it is
// header-valid, with another body or key it is not.
func TestSigned(t *testing.T) {
	eachSigned(t, func(t *testing.T, l *signgen.Letter, z *zone, c string) {
		for _, text := range []string{l.Text(), strings.ReplaceAll(l.Text(), "\r\n", "\n")} {
			if dkim, arc := status(text, z, true); dkim != Pass || arc != Pass {
				t.Errorf("dkim %s, arc %s", dkim, arc)
			}
			if dkim, arc := status(text, z, false); dkim != HeaderValid || arc != HeaderValid {
				t.Errorf("without body: dkim %s, arc %s", dkim, arc)
			}
			if dkim, arc := status(text+"more\r\n", z, true); dkim != Fail || arc != Fail {
				t.Errorf("with another body: dkim %s, arc %s", dkim, arc)
			}
		}
		if dkim, arc := status(l.Text(), texts(), true); dkim != PermError || arc != Fail {
			t.Errorf("without key: dkim %s, arc %s", dkim, arc)
		}
		z.broken = map[string]bool{"*": true}
		if dkim, arc := status(l.Text(), z, true); dkim != TempError || arc != TempError {
			t.Errorf("without DNS: dkim %s, arc %s", dkim, arc)
		}
	})
}

// TestEveryChange changes every byte of the message, one after the other. By the
// canonical forms of the test alone it is known which changes alter what is
// signed: those fail, and all others still verify.
func TestEveryChange(t *testing.T) {
	eachSigned(t, func(t *testing.T, l *signgen.Letter, z *zone, c string) {
		form, bodyForm, _ := strings.Cut(c, "/")
		if form != bodyForm || strings.Contains(t.Name(), "ed25519") && form == "simple" {
			return // header and body, and the algorithm, do not depend on each other
		}
		altered, kept := 0, 0
		for i := len(l.Fields) - 7; i < len(l.Fields); i++ { // the fields of the message
			for at := range l.Fields[i] {
				for _, change := range changes(l.Fields[i], at) {
					other := l.Clone()
					other.Fields[i] = change
					same := other.Picked(plainSigned, form) == l.Picked(plainSigned, form)
					if same {
						kept++
					} else {
						altered++
					}
					dkim, arc := status(other.Text(), z, true)
					if (dkim == Pass) != same || (arc == Pass) != same {
						t.Fatalf("%q: dkim %s, arc %s, same %v", change, dkim, arc, same)
					}
				}
			}
		}
		for at := range l.Body {
			for _, change := range changes(l.Body, at) {
				other := l.Clone()
				other.Body = change
				same := signgen.CanonicalBody(change, bodyForm) == signgen.CanonicalBody(l.Body, bodyForm)
				if dkim, arc := status(other.Text(), z, true); (dkim == Pass) != same || (arc == Pass) != same {
					t.Fatalf("%q: dkim %s, arc %s, same %v", change, dkim, arc, same)
				}
			}
		}
		if altered < 250 || kept < 50 {
			t.Errorf("%d changes alter, %d do not", altered, kept)
		}
	})
}

// changes are a letter changed, its case turned, and white space doubled, made a
// tab, or folded, at a place in text. A CR or LF stays what it is.
func changes(text string, at int) []string {
	c := text[at]
	head, tail := text[:at], text[at+1:]
	switch {
	case c == '\r' || c == '\n':
		return nil
	case c == ' ' || c == '\t':
		all := []string{head + "  " + tail, head + "\t" + tail}
		if strings.Contains(head, ":") && !strings.HasSuffix(head, "\n") && strings.TrimSpace(tail) != "" {
			all = append(all, head+"\r\n "+tail)
		}
		return all
	case c == ':' && !strings.Contains(head, ":"):
		return []string{head + " :" + tail}
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return []string{head + string(c^0x20) + tail, head + string(c^1) + tail}
	}
	return []string{head + string(c^1) + tail}
}

// TestSealCovers: a change in any field of an ARC set fails the chain, and shows
// in the seals that cover it.
func TestSealCovers(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	for i, cv := range []string{"none", "pass", "pass"} {
		l.Seal(i+1, s, s, cv, "relaxed/relaxed", plainSigned, fmt.Sprintf("mx%d.example.net; spf=pass smtp.mailfrom=x.example", i+1))
	}
	for i := range 9 {
		instance := 3 - i/3
		other := l.Clone()
		other.Fields[i] = strings.Replace(other.Fields[i], "example", "exbmple", 1)
		section, body := split(other.Text())
		r := Check(context.Background(), &section, body, Options{Resolver: z})
		if r.ARC.Status != Fail {
			t.Errorf("%q: %s", other.Fields[i], r.ARC.Status)
		}
		for _, set := range r.ARC.Sets {
			if valid := set.Seal.Status == Pass; valid != (set.Instance < instance) {
				t.Errorf("%q: the seal of set %d is %s", other.Fields[i], set.Instance, set.Seal.Status)
			}
		}
	}
}

// TestOldestPass: the sets before a change of the message do not count.
func TestOldestPass(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for changed, want := range []int{0, 2, 3} {
		l := plainLetter()
		for i, cv := range []string{"none", "pass", "pass"} {
			if changed > 0 && i == changed {
				l.Replace("Subject", "A test", "[list] A test")
			}
			l.Seal(i+1, s, s, cv, "relaxed/relaxed", plainSigned, "mx.example.net; spf=pass")
		}
		section, body := split(l.Text())
		r := Check(context.Background(), &section, body, Options{Resolver: z})
		if r.ARC.Status != Pass || r.ARC.OldestPass != want {
			t.Errorf("changed before set %d: %s, oldest-pass %d, want %d", changed+1, r.ARC.Status, r.ARC.OldestPass, want)
		}
	}
}
