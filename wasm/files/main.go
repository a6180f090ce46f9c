//go:build js && wasm

// Command files is the bundle for files that the offline one cannot read: Outlook's
// .msg, messages inside a message, route files in YAML, and exports of connectors.
// It is fetched when the first of them is chosen, and asks nobody. It sets
// globalThis.hopproofFiles:
//
//	open(bytes: Uint8Array): string            what the file holds
//	text(number: number): Uint8Array           a message of the file opened last; 0: the file itself
//	route(name: string, bytes: Uint8Array): string   a route file, as the offline bundle's route
//	connector(name: string, bytes: Uint8Array, message: Uint8Array | null, options: string): string
//	                                           what connectors are, and do with a message
//	script(): string                           the PowerShell script that exports connectors
//	version: string
//
// The options are those of command offline. Where there is no answer, each returns an Error with a code.
package main

import (
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/files/answer"
	"github.com/hopproof/hopproof/wasm/page"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	shelf := answer.Shelf{Decoder: bridge.Decode}
	o := bridge.New(version)
	o.Text("open", func(args []js.Value) (string, *page.Error) { return shelf.Open(bridge.Bytes(args, 0)) })
	o.Array("text", func(args []js.Value) ([]byte, *page.Error) { return shelf.Text(bridge.Number(args, 0)) })
	o.Text("route", func(args []js.Value) (string, *page.Error) {
		return answer.Route(bridge.Text(args, 0), bridge.Bytes(args, 1)), nil
	})
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	o.Text("connector", func(args []js.Value) (string, *page.Error) {
		return answer.Connector(&engine, bridge.Text(args, 0), bridge.Bytes(args, 1), bridge.Bytes(args, 2), bridge.Text(args, 3))
	})
	o.Text("script", func([]js.Value) (string, *page.Error) { return connector.ExportScript(), nil })
	o.Serve("hopproofFiles")
}
