package resolve

import (
	"context"
	"encoding/hex"
	"slices"

	"github.com/miekg/dns"
)

// TLSA says which certificate a server has (RFC 6698 section 2.1).
type TLSA struct {
	Usage    uint8
	Selector uint8
	Matching uint8
	// Data is the certificate association: a certificate, a key, or its hash.
	Data []byte
}

// TLSA asks for the TLSA records of a service, such as
// _25._tcp.mx.contoso.example. secure is whether the resolver says that DNSSEC
// proves the answer, even if that is that there are none; records that are not
// secure are to be ignored (RFC 6698 section 4.1, RFC 7672 section 2.2).
func (c *Client) TLSA(ctx context.Context, name string) (records []TLSA, secure bool, err error) {
	r, err := c.resolve(ctx, name, typeTLSA)
	return r.tlsa, r.answer.Secure, err
}

func (r *result) addTLSA(rr *dns.TLSA) bool {
	data, err := hex.DecodeString(rr.Certificate)
	r.tlsa = append(r.tlsa, TLSA{rr.Usage, rr.Selector, rr.MatchingType, data})
	return err == nil
}

func cloneTLSA(records []TLSA) []TLSA {
	c := slices.Clone(records)
	for i := range c {
		c[i].Data = slices.Clone(c[i].Data)
	}
	return c
}
