// Package exchange reads the fields that Exchange and Microsoft 365 write:
// X-MS-Exchange-*, X-Forefront-*, X-Microsoft-Antispam*. It says what they say;
// whether to believe one of them depends on the receiver and is decided in
// package hops.
//
// Its glossary tells what a field, key or value means, in English and French,
// with the source of every row and how sure it is: much of what Microsoft
// writes is documented nowhere. It is data (the .tsv files of this folder).
package exchange
