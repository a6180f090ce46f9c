package domain

import (
	"context"
	"net/netip"
	"sync"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// prefetch puts questions that will be asked anyway several at a time, so that a
// slow server is waited for once.
func (a *asker) prefetch(ctx context.Context, questions []question) {
	if a.parallel < 2 {
		return
	}
	got := make([]known, len(questions))
	room := make(chan struct{}, a.parallel)
	var all sync.WaitGroup
	for i, q := range questions {
		if got[i].err = a.mayAsk(ctx); got[i].err != nil {
			continue
		}
		room <- struct{}{}
		all.Go(func() {
			got[i].Answer, got[i].err = a.Resolver.Resolve(ctx, q.name, q.kind)
			<-room
		})
	}
	all.Wait()
	for i, q := range questions {
		a.answers[q] = got[i]
	}
}

// firstQuestions are those that every check asks.
func (c *check) firstQuestions() []question {
	list := []question{{c.name, spf.TypeMX}, {c.name, spf.TypeTXT}}
	add := func(name string, types ...spf.Type) {
		for _, t := range types {
			if dnsname.IsHost(name) {
				list = append(list, question{name, t})
			}
		}
	}
	add("autodiscover."+c.name, spf.TypeCNAME)
	if below := "._domainkey." + c.name; dnsname.IsHost(probeSelector + below) {
		add(probeSelector+below, spf.TypeTXT)
		for _, word := range selectors {
			add(word+below, spf.TypeCNAME, spf.TypeTXT)
		}
	}
	add("_dmarc."+c.name, spf.TypeTXT)
	return list
}

// hostQuestions are those about the hosts of MX.
func hostQuestions(list []spf.MX) []question {
	var questions []question
	seen := map[string]bool{}
	for _, mx := range list {
		host := dnsname.Clean(mx.Host)
		if _, err := netip.ParseAddr(host); err == nil || seen[host] || !dnsname.IsHost(host) {
			continue
		}
		seen[host] = true
		for _, t := range []spf.Type{spf.TypeCNAME, spf.TypeA, spf.TypeAAAA} {
			questions = append(questions, question{host, t})
		}
	}
	return questions
}
