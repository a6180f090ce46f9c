//go:build js && wasm

// Command live is the bundle for checks that need DNS. It is fetched only once a
// visitor has turned them on and chosen a resolver, which is the only one it ever
// asks. It sets globalThis.hopproofLive:
//
//	analyze(bytes: Uint8Array, options: string): Promise<string>   the document, checked again
//	domain(question: string): Promise<string>                      what a domain publishes
//	version: string
//
// The options are those of command offline and "dns", the URL of a DNS over HTTPS
// resolver; the question is {"name", "relay_ip", "service", "dns", "lang"}. A
// promise is rejected with an Error that has a code.
package main

import (
	"context"
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/live/answer"
	"github.com/hopproof/hopproof/wasm/page"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	ctx := context.Background() // a worker that nobody waits for any more is ended
	o := bridge.New(version)
	o.Promise("analyze", func(args []js.Value) (string, *page.Error) {
		return answer.Analyze(ctx, &engine, bridge.Bytes(args, 0), bridge.Text(args, 1))
	})
	o.Promise("domain", func(args []js.Value) (string, *page.Error) {
		return answer.Domain(ctx, &engine, bridge.Text(args, 0))
	})
	o.Serve("hopproofLive")
}
