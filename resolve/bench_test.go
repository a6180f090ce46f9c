//go:build !js

package resolve_test

import (
	"context"
	"testing"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

var benchZone = zone{`example.com. 300 IN TXT "v=spf1 ip4:192.0.2.0/24 include:spf.example.net -all"`}

func BenchmarkCached(b *testing.B)   { benchmark(b, 0) }
func BenchmarkLoopback(b *testing.B) { benchmark(b, -1) }

func benchmark(b *testing.B, cache int) {
	c := resolve.New(resolve.Config{Transports: udp(serve(b, benchZone.handler(b))), Cache: cache})
	b.ReportAllocs()
	for b.Loop() {
		if a, err := c.Resolve(context.Background(), "example.com", spf.TypeTXT); err != nil || len(a.Texts) != 1 {
			b.Fatal(a, err)
		}
	}
}
