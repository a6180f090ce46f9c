package server

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/spf"
)

// maxRecord bounds in bytes an SPF record that is looked at.
const maxRecord = 1 << 20

// SPF are the arguments of tool spf.
type SPF struct {
	Action   string `json:"action" jsonschema:"lint, check or tree"`
	Record   string `json:"record,omitempty" jsonschema:"lint: the text of the record, beginning with v=spf1"`
	Domain   string `json:"domain,omitempty" jsonschema:"the domain whose record is meant"`
	IP       string `json:"ip,omitempty" jsonschema:"check: address of the client"`
	MailFrom string `json:"mail_from,omitempty" jsonschema:"check: envelope sender, in place of domain"`
	Helo     string `json:"helo,omitempty" jsonschema:"check: name that the client called itself"`
	ByHelo   bool   `json:"by_helo,omitempty" jsonschema:"check: the HELO name instead of the envelope sender"`
	Lang     string `json:"lang,omitempty" jsonschema:"language of the sentences: en (default) or fr"`
	DNS
}

func (s *service) spf(ctx context.Context, q SPF) ([]byte, error) {
	lang, err := language(q.Lang)
	if err != nil {
		return nil, err
	}
	if q.Domain != "" && !declare.IsDomain(q.Domain) {
		return nil, refuse("domain "+q.Domain+": not a domain", "for example contoso.example")
	}
	ctx, cancel := patient(ctx)
	defer cancel()
	head := live.Head{Generator: s.generator(), Lang: lang}
	switch q.Action {
	case "lint":
		return s.lint(ctx, &q, head)
	case "check":
		return s.check(ctx, &q, head)
	case "tree":
		return s.tree(ctx, &q, head)
	}
	return nil, refuse("action "+q.Action+": no such action", "use lint, check or tree")
}

// lint looks at the record that is given, or at those of a domain.
func (s *service) lint(ctx context.Context, q *SPF, head live.Head) ([]byte, error) {
	texts := []string{q.Record}
	switch {
	case len(q.Record) > maxRecord:
		return nil, fmt.Errorf("record: larger than %d MiB", maxRecord>>20)
	case (strings.TrimSpace(q.Record) == "") == (q.Domain == ""):
		return nil, refuse("lint needs a record or a domain", "give one of them")
	case q.Domain != "":
		client, err := s.must(q.DNS)
		if err != nil {
			return nil, err
		}
		answer, err := client.Resolve(ctx, q.Domain, spf.TypeTXT)
		if err != nil {
			return nil, fmt.Errorf("DNS gave no answer, so nothing is known: %w", err)
		}
		texts = answer.Texts
	}
	d := live.LintSPF(texts, q.Domain, head)
	return marshal(&d)
}

func (s *service) check(ctx context.Context, q *SPF, head live.Head) ([]byte, error) {
	query, err := q.query()
	if err != nil {
		return nil, err
	}
	client, err := s.must(q.DNS)
	if err != nil {
		return nil, err
	}
	d := live.CheckSPF(ctx, client, query, head)
	if err := ctx.Err(); err == context.Canceled {
		return nil, err
	}
	return marshal(&d)
}

// query is the question for the checker.
func (q *SPF) query() (spf.Query, error) {
	query := spf.Query{MailFrom: strings.Trim(q.MailFrom, "<>"), Helo: q.Helo, Time: time.Now().Unix()}
	if q.ByHelo {
		query.Identity = spf.Helo
	}
	if q.Domain != "" && query.MailFrom != "" {
		return query, refuse("both domain and mail_from are given", "give one of them")
	}
	if q.Domain != "" {
		query.MailFrom = "postmaster@" + q.Domain
	}
	ip, err := netip.ParseAddr(q.IP)
	switch {
	case err != nil:
		return query, refuse("ip "+q.IP+": not an address", "check needs the address of the client, for example 203.0.113.25")
	case query.MailFrom == "" && query.Helo == "":
		return query, refuse("nothing says whose record to check", "give domain, mail_from or helo")
	case q.ByHelo && q.Helo == "":
		return query, refuse("by_helo needs helo", "for example relay.contoso.example")
	}
	query.IP = ip
	return query, nil
}

func (s *service) tree(ctx context.Context, q *SPF, head live.Head) ([]byte, error) {
	if q.Domain == "" {
		return nil, refuse("tree needs a domain", "for example contoso.example")
	}
	client, err := s.must(q.DNS)
	if err != nil {
		return nil, err
	}
	d := live.TreeSPF(ctx, client, q.Domain, head)
	if err := ctx.Err(); err == context.Canceled {
		return nil, err
	}
	return marshal(&d)
}
