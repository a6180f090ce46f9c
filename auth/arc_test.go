package auth

import (
	"context"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/signgen"
)

// checked checks a message as it is, with its body.
func checked(text string, z *zone, now int64) Result {
	section, body := split(text)
	return Check(context.Background(), &section, body, Options{Resolver: z, Now: now})
}

// sealCodes are the results of the seals, from the first set.
func sealCodes(r *Result) string {
	var words []string
	for _, s := range r.ARC.Sets {
		words = append(words, strings.TrimPrefix(strings.TrimPrefix(s.Seal.Reason.Code, "auth.arc."), "auth.dkim."))
	}
	return strings.Join(words, " ")
}

// TestSealFields: what a seal may not say, though it is signed.
func TestSealFields(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for tags, want := range map[string]string{
		"": "seal-pass", "; t=1000": "seal-pass", "; t=1001": "future", "; h=From": "syntax", "; x=1": "seal-pass", "; s=e": "syntax",
	} {
		l := plainLetter()
		l.Seal(1, s, &signgen.Signer{Domain: s.Domain, Selector: s.Selector + tags, Key: s.Key}, "none", allC, "From", "mx.example.net; spf=pass")
		r := checked(l.Text(), z, 1000-skew)
		if got := sealCodes(&r); got != want || (r.ARC.Status == Pass) != (want == "seal-pass") {
			t.Errorf("%q: %s, chain %s", tags, got, r.ARC.Status)
		}
	}
}

// TestBrokenSets: a seal over sets of which a part is gone is not verified; those
// before the gap are.
func TestBrokenSets(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	whole := plainLetter()
	for i, cv := range []string{"none", "pass", "pass"} {
		whole.Seal(i+1, s, s, cv, allC, "From", "mx.example.net; spf=pass")
	}
	for gone, want := range map[int]string{
		0: "seal-pass seal-pass part-missing", 1: "seal-pass seal-pass part-missing", 2: "seal-pass seal-pass part-missing",
		3: "seal-pass part-missing part-missing", 5: "seal-pass part-missing part-missing", 8: "part-missing part-missing part-missing",
	} {
		l := whole.Clone()
		l.Fields = append(l.Fields[:gone], l.Fields[gone+1:]...)
		r := checked(l.Text(), z, 0)
		if got := sealCodes(&r); got != want || r.ARC.Status != Fail || r.ARC.Sound || r.ARC.Reason.Code != CodeARCStructure {
			t.Errorf("without field %d: %s, chain %s", gone, got, r.ARC.Status)
		}
	}
	l := whole.Clone()
	l.Fields = l.Fields[:6]
	l.Fields = append(l.Fields, plainLetter().Fields...)
	r := checked(l.Text(), z, 0)
	if got := sealCodes(&r); got != "part-missing part-missing" {
		t.Errorf("without the first set: %s", got)
	}
}

// TestMended: what exists by repair is never verified; quoting marks, which leave
// no doubt where a field begins, do not matter to the relaxed form.
func TestMended(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for _, x := range []struct{ c, old, new, dkim, seal string }{
		{allC, "\r\n", "\r\n> ", "header-valid", "seal-pass"},
		{"simple/simple", "\r\n", "\r\n> ", "mended", "seal-pass"},
		{allC, "\r\n ", "\r\n", "mended", "mended"},
		{allC, "\r\n", "\r\n\r\n", "mended", "mended"},
	} {
		l := plainLetter()
		l.DKIM(s, x.c, "From:To:Subject:Date")
		l.Seal(1, s, s, "none", x.c, "From:To:Subject:Date", "mx.example.net; spf=pass")
		head, _, _ := strings.Cut(l.Text(), "\r\n\r\n")
		text := strings.ReplaceAll(head, x.old, x.new)
		if strings.HasSuffix(x.new, "> ") {
			text = "> " + text
		}
		section, _ := split(text)
		r := Check(context.Background(), &section, nil, Options{Resolver: z})
		if got := strings.TrimPrefix(r.DKIM[0].Reason.Code, "auth.dkim."); got != x.dkim {
			t.Errorf("%s, %q for %q: DKIM %s, want %s", x.c, x.new, x.old, got, x.dkim)
		}
		if got := sealCodes(&r); got != x.seal {
			t.Errorf("%s, %q for %q: seal %s, want %s", x.c, x.new, x.old, got, x.seal)
		}
	}
	// Marks stand in front of the body too, so it is not the one that was signed.
	l := plainLetter()
	l.DKIM(s, allC, "From")
	if dkim, _ := status("> "+strings.ReplaceAll(l.Text(), "\r\n", "\r\n> "), z, true); dkim != HeaderValid {
		t.Errorf("a quoted message: %s", dkim)
	}
	// Only the first field is none of repair, and it is the signature.
	for _, arc := range []bool{false, true} {
		l := plainLetter()
		l.Fields[1] = "From: ann@contoso.example (a\r\nb)"
		if arc {
			l.Seal(1, s, s, "none", allC, "From", "mx.example.net; spf=pass")
		} else {
			l.DKIM(s, allC, "From")
		}
		l.Fields[0] = strings.ReplaceAll(l.Fields[0], "\r\n", "")
		section, _ := split(l.Text())
		r := Check(context.Background(), &section, nil, Options{Resolver: z})
		switch {
		case section.Fields[0].Mend.Guessed():
			t.Error("the first field is mended")
		case arc && r.ARC.Sets[0].Seal.Reason.Code != CodeMended:
			t.Errorf("%+v", r.ARC)
		case !arc && r.DKIM[0].Reason.Code != CodeMended:
			t.Errorf("%+v", r.DKIM)
		}
	}
	// A tag that a repair may have broken is no fault of the signer.
	section, _ := split("DKIM-Signature: v=1; a=rsa-sha256;\r\nd=contoso.example\r\nFrom: a@contoso.example\r\nlost\r\n")
	r := Check(context.Background(), &section, nil, Options{Resolver: z})
	if len(r.DKIM) != 1 || r.DKIM[0].Reason.Code != CodeMended {
		t.Errorf("%+v", r.DKIM)
	}
}

// TestBodyHashForm: a body hash that is none is a fault of the signature, also
// where no body is there to compare.
func TestBodyHashForm(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for _, bh := range []string{"YQ==", "!", "", strings.Repeat("A", 43)} {
		l := plainLetter()
		field := "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=contoso.example; s=e; h=From; bh=" + bh + "; b="
		l.Add(field + s.Sign(l.Picked("From", "relaxed")+strings.TrimSuffix(signgen.CanonicalField(field, "relaxed"), "\r\n")))
		for _, body := range []bool{true, false} {
			if dkim, _ := status(l.Text(), z, body); dkim != PermError {
				t.Errorf("bh=%s, body %v: %s", bh, body, dkim)
			}
		}
	}
}

// TestExpiredAndChanged: a signature that is wrong is wrong first.
func TestExpiredAndChanged(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	l := plainLetter()
	l.Add(l.Signed(s, "DKIM-Signature", "v=1; t=1; x=2", allC, "From:Subject"))
	z := texts(s.Name(), s.Record())
	if r := checked(l.Text(), z, 3); r.DKIM[0].Reason.Code != CodeExpired || !r.DKIM[0].HeaderValid || !r.DKIM[0].BodyValid {
		t.Errorf("%+v", r.DKIM[0])
	}
	l.Replace("Subject", "A test", "Another test")
	if r := checked(l.Text(), z, 3); r.DKIM[0].Reason.Code != CodeHeaderChanged {
		t.Errorf("%+v", r.DKIM[0])
	}
}
