package domain

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// Microsoft 365 signs with one of two selectors, which it rotates
// (email-authentication-dkim-configure). The records of both are aliases of
// records that Microsoft keeps.
var selectors = [2]string{"selector1", "selector2"}

// dkimHome is where Microsoft keeps the keys of domains that were added from May
// 2025 on; those of earlier ones lie under the tenant's initial domain.
const dkimHome = "dkim.mail.microsoft"

// probeSelector is a selector that nobody has.
const probeSelector = "hopproof-no-such-selector"

// selector is what DNS says of one selector of the domain.
type selector struct {
	word, name string
	target     string // of the alias, clean
	texts      []string
	evidence   []Evidence
	failed     bool
}

func (c *check) checkDKIM(ctx context.Context) {
	if !dnsname.IsHost(probeSelector + "._domainkey." + c.name) {
		return // no room for a selector
	}
	wild := c.probeWildcard(ctx)
	var found [2]selector
	for i, word := range selectors {
		found[i] = c.askSelector(ctx, word)
		c.microsoft.selectors = c.microsoft.selectors || found[i].atMicrosoft()
		c.microsoft.unsure = c.microsoft.unsure || found[i].failed
		if found[i].atMicrosoft() {
			c.microsoft.evidence = append(c.microsoft.evidence, found[i].evidence[0])
		}
	}
	if c.microsoft.found() || found[0].exists() || found[1].exists() {
		c.judgeSelector(&found[0], &found[1], wild)
		c.judgeSelector(&found[1], &found[0], wild)
	} else {
		c.item(TopicDKIM, "dkim-no-microsoft").advice().seen(found[0].evidence...).seen(found[1].evidence...)
	}
	c.item(TopicDKIM, "dkim-not-listed").advice()
}

// probeWildcard reports whether the domain answers for every selector: then a
// text at a selector says nothing.
func (c *check) probeWildcard(ctx context.Context) bool {
	answer, e, err := c.dns.ask(ctx, probeSelector+"._domainkey."+c.name, spf.TypeTXT)
	if err != nil || len(answer.Texts) == 0 {
		return false
	}
	c.item(TopicDKIM, "dkim-wildcard").problem(Warning).with("name", "*._domainkey."+c.name).seen(e)
	return true
}

func (c *check) askSelector(ctx context.Context, word string) selector {
	s := selector{word: word, name: word + "._domainkey." + c.name}
	alias, e, err := c.dns.ask(ctx, s.name, spf.TypeCNAME)
	s.evidence = append(s.evidence, e)
	if err == nil && len(alias.Hosts) > 0 {
		s.target = dnsname.Clean(alias.Hosts[0])
	}
	text, e, textErr := c.dns.ask(ctx, s.name, spf.TypeTXT)
	s.evidence = append(s.evidence, e)
	s.texts = text.Texts
	s.failed = err != nil || textErr != nil
	return s
}

// exists reports whether there is something at the selector, or nobody would
// say.
func (s *selector) exists() bool { return s.failed || s.target != "" || len(s.texts) > 0 }

// atMicrosoft reports whether the alias leads to where Microsoft keeps keys.
func (s *selector) atMicrosoft() bool { return isKeyHome(s.target) }

func isKeyHome(target string) bool {
	return strings.Contains(target, "._domainkey.") && (dnsname.Within(target, dkimHome) || isInitial(target))
}

func (c *check) judgeSelector(s, other *selector, wild bool) {
	switch {
	case s.failed && s.target == "":
		c.item(TopicDKIM, "dkim-unknown").unknown().with("name", s.name).seen(s.evidence...)
	case isInitial(c.name) && s.target == "" && len(s.texts) > 0: // Microsoft's own zone
		c.judgeKey(s)
	case s.atMicrosoft():
		c.judgeAlias(s)
	case s.target != "":
		c.warnInUse(c.selectorItem("dkim-foreign", s))
	case s.targetAsText() != "":
		c.selectorItem("dkim-cname-as-txt", s).problem(Error).with("text", s.texts[0]).
			fix(to(s.name, "TXT", s.texts[0], ""), to(s.name, "CNAME", "", s.targetAsText()))
	case len(s.texts) > 0 && !wild:
		c.selectorItem("dkim-txt", s).advice()
	case isInitial(c.name):
		c.selectorItem("dkim-initial", s).advice()
	default:
		c.warnInUse(c.selectorItem("dkim-missing", s).fix(s.wanted(other)))
	}
}

// warnInUse makes i a problem where Microsoft 365 is in use, else advice.
func (c *check) warnInUse(i *Item) {
	if c.microsoft.inUse() {
		i.problem(Warning)
	} else {
		i.advice()
	}
}

func (c *check) selectorItem(code string, s *selector) *Item {
	i := c.item(TopicDKIM, code).with("selector", s.word).with("name", s.name).seen(answered(s.evidence)...)
	if s.target != "" {
		i.with("target", s.target)
	}
	return i
}

// targetAsText is the alias that was published as a text; empty if none was.
func (s *selector) targetAsText() string {
	if len(s.texts) == 1 {
		if target := dnsname.Clean(strings.Trim(s.texts[0], "\" ")); dnsname.IsHost(target) && isKeyHome(target) {
			return target
		}
	}
	return ""
}

// wanted is the record of a missing selector. Both selectors of a domain have
// their keys in the same place, so one shows the other; else only Microsoft 365
// knows it.
func (s *selector) wanted(other *selector) Change {
	if rest, ok := strings.CutPrefix(other.target, other.word+"-"); ok && other.atMicrosoft() {
		return to(s.name, "CNAME", "", s.word+"-"+rest)
	}
	return Change{Code: ChangeDKIM, Name: s.name, Type: "CNAME"}
}

// judgeAlias judges a selector that leads to Microsoft.
func (c *check) judgeAlias(s *selector) {
	word, rest, _ := strings.Cut(firstLabel(s.target), "-")
	switch {
	case word != s.word:
		c.selectorItem("dkim-crossed", s).problem(Error).fix(s.uncross(word))
	case !fitsLabel(rest, c.name) && !isInitial(c.name):
		c.selectorItem("dkim-other-domain", s).problem(Warning).
			fix(Change{Code: ChangeDKIM, Name: s.name, Type: "CNAME", From: s.target})
	case s.failed:
		c.item(TopicDKIM, "dkim-unknown").unknown().with("name", s.name).seen(s.evidence...)
	default:
		c.judgeKey(s)
	}
}

func (s *selector) uncross(word string) Change {
	if rest, ok := strings.CutPrefix(s.target, word+"-"); ok && (word == selectors[0] || word == selectors[1]) {
		return to(s.name, "CNAME", s.target, s.word+"-"+rest)
	}
	return Change{Code: ChangeDKIM, Name: s.name, Type: "CNAME", From: s.target}
}

func (c *check) judgeKey(s *selector) {
	key, found := dkimKey(s.texts)
	switch {
	case !found:
		c.selectorItem("dkim-no-key", s).problem(Warning)
	case key == "": // RFC 6376 section 3.6.1: revoked
		c.selectorItem("dkim-revoked", s).problem(Warning)
	default:
		c.selectorItem("dkim-selector", s)
	}
}

// dkimKey gives the p= of the key record (RFC 6376 section 3.6.1) among texts.
func dkimKey(texts []string) (key string, found bool) {
	for _, text := range texts {
		if key, found = tag(text, "p"); found {
			break
		}
	}
	return key, found
}
