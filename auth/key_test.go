package auth

import (
	"context"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/signgen"
)

// TestKeyRecords signs once and changes the key record (RFC 6376 section 3.6.1).
func TestKeyRecords(t *testing.T) {
	s := signgen.RSA(0, "contoso.example", "r")
	good := s.Record()
	p := good[strings.Index(good, "p="):]
	ed := signgen.Ed25519("contoso.example", "r").Record()
	pkcs1 := base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PublicKey(s.Key.Public().(*rsa.PublicKey)))
	short, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: new(big.Int).Rsh(signgen.RSA(1, "contoso.example", "r").Key.Public().(*rsa.PublicKey).N, 513), E: 65537})
	if err != nil {
		t.Fatal(err)
	}
	for record, want := range map[string]string{
		good:                              "pass:pass",
		p:                                 "pass:pass",
		good + ";":                        "pass:pass",
		good + "; n=a note; x=y":          "pass:pass",
		"v=DKIM1; p=" + pkcs1:             "pass:pass",
		good[:60] + " \r\n\t" + good[60:]: "pass:pass",
		good + "; t=y":                    "pass:pass",
		good + "; t=s":                    "pass:pass",
		good + "; h=sha1:sha256":          "pass:pass",
		good + "; h=sha1":                 "permerror:key-hash",
		good + "; s=email":                "pass:pass",
		good + "; s=tlsrpt:*":             "pass:pass",
		good + "; s=tlsrpt":               "permerror:key-service",
		"v=DKIM1; k=rsa; p=":              "permerror:key-revoked",
		"v=DKIM1; k=rsa":                  "permerror:key-invalid",
		"v=DKIM1; k=rsa; p=AAAA":          "permerror:key-invalid",
		"v=DKIM1; k=rsa; p=!":             "permerror:key-invalid",
		"v=DKIM2; " + p:                   "permerror:key-invalid",
		p + "; v=DKIM1":                   "permerror:key-invalid",
		good + "; k=rsa":                  "permerror:key-invalid",
		"v=DKIM1; k=dsa; " + p:            "permerror:key-type",
		"v=DKIM1; k=ed25519; " + p:        "permerror:key-invalid",
		"v=DKIM1; k=x25519; " + ed[strings.Index(ed, "p="):]: "permerror:key-type",
		"v=spf1 -all":                     "permerror:key-invalid",
		"":                                "permerror:key-invalid",
		ed:                                "permerror:key-algorithm",
		signgen.RSA(1, "x", "y").Record(): "fail:header-changed",
		"v=DKIM1; p=" + base64.StdEncoding.EncodeToString(short):                           "policy:key-short",
		"v=DKIM1; p=" + base64.StdEncoding.EncodeToString(make([]byte, MaxKeyBits/8+1000)): "policy:key-long",
	} {
		l := plainLetter()
		l.DKIM(s, allC, plainSigned)
		z := texts(s.Name(), record)
		if got := results(l.Text(), z, 0); got != want {
			t.Errorf("%.60q: %s, want %s", record, got, want)
		}
	}
	l := plainLetter()
	l.DKIM(s, allC, plainSigned)
	if got := results(l.Text(), texts(s.Name(), good, s.Name(), good), 0); got != "permerror:key-several" {
		t.Errorf("two records: %s", got)
	}
}

// TestSignatureFields changes tags of a signature, and signs that.
func TestSignatureFields(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	long := signgen.Ed25519(strings.Repeat("a", 64)+".example", "e")
	for _, x := range []struct {
		first, h string
		signer   *signgen.Signer
		now      int64
		want     string
	}{
		{"v=1", "From", s, 0, "pass:pass"},
		{"v=1; t=1000; x=2000", "From", s, 2000, "pass:pass"},
		{"v=1; t=1000; x=2000", "From", s, 2001, "fail:expired"},
		{"v=1; t=1000; x=2000", "From", s, 0, "pass:pass"},
		{"v=1; t=1000", "From", s, 700, "pass:pass"},
		{"v=1; t=1000", "From", s, 699, "fail:future"},
		{"v=1; t=2000; x=1000", "From", s, 0, "permerror:syntax"},
		{"v=1; q=dns/txt", "From", s, 0, "pass:pass"},
		{"v=1; q=http:dns/txt", "From", s, 0, "pass:pass"},
		{"v=1; q=http", "From", s, 0, "permerror:syntax"},
		{"v=1; i=@news.contoso.example", "From", s, 0, "pass:pass"},
		{"v=1; i=@other.example", "From", s, 0, "permerror:syntax"},
		{"v=2", "From", s, 0, "permerror:syntax"},
		{"v=1; tag=unknown", "From", s, 0, "pass:pass"},
		{"v=1; z=From:b=3Dx|b=y", "From", s, 0, "pass:pass"},
		{"v=1; l=9999", "From", s, 0, "fail:body-short"},
		{"v=1", "To:Subject", s, 0, "permerror:syntax"},
		{"v=1", " From : From:Nothing:", s, 0, "pass:pass"},
		{"v=1", "From:DKIM-Signature", s, 0, "pass:pass"},
		{"v=1", "From", long, 0, "permerror:key-name"},
		{"v=1", "From", &signgen.Signer{Domain: "contoso.example", Selector: "e e", Key: s.Key}, 0, "permerror:key-name"},
	} {
		l := plainLetter()
		l.Add(l.Signed(x.signer, "DKIM-Signature", x.first, allC, x.h))
		if got := results(l.Text(), z, x.now); got != x.want {
			t.Errorf("%s h=%s at %d: %s, want %s", x.first, x.h, x.now, got, x.want)
		}
	}
	l := plainLetter()
	l.DKIM(s, allC, "From")
	for old, want := range map[string]string{"a=ed25519-sha256": "a=rsa-sha1", "a=ed25519": "a=rsa"} {
		other := l.Clone()
		other.Replace("DKIM-Signature", old, want)
		if got := results(other.Text(), z, 0); got != "policy:algorithm-refused" && got != "permerror:key-algorithm" {
			t.Errorf("%s: %s", want, got)
		}
	}
	none := l.Clone()
	none.Replace("DKIM-Signature", "a=ed25519-sha256", "a=")
	if got := results(none.Text(), z, 0); got != "permerror:syntax" {
		t.Errorf("a=: %s", got)
	}
	l.Replace("DKIM-Signature", "a=ed25519-sha256", "a=rot13")
	if got := results(l.Text(), z, 0); got != "permerror:algorithm-unknown" {
		t.Errorf("a=rot13: %s", got)
	}
}

// TestPartialBody: l= is taken, and said.
func TestPartialBody(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	l.Body = "signed\r\n"
	l.Add(l.Signed(s, "DKIM-Signature", "v=1; l=8", allC, "From"))
	l.Body += "appended\r\n"
	section, body := split(l.Text())
	r := Check(context.Background(), &section, body, Options{Resolver: z})
	v := r.DKIM[0]
	if v.Status != Pass || !v.Partial || v.Length != 8 || len(v.Notes) != 1 || v.Notes[0].Code != CodePartialBody {
		t.Errorf("%+v", v)
	}
}

// TestOversigned: a field that h names once more than it stands cannot be added.
func TestOversigned(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for h, want := range map[string]string{"From:To": "pass:pass", "From:To:To": "fail:header-changed"} {
		l := plainLetter()
		l.DKIM(s, allC, h)
		l.Add("To: everybody@example.net")
		section, body := split(l.Text())
		r := Check(context.Background(), &section, body, Options{Resolver: z})
		if got := results(l.Text(), z, 0); got != want {
			t.Errorf("%s: %s, want %s", h, got, want)
		}
		if noted := len(r.DKIM[0].Notes) == 1 && r.DKIM[0].Notes[0].Code == CodeUnsignedCopy; noted != (want == "pass:pass") {
			t.Errorf("%s: %v", h, r.DKIM[0].Notes)
		}
	}
}

// TestBounds: a pile of signatures, sets and keys makes a bounded number of
// questions.
func TestBounds(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	for range 30 {
		l.DKIM(s, allC, "From")
	}
	words := strings.Fields(results(l.Text(), z, 0))
	if len(words) != MaxSignatures+1 || words[MaxSignatures] != "policy:too-many" {
		t.Errorf("%v", words)
	}
	l = plainLetter()
	for i := range 50 {
		cv := "pass"
		if i == 0 {
			cv = "none"
		}
		seal := signgen.Ed25519("s"+strings.Repeat("x", i)+".example", "e")
		l.Seal(i+1, signgen.Ed25519("m"+strings.Repeat("x", i)+".example", "e"), seal, cv, allC, "From", "mx.example; spf=pass")
		z.texts[seal.Name()] = []string{seal.Record()}
	}
	z.asked = nil
	if got := results(l.Text(), z, 0); got != "arc=fail" {
		t.Error(got)
	}
	keys := 0
	for _, name := range z.asked {
		if strings.Contains(name, "._domainkey.") {
			keys++
		}
	}
	if keys != MaxKeys {
		t.Errorf("%d keys were asked for", keys)
	}
}

// TestNoResolver: without one nothing is decided that needs it.
func TestNoResolver(t *testing.T) {
	l := plainLetter()
	l.DKIM(&signgen.Signer{Domain: "contoso.example", Selector: "e", Key: ed25519.NewKeyFromSeed(make([]byte, 32))}, allC, "From")
	section, body := split(l.Text())
	r := Check(context.Background(), &section, body, Options{})
	if r.DKIM[0].Status != TempError || r.DMARC.Walk.Status != TempError || r.DMARC.List.Status != TempError {
		t.Errorf("%s %s %s", r.DKIM[0].Status, r.DMARC.Walk.Status, r.DMARC.List.Status)
	}
	section, _ = split("")
	if r := Check(context.Background(), &section, nil, Options{}); len(r.DKIM) != 0 || r.ARC.Status != None || r.DMARC.Walk.Status != PermError {
		t.Errorf("%+v", r)
	}
}

// TestKeyAskedOnce: several signatures of one key make one question.
func TestKeyAskedOnce(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	for range 3 {
		l.DKIM(s, allC, "From")
	}
	l.Seal(1, s, s, "none", allC, "From", "mx.example.net; spf=pass")
	if got := results(l.Text(), z, 0); got != "pass:pass pass:pass pass:pass arc=pass" {
		t.Error(got)
	}
	n := 0
	for _, name := range z.asked {
		if name == s.Name() {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the key was asked for %d times", n)
	}
}
