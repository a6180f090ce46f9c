// Package connector models the inbound connectors of Exchange Online: what they
// are ([Connector], read by [Read], written by [AppendPowerShell]), what is wrong
// with them ([Lint]), and what they would do with a message ([Check]).
//
// A connector of type OnPremises attributes a connection to the organization, by
// the client's certificate or its address, and so allows relaying. One of type
// Partner allows nothing: it only demands TLS, an address or a certificate of
// mail from the domains that it names.
//
// Facts, with source and date, stand in parameters.tsv, lint.tsv and rules.tsv.
// What Microsoft does not document is said to be so: such a condition is unknown,
// never held or broken.
package connector
