package route_test

import (
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// TestCloudFirst: a route that begins in Microsoft's cloud declares no host
// that hands over to it. The private address of its first leg is one that
// another server of Microsoft's recorded, so it is no error, and nothing is
// said or asked about a relay.
func TestCloudFirst(t *testing.T) {
	for _, text := range []string{
		`{"legs": [{"role": "eop", "ip": "10.0.0.1"}, {"role": "exchange-online"}]}`,
		`{"legs": [{"role": "eop"}, {"role": "exchange-online"}]}`,
		`{"legs": [{"role": "eop", "ip": "10.0.0.1"}]}`,
	} {
		r, err := route.ParseJSON("r", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if p, found := r.PrivateEntry(); found {
			t.Errorf("%s: %v is taken for the address of a relay", text, p)
		}
		v := verify(t, r, hops.Trust{}, toGmail...)
		if len(v.Findings) > 0 || v.Question.Code != "" {
			t.Errorf("%s: %+v, %+v", text, v.Findings, v.Question)
		}
	}
}
