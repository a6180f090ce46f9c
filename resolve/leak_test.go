//go:build !js

package resolve_test

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testleak"
	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// TestNothingLeftBehind: when callers have their answers, or have gone, nothing
// of their questions runs on: by UDP, by TCP after a cut answer, by HTTPS, to a
// server that is silent and to one that is not there.
func TestNothingLeftBehind(t *testing.T) {
	testleak.Check(t)
	h := zone{`host.example.com. 300 IN A 192.0.2.1`}.handler(t)
	cut := func(w dns.ResponseWriter, q *dns.Msg) {
		if w.LocalAddr().Network() == "udp" {
			m := new(dns.Msg)
			m.SetReply(q)
			m.Truncated = true
			w.WriteMsg(m)
			return
		}
		h(w, q)
	}
	mute := secure(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // so that the server sees the client go
		<-r.Context().Done()
	}))
	for name, servers := range map[string][]resolve.Transport{
		"UDP": udp(serve(t, h)), "TCP": udp(serve(t, cut)), "silent": udp(serveUDP(t, func(dns.ResponseWriter, *dns.Msg) {})), "nowhere": udp(testport.Closed),
		"HTTPS": {doh(mute)},
	} {
		c := resolve.New(resolve.Config{Transports: servers, Try: 100 * time.Millisecond, Cache: -1})
		var all sync.WaitGroup
		for n := range 20 {
			all.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(n*20)*time.Millisecond)
				defer cancel()
				if a, err := c.Resolve(ctx, "host.example.com", spf.TypeA); (err == nil) != (len(a.Addrs) == 1) {
					t.Errorf("%s: %+v, %v", name, a, err)
				}
			})
		}
		all.Wait()
	}
}
