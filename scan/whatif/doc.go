// Package whatif asks of a message what Exchange Online would do with it under
// another setup: with RejectDirectSend on, or with the connectors of a file. Its
// judges are options of [report.Of].
//
// An answer rests on believed lines only, and on today's rules whatever the date of
// the message; fields that nobody vouches for can only make it unknown. Headers show no certificate and not every recipient; where one of
// them decides, the answer is unknown.
package whatif
