//go:build js && wasm

// Command npm is the bundle of the package for Node and bundlers: the offline
// bundle in one function, with Outlook's .msg files and messages inside others.
// It asks nobody. It sets globalThis.hopproofNpm:
//
//	analyze(bytes: Uint8Array, options: string): string   the document
//	version: string
//
// Options and answers are JSON (package wasm/page). Where there is no answer,
// it returns an Error with a code.
package main

import (
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/npm/answer"
	"github.com/hopproof/hopproof/wasm/page"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	o := bridge.New(version)
	o.Text("analyze", func(args []js.Value) (string, *page.Error) {
		return answer.Analyze(&engine, bridge.Bytes(args, 0), bridge.Text(args, 1))
	})
	o.Serve("hopproofNpm")
}
