// Package report holds the one [Document] that every front end shows, and the
// writers that show it.
//
// A Document carries facts as codes with arguments; sentences are data of the
// catalogue (lang/en.json, lang/fr.json) and are filled in by
// [Document.Localize]. The JSON form is written by generated code, since
// reflection would cost the browser bundle more than the whole analysis does;
// [Document.AppendJSON] and encoding/json agree on every Document.
//
// Everything in a Document that came from a message is raw text of a stranger.
// Each writer neutralises what its medium would act on.
package report

//go:generate go run ../internal/docgen/generate
