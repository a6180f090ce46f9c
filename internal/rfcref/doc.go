// Package rfcref holds the sections of RFCs that the sources refer to, by number
// and title (sections.tsv), and a test that every reference in a comment or table
// is among them. A number that was mistyped, or is that of another RFC, is found;
// and whoever adds a reference has to look up what stands there.
//
// The column seen says how a row is known: contents, a copy of the table of
// contents was read; cited, independent sources refer to this number for this
// matter; known, written from knowledge of the text and not looked up since.
package rfcref
