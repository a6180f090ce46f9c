// Package report holds the one [Document] that every front end shows, and the
// writers that show it. [Analyze] makes it of a message: whatever the bytes are,
// there is a document, and its verdict is about the route that was asked for.
// Outcomes and bases are to be read as package hops/route means them: unknown is
// no failure of the analysis, but what the header leaves open.
//
// A Document carries facts as codes with arguments; sentences are data of the
// catalogue (lang/sentences.tsv) and are filled in by
// [Document.Localize]. The JSON form is written by generated code, since
// reflection would cost the browser bundle more than the whole analysis does;
// [Document.AppendJSON] and encoding/json agree on every Document that Analyze
// makes, but for the choice of escapes; of others, a list that is nil is [] in the
// one and null in the other. encoding/json reads a Document back.
//
// Everything in a Document that came from a message is raw text of a stranger.
// Each writer neutralises what its medium would act on.
package report

//go:generate go run ../internal/docgen/generate
