//go:build js && wasm

// Command offline is the bundle with which the page analyses messages. It sets
// globalThis.hopproofGo:
//
//	analyze(bytes: Uint8Array, options: string): string   the document
//	fields(bytes: Uint8Array): string                     the places of its header fields
//	route(options: string): string                        a route, read or filled
//	version: string
//
// Options and answers are JSON (package wasm/page). Where there is no answer,
// each returns an Error with a code.
package main

import (
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/page"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	o := bridge.New(version)
	o.Text("analyze", func(args []js.Value) (string, *page.Error) {
		return engine.Analyze(bridge.Bytes(args, 0), bridge.Text(args, 1))
	})
	o.Text("fields", func(args []js.Value) (string, *page.Error) { return engine.Fields(bridge.Bytes(args, 0)), nil })
	o.Text("route", func(args []js.Value) (string, *page.Error) { return engine.Route(bridge.Text(args, 0)) })
	o.Serve("hopproofGo")
}
