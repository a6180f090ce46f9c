package auth

import (
	"context"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

type headerArg = header.Arg

// findings are all statements of a result.
func findings(r *Result) (all []hops.Finding) {
	add := func(v *Verification) { all = append(append(all, v.Reason), v.Notes...) }
	for i := range r.DKIM {
		add(&r.DKIM[i])
	}
	for i := range r.ARC.Sets {
		add(&r.ARC.Sets[i].Seal)
		add(&r.ARC.Sets[i].Message)
	}
	all = append(all, r.ARC.Reason)
	for _, v := range []*DMARCView{&r.DMARC.Walk, &r.DMARC.List} {
		all = append(append(all, v.Reason), v.Notes...)
	}
	return slices.Concat(all, r.DMARC.Differences, r.Sealed.Unmet, r.Changes)
}

// sound asserts what holds of every result, whatever the message.
func sound(t testing.TB, en map[string]string, section *header.Section, body []byte, r *Result, z *zone) {
	t.Helper()
	if en != nil {
		sentences(t, en, r)
	}
	all := slices.Clone(r.DKIM)
	for i := range r.ARC.Sets {
		all = append(all, r.ARC.Sets[i].Message)
	}
	for i := range all {
		v := &all[i]
		switch {
		case v.Status == "", v.Status == Pass && (!v.HeaderValid || !v.BodyValid), v.Status == HeaderValid && (!v.HeaderValid || body != nil),
			body == nil && v.Status == Pass:
			t.Errorf("signature %d is %q: header %v, body %v", i, v.Status, v.HeaderValid, v.BodyValid)
		case v.Status.proves() && section.Fields[v.Field].Mend.Guessed():
			t.Errorf("signature %d exists by repair and is %s", i, v.Status)
		}
	}
	if len(r.DKIM) > MaxSignatures+1 || len(z.asked) > MaxKeys+(MaxSignatures+2)*dmarc.MaxWalk+3 {
		t.Errorf("%d signatures, %d questions", len(r.DKIM), len(z.asked))
	}
	if len(r.Sealed.Facts()) > 0 && (!r.ARC.Sound || !r.Sealed.Fact.IP.IsValid()) {
		t.Error("a fact is sealed without a sound chain")
	}
}

// TestCorpus: real header sections, whose keys are out of reach, give results and
// nothing else; all that they ask of DNS is bounded.
func TestCorpus(t *testing.T) {
	en := catalogue(t, "en")
	count, sets, foreign := map[string]int{}, 0, 0
	for _, m := range testcorpus.Messages(t) {
		section := header.Parse(m.Data)
		z := texts()
		r := Check(context.Background(), &section, nil, Options{Resolver: z, Now: 1793700060, OrganizationDomains: []string{"contoso.example"}})
		sound(t, en, &section, nil, &r, z)
		for _, v := range r.DKIM {
			count[v.Reason.Code]++
		}
		for _, set := range r.ARC.Sets {
			if want := sealers()[set.AuthservID]; want != "" {
				sets++
				if set.Seal.Domain != want || set.Message.Domain != want {
					foreign++
				}
			}
		}
	}
	t.Logf("%v; %d sets in the name of Microsoft, %d of them signed by others", count, sets, foreign)
	if count[CodeKeyMissing] < 300 || sets < 100 || foreign > 0 {
		t.Error("too few signatures, or a set in the name of Microsoft that others signed")
	}
}

// FuzzCheck: any bytes give a result in which a pass has been earned.
func FuzzCheck(f *testing.F) {
	c := newCast()
	f.Add([]byte(c.genuine().Text()), true)
	f.Add([]byte(plainLetter().Text()), false)
	for _, a := range attacks {
		f.Add([]byte(a.make(newCast()).Text()), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, whole bool) {
		section := header.Parse(data)
		var body []byte
		if whole && section.Body >= 0 {
			body = data[section.Body:]
		}
		z := texts("selector1._domainkey.contoso.example", rfc8463RSA, "_dmarc.contoso.example", "v=DMARC1; p=reject; np=none")
		r := Check(context.Background(), &section, body, Options{Resolver: z, Now: 1793700060, OrganizationDomains: []string{"contoso.example"}})
		sound(t, nil, &section, body, &r, z)
		if len(r.Sealed.Facts()) > 0 {
			t.Error("sealed with keys that nobody here signs with")
		}
	})
}
