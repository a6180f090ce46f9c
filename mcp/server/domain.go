package server

import (
	"context"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
)

// parallel is how many questions are put at once, as in the command.
const parallel = 8

// Domain are the arguments of tool domain.
type Domain struct {
	Name     string   `json:"name" jsonschema:"the domain, such as contoso.example"`
	RelayIP  []string `json:"relay_ip,omitempty" jsonschema:"public addresses or CIDR ranges from which the domain's own relay sends"`
	Services []string `json:"services,omitempty" jsonschema:"hosts or domains of services that send for the domain"`
	Lang     string   `json:"lang,omitempty" jsonschema:"language of the sentences: en (default) or fr"`
	DNS
}

func (s *service) domain(ctx context.Context, q Domain) ([]byte, error) {
	lang, err := language(q.Lang)
	if err != nil {
		return nil, err
	}
	query := domain.Query{Name: q.Name, Services: q.Services}
	if !declare.IsDomain(q.Name) {
		return nil, refuse("name "+q.Name+": not a domain", "for example contoso.example")
	}
	for _, text := range q.RelayIP {
		p, ok := declare.Prefix(text)
		if !ok {
			return nil, refuse("relay_ip "+text+": not an address or range", "for example 203.0.113.25")
		}
		query.RelayIP = append(query.RelayIP, p)
	}
	client, err := s.must(q.DNS)
	if err != nil {
		return nil, err
	}
	asking, cancel := patient(ctx)
	defer cancel()
	o := domain.Options{Resolver: live.DomainResolver(client), Parallel: parallel}
	d := live.CheckDomain(asking, query, o, live.Head{Generator: s.generator(), Lang: lang})
	if err := ctx.Err(); err != nil {
		return nil, err // called off: what was not asked is no finding
	}
	return marshal(&d)
}
