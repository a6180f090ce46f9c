// Package redact writes a header section again with pseudonyms for people,
// domains, hosts, addresses and ids, so that it can be shown to others and
// still be analysed: the same outcome, hops, delays, links and findings.
//
// It denies by default. A piece of text stays only if it is structure, a date,
// a number of a known field, a word that the tables of this package know
// (protocols, results, keys), or a host or an address of public mail
// infrastructure that package operator knows. Everything else is replaced, the
// same text by the same pseudonym everywhere, so that what the proof compares
// stays equal. Bytes between the pieces are untouched: folds, comments,
// brackets and broken syntax stay as they were.
//
// A [Map] holds the key and the pairs. [Section] redacts, and looks for what must
// not have survived.
package redact
