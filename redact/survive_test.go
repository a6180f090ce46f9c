package redact_test

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/redact"
)

// messages are those of the corpus; with -short, every eighth.
func messages(t *testing.T) []testcorpus.Message {
	all := testcorpus.Messages(t)
	if !testing.Short() {
		return all
	}
	var some []testcorpus.Message
	for i := 0; i < len(all); i += 8 {
		some = append(some, all[i])
	}
	return some
}

// contains finds a domain in a text, as a whole or below another label.
func contains(text []byte, domain string) bool {
	for {
		i := bytes.Index(text, []byte(domain))
		if i < 0 {
			return false
		}
		if i == 0 || !isNameByte(text[i-1]) {
			return true
		}
		text = text[i+1:]
	}
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80
}

// teller are what a section tells of people and organizations.
type teller struct {
	locals, domains map[string]bool
	addresses       map[netip.Addr]bool
}

func told(data []byte) teller {
	out := teller{map[string]bool{}, map[string]bool{}, map[netip.Addr]bool{}}
	s := header.Parse(data)
	for i := range s.Fields {
		f := &s.Fields[i]
		switch strings.ToLower(f.Name) {
		case "from", "to", "cc", "sender", "reply-to", "return-path", "delivered-to", "x-original-to", "errors-to", "resent-from", "resent-to":
			for _, a := range header.Addresses(f.Body(), nil) {
				out.address(a.Addr)
			}
		case "received":
			r := f.Received()
			out.host(r.From.Name, r.From.Helo, r.From.RDNS, r.By.Name)
			for _, a := range append(r.For, r.EnvelopeFrom) {
				out.address(a)
			}
			if ip := r.From.IP; ip.IsValid() && !redact.Kept(ip) {
				out.addresses[ip] = true
			}
		}
	}
	return out
}

func (o *teller) address(addr string) {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 {
		return
	}
	if local := strings.ToLower(addr[:at]); strings.Trim(local, "x.\uFFFD") != "" { // not painted over, no text at all
		o.locals[local] = true
	}
	o.host(addr[at+1:])
}

func (o *teller) host(names ...string) {
	for _, name := range names {
		name = strings.ToLower(strings.TrimSuffix(name, "."))
		org := suffix.Organizational(name)
		first, _, more := strings.Cut(org, ".")
		_, err := netip.ParseAddr(name)
		if more && err != nil && isName(org) && org != "localhost.localdomain" && org != "pps.reinject" && !redact.PublicHost(name) && !redact.PublicHost(org) && strings.Trim(first, "x-") != "" && !strings.Contains(first, "redacted") {
			o.domains[org] = true
		}
	}
}

func isName(text string) bool {
	last := text[strings.LastIndexByte(text, '.')+1:]
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 || !isNameByte(byte(r)) && r != '.' }) &&
		strings.Trim(last, "abcdefghijklmnopqrstuvwxyz") == ""
}
