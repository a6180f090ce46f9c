package server

import (
	"context"
	"errors"
	"time"

	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/resolve"
)

// DNS is the argument of tools that can ask DNS.
type DNS struct {
	Resolver string `json:"dns,omitempty" jsonschema:"whom to ask DNS: off, system, IP[:port] or https://host/dns-query. Without it, what the server was started with, which is nobody unless its user said otherwise. Name a resolver only if the user agrees that the names in the message or question are asked of it."`
}

// client is the resolver that the argument or else the server names; nil if
// none, and then no question can leave.
func (s *service) client(d DNS) (*resolve.Client, string, error) {
	spec := d.Resolver
	switch {
	case s.DNS == Never && spec != "" && spec != "off":
		return nil, "", refuse("dns "+spec+": DNS is locked", "only the person who starts the server can allow it, without --dns never")
	case s.DNS == Never:
		return nil, "", nil
	case spec == "":
		spec = s.DNS
	}
	transports, err := resolve.Parse(spec)
	var wrong *resolve.SpecError
	if errors.As(err, &wrong) {
		return nil, "", refuse("dns "+wrong.Error(), wrong.Hint)
	}
	if err != nil || len(transports) == 0 {
		return nil, "", err
	}
	return resolve.New(resolve.Config{Transports: transports}), spec, nil
}

// must is client for what cannot be done without DNS.
func (s *service) must(d DNS) (*resolve.Client, error) {
	client, _, err := s.client(d)
	if err == nil && client == nil {
		err = refuse("this needs DNS, and no resolver is allowed",
			"name one in dns if the user agrees, or have the server started with --dns")
	}
	return client, err
}

// checks are the live checks of a message; none if DNS is off.
func (s *service) checks(d DNS) (live.Options, error) {
	client, name, err := s.client(d)
	if err != nil || client == nil {
		return live.Options{}, err
	}
	return live.Options{Resolver: client, Name: name, Now: time.Now()}, nil
}

// patience is for how long a question about a domain asks DNS, as in the
// command.
const patience = time.Minute

func patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}
