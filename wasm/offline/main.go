//go:build js && wasm

// Command offline is the bundle with which the page analyses messages. It sets
// globalThis.hopproofGo:
//
//	analyze(bytes: Uint8Array, options: string): string   the document
//	explain(text: string, lang: string): string           what a word or an error means
//	route(options: string): string                        a route, read or filled
//	fields(bytes: Uint8Array): string                      the places of its header fields
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
	api := js.Global().Get("Object").New()
	api.Set("analyze", bridge.Func(func(args []js.Value) (string, *page.Error) {
		return engine.Analyze(bridge.Bytes(args, 0), bridge.Text(args, 1))
	}))
	api.Set("explain", bridge.Func(func(args []js.Value) (string, *page.Error) {
		return engine.Explain(bridge.Text(args, 0), bridge.Text(args, 1))
	}))
	api.Set("route", bridge.Func(func(args []js.Value) (string, *page.Error) {
		return engine.Route(bridge.Text(args, 0))
	}))
	api.Set("fields", bridge.Func(func(args []js.Value) (string, *page.Error) {
		return engine.Fields(bridge.Bytes(args, 0)), nil
	}))
	api.Set("version", version)
	js.Global().Set("hopproofGo", api)
	select {} // the functions are called as long as the worker lives
}
