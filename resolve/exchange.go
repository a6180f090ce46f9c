package resolve

import (
	"context"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/spf"
)

// lookUp answers a question with as many messages as its aliases need. Each
// message that leads on does so by an alias, so maxAliases bounds them.
func (c *Client) lookUp(ctx context.Context, k key) (result, *Error) {
	way := &chain{end: k.name}
	whole := result{answer: spf.Answer{TTL: longest, Secure: true}}
	for {
		r, more, err := c.askServers(ctx, way, k.kind)
		if err != nil {
			return result{}, err
		}
		r.join(whole)
		if !more {
			return r, nil
		}
		whole = r
	}
}

// askServers asks one server after the other, in rounds. The error is that of
// the last server that said something, else of the last that was silent.
func (c *Client) askServers(ctx context.Context, way *chain, kind spf.Type) (r result, more bool, err *Error) {
	servers := c.config.Transports
	first := int(c.working.Load())
	refused := make([]bool, len(servers))
	for n := range c.config.Rounds * len(servers) {
		at := (first + n) % len(servers)
		if refused[at] {
			continue
		}
		next := *way
		r, more, failed := c.askServer(ctx, servers[at], &next, kind)
		if failed == nil {
			*way = next
			c.working.Store(int64(at))
			return r, more, nil
		}
		refused[at] = !failed.silent()
		if err == nil || refused[at] || err.silent() {
			err = failed
		}
		if ctx.Err() != nil || failed.Reason == ReasonAliases {
			break
		}
	}
	return result{}, false, err
}

// askServer puts one question to one server, and once more without EDNS if the
// server does not know that (RFC 6891 section 6.2.2).
func (c *Client) askServer(ctx context.Context, t Transport, way *chain, kind spf.Type) (r result, more bool, err *Error) {
	k := key{way.end, kind}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return r, false, ended(ctx) // nothing was sent
	}
	m, err := c.exchange(ctx, t, k, true)
	if err == nil && unread(m) {
		m, err = c.exchange(ctx, t, k, false)
	}
	if err == nil {
		err = refusal(m)
	}
	if err == nil {
		r, more, err = read(m, way, kind)
	}
	asked := question{k, host(k.name)}
	if err != nil {
		err.about(asked, t.String())
	}
	c.observe(asked, t, r, err)
	return r, more, err
}

func (c *Client) observe(q question, t Transport, r result, err *Error) {
	if c.config.Observe == nil {
		return
	}
	seen := Question{Name: q.given, Type: q.kind, Server: t.String(), Answer: r.clone().answer}
	if err != nil {
		copied := *err
		seen.Err = &copied
	}
	c.config.Observe(seen)
}

// exchange sends a query and reads the message that answers it.
func (c *Client) exchange(ctx context.Context, t Transport, k key, edns bool) (*dns.Msg, *Error) {
	query := k.message(edns)
	packed, err := query.Pack()
	if err != nil {
		return nil, &Error{Reason: ReasonName, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Try)
	defer cancel()
	reply, err := t.Exchange(ctx, packed)
	if err != nil {
		return nil, failure(ctx, err)
	}
	return unpack(query, reply)
}

// unpack reads the answer to query. A message that holds fewer records than its
// header counts is broken: what is missing could have changed the answer.
func unpack(query *dns.Msg, reply Reply) (*dns.Msg, *Error) {
	switch {
	case len(reply.Message) < headerSize:
		return nil, &Error{Reason: ReasonMalformed}
	case len(reply.Message) > maxMessage:
		return nil, &Error{Reason: ReasonTooLarge}
	}
	m := new(dns.Msg)
	if err := m.Unpack(reply.Message); err != nil {
		return nil, &Error{Reason: ReasonMalformed, Err: err}
	}
	counted := int(binary.BigEndian.Uint16(reply.Message[6:])) + int(binary.BigEndian.Uint16(reply.Message[8:]))
	switch {
	case !answeredBy(query, m):
		return nil, &Error{Reason: ReasonMismatch}
	case m.Truncated:
		return nil, &Error{Reason: ReasonTruncated}
	case counted != len(m.Answer)+len(m.Ns):
		return nil, &Error{Reason: ReasonMalformed, Detail: "records are missing"}
	}
	grow(m, reply.Age)
	return m, nil
}

// grow makes the records older by the seconds that a cache on the way kept them
// (RFC 8484 section 5.1).
func grow(m *dns.Msg, age uint32) {
	for _, section := range [][]dns.RR{m.Answer, m.Ns} {
		for _, rr := range section {
			h := rr.Header()
			h.Ttl -= min(h.Ttl, age)
		}
	}
}

// refusal is the error of a response code other than success and "no such name"
// (RFC 1035 section 4.1.1), with what the server says of it (RFC 8914).
func refusal(m *dns.Msg) *Error {
	reason := ReasonCode
	switch m.Rcode {
	case dns.RcodeSuccess, dns.RcodeNameError:
		return nil
	case dns.RcodeServerFailure:
		reason = ReasonFailure
	case dns.RcodeRefused:
		reason = ReasonRefused
	}
	name, ok := dns.RcodeToString[m.Rcode]
	if !ok {
		name = "RCODE " + strconv.Itoa(m.Rcode)
	}
	return &Error{Reason: reason, Detail: name + extended(m)}
}

// extended is the first extended error of a message (RFC 8914 section 2).
func extended(m *dns.Msg) string {
	opt := m.IsEdns0()
	if opt == nil {
		return ""
	}
	for _, option := range opt.Option {
		if ede, ok := option.(*dns.EDNS0_EDE); ok {
			name, ok := dns.ExtendedErrorCodeToString[ede.InfoCode]
			if !ok {
				name = "extended error " + strconv.Itoa(int(ede.InfoCode))
			}
			return strings.TrimSuffix(": "+name+": "+ede.ExtraText, ": ")
		}
	}
	return ""
}
