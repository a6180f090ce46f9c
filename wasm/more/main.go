//go:build js && wasm

// Command more is the bundle for what a visitor may ask for later. It sets
// globalThis.hopproofMore:
//
//	text(bytes: Uint8Array, options: string): string   the text that the command prints
//	explain(text: string, lang: string): string        what a word or an error means
//	reading(options: string): string                   how a route is understood
//	version: string
//
// See command offline for options, answers and errors.
package main

import (
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/more/answer"
	"github.com/hopproof/hopproof/wasm/page"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	o := bridge.New(version)
	o.Text("text", func(args []js.Value) (string, *page.Error) {
		return answer.Text(&engine, bridge.Bytes(args, 0), bridge.Text(args, 1))
	})
	o.Text("explain", func(args []js.Value) (string, *page.Error) {
		return answer.Explain(&engine, bridge.Text(args, 0), bridge.Text(args, 1))
	})
	o.Text("reading", func(args []js.Value) (string, *page.Error) { return answer.Reading(bridge.Text(args, 0)) })
	o.Serve("hopproofMore")
}
