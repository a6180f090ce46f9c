package domain

import (
	"context"
	"errors"
	"strconv"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// Resolver answers the questions of a check.
type Resolver interface {
	spf.Resolver
	// TLSA asks for the TLSA records at a name such as
	// _25._tcp.mx.contoso.example (RFC 6698 section 3). A name that does not
	// exist, or has no such record, gives no record and no error. secure is
	// whether the resolver says that DNSSEC proves the answer.
	TLSA(ctx context.Context, name string) (records []TLSA, secure bool, err error)
}

// TLSA is one TLSA record (RFC 6698 section 2.1).
type TLSA struct {
	Usage    uint8
	Selector uint8
	Matching uint8
	// Data is the certificate association data, decoded.
	Data []byte
}

// MaxQuestions is how many questions one check puts to its resolver at most. An
// ordinary domain takes thirty to fifty.
const MaxQuestions = 300

var errTooMany = errors.New("more questions than one check may ask")

// asker remembers answers, so that no question is put twice, and counts the
// questions. It serves as the resolver of package spf as well, so that
// evaluations share the limit.
type asker struct {
	Resolver
	parallel int
	asked    int
	limit    int
	full     bool // a question was left out
	answers  map[question]known
}

type question struct {
	name string
	kind spf.Type
}

type known struct {
	spf.Answer
	err error
}

func newAsker(o Options) *asker {
	return &asker{Resolver: o.Resolver, parallel: o.Parallel, limit: MaxQuestions, answers: map[question]known{}}
}

// Resolve implements [spf.Resolver].
func (a *asker) Resolve(ctx context.Context, name string, t spf.Type) (spf.Answer, error) {
	q := question{dnsname.Clean(name), t}
	k, ok := a.answers[q]
	if ok {
		return k.Answer, k.err
	}
	if k.err = a.mayAsk(ctx); k.err == nil {
		k.Answer, k.err = a.Resolver.Resolve(ctx, name, t)
	}
	a.answers[q] = k
	return k.Answer, k.err
}

// TLSA implements [Resolver].
func (a *asker) TLSA(ctx context.Context, name string) ([]TLSA, bool, error) {
	if err := a.mayAsk(ctx); err != nil {
		return nil, false, err
	}
	return a.Resolver.TLSA(ctx, name)
}

func (a *asker) mayAsk(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.Resolver == nil {
		return spf.ErrNoResolver
	}
	if a.asked >= min(a.limit, MaxQuestions) {
		a.full = true
		return errTooMany
	}
	a.asked++
	return nil
}

// ask is Resolve with its evidence.
func (a *asker) ask(ctx context.Context, name string, t spf.Type) (spf.Answer, Evidence, error) {
	answer, err := a.Resolve(ctx, name, t)
	return answer, evidenceOf(name, t, answer, err), err
}

// The most answers, and bytes of each, that evidence keeps.
const (
	maxEvidence = 20
	maxText     = 1000
)

func evidenceOf(name string, t spf.Type, answer spf.Answer, err error) Evidence {
	e := Evidence{Name: name, Type: t.String(), Missing: answer.Missing, Secure: answer.Secure}
	if err != nil {
		e.Error = err.Error()
		return e
	}
	for _, mx := range answer.MX {
		e.add(strconv.Itoa(int(mx.Preference)) + " " + zoneHost(mx.Host))
	}
	for _, text := range answer.Texts {
		e.add(text)
	}
	for _, host := range answer.Hosts {
		e.add(zoneHost(host))
	}
	for _, addr := range answer.Addrs {
		e.add(addr.String())
	}
	return e
}

func (e *Evidence) add(answer string) {
	if len(e.Answers) < maxEvidence {
		e.Answers = append(e.Answers, answer[:min(len(answer), maxText)])
	}
}

// zoneHost is a host as in a zone file; "." is the root.
func zoneHost(host string) string {
	if host == "" {
		return "."
	}
	return host
}
