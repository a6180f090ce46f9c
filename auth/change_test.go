package auth

import (
	"context"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/internal/signgen"
)

// TestChanges stamps results on a signed message and checks it again.
func TestChanges(t *testing.T) {
	s := signgen.Ed25519("contoso.example", "e")
	keep := func(*signgen.Letter, *zone) {}
	for _, x := range []struct {
		name, stamp string
		change      func(*signgen.Letter, *zone)
		body        bool
		spf         Status
		want        string
	}{
		{"the same", "dkim=pass header.d=contoso.example; dmarc=pass (p=REJECT) header.from=contoso.example", keep, true, "", ""},
		{"key missing", "dkim=pass header.d=contoso.example header.s=e", func(_ *signgen.Letter, z *zone) { delete(z.texts, s.Name()) }, true, "", "dkim-then-pass-now-key-missing"},
		{"key revoked", "dkim=pass header.i=@contoso.example", func(_ *signgen.Letter, z *zone) { z.texts[s.Name()] = []string{"v=DKIM1; p="} }, true, "", "dkim-then-pass-now-key-revoked"},
		{"key of another kind", "dkim=pass header.d=contoso.example", func(_ *signgen.Letter, z *zone) { z.texts[s.Name()] = []string{rfc6376Key} }, true, "", "dkim-then-pass-now-key-unusable"},
		{"key replaced", "dkim=pass header.d=contoso.example", func(_ *signgen.Letter, z *zone) { z.texts[s.Name()] = []string{rfc8463Ed} }, true, "", "dkim-then-pass-now-fail"},
		{"message changed", "dkim=pass header.d=contoso.example", func(l *signgen.Letter, _ *zone) { l.Replace("Subject", "A", "B") }, true, "", "dkim-then-pass-now-fail"},
		{"then no key", "dkim=fail (no key for signature) header.d=contoso.example", keep, true, "", "dkim-then-fail-now-pass"},
		{"no body", "dkim=pass header.d=contoso.example", keep, false, "", "body-not-supplied"},
		{"no body, dmarc", "dmarc=pass header.from=contoso.example", keep, false, "", "body-not-supplied"},
		{"signature gone", "dkim=pass header.d=lists.example.net", keep, true, "", "dkim-signature-gone"},
		{"another selector", "dkim=pass header.d=contoso.example header.s=f", keep, true, "", "dkim-signature-gone"},
		{"another signature", "dkim=pass header.d=contoso.example header.b=AAAAAAAA", keep, true, "", "dkim-signature-gone"},
		{"one of two", "dkim=pass header.d=contoso.example", func(l *signgen.Letter, _ *zone) {
			l.Add(l.Signed(signgen.RSA(1, "contoso.example", "gone"), "DKIM-Signature", "v=1", allC, "From"))
		}, true, "", ""},
		{"the other of two", "dkim=pass header.d=contoso.example", func(l *signgen.Letter, _ *zone) {
			l.Remove("DKIM-Signature")
			l.DKIM(signgen.RSA(1, "contoso.example", "gone"), allC, "From")
			l.DKIM(s, allC, plainSigned)
		}, true, "", ""},
		{"of two, the one that is meant", "dkim=pass header.d=contoso.example header.s=gone", func(l *signgen.Letter, _ *zone) {
			l.Add(l.Signed(signgen.RSA(1, "contoso.example", "gone"), "DKIM-Signature", "v=1", allC, "From"))
		}, true, "", "dkim-then-pass-now-key-missing"},
		{"Microsoft's none with a signature", "dkim=pass header.d=none", keep, true, "", ""},
		{"signed after the stamp", "dkim=none header.d=contoso.example", keep, true, "", ""},
		{"policy of another record", "dmarc=pass policy.dmarc=reject header.from=contoso.example", func(_ *signgen.Letter, z *zone) {
			z.texts["_dmarc.contoso.example"] = []string{"v=DMARC1; p=none; rua=mailto:a@b.example; psd=y"}
		}, true, "", "dmarc-policy-changed"},
		{"policy of the view that said it", "dmarc=pass policy.dmarc=reject header.from=a.contoso.example", func(l *signgen.Letter, z *zone) {
			l.Replace("From", "ann@contoso.example", "ann@a.contoso.example")
			l.Remove("DKIM-Signature")
			l.DKIM(s, allC, plainSigned)
			z.texts["_dmarc.contoso.example"] = []string{"v=DMARC1; p=none; np=reject"}
		}, true, "", ""},
		{"Microsoft's none", "dkim=none (message not signed) header.d=none", keep, true, "", ""},
		{"expired", "dkim=pass header.d=contoso.example", func(l *signgen.Letter, _ *zone) {
			l.Remove("DKIM-Signature")
			l.Add(l.Signed(s, "DKIM-Signature", "v=1; t=1; x=2", allC, plainSigned))
		}, true, "", "dkim-then-pass-now-expired"},
		{"no answer", "dkim=pass header.d=contoso.example", func(_ *signgen.Letter, z *zone) { z.broken = map[string]bool{s.Name(): true} }, true, "", "dns-no-answer"},
		{"SPF", "spf=pass smtp.mailfrom=ann@contoso.example", keep, true, "softfail", "spf-policy-changed"},
		{"SPF of another domain", "spf=pass smtp.mailfrom=other.example", keep, true, Fail, ""},
		{"SPF without answer", "spf=pass smtp.mailfrom=contoso.example", keep, true, TempError, "dns-no-answer"},
		{"SPF not checked", "spf=pass smtp.mailfrom=contoso.example", keep, true, "", ""},
		{"policy", "dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=contoso.example", keep, true, "", "dmarc-policy-changed"},
		{"policy as property", "dmarc=pass policy.dmarc=quarantine header.from=contoso.example", keep, true, "", "dmarc-policy-changed"},
		{"no record then", "dmarc=none header.from=contoso.example", keep, true, "", "dmarc-result-changed"},
		{"no record now", "dmarc=pass header.from=contoso.example", func(_ *signgen.Letter, z *zone) { delete(z.texts, "_dmarc.contoso.example") }, true, "", "dmarc-result-changed"},
		{"dmarc of another", "dmarc=fail header.from=other.example", keep, true, "", ""},
		{"arc", "arc=fail", func(l *signgen.Letter, _ *zone) {
			l.Seal(1, s, s, "none", allC, "From", "mx.example.net; spf=pass")
		}, true, "", "arc-result-changed"},
	} {
		z := texts(s.Name(), s.Record(), "_dmarc.contoso.example", "v=DMARC1; p=reject")
		l := plainLetter()
		l.DKIM(s, allC, plainSigned)
		x.change(l, z)
		l.Add("Authentication-Results: mx.example.net; " + x.stamp)
		section, body := split(l.Text())
		if !x.body {
			body = nil
		}
		r := authres.Parse(section.Fields[0].Value())
		got := Check(context.Background(), &section, body, Options{
			Resolver: z, Now: 1793700060, Then: Stamps(0, &r), SPF: Identifier{"contoso.example", x.spf},
		})
		var codes []string
		for _, f := range got.Changes {
			codes = append(codes, strings.TrimPrefix(f.Code, "auth.change."))
			if len(f.Evidence) != 1 || f.Evidence[0].Field != 0 {
				t.Errorf("%s: evidence %v", x.name, f.Evidence)
			}
		}
		if words := strings.Join(codes, " "); words != x.want {
			t.Errorf("%s: %q, want %q", x.name, words, x.want)
		}
		sentences(t, catalogue(t, "en"), &got)
	}
}
