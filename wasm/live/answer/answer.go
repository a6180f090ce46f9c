// Package answer is what bundle live does, without JavaScript.
package answer

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/wasm/page"
)

// The codes of errors that only this bundle has.
const (
	ResolverInvalid = "resolver-invalid" // no resolver, or one that a browser cannot ask
	DomainInvalid   = "domain-invalid"
)

// Analyze answers with the document of a message as JSON in one line, with the
// checks that the resolver of the options makes possible.
func Analyze(ctx context.Context, e *page.Engine, input []byte, optionsJSON string) (string, *page.Error) {
	o, dns, problem := e.Options(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	client, problem := client(dns)
	if problem != nil {
		return "", problem
	}
	d, err := live.Analyze(ctx, input, o, live.Options{Resolver: client, Name: dns, Now: time.Now()})
	if err != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: err.Error()}
	}
	return string(d.AppendJSON(nil, "")), nil
}

// question is what is asked about a domain.
type question struct {
	Lang    string   `json:"lang"`
	DNS     string   `json:"dns"`
	Name    string   `json:"name"`
	RelayIP []string `json:"relay_ip"`
	Service []string `json:"service"`
}

// Domain answers with the JSON of the command domain. A policy of MTA-STS is not
// fetched: a page asks nobody but the resolver.
func Domain(ctx context.Context, e *page.Engine, questionJSON string) (string, *page.Error) {
	var q question
	if err := json.Unmarshal([]byte(questionJSON), &q); err != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: err.Error()}
	}
	client, problem := client(q.DNS)
	if problem != nil {
		return "", problem
	}
	query := domain.Query{Name: q.Name, Services: q.Service}
	if !declare.IsDomain(q.Name) {
		return "", &page.Error{Code: DomainInvalid, Message: q.Name + ": not a domain.", Key: "name", Value: q.Name}
	}
	for _, text := range q.RelayIP {
		p, ok := declare.Prefix(text)
		if !ok {
			return "", &page.Error{Code: page.DeclaredInvalid, Message: text + ": not an address or range.", Key: "relay_ip", Value: text}
		}
		query.RelayIP = append(query.RelayIP, p)
	}
	d := live.CheckDomain(ctx, query, domain.Options{Resolver: live.DomainResolver(client), Parallel: 8}, live.Head{Generator: e.Generator, Lang: q.Lang})
	text, err := json.Marshal(d)
	if err != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: err.Error()}
	}
	return string(text), nil
}

// client is the resolver that the visitor chose. None is preset.
func client(dns string) (*resolve.Client, *page.Error) {
	transports, err := resolve.Parse(dns)
	var spec *resolve.SpecError
	switch {
	case errors.As(err, &spec):
		return nil, &page.Error{Code: ResolverInvalid, Message: spec.Error() + ".", Key: "dns", Value: dns, Hint: spec.Hint}
	case err != nil:
		return nil, &page.Error{Code: ResolverInvalid, Message: err.Error() + ".", Key: "dns", Value: dns}
	case len(transports) == 0:
		return nil, &page.Error{Code: ResolverInvalid, Message: "No resolver is chosen.", Key: "dns"}
	}
	return resolve.New(resolve.Config{Transports: transports}), nil
}
