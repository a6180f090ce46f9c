// Package domain checks what a domain publishes in DNS against the way its mail
// goes: MX, SPF, the DKIM selectors of Microsoft 365, DMARC, MTA-STS, TLS-RPT
// and DANE. It finds out which mail flow scenario the domain lives in, and says
// record by record what to change.
//
// DNS shows what a domain wants, not what its servers do: connectors, mail flow
// rules and Enhanced Filtering cannot be seen. What cannot be seen is said to be
// unknown, and a question that got no answer is never held against the domain.
//
// The package opens no socket. Whoever asks hands over a [Resolver]. Its codes
// have their sentences in the catalogues live/lang/domain.*.json.
package domain
