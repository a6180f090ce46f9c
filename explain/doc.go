// Package explain tells what a word of mail means: a header field, a key or
// value of Microsoft's, a protocol, an SMTP reply, one of hopproof's own codes;
// and what to do about the errors in a non-delivery report.
//
// It is a glossary, not an analysis: it looks at words, never at a message.
// The facts are tables (the .tsv files of this folder, the glossary of package
// header/exchange, the catalogue of package report), each row with its source.
package explain
