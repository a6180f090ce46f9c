// Package spf reads, evaluates and mends SPF records (RFC 7208). It opens no
// socket: DNS is a [Resolver] that the caller brings.
//
// [Parse] takes a record apart with the place of every part. [Checker.Check]
// is the function check_host of RFC 7208 section 4, with its reason and, when
// asked for, a [Step] for each thing it did. [Lint] finds what is wrong with a
// record without DNS, [Tree] shows what it includes and costs, [Advise] writes
// the record for a set of senders.
//
// The package emits codes with arguments, never sentences. Those stand in the
// catalogue of package live (live.Lookup), under what the code is of, as in
// "spf.reason.match-pass": reason, step, problem, lint with lint-fix for what to do,
// tree, advice. Its CheckSPF, LintSPF, TreeSPF and AdviseSPF give both together.
package spf
