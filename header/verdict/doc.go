// Package verdict reads the fields in which mail filters other than
// Microsoft's leave their verdict: SpamAssassin, rspamd, Proofpoint and others.
//
// It says what the field says: anybody can have written it, since most
// receivers keep such fields of a sender. What is not understood of a value
// stays in Detail; a value is never dropped.
//
// Which fields there are, by which product and of which form, is data
// (fields.tsv), each row with its sources (sources.tsv).
package verdict
