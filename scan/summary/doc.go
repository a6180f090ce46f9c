// Package summary says what many messages show together. A [Collector] takes
// their Documents in any order, in parts, or from a saved state, and always needs
// the same bounded memory; [Collector.Summary] puts the figures in order, and four
// writers show them: [AppendText], [AppendMarkdown], [AppendJSON], [AppendHTML].
//
// Every table holds the exact counts of up to a fixed number of keys. A stranger
// chooses most keys (domains, addresses), so there may be more; the smallest ones
// are then put together, and every count that may miss messages says by how many
// at most. Totals are exact always.
//
// Names, addresses and domains are text of strangers. Each writer neutralises
// what its medium would act on.
package summary
