// Package operator says who runs a mail host or an address, by tables.
//
// A name proves nothing: anybody can write it in HELO. What a host name of a
// believed line or an address recorded by one means is the caller's business;
// this package only knows the names and addresses that operators use.
//
// The tables are plain data beside the code. Every row has an example, its
// source and the month it was last checked.
package operator
